import type { StatedFault } from '#vault/stated-numbers';
import type { AddressFault } from '#vault/typed-address';
import type { OrderNumberFault } from './cells/order-number-cell';

export type PhoneField = 'phone' | 'phone2' | 'phone3';

/** Why a row was left out. Stable slugs; none of them says what stood in the cell. */
export type RowFault =
  | 'malformed-quotes'
  | 'line-too-long'
  | 'column-count'
  | 'bad-encoding'
  | OrderNumberFault
  | 'order-number-is-phone'
  | 'order-number-is-address'
  | 'order-number-clash'
  | 'another-order'
  | 'customer-name-too-long'
  | `phone-${Exclude<StatedFault, 'empty'>}`;

/** What was not understood of a row whose order went in, or that is no order. Stable slugs. */
export type NoticeCode =
  | 'total-line'
  | 'header-again'
  | 'line-without-order'
  | 'sheet-left-out'
  | 'phone-missing'
  | 'name-missing'
  | 'number-left-over'
  | 'dialled-number-clash'
  | 'manager-unknown'
  | 'courier-unknown'
  | 'status-unknown'
  | 'amount-invalid'
  | 'amount-ambiguous'
  | 'amount-is-phone'
  | 'number-invalid'
  | 'currency-invalid'
  | 'currency-differs'
  | 'placed-at-invalid'
  | 'placed-at-ambiguous'
  | 'country-unknown'
  | 'do-not-call-invalid'
  | 'call-consent-incomplete'
  | 'time-zone-unknown'
  | 'rows-differ'
  | 'text-cut'
  | 'link-invalid'
  | 'field-unknown'
  | 'field-unfit'
  | 'items-left-over'
  | `${PhoneField}-${Exclude<StatedFault, 'empty'>}`
  | `email-${AddressFault}`;

/** Words and values of the shop of which each is reported once, however many rows have it. */
export const wordNotices: ReadonlySet<NoticeCode> = new Set([
  'status-unknown',
  'manager-unknown',
  'courier-unknown',
  'country-unknown',
  'field-unfit',
]);

/** Something that was not understood, and where. */
export interface RowNotice {
  code: NoticeCode;
  /** The column's name, as an administrator sees it; null where it is the row's. */
  column: string | null;
  /** What stood in the cell, without numbers and addresses; null where it is not shown. */
  cell: string | null;
}

/** A word of the shop that was not understood. */
export interface UnknownWord {
  code: NoticeCode;
  /** Without numbers and addresses. */
  word: string;
  rows: number;
}

/** Where rows that were left out are listed, and what was not understood of others. */
export interface Rejects {
  /** @param line counted from 1 */
  add(line: number, fault: RowFault): Promise<void>;
  notice(line: number, notice: RowNotice): Promise<void>;
}
