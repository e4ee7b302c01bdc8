import { LineMeter } from '#calls/model/line-quality';
import type { LineTotals, PageReport } from '#calls/model/line-quality';
import { gradeOfTalk } from '#calls/model/speech-quality';

/* How a leg sounds, added up from what the PBX has counted, or from what a page reports. */

const totals = (sent: number, lost: number, jitterMs = 2, to: LineTotals['to'] = null): LineTotals => ({
  from: { sent, lost, jitterMs },
  to,
  roundTripMs: to === null ? null : 40,
});

test('nothing was measured: nothing is said', () => {
  const meter = new LineMeter('pbx');
  expect(meter.quality).toBeNull();
  // Neither sent nor received a packet.
  meter.takeTotals(totals(0, 0), 5);
  expect(meter.quality).toBeNull();
});

test('a clean line is good; of the far side that reports nothing, nothing is known', () => {
  const meter = new LineMeter('pbx');
  meter.takeTotals(totals(250, 0), 5);
  meter.takeTotals(totals(500, 0), 5);
  const { quality } = meter;
  expect(quality).toMatchObject({
    seconds: 10,
    from: { lossPercent: 0, jitterMs: 2 },
    to: null,
    fault: null,
  });
  expect(quality?.mos).toBeGreaterThan(4.3);
  expect(quality && gradeOfTalk(quality)).toBe('good');
});

test('each stretch counts by its packets, the worst is kept, and the worse direction decides', () => {
  const meter = new LineMeter('pbx');
  meter.takeTotals(totals(250, 0, 2, { sent: 250, lost: 0, jitterMs: 3 }), 5);
  // A quarter of what came this way is lost; on the way back nothing.
  meter.takeTotals(totals(500, 60, 2, { sent: 500, lost: 0, jitterMs: 3 }), 5);
  const bad = meter.latestMos;
  meter.takeTotals(totals(750, 60, 2, { sent: 750, lost: 0, jitterMs: 3 }), 5);
  const { quality } = meter;
  expect(quality?.from?.lossPercent).toBeCloseTo((60 / 750) * 100);
  expect(quality?.to).toMatchObject({ lossPercent: 0, jitterMs: 3 });
  expect(quality?.roundTripMs).toBe(40);
  expect(bad).toBeLessThan(2.58);
  expect(quality?.lowestMos).toBe(bad);
  expect(meter.latestMos).toBeGreaterThan(4.3);
  expect(quality?.mos).toBeLessThan(4.1);
  expect(quality && gradeOfTalk(quality)).toBe('poor');
});

test('counters that begin again do not become packets that never were', () => {
  const meter = new LineMeter('pbx');
  meter.takeTotals(totals(1100, 100), 5);
  meter.takeTotals(totals(200, 0), 5);
  expect(meter.quality?.from?.lossPercent).toBeCloseTo((100 / 1300) * 100);
});

test('of what goes to the far side, those that it lost are among those that were sent', () => {
  const meter = new LineMeter('pbx');
  meter.takeTotals(totals(250, 0, 2, { sent: 250, lost: 25, jitterMs: 3 }), 5);
  expect(meter.quality?.to?.lossPercent).toBeCloseTo(10);
  // It says of ten seconds at once what it lost: the counter has not begun again.
  meter.takeTotals(totals(500, 0, 2, { sent: 500, lost: 325, jitterMs: 3 }), 5);
  expect(meter.quality?.to?.lossPercent).toBeCloseTo((275 / 500) * 100);
});

test('a page’s reports count alike, and its last complaint stays', () => {
  const meter = new LineMeter('page');
  const report = (lossPercent: number, fault: PageReport['fault']): PageReport => ({
    from: { lossPercent: 0, jitterMs: 1 },
    to: { lossPercent, jitterMs: 10, bufferMs: 60 },
    ...{ roundTripMs: 30, codec: 'opus', fault },
  });
  meter.takeReport(report(0, null), 5);
  meter.takeReport(report(6, 'network'), 5);
  meter.takeReport(report(0, null), 5);
  expect(meter.quality).toMatchObject({
    ...{ source: 'page', seconds: 15, fault: 'network' },
    to: { lossPercent: 2, jitterMs: 10 },
  });
  expect(meter.quality?.to).not.toHaveProperty('bufferMs');
});
