import type { Clock } from '#kernel/clock';
import type { Database } from '#database/database';
import { fromDateTimeOrNull } from '#database/date-time';
import { Migrator } from '#database/migrator';
import { hostOf, isLoopback } from '../addresses';
import type { ClockFacts, CourierFacts, DatabaseFacts } from '../facts';
import { collectMailQueue } from './collect-mail';
import { collectMailProgramUsers } from './collect-mail-programs';
import { collectSmsQueue } from './collect-sms';
import type { MailProgramUsers, SmsFacts } from '../facts';
import { collectShops, collectWebhooks } from './collect-outgoing';
import { grantFrom } from './grants';

interface Server {
  user: string;
  name: string;
  bindAddress: string | null;
  dataFolder: string;
}

export interface DatabaseCollection {
  facts: DatabaseFacts;
  clock: ClockFacts;
  /** Where its files are; for a doctor on the same machine. */
  dataFolder: string | null;
  /** Extensions of active managers; null if the tables are too old for that. */
  managers: readonly string[] | null;
  /** Those of them who can be reached without an endpoint in pjsip.conf. */
  reachedOtherwise: readonly string[];
  /** How many of them can sign in to the pages. */
  pageManagers: number | null;
  /** How long the mail waits that is due longest. */
  mailWaitingSeconds: number;
  smsQueue: SmsFacts['queue'];
  /** Null if the tables are too old for that. */
  mailProgramUsers: MailProgramUsers | null;
}

/** @param url for the server's place @throws StoreError if the server does not answer */
export async function collectDatabase(
  database: Database,
  url: string,
  clock: Clock,
): Promise<DatabaseCollection> {
  const [server] = await database.execute<Server>(
    'SELECT CURRENT_USER() AS user, DATABASE() AS name, @@bind_address AS bindAddress, @@datadir AS dataFolder',
    [],
  );
  const granted = await database.execute<Record<string, string>>('SHOW GRANTS', []);
  const [cipher] = await database.execute<{ Value: string }>("SHOW SESSION STATUS LIKE 'Ssl_cipher'", []);
  const { pending } = await new Migrator(database).status();
  // A table that is too old may lack columns; another finding says that it is.
  const managers = await database
    .query<{ extension: string; isReached: number; hasPage: number }>(
      // The page: whoever may sign in can go on duty. An endpoint by a link rings as the desk phone.
      `SELECT m.extension,
              EXISTS (SELECT 1 FROM accounts AS a WHERE a.manager_id = m.id AND a.disabled_at IS NULL) AS hasPage,
              EXISTS (SELECT 1 FROM desk_phones AS d
                       WHERE d.manager_id = m.id AND d.extension = m.extension AND d.endpoint IS NOT NULL)
              OR (COALESCE(FIND_IN_SET('desk', m.reach), 0) = 0
                  AND (m.phone_proved_at IS NOT NULL
                       OR EXISTS (SELECT 1 FROM accounts AS a
                                   WHERE a.manager_id = m.id AND a.disabled_at IS NULL))) AS isReached
         FROM managers AS m WHERE m.disabled_at IS NULL ORDER BY m.extension`,
    )
    .catch((error: unknown) => {
      if (pending.length > 0) return null;
      throw error;
    });
  const [couriers] = await database
    .query<CourierFacts>(
      `SELECT COUNT(*) AS active, COUNT(IF(phone_index IS NULL, 1, NULL)) AS withoutPhone,
              COUNT(IF(pin_hash IS NULL, 1, NULL)) AS withoutPin
         FROM couriers WHERE disabled_at IS NULL`,
    )
    .catch((error: unknown) => {
      if (pending.length > 0) return [];
      throw error;
    });
  const [listening] = await database
    .query<{ value: string }>(
      "SELECT JSON_UNQUOTE(value) AS value FROM settings WHERE name = 'supervisorListening'",
    )
    .catch((error: unknown) => {
      if (pending.length > 0) return [];
      throw error;
    });
  const dids = await database
    .query<{ did: string; isForCouriers: number }>(
      // Beside them is the route of all other numbers.
      "SELECT did, purpose = 'couriers' AS isForCouriers FROM dids WHERE did REGEXP '^[0-9]+$' ORDER BY did",
    )
    .catch((error: unknown) => {
      if (pending.length > 0) return [];
      throw error;
    });
  const [webhooks, shops, mailWaitingSeconds, smsQueue, mailProgramUsers] = await Promise.all([
    collectWebhooks(database),
    collectShops(database),
    collectMailQueue(database),
    collectSmsQueue(database),
    collectMailProgramUsers(database),
  ]).catch((error: unknown) => {
    if (pending.length > 0) return [[], [], 0, null, null] as const;
    throw error;
  });
  const [named] = await database
    .query<{ persons: number }>(
      `SELECT COUNT(*) AS persons FROM reveal_persons AS p JOIN accounts AS a ON a.id = p.account_id
        WHERE a.disabled_at IS NULL AND a.role IN ('supervisor', 'administrator')`,
    )
    .catch((error: unknown) => {
      if (pending.length > 0) return [];
      throw error;
    });
  const at = new URL(url);
  const local = at.searchParams.has('socket') || at.hostname === '' || isLoopback(hostOf(at.hostname));
  return {
    facts: {
      name: server?.name ?? '',
      user: server?.user ?? '',
      grants: granted.flatMap((row) => Object.values(row).map(grantFrom)),
      local,
      encrypted: (cipher?.Value ?? '') !== '',
      bindAddress: server?.bindAddress ?? null,
      pendingMigrations: pending,
      couriers: couriers ?? null,
      supervisorListening: listening?.value ?? null,
      dids: dids.map(({ did, isForCouriers }) => ({ did, isForCouriers: isForCouriers === 1 })),
      webhooks,
      shops,
      revealPersons: named?.persons ?? null,
    },
    clock: await databaseClock(database, clock),
    dataFolder: local ? (server?.dataFolder ?? null) : null,
    mailWaitingSeconds,
    smsQueue,
    mailProgramUsers,
    managers: managers?.map(({ extension }) => extension) ?? null,
    pageManagers: managers?.filter(({ hasPage }) => hasPage === 1).length ?? null,
    reachedOtherwise: (managers ?? []).flatMap(({ extension, isReached }) =>
      isReached === 1 ? [extension] : [],
    ),
  };
}

async function databaseClock(database: Database, clock: Clock): Promise<ClockFacts> {
  const before = clock.now();
  const [row] = await database.execute<{ now: string }>('SELECT UTC_TIMESTAMP(6) AS now', []);
  const after = clock.now();
  const now = fromDateTimeOrNull(row?.now ?? null) ?? after;
  return {
    whose: 'database',
    aheadMs: (now - (before + after) / 2) / 1000,
    uncertainMs: (after - before) / 2 / 1000,
  };
}
