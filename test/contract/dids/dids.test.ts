import { defaultRoute } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import { canFollow } from '#dids/model/did-rules';
import type { DidRouteStore } from '#dids/live-dids';
import { SqlDids } from '#dids/sql-dids';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';
import { MemoryDidStore } from '../../unit/dids/memory-did-store';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(() => test.database.write('DELETE FROM dids'));

const now = 1_767_225_600_123_456;
const full: DidRoute = {
  ...{ did: '74951234567', purpose: 'customers', label: 'Магазин на углу', language: 'en' },
  ...{ greeting: 'custom/shop-hello', overflow: 'group', unknownCaller: 'refuse', proof: 'none' },
  ...{
    fallback: 'announce',
    changesNumber: true,
    group: 'Отдел продаж',
    ringSeconds: 120,
    waitSeconds: 3600,
  },
  ...{ openingHours: 'mon-fri 09:00-21:00, sat 10:00-18:00', timeZone: 'Asia/Omsk' },
  holidays: ['2027-01-01', '2027-05-09'],
};

describe.each<[string, () => DidRouteStore]>([
  ['in the database', () => new SqlDids(test.database)],
  ['in memory', () => new MemoryDidStore()],
])('routes of company numbers %s', (_where, storeOf) => {
  it('are read as they were written, and replaced', async () => {
    const store = storeOf();
    expect(await store.read()).toEqual([]);
    await store.write(full, now, 'account:admin');
    await store.write(defaultRoute, now, 'cli:root');
    const rows = await store.read();
    expect(rows.find(({ route }) => route.did !== null)).toEqual({
      ...{ route: full, changedAt: now, changedBy: 'account:admin' },
    });
    expect(rows.find(({ route }) => route.did === null)).toEqual({
      ...{ route: defaultRoute, changedAt: now, changedBy: 'cli:root' },
    });
    const changed = { ...defaultRoute, did: full.did, holidays: [] };
    await store.write(changed, now + 1, 'cli:root');
    expect(await store.read()).toHaveLength(2);
    expect((await store.read()).find(({ route }) => route.did === full.did)).toEqual({
      ...{ route: changed, changedAt: now + 1, changedBy: 'cli:root' },
    });
  });

  it('are removed once', async () => {
    const store = storeOf();
    await store.write(full, now, 'account:admin');
    expect(await store.remove(null)).toBe(false);
    expect(await store.remove(full.did)).toBe(true);
    expect(await store.remove(full.did)).toBe(false);
    expect(await store.read()).toEqual([]);
  });
});

it('a route with holidays that cannot be read is not followed', async () => {
  const store = new SqlDids(test.database);
  await store.write(full, now, 'account:admin');
  await test.database.write(`UPDATE dids SET holidays = '{"no": "list"}'`);
  expect((await store.read()).map(({ route }) => canFollow(route))).toEqual([false]);
});
