import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Debian's package (scripts/lib/packages.txt). */
export const chromiumProgram = '/usr/bin/chromium';

/**
 * A name that leads to this machine. Not an address of loopback, which browsers trust as they trust TLS: many a shop's
 * Star7 is reached by plain HTTP, and what browsers keep from such pages (`crypto.randomUUID`, say) must be missed here.
 */
export const star7Host = 'star7.test';

/**
 * A headless Chromium. Its sandbox is off, for it refuses to work under root, as whom the lab runs; the only pages it
 * sees are Star7's own.
 */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumProgram,
    chromiumSandbox: false,
    // Containers' /dev/shm is too small for it.
    args: ['--disable-dev-shm-usage', '--disable-gpu', `--host-resolver-rules=MAP ${star7Host} 127.0.0.1`],
  });
}
