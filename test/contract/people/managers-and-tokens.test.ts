import { inspect } from 'node:util';
import { SqlAgents } from '#people/sql-agents';
import { notAway } from '#people/model/presence';
import { noReach } from '#people/model/reach';
import { SqlManagers } from '#people/sql-managers';
import { SqlTokenBook } from '#people/sql-token-book';
import { createTestDatabase, Seeder } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
let managers: SqlManagers;
let tokens: SqlTokenBook;
let now = 1_767_225_600_000_000;

beforeEach(async () => {
  test = await createTestDatabase();
  managers = new SqlManagers(test.database, () => now);
  tokens = new SqlTokenBook(test.database, () => now);
});
afterEach(() => test.drop());

describe('managers', () => {
  it('are added with the settings given, and defaults for the rest', async () => {
    const anna = await managers.add({ extension: '101', name: 'Анна' });
    expect(anna).toMatchObject({ language: 'ru', did: null, shortCodeMode: 'keep', autoAnswer: false });
    const settings = {
      extension: 'anna.p',
      name: 'Anna',
      language: 'en',
      did: '74955550000',
      shortCodeMode: 'call-back',
      autoAnswer: true,
      pressToAccept: true,
    } as const;
    const added = await managers.add(settings);
    expect(added).toMatchObject(settings);
    expect(await managers.byExtension('anna.p')).toEqual(added);
    expect(await managers.byExtension('101')).toEqual(anna);
    expect(await managers.byExtension('102')).toBeNull();
  });

  it('have an extension each, until one is disabled; their history stays', async () => {
    const first = await managers.add({ extension: '101', name: 'Anna' });
    await new Seeder(test).order('1', first.id, { main: '+79005550001' });
    await expect(managers.add({ extension: '101', name: 'Boris' })).rejects.toMatchObject({
      slug: 'manager-exists',
    });
    expect(await managers.find('101')).toEqual({
      ...{ ...first, ...notAway, ...noReach, group: null },
      ...{ disabledAt: null, openOrders: 1 },
    });
    await managers.disable('101');
    expect(await managers.byExtension('101')).toBeNull();
    expect(await managers.find('101')).toBeNull();
    const second = await managers.add({ extension: '101', name: 'Boris' });
    expect(second.id).not.toBe(first.id);
    expect((await managers.list()).map((entry) => [entry.name, entry.openOrders])).toEqual([['Boris', 0]]);
    expect(
      (await managers.list({ disabledToo: true })).map((entry) => [entry.name, entry.disabledAt]),
    ).toEqual([
      ['Anna', now],
      ['Boris', null],
    ]);
    const row = await test.database.knex('orders').first<{ manager_id: number }>('manager_id');
    expect(row.manager_id).toBe(first.id);
  });

  it('are in a group or in none, and take calls or are away', async () => {
    await managers.add({ extension: '101', name: 'Anna', group: 'Продажи' });
    await managers.add({ extension: '102', name: 'Boris' });
    const agents = new SqlAgents(test.database);
    expect(await agents.read()).toMatchObject([
      { manager: { extension: '101', name: 'Anna' }, group: 'Продажи', away: false, awaySince: null },
      { manager: { extension: '102' }, group: null, away: false },
    ]);
    await managers.change('101', { name: 'Anna P' });
    expect(await managers.find('101')).toMatchObject({ name: 'Anna P', group: 'Продажи' });
    await managers.change('101', { group: null });
    await managers.change('102', { group: 'Ночь' });
    const since = now;
    const unsaid = { reason: null, until: null };
    expect(await managers.setAway('102', unsaid)).toEqual({ changed: true, ...notAway, awaySince: since });
    now += 1_000_000;
    expect(await managers.setAway('102', unsaid)).toEqual({ changed: false, ...notAway, awaySince: since });
    expect(await managers.find('102')).toMatchObject({ group: 'Ночь', awaySince: since });
    expect((await managers.list()).map(({ awaySince }) => awaySince)).toEqual([null, since]);
    expect((await agents.read()).map(({ group, away, awaySince }) => [group, away, awaySince])).toEqual([
      [null, false, null],
      ['Ночь', true, since],
    ]);
    expect(await managers.setAway('102', null)).toEqual({ changed: true, ...notAway });
    expect(await managers.setAway('102', null)).toEqual({ changed: false, ...notAway });
    for (const extension of ['999', '', 'привет'])
      await expect(managers.setAway(extension, unsaid)).rejects.toMatchObject({ slug: 'manager-unknown' });
    // Goes on, and says why and until when; is over at that time, and only once.
    const until = now + 60_000_000;
    const began = now;
    await managers.setAway('102', unsaid);
    now += 1_000_000;
    const lunch = { awaySince: began, awayReason: 'lunch', awayUntil: until };
    expect(await managers.setAway('102', { reason: 'lunch', until })).toEqual({ changed: true, ...lunch });
    expect(await managers.find('102')).toMatchObject(lunch);
    expect((await agents.read())[1]).toMatchObject(lunch);
    expect(await managers.endBreaks()).toEqual([]);
    now = until;
    expect(await managers.endBreaks()).toEqual(['102']);
    expect(await managers.endBreaks()).toEqual([]);
    expect(await managers.find('102')).toMatchObject(notAway);
    expect(await managers.setReach('102', ['desk', 'page'])).toEqual({ changed: true });
    expect(await managers.setReach('102', ['page', 'desk'])).toEqual({ changed: false });
    expect((await agents.read()).map(({ reach }) => reach)).toEqual([null, ['page', 'desk']]);
    expect(await managers.setReach('102', null)).toEqual({ changed: true });
    expect(await managers.find('102')).toMatchObject({ reach: null });
    await expect(managers.setReach('999', null)).rejects.toMatchObject({ slug: 'manager-unknown' });
    await managers.disable('102');
    await expect(managers.setAway('102', unsaid)).rejects.toMatchObject({ slug: 'manager-unknown' });
    expect((await agents.read()).map(({ manager }) => manager.extension)).toEqual(['101']);
  });

  it('are disabled once', async () => {
    await managers.add({ extension: '101', name: 'Anna' });
    await managers.disable('101');
    await expect(managers.disable('101')).rejects.toMatchObject({ slug: 'manager-unknown' });
    await expect(managers.disable('')).rejects.toMatchObject({ slug: 'manager-unknown' });
  });
});

describe('tokens', () => {
  beforeEach(async () => {
    await managers.add({ extension: '101', name: 'Anna' });
  });

  it('stand for a manager or a role', async () => {
    const manager = await tokens.create({ role: 'manager', extension: '101', label: 'desk' });
    const service = await tokens.create({ role: 'service', label: 'shop' });
    const supervisor = await tokens.create({ role: 'supervisor', label: 'owner' });
    const anna = await managers.byExtension('101');
    expect(await tokens.authenticate(manager.token)).toEqual({
      role: 'manager',
      manager: { id: anna!.id, extension: '101', since: now },
      by: { token: manager.id },
    });
    expect(await tokens.authenticate(service.token)).toEqual({ role: 'service', by: { token: service.id } });
    expect(await tokens.authenticate(supervisor.token)).toEqual({
      role: 'supervisor',
      by: { token: supervisor.id },
    });
  });

  it('are 256 random bits behind a prefix, and stored as a hash alone', async () => {
    const { token } = await tokens.create({ role: 'service', label: 'shop' });
    expect(/^star7_[\w-]{43}$/.test(token)).toBe(true);
    const rows: unknown = await test.database.knex('api_tokens').select('*');
    const stored = inspect(rows, { depth: 9 }) + JSON.stringify(await tokens.list());
    expect(stored.includes(token.slice(6))).toBe(false);
    expect(stored.includes('shop')).toBe(true);
  });

  it('are worth nothing when unknown, mangled, revoked, expired, or of a disabled manager', async () => {
    const revoked = await tokens.create({ role: 'service', label: 'a' });
    const expired = await tokens.create({ role: 'service', label: 'b', expiresAt: now + 5 });
    const orphaned = await tokens.create({ role: 'manager', extension: '101', label: 'c' });
    for (const each of [revoked, expired, orphaned])
      expect(await tokens.authenticate(each.token)).not.toBeNull();
    await tokens.revoke(revoked.id);
    await tokens.revoke(revoked.id);
    await managers.disable('101');
    // The extension's next owner does not inherit it.
    await managers.add({ extension: '101', name: 'Boris' });
    now += 10;
    const { token } = await tokens.create({ role: 'service', label: 'd' });
    for (const worthless of [
      revoked.token,
      expired.token,
      orphaned.token,
      '',
      'star7_',
      token.slice(0, -1),
      token.toUpperCase(),
      ` ${token}`,
      'ы'.repeat(5000),
    ]) {
      expect(await tokens.authenticate(worthless)).toBeNull();
    }
    expect(await tokens.authenticate(token)).not.toBeNull();
  });

  it('note their last use, a minute apart at most', async () => {
    const { token, id } = await tokens.create({ role: 'service', label: 'shop' });
    const lastUsed = async (): Promise<number | null> => {
      await tokens.settled();
      return (await tokens.list()).find((entry) => entry.id === id)!.lastUsedAt;
    };
    expect(await lastUsed()).toBeNull();
    const first = now;
    await tokens.authenticate(token);
    expect(await lastUsed()).toBe(first);
    now += 59_000_000;
    await tokens.authenticate(token);
    expect(await lastUsed()).toBe(first);
    now += 1_000_000;
    await tokens.authenticate(token);
    expect(await lastUsed()).toBe(now);
  });

  it('are made for active managers alone, and revoked by their number', async () => {
    await expect(tokens.create({ role: 'manager', extension: '999', label: 'x' })).rejects.toMatchObject({
      slug: 'manager-unknown',
    });
    await expect(tokens.revoke(12_345)).rejects.toMatchObject({ slug: 'token-unknown' });
  });
});
