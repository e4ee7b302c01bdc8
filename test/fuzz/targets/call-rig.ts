import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { CallerBook } from '#calls/engine/caller-book';
import type { CourierBook } from '#calls/engine/courier-book';
import { CallFeed } from '#calls/engine/call-feed';
import { CallGate } from '#calls/engine/call-gate';
import { CallScribe } from '#calls/engine/call-scribe';
import { Switchboard } from '#calls/engine/switchboard';
import type { AriClient, AriEvent } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import type { LiveAgents } from '#people/agents';
import { PbxTime } from '#pbx/asterisk/pbx-time';
import { AriPbx } from '#pbx/asterisk/ari-pbx';
import { DeadMansSwitch } from '#pbx/asterisk/dead-mans-switch';
import { plan } from '../../unit/calls/call-samples';
import { FakeClock, settled } from '../../unit/kernel/fake-clock';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { MemoryCallers } from '../../unit/calls/memory-callers';
import { MemoryCouriers } from '../../unit/calls/memory-couriers';
import { MemoryCallStore } from '../../unit/calls/memory-call-store';
import { MemoryJournal } from '../../unit/calls/memory-journal';
import { capsOf, noLimits } from '../../unit/calls/no-limits';
import { MemoryOrderBook } from '../../unit/calls/memory-order-book';
import { canaryNumbers } from '../canaries';
import { must } from '../fuzz-target';
import { SaidLog, textOf } from '../said-log';

/** The phone of manager 101, as Asterisk numbered its channel. */
export const phone = '1795556276.4';
export const callId = '01a20fe2-6242-7753-b7c8-1d754d1aa108';

const longestSeconds = 60;

/** Between 1970 and the maximum of DATETIME. */
const isTime = (at: number | null): boolean =>
  at === null || (Number.isInteger(at) && at >= 0 && at < Date.UTC(10_000, 0) * 1000);

/** A PBX that executes requests and sends no events except the ends of channels that it hangs up. */
class ObedientPbx {
  readonly channels = new Set<string>();
  /** Channels that Star7 requested. */
  readonly made = new Set<string>();
  onHungUp: (channelId: string) => void = () => undefined;
  /** The value of every header of an INVITE that is asked for; null for none. */
  header: unknown = null;

  constructor(private readonly said: SaidLog) {}

  readonly client = new Proxy(
    {},
    {
      get: (_client, resource: string) =>
        new Proxy(
          {},
          { get: (_operations, operation: string) => (given: Given) => this.#do(resource, operation, given) },
        ),
    },
  ) as AriClient;

  async #do(
    resource: string,
    operation: string,
    { endpoint: _dialString, ...given }: Given,
  ): Promise<unknown> {
    // Everything except the dial string, the only place for the number.
    this.said.also(`${resource}.${operation} ${textOf(given)}`);
    await Promise.resolve();
    const { channelId = '' } = given;
    switch (operation) {
      case 'originate':
        if (this.channels.has(channelId)) throw new AriError('refused', 'channels.originate');
        this.channels.add(channelId);
        this.made.add(channelId);
        return {};
      case 'hangup':
        if (!this.channels.delete(channelId)) throw new AriError('refused', 'channels.hangup');
        queueMicrotask(() => this.onHungUp(channelId));
        return null;
      case 'getChannelVar':
        return /^PJSIP_HEADER/.test(given.variable ?? '') ? { value: this.header } : null;
      case 'list':
        return resource === 'channels' ? [...this.channels].map((id) => ({ id, state: 'Up', name: '' })) : [];
      default:
        return null;
    }
  }
}

interface Given {
  channelId?: string;
  endpoint?: string;
  variable?: string;
}

/** For calls from customers. */
interface CallersOfRig {
  book?: CallerBook;
  agents?: Pick<LiveAgents, 'list'>;
  couriers?: CourierBook;
  /** The header of the INVITE. */
  header?: unknown;
  /** The managers' phones are in calls that are not Star7's. */
  areBusy?: boolean;
  clock?: FakeClock;
}

/**
 * The calls between a PBX and stores in memory, from an event of ARI to the record: AriPbx, CallGate,
 * Switchboard, CallScribe. Manager 101 has the open order 1001 and the closed 1003; order 1002 is manager
 * 102's. The contacts of the orders are canaries.
 */
export class CallRig {
  readonly said = new SaidLog();
  readonly clock: FakeClock;
  readonly store = new MemoryCallStore();
  readonly journal = new MemoryJournal();
  readonly feed = new CallFeed();
  readonly #obedient = new ObedientPbx(this.said);
  readonly #pbx: AriPbx;
  readonly #switch: DeadMansSwitch;
  readonly switchboard: Switchboard;
  readonly scribe: CallScribe;

  constructor({
    book,
    agents,
    couriers,
    header = null,
    areBusy = false,
    clock: given = new FakeClock(),
  }: CallersOfRig = {}) {
    this.clock = given;
    const { said: log, clock, store, journal } = this;
    this.#obedient.header = header;
    const ari = {
      up: true,
      together: <Result>(work: () => Result) => work(),
      call: <Result>(_name: string, operation: (client: AriClient) => Promise<Result>) =>
        operation(this.#obedient.client),
    };
    const trunks = ['first', 'second'].map((name) => ({ name, format: { kind: 'e164' } as const }));
    this.#pbx = new AriPbx(
      ari,
      {
        application: 'star7',
        trunks,
        autoAnswerHeader: { name: 'Alert-Info', value: 'x' },
        callerHeader: 'From',
        node: 'main',
        longestLegSeconds: 90,
        beepHertz: 1000,
        endpoints: new EndpointDirectory(),
      },
      null,
      new PbxTime(clock),
      log,
    );
    this.#switch = new DeadMansSwitch(ari, { application: 'star7', endingsFile: null }, clock, log);
    const orders = new MemoryOrderBook();
    for (const extension of ['101', '102']) orders.addManager(extension);
    orders.addOrder('1001', '101', canaryNumbers[0]);
    orders.addOrder('1002', '102', canaryNumbers[1]);
    orders.addOrder('1003', '101', canaryNumbers[1], { status: 'closed' });
    const gate = new CallGate({
      orders,
      guard: guessGuardOf(clock),
      caps: capsOf(clock),
      alerts: new MemoryAlerts(),
      clock,
      limits: () => Promise.resolve(noLimits),
    });
    this.scribe = new CallScribe(store, journal, clock, log, 0);
    let ids = 0;
    this.feed.subscribe((change) => log.also(textOf(change)));
    this.switchboard = new Switchboard({
      ...{ callers: book ?? new MemoryCallers(), agents: agents ?? new MemoryCallers() },
      keyedNumbers: new MemoryCallers(),
      couriers: couriers ?? new MemoryCouriers(),
      transfers: new MemoryCallers(),
      ...{ pbx: this.#pbx, orders: gate, store, scribe: this.scribe, journal, feed: this.feed, clock, log },
      plan: { ...plan, maxCallSeconds: longestSeconds },
      callLog: { find: () => Promise.resolve(null), list: () => Promise.resolve({ rows: [], next: null }) },
      extensions: { stateOf: () => ({ registered: true, inUse: areBusy }) },
      newCallId: () => (ids++ === 0 ? callId : `01a20fe2-6242-7753-b7c8-${String(ids).padStart(12, '0')}`),
    });
    this.#obedient.onHungUp = (channelId) =>
      this.receive({
        type: this.#obedient.made.has(channelId) ? 'ChannelDestroyed' : 'StasisEnd',
        timestamp: '2026-01-01T00:00:01.000+0000',
        channel: { id: channelId, name: 'PJSIP/101-00000000', state: 'Up' },
        cause: 16,
      });
  }

  /** Channels that Star7 requested and that are up. */
  get legs(): string[] {
    return [...this.#obedient.made].filter((channelId) => this.#obedient.channels.has(channelId));
  }

  /** How often a customer was called. */
  get customersCalled(): number {
    return [...this.#obedient.made].filter((channelId) => /-c\d+$/.test(channelId)).length;
  }

  /** How often a manager's phone was called. */
  get phonesCalled(): number {
    return [...this.#obedient.made].filter((channelId) => /-m\d*$/.test(channelId)).length;
  }

  /** How often a courier's mobile was called. */
  get mobilesCalled(): number {
    return [...this.#obedient.made].filter((channelId) => /-k\d+$/.test(channelId)).length;
  }

  /** Adds a channel that Star7 did not request. */
  arrives(channelId: string): void {
    this.#obedient.channels.add(channelId);
  }

  leaves(channelId: string): void {
    this.#obedient.channels.delete(channelId);
  }

  has(channelId: string): boolean {
    return this.#obedient.channels.has(channelId);
  }

  /**
   * Delivers an event like AriConnection: an exception is logged, and the next event is read. @returns
   * whether it threw
   */
  receive(event: AriEvent): boolean {
    try {
      this.#switch.receive(event);
      this.#pbx.receive(event);
      return false;
    } catch (error) {
      this.said.error('an event of Asterisk could not be handled', { event: event.type, error });
      return true;
    }
  }

  /** Lets all deadlines pass and checks what is left. @throws Broken */
  async end(): Promise<void> {
    this.#pbx.connectionChanged(true, this.clock.now());
    await settled();
    for (let seconds = 0; seconds < 600 && this.#busy(); seconds += 20) await this.clock.pass(20_000);
    this.#check();
  }

  /** Adds the content of records and journal to the output. */
  checkRecords(): void {
    const { store, journal } = this;
    for (const { record, story, opened } of store.calls.values())
      this.said.also(textOf({ record, story, opened }));
    this.said.also(textOf([...journal.open.values(), ...journal.waiting.values()]));
  }

  #busy(): boolean {
    return this.switchboard.liveCalls().length > 0 || this.legs.length > 0 || this.scribe.pending > 0;
  }

  #check(): void {
    const { store, journal, switchboard, scribe } = this;
    must(switchboard.liveCalls().length === 0, 'a call never ends');
    must(this.legs.length === 0, 'a leg is left');
    must(scribe.pending === 0, 'a record is never written');
    must(journal.open.size + journal.waiting.size === 0, 'something is left in the journal');
    for (const { record } of store.calls.values()) {
      must(record !== null, 'a call has no record');
      const { requestedAt, endedAt, manager, customer, talkSeconds, hangupCause, sipCode } = record;
      const legs = [manager, customer].flatMap((leg) => [
        leg.startedAt,
        leg.ringingAt,
        leg.answeredAt,
        leg.endedAt,
      ]);
      must([requestedAt, endedAt, ...legs].every(isTime), 'a record has a time that is none');
      must(Number.isInteger(talkSeconds) && talkSeconds >= 0, 'a record has a talk time that is none');
      must(talkSeconds <= longestSeconds + 30, 'a record has a talk time beyond the longest call');
      must(
        hangupCause === null || (Number.isInteger(hangupCause) && hangupCause > 0 && hangupCause < 128),
        'no cause',
      );
      must(
        sipCode === null || (Number.isInteger(sipCode) && sipCode >= 300 && sipCode < 700),
        'no SIP status',
      );
      must(
        typeof record.managerExtension === 'string' && record.managerExtension.length <= 80,
        'no extension',
      );
    }
  }
}
