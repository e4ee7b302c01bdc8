import { CsvReader } from './csv-records';
import { ImportError } from './import-error';

/** What a column can hold. */
export const fields = [
  'order_number',
  'customer_name',
  'phone',
  'manager_extension',
  'email',
  'amount',
  'currency',
  'placed_at',
  'status',
  'phone2',
  'phone3',
  'do_not_call',
  'time_zone',
  'courier',
] as const;
export type Field = (typeof fields)[number];

const required = ['order_number', 'customer_name', 'phone', 'manager_extension'] as const satisfies Field[];

/** Names of columns, as {@link plain} leaves them. */
const synonyms: Readonly<Record<Field, string>> = {
  order_number: 'ordernumber order orderno ordernum orderid номерзаказа заказ номер заказномер кодзаказа',
  customer_name:
    'customername customer client clientname name fullname buyer buyername фио фиоклиента фиопокупателя клиент ' +
    'покупатель имя имяклиента имяпокупателя заказчик',
  phone:
    'phone phonenumber phone1 tel telephone mobile mobilephone customerphone clientphone телефон телефон1 ' +
    'номертелефона телефонклиента телефонпокупателя мобильный мобильныйтелефон основнойтелефон тел',
  manager_extension:
    'managerextension extension ext manager managerext добавочный добавочныйномер добавочныйменеджера ' +
    'внутренний внутреннийномер внутреннийномерменеджера номерменеджера менеджер',
  email: 'email mail emailaddress customeremail почта электроннаяпочта адресэлектроннойпочты имейл',
  amount: 'amount sum total price orderamount ordertotal сумма суммазаказа итого стоимость',
  currency: 'currency currencycode валюта кодвалюты',
  placed_at:
    'placedat placed orderdate date createdat created дата датазаказа датаоформления датасоздания создан',
  status: 'status orderstatus state статус статусзаказа состояние',
  phone2: 'phone2 secondphone additionalphone телефон2 второйтелефон дополнительныйтелефон доптелефон доптел',
  phone3: 'phone3 recipientphone телефон3 телефонполучателя третийтелефон',
  do_not_call: 'donotcall dnc nocalls незвонить отказотзвонков',
  time_zone: 'timezone tz часовойпояс',
  courier: 'courier couriernumber driver курьер номеркурьера',
};

const fieldByName: ReadonlyMap<string, Field> = new Map(
  fields.flatMap((field) => synonyms[field].split(' ').map((name): [string, Field] => [name, field])),
);

const separators = [',', ';', '\t', '|'] as const;

/** How a file is laid out. */
export interface Layout {
  separator: string;
  /** How many cells a row has. */
  columns: number;
  /** Where each field stands; only fields that the file has. */
  positions: Partial<Record<Field, number>> & Record<(typeof required)[number], number>;
  /** Columns that Star7 has no use for. */
  ignored: number;
}

/**
 * Reads the header line.
 *
 * What was not recognised is counted and not quoted: in a file without a header it is the first customer.
 * @throws ImportError `file-empty`, `header-incomplete`, `header-ambiguous`
 */
export function readHeader(line: string): Layout {
  if (line.trim() === '') throw new ImportError('file-empty', 'The file has no header line.');
  const candidates = separators.map((separator) => layOut(line, separator));
  const best = candidates.reduce((a, b) => (b.recognised.length > a.recognised.length ? b : a));
  const missing = required.filter((field) => !best.recognised.includes(field));
  if (missing.length > 0) {
    const found = best.recognised.length > 0 ? best.recognised.join(', ') : 'none of the known columns';
    const others = best.columns - best.recognised.length;
    throw new ImportError(
      'header-incomplete',
      `The first line must name the columns. Missing: ${missing.join(', ')}. Found: ${found}${
        others > 0 ? `, and ${others} not recognised` : ''
      }.`,
      { missing: missing.join(','), found: best.recognised.join(','), unrecognised: others },
    );
  }
  const twice = best.recognised.find((field, index) => best.recognised.indexOf(field) !== index);
  if (twice !== undefined) {
    throw new ImportError(
      'header-ambiguous',
      `Two columns of the header mean ${twice}. Rename or remove one.`,
      {
        field: twice,
      },
    );
  }
  return {
    separator: best.separator,
    columns: best.columns,
    positions: best.positions as Layout['positions'],
    ignored: best.columns - best.recognised.length,
  };
}

function layOut(
  line: string,
  separator: string,
): { separator: string; columns: number; recognised: Field[]; positions: Partial<Record<Field, number>> } {
  const reader = new CsvReader(separator);
  const [record] = [...reader.push(line), ...reader.end()];
  const cells = record && 'cells' in record ? record.cells : [];
  const positions: Partial<Record<Field, number>> = {};
  const recognised: Field[] = [];
  cells.forEach((cell, index) => {
    const field = fieldByName.get(plain(cell));
    if (field === undefined) return;
    recognised.push(field);
    positions[field] ??= index;
  });
  return { separator, columns: cells.length, recognised, positions };
}

/** `№ Заказа` and `order_number` as the list of synonyms writes them. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/№/g, 'номер')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
