/** Milliseconds between tries: fifteen seconds in all. Afterwards it is not the network: a new version may have other files. */
const pausesMs = [500, 1000, 2000, 4000, 8000];

/**
 * Loads a part of the page, again while it cannot be had: a network that is away for a moment must not cost what was typed.
 * @throws what the last try threw
 */
export async function untilLoaded<Part>(
  load: () => Promise<Part>,
  pause: (milliseconds: number) => Promise<void> = pauseFor,
): Promise<Part> {
  for (const milliseconds of pausesMs) {
    try {
      return await load();
    } catch {
      await pause(milliseconds);
      dropFailedStyles();
    }
  }
  return await load();
}

function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Vite takes a stylesheet that is in the document for loaded, also where loading it has failed. */
function dropFailedStyles(): void {
  if (typeof document === 'undefined') return;
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (link.sheet === null) link.remove();
}
