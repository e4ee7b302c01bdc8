import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../lab/project-folder';
import { faultsDirectory } from './fault-lab';
import { smallDisk } from './small-disk';

/** Contains the offset of Star7's clock from the machine's (test/lab/wall-clock-hook.ts). */
export const clockFile = {
  path: path.join(faultsDirectory, 'wall-clock'),
  reset: (): void => rmSync(path.join(faultsDirectory, 'wall-clock'), { force: true }),
};

/** Settings of a Star7 whose disk can be filled and whose clock can be set. */
export function faultSettings(): Record<string, string> {
  return {
    STAR7_JOURNAL_FILE: smallDisk.file('journal'),
    STAR7_LOG_FILE: smallDisk.file('star7.log'),
    // Longer than the longest fault.
    STAR7_ACCEPT_SECONDS: '100',
    STAR7_RING_SECONDS_MANAGER: '100',
    STAR7_RING_SECONDS_CUSTOMER: '100',
    LAB_WALL_CLOCK_FILE: clockFile.path,
    NODE_OPTIONS: `--require=${path.join(projectFolder, 'dist/test/lab/wall-clock-hook.js')}`,
  };
}
