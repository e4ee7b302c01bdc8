import type { ListeningMode } from '#calls/model/listening-facts';
import type { AwayReason } from '#people/model/presence';
import type { DeviceKind } from '#people/model/reach';
import type { Call } from '../api/types';

/** `unknown`: the state is not available, as when Star7 is not connected to AMI. */
export interface Phone {
  extension: string;
  registered: boolean | 'unknown';
  inUse: boolean | 'unknown';
  /** What rings now; none: the manager cannot be reached. */
  devices: DeviceKind[];
}

/** A supervisor who takes part in a call. */
export interface Listener {
  /** As in the audit log: `account:ivanova`. */
  actor: string;
  name: string;
  mode: ListeningMode;
  announced: boolean;
  startedAt: string;
  /** Null while the supervisor's phone rings. */
  answeredAt: string | null;
}

/** Whether a manager takes inbound calls. */
export interface Presence {
  extension: string;
  away: boolean;
  /** RFC 3339; null while calls are taken. */
  awaySince: string | null;
  awayReason: AwayReason | null;
  /** The break ends by itself then; null: it does not. */
  awayUntil: string | null;
}

/** `lost`: the data shown may be old; the store is reconnecting. */
export type Connection = 'connecting' | 'open' | 'lost';

export interface LiveState {
  connection: Connection;
  /** Live calls, and those that ended since the page was opened; by id. */
  calls: ReadonlyMap<string, Call>;
  /** Who takes part in calls, by the call's id. */
  listeners: ReadonlyMap<string, readonly Listener[]>;
  /** By extension. */
  phones: ReadonlyMap<string, Phone>;
  /** By extension; none of a manager of whom nothing has been received. */
  presences: ReadonlyMap<string, Presence>;
}

/** What the store needs from the rest of the pages. */
export interface LiveParts {
  open: (url: string) => EventSource;
  /** The newest calls, and one call by its id; used to catch up. Null where there is none. */
  recentCalls: () => Promise<Call[]>;
  call: (id: string) => Promise<Call | null>;
  /** Asks whether the session still is; that question itself leads to the sign-in page where it is not. */
  checkSession: () => Promise<unknown>;
  /** Something was written on this order; null where changes of any order may have been missed. */
  onOrder: (orderNumber: string | null) => void;
}

/** How many ended calls are kept. */
const keptEnded = 20;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/**
 * Live calls, phones and presence from `/api/events`. After a lost connection the browser reconnects by itself and sends the
 * last id that it read, so that no change is missed; where it gives up (an answer that is no stream), the store
 * reconnects, with growing delays. After a gap, the store fetches what may have changed.
 */
export class LiveStore {
  #state: LiveState = {
    connection: 'connecting',
    calls: new Map(),
    listeners: new Map(),
    phones: new Map(),
    presences: new Map(),
  };
  readonly #listeners = new Set<() => void>();
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #waitMs = firstWaitMs;
  #opened = false;

  constructor(private readonly parts: LiveParts) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LiveState => this.#state;

  start(): void {
    // Who left meanwhile is not reported again.
    this.#set({ listeners: new Map() });
    const source = this.parts.open('/api/events');
    this.#source = source;
    source.addEventListener('open', () => {
      this.#waitMs = firstWaitMs;
      this.#set({ connection: 'open' });
      // A new source, or one that has read no change before it broke off, sends no last id.
      if (this.#opened) void this.#readAgain();
      this.#opened = true;
    });
    source.addEventListener('error', () => {
      this.#set({ connection: 'lost' });
      if (source.readyState === EventSource.CLOSED) this.#tryLater();
    });
    source.addEventListener('gap', () => {
      this.#set({ listeners: new Map() });
      void this.#readAgain();
    });
    source.addEventListener('call', (event) => this.take(dataOf(event) as Call));
    source.addEventListener('listening', (event) =>
      this.#takeListeners(dataOf(event) as { callId: string; listeners: readonly Listener[] }),
    );
    source.addEventListener('phone', (event) => this.#takePhone(dataOf(event) as Phone));
    source.addEventListener('presence', (event) => this.takePresence(dataOf(event) as Presence));
    source.addEventListener('order', (event) =>
      this.parts.onOrder((dataOf(event) as { orderNumber: string }).orderNumber),
    );
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  /** Reconnects at once: the network is back, or the page is visible again. */
  readonly wake = (): void => {
    if (this.#source?.readyState === EventSource.OPEN) return;
    this.stop();
    this.start();
  };

  /**
   * Takes a call from an answer or an event. An answer that is older than an event already received changes
   * nothing.
   */
  readonly take = (call: Call): void => {
    const known = this.#state.calls.get(call.id);
    if (known !== undefined && isOlder(call, known)) return;
    // An ended call is part of the order's history.
    if (known !== undefined && known.phase !== 'ended' && call.phase === 'ended')
      this.parts.onOrder(call.orderNumber);
    // Deleted and added, so that the calls are in the order in which they ended.
    const calls = new Map(this.#state.calls);
    calls.delete(call.id);
    calls.set(call.id, call);
    const ended = [...calls.values()].filter(({ phase }) => phase === 'ended');
    for (const { id } of ended.slice(0, Math.max(0, ended.length - keptEnded))) calls.delete(id);
    this.#set({ calls });
  };

  /** Takes a presence from an event, or from the response to a change. */
  readonly takePresence = (presence: Presence): void => {
    this.#set({ presences: new Map(this.#state.presences).set(presence.extension, presence) });
  };

  #forget(id: string): void {
    const calls = new Map(this.#state.calls);
    if (calls.delete(id)) this.#set({ calls });
  }

  #takeListeners({ callId, listeners }: { callId: string; listeners: readonly Listener[] }): void {
    const known = new Map(this.#state.listeners);
    if (listeners.length === 0) known.delete(callId);
    else known.set(callId, listeners);
    this.#set({ listeners: known });
  }

  #takePhone(phone: Phone): void {
    this.#set({ phones: new Map(this.#state.phones).set(phone.extension, phone) });
  }

  async #readAgain(): Promise<void> {
    this.parts.onOrder(null);
    try {
      const recent = await this.parts.recentCalls();
      const seen = new Set(recent.map(({ id }) => id));
      const unsure = [...this.#state.calls.values()].filter(
        ({ id, phase }) => phase !== 'ended' && !seen.has(id),
      );
      const asked = await Promise.all(unsure.map(({ id }) => this.parts.call(id)));
      // Skips ended calls that were not shown: they are history.
      for (const call of recent) {
        if (call.phase !== 'ended' || this.#state.calls.has(call.id)) this.take(call);
      }
      asked.forEach((call, index) => {
        const id = unsure[index]?.id;
        if (call !== null) this.take(call);
        // A colleague's by now, or gone: nothing more is learnt of it.
        else if (id !== undefined) this.#forget(id);
      });
    } catch {
      // The stream continues; the missing state arrives with the next change.
    }
  }

  #tryLater(): void {
    this.stop();
    const wait = this.#waitMs;
    this.#waitMs = Math.min(wait * 2, longestWaitMs);
    void this.parts.checkSession().catch(() => undefined);
    this.#retry = setTimeout(() => this.start(), wait);
  }

  #set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** An ended call has no revision: no state is newer. */
function isOlder(call: Call, known: Call): boolean {
  return (call.revision ?? Infinity) < (known.revision ?? Infinity);
}

function dataOf({ data }: MessageEvent<unknown>): unknown {
  return JSON.parse(String(data)) as unknown;
}
