import type { CourierAnswer, CourierOfCall } from '../model/courier-facts';
import type { AuthorisedOrder } from '../model/order-of-call';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** What a courier has keyed in. */
export interface CourierProof {
  /** Null until it is known who calls: then `courierNumber` says so. */
  courierId: number | null;
  /** Who calls is known by a PIN, not by a caller number. */
  isProved: boolean;
  courierNumber: string;
  pin: string;
  /** The last digits of an order's number; '' if the PIN is to be checked. */
  orderDigits: string;
}

/** An order that a courier carries now. */
export interface CarriedOrder {
  order: Omit<AuthorisedOrder, 'number' | 'extension'>;
  handedOverAt: Micros;
}

/** Who of the couriers calls, and which customer they may call now. Fails with an error if the database does not answer. */
export interface CourierBook {
  /** @returns null if the caller's number is no courier's */
  identify(caller: Masked): Promise<CourierAnswer | null>;
  /** Wrong answers are counted and lock out, as managers' wrong order numbers do. */
  prove(proof: CourierProof): Promise<CourierAnswer>;
  /** Whether a courier who is signed in may call the customer of this order now. */
  admit(courierId: number, orderNumber: string): Promise<CourierAnswer>;
  /** What a courier who is signed in carries now, oldest first; null for a courier who does not work (any more). */
  carried(
    courierId: number,
  ): Promise<{ courier: CourierOfCall; hasPhone: boolean; orders: readonly CarriedOrder[] } | null>;
}
