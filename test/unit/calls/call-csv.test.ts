import type { LegQuality } from '#calls/model/call-record';
import { callsAsCsv } from '#calls/call-csv';
import { endedCallView, MemoryCallLog } from './memory-call-log';

test.each(['voicemail', 'untaken'] as const)('the CSV says of which calls it holds: %s', async (name) => {
  const log = new MemoryCallLog();
  log.rows.push(endedCallView(1), endedCallView(2, { [name]: true }));
  let text = '';
  for await (const part of callsAsCsv(log, {}, (call) => call)) text += String(part);
  const [header = '', ...rows] = text.trim().split('\r\n');
  const column = header.split(',').indexOf(name);
  expect(rows.map((row) => row.split(',')[column]).sort()).toEqual(['false', 'true']);
});

test('the CSV says how both sides sounded, as the PBX measured, and apart what the page says', async () => {
  const log = new MemoryCallLog();
  const measured: LegQuality = {
    ...{ leg: 1, party: 'manager', extension: '101', trunk: null, source: 'pbx', seconds: 30 },
    ...{ from: { lossPercent: 1.5, jitterMs: 4 }, to: { lossPercent: 0.2, jitterMs: 9.5 } },
    ...{ roundTripMs: 80, mos: 4.1, lowestMos: 3.2, fault: null },
  };
  const page: LegQuality = { ...measured, source: 'page', mos: 2.2, fault: 'network' };
  log.rows.push(endedCallView(1, { quality: [measured, page] }));
  let text = '';
  for await (const part of callsAsCsv(log, {}, (call) => call)) text += String(part);
  const [header = '', row = ''] = text.trim().split('\r\n');
  const cells = row.split(',');
  const cellOf = (name: string): string | undefined => cells[header.split(',').indexOf(name)];
  expect(
    ['Mos', 'LowestMos', 'LossPercent', 'JitterMs', 'RoundTripMs'].map((name) => cellOf(`manager${name}`)),
  ).toEqual(['4.1', '3.2', '1.5', '9.5', '80']);
  expect([cellOf('customerMos'), cellOf('pageMos'), cellOf('pageFault')]).toEqual(['', '2.2', 'network']);
});
