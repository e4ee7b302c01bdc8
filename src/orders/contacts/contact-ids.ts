import type { Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';

/** The ids of the next rows of `customers` and `contact_points`. */
export type ContactIds = Record<'customers' | 'contact_points', number>;

/** Takes the lock of everything that seals: to be called first in the transaction. */
export async function lockContactIds(transaction: Transaction): Promise<ContactIds> {
  const next = await lockSealing(transaction);
  const [customers, points] = [next.get('customers'), next.get('contact_points')];
  if (customers === undefined || points === undefined) {
    throw new Error('The table id_ranges lacks a row that its migration made.');
  }
  return { customers, contact_points: points };
}
