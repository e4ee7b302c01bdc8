import { FakeClock } from '../kernel/fake-clock';
import { LineWatch } from '#calls/engine/line-watch';
import type { LineTotals } from '#calls/model/line-quality';
import type { Call } from '#calls/model/call-state';

/* Of the looks at lines: how many there are at once, and that they end with their call. */

function callThatTalks(nth: number): Call {
  const leg = { id: 1, channelId: `c${String(nth)}`, party: 'customer', state: 'answered', released: false };
  return {
    ...{ id: `call-${String(nth)}`, bridgedAt: 1, decision: null },
    legs: [{ ...leg, extension: null, trunk: 'first', answeredAt: 0 }],
  } as unknown as Call;
}

class SlowPbx {
  readonly up = true;
  readonly asked: { channelId: string; answer: (totals: LineTotals | null) => void }[] = [];
  lineOf(channelId: string): Promise<LineTotals | null> {
    return new Promise((answer) => this.asked.push({ channelId, answer }));
  }
}

const totals = (sent: number): LineTotals => ({
  from: { sent, lost: 0, jitterMs: 1 },
  ...{ to: null, roundTripMs: null },
});

test('a slow PBX is asked about few calls at once, about each once, and about those left out later', async () => {
  const pbx = new SlowPbx();
  const clock = new FakeClock();
  const watch = new LineWatch(pbx, clock);
  for (let nth = 0; nth < 100; nth += 1) watch.changed(callThatTalks(nth));
  await clock.pass(5000);
  expect(pbx.asked.length).toBe(8);
  // Those that wait are not asked for again.
  await clock.pass(60_000);
  expect(pbx.asked.length).toBe(8);
  for (const { answer } of pbx.asked) answer(totals(250));
  await clock.pass(5000);
  expect(watch.all().length).toBe(8);
  expect(pbx.asked.length).toBe(16);
});

test('the looks end with the call, and what comes too late is nobody’s', async () => {
  const pbx = new SlowPbx();
  const clock = new FakeClock();
  const watch = new LineWatch(pbx, clock);
  watch.changed(callThatTalks(1));
  await clock.pass(5000);
  watch.forget('call-1');
  pbx.asked[0]!.answer(totals(250));
  await clock.pass(60_000);
  expect(pbx.asked.length).toBe(1);
  expect(watch.all()).toEqual([]);
});
