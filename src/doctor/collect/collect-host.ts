import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { BackupFacts, DiskFacts } from '../facts';

const answerMs = 5_000;

/** @param places what is stored where; each disk is reported once */
export async function collectDisks(
  places: ReadonlyArray<{ what: string; path: string }>,
): Promise<DiskFacts[]> {
  const disks = new Map<number, DiskFacts>();
  for (const { what, path: place } of places) {
    try {
      const { dev } = statSync(place);
      if (disks.has(dev)) continue;
      const { bsize, blocks, bavail, files, ffree } = await statfs(place);
      disks.set(dev, {
        what,
        path: place,
        freeBytes: bavail * bsize,
        totalBytes: blocks * bsize,
        freeInodes: ffree,
        totalInodes: files,
      });
    } catch {
      // The path does not exist on this machine.
    }
  }
  return [...disks.values()];
}

/**
 * Whether a time server keeps this host's clock right, according to systemd, else to chrony.
 * @returns null where neither answers
 */
export async function collectNtp(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean | null> {
  const systemd = await answerOf('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], environment);
  if (systemd?.trim() === 'yes') return true;
  // The last of chronyc's fields is the leap status: Normal, Insert second, Delete second, Not synchronised.
  const chrony = await answerOf('chronyc', ['-c', 'tracking'], environment);
  const leap = chrony?.trim().split(',').at(-1);
  if (leap) return leap !== 'Not synchronised';
  return systemd?.trim() === 'no' ? false : null;
}

/** @returns null where the program is missing or fails */
function answerOf(
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...parameters],
      // Pass on PATH only: the programs must not see Star7's settings.
      { timeout: answerMs, env: { PATH: environment['PATH'], LC_ALL: 'C' } },
      (error, stdout) => resolve(error === null ? stdout : null),
    );
  });
}

/** @param nowMs milliseconds since 1970 */
export function collectBackups(directory: string | null, nowMs: number): BackupFacts {
  if (directory === null) return { directory, newestAgeSeconds: null, fault: null };
  try {
    const times = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)))
      // An empty file is an unfinished backup.
      .filter(({ size }) => size > 0)
      .map(({ mtimeMs }) => mtimeMs);
    const newest = times.length === 0 ? null : times.reduce((one, other) => Math.max(one, other));
    return {
      directory,
      newestAgeSeconds: newest === null ? null : Math.max(0, Math.floor((nowMs - newest) / 1000)),
      fault: null,
    };
  } catch (error) {
    return { directory, newestAgeSeconds: null, fault: (error as NodeJS.ErrnoException).code ?? 'unknown' };
  }
}
