import { columnNames, ignoredColumn, importFields, namesOf, plainName } from './import-fields';
import type { ImportField } from './import-fields';
import { siteFieldChoice } from './site-fields';

/** How the columns of one shop system's export are read, beyond the names that every file may use. */
export interface ImportProfile {
  /** Stable. */
  id: string;
  /** Names of columns, as in `columnNames`: one of each group must be there. */
  signature: readonly string[];
  /** Fields whose columns have other names here; they replace the general names of the field. */
  columns: Partial<Record<ImportField, string>>;
  /** Columns that are not what their names say elsewhere. */
  ignored?: string;
  /** Several columns state the status, and what ends an order counts: of the order, its payment, its parcels. */
  statusOfAll?: true;
}

/** The systems whose exports are told by their columns, the most special first. */
export const importProfiles: readonly ImportProfile[] = [
  {
    id: 'matrixify',
    signature: ['linetype toprow', 'linetitle linename linequantity', 'name number'],
    columns: {
      order_number: 'name number id',
      amount: 'pricetotal',
      placed_at: 'createdat processedat',
      status: 'orderfulfillmentstatus fulfillmentstatus paymentstatus',
      payment_state: 'paymentstatus',
      comment: 'note',
      item_total: 'linetotal',
      delivery_method: 'shipmenttitle shippingmethod shipmentcarriercode',
    },
    statusOfAll: true,
  },
  {
    id: 'shopify',
    signature: [
      'name',
      'billingname lineitemname financialstatus',
      'createdat lineitemname financialstatus total',
    ],
    columns: {
      order_number: 'name',
      customer_name: 'billingname shippingname',
      amount: 'total',
      status: 'fulfillmentstatus financialstatus',
      payment_state: 'financialstatus',
      placed_at: 'createdat',
      comment: 'notes',
      source: 'source',
      // Staff of the point of sale, not of the telephone.
      manager_extension: 'managerextension extension manager менеджер добавочный',
    },
    ignored: 'id vendor location lineitemfulfillmentstatus',
    statusOfAll: true,
  },
  {
    id: 'woocommerce',
    signature: [
      'ordernumber wcorderid orderid',
      'orderkey paymentmethodtitle billingfirstname',
      'billingphone billingemail orderkey',
    ],
    columns: {
      order_number: 'ordernumber wcorderid orderid',
      customer_name: 'customername billingname shippingname',
      placed_at: 'orderdate datecreated',
      amount: 'ordertotal total',
      item_title: 'productname itemname lineitemname',
      source: 'source',
    },
  },
  {
    id: 'tilda',
    signature: ['tranid', 'formname formid'],
    columns: {
      order_number: 'idзаказа orderid tranid',
      customer_name: 'name имя fio фио получательдоставки',
      status: 'stage статусзаказа этап',
      amount: 'суммазаказа amount price',
      payment_state: 'статусоплаты paymentstatus',
      source: 'utmsource formname',
    },
    ignored: 'statusid idплатежа',
  },
  {
    id: 'wix',
    signature: ['ordernumber', 'contactemail notetoseller', 'item qty'],
    columns: {
      item_quantity: 'qty quantity',
      item_price: 'price',
      amount: 'total',
      comment: 'notetoseller',
      status: 'fulfillmentstatus',
      customer_name: 'billingname recipientname contactname',
      shipping_total: 'shippingrate shippingtotal',
    },
    ignored: 'quantityrefunded refundedamount netamount',
  },
  {
    id: 'amazon',
    signature: ['orderid amazonorderid', 'purchasedate', 'buyeremail shipservicelevel quantitypurchased'],
    columns: {
      order_number: 'orderid amazonorderid',
      placed_at: 'purchasedate',
      customer_name: 'buyername recipientname',
      item_total: 'itemprice',
      item_price: 'unitprice',
      amount: 'ordertotal',
      phone: 'buyerphonenumber',
      phone3: 'shipphonenumber',
      country: 'shipcountry',
      shipping_total: 'ordershipping',
    },
    ignored: 'orderitemid',
  },
  {
    id: '1c-bitrix',
    signature: ['позиции составзаказа товары', 'датасоздания датаизменения', 'отменен оплачен'],
    columns: {
      order_number: 'номерзаказа номер id',
      placed_at: 'датасоздания',
      items: 'позиции товары составзаказа',
    },
  },
  {
    id: 'insales',
    signature: [
      'ценапродажи комментарийменеджера каналпродаж',
      'названиетовара товар составзаказа',
      'номерзаказа номер',
    ],
    columns: {
      item_price: 'ценапродажи цена',
      comment: 'комментарийпокупателя комментарийклиента комментарий',
    },
  },
  {
    id: 'amocrm',
    signature: ['этапсделки названиесделки воронка', 'ответственный', 'бюджет бюджетсделки основнойконтакт'],
    columns: {
      order_number: 'номерзаказа id idсделки',
      customer_name: 'основнойконтакт полноеимяконтакта контакт имяконтакта',
      amount: 'бюджет бюджетсделки',
      status: 'этапсделки этап статуссделки',
      source: 'источник источниксделки utmsource',
    },
  },
  {
    id: 'moysklad',
    signature: ['контрагент', 'номер', 'отгружено оплачено зарезервировано организация'],
    columns: {
      order_number: 'номер',
      placed_at: 'время дата момент датаивремя',
      placed_time: '',
      customer_name: 'контрагент',
      amount: 'сумма итого',
      payment_state: 'статусоплаты',
    },
  },
];

/** Files that no system of its own is told by. */
export const plainProfile: ImportProfile = { id: 'plain', signature: [], columns: {} };

export const profileIds = [...importProfiles, plainProfile].map(({ id }) => id);

/** Which columns a field is read from, the first that is filled counting. */
export type Positions = Partial<Record<ImportField, number[]>>;

/** What an administrator decided of columns: by the column's name (`plainName`), a field or `ignore`. */
export type ColumnChoices = Readonly<Record<string, string>>;

export interface MappedColumns {
  profile: string;
  positions: Positions;
  /** Of each column; null where it is not needed. */
  fields: (ImportField | null)[];
  /** Of columns that fill a field of the site: its id. */
  siteFields: ReadonlyMap<number, string>;
}

const fields: ReadonlySet<string> = new Set(importFields);

/** The profile whose signature the columns have; `plain` where none has. */
export function detectProfile(headers: readonly string[]): ImportProfile {
  const names = new Set(headers.map(plainName));
  return (
    importProfiles.find(({ signature }) =>
      signature.every((group) => namesOf(group).some((name) => names.has(name))),
    ) ?? plainProfile
  );
}

/**
 * Which column holds what.
 * @param profile its own names first, then those that every file may use
 * @param choices what an administrator decided, before both
 */
export function mapColumns(
  headers: readonly string[],
  profile: ImportProfile,
  choices: ColumnChoices = {},
): MappedColumns {
  const names = headers.map(plainName);
  const taken: (ImportField | null)[] = headers.map(() => null);
  const closed = new Set<number>();
  const rank = new Map<number, number>();
  const positions: Positions = {};
  const siteFields = new Map<number, string>();
  names.forEach((name, index) => {
    const choice = choices[name];
    if (choice === undefined) return;
    closed.add(index);
    const [, siteField] = siteFieldChoice.exec(choice) ?? [];
    if (siteField !== undefined) siteFields.set(index, siteField);
    else if (fields.has(choice)) taken[index] = choice as ImportField;
  });
  const ignored = new Set(namesOf(profile.ignored ?? ''));
  names.forEach((name, index) => {
    if (ignored.has(name)) closed.add(index);
  });
  const take = (field: ImportField, list: readonly string[]): void => {
    names.forEach((name, index) => {
      const at = list.includes(name) ? list.indexOf(name) : list.indexOf(name.replace(unit, ''));
      if (at === -1 || closed.has(index)) return;
      closed.add(index);
      taken[index] = field;
      rank.set(index, at);
    });
  };
  const special = Object.keys(profile.columns) as ImportField[];
  // Two fields may read one column: the states of an order and of its payment.
  const shared = special.flatMap((field) => {
    const list = namesOf(profile.columns[field] ?? '');
    const before = names.flatMap((name, index) => (list.includes(name) && closed.has(index) ? [index] : []));
    take(field, list);
    return before
      .filter((index) => taken[index] !== null && choices[names[index] ?? ''] === undefined)
      .map((index) => ({ field, index, at: list.indexOf(names[index] ?? '') }));
  });
  for (const field of importFields) {
    if (!special.includes(field)) take(field, namesOf(columnNames[field]));
  }
  takeLikely(names, taken, closed);
  priceOfItem(names, taken);
  const entries = [
    ...taken.flatMap((field, index) => (field === null ? [] : [{ field, index, at: rank.get(index) ?? 0 }])),
    ...shared,
  ].sort((one, other) => one.at - other.at || one.index - other.index);
  for (const { field, index } of entries) (positions[field] ??= []).push(index);
  if (positions.first_name === undefined && positions.last_name !== undefined)
    firstNameBeside(names, positions, taken);
  return { profile: profile.id, positions, fields: taken, siteFields };
}

/** What amounts and quantities are counted in, behind a column's name: `Сумма, руб.`, `Кол-во, шт`. */
const unit = /(?<=.{3})(?:руб|рублей|р|тенге|тг|грн|сум|сом|шт|rub|usd|eur|kzt|byn|br|uah|uzs|pcs)$/u;

/** `Имя` beside `Фамилия` is a first name. */
function firstNameBeside(
  names: readonly string[],
  positions: Positions,
  taken: (ImportField | null)[],
): void {
  const at = positions.customer_name?.find((index) => ['имя', 'name'].includes(names[index] ?? ''));
  if (at === undefined) return;
  positions.first_name = [at];
  taken[at] = 'first_name';
  const others = (positions.customer_name ?? []).filter((index) => index !== at);
  if (others.length > 0) positions.customer_name = others;
  else delete positions.customer_name;
}

/** `Price` beside the order's total is that of an item. */
function priceOfItem(names: readonly string[], taken: (ImportField | null)[]): void {
  const amounts = taken.flatMap((field, index) => (field === 'amount' ? [index] : []));
  const price = amounts.find((index) => names[index] === 'price');
  const isItem = taken.includes('item_title') && !taken.includes('item_price');
  if (price !== undefined && amounts.length > 1 && isItem) taken[price] = 'item_price';
}

/** Telephone numbers and addresses are told by a part of the name too, where no column has a name of the tables. */
const likely: ReadonlyArray<readonly [ImportField, RegExp]> = [
  ['phone', /^(?!.*(тип|type|код|code|model)).*(телефон|phone|telefon|teléfono|téléphone)/u],
  ['email', /^(?!.*(status|статус)).*(email|почт)/u],
];

function takeLikely(names: readonly string[], taken: (ImportField | null)[], closed: Set<number>): void {
  for (const [field, pattern] of likely) {
    // A file may state the recipient's number alone; of an additional one there must be a first.
    if (taken.includes(field) || (field === 'phone' && taken.includes('phone3'))) continue;
    names.forEach((name, index) => {
      if (closed.has(index) || !pattern.test(name)) return;
      closed.add(index);
      taken[index] = field;
    });
  }
}

/** Whether a text names a field, or none on purpose. */
export function isColumnChoice(text: string): boolean {
  return text === ignoredColumn || fields.has(text) || siteFieldChoice.test(text);
}
