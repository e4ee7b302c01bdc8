import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { Migrator } from '#database/migrator';
import { SqlManagers } from '#people/sql-managers';
import { systemClock } from '#kernel/system-clock';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

describe('migrations', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase({ migrate: false });
  });
  afterEach(() => test.drop());

  const tables = async (): Promise<string[]> =>
    (
      await test.database.execute<{ name: string }>(
        'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
        [],
      )
    )
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('star7_migrations'));

  it('go up, down and up again', async () => {
    const migrator = new Migrator(test.database);
    expect((await migrator.status()).done).toEqual([]);
    const names = await migrator.up();
    expect(names).toEqual((await migrator.status()).done);
    const made = await tables();
    expect(made).toEqual(
      expect.arrayContaining([
        'api_tokens',
        'audit_log',
        'call_events',
        'call_legs',
        'calls',
        'contact_points',
        'orders',
      ]),
    );
    expect(await migrator.up()).toEqual([]);
    await migrator.down();
    expect(await tables()).toEqual([]);
    await migrator.up();
    expect(await tables()).toEqual(made);
  });

  it('say so where they were forgotten', async () => {
    await expect(new SqlManagers(test.database, systemClock.now).list()).rejects.toMatchObject({
      slug: 'schema-out-of-date',
    });
  });

  it('run once where two processes begin', async () => {
    const migrators = [1, 2].map(() => new Migrator(test.database));
    await new Migrator(test.database).status();
    const results = await Promise.allSettled(migrators.map((migrator) => migrator.up()));
    const slugs = results.map((result) =>
      result.status === 'fulfilled' ? 'done' : (result.reason as { slug?: string }).slug,
    );
    expect(slugs).toContain('done');
    expect(slugs.every((slug) => slug === 'done' || slug === 'migration-locked')).toBe(true);
    expect((await new Migrator(test.database).status()).pending).toEqual([]);
  });
});

describe('times', () => {
  it('are kept to the microsecond and in UTC, whatever the time zones of the server and of this machine', async () => {
    const test = await createTestDatabase();
    try {
      const at = 1_774_747_800_654_321;
      expect(toDateTime(at)).toBe('2026-03-29 01:30:00.654321');
      expect(fromDateTime(toDateTime(at))).toBe(at);
      await new SqlManagers(test.database, () => at).add({ extension: '101', name: 'Anna' });
      const [row] = await test.database.execute<{ created_at: string; unix: string; zone: string }>(
        `SELECT created_at, UNIX_TIMESTAMP(created_at) AS unix, @@session.time_zone AS zone FROM managers`,
        [],
      );
      expect(row!.zone).toBe('+00:00');
      expect(Number(row!.unix)).toBe(at / 1_000_000);
      expect(fromDateTime(row!.created_at)).toBe(at);
    } finally {
      await test.drop();
    }
  });
});

describe('a database that is not there', () => {
  const sockets = new Set<Socket>();

  /** Accepts connections and does with them what it is told. */
  async function listen(
    onSocket: (socket: Socket) => void,
  ): Promise<{ url: string; close(): Promise<void> }> {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      onSocket(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `mysql://star7:topsecret@127.0.0.1:${port}/star7`,
      async close() {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  async function errorOf(url: string): Promise<unknown> {
    const database = Database.connect(url, { silenceMs: 300 });
    try {
      return await new SqlManagers(database, systemClock.now)
        .byExtension('101')
        .catch((error: unknown) => error);
    } finally {
      await database.close();
    }
  }

  it('is told apart, and the password is not told', async () => {
    const free = await listen((socket) => socket.destroy());
    const hangsUp = await errorOf(free.url);
    await free.close();
    const refuses = await errorOf(free.url);
    for (const error of [hangsUp, refuses]) {
      expect(error).toMatchObject({ name: 'StoreError', slug: 'database-unavailable' });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('topsecret');
    }
  });

  it('is told apart where it accepts and then says nothing', async () => {
    const mute = await listen(() => undefined);
    expect(await errorOf(mute.url)).toMatchObject({ slug: 'database-unavailable' });
    await mute.close();
  });

  it.each(['', 'x', 'postgres://a:topsecret@b/c', 'mysql://a:topsecret@b', 'mysql://a:topsecret@b/c/d'])(
    'is not looked for at an address that is none, case %#',
    (url) => {
      let error: unknown;
      try {
        Database.connect(url);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ slug: 'database-url-invalid' });
      expect(inspect(error)).not.toContain('topsecret');
    },
  );

  it('gives up a connection whose server froze in the middle of a query, and makes another', async () => {
    const test = await createTestDatabase({}, { silenceMs: 200, connections: 1 });
    try {
      const frozen = test.database.execute('SELECT SLEEP(20)', []);
      await expect(frozen).rejects.toMatchObject({ slug: 'database-unavailable' });
      await test.database.ping();
    } finally {
      await test.drop();
    }
  });
});
