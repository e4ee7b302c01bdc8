import type {
  ContactChange,
  ContactChanges,
  ContactFault,
  ContactRestoration,
  ContactResult,
  TooManyChanges,
} from '#orders/contacts/contact-changes';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { MemoryOrdersAtWork } from './memory-orders-at-work';

/** Takes any text of eleven digits for a number. */
export class MemoryContactChanges implements ContactChanges {
  /** What was changed, the number in the clear: nothing else may show it. */
  readonly changes: Array<{ orderNumber: string; slot: string; number: string; by: string }> = [];
  readonly restored: ContactRestoration[] = [];
  /** Entries that can be taken back. */
  readonly restorable = new Set<string>();

  /** Seconds until more may be changed; null where it may be now. */
  waitSeconds: number | null = null;

  constructor(private readonly orders: MemoryOrdersAtWork) {}

  read(text: Masked): { number: Masked } | { fault: ContactFault } {
    const digits = reveal(text).replace(/\D/g, '');
    if (digits === '') return { fault: 'empty' };
    if (digits.length < 11) return { fault: 'too-short' };
    return digits.startsWith('1') ? { fault: 'closed-destination' } : { number: mask(`+${digits}`) };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async change({ slot, number, author, ...write }: ContactChange): Promise<ContactResult | TooManyChanges> {
    const order = this.orders.find({ ...write });
    if (order === null) return { result: 'refused' };
    if (this.waitSeconds !== null) return { result: 'too-many', retryAfterSeconds: this.waitSeconds };
    const { orderNumber } = order;
    this.changes.push({ orderNumber, slot, number: reveal(number), by: author.actor });
    if (!order.slots.includes(slot)) order.slots.push(slot);
    return { result: 'written', order, others: [] };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async restore(restoration: ContactRestoration): Promise<ContactResult> {
    const order = this.orders.find(restoration);
    if (order === null) return { result: 'refused' };
    if (!this.restorable.delete(restoration.entryId)) return { result: 'not-restorable' };
    this.restored.push(restoration);
    return { result: 'written', order, others: [] };
  }
}
