import { testLabOptions } from '../scenarios/test-lab';
import { BackgroundLoad } from './background-load';
import { FaultLab, faultsDirectory } from './fault-lab';

/*
 * Import this before suites of test/scenarios: they then run on this lab, in which twenty other managers are
 * in calls all the time.
 */

/** Managers 106 to 125; the suites use 101 to 105. */
const callers = Array.from({ length: 20 }, (_, index) => String(106 + index));

process.env['STAR7_TEST_LAB'] = faultsDirectory;

/** Set once the lab is up. */
export const loaded: { faults?: FaultLab; load?: BackgroundLoad } = {};

beforeAll(async () => {
  loaded.faults = await FaultLab.up(testLabOptions.star7, { moreManagers: callers.length });
  loaded.load = new BackgroundLoad(loaded.faults, callers);
  await loaded.load.start();
});

afterAll(async () => {
  await loaded.faults?.down();
});
