/**
 * The shop that is called in: managers in a circle, each with orders of their own, so that "one call for one manager at
 * a time" is never what limits. An order's index is in its number, and the customer's number ends in the same seven
 * digits: so a call can be followed from the phone to the carrier.
 */
export const managerCount = 1000;
export const orderCount = 10_000;
const firstExtension = 5001;
const firstOrder = 1_000_000;

export interface BenchOrder {
  orderNumber: string;
  extension: string;
  /** E.164, of the range +7 900 that nobody is called on here. */
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

/** The index in what a phone dialled or a carrier was asked for: the user part of a request's URI. */
export function indexInTarget(target: string): number | null {
  const digits = /(\d{7})$/.exec(target)?.[1];
  if (digits === undefined) return null;
  return Number(digits) % firstOrder;
}
