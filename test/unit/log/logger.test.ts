import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mask } from '#kernel/masked';
import { allowed, createLogger } from '#log/logger';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { eventually } from '../../lab/eventually';

test('a field that is not on the list is dropped, and counted', () => {
  expect(allowed({ call: 'id', phone: '+79005551234', url: 'http://x' })).toEqual({
    call: 'id',
    url: 'http://x',
    dropped: 1,
  });
});

test('an object under an allowed name is dropped too: its content is unknown', () => {
  expect(allowed({ channel: { caller: '+79005551234' } })).toEqual({ dropped: 1 });
  expect(allowed({ channel: mask('+79005551234') })).toEqual({ dropped: 1 });
});

test('the log keeps the explanation of Star7’s own errors, and only class and code of others', () => {
  expect(allowed({ error: new AriError('deadline', 'channels.originate') })).toEqual({
    error: 'AriError',
    slug: 'deadline',
    explanation: 'Asterisk did not answer channels.originate in time.',
  });
  const driver = Object.assign(new TypeError("Duplicate entry '+79005551234'"), {
    code: 'ER_DUP_ENTRY',
    sql: 'insert +79005551234',
  });
  expect(allowed({ error: driver })).toEqual({ error: 'TypeError', code: 'ER_DUP_ENTRY' });
});

test('lines are JSON, in a file that others cannot read', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'star7-log-'));
  const file = join(directory, 'star7.log');
  const log = createLogger({ level: 'info', file });
  log.debug('too fine');
  log.info('call begins', { call: 'id', secret: 1 });
  const lines = await eventually(
    () => {
      const text = readFileSync(file, 'utf8').trim();
      return text === '' ? null : text.split('\n');
    },
    { within: 5_000, what: 'a log line' },
  );
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { time: expect.any(String) as string, level: 'info', message: 'call begins', call: 'id', dropped: 1 },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(directory, { recursive: true });
});
