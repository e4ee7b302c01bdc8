import type { CarriedOrder, CourierBook } from '#calls/engine/courier-book';
import type {
  CourierChanges,
  CourierEntry,
  CourierRoster,
  CourierSecrets,
  DeliveryBook,
  DeliveryView,
  HandOverResult,
  NewCourier,
} from '#couriers/couriers';
import { weekdays } from '#kernel/local-time';
import type { Masked } from '#kernel/masked';
import { reveal } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

class Refused extends Error {
  constructor(readonly slug: string) {
    super(slug);
  }
}

/** Couriers, their deliveries and their secrets, in memory: what the routes of couriers stand on. */
export class MemoryCourierWork
  implements CourierRoster, DeliveryBook, CourierSecrets, Pick<CourierBook, 'carried'>
{
  entries: CourierEntry[] = [];
  /** What was written of a mobile, by courier number; reading it back is for tests alone. */
  readonly phones = new Map<string, string | null>();
  readonly pins = new Map<string, string>();
  /** Who has an order, by its number; null for nobody. An order that is not here does not exist. */
  readonly orders = new Map<string, DeliveryView | null>();
  readonly closed = new Set<string>();
  carriedOrders: CarriedOrder[] = [];
  #codes = new Map<string, number>();
  readonly sessions = new Map<string, number>();
  #serial = 0;

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async list({ disabledToo }: { disabledToo: boolean }): Promise<CourierEntry[]> {
    return this.entries.filter(({ disabledAt }) => disabledToo || disabledAt === null);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async find(number: string): Promise<CourierEntry | null> {
    return this.#active(number);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async add(courier: NewCourier): Promise<CourierEntry> {
    const { number, name, company = null, language = 'ru', activeDays = weekdays, phone } = courier;
    if (this.#active(number) !== null) throw new Refused('courier-exists');
    const entry = {
      id: (this.#serial += 1),
      ...{ number, name, company, language, activeDays },
      ...{ hasPhone: false, hasPin: false, carries: 0, disabledAt: null },
    };
    this.entries.push(entry);
    return this.#write(entry, { phone });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async change(number: string, changes: CourierChanges): Promise<CourierEntry> {
    return this.#write(this.#known(number), changes);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async disable(number: string): Promise<void> {
    this.#put({ ...this.#known(number), disabledAt: 1 });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async setPin(number: string, hash: string): Promise<void> {
    this.#signOut(this.#known(number).id);
    this.pins.set(number, hash);
    this.#put({ ...this.#known(number), hasPin: true });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async of(orderNumber: string): Promise<DeliveryView | null | undefined> {
    return this.orders.get(orderNumber);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async set(orderNumber: string, to: { courier: string } | { ended: string }): Promise<HandOverResult> {
    const before = this.orders.get(orderNumber);
    if (before === undefined) return { result: 'no-order' };
    let delivery: DeliveryView | null = null;
    if ('courier' in to) {
      if (this.closed.has(orderNumber)) return { result: 'order-closed' };
      const courier = this.#active(to.courier);
      if (courier === null) return { result: 'no-courier' };
      delivery = { courierNumber: courier.number, courierName: courier.name, handedOverAt: 1 };
    }
    this.orders.set(orderNumber, delivery);
    return { result: 'written', orderNumber, before, delivery };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async issueCode(number: string): Promise<{ code: string; expiresAt: Micros }> {
    this.#signOut(this.#known(number).id);
    const code = `code-${String((this.#serial += 1))}`;
    this.#codes.set(code, this.#known(number).id);
    return { code, expiresAt: 3_600_000_000 };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async redeem(code: string): Promise<{ session: string; courierId: number } | null> {
    const courierId = this.#codes.get(code);
    if (courierId === undefined) return null;
    this.#codes.delete(code);
    const session = String((this.#serial += 1)).padStart(43, 's');
    this.sessions.set(session, courierId);
    return { session, courierId };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async findSession(session: string): Promise<number | null> {
    return this.sessions.get(session) ?? null;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async end(session: string): Promise<void> {
    this.sessions.delete(session);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as the store's
  async carried(courierId: number): ReturnType<CourierBook['carried']> {
    const entry = this.entries.find(({ id }) => id === courierId);
    if (entry === undefined) return null;
    const { id, number, name, language } = entry;
    return {
      courier: { id, number, name, language, did: null },
      hasPhone: entry.hasPhone,
      orders: this.carriedOrders,
    };
  }

  #signOut(courierId: number): void {
    for (const secrets of [this.#codes, this.sessions])
      for (const [secret, id] of secrets) if (id === courierId) secrets.delete(secret);
  }

  #active(number: string): CourierEntry | null {
    return this.entries.find((entry) => entry.number === number && entry.disabledAt === null) ?? null;
  }

  #known(number: string): CourierEntry {
    const entry = this.#active(number);
    if (entry === null) throw new Refused('courier-unknown');
    return entry;
  }

  #write(
    entry: CourierEntry,
    { phone, ...changes }: Omit<CourierChanges, 'phone'> & { phone?: Masked | null | undefined },
  ): CourierEntry {
    if (phone !== undefined) this.phones.set(entry.number, phone === null ? null : reveal(phone));
    return this.#put({
      ...entry,
      ...changes,
      hasPhone: phone === undefined ? entry.hasPhone : phone !== null,
    });
  }

  #put(entry: CourierEntry): CourierEntry {
    this.entries = this.entries.map((other) => (other.id === entry.id ? entry : other));
    return entry;
  }
}
