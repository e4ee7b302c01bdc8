import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout's or image's folder: this file is in src/config, compiled in dist/src/config. */
export const projectFolder =
  [join(__dirname, '../..'), join(__dirname, '../../..')].find((folder) =>
    existsSync(join(folder, 'package.json')),
  ) ?? __dirname;

export const version = (
  JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }
).version;
