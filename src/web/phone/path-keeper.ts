/** What came of an offer for another path (a re-INVITE, RFC 3261, section 14). */
export type OfferEnd =
  /** The other side has answered; whether there is a path now, ICE says. */
  | 'taken'
  /** The connection to the PBX broke, or was silent, before the answer came. */
  | 'broken'
  /** Not now: offers met (491), or an earlier one is not through yet (500). */
  | 'refused'
  /** The PBX does not know the call any more. */
  | 'gone';

/** What a talk does to keep its path for sound. */
export interface PathActions {
  /** Offers another path, by an ICE restart (RFC 8445, section 9). Never rejects. */
  offer: () => Promise<OfferEnd>;
  /** Whether sound has a path now. */
  changed: (isLost: boolean) => void;
  /** There is nothing left to wait for. */
  giveUp: () => void;
}

/** Short gaps of a radio link mend by themselves. */
const patienceMs = 2000;
/** Between two offers. */
const againMs = 1000;
/** For how long an answered offer may look for a path, before the next one. */
const searchMs = 4000;
/** After 15 seconds of silence the PBX ends a call. Twice that: its end cannot be told without a connection. */
const longestMs = 30_000;

type Timer = ReturnType<typeof setTimeout>;

/**
 * Keeps the path of a talk's sound through changes of network, by offering another one:
 *
 * - where ICE has had no path for a while, or none is left;
 * - when the connection to the PBX is there again: its end of the call must learn where the page is now, and a call that was
 *   ended meanwhile is found out;
 * - when the browser says that it is on line again.
 *
 * An offer needs the connection: without one it waits. One offer at a time.
 */
export class PathKeeper {
  #connected = true;
  #wanted = false;
  #offering = false;
  #lost = false;
  #closed = false;
  #patience: Timer | undefined;
  #next: Timer | undefined;
  #end: Timer | undefined;

  constructor(private readonly actions: PathActions) {}

  /** The PBX knows where the page is, again. */
  connected(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.want();
  }

  disconnected(): void {
    this.#connected = false;
  }

  /** Offers another path as soon as that is possible. */
  want(): void {
    this.#wanted = true;
    void this.#offer();
  }

  path(state: RTCIceConnectionState): void {
    if (state === 'connected' || state === 'completed') this.#found();
    else if (state === 'failed') this.#lose(0);
    else if (state === 'disconnected') this.#lose(patienceMs);
  }

  close(): void {
    this.#closed = true;
    for (const timer of [this.#patience, this.#next, this.#end]) clearTimeout(timer);
  }

  #found(): void {
    for (const timer of [this.#patience, this.#end]) clearTimeout(timer);
    if (!this.#lost) return;
    this.#lost = false;
    this.actions.changed(false);
  }

  #lose(afterMs: number): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.want(), afterMs);
    if (this.#lost) return;
    this.#lost = true;
    this.#end = setTimeout(() => this.actions.giveUp(), longestMs);
    this.actions.changed(true);
  }

  async #offer(): Promise<void> {
    if (!this.#connected || this.#offering || this.#closed) return;
    clearTimeout(this.#next);
    this.#wanted = false;
    this.#offering = true;
    this.#settle(await this.actions.offer());
  }

  #settle(end: OfferEnd): void {
    this.#offering = false;
    if (this.#closed) return;
    if (end === 'gone') this.actions.giveUp();
    else if (end !== 'taken') this.#next = setTimeout(() => this.want(), againMs);
    else if (this.#wanted) void this.#offer();
    else if (this.#lost) this.#patience = setTimeout(() => this.want(), searchMs);
  }
}
