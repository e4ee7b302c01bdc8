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
