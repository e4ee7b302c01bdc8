import { existsSync } from 'node:fs';
import path from 'node:path';

/** The checkout: found upwards, because this file runs from test/ (jest) and from dist/test/ (scripts). */
export const projectFolder = findProject(__dirname);

function findProject(from: string): string {
  if (existsSync(path.join(from, 'package-lock.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('No package-lock.json above this file: where is the checkout?');
  return findProject(parent);
}
