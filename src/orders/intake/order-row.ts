import { readConsentDay } from '../model/call-consent';
import { isCourierNumber } from '#couriers/model/courier-rules';
import { isTimeZone } from '#kernel/local-time';
import { normaliseEmail } from '#vault/email-address';
import type { Region } from '#vault/phone-number';
import { readAmount, readCurrency } from './cells/amount';
import type { ReadAmount } from './cells/amount';
import { isBlank, readYesNo, visible } from './cells/cell-text';
import { readCountry } from './cells/country';
import { readItemsCell } from './cells/items-cell';
import { dateHabitOf, noDateHabit, readOrderDate, statesNoDate } from './cells/order-date';
import type { ShopClock } from './cells/order-date';
import { readOrderNumber } from './cells/order-number-cell';
import { readStatus, strongest } from './cells/order-status';
import type { ColumnHabits } from './column-habits';
import type { ManagerDirectory } from './manager-directory';
import { detailFields, itemFields, joinedFields } from '../model/import-fields';
import type { ImportField } from '../model/import-fields';
import { noDetails } from '../model/order-details';
import { shopAddressOf } from '../model/shop-address';
import type { CustomField, OrderDetails, OrderItem } from '../model/order-details';
import type { OrderStatus } from '../order-view';
import type { OrderDraft } from './order-draft';
import { draftPhones, readPhoneCells } from './phone-cells';
import type { CellNumbers } from './phone-cells';
import type { NoticeCode, PhoneField, RowFault, RowNotice } from './row-notice';
import { longestHeader } from './table-layout';
import type { Layout } from './table-layout';

/** What the cells of a row mean. */
export interface RowRules {
  layout: Layout;
  habits: Pick<ColumnHabits, 'amount' | 'currency' | 'date'>;
  /** Where numbers without a country code belong if their row names no country. */
  region: Region;
  /** Of times that state no offset. */
  clock: ShopClock;
  managers: ManagerDirectory;
  /** What the site has decided of the shop's words for a status. */
  statuses: ReadonlyMap<string, OrderStatus>;
  /** Before order numbers, where another shop has the same ones. */
  prefix: string;
}

/** A row of the file. */
export interface TableCells {
  line: number;
  cells: readonly string[];
  /** Those that have zeros by their format alone. */
  padded?: readonly number[];
}

export type ReadRow =
  | { draft: OrderDraft }
  | { fault: RowFault }
  /** No order of its own. `null` of a row with nothing in it. */
  | { skipped: NoticeCode | null };

/** Takes an order back from its courier. */
const withNobody = '-';

/** A header as it is compared: headers are kept without numbers and addresses, which no header of an export has. */
function headerText(cell: string): string {
  return visible(cell).replace(/\s+/g, ' ').trim().slice(0, longestHeader);
}

/** Words with which a line of totals begins. */
const totalWord = /^(итог|всего|общая сумма|total|grand total|sum\b|summe|gesamt|разом|razem)/iu;

/**
 * Reads one row. What cannot be read of an optional cell is noticed, and the order stays; reports the first fault that it
 * finds elsewhere.
 * @param previous the order of the row before: a row without a number goes on with its items
 */
export function readRow(row: TableCells, rules: RowRules, previous: OrderDraft | null = null): ReadRow {
  return new RowReader(row, rules).read(previous);
}

class RowReader {
  readonly #notices: RowNotice[] = [];
  readonly #positions: Layout['positions'];

  constructor(
    private readonly row: TableCells,
    private readonly rules: RowRules,
  ) {
    this.#positions = rules.layout.positions;
  }

  read(previous: OrderDraft | null): ReadRow {
    const { cells } = this.row;
    const { layout } = this.rules;
    if (cells.every((cell) => visible(cell).trim() === '')) return { skipped: null };
    if (this.#isHeader()) return { skipped: 'header-again' };
    if (this.#isTotal()) return { skipped: 'total-line' };
    if (cells.length < layout.columns || cells.slice(layout.columns).some((cell) => cell.trim() !== '')) {
      return { fault: 'column-count' };
    }
    const { text = '', at } = this.#at('order_number') ?? {};
    const isPadded = at !== undefined && this.row.padded?.includes(at) === true;
    const number = readOrderNumber(text, { prefix: this.rules.prefix, isPadded });
    if ('fault' in number) {
      const continues = number.fault === 'order-number-empty' && this.#isItemAlone();
      if (!continues) return { fault: number.fault };
      if (previous === null) return { skipped: 'line-without-order' };
      return { draft: this.#draft(previous.number) };
    }
    return { draft: this.#draft(number) };
  }

  /** The header once more: of the next printed page, or of a file that was put below another. */
  #isHeader(): boolean {
    const { headers } = this.rules.layout;
    const [at = -1] = this.#positions.order_number ?? [];
    // Of nearly all rows the number tells.
    if (/^\d/.test(this.#cell(at))) return false;
    const isSame = (cell: string, nth: number): boolean =>
      headerText(cell) === headerText(headers[nth] ?? '');
    return at >= 0 && isSame(this.#cell(at), at) && this.row.cells.every(isSame);
  }

  /** A line below the orders that adds them up. */
  #isTotal(): boolean {
    const number = (this.#text('order_number') ?? '').trim();
    if (totalWord.test(number)) return true;
    if (
      !isBlank(number) ||
      (['phone', 'phone2', 'customer_name'] as const).some((field) => this.#text(field))
    )
      return false;
    return this.row.cells.some((cell) => totalWord.test(cell.trim()));
  }

  /** Nothing is said but of an item. */
  #isItemAlone(): boolean {
    const isItem = [...itemFields, 'line_type' as const].some(
      (field) => this.#text(field) !== undefined && !isBlank(this.#text(field) ?? ''),
    );
    const isCustomer = (['phone', 'phone2', 'phone3', 'customer_name', 'last_name'] as const).some(
      (field) => !isBlank(this.#text(field) ?? ''),
    );
    return isItem && !isCustomer;
  }

  #draft(number: OrderDraft['number']): OrderDraft {
    const phones = this.#phones();
    const draft: OrderDraft = {
      line: this.row.line,
      number,
      name: this.#name(),
      ...phones,
      details: this.#details(),
      ...this.#siteFields(),
      notices: this.#notices,
    };
    this.#manager(draft);
    this.#status(draft);
    this.#amount(draft);
    this.#placedAt(draft);
    this.#email(draft);
    this.#wishes(draft);
    this.#courier(draft);
    return draft;
  }

  /** The first filled cell of a field's columns; an empty one where none is; undefined where there is no column. */
  #at(field: ImportField): { text: string; at: number } | undefined {
    const positions = this.#positions[field];
    const [first] = positions ?? [];
    if (positions === undefined || first === undefined) return undefined;
    const filled = positions.find((at) => !isBlank(this.#cell(at))) ?? first;
    return { text: this.#cell(filled), at: filled };
  }

  #text(field: ImportField): string | undefined {
    return this.#at(field)?.text;
  }

  /** Null where there is no column, or nothing in it. */
  #filled(field: ImportField): string | null {
    if (joinedFields.has(field)) return this.#joined(field);
    const text = this.#text(field);
    return text === undefined || isBlank(text) ? null : text.trim();
  }

  /** The parts of an address, each once; the invoice's only where the parcel has none. */
  #joined(field: ImportField): string | null {
    const positions = this.#positions[field] ?? [];
    const parts = positions.map((at) => this.#cell(at).trim()).filter((part) => !isBlank(part));
    return parts.length === 0 ? null : [...new Set(parts)].join(', ');
  }

  #cell(at: number): string {
    return this.row.cells[at] ?? '';
  }

  #notice(code: NoticeCode, at: number | null, isShown = true): void {
    this.#notices.push({
      code,
      column: at === null ? null : (this.rules.layout.headers[at] ?? ''),
      cell: isShown && at !== null ? this.#cell(at) : null,
    });
  }

  #name(): string | null {
    const whole = this.#filled('customer_name');
    const [first, last, patronymic] = (['first_name', 'last_name', 'patronymic'] as const).map((field) =>
      this.#filled(field),
    );
    if (whole !== null && last === null) return whole;
    const parts = this.rules.layout.surnameFirst ? [last, first, patronymic] : [first, patronymic, last];
    const name = parts.filter((part) => part !== null && part !== undefined).join(' ');
    return whole ?? (name === '' ? null : name);
  }

  #phones(): Pick<OrderDraft, 'phones' | 'mainFault'> {
    const numbersOf = (field: PhoneField): CellNumbers<number> | undefined =>
      this.#positions[field] &&
      readPhoneCells(
        field,
        this.#positions[field].map((at) => ({ at, cell: this.#cell(at) })),
        (at) => ({ region: this.rules.region, country: this.#country(at) }),
      );
    return draftPhones(
      { main: numbersOf('phone'), second: numbersOf('phone2'), recipient: numbersOf('phone3') },
      (code, at) => this.#notice(code, at, false),
    );
  }

  #country(phone: number): Region | null {
    for (const at of this.rules.layout.countries.get(phone) ?? []) {
      const cell = this.#cell(at);
      if (isBlank(cell)) continue;
      const country = readCountry(cell);
      if (country !== null) return country;
      this.#notice('country-unknown', at);
    }
    return null;
  }

  #manager(draft: OrderDraft): void {
    const stated = this.#at('manager_extension');
    if (stated === undefined || isBlank(stated.text)) return;
    const extension = this.rules.managers.find(stated.text);
    if (extension === null) this.#notice('manager-unknown', stated.at);
    else draft.managerExtension = extension;
  }

  #status(draft: OrderDraft): void {
    const { layout, statuses } = this.rules;
    const stated = this.#at('status');
    const positions = layout.statusOfAll
      ? (this.#positions.status ?? [])
      : stated === undefined
        ? []
        : [stated.at];
    const states: OrderStatus[] = [];
    for (const at of positions) {
      const cell = this.#cell(at);
      if (isBlank(cell)) continue;
      const status = readStatus(cell, statuses);
      if (status === null) this.#notice('status-unknown', at);
      else states.push(status);
    }
    const cancelled = this.#filled('cancelled');
    // A day when it was cancelled, or a yes.
    if (cancelled !== null && readYesNo(cancelled) !== false && !statesNoDate(cancelled))
      states.push('cancelled');
    const status = strongest(states);
    if (status !== null) draft.status = status;
  }

  #amount(draft: OrderDraft): void {
    const currency = this.#at('currency');
    if (currency !== undefined) {
      const code = isBlank(currency.text) ? null : readCurrency(currency.text);
      if (code === null && !isBlank(currency.text)) this.#notice('currency-invalid', currency.at);
      draft.currency = code;
    }
    const amount = this.#at('amount');
    if (amount === undefined) return;
    if (isBlank(amount.text)) {
      draft.amount = null;
      return;
    }
    const read = readAmount(amount.text, this.rules.habits.amount(amount.at), draft.currency ?? null);
    draft.amount = read?.amount ?? null;
    if (read === null) this.#notice('amount-invalid', amount.at);
    const unit = this.rules.habits.currency(amount.at);
    if (read?.currencies.length === 0 && unit !== null) draft.currency ??= unit;
    if (read?.guessed === true) this.#notice('amount-ambiguous', amount.at);
    const [named] = read?.currencies ?? [];
    if (read === null || named === undefined || read.currencies.includes(draft.currency ?? '')) return;
    // What stands beside the amount is its currency, whatever the column says.
    if ((draft.currency ?? null) !== null) this.#notice('currency-differs', amount.at);
    draft.currency = named;
  }

  #placedAt(draft: OrderDraft): void {
    const placed = this.#at('placed_at');
    if (placed === undefined) return;
    draft.placedAt = null;
    if (isBlank(placed.text) || statesNoDate(placed.text)) return;
    const habit = this.rules.habits.date(placed.at);
    const at = readOrderDate(placed.text, this.rules.clock, habit, this.#filled('placed_time') ?? '');
    if (at !== null) {
      draft.placedAt = at;
      return;
    }
    const isAmbiguous =
      dateHabitOf(placed.text, noDateHabit) === noDateHabit &&
      readOrderDate(placed.text, this.rules.clock, { dayFirst: 1, monthFirst: 0 }) !== null;
    this.#notice(isAmbiguous ? 'placed-at-ambiguous' : 'placed-at-invalid', placed.at);
  }

  #email(draft: OrderDraft): void {
    const positions = this.#positions.email;
    if (positions === undefined) return;
    draft.email = null;
    for (const at of positions) {
      const cell = this.#cell(at);
      if (isBlank(cell)) continue;
      const read = normaliseEmail(cell);
      if ('address' in read) {
        draft.email = read.address;
        return;
      }
      this.#notice(`email-${read.fault}`, at, false);
    }
  }

  /** A day without what it was agreed by, or the other way round, is no consent. */
  #consent(draft: OrderDraft): void {
    const day = this.#at('calls_agreed_on');
    const source = this.#at('calls_agreed_by');
    const isStated = day !== undefined && !isBlank(day.text.trim());
    const isSourced = source !== undefined && !isBlank(source.text.trim());
    const cell = isStated ? day : source;
    if (cell === undefined || (!isStated && !isSourced)) return;
    const agreedOn = day === undefined ? null : readConsentDay(day.text);
    if (agreedOn !== null && isSourced) draft.automaticCalls = { agreedOn, source: source.text };
    else this.#notice('call-consent-incomplete', cell.at);
  }

  #wishes(draft: OrderDraft): void {
    const doNotCall = this.#at('do_not_call');
    if (doNotCall !== undefined) {
      const wish = readYesNo(doNotCall.text);
      if (wish === true) draft.doNotCall = true;
      if (wish === null) this.#notice('do-not-call-invalid', doNotCall.at);
    }
    this.#consent(draft);
    const zone = this.#at('time_zone');
    if (zone === undefined) return;
    const name = zone.text.trim();
    if (isBlank(name)) draft.timeZone = null;
    else if (isTimeZone(name)) draft.timeZone = name;
    else this.#notice('time-zone-unknown', zone.at);
  }

  /** An empty cell says nothing: the dispatcher may have handed the order over since. */
  #courier(draft: OrderDraft): void {
    const stated = this.#at('courier');
    const courier = stated?.text.trim() ?? '';
    if (stated === undefined || courier === '') return;
    if (courier === withNobody) draft.courier = null;
    else if (isCourierNumber(courier)) draft.courier = courier;
    else this.#notice('courier-unknown', stated.at);
  }

  #details(): OrderDetails | null {
    const isStated = detailFields.some((field) => this.#positions[field] !== undefined);
    if (!isStated && this.rules.layout.siteFields.size === 0) return null;
    const country = (this.#positions.country ?? [])
      .map((at) => this.#cell(at))
      .find((cell) => !isBlank(cell));
    return {
      ...noDetails,
      items: this.#items(),
      totals: {
        subtotal: this.#sum('subtotal'),
        delivery: this.#sum('shipping_total'),
        discount: this.#sum('discount_total'),
        tax: this.#sum('tax_total'),
      },
      delivery: {
        method: this.#filled('delivery_method'),
        address: this.#filled('delivery_address'),
        town: this.#filled('delivery_town'),
        region: this.#filled('delivery_region'),
        zip: this.#filled('delivery_zip')?.replace(/^'/, '') ?? null,
        country: country === undefined ? null : (readCountry(country) ?? country.trim()),
        wished: this.#wished(),
        tracking: this.#filled('tracking'),
      },
      payment: { method: this.#filled('payment_method'), state: this.#paymentState() },
      comment: this.#filled('comment'),
      notes: this.#filled('shop_notes'),
      tags: (this.#filled('tags') ?? '').split(/\s*[,;|]\s*/).filter((tag) => tag !== ''),
      source: this.#filled('source'),
      custom: this.#custom(),
    };
  }

  /** Empty cells state nothing: what was stated or filled in stays. */
  #siteFields(): Pick<OrderDraft, 'siteFields'> {
    const { siteFields, headers } = this.rules.layout;
    if (siteFields.size === 0) return {};
    const stated = [...siteFields].filter(([at]) => !isBlank(this.#cell(at)));
    if (stated.length === 0) return {};
    return {
      siteFields: Object.fromEntries(
        stated.map(([at, field]) => [
          field,
          { text: this.#cell(at), column: headers[at] ?? '', habit: this.rules.habits.amount(at) },
        ]),
      ),
    };
  }

  /** Columns of one name are one field: the first that is filled. */
  #custom(): CustomField[] {
    const found = new Map<string, string>();
    for (const at of this.#positions.custom ?? []) {
      const name = this.rules.layout.headers[at] ?? '';
      if (!isBlank(this.#cell(at)) && !found.has(name)) found.set(name, this.#cell(at));
    }
    return [...found].map(([name, value]) => ({ name, value }));
  }

  #paymentState(): string | null {
    const state = (this.#text('payment_state') ?? '').trim();
    if (state === '') return null;
    const said = readYesNo(state);
    return said === null ? state : said ? 'paid' : 'unpaid';
  }

  /** A moment of a program is shown as people write it, to the minute. */
  #wished(): string | null {
    const wished = this.#filled('delivery_time');
    return (
      wished?.replace(
        /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?$/,
        '$1 $2',
      ) ?? null
    );
  }

  #items(): OrderItem[] {
    const lineType = this.#text('line_type');
    if (lineType !== undefined && !isBlank(lineType) && !/line item|product|товар/i.test(lineType)) return [];
    const cell = this.#filled('items');
    if (cell !== null) {
      const [at = -1] = this.#positions.item_price ?? [];
      return readItemsCell(cell, this.#filled('item_price') ?? '', this.rules.habits.amount(at));
    }
    const title = this.#filled('item_title') ?? this.#filled('item_sku');
    if (title === null) return [];
    return [
      {
        title,
        option: this.#filled('item_option'),
        sku: this.#filled('item_sku'),
        quantity: this.#sum('item_quantity'),
        price: this.#sum('item_price'),
        total: this.#sum('item_total'),
        link: this.#address('item_link'),
        picture: this.#address('item_picture'),
      },
    ];
  }

  #address(field: ImportField): string | null {
    const stated = this.#at(field);
    if (stated === undefined || isBlank(stated.text)) return null;
    const address = shopAddressOf(stated.text);
    if (address === null) this.#notice('link-invalid', stated.at, false);
    return address;
  }

  #readSum(field: ImportField, { text, at }: { text: string; at: number }): ReadAmount | null {
    const habit = this.rules.habits.amount(at);
    // A discount is one with its sign, too.
    if (field === 'discount_total') return readAmount(text.replace(/^\s*[-–−]\s*(?=\d)/u, ''), habit);
    if (field !== 'item_quantity') return readAmount(text, habit);
    const bare = text.replace(/\s*(?:шт(?:ук[аи]?)?|уп(?:ак)?|ед|компл|pcs?|pieces?|units?)\.?\s*$/iu, '');
    const read = readAmount(bare, habit);
    // Programs write `1,000` of one piece; nobody orders thousands where no cell tells.
    return read?.guessed === true ? { ...read, amount: String(Number(bare.replace(',', '.'))) } : read;
  }

  /** An amount that is shown beside others; what cannot be read is noticed. */
  #sum(field: ImportField): string | null {
    const stated = this.#at(field);
    if (stated === undefined || isBlank(stated.text)) return null;
    const read = this.#readSum(field, stated);
    if (read === null) this.#notice('number-invalid', stated.at);
    if (read?.guessed === true) this.#notice('amount-ambiguous', stated.at);
    return read?.amount ?? null;
  }
}
