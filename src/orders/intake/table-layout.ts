import { ImportError } from './import-error';
import { importFields } from '../model/import-fields';
import type { ImportField } from '../model/import-fields';
import { detectProfile, importProfiles, mapColumns, plainProfile } from '../model/import-profiles';
import type { ColumnChoices, ImportProfile, MappedColumns } from '../model/import-profiles';
import { plainName } from '../model/import-fields';
import { withoutContacts } from '#kernel/redaction/redaction';

/** How columns are to be read: by the profile that the file is told by, unless told. */
export interface MappingRules {
  /** The id of a profile; detected if undefined. */
  profile?: string | undefined;
  /** What an administrator keeps of columns, by the profile's id. */
  choices?: Readonly<Record<string, ColumnChoices>>;
}

/** What a column is read as. Holds nothing of the rows. */
export interface ColumnView {
  /** As the file has it, without numbers and addresses. */
  header: string;
  /** Null where the column is not needed. */
  field: ImportField | null;
}

/** How a file is laid out. */
export interface Layout extends MappedColumns {
  /** The line of the header; lines above it are a title. */
  line: number;
  /** Cells of a row. */
  columns: number;
  /** As an administrator sees them: without numbers and addresses. */
  headers: readonly string[];
  statusOfAll: boolean;
  /** A surname stands before the first name. */
  surnameFirst: boolean;
  /** Of each column with telephone numbers, those with the country. */
  countries: ReadonlyMap<number, readonly number[]>;
}

/** Rows above a header, and in which it is looked for. */
const mostTitleRows = 30;
/** A file with fewer known columns has no header. */
const fewestKnown = 2;

/**
 * Finds the header among the first rows: the row with the most known columns.
 * @returns null where no row has an order number and another known column
 */
export function findHeader(
  rows: ReadonlyArray<{ line: number; cells: readonly string[] }>,
  rules: MappingRules,
): Layout | null {
  let best: { layout: Omit<Layout, 'headers'>; cells: readonly string[]; known: number } | null = null;
  for (const { line, cells } of rows.slice(0, mostTitleRows)) {
    const layout = layOut(line, cells, rules);
    const known = Object.keys(layout.positions).length;
    if (known >= fewestKnown && (best === null || known > best.known)) best = { layout, cells, known };
  }
  return best === null ? null : { ...best.layout, headers: best.cells.map(shownHeader) };
}

/** @throws ImportError `header-incomplete` where orders could not be told apart, or nobody could be called */
export function requireColumns(layout: Layout | null, columns: number): Layout {
  const has = (...fields: ImportField[]): boolean =>
    fields.some((field) => layout?.positions[field] !== undefined);
  const missing = [
    ...(has('order_number') ? [] : ['order_number']),
    // Files of a known system may lack numbers: its orders go in all the same.
    ...(has('phone', 'phone2', 'phone3') || (layout !== null && layout.profile !== plainProfile.id)
      ? []
      : ['phone']),
  ];
  if (layout !== null && missing.length === 0) return layout;
  const found = layout === null ? [] : importFields.filter((field) => layout.positions[field] !== undefined);
  const others = Math.max(0, columns - found.length);
  throw new ImportError(
    'header-incomplete',
    `The first lines must name the columns. Missing: ${missing.join(', ')}. Found: ${
      found.length > 0 ? found.join(', ') : 'none of the known columns'
    }${others > 0 ? `, and ${String(others)} not recognised` : ''}.`,
    { missing: missing.join(','), found: found.join(','), unrecognised: others },
  );
}

function layOut(
  line: number,
  cells: readonly string[],
  { profile: id, choices = {} }: MappingRules,
): Omit<Layout, 'headers'> {
  const profile = id === undefined ? detectProfile(cells) : profileOf(id);
  const own = { ...choices[plainProfile.id], ...choices[profile.id] };
  const mapped = mapColumns(cells, profile, own);
  return {
    ...mapped,
    line,
    columns: cells.length,
    statusOfAll: profile.statusOfAll === true,
    surnameFirst: (mapped.positions.last_name ?? []).some((at) =>
      /\p{Script=Cyrillic}/u.test(cells[at] ?? ''),
    ),
    countries: countriesOf(cells, mapped),
  };
}

function profileOf(id: string): ImportProfile {
  return importProfiles.find((profile) => profile.id === id) ?? plainProfile;
}

/** The country beside a number is that of the same address: of the invoice, of the parcel. */
function countriesOf(headers: readonly string[], { positions }: MappedColumns): Map<number, number[]> {
  const countries = positions.country ?? [];
  const groupOf = (at: number): string =>
    /^(billing|ship|delivery|recipient|customer|buyer)/.exec(plainName(headers[at] ?? ''))?.[1] ?? '';
  const phones = (['phone', 'phone2', 'phone3'] as const).flatMap((field) => positions[field] ?? []);
  return new Map(
    phones.map((phone) => {
      const isSame = (at: number): boolean => groupOf(at) === groupOf(phone);
      return [phone, [...countries.filter(isSame), ...countries.filter((at) => !isSame(at))]];
    }),
  );
}

/** Characters of a header that are shown. */
export const longestHeader = 60;

/** Columns as an administrator sees them. */
export function columnViews({ headers, fields }: Pick<Layout, 'headers' | 'fields'>): ColumnView[] {
  return headers.map((header, at) => ({ header, field: fields[at] ?? null }));
}

/** A file without a header has its first customer there: contacts are taken out. */
function shownHeader(header: string): string {
  return withoutContacts(header.slice(0, longestHeader).replace(/\s+/g, ' ').trim());
}
