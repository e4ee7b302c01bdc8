import type { Restraints } from './model/call-limits';
import { interviewOf, interviewPrefix } from './model/interview-ticket';
import type { Slot } from '#kernel/slot';
import { isExtension } from '#people/model/manager';
import type { Manager } from '#people/model/manager';
import type { AuthorisedOrder } from './model/order-of-call';
import { isOrderNumber } from '#kernel/order-number';
import type { Authorisation, CallRequest, OrderBook } from './engine/call-authority';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import type { Destinations } from '#vault/destinations';
import { openEverywhere } from '#vault/destinations';
import { managerColumns, managerFrom } from '#people/manager-row';
import type { ManagerRow } from '#people/manager-row';

interface AuthorisationRow extends Partial<ManagerRow> {
  order_id: number | null;
  order_number: string;
  customer_name: string;
  do_not_call: number;
  time_zone: string | null;
  point_id: number;
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
}

/** The number of the order whose digits are dialled; the text itself where no order has such digits. */
const dialledOrder = 'COALESCE((SELECT d.order_number FROM orders AS d WHERE d.dialled = ?), ?)';

/**
 * One statement, one row, whatever the answer. The index is named because the optimiser would rather take the
 * order by its number and look at it: with (manager, status, number) an order that is unknown, closed or
 * someone else's is the same missing key, found missing in the same time.
 */
export const authorisationSql = `
  SELECT ${managerColumns('m')},
         o.id AS order_id, o.order_number, o.customer_name, c.do_not_call, c.time_zone,
         p.id AS point_id, p.ciphertext, p.nonce, p.key_version
    FROM (SELECT 1) AS once
    LEFT JOIN managers AS m ON m.active_extension = ?
    LEFT JOIN (orders AS o FORCE INDEX (orders_callable)
               JOIN customers AS c ON c.id = o.customer_id
               JOIN contact_points AS p ON p.kind = 'phone' AND p.active AND p.id = CASE ?
                      WHEN 'main' THEN o.main_point_id
                      WHEN 'second' THEN o.second_point_id
                      WHEN 'recipient' THEN o.recipient_point_id END)
           ON o.manager_id = m.id AND o.status = 'open' AND o.order_number = ${dialledOrder}`;

/**
 * The same row for a customer of a survey whom this interviewer has now, by the ticket that stands in the place of an order number: the
 * order may be anybody's, and closed. The call is known by the ticket from then on: in the order's history its manager would see
 * that somebody called the customer, and so would the shop's programs.
 */
export const interviewSql = `
  SELECT ${managerColumns('m')},
         o.id AS order_id, CONCAT('${interviewPrefix}', t.id) AS order_number, o.customer_name, c.do_not_call, c.time_zone,
         p.id AS point_id, p.ciphertext, p.nonce, p.key_version
    FROM (SELECT 1) AS once
    LEFT JOIN managers AS m ON m.active_extension = ?
    LEFT JOIN (leak_survey_customers AS t
               JOIN leak_interviewers AS i ON i.manager_id = t.manager_id
               JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL
               JOIN orders AS o ON o.id = t.order_id
               JOIN customers AS c ON c.id = o.customer_id
               JOIN contact_points AS p ON p.id = o.main_point_id AND p.kind = 'phone' AND p.active)
           ON t.manager_id = m.id AND t.state = 'given' AND t.id = ?`;

/**
 * The same row for a customer whom Star7 is to call by itself: of a survey by keys that runs, given to be called now, with consent to automatic calls
 * on record and not withdrawn since.
 */
export const automaticSql = `
  SELECT o.id AS order_id, CONCAT('${interviewPrefix}', t.id) AS order_number, o.customer_name, c.do_not_call, c.time_zone,
         p.id AS point_id, p.ciphertext, p.nonce, p.key_version
    FROM leak_survey_customers AS t
    JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL AND s.by_keys
    JOIN orders AS o ON o.id = t.order_id AND o.id NOT IN (SELECT order_id FROM decoy_orders)
    JOIN customers AS c ON c.id = o.customer_id
    JOIN call_consents AS k ON k.customer_id = c.id AND k.withdrawn_at IS NULL AND k.agreed_on <= UTC_DATE()
    JOIN contact_points AS p ON p.id = o.main_point_id AND p.kind = 'phone' AND p.active
   WHERE t.state = 'given' AND t.manager_id IS NULL AND t.id = ?`;

const owner = `
  SELECT m.active_extension
    FROM orders AS o JOIN managers AS m ON m.id = o.manager_id
   WHERE o.order_number = ${dialledOrder} AND o.status = 'open' AND m.disabled_at IS NULL`;

/**
 * Equals no order number and no extension, and costs the same search. A text that can be no order number gets the same
 * answer in the same time as an unknown order: this is the one place that sees to it for calls.
 */
const nothing = '';

/** Who may call whom, read from the database at each call. */
export class SqlOrderBook implements OrderBook {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly destinations: Destinations = openEverywhere,
  ) {}

  /** @throws StoreError if the database cannot answer, VaultError if the number does not open */
  async authorise({ extension, orderNumber, slot }: CallRequest): Promise<Authorisation> {
    const asked = isExtension(extension) ? extension : nothing;
    const interview = interviewOf(orderNumber);
    const [row] = await (interview === null
      ? this.database.execute<AuthorisationRow>(authorisationSql, [
          asked,
          slot,
          ...Array<string>(2).fill(isOrderNumber(orderNumber) ? orderNumber : nothing),
        ])
      : this.database.execute<AuthorisationRow>(interviewSql, [asked, String(interview)]));
    const manager = row ? managerOrNull(row) : null;
    const order = row ? this.#orderOrNull(row, slot) : null;
    if (!row || order === null) return { manager, order: null, restraints: null };
    return { manager, order, restraints: this.#restraints(row, order) };
  }

  /** @throws StoreError, VaultError */
  async authoriseAutomatic(ticket: string): Promise<Authorisation> {
    const id = interviewOf(ticket);
    const [row] =
      id === null ? [] : await this.database.execute<AuthorisationRow>(automaticSql, [String(id)]);
    const order = row === undefined ? null : this.#orderOrNull(row, 'main');
    if (row === undefined || order === null) return { manager: null, order: null, restraints: null };
    return { manager: null, order, restraints: this.#restraints(row, order) };
  }

  async isManager(extension: string): Promise<boolean> {
    const rows = await this.database.execute<object>(
      'SELECT 1 AS one FROM managers WHERE active_extension = ?',
      [isExtension(extension) ? extension : nothing],
    );
    return rows.length > 0;
  }

  /**
   * The extension of the manager of an open order: for programs that call on a manager's behalf.
   * @returns null if the order is unknown or closed, or its manager is disabled
   */
  async ownerOf(orderNumber: string): Promise<string | null> {
    const [row] = await this.database.execute<{ active_extension: string }>(
      owner,
      Array<string>(2).fill(isOrderNumber(orderNumber) ? orderNumber : nothing),
    );
    return row?.active_extension ?? null;
  }

  #restraints(row: AuthorisationRow, { number }: AuthorisedOrder): Restraints {
    return {
      doNotCall: row.do_not_call === 1,
      timeZone: row.time_zone,
      destination: this.destinations.verdict(number),
    };
  }

  #orderOrNull(row: AuthorisationRow, slot: Slot): AuthorisedOrder | null {
    if (row.order_id === null) return null;
    return {
      orderId: row.order_id,
      orderNumber: row.order_number,
      customerName: row.customer_name,
      contactPointId: row.point_id,
      slot,
      ...this.vault.openPhone(row.point_id, row),
    };
  }
}

function managerOrNull(row: Partial<ManagerRow>): Manager | null {
  return typeof row.manager_id === 'number' ? managerFrom(row as ManagerRow) : null;
}
