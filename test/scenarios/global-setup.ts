import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Lab } from '../lab/lab';
import { sampleShop } from '../lab/sample-shop';
import { testLabOptions } from './test-lab';

/** One lab for all suites of whole calls, with the sample shop in it. */
export default async function globalSetup(): Promise<void> {
  const lab = await Lab.up(testLabOptions);
  const file = path.join(testLabOptions.directory, 'shop.csv');
  writeFileSync(file, sampleShop().csv, { mode: 0o600 });
  await lab.star7.mustRun(['import', file]);
  lab.release();
}
