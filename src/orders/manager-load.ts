import type { Queries } from '#database/queries';

/** A manager who may be given orders. */
export interface ActiveManager {
  id: number;
  extension: string;
  name: string;
}

/** Managers who may be given orders, by extension. @throws StoreError */
export async function activeManagers(queries: Queries): Promise<ActiveManager[]> {
  return queries.query<ActiveManager>(
    `SELECT id, active_extension AS extension, name FROM managers WHERE active_extension IS NOT NULL
      ORDER BY active_extension`,
  );
}

/** How many orders each manager has still to do. Whoever is given one more has it at once. */
export class ManagerLoad {
  readonly #managers: ReadonlyMap<string, ActiveManager>;

  constructor(
    managers: readonly ActiveManager[],
    /** By the manager's id; none stands for 0. */
    private readonly orders: Map<number, number>,
  ) {
    this.#managers = new Map(managers.map((manager) => [manager.extension, manager]));
  }

  /** @throws StoreError */
  static async of(queries: Queries, managers: readonly ActiveManager[]): Promise<ManagerLoad> {
    if (managers.length === 0) return new ManagerLoad([], new Map());
    const rows = await queries.query<{ manager_id: number; orders: number }>(
      `SELECT manager_id, COUNT(*) AS orders FROM orders FORCE INDEX (orders_queue)
        WHERE manager_id IN (?) AND NOT done GROUP BY manager_id`,
      [managers.map(({ id }) => id)],
    );
    return new ManagerLoad(managers, new Map(rows.map((row) => [row.manager_id, row.orders])));
  }

  /**
   * @param candidates extensions; those of nobody are left out
   * @returns the one with the fewest orders, of several the first; null for none
   */
  give(candidates: Iterable<string> = this.#managers.keys()): ActiveManager | null {
    let best: ActiveManager | null = null;
    for (const extension of candidates) {
      const manager = this.#managers.get(extension);
      if (manager !== undefined && (best === null || this.#has(manager) < this.#has(best))) best = manager;
    }
    if (best !== null) this.orders.set(best.id, this.#has(best) + 1);
    return best;
  }

  #has({ id }: ActiveManager): number {
    return this.orders.get(id) ?? 0;
  }
}
