import type { CallFeed } from '#calls/engine/call-feed';
import type { ListeningFeed, ListeningView } from '#calls/engine/listening-feed';
import type { CallView } from '#calls/model/call-view';
import { Feed } from '#kernel/feed';
import type { OrderChange, OrderFeed } from '#orders/order-feed';
import type { Presence, PresenceFeed } from '#people/agents';
import type { Phone, PhoneFeed } from './phones';

/** The changes that readers of live events receive. */
export type Change =
  | { kind: 'call'; call: CallView }
  | { kind: 'listening'; listening: ListeningView }
  | { kind: 'phone'; phone: Phone }
  | { kind: 'presence'; presence: Presence }
  | { kind: 'order'; order: OrderChange };

/** `id` increases by one with each change of any kind since this process started. */
export interface NumberedChange {
  id: number;
  change: Change;
}

export interface EventSources {
  calls: CallFeed;
  listenings: Pick<ListeningFeed, 'subscribe'>;
  phones: PhoneFeed;
  presences: PresenceFeed;
  orders: OrderFeed;
}

/**
 * One sequence of changes of all kinds. It keeps the last few, so that a reader that lost the connection
 * resumes without missing any.
 */
export class EventFeed {
  #last = 0;
  readonly #kept: NumberedChange[] = [];
  readonly #feed = new Feed<NumberedChange>();

  /** @param keep how many changes are kept for late readers */
  constructor(
    { calls, listenings, phones, presences, orders }: EventSources,
    private readonly keep = 3000,
  ) {
    calls.subscribe((call) => this.#publish({ kind: 'call', call }));
    listenings.subscribe((listening) => this.#publish({ kind: 'listening', listening }));
    phones.subscribe((phone) => this.#publish({ kind: 'phone', phone }));
    presences.subscribe((presence) => this.#publish({ kind: 'presence', presence }));
    orders.subscribe((order) => this.#publish({ kind: 'order', order }));
  }

  /** The id of the newest change; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /**
   * The changes after this one, oldest first. @returns null where some of them are no longer kept, or the id
   * never existed
   */
  since(id: number): NumberedChange[] | null {
    const oldest = this.#kept[0]?.id ?? this.#last + 1;
    if (id > this.#last || id < oldest - 1) return null;
    return this.#kept.slice(id - oldest + 1);
  }

  /** Calls the listener for each later change. @returns a function that unsubscribes it */
  subscribe(listener: (change: NumberedChange) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  #publish(change: Change): void {
    const numbered = { id: ++this.#last, change };
    this.#kept.push(numbered);
    if (this.#kept.length > this.keep) this.#kept.shift();
    this.#feed.publish(numbered);
  }
}
