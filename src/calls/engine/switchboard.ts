import type { CallEffect, CallEvent } from '../model/call-event';
import type { CallStart, Step } from '../model/call-flow';
import { resumeCall, startCall, transition } from '../model/call-flow';
import type { CallNote } from '../model/call-note';
import { callFrom, noteOf } from '../model/call-note';
import type { CallId, Role } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import type { Call, CallSettings, PhoneState } from '../model/call-state';
import { causes } from '../model/disposition';
import { isOrderNumber } from '#kernel/order-number';
import { refusedResult } from './call-control';
import type { CallControl, ClickRequest, ClickResult, HangUpBy } from './call-control';
import type { CallFeed } from './call-feed';
import type { CallScribe } from './call-scribe';
import type { CallView } from '../model/call-view';
import { viewOf } from '../model/call-view';
import type { CallAuthority } from './call-authority';
import type { CallJournal } from './call-journal';
import type { CallLogLine, CallStore } from './call-store';
import type { Clock } from '#kernel/clock';
import type { Connection, Pbx, PbxEvent } from './pbx';
import type { Extensions } from './extensions';
import type { Log } from '#kernel/log';
import type { CallLog } from '../call-log';
import type { Found } from './reconciler';
import { Reconciler } from './reconciler';
import type { Discrepancy } from './reconciliation';

/** Phones' channels of the last so many calls: their ids never come again, unless an event does. */
const phonesRemembered = 1_000;

/** The longest story kept of one call; a phone that sends a thousand digits does not fill the memory. */
const longestStory = 200;

/** After a hang-up that was not done. */
const hangUpAgainMs = 1_000;

export interface SwitchboardParts {
  pbx: Pbx;
  orders: CallAuthority;
  store: CallStore;
  callLog: CallLog;
  scribe: CallScribe;
  journal: CallJournal;
  extensions: Extensions;
  feed: CallFeed;
  clock: Clock;
  log: Log;
  settings: CallSettings;
  newCallId: () => CallId;
}

interface LiveCall {
  call: Call;
  story: CallLogLine[];
  cancelTimer: () => void;
  /** Every channel that was ever its own: of the phone, and of each trunk that was tried. */
  channels: Set<string>;
  /** Told once it is decided whether anybody is called at all. */
  onAuthorised: (() => void) | null;
  /** When the limit that refused it is over; null where none did, or it does not pass by itself. */
  retryAfterSeconds: number | null;
  /** Begun by an earlier process, and not gone on with yet. */
  waitsToResume: boolean;
  /**
   * By how much the machine's clock had been set when it began ({@link Clock.steps}). All times of one call are by the
   * clock as it stood then: else whoever sets the clock in mid-call would change how long the two talked.
   */
  stepsBefore: Micros;
}

/**
 * Runs one machine for each call: turns what the PBX and people say into its events, and does what it decides.
 * Events of one call are taken one at a time, in their order; whatever an effect brings comes back as an event.
 */
export class Switchboard implements CallControl {
  readonly feed: CallFeed;
  readonly #parts: SwitchboardParts;
  readonly #calls = new Map<CallId, LiveCall>();
  readonly #byChannel = new Map<string, CallId>();
  readonly #byExtension = new Map<string, Set<CallId>>();
  /** Clicks of one extension wait for each other, so that two at once cannot both find the phone free. */
  readonly #clicks = new Map<string, Promise<unknown>>();
  /** Ended, but not yet in the store: what is asked about them meanwhile must not be older. */
  readonly #unwritten = new Map<CallId, CallView>();
  /** By call: what is to be asked of the PBX once there is a connection. */
  readonly #whenConnected = new Map<CallId, () => void>();
  readonly #reconciler: Reconciler;
  readonly #phonesSeen = new Set<string>();
  #stopping = false;
  #hasStopped = false;
  /** Told at each change while it stops. */
  #onChange: () => void = () => undefined;

  constructor(parts: SwitchboardParts) {
    const { pbx, clock, log } = parts;
    this.#parts = parts;
    this.feed = parts.feed;
    this.#reconciler = new Reconciler(
      pbx,
      () => [...this.#calls.values()].map(({ call }) => call),
      (found) => this.#onFound(found),
      clock,
      log,
    );
    pbx.onEvent((event) => this.#onPbxEvent(event));
  }

  /**
   * Takes over calls that an earlier process left up. They are gone on with once there is a connection to the PBX and
   * it has told what is left of them.
   */
  restore(notes: readonly CallNote[]): void {
    const { pbx, settings, log } = this.#parts;
    for (const note of notes) {
      const call = callFrom(note, settings);
      const live = this.#keep(call, null, true);
      const { manager, customer } = call.legs;
      for (const channelId of [manager.channelId, customer.channelId, call.dialledFrom]) {
        if (channelId !== null) this.#own(live, channelId);
      }
      if (call.startKind !== 'click' && manager.channelId !== null) pbx.adopt(manager.channelId);
      log.info('call taken over from an earlier run', { call: call.id, phase: call.phase });
    }
  }

  async click(request: ClickRequest): Promise<ClickResult> {
    const { extension } = request;
    const before = this.#clicks.get(extension) ?? Promise.resolve();
    const mine = before.then(() => this.#click(request));
    const settled = mine.catch(() => undefined);
    this.#clicks.set(extension, settled);
    void settled.then(() => {
      if (this.#clicks.get(extension) === settled) this.#clicks.delete(extension);
    });
    return mine;
  }

  hangUp(id: CallId, by: HangUpBy): boolean {
    const live = this.#calls.get(id);
    if (live === undefined || live.call.outcome !== null) return false;
    this.#dispatch(live, { type: 'hang-up-requested', by, at: this.#parts.clock.now() });
    return true;
  }

  live(id: CallId): CallView | null {
    const live = this.#calls.get(id);
    return live === undefined ? (this.#unwritten.get(id) ?? null) : viewOf(live.call);
  }

  liveCalls(): CallView[] {
    return [...this.#calls.values()].map(({ call }) => viewOf(call));
  }

  /**
   * Takes no new call and waits until those that are being set up talk or have ended. Those who talk go on talking: the
   * next process takes them over.
   * @param milliseconds how long to wait at most
   * @returns whether nobody is left who waits for something
   */
  async stop(milliseconds: number): Promise<boolean> {
    this.#stopping = true;
    let cancel: () => void = () => undefined;
    const deadline = new Promise<false>((resolve) => {
      cancel = this.#parts.clock.after(milliseconds, () => resolve(false));
    });
    // A click that waits for the database would begin its call after the others have ended.
    const settled = Promise.all(this.#clicks.values()).then(() => this.#whenSettled());
    const inTime = await Promise.race([settled, deadline]);
    cancel();
    // Those who talk have an hour's timers, which would keep the process from ending.
    for (const live of this.#calls.values()) live.cancelTimer();
    this.#reconciler.stop();
    this.#hasStopped = true;
    return inTime;
  }

  #isStopping(): boolean {
    return this.#stopping;
  }

  /** No new call is taken. */
  #isClosed(): boolean {
    return this.#stopping || this.#parts.journal.full;
  }

  #whenSettled(): Promise<true> {
    const settled = (): boolean => [...this.#calls.values()].every(({ call }) => call.phase === 'talking');
    return new Promise((resolve) => {
      this.#onChange = () => {
        if (settled()) resolve(true);
      };
      this.#onChange();
    });
  }

  // ---------------------------------------------------------------------------------------- starting

  async #click({ extension, orderNumber, slot, idempotencyKey }: ClickRequest): Promise<ClickResult> {
    const { pbx, clock, store, log, newCallId } = this.#parts;
    const same = this.#activeOf(extension).find(
      ({ call }) => call.orderNumberAsAsked === orderNumber && call.slot === slot && call.bridgedAt === null,
    );
    try {
      // First of all, whatever is up or down: who asks again must not be told that nobody was called.
      const first = idempotencyKey === null ? null : await store.repeated(extension, idempotencyKey);
      if (first !== null) return await this.#existing(first);
      if (same !== undefined) {
        if (idempotencyKey !== null) await store.repeats(extension, idempotencyKey, same.call.id);
        return { outcome: 'existing', call: viewOf(same.call) };
      }
    } catch (error) {
      log.error('could not look for an earlier click-to-call, so no call was made', { error });
      return { outcome: 'unavailable' };
    }
    if (this.#isClosed() || !pbx.up) return { outcome: 'unavailable' };

    const id = newCallId();
    const at = clock.now();
    const start = { startKind: 'click', extension, orderNumber, slot, phoneChannelId: null } as const;
    try {
      // Before anything rings: a repeated request must find the first one even after a restart.
      const first = await store.open({
        id,
        startKind: 'click',
        managerExtension: extension,
        slot,
        requestedAt: at,
        idempotencyKey,
      });
      if (first !== null) return await this.#existing(first);
    } catch (error) {
      log.error('could not record a click-to-call, so no call was made', { call: id, error });
      // It may have been noted and only the reply lost: without an end it would count as a call that is being made.
      this.#turnAway({ ...start, phone: 'ready' }, id, at);
      return { outcome: 'unavailable' };
    }

    const live = await new Promise<LiveCall>((resolve) => {
      const begun = this.#begin(
        { ...start, phone: this.#phoneState(extension) },
        id,
        () => resolve(begun),
        at,
      );
      // Noted while Star7 began to stop: nobody is called any more, and that is on record.
      if (this.#isStopping())
        this.#dispatch(begun, { type: 'hang-up-requested', by: 'system', at: clock.now() });
    });
    switch (live.call.outcome?.disposition) {
      case undefined:
        return { outcome: 'started', call: viewOf(live.call) };
      case 'refused':
        return refusedResult(live.call.outcome.refusal, live.retryAfterSeconds);
      case 'manager-busy':
        return { outcome: 'manager-busy' };
      case 'manager-unreachable':
        return { outcome: 'manager-unreachable' };
      default:
        return { outcome: 'unavailable' };
    }
  }

  /** The call that an earlier request began. */
  async #existing(id: CallId): Promise<ClickResult> {
    const call = this.live(id) ?? (await this.#parts.callLog.find(id));
    return call === null ? { outcome: 'unavailable' } : { outcome: 'existing', call };
  }

  #onShortCode({ channelId, extension, dialled, at }: Extract<PbxEvent, { type: 'short-code' }>): void {
    const { scribe, newCallId, log } = this.#parts;
    if (this.#isRepeated(channelId)) {
      log.debug('ignored', { channel: channelId, event: 'short-code' });
      return;
    }
    const id = newCallId();
    const start = {
      startKind: 'short-code',
      extension,
      orderNumber: dialled,
      slot: 'main',
      phoneChannelId: channelId,
      phone: this.#activeOf(extension).length > 0 ? 'busy' : 'ready',
    } as const;
    if (this.#isClosed()) {
      this.#turnAway(start, id, at);
      return;
    }
    scribe.opened({
      id,
      startKind: start.startKind,
      managerExtension: extension,
      slot: start.slot,
      requestedAt: at,
      idempotencyKey: null,
    });
    this.#begin(start, id, null, at);
  }

  /** The same phone's channel again, in mid-call or long after: a second call by it would call a customer for nobody. */
  #isRepeated(channelId: string): boolean {
    if (this.#phonesSeen.has(channelId) || this.#byChannel.has(channelId)) return true;
    this.#phonesSeen.add(channelId);
    if (this.#phonesSeen.size > phonesRemembered) {
      // Sets keep the order in which things were added.
      const [oldest = channelId] = this.#phonesSeen;
      this.#phonesSeen.delete(oldest);
    }
    return false;
  }

  /** A call for which nobody is even looked up: it has its word at the phone and its record all the same. */
  #turnAway(start: Omit<CallStart, 'id' | 'at' | 'settings'>, id: CallId, at: Micros): void {
    const { clock, settings } = this.#parts;
    const { call } = startCall({ ...start, id, at, settings });
    const live = this.#keep(call, null, false);
    if (start.phoneChannelId !== null) this.#own(live, start.phoneChannelId);
    this.#dispatch(live, { type: 'authorise-failed', at: clock.now() });
  }

  #begin(
    start: Omit<CallStart, 'id' | 'at' | 'settings'>,
    id: CallId,
    onAuthorised: (() => void) | null,
    at = this.#parts.clock.now(),
  ): LiveCall {
    const step = startCall({ ...start, id, at, settings: this.#parts.settings });
    const live = this.#keep(step.call, onAuthorised, false);
    this.#parts.log.info('call started', { call: id, manager: start.extension, startKind: start.startKind });
    if (start.phoneChannelId !== null) this.#own(live, start.phoneChannelId);
    this.#take(live, step, { type: 'begin', at });
    return live;
  }

  #keep(call: Call, onAuthorised: (() => void) | null, waitsToResume: boolean): LiveCall {
    const { id, extension } = call;
    const live: LiveCall = {
      call,
      story: [],
      cancelTimer: () => undefined,
      channels: new Set(),
      onAuthorised,
      retryAfterSeconds: null,
      waitsToResume,
      stepsBefore: this.#parts.clock.steps(),
    };
    this.#calls.set(id, live);
    const ofExtension = this.#byExtension.get(extension) ?? new Set();
    this.#byExtension.set(extension, ofExtension.add(id));
    return live;
  }

  /** Calls of this extension that are not decided yet: the phone is in use by them. */
  #activeOf(extension: string): LiveCall[] {
    const ids = this.#byExtension.get(extension) ?? [];
    return [...ids].flatMap((id) => this.#calls.get(id) ?? []).filter(({ call }) => call.outcome === null);
  }

  #phoneState(extension: string): PhoneState {
    if (this.#activeOf(extension).length > 0) return 'busy';
    const { registered, inUse } = this.#parts.extensions.stateOf(extension);
    if (registered === false) return 'unreachable';
    return inUse === true ? 'busy' : 'ready';
  }

  // ------------------------------------------------------------------------------------------ events

  #onPbxEvent(event: PbxEvent): void {
    switch (event.type) {
      case 'short-code':
        this.#onShortCode(event);
        return;
      case 'connected':
        this.#catchUp();
        this.#reconciler.connected();
        return;
      case 'disconnected':
        this.#reconciler.disconnected();
        return;
      case 'played':
        this.#toCall(this.#calls.get(callIdOf(event.playbackId)), { ...event, type: 'announced' });
        return;
      default:
        this.#onChannelEvent(event);
    }
  }

  #onChannelEvent(event: Extract<PbxEvent, { channelId: string }>): void {
    const { at, channelId } = event;
    const live = this.#calls.get(this.#byChannel.get(channelId) ?? '');
    const role = live === undefined ? null : roleOf(live.call, channelId);
    if (live === undefined || role === null) {
      // Of no call, or of a trunk that its call has given up.
      this.#onStray(event);
      return;
    }
    switch (event.type) {
      case 'ringing':
        this.#dispatch(live, { type: 'leg-ringing', role, channelId, at });
        return;
      case 'answered':
        this.#dispatch(live, { type: 'leg-answered', role, channelId, at });
        return;
      case 'digit':
        this.#dispatch(live, { type: 'digit', role, channelId, digit: event.digit, at });
        return;
      case 'ended':
        this.#dispatch(live, { ...event, type: 'leg-ended', role });
        return;
      case 'shut-down':
        this.#dispatch(live, { type: 'leg-lost', role, channelId, at });
        return;
      case 'short-code':
        return;
    }
  }

  // ------------------------------------------------------------------------------- after missed events

  #onFound({ discrepancies, endings, isWhole, lostAt }: Found): void {
    // Who went first hung up.
    const atOf = (one: Discrepancy): number =>
      ('channelId' in one && endings.get(one.channelId)?.at) || Infinity;
    for (const found of [...discrepancies].sort((a, b) => atOf(a) - atOf(b)))
      this.#settle(found, endings, lostAt);
    if (!isWhole) return;
    for (const live of [...this.#calls.values()]) {
      if (!live.waitsToResume) continue;
      live.waitsToResume = false;
      const at = this.#timeOf(live, this.#parts.clock.now());
      this.#take(live, resumeCall(live.call, at), { type: 'resumed', at });
    }
  }

  #settle(found: Discrepancy, endings: Found['endings'], lostAt: Found['lostAt']): void {
    const { pbx, clock, log } = this.#parts;
    if (found.kind === 'stray-channel' || found.kind === 'stray-bridge') {
      log.warn('the PBX still has a channel or bridge of an ended call; removing it', { reason: found.kind });
      this.#attempt(() =>
        found.kind === 'stray-channel'
          ? pbx.hangUp(found.channelId, causes.normalClearing)
          : pbx.destroyBridge(found.bridgeId),
      );
      return;
    }
    const live = this.#calls.get(found.call);
    if (live === undefined) return;
    log.warn('an event of the PBX was missed', { call: found.call, reason: found.kind });
    const at = clock.now();
    switch (found.kind) {
      case 'gone': {
        const { role, channelId } = found;
        const ending = endings.get(channelId);
        this.#dispatch(
          live,
          ending !== undefined
            ? { type: 'leg-ended', role, channelId, sipCode: null, ...ending }
            : { type: 'leg-lost', role, channelId, at: lostAt ?? at },
        );
        return;
      }
      case 'answered':
        this.#dispatch(live, { type: 'leg-answered', role: found.role, channelId: found.channelId, at });
        return;
      case 'joined':
        this.#dispatch(live, { type: 'bridged', at });
        return;
    }
  }

  /** A channel that belongs to no call. One that answers would be a person talking to nobody: let them go. */
  #onStray(event: Extract<PbxEvent, { channelId: string }>): void {
    this.#parts.log.debug('event of a channel without a call', {
      channel: event.channelId,
      event: event.type,
    });
    if (event.type === 'answered')
      this.#attempt(() => this.#parts.pbx.hangUp(event.channelId, causes.normalClearing));
  }

  #toCall(live: LiveCall | undefined, event: CallEvent): void {
    if (live !== undefined) this.#dispatch(live, event);
  }

  #dispatch(live: LiveCall, event: CallEvent): void {
    const at = this.#timeOf(live, event.at);
    const timed = at === event.at ? event : { ...event, at };
    this.#take(live, transition(live.call, timed), timed);
  }

  /** A time of now in the time of a call. */
  #timeOf(live: LiveCall, at: Micros): Micros {
    return at - (this.#parts.clock.steps() - live.stepsBefore);
  }

  /** Takes a step: remembers it, tells it, does it. */
  #take(live: LiveCall, step: Step, event: StoryEvent): void {
    const from = live.call.phase;
    const { log } = this.#parts;
    const { id, phase: to } = step.call;
    if (step.ignored) {
      log.debug('ignored', { call: id, event: event.type, phase: from });
      return;
    }
    live.call = step.call;
    this.#tell(live, event, from);
    if (from !== to) log.info(`Transition: ${from} -> ${to}`, { call: id, event: event.type });
    // Before anything is asked for: what it brings may be the last that this process sees.
    if (to !== 'ended') this.#parts.journal.note(noteOf(live.call));
    this.#parts.pbx.together(() => {
      for (const effect of step.effects) {
        // Known before it is asked for: its events may come before the reply.
        if ('channelId' in effect) this.#own(live, effect.channelId);
        this.#do(live, effect);
      }
    });
    this.feed.publish(viewOf(live.call));
    if (to !== 'authorising' && live.onAuthorised !== null) {
      const { onAuthorised } = live;
      live.onAuthorised = null;
      onAuthorised();
    }
    if (to === 'ended') this.#forget(live);
    this.#onChange();
  }

  #tell(live: LiveCall, event: StoryEvent, from: string): void {
    if (live.story.length >= longestStory) return;
    const detail: CallLogLine['detail'] = { from, to: live.call.phase };
    if ('role' in event) detail['leg'] = event.role;
    if ('cause' in event) detail['cause'] = event.cause;
    if ('sipCode' in event) detail['sipCode'] = event.sipCode;
    live.story.push({ at: event.at, kind: event.type, detail });
  }

  #own(live: LiveCall, channelId: string): void {
    live.channels.add(channelId);
    this.#byChannel.set(channelId, live.call.id);
  }

  #forget(live: LiveCall): void {
    const { id, extension } = live.call;
    live.cancelTimer();
    this.#whenConnected.delete(id);
    this.#calls.delete(id);
    const ofExtension = this.#byExtension.get(extension);
    ofExtension?.delete(id);
    if (ofExtension?.size === 0) this.#byExtension.delete(extension);
    for (const channelId of live.channels) this.#byChannel.delete(channelId);
  }

  // ----------------------------------------------------------------------------------------- effects

  #do(live: LiveCall, effect: CallEffect): void {
    const { pbx, orders, clock, scribe } = this.#parts;
    const { id, extension, orderNumberAsAsked, slot } = live.call;
    const comesBack = (event: CallEvent): void => this.#dispatch(live, event);
    switch (effect.type) {
      case 'authorise':
        // What can be no order number is asked for all the same, as one that no order has.
        orders
          .authorise({
            extension,
            orderNumber: isOrderNumber(orderNumberAsAsked) ? orderNumberAsAsked : '',
            slot,
            occupied: live.call.phone === 'busy',
          })
          .then(
            ({ manager, order, refusal = null, retryAfterSeconds = null }) => {
              live.retryAfterSeconds = retryAfterSeconds;
              comesBack({ type: 'authorised', manager, order, refusal, at: clock.now() });
            },
            (error: unknown) => {
              this.#parts.log.error('the order could not be looked up, so no call is made', {
                call: id,
                error,
              });
              comesBack({ type: 'authorise-failed', at: clock.now() });
            },
          );
        return;
      case 'ring-manager':
        this.#attempt(() => pbx.ring(effect.channelId), id);
        return;
      case 'originate-manager':
        this.#attempt(
          () => pbx.originateManager(effect),
          id,
          (error) => this.#onOriginateFailed(live, 'manager', effect.channelId, error),
        );
        return;
      case 'originate-customer':
        this.#attempt(
          () => pbx.originateCustomer({ ...effect, number: effect.order.number }),
          id,
          (error) => this.#onOriginateFailed(live, 'customer', effect.channelId, error),
        );
        return;
      case 'connect':
        this.#connect(live, effect);
        return;
      case 'announce':
        this.#attempt(
          () => pbx.play(effect),
          id,
          () => comesBack({ type: 'announce-failed', playbackId: effect.playbackId, at: clock.now() }),
        );
        return;
      case 'hush':
        this.#attempt(() => pbx.hush(effect.playbackId), id);
        return;
      case 'hang-up':
        this.#hangUp(live, effect.channelId, effect.cause);
        return;
      case 'destroy-bridge':
        this.#attempt(() => pbx.destroyBridge(effect.bridgeId), id);
        return;
      case 'set-timer':
        live.cancelTimer();
        live.cancelTimer = clock.after(effect.seconds * 1000, () =>
          comesBack({ type: 'timeout', step: effect.step, at: clock.now() }),
        );
        return;
      case 'record':
        this.#conclude(live, effect.record);
        this.#unwritten.set(id, viewOf(live.call));
        void scribe
          .closed({ record: effect.record, story: live.story }, orderNumberAsAsked)
          .finally(() => this.#unwritten.delete(id));
        return;
    }
  }

  /** Asked for until it is done, or the leg is known to be gone: nobody is to wait on the line for a request that failed. */
  #hangUp(live: LiveCall, channelId: string, cause: number): void {
    const { pbx, clock } = this.#parts;
    const { id } = live.call;
    this.#attempt(
      () => pbx.hangUp(channelId, cause),
      id,
      () =>
        clock.after(hangUpAgainMs, () => {
          if (!this.#hasStopped && this.#calls.has(id) && isUp(live.call, channelId))
            this.#hangUp(live, channelId, cause);
        }),
    );
  }

  /**
   * Joins the two. Where the connection to the PBX is lost meanwhile, once more as soon as it is back: the call has a
   * deadline for it.
   */
  #connect(live: LiveCall, legs: Connection): void {
    const { pbx, clock } = this.#parts;
    const { id } = live.call;
    this.#attempt(
      async () => {
        await pbx.connect(legs);
        this.#dispatch(live, { type: 'bridged', at: clock.now() });
      },
      id,
      () => {
        if (pbx.up) this.#dispatch(live, { type: 'bridge-failed', at: clock.now() });
        else this.#whenConnected.set(id, () => this.#connect(live, legs));
      },
    );
  }

  /** Does what could not be asked for want of a connection, where the calls still wait for it. */
  #catchUp(): void {
    const waiting = [...this.#whenConnected];
    this.#whenConnected.clear();
    for (const [id, again] of waiting) if (this.#calls.get(id)?.call.phase === 'connecting') again();
  }

  /**
   * The request failed, or its reply was lost and the channel was made all the same: then it must not ring on. Where
   * its events have told that it is there, it stays.
   */
  #onOriginateFailed(live: LiveCall, role: Role, channelId: string, error: unknown): void {
    const { pbx, clock } = this.#parts;
    const expected = live.call.legs[role];
    if (expected.channelId === channelId && expected.state !== 'requested') return;
    const uncertain = isUncertain(error);
    this.#dispatch(live, { type: 'leg-failed', role, channelId, uncertain, at: clock.now() });
    this.#attempt(() => pbx.hangUp(channelId, causes.normalClearing), live.call.id);
  }

  #conclude(live: LiveCall, record: Extract<CallEffect, { type: 'record' }>['record']): void {
    const lost = [record.manager, record.customer].some(
      (leg) => leg.startedAt !== null && leg.endedAt === null,
    );
    const { log } = this.#parts;
    if (lost) log.warn('a leg did not report its end', { call: live.call.id });
    log.info('call ends', {
      call: record.id,
      manager: record.managerExtension,
      disposition: record.disposition,
      hangupCause: record.hangupCause,
      sipCode: record.sipCode,
      hungUpBy: record.hungUpBy,
      talkSeconds: record.talkSeconds,
    });
  }

  /** Asks the PBX; a failure is logged and, where the call must know, handed back. */
  #attempt(action: () => Promise<void>, call?: CallId, onFailure?: (error: unknown) => void): void {
    action().catch((error: unknown) => {
      this.#parts.log.warn('the PBX did not carry out a request', { ...(call && { call }), error });
      this.#reconciler.doubt();
      onFailure?.(error);
    });
  }
}

/** Nobody knows whether the PBX has done it, or will. */
function isUncertain(error: unknown): boolean {
  const { slug } = error as { slug?: unknown };
  return slug === 'deadline' || slug === 'disconnected';
}

/** What a step was made from. */
type StoryEvent = CallEvent | { type: 'begin' | 'resumed'; at: number };

/** Which of the call's legs this channel is now; null for one that it has given up. */
function roleOf({ legs, dialledFrom }: Call, channelId: string): Role | null {
  if (channelId === legs.customer.channelId) return 'customer';
  return channelId === legs.manager.channelId || channelId === dialledFrom ? 'manager' : null;
}

function isUp({ legs, dialledFrom }: Call, channelId: string): boolean {
  return (
    channelId === dialledFrom ||
    Object.values(legs).some((leg) => leg.channelId === channelId && leg.state !== 'ended')
  );
}

/** Playback ids are `<call>-p<n>`. */
function callIdOf(playbackId: string): CallId {
  return playbackId.slice(0, playbackId.lastIndexOf('-p'));
}
