import { carriedContact, receivedContact } from '#vault/carried-contact';
import type { CarriedContact } from '#vault/carried-contact';
import type { Masked } from '#kernel/masked';
import { slots } from '#kernel/slot';
import type { Slot } from '#kernel/slot';
import { keptDetails } from '../kept-details';
import type { IncomingOrder } from '../order-intake';
import type { ReadOrder, ReadPiece } from '../order-reader';

/**
 * A {@link ReadPiece} as threads can send it: three texts, however many orders it has. Those are sent in a tenth of the time of
 * a thousand objects, and leave the other thread's collector alone while they wait there.
 */
export interface PackedPiece extends Omit<ReadPiece, 'orders'> {
  /** JSON of {@link PackedOrder}s. */
  orders: string;
  /** The details of all orders as they are kept, one behind another. */
  details: string;
  searchTexts: string;
}

type Rest = Omit<IncomingOrder, 'phones' | 'email' | 'details' | 'keptDetails'>;

interface PackedOrder {
  line: number;
  /** Made whole by whoever receives it. */
  order: Rest;
  phones: Partial<Record<Slot, CarriedContact | null>>;
  email?: CarriedContact | null | undefined;
  /** Where its details and its search text end in those of all; absent where it has none. */
  kept?: [number, number] | undefined;
}

export function packed({ orders, ...piece }: ReadPiece): PackedPiece {
  let [details, searchTexts] = ['', ''];
  const all = orders.map(({ line, order }): PackedOrder => {
    const kept = order.details && keptDetails(order.details);
    details += kept?.details ?? '';
    searchTexts += kept?.search_text ?? '';
    return {
      line,
      // What is undefined is not in the text.
      order: { ...order, phones: undefined, email: undefined, details: undefined } as Rest,
      phones: carriedPhones(order),
      email: order.email && carriedContact(order.email),
      kept: kept && [details.length, searchTexts.length],
    };
  });
  return { ...piece, orders: JSON.stringify(all), details, searchTexts };
}

export function unpacked({ orders, details, searchTexts, ...piece }: PackedPiece): ReadPiece {
  let [fromDetails, fromText] = [0, 0];
  const all = JSON.parse(orders) as PackedOrder[];
  return {
    ...piece,
    orders: all.map(({ line, order: rest, phones, email, kept }): ReadOrder => {
      // The object that was parsed, and no copy of it: there are some thousand of them a second.
      const order = rest as IncomingOrder;
      order.phones = {};
      for (const slot of slots) {
        const phone = received(phones[slot]);
        if (phone !== undefined) order.phones[slot] = phone as Masked;
      }
      const address = received(email);
      if (address !== undefined) order.email = address;
      if (kept !== undefined) {
        const [toDetails, toText] = kept;
        order.keptDetails = {
          details: details.slice(fromDetails, toDetails),
          search_text: searchTexts.slice(fromText, toText),
        };
        [fromDetails, fromText] = kept;
      }
      return { line, order };
    }),
  };
}

function carriedPhones({ phones }: IncomingOrder): PackedOrder['phones'] {
  const carried: PackedOrder['phones'] = {};
  for (const slot of slots) {
    const phone = phones[slot];
    if (phone !== undefined) carried[slot] = phone && carriedContact(phone);
  }
  return carried;
}

/** Absent and null are sent as they are. */
function received(carried: CarriedContact | null | undefined): Masked | null | undefined {
  return carried && receivedContact(carried);
}
