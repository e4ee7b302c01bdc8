import { isCourierNumber } from '#couriers/model/courier-rules';
import { isTimeZone } from '#kernel/local-time';
import { isOrderNumber } from '#kernel/order-number';
import { Masked } from '#kernel/masked';
import type { IncomingOrder } from './order-intake';
import { codeContains, ownFinder } from '#kernel/redaction/own-contacts';
import type { OwnContacts } from '#kernel/redaction/own-contacts';
import { withoutContacts } from '#kernel/redaction/redaction';
import { ownContacts } from '#vault/contact-text';
import { normaliseEmail } from '#vault/email-address';
import type { EmailFault } from '#vault/email-address';
import { normalisePhone } from '#vault/phone-number';
import type { PhoneFault, Region } from '#vault/phone-number';
import { isBlank, readAmount, readCurrency, readInstant, readStatus, readYesNo } from './cell-values';
import type { Field, Layout } from './csv-header';

type PhoneField = 'phone' | 'phone2' | 'phone3';

/** Why a row was left out. Stable slugs; none of them says what stood in the cell. */
export type RowFault =
  | 'malformed-quotes'
  | 'line-too-long'
  | 'column-count'
  | 'bad-encoding'
  | 'order-number-empty'
  | 'order-number-invalid'
  | 'order-number-is-phone'
  | 'order-number-is-address'
  | 'customer-name-empty'
  | 'customer-name-too-long'
  | 'manager-extension-empty'
  | 'manager-unknown'
  | 'status-unknown'
  | 'amount-invalid'
  | 'amount-is-phone'
  | 'currency-invalid'
  | 'placed-at-invalid'
  | 'do-not-call-invalid'
  | 'time-zone-unknown'
  | 'courier-unknown'
  | `${PhoneField}-${PhoneFault}`
  | `email-${EmailFault}`;

/** What the cells of a row mean. */
export interface RowRules {
  layout: Layout;
  /** Where numbers without a country code belong. */
  region: Region;
  /** Of the shop's clock from UTC, for times that state none. */
  offsetMinutes: number;
  /** Those of the active managers. */
  extensions: ReadonlySet<string>;
}

/** The column's width, in characters. */
const longestName = 200;

export type ReadRow = { order: IncomingOrder; nameCleaned: boolean } | { fault: RowFault };

/** Reads one row. Reports the first fault that it finds. */
export function readRow(cells: readonly string[], rules: RowRules): ReadRow {
  try {
    return read(cells, rules);
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

/** Takes an order back from its courier. */
const withNobody = '-';

/** A sum with fewer digits is believed, whatever else it might be. */
const fewestDigitsOfPhone = 10;

/** Leaves the reading of a row from wherever the fault is found. */
class Fault extends Error {
  constructor(readonly fault: RowFault) {
    super(fault);
  }
}

function read(cells: readonly string[], rules: RowRules): ReadRow {
  const { layout, extensions } = rules;
  if (cells.length < layout.columns || cells.slice(layout.columns).some((cell) => cell.trim() !== '')) {
    throw new Fault('column-count');
  }
  const text = (field: Field): string | undefined => {
    const position = layout.positions[field];
    return position === undefined ? undefined : cells[position];
  };

  const orderNumber = (text('order_number') ?? '').trim();
  if (orderNumber === '') throw new Fault('order-number-empty');
  if (!isOrderNumber(orderNumber)) throw new Fault('order-number-invalid');

  const stated = tidy(text('customer_name') ?? '');
  if (stated === '') throw new Fault('customer-name-empty');
  if (stated.length > longestName) throw new Fault('customer-name-too-long');
  if (stated.includes('\ufffd')) throw new Fault('bad-encoding');

  const managerExtension = (text('manager_extension') ?? '').trim();
  if (managerExtension === '') throw new Fault('manager-extension-empty');
  if (!extensions.has(managerExtension)) throw new Fault('manager-unknown');

  const order: IncomingOrder = {
    orderNumber,
    customerName: stated,
    managerExtension,
    phones: { main: phone(text('phone') ?? '', 'phone', rules) },
  };
  optionalPhone(order, 'second', text('phone2'), 'phone2', rules);
  optionalPhone(order, 'recipient', text('phone3'), 'phone3', rules);
  const email = text('email');
  if (email !== undefined) order.email = isBlank(email) ? null : address(email);
  const { main, second, recipient } = order.phones;
  const own = ownContacts(
    [main, second, recipient].filter((each) => each instanceof Masked),
    order.email,
  );
  // Some shops number their orders by the customer's phone: the manager would be told both at once.
  const contained = codeContains(orderNumber, own);
  if (contained === 'number') throw new Fault('order-number-is-phone');
  if (contained === 'address') throw new Fault('order-number-is-address');
  const cleaned = withoutContacts(stated, ownFinder(own));
  // A name that was nothing but a number: the order's own number stands for it.
  order.customerName = cleaned === '' ? `№ ${orderNumber}` : cleaned;

  const status = text('status');
  if (status !== undefined && !isBlank(status)) order.status = known(readStatus(status), 'status-unknown');
  const amount = text('amount');
  if (amount !== undefined) order.amount = isBlank(amount) ? null : plainAmount(amount, rules, own);
  const currency = text('currency');
  if (currency !== undefined) {
    order.currency = isBlank(currency) ? null : known(readCurrency(currency), 'currency-invalid');
  }
  const placedAt = text('placed_at');
  if (placedAt !== undefined) {
    order.placedAt = isBlank(placedAt)
      ? null
      : known(readInstant(placedAt, rules.offsetMinutes), 'placed-at-invalid');
  }
  const doNotCall = text('do_not_call');
  if (doNotCall !== undefined && known(readYesNo(doNotCall), 'do-not-call-invalid')) order.doNotCall = true;
  const timeZone = text('time_zone');
  if (timeZone !== undefined) {
    const name = timeZone.trim();
    if (!isBlank(timeZone) && !isTimeZone(name)) throw new Fault('time-zone-unknown');
    order.timeZone = isBlank(timeZone) ? null : name;
  }
  // An empty cell says nothing: the dispatcher may have handed the order over since.
  const courier = text('courier')?.trim() ?? '';
  if (courier === withNobody) order.courier = null;
  else if (courier !== '') {
    if (!isCourierNumber(courier)) throw new Fault('courier-unknown');
    order.courier = courier;
  }
  return { order, nameCleaned: cleaned !== stated };
}

/** One line, without the control characters that a header of a SIP message must not hold. */
function tidy(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function optionalPhone(
  order: IncomingOrder,
  slot: 'second' | 'recipient',
  text: string | undefined,
  field: PhoneField,
  rules: RowRules,
): void {
  if (text === undefined) return;
  order.phones[slot] = isBlank(text) ? null : phone(text, field, rules);
}

function phone(text: string, field: PhoneField, { region }: RowRules): Masked {
  const read = normalisePhone(text, region);
  if ('fault' in read) throw new Fault(`${field}-${read.fault}`);
  return read.contact;
}

function address(text: string): Masked {
  const read = normaliseEmail(text);
  if ('fault' in read) throw new Fault(`email-${read.fault}`);
  return read.address;
}

/** Managers see amounts: a column of numbers that was taken for one would show them all. */
function plainAmount(text: string, { region }: RowRules, own: OwnContacts): string {
  const amount = known(readAmount(text), 'amount-invalid');
  const [whole = ''] = amount.split('.');
  const isAnyPhone = whole.length >= fewestDigitsOfPhone && 'number' in normalisePhone(whole, region);
  if (isAnyPhone || codeContains(amount, own) !== null) throw new Fault('amount-is-phone');
  return amount;
}

function known<Value>(value: Value | null, fault: RowFault): Value {
  if (value === null) throw new Fault(fault);
  return value;
}
