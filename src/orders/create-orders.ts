import { SqlContactChanges } from './contacts/sql-contact-changes';
import { SqlImportLedger } from './intake/sql-import-ledger';
import { SqlOrderIntake } from './intake/sql-order-intake';
import { UploadedImports } from './intake/uploaded-imports';
import { OrderFeed } from './order-feed';
import { OrderLooks } from './order-looks';
import { ordersApi } from './orders-api';
import { SqlOrderEntries } from './sql-order-entries';
import { SqlOrderList } from './sql-order-list';
import { SqlOutcomeEditor } from './sql-outcome-editor';
import { SqlOutcomeList } from './sql-outcome-list';
import { SqlWorkQueue } from './sql-work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { AccessWatch } from '#people/access-watch';
import type { ContactVault } from '#vault/contact-vault';
import type { NumberRules } from '#vault/number-rules';

export interface OrderParts {
  config: Config<'journal'>;
  database: Database;
  vault: ContactVault;
  rules: NumberRules;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  trail: AuditTrail;
  access: AccessWatch;
  guard: Pick<GuessGuard, 'look'>;
  /** Calls whose record has just been stored: from then on they are in their order's history. */
  recorded: Feed<{ orderNumber: string | null; managerExtension: string }>;
}

/** Orders: their managers' queue, what is written on them, their customers' contacts, and where they come from. */
export interface Orders {
  feed: OrderFeed;
  routes: RouteSet;
  /** Before anything is asked of it: imports that an earlier process left running are not running any more. */
  start(): Promise<void>;
}

export function createOrders(parts: OrderParts): Orders {
  const { database, vault, rules, clock, log, alerts, trail, access, guard, recorded } = parts;
  const feed = new OrderFeed();
  recorded.subscribe(({ orderNumber, managerExtension }) => {
    if (orderNumber !== null) feed.publish({ orderNumber, managerExtension });
  });
  const orders = new SqlOrderList(database, clock.now);
  const ledger = new SqlImportLedger(database, parts.config.STAR7_NODE);
  const routes = ordersApi({
    orders,
    looks: new OrderLooks(orders, guard, trail),
    queue: new SqlWorkQueue(database, clock.now),
    outcomes: new SqlOutcomeList(database),
    outcomeEditor: new SqlOutcomeEditor(database, clock.now),
    entries: new SqlOrderEntries(database, clock.now),
    contacts: new SqlContactChanges(database, vault, rules, clock.now),
    imports: new UploadedImports({
      intake: new SqlOrderIntake(database, vault, clock.now),
      ledger,
      region: rules.region,
      clock,
      log,
    }),
    feed,
    alerts,
    trail,
    access,
    log,
  });
  return {
    feed,
    routes,
    async start() {
      await ledger.interruptRunning(clock.now());
    },
  };
}
