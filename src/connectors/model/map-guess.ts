import type { SampleField, SampleKind, ShopSample } from './shop-sample';
import { columnNames, importFields, itemFields, namesOf, plainName } from '#orders/model/import-fields';
import type { ImportField } from '#orders/model/import-fields';

/** The parts of a map that the names of a shop's fields suggest. */
export interface MapGuess {
  id: string | null;
  changedAt: string | null;
  nextToken: string | null;
  fields: Record<string, string[]>;
  items: string | null;
  itemFields: Record<string, string[]>;
}

const idNames = namesOf('id orderid uuid guid code number');
const changeNames = namesOf(
  'updatedat dateupdated updated updatedon changedat changed datechanged modifiedat modified datemodified lastmodified ' +
    'lastupdated lastchange dateupdate изменен датаизменения обновлен',
);
const tokenNames = namesOf('next nextcursor nexttoken nextpagetoken nextpage endcursor cursor after');
const itemsNames = namesOf(columnNames.items + ' lines rows cart basket positions goods');

/** Fields that are somebody's contact are guessed by what they hold; others must hold no contact. */
const holds: Partial<Record<ImportField, readonly SampleKind[]>> = {
  phone: ['phone'],
  phone2: ['phone'],
  phone3: ['phone'],
  email: ['email'],
  delivery_address: ['address', 'text'],
  placed_at: ['time'],
  cancelled: ['time', 'yes-no'],
  item_link: ['link'],
  item_picture: ['link'],
};
const plain: readonly SampleKind[] = ['text', 'number', 'digits', 'yes-no', 'empty'];

/** @returns what could be guessed; what is not there is to be chosen */
export function guessMap({ fields, around }: ShopSample): MapGuess {
  const own = fields.filter(({ list, kind }) => list === null && kind !== 'list');
  const direct = own.filter(({ pointer }) => !/\/\d+(?:\/|$)/.test(pointer));
  const lists = fields.filter(({ kind, list }) => kind === 'list' && list === null);
  const items =
    best(lists, itemsNames)?.pointer ??
    lists.find(({ pointer }) => best(entriesOf(fields, pointer), namesOf(columnNames.item_quantity)) !== null)
      ?.pointer ??
    null;
  const id = best(direct, idNames)?.pointer ?? null;
  const ofOrder = importFields.filter(
    (field) => !(itemFields as readonly string[]).includes(field) && field !== 'items',
  );
  const named = chosen(direct, ofOrder);
  if (named['phone'] === undefined) choose(named, 'phone', own, 'phone');
  if (named['email'] === undefined) choose(named, 'email', own, 'email');
  if (named['order_number'] === undefined && id !== null) named['order_number'] = [id];
  return {
    id,
    changedAt:
      (
        best(
          direct.filter(({ kind }) => kind === 'time'),
          changeNames,
        ) ?? direct.find(({ kind }) => kind === 'time')
      )?.pointer ?? null,
    nextToken:
      best(
        around.filter(({ kind }) => kind !== 'list'),
        tokenNames,
      )?.pointer ?? null,
    fields: named,
    items,
    itemFields: items === null ? {} : chosen(entriesOf(fields, items), itemFields),
  };
}

function choose(
  into: Record<string, string[]>,
  field: string,
  of: readonly SampleField[],
  kind: SampleKind,
): void {
  const found = of.find((each) => each.kind === kind);
  if (found !== undefined) into[field] = [found.pointer];
}

function entriesOf(fields: readonly SampleField[], items: string): SampleField[] {
  return fields.filter(({ list, kind }) => list === items && kind !== 'list');
}

/** Each field of a shop stands for one field at most; earlier ones choose first. */
function chosen(from: readonly SampleField[], fields: readonly ImportField[]): Record<string, string[]> {
  const taken = new Set<string>();
  const named: Record<string, string[]> = {};
  for (const field of fields) {
    const kinds = holds[field] ?? plain;
    const free = from.filter(({ pointer, kind }) => !taken.has(pointer) && kinds.includes(kind));
    const found = best(free, namesOf(columnNames[field]));
    if (found === null) continue;
    taken.add(found.pointer);
    named[field] = [found.pointer];
  }
  return named;
}

/** The field whose name, alone or with those above it, stands first among the names. */
function best(fields: readonly SampleField[], names: readonly string[]): SampleField | null {
  let found: SampleField | null = null;
  let rank = names.length;
  for (const field of fields) {
    const own = Math.min(...suffixesOf(field).map((name) => rankOf(names, name)));
    if (own < rank) [found, rank] = [field, own];
  }
  return found;
}

function rankOf(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  return at === -1 ? names.length : at;
}

/** `/customer/phone` as `phone` and `customerphone`; `/title` of an item as `title` and `itemtitle`. */
function suffixesOf({ pointer, list }: SampleField): string[] {
  const parts = pointer.split('/').slice(1);
  const names = parts.map((_part, from) => plainName(parts.slice(from).join(' ')));
  return list === null ? names : [...names, ...names.map((name) => `item${name}`)];
}
