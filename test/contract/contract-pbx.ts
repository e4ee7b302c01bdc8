import path from 'node:path';

import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts } from '../lab/lab-ports';

/** A PBX with phones for one contract suite, which ends it: without a database and without Star7, whose ports the suite takes. */
export async function contractPbx(): Promise<Lab> {
  return await Lab.up({
    directory: path.join(defaultDirectory(), 'contract-pbx'),
    basePort: basePorts.contractPbx,
    leaky: false,
    parts: ['asterisk', 'phones'],
  });
}
