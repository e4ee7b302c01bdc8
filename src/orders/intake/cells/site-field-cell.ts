import { cleanValue } from '../../model/site-fields';
import type { SiteField, SiteFieldKind } from '../../model/site-fields';
import { readYesNo } from './cell-text';

/** How shops and spreadsheets write a value, in the form in which people fill the field in. */
const forms: Readonly<Record<SiteFieldKind, (stated: string, field: SiteField) => string>> = {
  text: (stated) => stated,
  number: (stated) =>
    stated
      .replace(/[\s'’]/gu, '')
      .replace(',', '.')
      // Programs write decimals that say nothing: 12.5000.
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  date: (stated) =>
    stated.replace(/^(\d\d)\.(\d\d)\.(\d{4})(?!\d)/, '$3-$2-$1').replace(/^(\d{4}-\d\d-\d\d)[T ].*$/u, '$1'),
  choice: (stated, { choices }) =>
    choices.find((choice) => choice.toLowerCase() === stated.toLowerCase()) ?? stated,
  'yes-no': (stated) => {
    const said = readYesNo(stated);
    return said === null ? '' : said ? 'yes' : 'no';
  },
};

/**
 * What a file, a program or a shop states of a field of the site: by the rule of what people fill in, whatever way it is written.
 * @param stated not blank
 * @returns null for what is none of the field's kind; a text as it is, with whatever it holds
 */
export function readSiteField(field: SiteField, stated: string): string | null {
  const value = forms[field.kind](stated.trim(), field);
  if (field.kind === 'text') return value;
  return cleanValue(field, value)?.text || null;
}
