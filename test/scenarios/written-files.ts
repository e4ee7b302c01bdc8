import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab/lab';

export interface WrittenFile {
  name: string;
  bytes: Buffer;
}

/** Where Asterisk writes: logs, spool (call files, voicemail, outgoing), AstDB, caches, run. Not its configuration. */
const asteriskFolders = ['log', 'spool', 'lib', 'cache', 'run'];

/** Every file that Star7 and Asterisk have written in this lab, their logs of earlier runs too. */
export async function writtenFiles(lab: Lab): Promise<WrittenFile[]> {
  // What is in AstDB is written when it suits Asterisk; what it holds now is asked for.
  const database = { name: 'AstDB as shown', bytes: Buffer.from(await lab.asterisk.cli('database show')) };
  const logs = ['star7.log', 'star7.log.old', 'star7-output.log', 'star7-output.log.old', 'asterisk.log']
    .map((name) => ({ name, file: lab.place.file('logs', name) }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({ name, bytes: readFileSync(file) }));
  const state = lab.place.file('star7', 'journal');
  const journal = existsSync(state) ? [{ name: 'journal', bytes: readFileSync(state) }] : [];
  const root = lab.place.file('asterisk');
  const files = asteriskFolders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ name: path.relative(root, file), bytes: readFileSync(file) })),
  );
  return [database, ...logs, ...journal, ...files];
}
