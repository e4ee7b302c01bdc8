/**
 * The shop for the measured calls: managers take turns, each with their own orders, so that "one call per
 * manager at a time" is never the limit. The order number contains the index of the order, and the customer's
 * number ends in the same seven digits, so that a call can be followed from the phone to the carrier.
 */
export const managerCount = 1000;
export const orderCount = 10_000;
const firstExtension = 5001;
const firstOrder = 1_000_000;

export interface BenchOrder {
  orderNumber: string;
  extension: string;
  /** E.164, from the range +7 900; no real number is called. */
  phone: string;
}

export function benchOrder(index: number): BenchOrder {
  return {
    orderNumber: String(firstOrder + index),
    extension: String(firstExtension + (index % managerCount)),
    phone: `+7900${String(index).padStart(7, '0')}`,
  };
}

export function benchExtensions(): string[] {
  return Array.from({ length: managerCount }, (_, index) => String(firstExtension + index));
}

export function benchOrders(): BenchOrder[] {
  return Array.from({ length: orderCount }, (_, index) => benchOrder(index));
}

/** The order index in the user part of a request's URI, from a phone or to a carrier. */
export function indexInTarget(target: string): number | null {
  const digits = /(\d{7})$/.exec(target)?.[1];
  if (digits === undefined) return null;
  return Number(digits) % firstOrder;
}
