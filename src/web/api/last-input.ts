/** After this long without input the page counts as unattended, and its requests do not keep the session alive. */
const awayAfterMs = 60_000;

let lastInput = Date.now();

/** Starts recording key presses and pointer presses. @param page the window */
export function noteInput(page: EventTarget): void {
  const note = (): void => {
    lastInput = Date.now();
  };
  note();
  for (const type of ['keydown', 'pointerdown']) page.addEventListener(type, note, { capture: true });
}

/** Whether there was no input for more than a minute. */
export function isAway(): boolean {
  return Date.now() - lastInput > awayAfterMs;
}
