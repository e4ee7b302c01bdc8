import { ListeningFeed } from '#calls/engine/listening-feed';
import type { FastifyInstance } from 'fastify';
import type { MetricsPage } from '#metrics/metric-registry';
import { serverOf } from '../../unit/http/server-of';
import { allMetrics } from '../../unit/metrics/all-metrics';
import { EventFeed } from '#supervision/event-feed';
import { OrderFeed } from '#orders/order-feed';
import { CallFeed } from '#calls/engine/call-feed';
import { CallGate } from '#calls/engine/call-gate';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import type { CallStore } from '#calls/engine/call-store';
import { plan } from '../../unit/calls/call-samples';
import { FakeClock } from '../../unit/kernel/fake-clock';
import { FakePbx } from '../../unit/calls/fake-pbx';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { MemoryAdministration } from '../../unit/settings/memory-administration';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { MemoryAuditLog } from '../../unit/audit/memory-audit-log';
import { MemoryCallLog, callIdOf, endedCallView } from '../../unit/calls/memory-call-log';
import { MemoryCallers } from '../../unit/calls/memory-callers';
import { MemoryCouriers } from '../../unit/calls/memory-couriers';
import { MemoryCallStore } from '../../unit/calls/memory-call-store';
import { MemoryJournal } from '../../unit/calls/memory-journal';
import { capsOf, noLimits } from '../../unit/calls/no-limits';
import { MemoryOrderBook } from '../../unit/calls/memory-order-book';
import { MemoryOrderList, orderView } from '../../unit/orders/memory-order-list';
import { MemoryDecoys } from '../../unit/leaks/decoys/memory-decoys';
import { MemorySurveys } from '../../unit/leaks/surveys/memory-surveys';
import { MemoryLeakStore } from '../../unit/leaks/memory-leak-store';
import { MemorySupervision } from '../../unit/supervision/memory-supervision';
import {
  MemoryAccountBook,
  MemorySessionBook,
  MemoryTerms,
  PlainPasswords,
} from '../../unit/people/memory-people';
import { MemoryTokenBook } from '../../unit/people/memory-token-book';
import { MemoryWork } from '../../unit/orders/memory-work';
import { TotpCodes } from '#vault/totp-codes';
import { canaryNumbers } from '../canaries';
import { must } from '../fuzz-target';
import { SaidLog, textOf } from '../said-log';

export const tokens = ['s7_manager-101', 's7_manager-102', 's7_service', 's7_supervisor', 's7_shop'] as const;
/** An ended call that manager 101 may see. */
export const endedCall = callIdOf(7);

/**
 * REST with the real switchboard behind it, over a PBX and stores in memory. Orders 1001 and 1003 are manager
 * 101's, 1002 is manager 102's; their contacts are canaries.
 */
export class RestRig {
  readonly said = new SaidLog();
  readonly clock = new FakeClock();
  readonly #pbx = new FakePbx(this.clock);
  protected readonly audit = new MemoryAuditLog();
  /** A new store for each request, since an idempotency key may only refer to a call in the log. */
  #store = new MemoryCallStore();
  readonly #journal = new MemoryJournal();
  readonly #metrics: MetricsPage;
  readonly switchboard: Switchboard;
  readonly app: FastifyInstance;
  readonly #work: MemoryWork;
  readonly accounts = new MemoryAccountBook();
  readonly sessions = new MemorySessionBook(this.accounts, this.clock);
  readonly administration = new MemoryAdministration(this.clock, this.said);

  constructor() {
    const { said: log, clock } = this;
    const [manager, other, service, supervisor, shop] = tokens;
    const book = new MemoryTokenBook();
    book.add(manager, { role: 'manager', manager: { id: 1, extension: '101', since: 0 }, by: { token: 1 } });
    book.add(other, { role: 'manager', manager: { id: 2, extension: '102', since: 0 }, by: { token: 2 } });
    book.add(service, { role: 'service', by: { token: 7 } });
    book.add(supervisor, { role: 'supervisor', by: { token: 8 } });
    book.add(shop, { role: 'shop', by: { token: 9 } });
    const list = new MemoryOrderList();
    list.rows.push(
      orderView('1001'),
      orderView('1002', { managerExtension: '102' }),
      orderView('1003', { status: 'closed' }),
    );
    const orders = new MemoryOrderBook();
    for (const extension of ['101', '102']) orders.addManager(extension);
    orders.addOrder('1001', '101', { main: canaryNumbers[0], second: canaryNumbers[1] });
    orders.addOrder('1002', '102', canaryNumbers[1]);
    const callLog = new MemoryCallLog();
    callLog.rows.push(endedCallView(7), endedCallView(8, { managerExtension: '102' }));
    const guard = guessGuardOf(clock);
    const feed = new CallFeed();
    feed.subscribe((change) => log.also(textOf(change)));
    const gate = new CallGate({
      ...{ orders, guard, clock, caps: capsOf(clock), alerts: new MemoryAlerts() },
      limits: () => Promise.resolve(noLimits),
    });
    const store: CallStore = {
      open: (call) => this.#store.open(call),
      repeated: (extension, key) => this.#store.repeated(extension, key),
      repeats: (extension, key, call) => this.#store.repeats(extension, key, call),
      save: (changes) => this.#store.save(changes),
      closeOrphans: (at, except) => this.#store.closeOrphans(at, except),
    };
    let ids = 100;
    this.switchboard = new Switchboard({
      ...{
        pbx: this.#pbx,
        callers: new MemoryCallers(),
        agents: new MemoryCallers(),
        keyedNumbers: new MemoryCallers(),
        couriers: new MemoryCouriers(),
        transfers: new MemoryCallers(),
        orders: gate,
        store,
        callLog,
        journal: this.#journal,
        feed,
        clock,
        log,
        plan,
      },
      scribe: new CallScribe(store, this.#journal, clock, log, 0),
      extensions: { stateOf: () => ({ registered: true, inUse: false }) },
      newCallId: () => callIdOf(ids++),
    });
    const health = () =>
      Promise.resolve({ ready: true, stopping: false, parts: { database: 'up' as const } });
    const metrics = allMetrics({ version: '0', feed, liveCalls: () => this.switchboard.liveCalls(), health });
    this.#metrics = metrics.page;
    void this.administration.managers.add({ extension: '101', name: 'Anna' });
    const supervision = new MemorySupervision(clock, log).parts;
    const signingIn = {
      accounts: this.accounts,
      sessions: this.sessions,
      passwords: new PlainPasswords(),
      codes: new TotpCodes(),
      terms: new MemoryTerms(),
      idleSeconds: () => Promise.resolve(1800),
    };
    this.#work = new MemoryWork(list, clock);
    this.app = serverOf({
      supervision,
      leaks: new MemoryLeakStore(),
      decoys: new MemoryDecoys(),
      surveys: new MemorySurveys(),
      events: new EventFeed({
        listenings: new ListeningFeed(),
        calls: feed,
        phones: supervision.phones.feed,
        presences: this.administration.agents.feed,
        orders: new OrderFeed(),
      }),
      ...{ control: this.switchboard, calls: callLog, orders: list, owners: orders, guard, tokens: book },
      ...{ audit: this.audit, clock, log, health, meter: metrics.http, metricsPage: this.#metrics },
      administration: this.administration,
      work: this.#work,
      signingIn,
    });
  }

  /** Manager 101 calls the customer of order 1001. @returns the call's id */
  async begin(): Promise<string> {
    const begun = await this.switchboard.click({
      extension: '101',
      orderNumber: '1001',
      slot: 'main',
      idempotencyKey: null,
    });
    must('call' in begun, 'a call is not begun');
    return begun.call.id;
  }

  /** Ends the calls that a request began, and outputs everything that was recorded of them. @throws Broken */
  async settle(): Promise<void> {
    for (const { id } of this.switchboard.liveCalls()) {
      this.said.also(textOf([...this.#journal.open.values()]));
      this.switchboard.hangUp(id, 'request');
      for (let seconds = 0; seconds < 60 && this.switchboard.live(id) !== null; seconds += 5)
        await this.clock.pass(5_000);
    }
    must(this.switchboard.liveCalls().length === 0, 'a call never ends');
    must(this.#journal.open.size + this.#journal.waiting.size === 0, 'something is left in the journal');
    for (const { leg, to } of this.#pbx.did('make')) if ('phone' in to) this.said.also(textOf({ leg, to }));
    this.#pbx.deeds.length = 0;
    for (const { record, story, opened } of this.#store.calls.values()) {
      // The client chooses the key; only its hash is stored.
      this.said.also(textOf({ record, story, opened: { ...opened, idempotencyKey: null } }));
    }
    this.#store = new MemoryCallStore();
    for (const entry of this.audit.entries.splice(0)) this.said.also(textOf(entry));
    for (const { words } of this.#work.entries.forget()) this.said.also(textOf(words));
    this.#work.contacts.forget();
  }

  async close(): Promise<void> {
    this.said.also(await this.#metrics.read());
    await this.app.close();
    must(this.clock.waiting === 0, 'a timer is left');
  }
}
