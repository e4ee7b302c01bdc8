import type { CallId } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import type { Call } from '../model/call-state';
import type { CallView } from '../model/call-view';
import { viewOf } from '../model/call-view';
import { isUp } from '../model/legs';
import type { CallLogLine } from './call-store';

/** A call that is up, with what this process needs to drive it. */
export interface LiveCall {
  call: Call;
  story: CallLogLine[];
  cancelTimer: () => void;
  /** Every channel that was ever its own: of the phone, and of each trunk that was tried. */
  readonly channels: Set<string>;
  /** Extensions under which it is found: of who asked for it, and of its legs. */
  readonly extensions: Set<string>;
  /** Called once it is decided whether anybody is called at all. */
  onAuthorised: (() => void) | null;
  /** When the limit that refused it is over; null where none did, or it does not pass by itself. */
  retryAfterSeconds: number | null;
  /** Begun by an earlier process, and not gone on with yet. */
  waitsToResume: boolean;
  /**
   * By how much the machine's clock had been set when it began ({@link Clock.steps}). All times of one call are by the
   * clock as it stood then: else setting the clock in mid-call would change how long the two talked.
   */
  readonly stepsBefore: Micros;
}

/** The calls that are up, by id, channel and phone; and those that are over but not stored yet. */
export class CallRegistry {
  readonly #calls = new Map<CallId, LiveCall>();
  readonly #byChannel = new Map<string, LiveCall>();
  readonly #byExtension = new Map<string, Set<LiveCall>>();
  /** Ended, but not yet in the store: what is asked about them meanwhile must not be older. */
  readonly #unwritten = new Map<CallId, CallView>();

  /** All that are up. */
  get all(): LiveCall[] {
    return [...this.#calls.values()];
  }

  /** A call that is up. */
  find(id: CallId): LiveCall | undefined {
    return this.#calls.get(id);
  }

  /** The call that has, or had, this channel. */
  ofChannel(channelId: string): LiveCall | undefined {
    return this.#byChannel.get(channelId);
  }

  /** A call that is up, or that is over and not stored yet. */
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
    { onAuthorised = null, waitsToResume = false }: Partial<Pick<LiveCall, 'onAuthorised' | 'waitsToResume'>>,
  ): LiveCall {
    const live: LiveCall = {
      call,
      story: [],
      cancelTimer: () => undefined,
      channels: new Set(),
      extensions: new Set(),
      onAuthorised,
      retryAfterSeconds: null,
      waitsToResume,
      stepsBefore,
    };
    this.#calls.set(call.id, live);
    this.#underExtension(live, call.extension);
    this.#underLegs(live, 0);
    return live;
  }

  /** The call as it is now. New legs are known before anything is asked of the PBX: events may come before the reply. */
  update(live: LiveCall, call: Call): void {
    const known = live.call.legs.length;
    live.call = call;
    if (call.legs.length > known) this.#underLegs(live, known);
  }

  /** It is over: nothing leads to it any more. */
  forget(live: LiveCall): void {
    this.#calls.delete(live.call.id);
    for (const channelId of live.channels) this.#byChannel.delete(channelId);
    for (const extension of live.extensions) {
      const ofExtension = this.#byExtension.get(extension);
      ofExtension?.delete(live);
      if (ofExtension?.size === 0) this.#byExtension.delete(extension);
    }
  }

  /** It is over and not stored yet. */
  awaitStore(call: Call): void {
    this.#unwritten.set(call.id, viewOf(call));
  }

  stored(id: CallId): void {
    this.#unwritten.delete(id);
  }

  /**
   * Calls that use the phone of this extension: asked for by it or with a leg there that is up, and not decided yet.
   * Which manager's phone a call takes may be known late, so its legs count and not who asked for it alone.
   */
  usingPhone(extension: string): Call[] {
    const found: Call[] = [];
    for (const { call } of this.#byExtension.get(extension) ?? [])
      if (call.decision === null && usesPhone(call, extension)) found.push(call);
    return found;
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

/** A call without a leg there is about to call that phone. */
function usesPhone({ legs }: Call, extension: string): boolean {
  const there = legs.filter((leg) => leg.extension === extension);
  return there.length === 0 || there.some(isUp);
}
