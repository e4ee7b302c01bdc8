import type { OutboundStart } from '../model/establish/outbound';
import { startAutomatic } from '../model/establish/automatic';
import { startCourierClick } from '../model/establish/courier';
import type { ArrivedCaller } from '../model/call-event';
import { startInbound } from '../model/establish/inbound';
import type { InboundStart } from '../model/establish/inbound';
import { startOutbound } from '../model/establish/outbound';
import { isLastWordTo } from '../model/ending';
import type { CallId } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import { Turns } from '#kernel/turns';
import type { CallPlan, PhoneState } from '../model/call-state';
import type { Step } from '../model/steps';
import { viewOf } from '../model/call-view';
import { refusedResult } from './call-control';
import type { AutomaticRequest, ClickRequest, ClickResult, CourierClickRequest } from './call-control';
import type { CallDriver } from './call-driver';
import type { CallJournal } from './call-journal';
import type { CallRegistry, LiveCall } from './call-registry';
import type { CallScribe } from './call-scribe';
import type { CallStore } from './call-store';
import type { Clock } from '#kernel/clock';
import type { Extensions } from './extensions';
import type { Log } from '#kernel/log';
import type { CallLog } from '../call-log';
import type { Pbx, PbxEvent } from './pbx';

type Arrival = Extract<PbxEvent, { type: 'arrived' }>;

/** How many phone channels are remembered: an id appears again only if its event is repeated. */
const phonesRemembered = 1_000;

/** How long a click waits for the phone to be free of a call that is over, and how often it looks. */
const leavingMs = 5_000;
const leavingStepMs = 20;

export interface CallStartsParts {
  pbx: Pbx;
  store: CallStore;
  callLog: CallLog;
  scribe: CallScribe;
  journal: CallJournal;
  extensions: Extensions;
  clock: Clock;
  log: Log;
  plan: CallPlan;
  newCallId: () => CallId;
}

/** Starts calls: by a click, which gets a reply and may be repeated, or by a channel that arrives from the dialplan. */
export class CallStarts {
  readonly #parts: CallStartsParts;
  readonly #registry: CallRegistry;
  readonly #driver: CallDriver;
  /** Clicks of one extension wait for each other, so that two at once cannot both find the phone free. */
  readonly #clicks = new Turns();
  readonly #phonesSeen = new Set<string>();
  #stopping = false;

  constructor(parts: CallStartsParts, registry: CallRegistry, driver: CallDriver) {
    this.#parts = parts;
    this.#registry = registry;
    this.#driver = driver;
  }

  /** From now on no new call is accepted. */
  stop(): void {
    this.#stopping = true;
  }

  /** Waits for clicks that still wait for the database: each may yet start a call. */
  async settled(): Promise<void> {
    await this.#clicks.settled();
  }

  async click(request: ClickRequest): Promise<ClickResult> {
    return this.#clicks.take(request.extension, () => this.#click(request));
  }

  /** A repeated click of a courier finds the call that there is; nothing is kept of it beyond the call. */
  async courierClick({ courier, orderNumber }: CourierClickRequest): Promise<ClickResult> {
    const { pbx, clock, scribe, plan, newCallId } = this.#parts;
    const present = this.#registry.ofCourier(courier.id);
    if (present !== null)
      return present.orderNumberAsAsked === orderNumber
        ? { outcome: 'existing', call: viewOf(present) }
        : { outcome: 'manager-busy' };
    if (this.#isClosed() || !pbx.up) return { outcome: 'unavailable' };
    const id = newCallId();
    const at = clock.now();
    scribe.opened({
      ...{ id, direction: 'courier', startKind: 'click', requestedAt: at, idempotencyKey: null },
      ...{ managerExtension: '', slot: 'main' },
    });
    return this.#decided(startCourierClick({ id, courier, orderNumber, at, plan }), at);
  }

  async callAutomatically({ ticket, questions }: AutomaticRequest): Promise<ClickResult> {
    const { pbx, clock, scribe, plan, newCallId } = this.#parts;
    const present = this.#registry.all.find(
      ({ call }) => call.kind === 'automatic' && call.orderNumberAsAsked === ticket,
    );
    if (present !== undefined) return { outcome: 'existing', call: viewOf(present.call) };
    if (this.#isClosed() || !pbx.up) return { outcome: 'unavailable' };
    const id = newCallId();
    const at = clock.now();
    scribe.opened({
      ...{ id, direction: 'outbound', startKind: 'survey', requestedAt: at, idempotencyKey: null },
      ...{ managerExtension: '', slot: 'main' },
    });
    return this.#decided(startAutomatic({ id, ticket, questions, at, plan }), at);
  }

  /** Begins a call, and waits until it is decided whether a phone is called. */
  async #decided(step: Step, at: Micros): Promise<ClickResult> {
    const { clock, log } = this.#parts;
    const { id, startKind } = step.call;
    const live = await new Promise<LiveCall>((resolve) => {
      const begun = this.#registry.keep(step.call, clock.steps(), { onAuthorised: () => resolve(begun) });
      log.info('call started', { call: id, startKind });
      this.#driver.begin(begun, step, at);
    });
    return resultOf(live);
  }

  /** A channel that Star7 did not make. Each entry of the dialplan starts its own kind of call. */
  arrived(arrival: Arrival): void {
    const { channelId, entry } = arrival;
    if (this.#isRepeated(channelId)) {
      this.#parts.log.debug('ignored', { channel: channelId, event: entry });
      return;
    }
    if (entry === 'inbound') this.#callerArrived(arrival);
    else this.#phoneArrived(arrival);
  }

  #phoneArrived({ channelId, endpoint, inPage = false, dialled, at }: Arrival): void {
    const { scribe, newCallId } = this.#parts;
    const id = newCallId();
    // No manager has the extension '': a channel without an endpoint is refused like an unknown extension's.
    const extension = endpoint ?? '';
    const start = {
      startKind: 'short-code',
      extension,
      orderNumber: dialled,
      slot: 'main',
      phoneChannelId: channelId,
      phone: this.#registry.usingPhone(extension).length > 0 ? 'busy' : 'ready',
    } as const;
    if (this.#isClosed()) {
      this.#turnAway(start, id, at);
      return;
    }
    scribe.opened({
      id,
      direction: 'outbound',
      startKind: start.startKind,
      managerExtension: extension,
      slot: start.slot,
      requestedAt: at,
      idempotencyKey: null,
    });
    const asking = { kind: inPage ? 'page' : 'desk', evenIfNotChosen: true } as const;
    this.#begin(start, id, { asking }, at);
  }

  /** A caller who had become a leg of a manager's call, which has ended without them, is a call of its own again. */
  readmit({ arrivedChannelId, since, trunk, did, caller }: ArrivedCaller): void {
    this.#admit({ channelId: arrivedChannelId, trunk, did, caller, at: since });
  }

  #callerArrived({ channelId, endpoint, caller, dialled, at }: Arrival): void {
    this.#admit({ channelId, trunk: endpoint, did: digitsOf(dialled), caller, at });
  }

  #admit(start: Pick<InboundStart, 'channelId' | 'trunk' | 'did' | 'caller' | 'at'>): void {
    const { clock, log, plan, newCallId } = this.#parts;
    const id = newCallId();
    const step = startInbound({ ...start, id, plan });
    const live = this.#registry.keep(step.call, clock.steps(), {});
    log.info('call started', { call: id, startKind: 'inbound' });
    if (this.#isClosed()) this.#driver.dispatch(live, { type: 'identify-failed', at: clock.now() });
    else this.#driver.begin(live, step, start.at);
  }

  /** No new call is accepted. */
  #isClosed(): boolean {
    return this.#stopping || this.#parts.journal.full;
  }

  #isStopping(): boolean {
    return this.#stopping;
  }

  #mayBegin(): boolean {
    return !this.#isClosed() && this.#parts.pbx.up;
  }

  async #click({
    extension,
    orderNumber,
    slot,
    idempotencyKey,
    startKind = 'click',
    isInPage = false,
  }: ClickRequest): Promise<ClickResult> {
    const { clock, store, log, newCallId } = this.#parts;
    const same = this.#registry
      .usingPhone(extension)
      .find(
        (call) => call.orderNumberAsAsked === orderNumber && call.slot === slot && call.bridgedAt === null,
      );
    try {
      // Before the checks for availability: a repeated request must find its call even if no new one is possible.
      const first = idempotencyKey === null ? null : await store.repeated(extension, idempotencyKey);
      if (first !== null) return await this.#existing(first);
      if (same !== undefined) {
        if (idempotencyKey !== null) await store.repeats(extension, idempotencyKey, same.id);
        // It may have ended meanwhile.
        return await this.#existing(same.id);
      }
    } catch (error) {
      log.error('could not look for an earlier click-to-call, so no call was made', { error });
      return { outcome: 'unavailable' };
    }
    if (!this.#mayBegin()) return { outcome: 'unavailable' };
    await this.#left(extension);
    if (!this.#mayBegin()) return { outcome: 'unavailable' };

    const id = newCallId();
    const at = clock.now();
    const start = { startKind, extension, orderNumber, slot, phoneChannelId: null } as const;
    try {
      // Before anything rings: a repeated request must find the first one even after a restart.
      const first = await store.open({
        id,
        direction: 'outbound',
        startKind,
        managerExtension: extension,
        slot,
        requestedAt: at,
        idempotencyKey,
      });
      if (first !== null) return await this.#existing(first);
    } catch (error) {
      log.error('could not record a click-to-call, so no call was made', { call: id, error });
      // It may have been stored and only the reply lost: without an end it would count as a call in progress.
      this.#turnAway({ ...start, phone: 'ready' }, id, at);
      return { outcome: 'unavailable' };
    }

    const live = await new Promise<LiveCall>((resolve) => {
      const begun = this.#begin(
        { ...start, phone: this.#phoneState(extension) },
        id,
        {
          onAuthorised: () => resolve(begun),
          asking: isInPage ? { kind: 'page', evenIfNotChosen: false } : null,
        },
        at,
      );
      // Stored while Star7 began to stop: nobody is called, and the record says so.
      if (this.#isStopping())
        this.#driver.dispatch(begun, { type: 'hang-up-requested', by: 'system', at: clock.now() });
    });
    return resultOf(live);
  }

  /**
   * A manager who calls again has heard enough of how the last call ended: its announcement is cut. Resolves once the phone is
   * free of it; after {@link leavingMs} the phone counts as what it is.
   */
  async #left(extension: string): Promise<void> {
    const { clock, extensions } = this.#parts;
    if (this.#registry.leaving(extension).length === 0) return;
    for (let waited = 0; waited < leavingMs; waited += leavingStepMs) {
      // Each time: the other leg's end may be told after the announcement has begun.
      for (const live of this.#registry.leaving(extension))
        if (isLastWordTo(live.call, extension))
          this.#driver.dispatch(live, { type: 'hang-up-requested', by: 'manager', at: clock.now() });
      // The phone's state is told apart from the channel's end, and may come later.
      if (this.#registry.leaving(extension).length === 0 && extensions.stateOf(extension).inUse !== true)
        return;
      await new Promise<void>((resolve) => clock.after(leavingStepMs, resolve));
    }
  }

  /** The call that an earlier request started. */
  async #existing(id: CallId): Promise<ClickResult> {
    const call = this.#registry.view(id) ?? (await this.#parts.callLog.find(id));
    return call === null ? { outcome: 'unavailable' } : { outcome: 'existing', call };
  }

  /** Whether this channel has arrived before: a second call for it would ring a customer with nobody on the line. */
  #isRepeated(channelId: string): boolean {
    if (this.#phonesSeen.has(channelId) || this.#registry.ofChannel(channelId) !== undefined) return true;
    this.#phonesSeen.add(channelId);
    if (this.#phonesSeen.size > phonesRemembered) {
      // Sets keep insertion order.
      const [oldest = channelId] = this.#phonesSeen;
      this.#phonesSeen.delete(oldest);
    }
    return false;
  }

  /** A call that is refused without looking up the order: the phone hears the reason, and the call is recorded. */
  #turnAway(start: Omit<OutboundStart, 'id' | 'at' | 'plan'>, id: CallId, at: Micros): void {
    const { clock, plan } = this.#parts;
    const { call } = startOutbound({ ...start, id, at, plan });
    const live = this.#registry.keep(call, clock.steps(), {});
    this.#driver.dispatch(live, { type: 'authorise-failed', at: clock.now() });
  }

  #begin(
    start: Omit<OutboundStart, 'id' | 'at' | 'plan'>,
    id: CallId,
    asked: Partial<Pick<LiveCall, 'onAuthorised' | 'asking'>>,
    at: Micros,
  ): LiveCall {
    const { clock, log, plan } = this.#parts;
    const step = startOutbound({ ...start, id, at, plan });
    const live = this.#registry.keep(step.call, clock.steps(), asked);
    log.info('call started', { call: id, manager: start.extension, startKind: start.startKind });
    this.#driver.begin(live, step, at);
    return live;
  }

  #phoneState(extension: string): PhoneState {
    return phoneStateOf(extension, this.#registry, this.#parts.extensions);
  }
}

/** What a click has come to, as soon as it is decided whether a phone is called. */
function resultOf(live: LiveCall): ClickResult {
  const { decision } = live.call;
  switch (decision?.disposition) {
    case undefined:
      return { outcome: 'started', call: viewOf(live.call) };
    case 'refused':
      return refusedResult(decision.refusal, live.retryAfterSeconds);
    case 'manager-busy':
      return { outcome: 'manager-busy' };
    case 'manager-unreachable':
    case 'courier-not-reached':
      return { outcome: 'manager-unreachable' };
    default:
      return { outcome: 'unavailable' };
  }
}

/** A company's number as its digits; E.164 has 15 at most. */
function digitsOf(dialled: string): string {
  return dialled.replace(/\D/g, '').slice(0, 15);
}

/** Whether a manager's phone can be called now. */
export function phoneStateOf(
  extension: string,
  registry: Pick<CallRegistry, 'usingPhone'>,
  extensions: Extensions,
): PhoneState {
  if (registry.usingPhone(extension).length > 0) return 'busy';
  const { registered, inUse } = extensions.stateOf(extension);
  if (registered === false) return 'unreachable';
  return inUse === true ? 'busy' : 'ready';
}
