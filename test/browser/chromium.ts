import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Debian's package (scripts/lib/packages.txt). */
export const chromiumProgram = '/usr/bin/chromium';

/**
 * A headless Chromium. Its sandbox is off, for it refuses to work under root, as whom the lab runs; the only pages it
 * sees are Star7's own.
 */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumProgram,
    chromiumSandbox: false,
    // Containers' /dev/shm is too small for it.
    args: ['--disable-dev-shm-usage', '--disable-gpu'],
  });
}
