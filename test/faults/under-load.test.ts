// The order matters: first the lab, then the suites that run on it.
import { loaded } from './loaded-lab';
import '../scenarios/short-code.test';
import '../scenarios/click-to-call.test';

/*
 * The behaviour of managers, customers and carriers again, under twenty simultaneous calls: the unchanged
 * suites of single calls, beside a load whose calls are all compared with their records. Part of
 * `scripts/test --all-faults`.
 */

test('all calls of the twenty other managers went as expected, and each has one correct record', async () => {
  const { wrong, calls, atOnce } = await loaded.load!.stop();
  process.stdout.write(
    `${calls} calls beside the suites; managers on the line at once: median ${atOnce.median}, most ${atOnce.most}\n`,
  );
  expect(wrong).toEqual([]);
  expect(atOnce.most).toBe(20);
  // A manager pauses between two calls.
  expect(atOnce.median).toBeGreaterThanOrEqual(18);
  await loaded.faults!.invariants();
  await loaded.faults!.nothingWritten();
});
