import { ManagerLoad } from '../manager-load';
import type { ActiveManager } from '../manager-load';
import { candidatesFor } from '../model/assignment';
import type { AssignmentRules } from '../model/assignment';
import type { OrderDetails } from '../model/order-details';
import type { Queries } from '#database/queries';

/** A new order that names no manager. */
export interface NewOrder {
  customerId: number;
  amount: string | null;
  details: OrderDetails | null;
}

/** Gives a batch of new orders to managers, by the administrator's rules. What it has read is as of the batch. */
export class OrderAssigner {
  readonly #extensions: readonly string[];

  private constructor(
    private readonly rules: AssignmentRules,
    active: readonly ActiveManager[],
    /** The last manager of each customer who has ordered before. */
    private readonly earlier: Map<number, number>,
    private readonly load: ManagerLoad,
  ) {
    this.#extensions = active.map(({ extension }) => extension);
  }

  /** @param customers of the orders @throws StoreError */
  static async of(
    queries: Queries,
    rules: AssignmentRules,
    active: readonly ActiveManager[],
    customers: readonly number[],
  ): Promise<OrderAssigner> {
    const ids = new Set(active.map(({ id }) => id));
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
          .filter(({ manager_id: id }) => ids.has(id))
          .map(({ customer_id: customer, manager_id: id }) => [customer, id]),
      ),
      await ManagerLoad.of(queries, rules.rules.length === 0 ? [] : active),
    );
  }

  /** @returns the manager's id; null for the pool */
  assign({ customerId, amount, details }: NewOrder): number | null {
    const earlier = this.earlier.get(customerId);
    if (earlier !== undefined) return earlier;
    const candidates = candidatesFor({ amount, details }, this.rules, this.#extensions);
    const manager = candidates === null ? null : this.load.give(candidates);
    if (manager === null) return null;
    // Two orders of one customer in one file are one manager's.
    if (this.rules.earlierManagerFirst) this.earlier.set(customerId, manager.id);
    return manager.id;
  }
}
