import countries from 'i18n-iso-countries';
import de from 'i18n-iso-countries/langs/de.json';
import en from 'i18n-iso-countries/langs/en.json';
import ru from 'i18n-iso-countries/langs/ru.json';
import uk from 'i18n-iso-countries/langs/uk.json';
import { remembered } from '#kernel/remembered';
import { isRegion } from '#vault/phone-number';
import type { Region } from '#vault/phone-number';

const languages = [en, ru, de, uk];
for (const language of languages) countries.registerLocale(language);

/**
 * Reads a country: its ISO 3166 code of two or three letters, or its name in English, Russian, German or Ukrainian.
 * @returns null where it is none
 */
export function readCountry(cell: string): Region | null {
  return regionOf(cell.trim());
}

const regionOf = remembered((word): Region | null => {
  const code = codeOf(word);
  return code !== undefined && isRegion(code) ? code : null;
});

const shortNames: Readonly<Record<string, string>> = {
  uk: 'GB',
  рф: 'RU',
  сша: 'US',
  usa: 'US',
  россия: 'RU',
};

function codeOf(word: string): string | undefined {
  if (word.length > 60) return undefined;
  const short = shortNames[word.toLowerCase()];
  if (short !== undefined) return short;
  const upper = word.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return upper;
  if (/^[A-Z]{3}$/.test(upper)) return countries.alpha3ToAlpha2(upper);
  for (const { locale } of languages) {
    const found = countries.getSimpleAlpha2Code(word, locale) ?? countries.getAlpha2Code(word, locale);
    if (found !== undefined) return found;
  }
  return undefined;
}
