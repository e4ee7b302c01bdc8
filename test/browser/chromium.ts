import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Programs of Debian's packages (scripts/lib/packages.txt). */
const programs = {
  /** The browser without its windows: the same engine at a third of the CPU. */
  shell: '/usr/bin/chromium-headless-shell',
  /** All of it, with what is around a page: permissions, devices, notifications. */
  whole: '/usr/bin/chromium',
} as const;

/**
 * A name that leads to this machine. Not an address of loopback, which browsers trust as they trust TLS: many a shop's
 * Star7 is reached by plain HTTP, and what browsers keep from such pages (`crypto.randomUUID`, say) must be missed here.
 */
export const star7Host = 'star7.test';

/**
 * A headless Chromium. Its sandbox is off, for it refuses to work under root, as whom the lab runs; the only pages it
 * sees are Star7's own.
 */
export async function launchChromium(
  program: keyof typeof programs,
  more: readonly string[] = [],
): Promise<Browser> {
  return await chromium.launch({
    executablePath: programs[program],
    chromiumSandbox: false,
    // Containers' /dev/shm is too small for it.
    args: [
      '--disable-dev-shm-usage',
      '--disable-gpu',
      `--host-resolver-rules=MAP ${star7Host} 127.0.0.1`,
      ...more,
    ],
  });
}

/**
 * What a whole Chromium needs to be a phone here: a microphone that plays a file, a page that counts as one over TLS, and media over
 * the only interface that there is.
 * @param origin of the pages @param wav 16 bit, mono, repeated for ever
 */
export function phoneArguments(origin: string, wav: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${wav}`,
    `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    '--allow-loopback-in-peer-connection',
  ];
}
