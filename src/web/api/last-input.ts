/** From here on nobody is thought to sit at the page: what it asks for then does not keep the session alive. */
const awayAfterMs = 60_000;

let lastInput = Date.now();

/** Notes every key and every press of a pointer from now on. @param page the window */
export function noteInput(page: EventTarget): void {
  const note = (): void => {
    lastInput = Date.now();
  };
  note();
  for (const type of ['keydown', 'pointerdown']) page.addEventListener(type, note, { capture: true });
}

/** Whether nobody has touched the page for more than a minute. */
export function isAway(): boolean {
  return Date.now() - lastInput > awayAfterMs;
}
