import { carriedContact, receivedContact } from '#vault/carried-contact';
import type { CarriedContact } from '#vault/carried-contact';
import type { Masked } from '#kernel/masked';
import { slots } from '#kernel/slot';
import type { Slot } from '#kernel/slot';
import type { IncomingOrder } from '../order-intake';
import type { ReadPiece } from '../order-reader';

/** The contacts of an order, beside the rest of it. */
type Contacts = Partial<Record<Slot | 'email', CarriedContact | null>>;

/** A {@link ReadPiece} as threads can send it: of each order, line and text, and its contacts apart. */
export interface PackedPiece extends Omit<ReadPiece, 'orders'> {
  lines: number[];
  /** JSON of the orders, without contacts. One text is sent in a tenth of the time of a thousand objects. */
  orders: string;
  contacts: Contacts[];
}

export function packed({ orders, ...rest }: ReadPiece): PackedPiece {
  return {
    ...rest,
    lines: orders.map(({ line }) => line),
    orders: JSON.stringify(orders.map(({ order }) => ({ ...order, phones: undefined, email: undefined }))),
    contacts: orders.map(({ order }) => contactsOf(order)),
  };
}

export function unpacked({ lines, orders, contacts, ...rest }: PackedPiece): ReadPiece {
  const parsed = JSON.parse(orders) as Array<Omit<IncomingOrder, 'phones' | 'email'>>;
  return {
    ...rest,
    orders: parsed.map((order, nth) => {
      const { email, ...phones } = contacts[nth] ?? {};
      const whole: IncomingOrder = { ...order, phones: {} };
      for (const slot of slots) {
        const phone = received(phones[slot]);
        if (phone !== undefined) whole.phones[slot] = phone as Masked;
      }
      const address = received(email);
      if (address !== undefined) whole.email = address;
      return { line: lines[nth] ?? 0, order: whole };
    }),
  };
}

function contactsOf({ phones, email }: IncomingOrder): Contacts {
  const contacts: Contacts = {};
  for (const slot of slots) {
    const phone = phones[slot];
    if (phone !== undefined) contacts[slot] = phone && carriedContact(phone);
  }
  if (email !== undefined) contacts.email = email && carriedContact(email);
  return contacts;
}

/** Absent and null are sent as they are. */
function received(carried: CarriedContact | null | undefined): Masked | null | undefined {
  return carried && receivedContact(carried);
}
