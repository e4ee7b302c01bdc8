import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ContactSlot } from '#kernel/slot';
import type { ContactRows, ContactStore, NewContactEntry } from '#orders/contacts/contact-rows';
import type { TypedNumberReader } from '#vault/typed-number';
import type { ContactEntry, ContactHistory, OrderContacts, PointId } from '#orders/model/contact-rules';
import type { Author, OrderWrite } from '#orders/order-entries';
import type { OrderView } from '#orders/order-view';
import type { MemoryOrdersAtWork } from './memory-orders-at-work';

/** Takes any text of eleven digits for a number. */
export const elevenDigits: TypedNumberReader = (text) => {
  const digits = reveal(text).replace(/\D/g, '');
  if (digits === '') return { fault: 'empty' };
  if (digits.length < 11) return { fault: 'too-short' };
  return digits.startsWith('1') ? { fault: 'closed-destination' } : { contact: mask(`+${digits}`) };
};

/** Rows of contacts in memory: no rules. Every order is another customer's, unless told otherwise. */
export class MemoryContactRows implements ContactStore, ContactRows {
  readonly entries: (ContactEntry & { by: string })[] = [];
  /** Id of the next entry. */
  nextId = 1;
  readonly customers = new Map<string, number>();
  readonly #points = new Map<number, Record<ContactSlot, PointId>>();
  /** In the clear, by the point's id: nothing else may show one. */
  readonly #numbers: string[] = ['none'];
  /** What the shop had stated in the place of each typed point. */
  readonly #stated = new Map<number, PointId>();

  constructor(private readonly orders: MemoryOrdersAtWork) {}

  /** What was changed, the number in the clear. */
  get changes(): { orderNumber: string; slot: string; number: string; by: string }[] {
    return this.entries
      .filter(({ kind }) => kind === 'contact-changed')
      .map(({ orderId, slot, newPoint, by }) => ({
        orderNumber: this.orders.byId(orderId).orderNumber,
        slot,
        number: this.#numbers[newPoint ?? 0] ?? '',
        by,
      }));
  }

  /** The number in a slot, in the clear; null where it is empty or the shop's. */
  numberOf(orderNumber: string, slot: ContactSlot): string | null {
    const order = this.orders.find({ orderNumber, managerId: null });
    const point = order === null ? null : this.#pointsOf(order)[slot];
    return point === null ? null : (this.#numbers[point] ?? null);
  }

  /** As if the same author had changed a contact as often before. */
  changedBefore(actor: string, times: number, at: Micros): void {
    for (let nth = 0; nth < times; nth += 1) {
      const entry = { orderId: 1, slot: 'second', oldPoint: null, newPoint: null, restores: null } as const;
      void this.add([{ ...entry, kind: 'contact-changed' }], { accountId: null, actor }, at + nth);
    }
  }

  /** As if nothing had been changed. */
  forget(): void {
    this.entries.length = 0;
    this.#points.clear();
  }

  transaction<Result>(work: (rows: ContactRows) => Promise<Result>): Promise<Result> {
    return work(this);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<OrderContacts | null> {
    const order = this.orders.find(write);
    return order === null ? null : this.#contactsOf(order);
  }

  lockOthers({ id, customerId }: OrderContacts): Promise<OrderContacts[]> {
    const all = this.orders.of(null).map((order) => this.#contactsOf(order));
    return Promise.resolve(all.filter((other) => other.id !== id && other.customerId === customerId));
  }

  changesBy(actor: string, after: Micros, most: number): Promise<Micros[]> {
    const times = this.entries
      .filter((entry) => entry.by === actor && entry.kind === 'contact-changed' && entry.at > after)
      .map(({ at }) => at);
    return Promise.resolve([...new Set(times)].sort((one, other) => other - one).slice(0, most));
  }

  addTyped(_customerId: number, _slot: ContactSlot, number: Masked, stated: PointId): Promise<number> {
    const id = this.#numbers.push(reveal(number)) - 1;
    this.#stated.set(id, stated);
    return Promise.resolve(id);
  }

  put(orderIds: readonly number[], slot: ContactSlot, point: PointId): Promise<void> {
    for (const id of orderIds) {
      const order = this.orders.byId(id);
      const slots = order.slots.filter((each) => each !== slot);
      this.#points.set(id, { ...this.#pointsOf(order), [slot]: point });
      this.orders.change(order, { slots: point === null ? slots : [...slots, slot] });
    }
    return Promise.resolve();
  }

  add(entries: readonly NewContactEntry[], { actor }: Author, at: Micros): Promise<void> {
    for (const entry of entries) this.entries.push({ ...entry, id: this.nextId++, at, by: actor });
    return Promise.resolve();
  }

  histories(orderIds: readonly number[]): Promise<ContactHistory[]> {
    return Promise.resolve(
      orderIds.map((id) => ({
        ...this.#contactsOf(this.orders.byId(id)),
        entries: this.entries.filter(({ orderId }) => orderId === id),
        stated: this.#statedOf(this.orders.byId(id)),
      })),
    );
  }

  changedTogether({ at, slot, newPoint }: ContactEntry): Promise<number[]> {
    const together = this.entries.filter(
      (entry) => entry.at === at && entry.slot === slot && entry.newPoint === newPoint,
    );
    return Promise.resolve([...new Set(together.map(({ orderId }) => orderId))]);
  }

  views(orderIds: readonly number[]): Promise<{ id: number; view: OrderView }[]> {
    return Promise.resolve(orderIds.map((id) => ({ id, view: this.orders.byId(id) })));
  }

  #contactsOf(order: OrderView): OrderContacts {
    const id = this.orders.idOf(order);
    return {
      id,
      customerId: this.customers.get(order.orderNumber) ?? id,
      open: order.status === 'open',
      points: this.#pointsOf(order),
    };
  }

  #statedOf(order: OrderView): Record<ContactSlot, PointId> {
    const { main, second, recipient, email } = this.#pointsOf(order);
    const below = (point: PointId): PointId => (point === null ? null : (this.#stated.get(point) ?? point));
    return { main: below(main), second: below(second), recipient: below(recipient), email: below(email) };
  }

  /** The shop's own number of a customer is one below 0. */
  #pointsOf(order: OrderView): Record<ContactSlot, PointId> {
    const id = this.orders.idOf(order);
    const customer = this.customers.get(order.orderNumber) ?? id;
    return this.#points.get(id) ?? { main: -customer, second: null, recipient: null, email: null };
  }
}
