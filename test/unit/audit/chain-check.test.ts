import { ChainCheck } from '#audit/chain-check';
import type { ChainReport } from '#audit/chain-check';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

const whole: ChainReport = { rows: 3, ok: true, faults: [], faultCount: 0, protected: true };

function rig() {
  const clock = new FakeClock();
  const under: { resolve: (report: ChainReport) => void; reject: (error: Error) => void }[] = [];
  const verify = (): Promise<ChainReport> =>
    new Promise((resolve, reject) => under.push({ resolve, reject }));
  return { clock, under, check: new ChainCheck({ verify }, clock, new MemoryLog()) };
}

it('runs one check at a time, and remembers what came of it', async () => {
  const { clock, under, check } = rig();
  expect(check.state).toEqual({ running: false, checkedAt: null, report: null, failed: false });
  check.start();
  check.start();
  expect(under).toHaveLength(1);
  expect(check.state).toMatchObject({ running: true, checkedAt: null });
  await clock.pass(1000);
  under[0]?.resolve(whole);
  await check.settled();
  await settled();
  expect(check.state).toEqual({ running: false, checkedAt: clock.now(), report: whole, failed: false });
  check.start();
  expect(under).toHaveLength(2);
  under[1]?.resolve({ ...whole, ok: false });
  await check.settled();
});

it('keeps the result of before where a check cannot be made', async () => {
  const { under, check } = rig();
  check.start();
  under[0]?.resolve(whole);
  await check.settled();
  await settled();
  check.start();
  under[1]?.reject(new Error('no database'));
  await check.settled();
  await settled();
  expect(check.state).toMatchObject({ running: false, report: whole, failed: true });
});

it('gives the check up when Star7 stops, and begins no other', async () => {
  const log = new MemoryLog();
  const verify = (stop: AbortSignal): Promise<ChainReport> =>
    new Promise((_resolve, reject) => {
      stop.addEventListener('abort', () => reject(new Error('stopped')));
    });
  const check = new ChainCheck({ verify }, new FakeClock(), log);
  check.start();
  await check.stop();
  await settled();
  check.start();
  expect(check.state).toEqual({ running: false, checkedAt: null, report: null, failed: false });
  expect(log.lines).toEqual([]);
});
