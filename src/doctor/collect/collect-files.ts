import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FileFacts, FileRole, KeyFileFacts, SoundFacts } from '../facts';
import { keyFileFaults } from '../facts';
import { ownSounds, soundFolder } from '#pbx/asterisk/announcement-media';
import { KeyFile } from '#vault/key-file';
import { languages } from '#kernel/language';
import { VaultError } from '#vault/vault-error';
import type { AsteriskFolders } from './console-output';

/** A line of an Asterisk configuration file that sets a password. */
const secretLine =
  /^\s*(?:secret|password|md5_cred|md5secret|remotesecret|dbpass|sslcert_password)\s*=>?\s*\S/m;
const largestConfiguration = 4 * 1024 * 1024;
/** A folder of recordings may contain millions of files: at most this many are inspected. */
const mostEntries = 20_000;

export interface FileSettings {
  keyFile: string | null;
  environment: Readonly<Record<string, string | undefined>>;
  logFile: string | null;
  backupDirectory: string | null;
  /** Null where the folders are unknown. */
  asterisk: AsteriskFolders | null;
  /** The root of Asterisk's own paths, as seen from this process. */
  asteriskRoot: string;
}

/**
 * Checks whether Star7 can use its keys. Reads the file as `star7 serve` does, and keeps nothing of its
 * content.
 */
export function collectKeyFile({
  keyFile,
  environment,
}: Pick<FileSettings, 'keyFile' | 'environment'>): KeyFileFacts {
  let file: KeyFile | null = null;
  try {
    file = KeyFile.locate(keyFile, environment);
    file.read();
    return { path: file.path, fault: null };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    const slug = keyFileFaults.find((known) => known === error.slug) ?? 'key-file-damaged';
    return { path: file?.path ?? '(not set)', fault: { slug, text: error.message } };
  }
}

/** Modes of all files and folders that must be closed to others. Missing ones are omitted. */
export function collectFiles(settings: FileSettings): FileFacts[] {
  const { environment, logFile, backupDirectory, asterisk, asteriskRoot } = settings;
  const found: (FileFacts | null)[] = [];
  for (const [name, file] of Object.entries(environment)) {
    if (/^STAR7_\w+_FILE$/.test(name) && !['STAR7_KEY_FILE', 'STAR7_LOG_FILE'].includes(name) && file) {
      found.push(one('setting', file));
    }
  }
  if (logFile !== null) found.push(one('log', logFile));
  if (backupDirectory !== null) found.push(all('backup', backupDirectory));
  if (asterisk !== null) {
    for (const file of configurationFiles(asteriskRoot, asterisk.configuration)) {
      found.push(one('asterisk-configuration', file, asteriskRoot));
    }
    found.push(all('log', asterisk.log, asteriskRoot));
    for (const folder of ['monitor', 'recording', 'voicemail']) {
      found.push(all('recordings', path.posix.join(asterisk.spool, folder), asteriskRoot));
    }
  }
  return found.filter((file) => file !== null);
}

function one(role: FileRole, file: string, root = '/'): FileFacts | null {
  try {
    const at = path.join(root, file);
    return {
      role,
      path: file,
      mode: statSync(at).mode & 0o7777,
      parents: parentModes(root, file),
      holdsSecret: role === 'asterisk-configuration' && holdsSecret(at),
    };
  } catch {
    return null;
  }
}

/** Combines all files in a folder into one fact: the permissions that any of them has. */
function all(role: FileRole, folder: string, root = '/'): FileFacts | null {
  try {
    const at = path.join(root, folder);
    const parents = [...parentModes(root, folder), statSync(at).mode & 0o7777];
    return { role, path: folder, mode: openModes(at), parents, holdsSecret: false };
  } catch {
    return null;
  }
}

/** The combined modes of all files below the folder that others can reach. */
function openModes(folder: string): number {
  let modes = 0;
  let left = mostEntries;
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined && left > 0; at = folders.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      left -= 1;
      const entryPath = path.join(at, entry.name);
      try {
        const { mode } = statSync(entryPath);
        if (entry.isFile()) modes |= mode & 0o7777;
        else if (entry.isDirectory() && (mode & 0o001) !== 0) folders.push(entryPath);
      } catch {
        // The entry has disappeared meanwhile.
      }
    }
  }
  return modes;
}

function configurationFiles(root: string, folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.conf'))
      .map((name) => path.posix.join(folder, name));
  } catch {
    return [];
  }
}

/** Whether the file sets a password; the password itself is not kept. */
function holdsSecret(file: string): boolean {
  if (statSync(file).size > largestConfiguration) return true;
  return secretLine.test(readFileSync(file, 'utf8'));
}

function parentModes(root: string, file: string): number[] {
  const parts = path.posix.dirname(path.posix.resolve('/', file)).split('/').filter(Boolean);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))].map(
    (folder) => statSync(path.join(root, folder)).mode & 0o7777,
  );
}

/** Whether Asterisk's files are visible from this process. */
export function seesAsterisk({ asterisk, asteriskRoot }: FileSettings): boolean {
  return asterisk !== null && existsSync(path.join(asteriskRoot, asterisk.configuration));
}

/** Whether Star7's own sounds are on the PBX, in any format. @returns null where Asterisk's files are not visible */
export function collectSounds({ asterisk, asteriskRoot }: FileSettings): SoundFacts | null {
  const data = asterisk?.data ?? null;
  if (data === null || !existsSync(path.join(asteriskRoot, data))) return null;
  const folder = path.posix.join(data, 'sounds', soundFolder);
  const there = new Set(
    languages.flatMap((language) =>
      namesIn(path.join(asteriskRoot, folder, language)).map(
        (name) => `${language}/${path.parse(name).name}`,
      ),
    ),
  );
  return { folder, missing: languages.flatMap(ownSounds).filter((name) => !there.has(name)) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
