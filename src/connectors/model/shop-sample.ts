import { textOf, valueAt } from './json-pointer';
import { withoutContacts } from '#kernel/redaction/redaction';

/** What a field of a shop's answer holds. Stable: pages translate them. */
export const sampleKinds = [
  'text',
  'number',
  'yes-no',
  'time',
  'phone',
  'email',
  'address',
  'link',
  'secret',
  /** Digits that may be a number of somebody. */
  'digits',
  'empty',
  'list',
] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** A field of a shop's answer, without any number or address. */
export interface SampleField {
  /** JSON Pointer (RFC 6901), from where `list` says. */
  pointer: string;
  /** Null: from the order. A pointer: from each entry of this list in the order. */
  list: string | null;
  kind: SampleKind;
  /** The first value that is filled, if it may be shown. */
  example: string | null;
}

/** What an administrator sees of a shop's answer to draw a map. */
export interface ShopSample {
  /** Lists of objects in the answer, the one with most entries first. */
  lists: string[];
  /** The one that was taken for the orders; null if there is none. */
  orders: string | null;
  /** Its entries. */
  count: number;
  /** Of the orders. */
  fields: SampleField[];
  /** Of the answer around them: where the next page is, for instance. */
  around: SampleField[];
}

/** Orders whose fields are joined: not each order has all of them. */
const readOrders = 25;
const mostFields = 300;
const deepest = 6;
/** Characters. */
const longestExample = 60;
const longestName = 80;

/**
 * What an answer holds, without numbers and addresses: values are shown as the redaction leaves them, and those that are
 * somebody's contact by name or by form as their kind alone. Names of fields with a number or an address are left out.
 * @param orders where the orders are; null finds them
 */
export function sampleOf(answer: unknown, orders: string | null): ShopSample {
  const lists = listsIn(answer);
  const at = orders !== null && Array.isArray(valueAt(answer, orders)) ? orders : (lists[0] ?? null);
  const found = at === null ? [] : (valueAt(answer, at) as unknown[]);
  const fields = new FieldCollection();
  for (const order of found.slice(0, readOrders)) fields.add(order, null);
  const around = new FieldCollection();
  if (at !== '') around.add(answer, null, at);
  return { lists, orders: at, count: found.length, fields: fields.all(), around: around.all() };
}

/** Where an object with this id is in an answer: the answer itself, or at most two objects deep. */
export function holderOf(answer: unknown, idAt: string, id: string): string | null {
  const candidates = ['', ...below(answer, ''), ...below(answer, '').flatMap((at) => below(answer, at))];
  return candidates.find((at) => textOf(valueAt(valueAt(answer, at), idAt)) === id) ?? null;
}

function below(answer: unknown, at: string): string[] {
  const value = valueAt(answer, at);
  return isObject(value) ? Object.keys(value).map((name) => `${at}/${escaped(name)}`) : [];
}

function listsIn(answer: unknown): string[] {
  const found: Array<{ at: string; entries: number }> = [];
  const look = (value: unknown, at: string, depth: number): void => {
    if (Array.isArray(value)) {
      if (value.every(isObject)) found.push({ at, entries: value.length });
    } else if (isObject(value) && depth < deepest) {
      for (const [name, each] of Object.entries(value)) {
        if (isShown(name)) look(each, `${at}/${escaped(name)}`, depth + 1);
      }
    }
  };
  look(answer, '', 0);
  return found.sort((one, other) => other.entries - one.entries).map(({ at }) => at);
}

class FieldCollection {
  readonly #fields = new Map<string, SampleField>();

  /** @param except what is not looked into */
  add(value: unknown, list: string | null, except: string | null = null): void {
    this.#walk(value, { names: [], list, except });
  }

  all(): SampleField[] {
    return [...this.#fields.values()];
  }

  #walk(value: unknown, at: { names: string[]; list: string | null; except: string | null }): void {
    const { names, list, except } = at;
    const pointer = names.map((name) => `/${escaped(name)}`).join('');
    if (names.length > deepest || (except !== null && pointer === except)) return;
    if (Array.isArray(value)) {
      const entries = value as unknown[];
      if (entries.some(isObject)) {
        this.#put({ pointer, list, kind: 'list', example: null });
        // Lists in lists cannot be mapped.
        if (list === null) for (const entry of entries.slice(0, readOrders)) this.add(entry, pointer);
      }
      // Single entries: the first address of a customer, for instance.
      if (entries.length > 0) this.#walk(entries[0], { ...at, names: [...names, '0'] });
    } else if (isObject(value)) {
      for (const [name, each] of Object.entries(value)) {
        if (isShown(name)) this.#walk(each, { ...at, names: [...names, name] });
      }
    } else this.#put({ pointer, list, ...shownValue(names, textOf(value) ?? '', typeof value) });
  }

  #put(field: SampleField): void {
    const key = `${field.list ?? ''} ${field.pointer}`;
    const known = this.#fields.get(key);
    if (known === undefined) {
      if (this.#fields.size < mostFields) this.#fields.set(key, field);
    } else if (known.kind === 'empty' || (field.kind === 'phone' && known.kind !== 'list'))
      this.#fields.set(key, field);
  }
}

/** Names of fields, as one word in lower case with underscores, that say what may not be shown. */
const telling: ReadonlyArray<readonly [SampleKind, RegExp]> = [
  [
    'secret',
    /token|secret|password|passwd|(?:^|_)(?:key|hash|signature|session|cookie|ip|pin|cvv)(?:_|$)|парол/,
  ],
  [
    'phone',
    /phone|mobile|telefon|(?:^|_)(?:tel|cell|msisdn|whats_?app|viber|telegram)(?:_|$)|телефон|мобильн/,
  ],
  ['email', /e_?mail|почта/],
  [
    'address',
    /address|street|(?:^|_)(?:addr|house|building|flat|apartment|apt|lat|lon|lng|latitude|longitude)(?:_|\d|$)|адрес|улица|квартира/,
  ],
];
const timeName =
  /(?:^|_)(?:at|on|date|time|created|updated|changed|modified|placed|timestamp|дата|время)(?:_|$)/;
const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const telephone = /^\+?[\d\s().-]{10,24}$/;

function shownValue(
  names: readonly string[],
  text: string,
  type: string,
): Pick<SampleField, 'kind' | 'example'> {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty', example: null };
  if (type === 'boolean') return { kind: 'yes-no', example: trimmed };
  const digits = trimmed.replace(/\D/g, '').length;
  const words = names.map(words_).join(' ');
  const told = telling.find(([, name]) => name.test(words))?.[0];
  // A yes or a country in a field of this name tells nothing of anybody.
  if (told !== undefined && !(digits === 0 && trimmed.length <= 2)) return { kind: told, example: null };
  if (isoTime.test(trimmed)) return { kind: 'time', example: trimmed };
  if (/^\d{9,14}$/.test(trimmed) && timeName.test(words_(names.at(-1) ?? '')))
    return { kind: 'time', example: null };
  if (/^https?:\/\//i.test(trimmed)) return { kind: 'link', example: null };
  if (/^\S+@\S+$/.test(trimmed)) return { kind: 'email', example: null };
  if (digits >= 7 && telephone.test(trimmed)) return { kind: 'phone', example: null };
  const example = short(withoutContacts(short(trimmed)));
  const isNumber = /^-?\d+(?:[.,]\d+)?$/.test(trimmed);
  if (isNumber) return { kind: digits >= 7 ? 'digits' : 'number', example: digits >= 7 ? null : trimmed };
  return { kind: 'text', example: example === '' ? null : example };
}

/** `billingPhone2` as `billing_phone2`. */
function words_(name: string): string {
  return name
    .replace(/([a-zа-я\d])([A-ZА-Я])/g, '$1_$2')
    .replace(/[\s.-]+/g, '_')
    .toLowerCase();
}

/** What is cut off is not read: a number that the cut goes through is hidden with what is left of it. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longestExample
    ? line
    : `${line.slice(0, longestExample).replace(/[\d\s().+-]+$/, '')} …`;
}

function isShown(name: string): boolean {
  return name.length <= longestName && withoutContacts(name) === name;
}

function escaped(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
