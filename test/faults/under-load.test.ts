// The order matters: the lab first, then the suites that are to be run on it.
import { loaded } from './loaded-lab';
import '../scenarios/short-code.test';
import '../scenarios/click-to-call.test';

/*
 * What managers, customers and carriers do, once more, under twenty calls at once: the suites of single calls as they are,
 * with a load beside them whose every call is held against its record. Part of `scripts/test --all-faults`.
 */

jest.setTimeout(90_000);

test('each of the twenty managers’ calls beside them went as it should, and has its one true record', async () => {
  const { wrong, calls, atOnce } = await loaded.load!.stop();
  process.stdout.write(
    `${calls} calls beside the suites; managers on the line at once: median ${atOnce.median}, most ${atOnce.most}\n`,
  );
  expect(wrong).toEqual([]);
  expect(atOnce.most).toBe(20);
  // Between two calls a manager breathes.
  expect(atOnce.median).toBeGreaterThanOrEqual(18);
  await loaded.faults!.invariants();
  await loaded.faults!.nothingWritten();
});
