import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** `star7-20260701T093000Z.backup`: sorts by time. */
const backupName = /^star7-\d{8}T\d{6}Z\.backup$/;

/** @param at when the backup is made */
export function backupNameAt(at: Date): string {
  return `star7-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.backup`;
}

/** Paths of the backups in a folder, oldest first; other files are ignored. @throws the system's error */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => backupName.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** When the newest backup was finished, seconds since 1970; null where there is none or the folder cannot be read. */
export async function newestBackup(folder: string | undefined): Promise<number | null> {
  if (folder === undefined) return null;
  try {
    const newest = (await backupsIn(folder)).at(-1);
    return newest === undefined ? null : Math.floor((await stat(newest)).mtimeMs / 1000);
  } catch {
    return null;
  }
}

/** Removes all but the newest backups. @returns how many it removed; @throws the system's error */
export async function keepNewest(folder: string, count: number): Promise<number> {
  const surplus = (await backupsIn(folder)).slice(0, -count);
  for (const path of surplus) await unlink(path);
  return surplus.length;
}
