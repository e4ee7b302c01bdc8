import type { Micros } from '#kernel/micros';
import type { OrderStatus } from '../order-view';

/** How exports write "nothing". */
const nothing: ReadonlySet<string> = new Set(['', '-', '–', '—', 'null', '\\n', 'n/a', 'none', 'нет']);

export function isBlank(cell: string): boolean {
  return cell === '' || nothing.has(cell.trim().toLowerCase());
}

const statusWords: Readonly<Record<OrderStatus, readonly string[]>> = {
  open: [
    'open',
    'new',
    'pending',
    'processing',
    'confirmed',
    'accepted',
    'active',
    'shipped',
    'новый',
    'новая',
    'открыт',
    'открыта',
    'открытый',
    'принят',
    'подтвержден',
    'оформлен',
    'ожидает',
    'в работе',
    'в обработке',
    'обрабатывается',
    'собирается',
    'в доставке',
    'отправлен',
  ],
  closed: [
    'closed',
    'done',
    'complete',
    'completed',
    'delivered',
    'finished',
    'закрыт',
    'закрыта',
    'закрытый',
    'выполнен',
    'завершен',
    'доставлен',
    'получен',
  ],
  cancelled: [
    'cancelled',
    'canceled',
    'refunded',
    'returned',
    'rejected',
    'отменен',
    'отменена',
    'отмена',
    'отказ',
    'возврат',
    'возвращен',
  ],
};

const statusByWord: ReadonlyMap<string, OrderStatus> = new Map(
  Object.entries(statusWords).flatMap(([status, words]) =>
    words.map((word): [string, OrderStatus] => [word, status as OrderStatus]),
  ),
);

/** @returns null for a word that is not known */
export function readStatus(cell: string): OrderStatus | null {
  return statusByWord.get(cell.trim().toLowerCase().replace(/ё/g, 'е')) ?? null;
}

/**
 * An amount with a decimal point or comma, with or without groups of thousands and a currency sign.
 * @returns decimal text; null where it cannot be told what it says, as with `1,990`
 */
export function readAmount(cell: string): string | null {
  const text = cell.replace(/[\s'’₽$€₸]|руб\.?|р\.$/gu, '');
  const marks = text.replace(/\d/g, '');
  const decimal = marks.at(-1);
  let plain = text;
  if (decimal === undefined) plain = text;
  else if (new Set(marks).size === 2 && marks.indexOf(decimal) === marks.length - 1) {
    // Both kinds: the last is the decimal one, the others part thousands.
    plain = text.replaceAll(decimal === ',' ? '.' : ',', '').replace(',', '.');
  } else if (marks.length > 1) {
    // One kind, several times: groups of thousands.
    if (!/^\d{1,3}([.,]\d{3})+$/.test(text)) return null;
    plain = text.replace(/[.,]/g, '');
  } else if (decimal === ',') {
    if (/^\d{1,3},\d{3}$/.test(text)) return null;
    plain = text.replace(',', '.');
  }
  return /^\d{1,10}(\.\d{1,4})?$/.test(plain) ? plain : null;
}

const yes: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', '+', 'x', 'да', 'не звонить']);
const no: ReadonlySet<string> = new Set(['no', 'n', 'false', '0']);

/** @returns null for a word that is not known */
export function readYesNo(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (isBlank(cell) || no.has(word)) return false;
  return yes.has(word) ? true : null;
}

const currencyByWord: ReadonlyMap<string, string> = new Map([
  ['₽', 'RUB'],
  ['РУБ', 'RUB'],
  ['РУБ.', 'RUB'],
  ['Р.', 'RUB'],
  // The rouble's code before 1998; some programs still write it.
  ['RUR', 'RUB'],
  ['$', 'USD'],
  ['€', 'EUR'],
  ['₸', 'KZT'],
  ['ТГ', 'KZT'],
]);

/** @returns an ISO 4217 code; null where it is none */
export function readCurrency(cell: string): string | null {
  const word = cell.trim().toUpperCase();
  return currencyByWord.get(word) ?? (/^[A-Z]{3}$/.test(word) ? word : null);
}

const isoPattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/i;
const dottedPattern = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/**
 * ISO 8601 (`2026-01-31T12:00:00+03:00`) or the Russian `31.01.2026 12:00`. Dates with slashes are refused:
 * nobody can tell the day from the month.
 * @param offsetMinutes of the shop's clock from UTC, for times that state no offset
 */
export function readInstant(cell: string, offsetMinutes: number): Micros | null {
  const text = cell.trim();
  const iso = isoPattern.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction = '', zone] = iso;
    const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
    const offset = zone === undefined ? offsetMinutes : readOffset(zone);
    return offset === null ? null : instant([year, month, day, hour, minute, second], offset, micros);
  }
  const dotted = dottedPattern.exec(text);
  if (!dotted) return null;
  const [, day, month, year, hour, minute, second] = dotted;
  return instant([year, month, day, hour, minute, second], offsetMinutes, 0);
}

/** `+03:00` in minutes; null where it is no offset. */
export function readOffset(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 18 * 60 ? null : match[1] === '-' ? -minutes : minutes;
}

function instant(parts: (string | undefined)[], offsetMinutes: number, micros: number): Micros | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC makes 2 March of 30 February.
  const exact =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  // What DATETIME can hold, with room for every offset.
  if (!exact || year < 1970 || year > 2200) return null;
  return (date.getTime() - offsetMinutes * 60_000) * 1000 + micros;
}
