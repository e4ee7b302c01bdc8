import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './project-folder';

/**
 * How scripts/systemd/star7.service starts Node: its flags and its settings for the C library. The lab starts
 * Star7 in the same way, so that tests and measurements apply to production.
 */
export function unitStart(): { flags: readonly string[]; env: Readonly<Record<string, string>> } {
  const unit = readFileSync(path.join(projectFolder, 'scripts/systemd/star7.service'), 'utf8');
  const flags = /^ExecStart=\/usr\/bin\/node (.*)\/opt\/star7\/dist\/src\/cli\/main\.js serve$/m.exec(
    unit,
  )?.[1];
  const arenas = /^Environment=MALLOC_ARENA_MAX=(\d+)$/m.exec(unit)?.[1];
  if (flags === undefined || arenas === undefined)
    throw new Error('scripts/systemd/star7.service is not of the form that the lab reads');
  return { flags: flags.split(' ').filter((flag) => flag !== ''), env: { MALLOC_ARENA_MAX: arenas } };
}
