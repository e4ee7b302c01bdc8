import { defaultOrderRules } from './order-rules';
import type { OrderRules, OrderRulesStore } from './order-rules';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Queries } from '#database/queries';
import { KeptCopy } from '#kernel/kept-copy';
import { isTimeZone } from '#kernel/local-time';
import type { Micros } from '#kernel/micros';

/** For how long {@link SqlOrderRules.kept} gives what it has: another process may have changed it. */
const freshFor: Micros = 60_000_000;

/** The administrator's rules for orders, one row for each kind. */
export class SqlOrderRules implements OrderRulesStore {
  readonly #kept: KeptCopy<OrderRules>;

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
    /** While no administrator has chosen another. */
    private readonly defaultTimeZone: string,
    readonly ownMailDomain?: string,
  ) {
    this.#kept = new KeptCopy(() => this.read(), { now });
  }

  /** @throws StoreError */
  async read(): Promise<OrderRules> {
    return readOrderRules(this.database);
  }

  /** As {@link read}, at most a minute old where another process has changed them: for what asks with each mail. @throws StoreError */
  async kept(): Promise<OrderRules> {
    const { value, age } = this.#kept;
    return value === null || age >= freshFor ? this.#kept.read() : value;
  }

  /** @throws StoreError */
  async timeZone(): Promise<string> {
    const [row] = await this.database.query<{ value: string }>(
      `SELECT JSON_UNQUOTE(value) AS value FROM settings WHERE name = 'defaultTimeZone'`,
    );
    return row !== undefined && isTimeZone(row.value) ? row.value : this.defaultTimeZone;
  }

  /** @throws StoreError */
  async write<Name extends keyof OrderRules>(name: Name, body: OrderRules[Name], by: string): Promise<void> {
    const row = { name, body: JSON.stringify(body), changed_at: toDateTime(this.now()), changed_by: by };
    await this.database.insertMany('order_rules', [row], overwriting('body', 'changed_at', 'changed_by'));
    this.#kept.outdate();
  }
}

/** @throws StoreError */
export async function readOrderRules(queries: Queries): Promise<OrderRules> {
  const rows = await queries.query<{ name: string; body: string }>('SELECT name, body FROM order_rules');
  const bodies = Object.fromEntries(rows.map(({ name, body }) => [name, JSON.parse(body) as unknown]));
  return { ...defaultOrderRules, ...(bodies as Partial<OrderRules>) };
}
