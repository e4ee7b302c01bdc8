import { joinedTexts } from './field-values';
import { listAt, textAt, textOf, valueAt } from './json-pointer';

/** Where an order has the fields that the shop's owner has added to it: a list of entries, each with its `value`. */
export interface OwnFieldsPlace {
  /** JSON Pointer in the order. */
  list: string;
  /** Members of an entry with what the field is called: first what people call it, then its code and id. */
  names: readonly string[];
}

/**
 * What an order states of a field of the shop's own. Case does not count; of several of one name the first that is filled does.
 * @param name any of those by which it is called
 * @returns null where the order has no such field
 */
export function ownFieldOf(raw: unknown, { list, names }: OwnFieldsPlace, name: string): string | null {
  const wanted = name.trim().toLowerCase();
  const texts = listAt(raw, list)
    .filter((entry) => names.some((each) => textAt(entry, `/${each}`).toLowerCase() === wanted))
    .map((entry) => ownText(valueAt(entry, '/value')));
  return texts.find((text) => text !== '') ?? texts[0] ?? null;
}

/** What people call the fields that an order has. */
export function ownFieldNames(raw: unknown, { list, names: [first = ''] }: OwnFieldsPlace): string[] {
  return listAt(raw, list).map((entry) => textAt(entry, `/${first}`));
}

/** One value, several, or the name of an entry of a directory. Anything else is nothing. */
function ownText(value: unknown): string {
  if (Array.isArray(value)) return joinedTexts(', ', value.map(ownText));
  return textOf(value) ?? textAt(value, '/name');
}
