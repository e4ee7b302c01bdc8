import type { Beginnings, BeginningsStore } from './beginnings';
import type { Database } from '#database/database';

/** Each stops at the first row that there is. */
const beginnings = `
  SELECT EXISTS (SELECT * FROM managers WHERE disabled_at IS NULL) AS managers,
         EXISTS (SELECT * FROM accounts WHERE manager_id IS NOT NULL AND disabled_at IS NULL) AS accounts,
         EXISTS (SELECT * FROM orders) AS orders,
         EXISTS (SELECT * FROM calls WHERE direction = 'outbound' AND customer_started_at IS NOT NULL) AS first_call`;

export class SqlBeginnings implements BeginningsStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async read(): Promise<Beginnings> {
    const [row] =
      await this.database.query<Record<'managers' | 'accounts' | 'orders' | 'first_call', number>>(
        beginnings,
      );
    return {
      managers: row?.managers === 1,
      accounts: row?.accounts === 1,
      orders: row?.orders === 1,
      firstCall: row?.first_call === 1,
    };
  }
}
