import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Lab } from '../lab/lab';
import { sampleShop } from '../lab/sample-shop';
import { testLabOptions } from './test-lab';

/** One lab for all contract and scenario suites, with the sample shop in it. */
export default async function globalSetup(): Promise<void> {
  const lab = await Lab.up(testLabOptions);
  const file = path.join(testLabOptions.directory, 'shop.csv');
  writeFileSync(file, sampleShop().csv, { mode: 0o600 });
  await lab.star7.mustRun(['import', file]);
  lab.release();
  Object.assign(process.env, {
    // One's own, a MySQL say, tries the store suites on that instead.
    STAR7_TEST_DATABASE_URL: process.env['STAR7_TEST_DATABASE_URL'] ?? lab.database.url,
    STAR7_TEST_AMI_HOST: lab.env['STAR7_AMI_HOST'],
    STAR7_TEST_AMI_PORT: lab.env['STAR7_AMI_PORT'],
    STAR7_TEST_AMI_USERNAME: lab.env['STAR7_AMI_USERNAME'],
    STAR7_TEST_AMI_PASSWORD: lab.env['STAR7_AMI_PASSWORD'],
  });
}
