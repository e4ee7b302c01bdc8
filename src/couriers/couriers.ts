import type { Weekday } from './model/courier-rules';
import type { DeliveryEnd } from './model/courier-rules';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

/** A courier as people see one: of the own mobile only whether it is known. */
export interface CourierEntry {
  id: number;
  number: string;
  name: string;
  company: string | null;
  language: Language;
  activeDays: readonly Weekday[];
  hasPhone: boolean;
  hasPin: boolean;
  /** Orders that are with the courier and not delivered. */
  carries: number;
  disabledAt: Micros | null;
}

export interface NewCourier {
  number: string;
  name: string;
  company?: string | null;
  language?: Language;
  activeDays?: readonly Weekday[];
  /** E.164 with the plus, masked. */
  phone?: Masked | null;
}

export type CourierChanges = Partial<Omit<NewCourier, 'number'>>;

/** The people who deliver. Every method throws `courier-unknown` where no active courier has the number. */
export interface CourierRoster {
  /** By number. */
  list(filter: { disabledToo: boolean }): Promise<CourierEntry[]>;
  find(number: string): Promise<CourierEntry | null>;
  /** @throws slug `courier-exists` */
  add(courier: NewCourier): Promise<CourierEntry>;
  change(number: string, changes: CourierChanges): Promise<CourierEntry>;
  /** Ends sessions and codes; deliveries end as taken back. */
  disable(number: string, by: string): Promise<void>;
  /** @param hash as the vault made it */
  setPin(number: string, hash: string): Promise<void>;
}

/** Who has an order now, and since when. */
export interface DeliveryView {
  courierNumber: string;
  courierName: string;
  handedOverAt: Micros;
}

/** What a change of an order's courier has come to. */
export type HandOverResult =
  | { result: 'written'; delivery: DeliveryView | null; before: DeliveryView | null; orderNumber: string }
  /** No such order, or not this manager's. */
  | { result: 'no-order' }
  | { result: 'order-closed' }
  | { result: 'no-courier' };

/** Which orders are on the way, and with whom. */
export interface DeliveryBook {
  /** @param managerId whose order it must be; null for anybody's. @returns undefined if there is no such order */
  of(orderNumber: string, managerId: number | null): Promise<DeliveryView | null | undefined>;
  /**
   * @param to the courier who has it from now on, or how the delivery has ended. To the same courier changes nothing: the time of
   *   the hand-over stays
   */
  set(
    orderNumber: string,
    to: { courier: string } | { ended: Exclude<DeliveryEnd, 'handed-on'> },
    by: string,
    managerId: number | null,
  ): Promise<HandOverResult>;
}

/** Codes and sessions of couriers: random secrets, of which the store has the hash. */
export interface CourierSecrets {
  /** A code that signs in once. @throws slug `courier-unknown` */
  issueCode(number: string): Promise<{ code: string; expiresAt: Micros }>;
  /** @returns the session's secret; null for a code that is unknown, used or too old */
  redeem(code: string): Promise<{ session: string; courierId: number } | null>;
  /** @returns the id of the active courier whose session it is; null for none */
  findSession(session: string): Promise<number | null>;
  end(session: string): Promise<void>;
}
