import type { Restraints } from '#calls/model/call-limits';
import type { Slot } from '#kernel/slot';
import type { Manager } from '#people/model/manager';
import { mask } from '#kernel/masked';
import { apart } from '#vault/extension';
import { isOrderNumber } from '#kernel/order-number';
import type { Authorisation, CallRequest, OrderBook } from '#calls/engine/call-authority';
import type { OrderStatus } from '#orders/order-view';

/** An order as a test states it; the phones are E.164 texts by slot. */
export interface MemoryOrder {
  orderId: number;
  orderNumber: string;
  customerName: string;
  managerExtension: string;
  status: OrderStatus;
  phones: Partial<Record<Slot, { contactPointId: number; text: string }>>;
}

/** Managers and orders in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryOrderBook implements OrderBook {
  readonly #managers = new Map<string, Manager>();
  readonly #disabled = new Set<string>();
  readonly #orders = new Map<string, MemoryOrder>();
  readonly #restraints = new Map<string, Partial<Restraints>>();
  #failure: Error | null = null;
  #nextId = 1;

  /** Adds a manager; whatever is left out has the database's default. */
  addManager(extension: string, settings: Partial<Omit<Manager, 'extension'>> = {}): Manager {
    const manager: Manager = {
      id: this.#nextId++,
      extension,
      name: `Manager ${extension}`,
      language: 'ru',
      did: null,
      shortCodeMode: 'keep',
      autoAnswer: false,
      pressToAccept: false,
      maxCallsHour: null,
      maxCallsDay: null,
      ...settings,
    };
    this.#managers.set(extension, manager);
    return manager;
  }

  disableManager(extension: string): void {
    this.#disabled.add(extension);
  }

  /** Adds an order. A phone given as text is put into the slot `main`. */
  addOrder(
    orderNumber: string,
    managerExtension: string,
    phones: string | Partial<Record<Slot, string>>,
    settings: { customerName?: string; status?: OrderStatus } = {},
  ): MemoryOrder {
    const order: MemoryOrder = {
      orderId: this.#nextId++,
      orderNumber,
      customerName: settings.customerName ?? `Customer of ${orderNumber}`,
      managerExtension,
      status: settings.status ?? 'open',
      phones: {},
    };
    const bySlot = typeof phones === 'string' ? { main: phones } : phones;
    for (const [slot, text] of Object.entries(bySlot)) {
      order.phones[slot as Slot] = { contactPointId: this.#nextId++, text };
    }
    this.#orders.set(orderNumber, order);
    return order;
  }

  setStatus(orderNumber: string, status: OrderStatus): void {
    const order = this.#orders.get(orderNumber);
    if (order) order.status = status;
  }

  /** What restrains calls to this order from now on. */
  restrain(orderNumber: string, restraints: Partial<Restraints>): void {
    this.#restraints.set(orderNumber, restraints);
  }

  /** From now on every look-up rejects with this; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async authorise(request: CallRequest): Promise<Authorisation> {
    if (this.#failure) throw this.#failure;
    const manager = this.#disabled.has(request.extension)
      ? null
      : (this.#managers.get(request.extension) ?? null);
    const order = isOrderNumber(request.orderNumber) ? this.#orders.get(request.orderNumber) : undefined;
    const phone = order?.phones[request.slot];
    const callable =
      manager !== null && order?.status === 'open' && order.managerExtension === manager.extension;
    if (!callable || !phone) return { manager, order: null, restraints: null };
    return {
      manager,
      order: {
        orderId: order.orderId,
        orderNumber: order.orderNumber,
        customerName: order.customerName,
        contactPointId: phone.contactPointId,
        slot: request.slot,
        ...apart(mask(phone.text)),
      },
      restraints: {
        doNotCall: false,
        timeZone: null,
        destination: 'open',
        ...this.#restraints.get(request.orderNumber),
      },
    };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async isManager(extension: string): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    return this.#managers.has(extension) && !this.#disabled.has(extension);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async ownerOf(orderNumber: string): Promise<string | null> {
    if (this.#failure) throw this.#failure;
    const order = this.#orders.get(orderNumber);
    if (order?.status !== 'open' || this.#disabled.has(order.managerExtension)) return null;
    return order.managerExtension;
  }
}
