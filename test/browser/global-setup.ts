import { Lab } from '../lab/lab';
import { sampleShop } from '../lab/sample-shop';
import { browserLabOptions } from './browser-lab';

/** One lab for all suites of the pages, with the sample shop in it. */
export default async function globalSetup(): Promise<void> {
  const lab = await Lab.up(browserLabOptions);
  await lab.star7.import(sampleShop().csv);
  await lab.openAccounts();
  lab.release();
}
