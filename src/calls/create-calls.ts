import { v7 as uuidv7 } from 'uuid';
import { lookUpMetrics, registerCallMetrics } from './call-metrics';
import { callsApi } from './calls-api';
import { AutomaticGate } from './engine/automatic-calls';
import type { AutomaticAsker } from './engine/automatic-calls';
import { CallAuditor } from './engine/call-auditor';
import type { LiveAgents } from '#people/agents';
import type { CodeCaller } from '#people/mobile-desk';
import type { Mobiles } from '#people/mobiles';
import type { OrderBook } from './engine/call-authority';
import type { CallControl } from './engine/call-control';
import { CallCaps } from './engine/call-caps';
import { CallFeed } from './engine/call-feed';
import { CallGate } from './engine/call-gate';
import { CallScribe } from './engine/call-scribe';
import { CallerDesk } from './engine/caller-desk';
import type { CourierBook } from './engine/courier-book';
import { CodeCalls } from './engine/code-calls';
import type { CodeCallsParts } from './engine/code-calls';
import { CourierGate } from './engine/courier-gate';
import { DialInGate } from './engine/dial-in-gate';
import type { InboundRoutes } from './engine/caller-desk';
import type { Extensions } from './engine/extensions';
import type { KeyedNumbers } from './engine/keyed-numbers';
import type { OrderHandOver } from './engine/order-hand-over';
import { GuessGuard } from './engine/guess-guard';
import { together } from './engine/own-lines';
import type { OwnLines } from './engine/own-lines';
import type { OwnMobiles } from './engine/own-mobiles';
import type { GuessRules } from './engine/guess-guard';
import type { ListeningFeed } from './engine/listening-feed';
import { auditEntryOf } from './listening-audit';
import { JournalFile } from './engine/journal/journal-file';
import { callIdOf } from './engine/journal/journal-line';
import type { Pbx } from './engine/pbx';
import { siteLimits } from './engine/site-limits';
import { Switchboard } from './engine/switchboard';
import { TimedOrderBook } from './engine/timed-order-book';
import type { CallId } from './model/call-record';
import type { CallPlan } from './model/call-state';
import type { CallView } from './model/call-view';
import { NumberAsking } from './number-asking';
import type { RecordedCall } from './recorded-call';
import { SqlCallAudit } from './sql-call-audit';
import { SqlCallLog } from './sql-call-log';
import { SqlCallStore } from './sql-call-store';
import { SqlCallerOrders } from './sql-caller-orders';
import { SqlCourierOrders } from './sql-courier-orders';
import { SqlLimitStore } from './sql-limit-store';
import { SqlOrderBook } from './sql-order-book';
import { announceTransfer } from './transfer-audit';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { HealthPart } from '#health/health';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { Precedence } from '#kernel/precedence';
import type { Masked } from '#kernel/masked';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { AccessWatch } from '#people/access-watch';
import type { LiveSettings } from '#settings/live-settings';
import { Argon2Passwords } from '#vault/argon2-passwords';
import type { ContactVault } from '#vault/contact-vault';
import type { Destinations } from '#vault/destinations';

export interface CallParts {
  config: Config<'calls' | 'limits' | 'journal'>;
  clock: Clock;
  log: Log;
  database: Database;
  vault: ContactVault;
  destinations: Destinations;
  alerts: Alerts;
  metrics: MetricRegistry;
  trail: AuditTrail;
  access: AccessWatch;
  settings: Pick<LiveSettings, 'values'>;
  pbx: Pbx;
  extensions: Extensions;
  /** What a call to one of the company's numbers does. */
  routes: InboundRoutes;
  /** Who takes callers. */
  agents: Pick<LiveAgents, 'list'>;
  /** Managers' own mobiles, which ring as their phones do. */
  ownMobiles: OwnMobiles & Pick<CodeCallsParts, 'refusalOf'>;
  /** Whose mobile calls. */
  mobiles: Pick<Mobiles, 'ownersOf' | 'aliasOf'>;
  /** Numbers of the company whose callers nobody is called for; made after the calls. */
  lines: () => OwnLines;
  /** What may wait does so while a call is being set up. */
  precedence: Pick<Precedence, 'set'>;
  /** Has customers called automatically; made after the calls. */
  automaticAsker: () => AutomaticAsker;
  /** Asked for when a customer is passed on with the order. */
  orderHandOver: () => OrderHandOver;
  /** Asked for when a customer keys in a number: orders are made after the calls. */
  keyedNumbers: () => Omit<KeyedNumbers, 'permit'>;
  /** Reads a caller's number as E.164. @returns null for what is none */
  normaliseCaller: (caller: Masked) => Masked | null;
  /** Names of the trunks, in the order in which they are tried. */
  trunks: readonly string[];
}

/** The calls themselves: who may call whom, the switchboard, and their records. */
export interface Calls {
  control: CallControl;
  feed: CallFeed;
  /** Which supervisors take part in which calls. */
  listeningFeed: ListeningFeed;
  /** Each call whose record has just been stored. */
  recorded: Feed<RecordedCall>;
  /** "May this extension call this order?", and whose order it is. */
  orders: OrderBook;
  /** Counts guesses at order numbers, whatever they are asked for. */
  guard: GuessGuard;
  /** A live call, or its record; null where there is none. Waits some seconds for the record of one that has just ended. */
  callOf: (id: CallId) => Promise<CallView | null>;
  /** Who of the couriers may call whom now. */
  couriers: CourierBook;
  /** Calls mobiles that are to be confirmed. */
  codeCaller: CodeCaller;
  health: readonly HealthPart[];
  routes: RouteSet;
  /** Phones or managers have changed: a caller who waits may be taken. */
  phonesChanged(): void;
  /** Takes over the calls of the process before, and those from the PBX. @throws where the journal cannot be opened */
  start(): Promise<void>;
  /** Takes no new call, waits for those that are being set up, and writes what is to be written. */
  drain(deadlineMs: number): Promise<void>;
  /** Writes what is to be written of calls that another program has taken over. */
  flush(deadlineMs: number): Promise<void>;
  /** Before the database is closed. @param disconnect called once nothing is asked of the PBX any more */
  stop(disconnect: () => void): Promise<void>;
  /** After the database is closed: what could not be stored is in the journal. */
  closeJournal(): Promise<void>;
}

export function createCalls(parts: CallParts): Calls {
  const { config, clock, log, database, vault, alerts, metrics, trail, access, pbx, extensions } = parts;

  // Who may call whom, how often and when; and that all of it is in the audit log.
  const book = new SqlOrderBook(database, vault, parts.destinations);
  const orders = new TimedOrderBook(book, clock, lookUpMetrics(metrics));
  const limitStore = new SqlLimitStore(database);
  const guard = new GuessGuard({ store: limitStore, alerts, clock, rules: guessRules(config) });
  const limits = siteLimits(() => parts.settings.values());
  const caps = new CallCaps({ store: limitStore, alerts, clock, named: 'manager' });
  const gate = new CallGate({ orders, guard, caps, alerts, clock, limits });
  const auditor = new CallAuditor(new SqlCallAudit(database, clock.now), clock, alerts, log);

  const callers = new CallerDesk({
    orders: new SqlCallerOrders(database, vault),
    routes: parts.routes,
    normalise: parts.normaliseCaller,
    settings: () => parts.settings.values(),
    limits: limitStore,
    clock,
    alerts,
  });

  const passwords = new Argon2Passwords();
  const courierLimits = new SqlLimitStore(database, 'couriers');
  const couriers = new CourierGate({
    couriers: new SqlCourierOrders(database, vault, parts.destinations),
    guard: new GuessGuard({
      ...{ store: courierLimits, alerts, clock, rules: guessRules(config) },
      who: 'couriers',
    }),
    caps: new CallCaps({ store: courierLimits, alerts, clock, named: 'actor' }),
    passwords,
    settings: () => parts.settings.values(),
    limits,
    normalise: parts.normaliseCaller,
    did: () => parts.routes.ofPurpose('couriers'),
    clock,
  });

  const dialIns = new DialInGate({
    mobiles: parts.mobiles,
    guard: new GuessGuard({
      ...{ store: new SqlLimitStore(database, 'mobiles'), alerts, clock, rules: pinRules },
      who: 'mobiles',
    }),
    ...{ passwords, normalise: parts.normaliseCaller, clock },
  });

  const asking = new NumberAsking(orders, trail);

  // Where calls stand, and their records.
  const store = new SqlCallStore(database, config.STAR7_NODE);
  const callLog = new SqlCallLog(database);
  const journal = new JournalFile(
    config.STAR7_JOURNAL_FILE,
    { limitBytes: config.STAR7_JOURNAL_LIMIT_MB * 1_000_000 },
    clock,
    log,
  );
  const recorded: Calls['recorded'] = new Feed();
  const scribe = new CallScribe(store, journal, clock, log, undefined, (record) => recorded.publish(record));

  const plan = callPlan(config, parts.trunks);
  const codeCalls = new CodeCalls({
    ...{ pbx, clock, log, plan, newCallId: uuidv7 },
    refusalOf: (number) => parts.ownMobiles.refusalOf(number),
  });

  const feed = new CallFeed();
  const switchboard = new Switchboard({
    pbx,
    orders: gate,
    callers,
    couriers,
    dialIns,
    lines: () => together(parts.lines(), codeCalls),
    agents: parts.agents,
    precedence: parts.precedence,
    ownMobiles: parts.ownMobiles,
    keyedNumbers: {
      permit: (request) => asking.permit(request),
      isNumber: (keyed) => parts.keyedNumbers().isNumber(keyed),
      save: (keyed) => parts.keyedNumbers().save(keyed),
    },
    automaticCalls: new AutomaticGate({
      ...{ orders: book, asker: parts.automaticAsker, limits, alerts, clock },
    }),
    transfers: {
      handOver: (going) => parts.orderHandOver().handOver(going),
      scope: async () => (await parts.settings.values()).transferScope,
      announce: (wish) => announceTransfer(trail, wish),
    },
    store,
    callLog,
    scribe,
    journal,
    extensions,
    feed,
    clock,
    log,
    plan,
    newCallId: uuidv7,
  });
  switchboard.listeningNotes.subscribe((note) => void trail.after(auditEntryOf(note)));
  registerCallMetrics(metrics, {
    feed,
    liveCalls: () => switchboard.liveCalls(),
    recordsWaiting: () => scribe.overdue,
    recordsRefused: () => scribe.refused,
    journal: () => journal,
  });

  return {
    control: switchboard,
    feed,
    listeningFeed: switchboard.listeningFeed,
    recorded,
    orders,
    guard,
    couriers,
    async callOf(id) {
      const live = switchboard.live(id);
      if (live !== null) return live;
      await switchboard.recorded(id);
      return callLog.find(id);
    },
    codeCaller: codeCalls,
    health: [
      { name: 'calls', needed: true, isUp: () => switchboard.knowsItsPhones },
      { name: 'journal', needed: true, isUp: () => !journal.full },
    ],
    routes: callsApi({
      policy: async () => (await parts.settings.values()).supervisorListening,
      control: switchboard,
      calls: callLog,
      marks: {
        async markVoicemail(id, voicemail) {
          const isMarked = await store.markVoicemail(id, voicemail);
          // What is missed of the order depends on it.
          const call = isMarked ? await callLog.find(id) : null;
          if (call !== null && call.disposition !== null)
            recorded.publish({ ...call, disposition: call.disposition });
          return isMarked;
        },
      },
      owners: orders,
      trail,
      access,
      log,
    }),
    phonesChanged: () => switchboard.phonesChanged(),

    async start() {
      const left = await journal.open();
      scribe.replay(left.finished);
      switchboard.restore(left.open);
      const orphans = await store.closeOrphans(clock.now(), left.entries.map(callIdOf));
      if (orphans > 0) {
        log.warn('closed the records of calls that are not in the journal', { count: orphans });
      }
      auditor.start(feed);
      // So that the first call need not wait for it; where it fails now, that call tries again.
      void gate.ready().catch(() => undefined);
    },
    async drain(deadlineMs) {
      const settled = await switchboard.stop(deadlineMs);
      const written = await scribe.flush(deadlineMs);
      if (!settled || !written) {
        log.warn('stopped before all calls were settled and stored; the journal has them', {
          waiting: scribe.pending,
        });
      }
    },
    async flush(deadlineMs) {
      await scribe.flush(deadlineMs);
    },
    async stop(disconnect) {
      // Where the calls were not drained before, nobody waits for them: the switchboard only stops looking.
      await switchboard.stop(0);
      disconnect();
      await auditor.stop();
    },
    closeJournal: () => journal.close(),
  };
}

/** What a call is begun with, from the configuration. */
export function callPlan(config: Config<'calls' | 'journal'>, trunks: readonly string[]): CallPlan {
  return {
    node: config.STAR7_NODE,
    managerRingSeconds: config.STAR7_RING_SECONDS_MANAGER,
    customerRingSeconds: config.STAR7_RING_SECONDS_CUSTOMER,
    maxCallSeconds: config.STAR7_MAX_CALL_SECONDS,
    acceptSeconds: config.STAR7_ACCEPT_SECONDS,
    authoriseSeconds: 5,
    connectSeconds: 5,
    announceSeconds: 20,
    clearSeconds: 10,
    trunks,
    defaultDid: config.STAR7_DEFAULT_DID,
    defaultLanguage: config.STAR7_DEFAULT_LANGUAGE,
    shortCode: config.STAR7_SHORT_CODE,
    marksVoicemails: config.STAR7_VOICEMAIL_MARK,
    askSeconds: 15,
    keyPauseSeconds: 4,
    confirmSeconds: 15,
    queueNoticeSeconds: 30,
    holdSeconds: 300,
  };
}

/** So many wrong PINs of one mobile, or of all callers, lock out for an hour: of a million PINs, 120 are tried in a day. */
const pinRules: GuessRules = {
  perManager: { limit: 5, windowSeconds: 3600, lockSeconds: 3600 },
  overall: { limit: 50, windowSeconds: 3600, lockSeconds: 3600 },
};

function guessRules(config: Config<'limits'>): GuessRules {
  const windowSeconds = config.STAR7_GUESS_MINUTES * 60;
  const lockSeconds = config.STAR7_LOCKOUT_MINUTES * 60;
  return {
    perManager: { limit: config.STAR7_GUESS_LIMIT, windowSeconds, lockSeconds },
    overall: { limit: config.STAR7_GUESS_LIMIT_OVERALL, windowSeconds, lockSeconds },
  };
}
