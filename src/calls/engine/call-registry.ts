import type { CallId } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import type { Call, Phase } from '../model/call-state';
import type { CallView } from '../model/call-view';
import { viewOf } from '../model/call-view';
import { isUp } from '../model/legs';
import type { CallLogLine } from './call-store';
import type { AskingDevice } from '#people/model/reach';

/** A live call, with what this process needs to drive it. */
export interface LiveCall {
  call: Call;
  story: CallLogLine[];
  cancelTimer: () => void;
  /** Every channel that it has or had: of the phone, and of each trunk that was tried. */
  readonly channels: Set<string>;
  /** Extensions under which it is found: the requester's and those of its legs. */
  readonly extensions: Set<string>;
  /** Called once the call is authorised or refused. */
  onAuthorised: (() => void) | null;
  /** The device that asked for the call, and rings for the asker; null: all that the manager has chosen. */
  readonly asking: AskingDevice | null;
  /** Whose device that is. The call may be a colleague's later. */
  readonly asker: string;
  /** Until the limit that refused it ends; null if no limit did, or it does not end by itself. */
  retryAfterSeconds: number | null;
  /** Started by an earlier process and not resumed yet. */
  waitsToResume: boolean;
  /**
   * By how much the machine's clock had been set when the call began ({@link Clock.steps}). All times of one call use the
   * clock of that moment: otherwise setting the clock during a call would change the talk time.
   */
  readonly stepsBefore: Micros;
}

/** Live calls, by id, channel and phone; and ended ones that are not stored yet. */
export class CallRegistry {
  readonly #calls = new Map<CallId, LiveCall>();
  readonly #byChannel = new Map<string, LiveCall>();
  readonly #byExtension = new Map<string, Set<LiveCall>>();
  /** Inbound calls whose caller waits for a manager. */
  readonly #waiting = new Set<LiveCall>();
  /** Ended but not stored yet: a query must not return an older state meanwhile. */
  readonly #unwritten = new Map<CallId, CallView>();

  readonly #waitingForStore = new Map<CallId, (() => void)[]>();

  /** All live calls. */
  get all(): LiveCall[] {
    return [...this.#calls.values()];
  }

  /** Inbound calls whose caller waits for a manager. */
  get waiting(): Call[] {
    return [...this.#waiting].map(({ call }) => call);
  }

  /** A live call. */
  find(id: CallId): LiveCall | undefined {
    return this.#calls.get(id);
  }

  /** The call that has, or had, this channel. */
  ofChannel(channelId: string): LiveCall | undefined {
    return this.#byChannel.get(channelId);
  }

  /** A live call, or an ended one that is not stored yet. */
  view(id: CallId): CallView | null {
    const live = this.#calls.get(id);
    return live === undefined ? (this.#unwritten.get(id) ?? null) : viewOf(live.call);
  }

  views(): CallView[] {
    return this.all.map(({ call }) => viewOf(call));
  }

  /** @param stepsBefore see {@link LiveCall.stepsBefore} */
  keep(
    call: Call,
    stepsBefore: Micros,
    {
      onAuthorised = null,
      waitsToResume = false,
      asking = null,
    }: Partial<Pick<LiveCall, 'onAuthorised' | 'waitsToResume' | 'asking'>>,
  ): LiveCall {
    const live: LiveCall = {
      call,
      story: [],
      cancelTimer: () => undefined,
      channels: new Set(),
      extensions: new Set(),
      onAuthorised,
      asking,
      asker: call.extension,
      retryAfterSeconds: null,
      waitsToResume,
      stepsBefore,
    };
    this.#calls.set(call.id, live);
    this.#underExtension(live, call.extension);
    this.#underLegs(live, 0);
    if (isWaiting(live)) this.#waiting.add(live);
    return live;
  }

  /** Replaces the call's state. New legs are registered before any request: events may arrive before the reply. */
  update(live: LiveCall, call: Call): void {
    const { legs, extension, transfer } = live.call;
    live.call = call;
    // Before their phone is called: nobody else may be put through to it.
    if (call.transfer !== null && call.transfer.colleague !== transfer?.colleague)
      this.#underExtension(live, call.transfer.colleague.extension);
    if (call.legs.length > legs.length) this.#underLegs(live, legs.length);
    // The manager of an inbound call changes.
    if (call.extension !== extension) this.#underExtension(live, call.extension);
    for (const listener of call.listeners) this.#underExtension(live, listener.extension);
    if (isWaiting(live)) this.#waiting.add(live);
    else if (this.#waiting.size > 0) this.#waiting.delete(live);
  }

  /** Removes an ended call. */
  forget(live: LiveCall): void {
    this.#calls.delete(live.call.id);
    this.#waiting.delete(live);
    // A caller's channel may be another call's by now.
    for (const channelId of live.channels)
      if (this.#byChannel.get(channelId) === live) this.#byChannel.delete(channelId);
    for (const extension of live.extensions) {
      const ofExtension = this.#byExtension.get(extension);
      ofExtension?.delete(live);
      if (ofExtension?.size === 0) this.#byExtension.delete(extension);
    }
  }

  /** Keeps the view of an ended call until it is stored. */
  awaitStore(call: Call): void {
    this.#unwritten.set(call.id, viewOf(call));
  }

  stored(id: CallId): void {
    this.#unwritten.delete(id);
    for (const resolve of this.#waitingForStore.get(id) ?? []) resolve();
    this.#waitingForStore.delete(id);
  }

  /** Resolves once an ended call is stored; at once if it is, or is live. */
  async whenStored(id: CallId): Promise<void> {
    if (!this.#unwritten.has(id)) return;
    await new Promise<void>((resolve) =>
      this.#waitingForStore.set(id, [...(this.#waitingForStore.get(id) ?? []), resolve]),
    );
  }

  /**
   * Undecided calls that use the phone of this extension: requested by it, or with a leg to it that is up. Which
   * manager's phone a call uses may be known late, so its legs count as well as its requester.
   */
  usingPhone(extension: string): Call[] {
    const found: Call[] = [];
    for (const { call } of this.#byExtension.get(extension) ?? [])
      if (call.decision === null && usesPhone(call, extension)) found.push(call);
    return found;
  }

  /** Decided calls that still have a leg to the phone: they tell it how they ended, or are being hung up. */
  leaving(extension: string): LiveCall[] {
    return [...(this.#byExtension.get(extension) ?? [])].filter(
      ({ call: { decision, legs } }) =>
        decision !== null && legs.some((leg) => leg.extension === extension && isUp(leg)),
    );
  }

  /**
   * Whether a customer of this manager's is offered to colleagues: the phone is free, but is called again if nobody takes the
   * customer.
   */
  mayBeRecalled(extension: string): boolean {
    for (const { call } of this.#byExtension.get(extension) ?? [])
      if (call.decision === null && call.phase === 'transferring' && call.extension === extension)
        return true;
    return false;
  }

  /** Whether a call other than this one uses the phone, or may have to call it again. */
  isNeededElsewhere(extension: string, id: CallId): boolean {
    return this.mayBeRecalled(extension) || this.usingPhone(extension).some((call) => call.id !== id);
  }

  /** A courier's undecided call: the one that is being set up or goes on. Few calls are live, and few clicks ask. */
  ofCourier(courierId: number): Call | null {
    for (const { call } of this.#calls.values())
      if (call.decision === null && call.courier?.who?.id === courierId) return call;
    return null;
  }

  #underLegs(live: LiveCall, from: number): void {
    for (const { channelId, extension } of live.call.legs.slice(from)) {
      live.channels.add(channelId);
      this.#byChannel.set(channelId, live);
      if (extension !== null) this.#underExtension(live, extension);
    }
  }

  #underExtension(live: LiveCall, extension: string): void {
    if (live.extensions.has(extension)) return;
    live.extensions.add(extension);
    const ofExtension = this.#byExtension.get(extension);
    if (ofExtension === undefined) this.#byExtension.set(extension, new Set([live]));
    else ofExtension.add(live);
  }
}

/** Not before the process has taken the call over in full: its legs may be gone. */
function isWaiting({ call, waitsToResume }: LiveCall): boolean {
  return call.phase === 'queueing' && !waitsToResume;
}

/** In these phases a call has a manager, but does not call them. */
const callsNobody: ReadonlySet<Phase> = new Set(['identifying', 'asking', 'queueing', 'transferring']);

/** A call without a leg to this phone is about to call it; a leg that was replaced and has ended is none. */
function usesPhone(
  { legs, phase, transfer, listeners, extension: current }: Call,
  extension: string,
): boolean {
  if (transfer?.colleague.extension === extension) return true;
  if (listeners.some((listener) => listener.extension === extension)) return true;
  const there = legs.filter((leg) => leg.extension === extension && (isUp(leg) || !leg.released));
  if (there.length > 0) return there.some(isUp);
  return current === extension && !callsNobody.has(phase);
}
