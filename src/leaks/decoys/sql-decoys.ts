import type {
  DecoyStore,
  HitProgress,
  Line,
  Lines,
  NoticeAcceptance,
  NumberPurpose,
  Planting,
} from './decoy-store';
import { ownDids } from './own-dids';
import { listOf, SqlDecoyLists } from './sql-decoy-lists';
import { SqlDecoyMailboxes } from './sql-decoy-mailboxes';
import type { HitClass } from '../model/decoys/evidence';
import type { InventedOrder, SampleOrder, ShopSample } from '../model/decoys/invention';
import type { LineResult } from '../model/decoys/line-plan';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Queries, Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { isDuplicate } from '#database/store-error';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { arrivedAt } from '#orders/intake/order-age';
import type { IncomingOrder, OrderIntake } from '#orders/intake/order-intake';
import type { OrderDetails } from '#orders/model/order-details';
import { ContactVault } from '#vault/contact-vault';
import { DecoyVault } from '#vault/decoy-vault';
import type { PhoneColumns } from '#vault/phone-vault';
import type { LiveKeys } from '#vault/live-keys';

/** The newest orders are what a decoy has to be like: by when they were placed, since old ones may have been imported last. */
const sampledOrders = 3_000;

/** Of the company's calls to customers. */
const sampledResults = 500;

const drawnEnds = ['answered', 'busy', 'no-answer', 'rejected'] as const satisfies LineResult['end'][];

/** Ends the transaction of a planting whose numbers were taken meanwhile. */
class Taken extends Error {}

/** The tables of decoys. */
export class SqlDecoyStore extends SqlDecoyLists implements DecoyStore {
  readonly #phones: DecoyVault;
  readonly #callers: DecoyVault;
  readonly #contacts: ContactVault;
  readonly #mailboxes: SqlDecoyMailboxes;

  constructor(
    database: Database,
    private readonly keys: LiveKeys,
    private readonly intake: Pick<OrderIntake, 'write'>,
    private readonly now: () => Micros,
  ) {
    super(database);
    this.#phones = new DecoyVault(keys, 'decoy_numbers');
    this.#callers = new DecoyVault(keys, 'decoy_hits');
    this.#contacts = new ContactVault(keys);
    this.#mailboxes = new SqlDecoyMailboxes(database, keys, now);
  }

  async addNumber({
    phone,
    purpose,
    label,
    by,
  }: {
    phone: Masked;
    purpose: NumberPurpose;
    label: string;
    by: string;
  }): Promise<'known' | 'in-use' | number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.keys.refresh();
      const hashes = this.#phones.hashes(phone).map(({ hash }) => hash);
      const known = await transaction.query('SELECT id FROM decoy_numbers WHERE phone_index IN (?) LIMIT 1', [
        hashes,
      ]);
      if (known.length > 0) return 'known';
      if (await this.#isInUse(transaction, phone, hashes)) return 'in-use';
      const id = await transaction.insert('decoy_numbers', {
        ...{ purpose, label, entered_by: by, entered_at: toDateTime(this.now()) },
      });
      await transaction.update('decoy_numbers', { id }, { ...this.#phones.seal(id, phone) });
      return id;
    });
  }

  /** A customer's, or one that customers are shown: who calls it is no stranger. */
  async #isInUse(queries: Queries, phone: Masked, hashes: readonly Buffer[]): Promise<boolean> {
    const customers = await queries.query('SELECT id FROM contact_points WHERE blind_index IN (?) LIMIT 1', [
      this.#contacts.hashes('phone', phone).map(({ hash }) => hash),
    ]);
    if (customers.length > 0) return true;
    const shown = await ownDids(queries);
    return shown.some((did) =>
      this.#phones.hashes(mask(`+${did}`)).some(({ hash }) => includes(hashes, hash)),
    );
  }

  async addAddress({ town, address, by }: { town: string; address: string; by: string }): Promise<void> {
    await this.database.insert('decoy_addresses', {
      ...{ town, address, entered_by: by, entered_at: toDateTime(this.now()) },
    });
  }

  async addresses(): Promise<{ id: number; town: string; address: string }[]> {
    return this.database.query(
      `SELECT a.id, a.town, a.address FROM decoy_addresses AS a
         LEFT JOIN decoys AS d ON d.address_id = a.id AND d.retired_at IS NULL
        GROUP BY a.id, a.town, a.address ORDER BY COUNT(d.id), a.id`,
    );
  }

  async retire(id: number): Promise<boolean> {
    const retired = await this.database.update(
      'decoys',
      { id, retired_at: null },
      { retired_at: toDateTime(this.now()) },
    );
    return retired > 0;
  }

  async judge(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const rows = await this.database.query('SELECT id FROM decoy_hits WHERE id = ?', [id]);
    if (rows.length === 0) return false;
    await this.database.update(
      'decoy_hits',
      { id },
      { class: hitClass, judged_by: by, judged_at: toDateTime(this.now()) },
    );
    return true;
  }

  async acceptance(textHash: Buffer): Promise<NoticeAcceptance | null> {
    const [row] = await this.database.query<{ accepted_at: string; accepted_by: string }>(
      'SELECT accepted_at, accepted_by FROM decoy_notices WHERE text_hash = ? ORDER BY id DESC LIMIT 1',
      [textHash],
    );
    return row === undefined ? null : { at: fromDateTime(row.accepted_at), by: row.accepted_by };
  }

  async accept(textHash: Buffer, by: string): Promise<void> {
    await this.database.insert('decoy_notices', {
      ...{ text_hash: textHash, accepted_by: by, accepted_at: toDateTime(this.now()) },
    });
  }

  async sample(): Promise<ShopSample> {
    const rows = await this.database.query<{
      order_number: string;
      customer_id: number;
      customer_name: string;
      extension: string | null;
      status: SampleOrder['status'];
      amount: string | null;
      currency: string | null;
      placed_at: string;
      added_at: string;
      beside: SampleOrder['beside'];
      details: string | null;
    }>(
      `SELECT o.order_number, o.customer_id, o.customer_name, m.active_extension AS extension, o.status, o.amount, o.currency,
              COALESCE(o.placed_at, o.added_at) AS placed_at, o.added_at, d.details,
              CASE WHEN o.second_point_id IS NOT NULL OR o.recipient_point_id IS NOT NULL THEN 'more'
                   WHEN o.email_point_id IS NOT NULL THEN 'email' ELSE 'nothing' END AS beside
         FROM (SELECT id FROM orders WHERE id NOT IN (SELECT order_id FROM decoy_orders)
                ORDER BY COALESCE(placed_at, added_at) DESC LIMIT ?) AS newest
         JOIN orders AS o ON o.id = newest.id
         LEFT JOIN managers AS m ON m.id = o.manager_id LEFT JOIN order_details AS d ON d.order_id = o.id`,
      [sampledOrders],
    );
    return {
      orders: rows.map((row) => ({
        ...{ orderNumber: row.order_number, customer: row.customer_id, customerName: row.customer_name },
        ...{ extension: row.extension, status: row.status, amount: row.amount, currency: row.currency },
        ...{ placedAt: fromDateTime(row.placed_at), addedAt: fromDateTime(row.added_at) },
        beside: row.beside,
        details: row.details === null ? null : (JSON.parse(row.details) as OrderDetails),
      })),
    };
  }

  async plant(planting: Planting): Promise<number | null> {
    const { person, numberId, mailboxId, channel } = planting;
    try {
      if (person.orders.length === 0) {
        return await this.database.transaction((transaction) => this.#insertDecoy(transaction, planting));
      }
      const phone = await this.#phoneOf(numberId);
      if (phone === null) return null;
      const email = mailboxId === null ? null : await this.#mailboxes.addressOf(mailboxId);
      const incoming = person.orders.map((order) =>
        incomingOrder(order, person.name, channel.key, { main: phone, email }),
      );
      let id: number | null = null;
      await this.intake.write(incoming, {
        before: async (transaction) => {
          const taken = await transaction.query('SELECT id FROM orders WHERE order_number IN (?) LIMIT 1', [
            incoming.map(({ orderNumber }) => orderNumber),
          ]);
          if (taken.length > 0) throw new Taken();
          return new Map();
        },
        after: async (transaction, { refused }) => {
          if (refused.length > 0) throw new Taken();
          id = await this.#insertDecoy(transaction, planting);
          for (const order of person.orders) await insertOrder(transaction, id, order);
        },
      });
      return id;
    } catch (error) {
      if (error instanceof Taken || isDuplicate(error)) return null;
      throw error;
    }
  }

  async #insertDecoy(transaction: Transaction, planting: Planting): Promise<number> {
    const { channel, numberId, mailboxId, person, addressId, by } = planting;
    return transaction.insert('decoys', {
      ...{ channel: channel.kind, channel_key: channel.key, number_id: numberId, name: person.name },
      mailbox_id: mailboxId,
      ...{ address_id: addressId, planted_by: by, planted_at: toDateTime(this.now()) },
    });
  }

  async #phoneOf(numberId: number): Promise<Masked | null> {
    const [row] = await this.database.query<PhoneColumns>(
      `SELECT phone_ciphertext, phone_nonce, phone_key_version FROM decoy_numbers WHERE id = ? AND purpose = 'decoy'`,
      [numberId],
    );
    return row === undefined ? null : this.#phones.open(numberId, row);
  }

  async lines(): Promise<Lines> {
    const rows = await this.database.query<{
      id: number;
      phone_index: Buffer;
      decoy_id: number | null;
      numbers: string | null;
    }>(
      `SELECT n.id, n.phone_index, d.id AS decoy_id,
              (SELECT GROUP_CONCAT(o.order_number) FROM decoys AS w JOIN decoy_orders AS x ON x.decoy_id = w.id
                 JOIN orders AS o ON o.id = x.order_id WHERE w.number_id = n.id) AS numbers
         FROM decoy_numbers AS n LEFT JOIN decoys AS d ON d.live_number = n.id WHERE n.phone_index IS NOT NULL`,
    );
    return {
      lines: rows.map((row) => ({
        ...{ numberId: row.id, decoyId: row.decoy_id, hashes: [row.phone_index.toString('hex')] },
        orderNumbers: listOf(row.numbers),
      })),
      ownDids: await ownDids(this.database),
      results: await this.#results(),
    };
  }

  async #results(): Promise<LineResult[]> {
    const rows = await this.database.query<{
      disposition: LineResult['end'];
      started: string;
      ringing: string | null;
      answered: string | null;
      ended: string;
    }>(
      `SELECT disposition, customer_started_at AS started, customer_ringing_at AS ringing, customer_answered_at AS answered,
              customer_ended_at AS ended
         FROM calls
        WHERE direction = 'outbound' AND start_kind <> 'survey' AND disposition IN (?) AND customer_started_at IS NOT NULL
          AND customer_ended_at IS NOT NULL
          AND (order_id IS NULL OR order_id NOT IN (SELECT order_id FROM decoy_orders))
        ORDER BY requested_at DESC LIMIT ?`,
      [[...drawnEnds], sampledResults],
    );
    const between = (from: string, to: string): number =>
      Math.max(0, Math.round((fromDateTime(to) - fromDateTime(from)) / 1000));
    return rows.map(({ disposition, ringing, answered, ended }) => ({
      end: disposition,
      ringMs: ringing === null ? 0 : between(ringing, answered ?? ended),
      talkMs: answered === null ? 0 : between(answered, ended),
    }));
  }

  async beginHit({ line, caller, at }: { line: Line; caller: Masked | null; at: Micros }): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.keys.refresh();
      const id = await transaction.insert('decoy_hits', {
        ...{ number_id: line.numberId, decoy_id: line.decoyId, at: toDateTime(at), class: 'silent' },
      });
      if (caller !== null) {
        await transaction.update('decoy_hits', { id }, { ...this.#callers.seal(id, caller) });
      }
      return id;
    });
  }

  async endHit(id: number, progress: HitProgress): Promise<void> {
    await this.database.update(
      'decoy_hits',
      { id },
      {
        ...{ class: progress.class, ring_seconds: progress.ringSeconds, open_seconds: progress.openSeconds },
        ...{ spoken_seconds: progress.spokenSeconds, digits: Math.min(progress.digits, 65_535) },
      },
    );
  }
}

/** As the shop would state it, so that it is written as its orders are. */
function incomingOrder(
  order: InventedOrder,
  customerName: string,
  managerExtension: string,
  { main, email }: { main: Masked; email: Masked | null },
): IncomingOrder {
  const { orderNumber, status, amount, currency, placedAt, details } = order;
  return {
    ...{ orderNumber, customerName, managerExtension, status, amount, currency, placedAt, phones: { main } },
    ...(details !== null && { details }),
    ...(order.hasEmail && email !== null && { email }),
  };
}

async function insertOrder(transaction: Transaction, decoyId: number, order: InventedOrder): Promise<void> {
  const [row] = await transaction.query<{ id: number }>('SELECT id FROM orders WHERE order_number = ?', [
    order.orderNumber,
  ]);
  if (row === undefined) throw new Taken();
  await transaction.insert('decoy_orders', { order_id: row.id, decoy_id: decoyId });
  await arrivedAt(transaction, row.id, order.addedAt);
}

function includes(hashes: readonly Buffer[], hash: Buffer): boolean {
  return hashes.some((one) => one.equals(hash));
}
