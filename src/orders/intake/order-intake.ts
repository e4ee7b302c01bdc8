import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Masked } from '#kernel/masked';
import type { OrderStatus } from '../order-view';

/**
 * An order as the shop states it. A property that is absent is not stated: an order that is known keeps what it
 * has, a new one gets the default. Null states that there is none.
 */
export interface IncomingOrder {
  orderNumber: string;
  customerName: string;
  managerExtension: string;
  status?: OrderStatus;
  /** Decimal text, at most 15 digits before the point and 4 behind it. */
  amount?: string | null;
  /** ISO 4217. */
  currency?: string | null;
  placedAt?: Micros | null;
  /** E.164 with the plus, and the extension if there is one (vault/extension.ts). Whoever answers `main` is the customer: the same main phone, the same customer. */
  phones: { main: Masked } & Partial<Record<Exclude<Slot, 'main'>, Masked | null>>;
  email?: Masked | null;
  /**
   * The customer is not to be called. Only ever raised here: a file that does not know of a customer's wish must not
   * undo it.
   */
  doNotCall?: true;
  /** The customer's, IANA. */
  timeZone?: string | null;
  /** Number of the courier who has the order now; null: none has. */
  courier?: string | null;
}

/** What became of a batch. */
export interface IntakeCounts {
  added: number;
  changed: number;
  unchanged: number;
}

export interface IntakeResult extends IntakeCounts {
  /** Positions in the batch of orders whose extension no active manager has; they were left out. */
  withoutManager: number[];
  /** The same for orders that name a courier who is not active; absent for none. */
  withoutCourier?: number[];
}

/** Where orders are written, many at a time. */
export interface OrderIntake {
  /** The extensions that an order may name. */
  extensions(): Promise<ReadonlySet<string>>;
  /**
   * Writes a batch wholly or not at all. Writing it again changes nothing. Each order number occurs once in it.
   * Batches may be given without waiting; they are written one after another.
   */
  write(orders: readonly IncomingOrder[]): Promise<IntakeResult>;
}
