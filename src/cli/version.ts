import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout's or image's folder: this file is compiled to dist/src/cli. */
export const projectFolder = join(__dirname, '..', '..', '..');

export const version = (
  JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }
).version;
