import path from 'node:path';

import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

/** A database for all contract suites, each of which makes one of its own in it (database/test-database.ts). */
export async function contractDatabase(): Promise<Lab> {
  return await Lab.up({
    directory: contractDatabaseDirectory,
    basePort: basePorts.contract,
    leaky: false,
    parts: ['database'],
  });
}

export const contractDatabaseDirectory = path.join(defaultDirectory(), 'contract');

/**
 * A PBX with phones for one contract suite, which ends it: without a database and without Star7, whose ports the suite
 * takes.
 */
export async function contractPbx(): Promise<Lab> {
  return await Lab.up({
    directory: path.join(defaultDirectory(), 'contract-pbx'),
    basePort: basePorts.contract,
    leaky: false,
    parts: ['asterisk', 'phones'],
  });
}
