import { callsAsCsv } from '#calls/call-csv';
import { endedCallView, MemoryCallLog } from './memory-call-log';

test('the CSV says of which calls a voicemail answered', async () => {
  const log = new MemoryCallLog();
  log.rows.push(endedCallView(1), endedCallView(2, { voicemail: true }));
  let text = '';
  for await (const part of callsAsCsv(log, {}, (call) => call)) text += String(part);
  const [header = '', ...rows] = text.trim().split('\r\n');
  const column = header.split(',').indexOf('voicemail');
  expect(rows.map((row) => row.split(',')[column]).sort()).toEqual(['false', 'true']);
});
