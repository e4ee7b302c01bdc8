import { candidatesFor, leastLoaded } from '../model/assignment';
import type { AssignmentRules } from '../model/assignment';
import type { OrderDetails } from '../model/order-details';
import type { Queries } from '#database/queries';

export interface ActiveManager {
  id: number;
  extension: string;
}

/** A new order that names no manager. */
export interface NewOrder {
  customerId: number;
  amount: string | null;
  details: OrderDetails | null;
}

/** Gives a batch of new orders to managers, by the administrator's rules. What it has read is as of the batch. */
export class OrderAssigner {
  readonly #ids: ReadonlyMap<string, number>;

  private constructor(
    private readonly rules: AssignmentRules,
    private readonly active: readonly ActiveManager[],
    /** The last manager of each customer who has ordered before. */
    private readonly earlier: Map<number, number>,
    private readonly load: Map<string, number>,
  ) {
    this.#ids = new Map(active.map(({ extension, id }) => [extension, id]));
  }

  /** @param customers of the orders @throws StoreError */
  static async of(
    queries: Queries,
    rules: AssignmentRules,
    active: readonly ActiveManager[],
    customers: readonly number[],
  ): Promise<OrderAssigner> {
    const byId = new Map(active.map(({ id, extension }) => [id, extension]));
    const loads =
      rules.rules.length === 0 || active.length === 0
        ? []
        : await queries.query<{ manager_id: number; orders: number }>(
            `SELECT manager_id, COUNT(*) AS orders FROM orders FORCE INDEX (orders_queue)
              WHERE manager_id IN (?) AND NOT done GROUP BY manager_id`,
            [active.map(({ id }) => id)],
          );
    const last =
      !rules.earlierManagerFirst || customers.length === 0
        ? []
        : await queries.query<{ customer_id: number; manager_id: number }>(
            `SELECT o.customer_id, o.manager_id FROM orders AS o
              WHERE o.id IN (SELECT MAX(id) FROM orders WHERE customer_id IN (?) AND manager_id IS NOT NULL
                              GROUP BY customer_id)`,
            [[...new Set(customers)]],
          );
    return new OrderAssigner(
      rules,
      active,
      new Map(
        last
          .filter(({ manager_id: id }) => byId.has(id))
          .map(({ customer_id: customer, manager_id: id }) => [customer, id]),
      ),
      new Map(loads.map(({ manager_id: id, orders }) => [byId.get(id) ?? '', orders])),
    );
  }

  /** @returns the manager's id; null for the pool */
  assign({ customerId, amount, details }: NewOrder): number | null {
    const earlier = this.earlier.get(customerId);
    if (earlier !== undefined) return earlier;
    const candidates = candidatesFor(
      { amount, details },
      this.rules,
      this.active.map(({ extension }) => extension),
    );
    const extension = candidates === null ? null : leastLoaded(candidates, this.load);
    if (extension === null) return null;
    this.load.set(extension, (this.load.get(extension) ?? 0) + 1);
    const id = this.#ids.get(extension) ?? null;
    // Two orders of one customer in one file are one manager's.
    if (id !== null && this.rules.earlierManagerFirst) this.earlier.set(customerId, id);
    return id;
  }
}
