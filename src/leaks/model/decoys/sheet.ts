import { columnNames, namesOf, plainName } from '#orders/model/import-fields';
import type { ImportField } from '#orders/model/import-fields';

/** A decoy with its number, as the owner has it. */
export interface SheetPerson {
  name: string;
  /** As it stands in the owner's own file. */
  phone: string;
  address: string | null;
  /** Null: it has none, or it is not known here. */
  email: string | null;
}

/** The columns of a sheet for no shop in particular. */
export const usualColumns = ['customer_name', 'phone', 'email', 'delivery_address'] as const;

/** Fields that a decoy has: all others are left to whoever enters it. */
const fields = ['customer_name', 'first_name', 'last_name', 'phone', 'email', 'delivery_address'] as const;
type SheetField = (typeof fields)[number];

/**
 * @param text of a file of the shop
 * @returns the columns that its first line names, and what stands between them
 */
export function headerOf(text: string): { columns: string[]; separator: string } {
  const [line = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const separator = [';', '\t', ','].find((one) => line.includes(one)) ?? ',';
  return { columns: line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')), separator };
}

/** What a column of the shop is for, by its name, as an import would take it; null for what a decoy does not have. */
function fieldOf(column: string): SheetField | null {
  const plain = plainName(column);
  const known = (field: ImportField): boolean =>
    plainName(field) === plain || namesOf(columnNames[field]).includes(plain);
  return fields.find(known) ?? null;
}

/**
 * Decoys as rows to be added to a list of the shop, in the columns that this list has.
 * @param header names of the columns
 * @returns null if no column is for a name, or none for a number
 */
export function sheetRows(header: readonly string[], people: readonly SheetPerson[]): string[][] | null {
  const columns = header.map(fieldOf);
  const hasName = columns.includes('customer_name') || columns.includes('last_name');
  if (!hasName || !columns.includes('phone')) return null;
  return people.map((person) => columns.map((field) => (field === null ? '' : cellOf(field, person))));
}

function cellOf(field: SheetField, { name, phone, address, email }: SheetPerson): string {
  const words = name.split(' ');
  switch (field) {
    case 'customer_name':
      return name;
    case 'first_name':
      return words.slice(0, -1).join(' ');
    case 'last_name':
      return words.at(-1) ?? '';
    case 'phone':
      return phone;
    case 'email':
      return email ?? '';
    case 'delivery_address':
      return address ?? '';
  }
}
