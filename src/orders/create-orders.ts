import { CallBacks } from './call-backs';
import { ContactKeyedNumbers } from './contacts/contact-keyed-numbers';
import type { ContactsByKeys } from './contacts/contact-keyed-numbers';
import { SqlContactStore } from './contacts/sql-contact-rows';
import { typedAddressReader } from '#vault/typed-address';
import { typedNumberReader } from '#vault/typed-number';
import { FetchedOrders } from './intake/fetched-orders';
import { ImportDesk } from './intake/import-desk';
import type { OrderIntake } from './intake/order-intake';
import { SqlImportLedger } from './intake/sql-import-ledger';
import { SqlOrderRules } from './intake/sql-order-rules';
import { OrderRulesDesk } from './intake/order-rules-desk';
import { SqlOrderIntake } from './intake/sql-order-intake';
import { readInThread } from './intake/reading-thread/read-in-thread';
import { ShopOrders } from './intake/shop-orders';
import { UploadedImports } from './intake/uploaded-imports';
import { MissedCalls } from './missed-calls';
import { orderDesks } from './order-desks';
import type { OrderDetailsDesk } from './order-details-desk';
import { OrderGiver, SqlOrderOwners } from './order-giver';
import { OrderFeed } from './order-feed';
import type { OrderLooks } from './order-looks';
import type { OrderRulesStore } from './intake/order-rules';
import { ordersApi } from './orders-api';
import { OutcomeDesk } from './outcome-desk';
import { ShopPictures } from './shop-pictures';
import { SqlCallBacks } from './sql-call-backs';
import { SqlMissedCalls } from './sql-missed-calls';
import { SqlOrderEntries } from './sql-order-entries';
import { SqlOrderList } from './sql-order-list';
import { ConsentDesk } from './call-consents';
import type { CallConsents } from './call-consents';
import { SqlCallConsents } from './sql-call-consents';
import { SqlOrderPool } from './sql-order-pool';
import { SqlOrdersInFull } from './sql-orders-in-full';
import { SqlOutcomeEditor } from './sql-outcome-editor';
import { SqlOutcomeList } from './sql-outcome-list';
import { SqlWorkQueue } from './sql-work-queue';
import type { AuditTrail } from '#audit/audit-trail';
import type { CallControl } from '#calls/engine/call-control';
import type { OrderHandOver } from '#calls/engine/order-hand-over';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { RecordedCall } from '#calls/recorded-call';
import { storedCalls } from '#calls/stored-calls';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { AccessWatch } from '#people/access-watch';
import type { LiveAgents } from '#people/agents';
import type { LiveSettings } from '#settings/live-settings';
import type { ContactVault } from '#vault/contact-vault';
import type { NumberRules } from '#vault/number-rules';

export interface OrderParts {
  config: Config<'journal' | 'limits' | 'outgoing' | 'mail'>;
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
  recorded: Feed<RecordedCall>;
  calls: Pick<CallControl, 'live' | 'liveCalls' | 'click' | 'phoneState'>;
  agents: Pick<LiveAgents, 'list'>;
  settings: Pick<LiveSettings, 'values'>;
}

/** Orders: their managers' queue, what is written on them, their customers' contacts, and where they come from. */
export interface Orders {
  feed: OrderFeed;
  routes: RouteSet;
  looks: OrderLooks;
  details: OrderDetailsDesk;
  /** How the shop states its orders, and which hosts are its own. */
  rules: Pick<OrderRulesStore, 'read'>;
  /** Takes orders out of shops. */
  fetched: FetchedOrders;
  /** Writes orders. */
  intake: OrderIntake;
  keyedNumbers: ContactsByKeys;
  /** Consents to automatic calls. */
  consents: Pick<CallConsents, 'state'>;
  /** Gives orders to those who took their customers. */
  handOver: OrderHandOver;
  /** Finishes what an earlier process left undone: imports that were running are interrupted, missed calls put on lists. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createOrders(parts: OrderParts): Orders {
  const { database, vault, rules, clock, log, alerts, trail, access, guard, recorded, calls } = parts;
  const feed = new OrderFeed();
  recorded.subscribe(({ orderNumber, managerExtension }) => {
    if (orderNumber !== null) feed.publish({ orderNumber, managerExtension });
  });
  // After the publisher above: a page that reads again finds the call in the history at least.
  const missed = new MissedCalls({ store: new SqlMissedCalls(database), recorded, feed, clock, log });
  const callBacks = new CallBacks({
    store: new SqlCallBacks(database),
    agents: parts.agents,
    calls,
    rules: () => parts.settings.values(),
    clock,
    log,
  });
  const callLog = storedCalls(database);
  const ledger = new SqlImportLedger(database, parts.config.STAR7_NODE);
  const { STAR7_DEFAULT_TIME_ZONE: timeZone, STAR7_MAIL_DOMAIN: mailDomain } = parts.config;
  const orderRules = new SqlOrderRules(database, clock.now, timeZone, mailDomain);
  const entries = new SqlOrderEntries(database, clock.now);
  const readNumber = typedNumberReader(rules);
  const desks = orderDesks({
    orders: new SqlOrderList(database, clock.now),
    entries,
    timeLine: entries,
    contacts: new SqlContactStore(database, vault, clock.now),
    readNumber,
    readAddress: typedAddressReader(parts.config.STAR7_MAIL_DOMAIN),
    queue: new SqlWorkQueue(database, clock.now),
    callsUp: () => calls.liveCalls(),
    orderOfCall: async (id) => (calls.live(id) ?? (await callLog.find(id)))?.orderNumber ?? null,
    feed,
    guard,
    alerts,
    trail,
    clock,
    inFull: new SqlOrdersInFull(database),
    rules: orderRules,
    pool: new SqlOrderPool(database, clock.now),
    pictures: new ShopPictures(new OutgoingAddresses(parts.config.STAR7_OUTGOING_PRIVATE)),
  });
  const intake = new SqlOrderIntake(database, vault, clock.now);
  const { region } = rules;
  const shopOrders = new ShopOrders({ intake, rules: orderRules, region, feed, trail });
  const consents = new SqlCallConsents(database, clock.now);
  const routes = ordersApi({
    ...desks,
    consents: new ConsentDesk({ consents, trail, clock }),
    outcomes: new SqlOutcomeList(database),
    rulesDesk: new OrderRulesDesk(orderRules, trail),
    outcomeDesk: new OutcomeDesk(new SqlOutcomeEditor(database, clock.now), trail),
    imports: new ImportDesk(
      new UploadedImports({ intake, ledger, rules: orderRules, read: readInThread(), region, clock, log }),
      trail,
    ),
    shopOrders,
    access,
    log,
  });
  return {
    feed,
    routes,
    intake,
    consents,
    looks: desks.looks,
    details: desks.details,
    rules: { read: () => orderRules.kept() },
    fetched: new FetchedOrders({ intake, rules: orderRules, region, feed }),
    handOver: new OrderGiver(new SqlOrderOwners(database), feed, trail),
    keyedNumbers: new ContactKeyedNumbers(desks.contacts, readNumber),
    async start() {
      await ledger.interruptRunning(clock.now());
      missed.start();
      callBacks.start();
    },
    async stop() {
      await Promise.all([missed.stop(), callBacks.stop()]);
    },
  };
}
