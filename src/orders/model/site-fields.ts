import { cleanNote } from './note-text';
import type { CleanNote } from './note-text';

export const siteFieldKinds = ['text', 'number', 'date', 'choice', 'yes-no'] as const;
export type SiteFieldKind = (typeof siteFieldKinds)[number];

/** A field of orders that an administrator has defined and people fill in. */
export interface SiteField {
  /** Stable: values are kept by it. */
  id: string;
  name: string;
  kind: SiteFieldKind;
  /** Of a `choice`. */
  choices: string[];
  /** Managers see and fill it in too, at their own orders; else supervisors and administrators alone. */
  managers: boolean;
}

export const mostSiteFields = 20;
export const mostChoices = 50;
/** Characters. */
export const longestFieldName = 60;
export const longestFieldValue = 500;
export const siteFieldId = /^[a-z0-9-]{1,26}$/;
/** More could be somebody's number, which no order may show. */
const mostDigits = 6;

/** What a column of a file is read as where it fills a field of the site. */
export const siteFieldChoice = /^field:([a-z0-9-]{1,26})$/;

/** A number that people write in two ways: `1,200` is 1200 in English, 1.2 in Russian. */
const eitherWay = /^-?[1-9]\d{0,2},\d{3}$/;
/** `1 200,5`: spaces between groups of three digits. */
const grouped = /^-?\d{1,3}(?: \d{3})+(?=[.,]|$)/;

/**
 * A value that somebody has typed into a page, which tells neither language nor column: as {@link cleanValue}, but of a number that
 * could be read in two ways, none.
 */
export function typedValue(
  field: SiteField,
  raw: string,
): { clean: CleanNote } | { fault: 'number-either-way' | 'number-unfit' | 'value-unfit' } {
  const isNumber = field.kind === 'number';
  const typed = raw.replace(/\s+/g, ' ').trim();
  if (isNumber && eitherWay.test(typed)) return { fault: 'number-either-way' };
  const clean = cleanValue(
    field,
    isNumber ? typed.replace(grouped, (whole) => whole.replaceAll(' ', '')) : raw,
  );
  if (clean !== null) return { clean };
  return { fault: isNumber ? 'number-unfit' : 'value-unfit' };
}

/**
 * A value as it may be kept: without numbers and addresses, in the form of its kind. An empty one clears the field.
 * @returns null for what is none of the kind
 */
export function cleanValue({ kind, choices }: SiteField, raw: string): CleanNote | null {
  const clean = cleanNote(raw.replace(/\s+/g, ' '));
  const { text } = clean;
  if (text === '' || kind === 'text') return text.length > longestFieldValue ? null : clean;
  if (clean.hidden > 0) return null;
  if (kind === 'choice') return choices.includes(text) ? clean : null;
  if (kind === 'yes-no') return text === 'yes' || text === 'no' ? clean : null;
  if (kind === 'date') return isDay(text) ? clean : null;
  const number = text.replace(',', '.');
  const isShort = number.replace(/\D/g, '').length <= mostDigits;
  return isShort && /^-?\d+(?:\.\d+)?$/.test(number) ? { text: number, hidden: 0 } : null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What is wrong with the site's list of fields, by its place. */
export function siteFieldFaults(
  fields: readonly SiteField[],
): Array<{ field: string; code: 'value-unfit'; detail: string }> {
  return fields.flatMap(({ id, name, kind, choices }, nth) => {
    const isTwice = fields.some((other, at) => at < nth && (other.id === id || other.name === name));
    return [
      ...(isTwice
        ? [
            {
              field: `fields/${String(nth)}/name`,
              code: 'value-unfit' as const,
              detail: 'must be a name of its own',
            },
          ]
        : []),
      ...(kind === 'choice' && choices.length === 0
        ? [
            {
              field: `fields/${String(nth)}/choices`,
              code: 'value-unfit' as const,
              detail: 'must have one at least',
            },
          ]
        : []),
    ];
  });
}
