import { backupNameAt } from '#backup/backup-folder';
import {
  endLine,
  EntryReader,
  headerLine,
  parseHeader,
  rowLine,
  rowsLine,
  tableLine,
} from '#backup/backup-format';
import { BackupSeal } from '#vault/backup-seal';
import { Keyring } from '#vault/keyring';

const table = { name: 'points', columns: ['id', 'sealed', 'name'], binary: ['sealed'] };
const header = {
  createdAt: '2026-07-01T09:30:00.000Z',
  star7: '0.1.0',
  migrations: ['0001-a'],
  seal: { keyVersion: 1, check: 'ab' },
};

/** The slug of the thrown error. */
function slugOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { slug?: unknown }).slug;
  }
}

test.each([
  [['1', Buffer.from([0, 255, 10, 13]), 'Анна']],
  [['2', Buffer.alloc(0), '']],
  [['3', null, null]],
  [['4', Buffer.from('x'), '"\\\n\r\u2028\0😀']],
])('a row survives the round trip, case %#', (row) => {
  const reader = new EntryReader();
  expect(reader.read(tableLine(table).trimEnd())).toEqual({ kind: 'table', table });
  const line = rowLine(row);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(reader.read(line)).toEqual({ kind: 'row', row });
});

test('counts and the end survive the round trip', () => {
  const reader = new EntryReader();
  expect(reader.read(rowsLine(12))).toEqual({ kind: 'rows', count: 12 });
  expect(reader.read(endLine(3))).toEqual({ kind: 'end', tables: 3 });
});

test.each(['', '{}', 'null', '7', '"x"', '[1', '{"name":"x"}', '{"name":"x","columns":[1],"binary":[]}'])(
  'an invalid line is damage: %s',
  (line) => {
    expect(slugOf(() => new EntryReader().read(line))).toBe('backup-damaged');
  },
);

test.each([
  ['a row before its table', null, '["1"]'],
  ['too few values', table, '["1","eA=="]'],
  ['too many values', table, '["1","eA==","x","y"]'],
  ['a value other than text', table, '[1,"eA==","x"]'],
])('%s is damage, and the error contains no value', (_name, first, line) => {
  const reader = new EntryReader();
  if (first !== null) reader.read(tableLine(first));
  expect(slugOf(() => reader.read(line))).toBe('backup-damaged');
});

test('a header survives the round trip; anything else is not a backup', () => {
  expect(parseHeader(headerLine(header))).toEqual({ format: 'star7-backup-1', ...header });
  for (const line of ['', 'x', '{}', JSON.stringify({ ...header, format: 'star7-backup-2' })]) {
    expect(slugOf(() => parseHeader(line))).toBe('backup-damaged');
  }
});

test('names sort by time', () => {
  const names = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00Z', '2027-01-01T00:00:00Z'].map((at) =>
    backupNameAt(new Date(at)),
  );
  expect(names[0]).toBe('star7-20260131T235959Z.backup');
  expect([...names].sort()).toEqual(names);
});

describe('a seal', () => {
  const keys = Keyring.create(new Date(0));
  const sealOf = (keyring: Keyring, version: number, text: string) =>
    new BackupSeal(keyring, version).begin().update(text).digest();

  test('is the same for the same keys and text, and for no others', () => {
    const seal = sealOf(keys, 1, 'text');
    expect(BackupSeal.matches(seal, sealOf(keys, 1, 'text'))).toBe(true);
    expect(BackupSeal.matches(seal, sealOf(keys, 1, 'texu'))).toBe(false);
    expect(BackupSeal.matches(seal, sealOf(Keyring.create(new Date(0)), 1, 'text'))).toBe(false);
    expect(BackupSeal.matches(seal, sealOf(keys.withNextVersion(new Date(0)), 2, 'text'))).toBe(false);
    expect(BackupSeal.matches(seal, seal.subarray(1))).toBe(false);
  });

  test('stays valid after a rotation, since earlier keys stay in the file', () => {
    expect(new BackupSeal(keys.withNextVersion(new Date(0)), 1).check).toBe(new BackupSeal(keys, 1).check);
  });

  test('with a missing key is refused', () => {
    expect(slugOf(() => new BackupSeal(keys, 2))).toBe('key-version-unknown');
  });
});
