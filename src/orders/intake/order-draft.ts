import { isAnother, sameName, sameTime } from './another-order';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { codeContains, ownFinder } from '#kernel/redaction/own-contacts';
import type { OwnContacts } from '#kernel/redaction/own-contacts';
import type { Finder, Look } from '#kernel/redaction/redaction';
import { redact, redactCatalogue, redactPlace, withoutContacts } from '#kernel/redaction/redaction';
import { ownContacts } from '#vault/contact-text';
import { isOfDomain } from '#vault/email-address';
import { normalisePhone } from '#vault/phone-number';
import type { Region } from '#vault/phone-number';
import type { StatedFault } from '#vault/stated-numbers';
import { withoutRepeats } from '#vault/stated-numbers';
import type { AmountHabit } from './cells/amount';
import type { ShopClock } from './cells/order-date';
import type { StatedNumber } from './cells/order-number-cell';
import { tidyLine, tidyText } from './cells/cell-text';
import { mergedDetails, mostItems } from '../model/order-details';
import { longestSource } from '../model/call-consent';
import type { CallConsent } from '../model/call-consent';
import type { CustomField, OrderDetails, OrderItem } from '../model/order-details';
import { longestFieldValue } from '../model/site-fields';
import type { SiteField } from '../model/site-fields';
import { readSiteField } from './cells/site-field-cell';
import type { OrderStatus } from '../order-view';
import { namelessCustomer } from './order-intake';
import type { IncomingOrder } from './order-intake';
import type { NoticeCode, RowFault, RowNotice } from './row-notice';

/** A number that is not dialled, but says why the order has none. */
export type MainFault = Exclude<StatedFault, 'empty'>;

/**
 * What is stated of fields of the site, in which column or member, and what that tells of decimals. Blank ones are left out: they state
 * nothing.
 */
export type StatedFields = Readonly<Record<string, { text: string; column: string; habit: AmountHabit }>>;

/**
 * What the rows of one order say, before its texts are checked for its contacts. Undefined: no column says anything;
 * null: the column is there, and empty.
 */
export interface OrderDraft {
  line: number;
  number: StatedNumber;
  name: string | null;
  managerExtension?: string;
  status?: OrderStatus;
  amount?: string | null;
  currency?: string | null;
  placedAt?: Micros | null;
  /** Of each slot's columns. */
  phones: { main: Masked[]; second?: Masked[]; recipient?: Masked[] };
  /** Why the main number could not be read. */
  mainFault: MainFault | null;
  email?: Masked | null;
  doNotCall?: true;
  /** Both, or neither: an agreement to automatic calls is never guessed. Null: withdrawn. */
  automaticCalls?: CallConsent | null;
  timeZone?: string | null;
  courier?: string | null;
  /** Null where the file has no column of this kind. */
  details: OrderDetails | null;
  /** What is stated of fields of the site, by their ids; only with details. */
  siteFields?: StatedFields;
  notices: RowNotice[];
}

/**
 * Two rows of one order, of which the second is another item or says the same again. What a later row says counts; its
 * empty cells clear nothing.
 */
export function joined(earlier: OrderDraft, later: OrderDraft): OrderDraft {
  const stated = Object.fromEntries(
    Object.entries(later).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<OrderDraft>;
  const differs = (['amount', 'currency', 'status', 'placedAt'] as const).some((key) => {
    const [one, other] = [earlier[key] ?? null, later[key] ?? null];
    return one !== null && other !== null && one !== other;
  });
  return {
    ...earlier,
    ...stated,
    line: earlier.line,
    number: earlier.number,
    phones: {
      main: later.phones.main.length > 0 ? later.phones.main : earlier.phones.main,
      ...filledSlots(earlier, later),
    },
    mainFault: earlier.mainFault ?? later.mainFault,
    details:
      earlier.details === null || later.details === null
        ? (earlier.details ?? later.details)
        : mergedDetails(earlier.details, later.details),
    ...((earlier.siteFields ?? later.siteFields) && {
      siteFields: { ...earlier.siteFields, ...later.siteFields },
    }),
    notices: [
      ...earlier.notices,
      ...later.notices,
      ...(differs || isOfAnother(earlier, later) ? [noticeOf('rows-differ')] : []),
    ],
  };
}

/** By the rule that keeps known orders from rows of others: a column of words that is taken for that of numbers would join strangers. */
function isOfAnother(one: OrderDraft, other: OrderDraft): boolean {
  const [known, stated] = [numbersOf(one), numbersOf(other)];
  const samePhone =
    known.length === 0 || stated.length === 0
      ? null
      : withoutRepeats([...known, ...stated]).length < known.length + stated.length;
  return isAnother(
    samePhone,
    sameName(other.name, one.name),
    sameTime(other.placedAt ?? null, one.placedAt ?? null),
  );
}

function numbersOf({ phones: { main, second = [], recipient = [] } }: OrderDraft): Masked[] {
  return withoutRepeats([...main, ...second, ...recipient]);
}

/** What is noticed of an order as a whole. */
function noticeOf(code: NoticeCode): RowNotice {
  return { code, column: null, cell: null };
}

function filledSlots(earlier: OrderDraft, later: OrderDraft): Partial<OrderDraft['phones']> {
  const slots: Partial<OrderDraft['phones']> = {};
  for (const slot of ['second', 'recipient'] as const) {
    const [before, after] = [earlier.phones[slot], later.phones[slot]];
    const numbers = after !== undefined && after.length > 0 ? after : before;
    if (numbers !== undefined) slots[slot] = numbers;
  }
  return slots;
}

export type FinishedOrder =
  | { order: IncomingOrder; notices: RowNotice[]; nameCleaned: boolean }
  | { fault: RowFault };

/** The name column's width, in characters. */
const longestName = 200;
/** Stands for a number or an address in a text of an order. */
const hiddenMark = '[…]';
/** A sum with fewer digits is believed, whatever else it might be. */
const fewestDigitsOfPhone = 10;
/** Nobody's number is longer; numbers of parcels are: `80111122223333` could be one for free calls in Russia. */
const mostDigitsOfPhone = 13;
/** Characters of a cell that a report shows. */
const longestCell = 40;

/** By what an order is finished. */
export interface FinishRules {
  /** Where numbers without a country code belong. */
  region: Region;
  /** What the site has defined of its own; none unless told. */
  fields?: readonly SiteField[];
  /** On which day a moment is; UTC unless told. */
  clock?: ShopClock;
  /** Of Star7's own addresses: mails to a customer who had one would come back. Undefined for none. */
  ownMailDomain?: string | undefined;
}

/**
 * An order as it goes in: numbers in their slots, no number or address in any text, and of the site's fields what fits their
 * kind.
 * @param look of the file, whose orders have many texts in common
 */
export function finished(
  draft: OrderDraft,
  { region, fields = [], clock = 0, ownMailDomain }: FinishRules,
  look?: Look,
): FinishedOrder {
  const notices = [...draft.notices];
  const phones = slotsOf(draft, notices);
  if (phones.main === undefined && draft.mainFault !== null) return { fault: `phone-${draft.mainFault}` };
  if (phones.main === undefined) notices.push(noticeOf('phone-missing'));
  const own = ownContacts(
    [phones.main, phones.second, phones.recipient].filter((each) => each !== undefined && each !== null),
    draft.email,
  );
  const { number, stated, bare, earlier } = draft.number;
  // Some shops number their orders by the customer's phone: the manager would be told both at once.
  const contained = codeContains(number, own);
  if (contained === 'number') return { fault: 'order-number-is-phone' };
  if (contained === 'address') return { fault: 'order-number-is-address' };
  // A column of contacts that was taken for that of order numbers: then nothing is known to be the customer's own.
  if (bare !== null && isAnyPhone(bare, region)) return { fault: 'order-number-is-phone' };
  if (bare !== null && mailAddress.test(bare)) return { fault: 'order-number-is-address' };
  const name = tidyLine(draft.name ?? '');
  if (name.length > longestName) return { fault: 'customer-name-too-long' };
  if (name.includes('\ufffd')) return { fault: 'bad-encoding' };
  if (name === '') notices.push(noticeOf('name-missing'));
  const finder = ownFinder(own);
  const cleaned = withoutContacts(name, finder, look);
  const order: IncomingOrder = {
    orderNumber: number,
    phones,
  };
  // A name that was nothing but a number: the order's own number stands for it.
  if (name !== '') order.customerName = cleaned === '' ? namelessCustomer(number) : cleaned;
  const tellsNothing = (text: string | null): text is string =>
    text !== null && codeContains(text, own) === null;
  if (tellsNothing(stated)) order.statedNumber = stated;
  if (earlier !== undefined) {
    const statedNumber = earlier.stated;
    order.earlierNumber = {
      orderNumber: earlier.number,
      ...(tellsNothing(statedNumber) && { statedNumber }),
    };
  }
  if (draft.managerExtension !== undefined) order.managerExtension = draft.managerExtension;
  if (draft.status !== undefined) order.status = draft.status;
  if (draft.amount !== undefined) order.amount = believed(draft.amount, region, own, notices);
  if (draft.currency !== undefined) order.currency = draft.currency;
  if (draft.placedAt !== undefined) order.placedAt = draft.placedAt;
  if (draft.email !== undefined) {
    const isOwn =
      draft.email !== null && ownMailDomain !== undefined && isOfDomain(draft.email, ownMailDomain);
    if (isOwn) notices.push(noticeOf('email-own-domain'));
    order.email = isOwn ? null : draft.email;
  }
  if (draft.doNotCall === true) order.doNotCall = true;
  if (draft.automaticCalls !== undefined) {
    const stated = draft.automaticCalls;
    const source = redact(tidyLine(stated?.source ?? ''), hiddenMark, finder, look).text.slice(
      0,
      longestSource,
    );
    order.automaticCalls = stated === null ? null : { agreedOn: stated.agreedOn, source };
  }
  if (draft.timeZone !== undefined) order.timeZone = draft.timeZone;
  if (draft.courier !== undefined) order.courier = draft.courier;
  if (draft.details !== null) {
    const clean = cleanDetails(draft.details, { region, own, finder, look, notices });
    order.details =
      draft.siteFields === undefined
        ? clean.details
        : { ...clean.details, ...cleanFields(draft.siteFields, fields, { clock, finder, look, notices }) };
    if (draft.details.items.length > mostItems) notices.push(noticeOf('items-left-over'));
    if (clean.cut) notices.push(noticeOf('text-cut'));
  }
  return {
    order,
    notices: notices.map((notice) => ({ ...notice, cell: shownCell(notice, finder) })),
    nameCleaned: cleaned !== name,
  };
}

/** Two numbers in one cell, or in two columns: the first is the customer's, the others have the slots that are free. */
function slotsOf(draft: OrderDraft, notices: RowNotice[]): IncomingOrder['phones'] {
  const { main, second, recipient } = draft.phones;
  const all = withoutRepeats([...main, ...(second ?? []), ...(recipient ?? [])]);
  const [first, ...others] = all;
  const phones: IncomingOrder['phones'] = {};
  if (first !== undefined) phones.main = first;
  const own = recipient?.find((number) => others.includes(number));
  const left = others.filter((number) => number !== own);
  if (own !== undefined) phones.recipient = own;
  else if (recipient !== undefined) phones.recipient = null;
  const [next, afterNext, ...more] = left;
  if (next !== undefined) phones.second = next;
  else if (second !== undefined) phones.second = null;
  if (afterNext !== undefined) {
    if (own === undefined) phones.recipient = afterNext;
    if (own !== undefined || more.length > 0) notices.push(noticeOf('number-left-over'));
  }
  return phones;
}

/** Managers see amounts: a column of numbers that was taken for one would show them all. */
function believed(
  amount: string | null,
  region: Region,
  own: OwnContacts,
  notices: RowNotice[],
): string | null {
  if (amount === null) return null;
  const [whole = ''] = amount.split('.');
  if (!isAnyPhone(whole, region) && codeContains(amount, own) === null) return amount;
  notices.push(noticeOf('amount-is-phone'));
  return null;
}

/** Whether a text is nothing but a number that somebody could be called at. */
function isAnyPhone(text: string, region: Region): boolean {
  if (text.length < fewestDigitsOfPhone) return false;
  const digits = text.replace(/[\s()+.-]/g, '');
  return (
    /^\d+$/.test(digits) &&
    digits.length >= fewestDigitsOfPhone &&
    digits.length <= mostDigitsOfPhone &&
    'number' in normalisePhone(text.replace(/\./g, ' '), region)
  );
}

/** Characters. */
const longest = { line: 200, address: 500, text: 4000 } as const;
const mostTags = 20;
/** A moment as it is shown, with a year that no number begins with. */
const isMinute = /^20\d\d-(0\d|1[0-2])-[0-3]\d( [0-2]\d:[0-5]\d)?$/;
const mostCustom = 30;

/** Against what the texts of an order are checked, and where it is noticed. */
interface DetailRules {
  region: Region;
  own: OwnContacts;
  finder: Finder;
  look: Look | undefined;
  notices: RowNotice[];
}

/** Texts of an order without numbers and addresses, and whether one was longer than is kept. */
function cleanDetails(
  details: OrderDetails,
  { region, own, finder, look, notices }: DetailRules,
): { details: OrderDetails; cut: boolean } {
  let isCut = details.tags.length > mostTags || details.custom.length > mostCustom;
  // Always after what hides: a number at the cut would keep the digits before it.
  const within = (text: string, length: number): string => {
    if (text.length > length) isCut = true;
    return text.slice(0, length);
  };
  const line = (text: string | null, length: number = longest.line): string | null =>
    nullIfEmpty(within(redact(tidyLine(text ?? ''), hiddenMark, finder, look).text, length));
  const text = (stated: string | null): string | null =>
    nullIfEmpty(within(redact(tidyText(stated ?? ''), hiddenMark, finder, look).text, longest.text));
  const code = (stated: string | null): string | null => {
    const plain = tidyLine(stated ?? '');
    if (plain === '') return null;
    const shown = within(plain, longest.line);
    // As a whole, and as it is shown: more digits than a number has are one once they are cut.
    const tells = (each: string): boolean =>
      codeContains(each, own) !== null ||
      each.includes('@') ||
      each.split('/').some((part) => isAnyPhone(part, region));
    return tells(plain) || tells(shown) ? hiddenMark : shown;
  };
  const sum = (stated: string | null): string | null => believed(stated, region, own, notices);
  const catalogue = (stated: string | null): string | null =>
    nullIfEmpty(within(redactCatalogue(tidyLine(stated ?? ''), hiddenMark, finder, look).text, longest.line));
  const place = (stated: string | null): string | null =>
    nullIfEmpty(within(redactPlace(tidyLine(stated ?? ''), hiddenMark, finder, look).text, longest.address));
  const address = (stated: string | null): string | null =>
    stated === null || addressTells(stated, region, own) ? null : stated;
  const item = (each: OrderItem): OrderItem => ({
    title: catalogue(each.title) ?? '',
    option: catalogue(each.option),
    sku: code(each.sku),
    quantity: sum(each.quantity),
    price: sum(each.price),
    total: sum(each.total),
    link: address(each.link),
    picture: address(each.picture),
  });
  const custom = ({ name, value }: CustomField): CustomField[] => {
    const clean = line(value, longest.address);
    return clean === null ? [] : [{ name, value: clean }];
  };
  const { totals, delivery, payment } = details;
  const clean: OrderDetails = {
    items: details.items.slice(0, mostItems).map(item),
    totals: {
      subtotal: sum(totals.subtotal),
      delivery: sum(totals.delivery),
      discount: sum(totals.discount),
      tax: sum(totals.tax),
    },
    delivery: {
      method: line(delivery.method),
      address: place(delivery.address),
      town: line(delivery.town),
      region: line(delivery.region),
      zip: code(delivery.zip),
      country: line(delivery.country),
      wished: isMinute.test(delivery.wished ?? '') ? delivery.wished : line(delivery.wished),
      tracking: code(delivery.tracking),
    },
    payment: { method: line(payment.method), state: line(payment.state) },
    comment: text(details.comment),
    notes: text(details.notes),
    tags: details.tags.slice(0, mostTags).flatMap((tag) => line(tag) ?? []),
    source: line(details.source),
    custom: details.custom.slice(0, mostCustom).flatMap(custom),
  };
  return { details: clean, cut: isCut };
}

/** What fits the kind of its field, without numbers and addresses. Fields that the site has no more state nothing. */
function cleanFields(
  stated: StatedFields,
  fields: readonly SiteField[],
  { clock, finder, look, notices }: Pick<DetailRules, 'finder' | 'look' | 'notices'> & { clock: ShopClock },
): Pick<OrderDetails, 'fields'> {
  const clean: Record<string, string> = {};
  for (const field of fields) {
    // Not what every object has: a field may be called `constructor`.
    const found = Object.hasOwn(stated, field.id) ? stated[field.id] : undefined;
    if (found === undefined) continue;
    const value = readSiteField(field, found.text, { clock, habit: found.habit });
    const whole = redact(tidyLine(value ?? ''), hiddenMark, finder, look).text;
    if (whole.length > longestFieldValue) notices.push(noticeOf('text-cut'));
    const shown = whole.slice(0, longestFieldValue);
    // A number that ends the customer's own would be none with its digits hidden.
    if (value === null || (field.kind !== 'text' && shown !== value)) {
      notices.push({ code: 'field-unfit', column: found.column, cell: found.text });
    } else if (shown !== '') clean[field.id] = shown;
  }
  return Object.keys(clean).length === 0 ? {} : { fields: clean };
}

/**
 * Whether an address of the web tells a contact: one of the order's anywhere, anybody's in its query. Ids of products have as
 * many digits as numbers, and stand in paths.
 */
function addressTells(address: string, region: Region, own: OwnContacts): boolean {
  const { pathname, search, hash } = new URL(address);
  const texts = [pathname, search, hash].map((part) => decoded(part).normalize('NFKC'));
  const values = [search, hash].flatMap((part) => part.split(/[?#&=]/).map(decoded));
  const pieces = texts.flatMap((text) => [text, ...text.split(/[/?#&=]/)]);
  return (
    pieces.some((piece) => codeContains(piece, own) !== null) ||
    texts.some((text) => mailAddress.test(text)) ||
    values.some((value) => isAnyPhone(value.normalize('NFKC'), region))
  );
}

/** `cup@2x.png` is a picture. */
const mailAddress = /@(?!\d+(?:\.\d+)?x\.)[\p{L}\p{N}.-]+\.\p{L}{2,}/u;
/** Times that an address may be encoded. */
const mostEncodings = 3;

/** What stands behind the signs of an address: `%2B7916`. */
function decoded(address: string): string {
  let text = address;
  try {
    for (let time = 0; time < mostEncodings && text.includes('%'); time += 1) text = decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing.
  }
  return text;
}

function nullIfEmpty(text: string): string | null {
  return text === '' ? null : text;
}

/** A cell as a report may show it. Days are no numbers of anybody; in other cells seven digits may be one. */
function shownCell({ code, cell }: Pick<RowNotice, 'code' | 'cell'>, finder?: Finder): string | null {
  if (cell === null) return null;
  const text = tidyLine(cell);
  const isDay = code === 'placed-at-invalid' || code === 'placed-at-ambiguous';
  const shown = isDay ? redact(text, hiddenMark, finder).text : withoutContacts(text, finder);
  return shown === '' ? hiddenMark : shown.slice(0, longestCell);
}
