import type { EntryView } from '#orders/order-entries';
import type { Page, PageRequest } from '#kernel/page';

/** An entry with the order that it stands on. */
export interface EntryLine {
  entry: EntryView;
  orderNumber: string;
  customerName: string;
  /** Whose order it is now. */
  managerExtension: string;
  managerName: string;
}

/** Entries of all orders, newest first. */
export interface EntryLists {
  /** What was written after calls and between them. @param hiddenOnly in which a number or an address was hidden */
  notes(hiddenOnly: boolean, page: PageRequest): Promise<Page<EntryLine>>;
  /** New numbers for old ones; what was taken back too. */
  contactChanges(page: PageRequest): Promise<Page<EntryLine>>;
}
