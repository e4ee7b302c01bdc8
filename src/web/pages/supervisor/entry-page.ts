import type { Entry } from '../../api/types';

/** A line of GET /api/notes and GET /api/contact-changes. */
export interface EntryLine {
  entry: Entry;
  orderNumber: string;
  customerName: string;
  extension: string;
  managerName: string;
}
