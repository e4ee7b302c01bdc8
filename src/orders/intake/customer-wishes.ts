import type { IncomingOrder } from './order-intake';

/** What a customer's row says of calls. */
export interface Wishes {
  do_not_call: boolean;
  /** The outcome with which the wish not to be called began; null once the shop states it too. */
  do_not_call_entry: number | null;
  time_zone: string | null;
}

const none: Wishes = { do_not_call: false, do_not_call_entry: null, time_zone: null };

export function statesWishes({ doNotCall, timeZone }: IncomingOrder): boolean {
  return doNotCall !== undefined || timeZone !== undefined;
}

/** What the orders of a batch state of their customers, who may have several of them: the last word counts. */
export class CustomerWishes {
  readonly #changed = new Map<number, Wishes>();

  /** @param known of the customers that are there already */
  constructor(private readonly known: ReadonlyMap<number, Wishes>) {}

  /** @returns whether the order changes what is known so far */
  state(customerId: number, order: IncomingOrder): boolean {
    if (!statesWishes(order)) return false;
    const before = this.#changed.get(customerId) ?? this.known.get(customerId) ?? none;
    const after = {
      do_not_call: before.do_not_call || order.doNotCall === true,
      do_not_call_entry: order.doNotCall === true ? null : before.do_not_call_entry,
      time_zone: order.timeZone === undefined ? before.time_zone : order.timeZone,
    };
    const isNews = after.do_not_call !== before.do_not_call || after.time_zone !== before.time_zone;
    if (isNews || after.do_not_call_entry !== before.do_not_call_entry) this.#changed.set(customerId, after);
    return isNews;
  }

  changed(): ReadonlyMap<number, Wishes> {
    return this.#changed;
  }
}
