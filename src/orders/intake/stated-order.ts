import { readConsentDay } from '../model/call-consent';
import { isCourierNumber } from '#couriers/model/courier-rules';
import { isTimeZone } from '#kernel/local-time';
import { withoutContacts } from '#kernel/redaction/redaction';
import { normaliseEmail } from '#vault/email-address';
import type { Region } from '#vault/phone-number';
import { readAmount, readCurrency } from './cells/amount';
import type { AmountHabit } from './cells/amount';
import { isBlank } from './cells/cell-text';
import { readCountry } from './cells/country';
import { noDateHabit, readOrderDate, statesNoDate } from './cells/order-date';
import type { ShopClock } from './cells/order-date';
import { readOrderNumber } from './cells/order-number-cell';
import { readStatus } from './cells/order-status';
import type { ManagerDirectory } from './manager-directory';
import type { OrderDraft, StatedFields } from './order-draft';
import { draftPhones, readPhoneCells } from './phone-cells';
import type { CellNumbers } from './phone-cells';
import type { NoticeCode, PhoneField, RowFault, RowNotice } from './row-notice';
import { noDetails, titleAlone } from '../model/order-details';
import type { OrderDelivery, OrderDetails, OrderItem, OrderTotals } from '../model/order-details';
import { shopAddressOf } from '../model/shop-address';
import type { SiteField } from '../model/site-fields';
import type { OrderStatus } from '../order-view';

/** Decimal text, or a number. */
type StatedSum = string | number | null;
export interface StatedItem extends Partial<Omit<OrderItem, 'title' | 'quantity' | 'price' | 'total'>> {
  title: string;
  quantity?: StatedSum;
  price?: StatedSum;
  total?: StatedSum;
}

/** Stated as a whole: what is absent is empty. */
export interface StatedDetails extends Partial<
  Pick<OrderDetails, 'comment' | 'notes' | 'tags' | 'source' | 'custom'>
> {
  items?: StatedItem[];
  totals?: { [Key in keyof OrderTotals]?: StatedSum };
  delivery?: Partial<OrderDelivery>;
  payment?: Partial<OrderDetails['payment']>;
  /** Fields of the site, by name or id. Empty and null state nothing. */
  fields?: Record<string, string | null>;
}

/**
 * An order as a program states it, for {@link ShopOrders}: the canonical order before anything of it is understood. What is
 * absent is not stated: a known order keeps it. Null clears it, except for the main number and the name, which stay.
 */
export interface StatedOrder {
  /** As the shop writes it, see `readOrderNumber`. */
  orderNumber: string;
  customerName?: string | null;
  /** As people write them; a slot may hold two. */
  phones?: { [Slot in 'main' | 'second' | 'recipient']?: string | null };
  /** Of numbers without a country code: ISO 3166, or its name. */
  country?: string | null;
  email?: string | null;
  /** An extension, a name, or a word that the administrator has given to a manager. */
  manager?: string | null;
  /** `open`, `closed`, `cancelled`, or the shop's word. */
  status?: string | null;
  amount?: StatedSum;
  /** ISO 4217. */
  currency?: string | null;
  /** ISO 8601; without an offset, in the shop's zone. */
  placedAt?: string | null;
  /** Only ever raised. */
  doNotCall?: boolean;
  /** The customer has agreed to automatic calls; null: has withdrawn that. */
  automaticCalls?: { agreedOn: string; source: string } | null;
  /** The customer's, IANA. */
  timeZone?: string | null;
  /** Number of the courier who has it; null: none has. */
  courier?: string | null;
  details?: StatedDetails;
}

/** How a stated order is understood. */
export interface StatedRules {
  /** Where numbers without a country code belong if their order names no country. */
  region: Region;
  /** Of times that state no offset. */
  clock: ShopClock;
  managers: ManagerDirectory;
  /** What the site has decided of the shop's words for a status. */
  statuses: ReadonlyMap<string, OrderStatus>;
  /** What the site has defined of its own. */
  fields: readonly SiteField[];
  /** Of Star7's own addresses; undefined for none. */
  ownMailDomain?: string | undefined;
}

/** Programs write a decimal point. */
const decimalPoint: AmountHabit = { point: 1, comma: 0 };

/** Reads an order. What cannot be read of an optional member is noticed, by its JSON Pointer, and the order stays. */
export function readStatedOrder(
  order: StatedOrder,
  rules: StatedRules,
): { draft: OrderDraft } | { fault: RowFault } {
  const number = readOrderNumber(order.orderNumber);
  return 'fault' in number ? number : { draft: new StatedReader(order, rules).draft(number) };
}

class StatedReader {
  readonly #notices: RowNotice[] = [];

  constructor(
    private readonly order: StatedOrder,
    private readonly rules: StatedRules,
  ) {}

  draft(number: OrderDraft['number']): OrderDraft {
    const { order } = this;
    const draft: OrderDraft = {
      line: 0,
      number,
      name: order.customerName ?? null,
      ...this.#phones(),
      details: order.details === undefined ? null : this.#details(order.details),
      ...this.#siteFields(order.details?.fields ?? {}),
      notices: this.#notices,
    };
    this.#manager(draft);
    this.#status(draft);
    this.#sums(draft);
    this.#placedAt(draft);
    this.#email(draft);
    this.#wishes(draft);
    this.#courier(draft);
    return draft;
  }

  #notice(code: NoticeCode, pointer: string): void {
    this.#notices.push({ code, column: pointer, cell: null });
  }

  #phones(): Pick<OrderDraft, 'phones' | 'mainFault'> {
    const { phones = {} } = this.order;
    const read = (slot: keyof typeof phones, field: PhoneField): CellNumbers<string> | undefined => {
      const stated = phones[slot];
      if (stated === undefined) return undefined;
      const cells = [{ at: `#/phones/${slot}`, cell: stated ?? '' }];
      return readPhoneCells(field, cells, () => ({ region: this.rules.region, country: this.#country() }));
    };
    return draftPhones(
      {
        main: read('main', 'phone'),
        second: read('second', 'phone2'),
        recipient: read('recipient', 'phone3'),
      },
      (code, at) => this.#notice(code, at),
    );
  }

  #country(): Region | null {
    const { country } = this.order;
    if (isEmpty(country)) return null;
    const known = readCountry(country);
    if (known === null && !this.#notices.some(({ code }) => code === 'country-unknown')) {
      this.#notice('country-unknown', '#/country');
    }
    return known;
  }

  #manager(draft: OrderDraft): void {
    const { manager } = this.order;
    if (isEmpty(manager)) return;
    const extension = this.rules.managers.find(manager);
    if (extension === null) this.#notice('manager-unknown', '#/manager');
    else draft.managerExtension = extension;
  }

  #status(draft: OrderDraft): void {
    const { status: stated } = this.order;
    if (isEmpty(stated)) return;
    const status = readStatus(stated, this.rules.statuses);
    if (status === null) this.#notice('status-unknown', '#/status');
    else draft.status = status;
  }

  #sums(draft: OrderDraft): void {
    const { amount, currency } = this.order;
    if (currency !== undefined) {
      draft.currency = isEmpty(currency) ? null : readCurrency(currency);
      if (draft.currency === null && !isEmpty(currency)) this.#notice('currency-invalid', '#/currency');
    }
    if (amount !== undefined) draft.amount = this.#sum(amount, '#/amount', 'amount-invalid');
  }

  #sum(stated: StatedSum | undefined, pointer: string, code: NoticeCode = 'number-invalid'): string | null {
    const text = String(stated ?? '');
    if (isBlank(text)) return null;
    const read = readAmount(text, decimalPoint);
    if (read === null) this.#notice(code, pointer);
    return read?.amount ?? null;
  }

  #placedAt(draft: OrderDraft): void {
    const { placedAt } = this.order;
    if (placedAt === undefined) return;
    draft.placedAt = null;
    if (isEmpty(placedAt) || statesNoDate(placedAt)) return;
    draft.placedAt = readOrderDate(placedAt, this.rules.clock, noDateHabit);
    if (draft.placedAt === null) this.#notice('placed-at-invalid', '#/placedAt');
  }

  #email(draft: OrderDraft): void {
    const { email } = this.order;
    if (email === undefined) return;
    draft.email = null;
    if (isEmpty(email)) return;
    const read = normaliseEmail(email);
    if ('address' in read) draft.email = read.address;
    else this.#notice(`email-${read.fault}`, '#/email');
  }

  #consent(draft: OrderDraft): void {
    const { automaticCalls } = this.order;
    if (automaticCalls === undefined) return;
    const agreedOn = automaticCalls === null ? null : readConsentDay(automaticCalls.agreedOn);
    if (automaticCalls === null) draft.automaticCalls = null;
    else if (agreedOn !== null && !isEmpty(automaticCalls.source))
      draft.automaticCalls = { agreedOn, source: automaticCalls.source };
    else this.#notice('call-consent-incomplete', '#/automaticCalls');
  }

  #wishes(draft: OrderDraft): void {
    const { doNotCall, timeZone } = this.order;
    if (doNotCall === true) draft.doNotCall = true;
    this.#consent(draft);
    if (timeZone === undefined) return;
    if (isEmpty(timeZone)) draft.timeZone = null;
    else if (isTimeZone(timeZone.trim())) draft.timeZone = timeZone.trim();
    else this.#notice('time-zone-unknown', '#/timeZone');
  }

  #courier(draft: OrderDraft): void {
    const { courier } = this.order;
    if (courier === undefined) return;
    if (isEmpty(courier)) draft.courier = null;
    else if (isCourierNumber(courier.trim())) draft.courier = courier.trim();
    else this.#notice('courier-unknown', '#/courier');
  }

  #details(stated: StatedDetails): OrderDetails {
    const { items = [], totals = {}, delivery = {}, payment, tags = [], custom = [] } = stated;
    const sum = (key: keyof OrderTotals): string | null => this.#sum(totals[key], `#/details/totals/${key}`);
    return {
      items: items.map((item, nth) => this.#item(item, `#/details/items/${String(nth)}`)),
      totals: {
        subtotal: sum('subtotal'),
        delivery: sum('delivery'),
        discount: sum('discount'),
        tax: sum('tax'),
      },
      delivery: { ...noDetails.delivery, ...delivery },
      payment: { ...noDetails.payment, ...payment },
      comment: stated.comment ?? null,
      notes: stated.notes ?? null,
      tags: [...tags],
      source: stated.source ?? null,
      // Values lose their contacts with all other texts; names are an administrator's elsewhere, and a program's here.
      custom: custom.map(({ name, value }) => ({ name: withoutContacts(name), value })),
    };
  }

  /** As of a column: what is empty states nothing, and what was stated or filled in stays. */
  #siteFields(stated: Readonly<Record<string, string | null>>): Pick<OrderDraft, 'siteFields'> {
    const found: Record<string, StatedFields[string]> = {};
    for (const [key, value] of Object.entries(stated)) {
      const field = this.rules.fields.find(({ id, name }) => id === key || name === key);
      // A name that is none of the site's may be anything, and is not repeated.
      if (field === undefined) this.#notice('field-unknown', '#/details/fields');
      else if (!isEmpty(value))
        found[field.id] = {
          ...{ text: value, column: `#/details/fields/${pointerPart(key)}` },
          habit: decimalPoint,
        };
    }
    return Object.keys(found).length === 0 ? {} : { siteFields: found };
  }

  #item(item: StatedItem, pointer: string): OrderItem {
    const address = (key: 'link' | 'picture'): string | null => {
      const stated = item[key];
      if (isEmpty(stated)) return null;
      const read = shopAddressOf(stated);
      if (read === null) this.#notice('link-invalid', `${pointer}/${key}`);
      return read;
    };
    return {
      ...titleAlone,
      title: item.title,
      option: item.option ?? null,
      sku: item.sku ?? null,
      quantity: this.#sum(item.quantity, `${pointer}/quantity`),
      price: this.#sum(item.price, `${pointer}/price`),
      total: this.#sum(item.total, `${pointer}/total`),
      link: address('link'),
      picture: address('picture'),
    };
  }
}

/** Of a JSON Pointer (RFC 6901). */
function pointerPart(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}

function isEmpty(text: string | null | undefined): text is null | undefined | '' {
  return text === null || text === undefined || text.trim() === '';
}
