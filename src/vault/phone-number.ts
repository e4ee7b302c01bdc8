import { ParseError, getCountries, parsePhoneNumberWithError } from 'libphonenumber-js/core';
import type { CountryCode, MetadataJson } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/min/metadata';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { apart, joined, splitExtension } from './extension';

/** Reasons why a text is not a telephone number. Stable: reject files and programs rely on the slugs. */
export const phoneFaults = [
  'empty',
  'not-a-number',
  'too-short',
  'too-long',
  'unknown-country-code',
  'invalid-for-region',
  /** One that cannot be dialled. */
  'has-extension',
] as const;
export type PhoneFault = (typeof phoneFaults)[number];

/** The number in E.164 with the plus; and what is stored: the number with its extension, if it has one (extension.ts). */
export type NormalisedPhone = { number: Masked; contact: Masked } | { fault: PhoneFault };

/** A region with a known numbering plan: ISO 3166-1 alpha-2, `RU`. */
export type Region = CountryCode;

// TypeScript infers arrays for the tuples in the JSON file.
const metadata = numberingPlans as unknown as MetadataJson;

/** Unusual spaces and direction marks: invisible, and common in copied numbers. */
const invisible = /[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff]/g;

/** Longer than any notation of a number; longer texts are not parsed. */
const longestText = 64;

const faultOf: Readonly<Record<string, PhoneFault>> = {
  NOT_A_NUMBER: 'not-a-number',
  INVALID_COUNTRY: 'unknown-country-code',
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
};

const regions: ReadonlySet<string> = new Set(getCountries(metadata));

export function isRegion(text: string): text is Region {
  return regions.has(text);
}

/**
 * Reads a telephone number as people and spreadsheets write it, with an extension or without, and returns it as E.164 with
 * the plus, masked.
 *
 * It uses the `min` metadata, which checks lengths and each region's general pattern, but not whether a range
 * is in use today. The stricter `max` set rejects ranges that were opened after the library's release, and
 * rejecting a good order costs more than dialling a dead number.
 * @param region the region of numbers without a country code
 */
export function normalisePhone(text: string, region: Region): NormalisedPhone {
  // Spreadsheets mark a text with a leading apostrophe; some exports keep it.
  const trimmed = text.replace(invisible, ' ').trim().replace(/^'/, '');
  if (trimmed === '') return { fault: 'empty' };
  if (trimmed.length > longestText) return { fault: 'too-long' };
  const split = splitExtension(trimmed);
  if (split === null) return { fault: 'has-extension' };
  try {
    // `extract: false`: the whole cell must be one number. Star7 does not choose between two numbers in a
    // cell.
    const parsed = parsePhoneNumberWithError(
      split.number,
      { defaultCountry: region, extract: false },
      metadata,
    );
    if (parsed.ext !== undefined) return { fault: 'has-extension' };
    if (!parsed.isValid()) return { fault: 'invalid-for-region' };
    return { number: mask(parsed.number), contact: joined(parsed.number, split.extension) };
  } catch (error) {
    // The message is one of the library's slugs; its errors never contain the text.
    if (error instanceof ParseError) return { fault: faultOf[error.message] ?? 'not-a-number' };
    throw error;
  }
}

/** Like {@link normalisePhone}, for a masked text. */
export function normaliseMaskedPhone(text: Masked, region: Region): NormalisedPhone {
  return normalisePhone(reveal(text), region);
}

/**
 * Reads the number of a caller as carriers give it: in the country's own form, or E.164 with or without the plus.
 * @returns null for what is no number of any country, or may be two
 */
export function normaliseCaller(text: Masked, region: Region): Masked | null {
  const given = reveal(text);
  const readings = (given.startsWith('+') ? [given] : [given, `+${given}`]).flatMap((form) => {
    const read = normalisePhone(form, region);
    return 'number' in read && apart(read.contact).extension === null ? [read.number] : [];
  });
  const [first] = readings;
  // Of two numbers it may be either: nobody is shown as somebody else.
  const isOne = new Set(readings.map((number) => reveal(number))).size === 1;
  return first !== undefined && isOne ? first : null;
}

/** Whether the number, E.164, is one of these, digits. */
export function isOneOf(number: Masked, numbers: readonly string[]): boolean {
  return numbers.includes(reveal(number).replace(/^\+/, ''));
}
