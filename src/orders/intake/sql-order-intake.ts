import type { Masked } from '#kernel/masked';
import { contactSlots, slots } from '#kernel/slot';
import type { ContactSlot, Slot } from '#kernel/slot';
import { isAnother, sameName, sameTime } from './another-order';
import type { Sameness } from './another-order';
import { dialledDigits } from './cells/order-number-cell';
import type { ListedManager } from './manager-directory';
import { OrderAssigner } from './order-assigner';
import { activeManagers } from '../manager-load';
import type { ActiveManager } from '../manager-load';
import { keptDetails, overKnown, parsedDetails } from './kept-details';
import type { KeptDetails } from './kept-details';
import { namelessCustomer } from './order-intake';
import type {
  Besides,
  IncomingOrder,
  IntakeResult,
  OrderIntake,
  WrittenBeside,
  WrittenOrder,
} from './order-intake';
import { mergedDetails, mostItems } from '../model/order-details';
import { readOrderRules } from './sql-order-rules';
import type { OrderStatus } from '../order-view';
import type { ContactKind, Indexed } from '#vault/blind-index';
import type { ContactVault } from '#vault/contact-vault';
import type { Keyring } from '#vault/keyring';
import { ContactCorrections } from '../contacts/contact-corrections';
import { lockContactIds } from '../contacts/contact-ids';
import type { ContactIds } from '../contacts/contact-ids';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Columns, Transaction } from '#database/queries';
import { takeIds } from '#database/sealing-lock';
import { longestOrderNumber } from '#kernel/order-number';
import { slicesOf } from '#kernel/slices';
import { Turns } from '#kernel/turns';
import { writeConsents } from '../sql-call-consents';
import { CustomerWishes, statesWishes } from './customer-wishes';
import type { Wishes } from './customer-wishes';
import { courierIds, handOver } from '#couriers/hand-over';
import type { Micros } from '#kernel/micros';
import { announce, newEventId } from '#webhooks/outbox';

/** A contact that an order states, with every hash under which it may be stored. */
interface Stated {
  kind: ContactKind;
  contact: Masked;
  /** Under the current key first. */
  hashes: Indexed[];
  /**
   * Somebody has typed a number, or an address, into an order of this customer. What the shop states there from then on gets a row of its
   * own, as what was typed did: it moves the order to no customer, whatever it is equal to. `stated` is what the shop had
   * stated in its place before that.
   */
  apart?: { stated: number | null };
}

/** The places of an order that hold a contact; each has a column `<place>_point_id`. */
const places = contactSlots;
type Place = ContactSlot;
type Hashes = Partial<Record<Place, Stated | null>>;
/** What people have typed, by kind. */
type Typed = Readonly<Record<ContactKind, readonly Buffer[]>>;

type OrderColumns = Record<`${Place}_point_id`, number | null> & {
  order_number: string;
  stated_number: string | null;
  dialled: string | null;
  customer_id: number;
  customer_name: string;
  manager_id: number | null;
  status: OrderStatus;
  amount: string | null;
  currency: string | null;
  placed_at: string | null;
};

/** With a new order's place in its manager's queue; for a known one see {@link movedInQueue}. */
type WrittenColumns = OrderColumns & {
  added_at: string;
  done: boolean;
  due_at: string;
};

type KnownOrder = OrderColumns &
  Record<`${Place}_hash`, Buffer | null> &
  Record<`${Place}_stated`, number | null> & {
    id: number;
    done: number;
    /** The main number is one that somebody typed, or that the shop has stated since. */
    main_typed: number | null;
    details: string | null;
  };

const orderColumns = [
  'order_number',
  'stated_number',
  'dialled',
  'customer_id',
  'customer_name',
  'manager_id',
  'status',
  'amount',
  'currency',
  'placed_at',
  'main_point_id',
  'second_point_id',
  'recipient_point_id',
  'email_point_id',
] as const satisfies (keyof OrderColumns)[];

/**
 * `afterShop` of model/outcome.ts in SQL, for it must see the row as the previous writer left it.
 * `VALUES(added_at)` is now. Assignments are made from left to right, so these come before the status's.
 */
const movedInQueue = [
  `due_at = CASE WHEN VALUES(status) <> 'open' THEN IF(done, due_at, VALUES(added_at))
                 WHEN status <> 'open' THEN VALUES(added_at) ELSE due_at END`,
  `done = CASE WHEN VALUES(status) <> 'open' THEN TRUE WHEN status <> 'open' THEN FALSE ELSE done END`,
];

/**
 * Writes orders with their customers and contact points, a batch in one transaction.
 *
 * A batch reads with three statements for all its rows (the orders, the customers by main phone, the customers' other
 * contacts), a fourth if an order states another phone than it has, and writes with three at most, none for rows without
 * a change. Contacts are neither changed nor removed: a call in progress may be reading them.
 *
 * Orders with one main phone belong to one customer, by the shop's statement only: a number that somebody typed joins an
 * order to no customer, and an order of a customer whose number was corrected stays theirs (docs/decisions.md, 48).
 *
 * An import does not undo what people did in Star7: a number that somebody corrected stays while the shop still states
 * the previous one, and an order stays where it is in its manager's queue unless the shop closes or reopens it.
 */
export class SqlOrderIntake implements OrderIntake {
  readonly #turns = new Turns();
  /** Of orders that are to be written next, with the keys that they were made by. Whatever others are written is hashed then. */
  #prepared: { hashes: Map<IncomingOrder, Hashes>; keyring: Keyring } | null = null;

  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async managers(): Promise<readonly ListedManager[]> {
    return activeManagers(this.database);
  }

  /** @throws VaultError */
  prepare(orders: readonly IncomingOrder[]): void {
    const { keyring } = this.vault.keys;
    const hashes = new Map<IncomingOrder, Hashes>();
    for (const order of orders) hashes.set(order, this.#hashesOf(order));
    this.#prepared = { hashes, keyring };
  }

  /** @throws StoreError, VaultError, and what `beside` throws; nothing of the batch is written then */
  write(orders: readonly IncomingOrder[], beside: WrittenBeside = alone): Promise<IntakeResult> {
    return this.#batch(orders, beside);
  }

  /** @throws StoreError, VaultError */
  async rehearse(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    try {
      return await this.#batch(orders, {
        ...alone,
        after: (_transaction, result) => Promise.reject(new Rehearsed(result)),
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.result;
      throw error;
    }
  }

  #batch(orders: readonly IncomingOrder[], beside: WrittenBeside): Promise<IntakeResult> {
    // The work of this process comes before the turn at the database: it runs while another batch is being written.
    const early = orders.map((order) => this.#hashesOf(order));
    const keyring = this.vault.keys.keyring;
    return this.#turns.take('batch', () =>
      this.database.transaction(async (transaction) => {
        const nextIds = await lockContactIds(transaction);
        // With the lock held, no rotation is between its key and its first row: the key file is complete.
        const stale = this.vault.keys.refresh() !== keyring;
        const hashes = stale ? orders.map((order) => this.#hashesOf(order)) : early;
        const besides = await beside.before(transaction);
        const batch = new Batch(transaction, this.vault, nextIds, toDateTime(this.now()));
        const result = await batch.write(orders, hashes, besides);
        await beside.after(transaction, result);
        return result;
      }),
    );
  }

  #hashesOf(order: IncomingOrder): Hashes {
    const prepared = this.#prepared?.hashes.get(order);
    if (prepared !== undefined && this.#prepared?.keyring === this.vault.keys.keyring) return prepared;
    const stated = (kind: ContactKind, contact: Masked | null | undefined): Stated | null | undefined =>
      contact ? { kind, contact, hashes: this.vault.hashes(kind, contact) } : contact;
    const hashes: Hashes = {};
    for (const slot of slots) {
      const phone = stated('phone', order.phones[slot]);
      if (phone !== undefined) hashes[slot] = phone;
    }
    const email = stated('email', order.email);
    if (email !== undefined) hashes.email = email;
    return hashes;
  }
}

/** Nothing else is written with the batch. */
const alone: WrittenBeside = {
  before: () => Promise.resolve(new Map()),
  after: () => Promise.resolve(),
};

/** Leaves the transaction of a batch that is only tried. */
class Rehearsed extends Error {
  constructor(readonly result: IntakeResult) {
    super('The batch was tried.');
  }
}

/** An order of a batch, with what is known of it. */
interface Row {
  order: IncomingOrder;
  position: number;
  hashes: Hashes;
  before: KnownOrder | undefined;
}

/** What is to become of an order. */
interface PlannedRow extends Row {
  after: WrittenColumns;
  details: KeptDetails | null;
}

/** A contact that is to be written. */
interface NewPoint {
  id: number;
  customerId: number;
  slot: Slot;
  stated: Stated;
}

/** Contacts that are sealed while the server writes as many: one of the statements that it has prepared. */
const pointsAtOnce = 250;

/** One batch within its transaction. */
class Batch {
  /** Contact points by customer, slot, kind and hash: those that exist and those that are to be written. */
  readonly #points = new Map<string, number>();
  /** Customers by a hash of their main phone. */
  readonly #customers = new Map<string, { customerId: number; pointId: number }>();
  readonly #newCustomers: number[] = [];
  readonly #newPoints: NewPoint[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly vault: ContactVault,
    private readonly nextIds: ContactIds,
    private readonly now: string,
  ) {}

  async write(
    orders: readonly IncomingOrder[],
    hashes: readonly Hashes[],
    besides: Besides,
  ): Promise<IntakeResult> {
    const managers = await activeManagers(this.transaction);
    const known = await this.#knownOrders(
      orders.flatMap(({ orderNumber, earlierNumber }) =>
        [orderNumber, earlierNumber?.orderNumber ?? []].flat(),
      ),
    );
    const numbers = new Set(orders.map(({ orderNumber }) => orderNumber));
    const result: IntakeResult = {
      ...{ added: 0, changed: 0, unchanged: 0, pooled: 0 },
      ...{ refused: [], written: [], notices: [] },
    };
    const rows: Row[] = [];
    const differing: KnownOrder[] = [];
    for (const [position, incoming] of orders.entries()) {
      const beside = besides.get(position);
      const onlyIfSame = beside === 'only-if-same' || incoming.onlyIfSame === true;
      if (beside !== undefined && beside !== 'only-if-same') {
        if (beside !== null) result.refused.push({ position, fault: beside });
        continue;
      }
      const stated = hashes[position] ?? {};
      const order = asKnown(incoming, { known, numbers, main: stated.main });
      const before = known.get(order.orderNumber);
      if (before && before.stated_number !== (order.statedNumber ?? null)) {
        result.refused.push({ position, fault: 'order-number-clash' });
        continue;
      }
      if (before && onlyIfSame && isAnother(...traitsOf(before, order, stated.main))) {
        result.refused.push({ position, fault: 'another-order' });
        continue;
      }
      if (before && differs(stated, before)) differing.push(before);
      rows.push({
        order: order.continues ? withoutNulls(order) : order,
        position,
        hashes: stated,
        before,
      });
    }
    const corrections = await ContactCorrections.of(
      differing.map(({ id }) => id),
      (sql, ids) => this.#select(sql, ids),
    );
    const corrected = await this.#correctedCustomers(differing.map((before) => before.customer_id));
    const mains: Stated[] = [];
    const beside: Stated[] = [];
    const customers: number[] = [];
    for (const row of rows) {
      const { before } = row;
      if (before) {
        row.hashes = withCorrections(row.hashes, before, corrections, corrected.get(before.customer_id));
        customers.push(before.customer_id);
      }
      const { hashes: own } = row;
      if (own.main && !stands(own.main, before?.main_hash)) mains.push(own.main);
      for (const place of others) {
        const stated = own[place];
        if (stated && !stands(stated, before?.[`${place}_hash`])) beside.push(stated);
      }
    }
    await this.#findCustomers(mains);
    await this.#findOthers(beside, customers);

    const wishes = new CustomerWishes(await this.#knownWishes(rows));
    const columns = rows.map((row): PlannedRow => {
      const { order, position, hashes: own, before } = row;
      const after = this.#columns(row);
      return { order, position, hashes: own, before, after, details: detailsOf(row, result) };
    });
    await this.#dialled(columns, result);
    await this.#assign(columns, managers, result);
    const written: typeof columns = [];
    const extensions = new Map(managers.map(({ id, extension }) => [id, extension]));
    let changedCustomers = 0;
    for (const row of columns) {
      const { order, before, after, details, position } = row;
      result.written.push({
        position,
        result: statedResult(before, after, details),
        managerExtension: extensions.get(after.manager_id ?? 0) ?? null,
      });
      const wished = wishes.state(after.customer_id, order);
      const isUnknown = before === undefined;
      if (!isUnknown && isUnchanged(before, after) && details === null) {
        if (order.continues) continue;
        if (wished) changedCustomers += 1;
        else result.unchanged += 1;
        continue;
      }
      written.push(row);
      if (order.continues) continue;
      if (isUnknown) result.added += 1;
      else result.changed += 1;
    }
    result.changed += changedCustomers;
    await this.#insert(written.map(({ after }) => after));
    await this.#writeDetails(written);
    await this.#announce(written);
    await this.#handOver(columns, result);
    await writeConsents(
      this.transaction,
      columns.flatMap(({ order: { automaticCalls: consent }, after }) =>
        consent === undefined ? [] : [{ customerId: after.customer_id, consent }],
      ),
      'shop',
      this.now,
    );
    for (const [id, changed] of wishes.changed()) {
      await this.transaction.update('customers', { id }, { ...changed });
    }
    return result;
  }

  #columns({ order, hashes, before }: Row): WrittenColumns {
    const customer = this.#customerOf(hashes, before);
    const point = (place: Exclude<Place, 'main'>): number | null => {
      const stated = hashes[place];
      const current = before?.[`${place}_point_id`] ?? null;
      if (stated === undefined) return current;
      if (stated === null) return null;
      if (current !== null && stands(stated, before?.[`${place}_hash`])) return current;
      return this.#pointOf(customer.customerId, place === 'email' ? 'main' : place, stated);
    };
    const { now } = this;
    const status = order.status ?? before?.status ?? 'open';
    const placedAt =
      order.placedAt === undefined ? (before?.placed_at ?? null) : toDateTimeOrNull(order.placedAt);
    return {
      order_number: order.orderNumber,
      stated_number: order.statedNumber ?? null,
      dialled: before?.dialled ?? null,
      customer_id: customer.customerId,
      customer_name: order.customerName ?? before?.customer_name ?? namelessCustomer(order.orderNumber),
      manager_id: before?.manager_id ?? null,
      status,
      amount: order.amount === undefined ? (before?.amount ?? null) : order.amount,
      currency: order.currency === undefined ? (before?.currency ?? null) : order.currency,
      placed_at: placedAt,
      main_point_id: customer.pointId,
      second_point_id: point('second'),
      recipient_point_id: point('recipient'),
      email_point_id: point('email'),
      added_at: now,
      done: status !== 'open',
      // A new order is due since it was placed. Texts of one form, which compare as the times do.
      due_at: placedAt !== null && placedAt < now ? placedAt : now,
    };
  }

  /**
   * Gives each new number with more than digits the digits that are dialled for it, where no other order has them: an order
   * whose own number they are comes first, and then whoever came first.
   */
  async #dialled(rows: ReadonlyArray<Row & { after: OrderColumns }>, result: IntakeResult): Promise<void> {
    const fresh = rows.filter(({ before }) => before === undefined);
    if (fresh.length === 0) return;
    const wanted = fresh.map(({ after }) => dialledDigits(after.order_number) ?? after.order_number);
    // A new number of digits alone is no order's yet: it was looked for.
    const shortened = wanted.filter((digits, nth) => digits !== fresh[nth]?.after.order_number);
    const taken = await this.transaction.query<{ order_number: string; dialled: string | null }>(
      'SELECT order_number, dialled FROM orders WHERE order_number IN (?) OR dialled IN (?)',
      [shortened, wanted],
    );
    const digits = new Set(taken.flatMap(({ order_number: number, dialled }) => [number, dialled ?? '']));
    const numbers = new Set(fresh.map(({ after }) => after.order_number));
    const freed: string[] = [];
    for (const { position, after } of fresh) {
      const own = dialledDigits(after.order_number);
      if (own === null) {
        if (taken.some(({ dialled }) => dialled === after.order_number)) freed.push(after.order_number);
        else continue;
      } else if (own.length <= longestOrderNumber && !digits.has(own) && !numbers.has(own)) {
        after.dialled = own;
        digits.add(own);
        continue;
      }
      result.notices.push({ position, code: 'dialled-number-clash' });
    }
    if (freed.length > 0) {
      await this.transaction.write('UPDATE orders SET dialled = NULL WHERE dialled IN (?)', [freed]);
    }
  }

  /** The manager whom the shop names; else a known order keeps its own, and a new one is given by the rules. */
  async #assign(
    rows: ReadonlyArray<Row & { after: OrderColumns }>,
    managers: readonly ActiveManager[],
    result: IntakeResult,
  ): Promise<void> {
    const ids = new Map(managers.map(({ extension, id }) => [extension, id]));
    const open: (typeof rows)[number][] = [];
    for (const row of rows) {
      const { order, before, after, position } = row;
      const stated = order.managerExtension === undefined ? undefined : ids.get(order.managerExtension);
      if (stated !== undefined) after.manager_id = stated;
      else {
        if (order.managerExtension !== undefined) result.notices.push({ position, code: 'manager-unknown' });
        if (before === undefined) open.push(row);
      }
    }
    if (open.length === 0) return;
    const { assignment } = await readOrderRules(this.transaction);
    const assigner = await OrderAssigner.of(
      this.transaction,
      assignment,
      managers,
      open.map(({ after }) => after.customer_id),
    );
    for (const { order, after } of open) {
      const { customer_id: customerId, amount } = after;
      const details = order.details ?? (order.keptDetails ? parsedDetails(order.keptDetails) : null);
      after.manager_id = assigner.assign({ customerId, amount, details });
      // What the shop has completed waits for nobody, and is not in the pool.
      if (after.manager_id === null && after.status === 'open') result.pooled += 1;
    }
  }

  /** An order that the shop closes is with nobody any more. Most files name no courier, and nothing is asked. */
  async #handOver(rows: readonly Row[], result: IntakeResult): Promise<void> {
    const couriers = rows.some(({ order }) => typeof order.courier === 'string')
      ? await courierIds(this.transaction)
      : new Map<string, number>();
    const stated = new Map<string, number | null>();
    for (const { order, before, position } of rows) {
      const { orderNumber, courier, status = 'open' } = order;
      const id = typeof courier === 'string' ? couriers.get(courier) : null;
      if (id === undefined) result.notices.push({ position, code: 'courier-unknown' });
      // Nobody can have a new order yet.
      if (before === undefined && (status !== 'open' || typeof id !== 'number')) continue;
      if (status !== 'open') stated.set(orderNumber, null);
      else if (courier !== undefined && id !== undefined) stated.set(orderNumber, id);
    }
    const orders = await this.#select<{ id: number; order_number: string; status: OrderStatus }>(
      'SELECT id, order_number, status FROM orders WHERE order_number IN (?)',
      [...stated.keys()],
    );
    await handOver(
      this.transaction,
      orders.map(({ id, order_number: orderNumber, status }) => ({
        orderId: id,
        courierId: status === 'open' ? (stated.get(orderNumber) ?? null) : null,
      })),
      { as: 'delivered', by: 'import', at: fromDateTime(this.now) },
    );
  }

  /** New orders are no news to whoever states them. */
  async #announce(rows: ReadonlyArray<Row & { after: OrderColumns }>): Promise<void> {
    const at = fromDateTime(this.now);
    await announce(
      this.transaction,
      rows.flatMap(({ before, after: { order_number: orderNumber, status } }) =>
        before === undefined || before.status === status
          ? []
          : [
              {
                ...{ topic: 'order.status' as const, id: newEventId(), at, orderNumber },
                data: { status, previousStatus: before.status },
              },
            ],
      ),
    );
  }

  /** After the orders themselves, whose ids they have. */
  async #writeDetails(rows: ReadonlyArray<Row & { details: KeptDetails | null }>): Promise<void> {
    const changed = rows.filter(({ details }) => details !== null);
    const fresh = await this.#select<{ id: number; order_number: string }>(
      'SELECT id, order_number FROM orders WHERE order_number IN (?)',
      changed.filter(({ before }) => before === undefined).map(({ order }) => order.orderNumber),
    );
    const ids = new Map(fresh.map(({ id, order_number: number }) => [number, id]));
    await this.transaction.insertMany(
      'order_details',
      changed.map(({ order, before, details }) => ({
        order_id: before?.id ?? ids.get(order.orderNumber) ?? 0,
        details: details?.details ?? '',
        search_text: details?.search_text ?? '',
      })),
      overwriting('details', 'search_text'),
    );
  }

  #customerOf(
    { main }: Hashes,
    before: KnownOrder | undefined,
  ): { customerId: number; pointId: number | null } {
    if (before && (!main || stands(main, before.main_hash))) {
      return { customerId: before.customer_id, pointId: before.main_point_id };
    }
    if (!main) {
      // Nobody can tell whose order it is: a customer of its own, until the shop states a number.
      const customerId = this.nextIds.customers++;
      this.#newCustomers.push(customerId);
      return { customerId, pointId: null };
    }
    if (before && main.apart) {
      const { customer_id: customerId } = before;
      return { customerId, pointId: this.#newPoint(customerId, 'main', main) };
    }
    for (const { hash } of main.hashes) {
      const found = this.#customers.get(hash.toString('latin1'));
      if (found) return found;
    }
    const customerId = this.nextIds.customers++;
    this.#newCustomers.push(customerId);
    const fresh = { customerId, pointId: this.#newPoint(customerId, 'main', main) };
    this.#customers.set(current(main).hash.toString('latin1'), fresh);
    return fresh;
  }

  #pointOf(customerId: number, slot: Slot, stated: Stated): number {
    if (stated.apart) return this.#newPoint(customerId, slot, stated);
    for (const { hash } of stated.hashes) {
      const found = this.#points.get(pointKey(customerId, slot, stated.kind, hash));
      if (found !== undefined) return found;
    }
    return this.#newPoint(customerId, slot, stated);
  }

  #newPoint(customerId: number, slot: Slot, stated: Stated): number {
    const id = this.nextIds.contact_points++;
    this.#newPoints.push({ id, customerId, slot, stated });
    if (!stated.apart) this.#points.set(pointKey(customerId, slot, stated.kind, current(stated).hash), id);
    return id;
  }

  async #knownOrders(numbers: readonly string[]): Promise<Map<string, KnownOrder>> {
    const rows = await this.#select<KnownOrder>(
      `SELECT o.id, o.done, p_main.typed AS main_typed, d.details, ${orderColumns.map((column) => `o.${column}`).join(', ')},
              ${places.map((place) => `p_${place}.blind_index AS ${place}_hash`).join(', ')},
              ${places.map((place) => `IF(p_${place}.typed, p_${place}.stated_id, p_${place}.id) AS ${place}_stated`).join(', ')}
         FROM orders AS o LEFT JOIN order_details AS d ON d.order_id = o.id
              ${places.map((place) => `LEFT JOIN contact_points AS p_${place} ON p_${place}.id = o.${place}_point_id`).join(' ')}
        WHERE o.order_number IN (?)`,
      numbers,
    );
    return new Map(rows.map((row) => [row.order_number, row]));
  }

  /** Those of some customers in whose orders somebody has typed a contact, with what was typed. */
  async #correctedCustomers(ids: readonly number[]): Promise<ReadonlyMap<number, Typed>> {
    const rows = await this.#select<{ customer_id: number; kind: ContactKind; blind_index: Buffer }>(
      `SELECT DISTINCT o.customer_id, p.kind, p.blind_index FROM orders AS o
         JOIN order_entries AS e ON e.order_id = o.id AND e.kind = 'contact-changed'
         JOIN contact_points AS p ON p.id = e.new_point_id
        WHERE o.customer_id IN (?)`,
      [...new Set(ids)],
    );
    const typed = new Map<number, Record<ContactKind, Buffer[]>>();
    for (const row of rows) {
      const those = typed.get(row.customer_id) ?? { phone: [], email: [] };
      typed.set(row.customer_id, those);
      those[row.kind].push(row.blind_index);
    }
    return typed;
  }

  async #findCustomers(mains: readonly Stated[]): Promise<void> {
    const rows = await this.#select<{ id: number; customer_id: number; blind_index: Buffer }>(
      `SELECT id, customer_id, blind_index FROM contact_points
        WHERE blind_index IN (?) AND kind = 'phone' AND slot = 'main' AND NOT typed ORDER BY id DESC`,
      hashesOf(mains),
    );
    // Releases up to 0.2.0 kept a typed number that the shop stated later as a second customer's: the first answers it.
    for (const row of rows) {
      this.#customers.set(row.blind_index.toString('latin1'), {
        customerId: row.customer_id,
        pointId: row.id,
      });
    }
  }

  /** @param ids customers of the known orders; those found by their main phone are added */
  async #findOthers(stated: readonly Stated[], ids: readonly number[]): Promise<void> {
    const customers = new Set(ids);
    for (const { customerId } of this.#customers.values()) customers.add(customerId);
    // New customers have no other contacts yet.
    if (customers.size === 0) return;
    const rows = await this.#select<{
      id: number;
      customer_id: number;
      slot: Slot;
      kind: ContactKind;
      blind_index: Buffer;
    }>(
      `SELECT id, customer_id, slot, kind, blind_index FROM contact_points
        WHERE blind_index IN (?) AND customer_id IN (?) AND NOT typed`,
      hashesOf(stated),
      [...customers],
    );
    for (const row of rows) {
      this.#points.set(pointKey(row.customer_id, row.slot, row.kind, row.blind_index), row.id);
    }
  }

  /** Of known customers about whom an order states something: none for most files. */
  async #knownWishes(rows: readonly Row[]): Promise<Map<number, Wishes>> {
    if (!rows.some(({ order }) => statesWishes(order))) return new Map();
    const ids = new Set([...this.#customers.values()].map(({ customerId }) => customerId));
    for (const { before } of rows) if (before) ids.add(before.customer_id);
    const known = await this.#select<Omit<Wishes, 'do_not_call'> & { id: number; do_not_call: number }>(
      'SELECT id, do_not_call, do_not_call_entry, time_zone FROM customers WHERE id IN (?) FOR UPDATE',
      [...ids],
    );
    return new Map(known.map(({ id, ...row }) => [id, { ...row, do_not_call: row.do_not_call === 1 }]));
  }

  async #insert(orders: readonly WrittenColumns[]): Promise<void> {
    if (this.#newCustomers.length + this.#newPoints.length > 0) await takeIds(this.transaction, this.nextIds);
    let writing = this.transaction.insertMany(
      'customers',
      this.#newCustomers.map((id) => ({ id, created_at: this.now })),
    );
    for (const points of slicesOf(this.#newPoints, pointsAtOnce)) {
      const sealed = await meanwhile(writing, () => points.map((point) => this.#sealed(point)));
      writing = this.transaction.insertMany('contact_points', sealed);
    }
    await writing;
    await this.transaction.insertMany(
      'orders',
      orders,
      [...movedInQueue, overwriting(...orderColumns)].join(', '),
    );
  }

  #sealed({ id, customerId, slot, stated }: NewPoint): Columns {
    const sealed = this.vault.seal(id, stated.kind, stated.contact, current(stated));
    return {
      id,
      customer_id: customerId,
      slot,
      kind: stated.kind,
      typed: stated.apart !== undefined,
      stated_id: stated.apart?.stated ?? null,
      ciphertext: sealed.ciphertext,
      nonce: sealed.nonce,
      key_version: sealed.key_version,
      blind_index: sealed.blind_index,
      index_key_version: sealed.index_key_version,
      base_index: sealed.base_index,
    };
  }

  /** With an empty list nothing can be found, and nothing is asked. */
  async #select<Row>(
    sql: string,
    ...lists: ReadonlyArray<readonly (string | number | Buffer)[]>
  ): Promise<Row[]> {
    return lists.some((list) => list.length === 0) ? [] : this.transaction.query<Row>(sql, lists);
  }
}

/** Does something of its own while the server writes. @throws what either throws, once both have ended */
async function meanwhile<Result>(writing: Promise<void>, work: () => Result): Promise<Result> {
  try {
    return work();
  } finally {
    await writing;
  }
}

const others = ['second', 'recipient', 'email'] as const satisfies Place[];

/** A number that somebody typed tells nothing: whether it is the stated one must show nowhere (docs/decisions.md, 48, 93). */
function traitsOf(before: KnownOrder, order: IncomingOrder, main: Stated | null | undefined): Sameness[] {
  const isTold = main && before.main_hash && before.main_typed === 0;
  const isNamed = before.customer_name !== namelessCustomer(before.order_number);
  return [
    isTold ? stands(main, before.main_hash) : null,
    sameName(order.customerName ?? null, isNamed ? before.customer_name : null),
    sameTime(order.placedAt ?? null, fromDateTimeOrNull(before.placed_at)),
  ];
}

/** By the number that a release before has kept it by, if it is known by that one and something else says that it is the same. */
function asKnown(order: IncomingOrder, { known, numbers, main }: AsKnownParts): IncomingOrder {
  const { earlierNumber: earlier } = order;
  if (earlier === undefined || numbers.has(earlier.orderNumber)) return order;
  const [standing, before] = [known.get(order.orderNumber), known.get(earlier.orderNumber)];
  if (standing && !isAnother(...traitsOf(standing, order, main))) return order;
  if (before?.stated_number !== (earlier.statedNumber ?? null)) return order;
  if (!traitsOf(before, order, main).includes(true)) return order;
  numbers.add(earlier.orderNumber);
  const found = { ...order };
  delete found.statedNumber;
  return { ...found, ...earlier };
}

interface AsKnownParts {
  known: ReadonlyMap<string, KnownOrder>;
  /** Of the batch: each is there once. */
  numbers: Set<string>;
  main: Stated | null | undefined;
}

/** Of an order that the same file has stated before, an empty cell says nothing. */
function withoutNulls(order: IncomingOrder): IncomingOrder {
  const stated = Object.entries(order).filter(([, value]) => value !== null);
  return Object.fromEntries(stated) as unknown as IncomingOrder;
}

/** What is to be written of an order's details; null where that is there already. */
function detailsOf({ order, before, position }: Row, result: IntakeResult): KeptDetails | null {
  const known = before?.details ?? null;
  const stated = order.keptDetails ?? (order.details && keptDetails(order.details));
  if (stated === undefined) return null;
  if (known === null) return stated;
  if (order.continues !== true) {
    const kept = stated.details === known ? stated : overKnown(stated, known, order.keepsItems === true);
    return kept.details === known ? null : kept;
  }
  const details = mergedDetails(parsedDetails({ details: known }), order.details ?? parsedDetails(stated));
  if (details.items.length > mostItems) {
    details.items = details.items.slice(0, mostItems);
    result.notices.push({ position, code: 'items-left-over' });
  }
  const merged = keptDetails(details);
  return merged.details === known ? null : merged;
}

function current({ hashes }: Stated): Indexed {
  const [first] = hashes;
  if (!first) throw new Error('A contact has a hash under the current key.');
  return first;
}

/** Whether a contact equals the stored one, under any key. */
function stands({ hashes }: Stated, there: Buffer | null | undefined): boolean {
  return there ? hashes.some(({ hash }) => hash.equals(there)) : false;
}

/** Whether an order states another contact than it has: only then may it have a correction. */
function differs(hashes: Hashes, before: KnownOrder): boolean {
  return places.some((slot) => {
    const stated = hashes[slot];
    if (stated === undefined) return false;
    return stated === null ? before[`${slot}_hash`] !== null : !stands(stated, before[`${slot}_hash`]);
  });
}

/**
 * What an order states, without slots whose correction keeps it out; the others are apart if any order of the customer was
 * corrected. A correction that stands keeps out what was typed in any order of the customer: what the shop takes over from
 * another order may be equal to what this slot has held, and must not be told from it.
 * @param typed what was typed in the customer's orders: numbers keep out numbers alone, and addresses addresses
 */
function withCorrections(
  hashes: Hashes,
  before: KnownOrder,
  corrections: ContactCorrections,
  typed: Typed | undefined,
): Hashes {
  const left: Hashes = {};
  for (const slot of places) {
    const stated = hashes[slot];
    if (stated === undefined) continue;
    const held = corrections.keptOut(before.id, slot, before[`${slot}_point_id`]);
    const alike = typed?.[slot === 'email' ? 'email' : 'phone'] ?? [];
    const keptOut = held.length === 0 ? held : [...held, ...alike];
    // A slot that is left out keeps what it has.
    if (keptOut.some((hash) => (stated === null ? hash === null : stands(stated, hash)))) continue;
    left[slot] =
      stated !== null && alike.length > 0
        ? { ...stated, apart: { stated: before[`${slot}_stated`] } }
        : stated;
  }
  return left;
}

/** A closed order that is not done is from the version before the queue. */
function isUnchanged(
  before: KnownOrder,
  after: OrderColumns,
  columns: readonly (keyof OrderColumns)[] = orderColumns,
): boolean {
  return (
    (after.status === 'open' || before.done === 1) &&
    columns.every((column) => same(column, before[column], after[column]))
  );
}

/** Columns that say nothing of a contact: neither which it is nor whose. */
const plainColumns = orderColumns.filter(
  (column) => column !== 'customer_id' && !column.endsWith('_point_id'),
);

function statedResult(
  before: KnownOrder | undefined,
  after: OrderColumns,
  details: KeptDetails | null,
): WrittenOrder['result'] {
  if (before === undefined) return 'added';
  return details === null && isUnchanged(before, after, plainColumns) ? 'unchanged' : 'changed';
}

function hashesOf(stated: readonly Stated[]): Buffer[] {
  return stated.flatMap(({ hashes }) => hashes.map(({ hash }) => hash));
}

function pointKey(customerId: number, slot: Slot, kind: ContactKind, hash: Buffer): string {
  return `${customerId}/${slot}/${kind}/${hash.toString('latin1')}`;
}

/** The database returns `1990.5` as `1990.5000`. */
function same(
  column: keyof OrderColumns,
  before: string | number | null,
  after: string | number | null,
): boolean {
  if (column !== 'amount' || before === null || after === null) return before === after;
  return padded(String(before)) === padded(String(after));
}

function padded(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(4, '0')}`;
}
