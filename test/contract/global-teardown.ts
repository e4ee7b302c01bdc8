import { existsSync } from 'node:fs';

import { Lab } from '../lab/lab';
import { contractDatabaseDirectory } from './contract-labs';

export default async function globalTeardown(): Promise<void> {
  // There is none where a database was given.
  if (existsSync(contractDatabaseDirectory)) await Lab.attach(contractDatabaseDirectory).down();
}
