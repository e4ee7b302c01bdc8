import type { EntryView } from '#orders/order-entries';
import type { Page, PageRequest } from '#kernel/page';

/** An entry with its order. */
export interface EntryLine {
  entry: EntryView;
  orderNumber: string;
  customerName: string;
  /** The current manager of the order. */
  managerExtension: string;
  managerName: string;
}

/** Entries of all orders, newest first. */
export interface EntryLists {
  /**
   * Notes written after and between calls. @param hiddenOnly only notes in which a number or an address was
   * hidden
   */
  notes(hiddenOnly: boolean, page: PageRequest): Promise<Page<EntryLine>>;
  /** Changes of contacts, including undone ones. */
  contactChanges(page: PageRequest): Promise<Page<EntryLine>>;
}
