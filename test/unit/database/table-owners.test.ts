import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Only the owner, a folder of src, writes a table. Other folders may read and join it. */
const owners: Readonly<Record<string, string>> = {
  id_ranges: 'database',
  audit_log: 'audit',
  audit_chain: 'audit',
  managers: 'people',
  accounts: 'people',
  sessions: 'people',
  api_tokens: 'people',
  settings: 'settings',
  calls: 'calls',
  call_events: 'calls',
  repeated_requests: 'calls',
  order_misses: 'calls',
  customers: 'orders',
  contact_points: 'orders',
  orders: 'orders',
  outcomes: 'orders',
  order_entries: 'orders',
  imports: 'orders',
  import_rejects: 'orders',
};

const root = path.join(__dirname, '../../..');

function filesOf(folder: string): { folder: string; file: string; text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      folder: file.split(path.sep)[0] ?? '',
      file,
      text: readFileSync(path.join(root, folder, file), 'utf8'),
    }));
}

/** Statements that write, as SQL or by the methods of Queries. */
const writes =
  /\b(?:INSERT INTO|REPLACE INTO|UPDATE|DELETE FROM|TRUNCATE TABLE)\s+([a-z]\w*)|\b(?:insert|insertMany|insertAll|update)\(\s*(?:\w+,\s*)?'(\w+)'/g;

it('names an owner for each table that a migration makes', () => {
  const made = filesOf('migrations').flatMap(({ text }) =>
    [...text.matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => table),
  );
  expect(made.sort()).toEqual(Object.keys(owners).sort());
});

it('finds a write of each table, and only by its owner', () => {
  const found = filesOf('src').flatMap(({ folder, file, text }) =>
    [...text.matchAll(writes)].map(([, inSql, byMethod]) => ({
      folder,
      file,
      table: inSql ?? byMethod ?? '',
    })),
  );
  const ofTables = found.filter(({ table }) => table in owners);
  expect(ofTables.filter(({ folder, table }) => folder !== owners[table])).toEqual([]);
  expect([...new Set(ofTables.map(({ table }) => table))].sort()).toEqual(Object.keys(owners).sort());
});
