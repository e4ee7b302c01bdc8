import { ParseError, getCountries, parsePhoneNumberWithError } from 'libphonenumber-js/core';
import type { CountryCode, MetadataJson } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/min/metadata';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Why a text is not a telephone number. Stable: reject files and programs rely on the slugs. */
export const phoneFaults = [
  'empty',
  'not-a-number',
  'too-short',
  'too-long',
  'unknown-country-code',
  'invalid-for-region',
  'has-extension',
] as const;
export type PhoneFault = (typeof phoneFaults)[number];

export type NormalisedPhone = { number: Masked } | { fault: PhoneFault };

/** A region whose numbering plan is known: ISO 3166-1 alpha-2, `RU`. */
export type Region = CountryCode;

// The compiler reads the JSON file's own shape, in which a tuple is an array.
const metadata = numberingPlans as unknown as MetadataJson;

/** Spaces of other widths and marks of writing direction: invisible, and common in copied numbers. */
const invisible = /[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff]/g;

/** Longer than any way of writing a number; beyond it a text is not looked at. */
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
 * Reads a telephone number as people and spreadsheets write it, and gives it as E.164 with the plus, masked.
 *
 * With the `min` metadata: lengths and each region's general pattern are checked, and not whether a range is
 * in use today. The stricter `max` set refuses numbers that were opened after the library's release, and a
 * good order refused costs more than a dead number dialled.
 * @param region where numbers without a country code belong
 */
export function normalisePhone(text: string, region: Region): NormalisedPhone {
  // A spreadsheet's apostrophe says "this is text"; some exports keep it.
  const trimmed = text.replace(invisible, ' ').trim().replace(/^'/, '');
  if (trimmed === '') return { fault: 'empty' };
  if (trimmed.length > longestText) return { fault: 'too-long' };
  try {
    // `extract: false`: the whole cell is a number, or it is none. Two numbers in a cell are not guessed at.
    const parsed = parsePhoneNumberWithError(trimmed, { defaultCountry: region, extract: false }, metadata);
    if (parsed.ext !== undefined) return { fault: 'has-extension' };
    if (!parsed.isValid()) return { fault: 'invalid-for-region' };
    return { number: mask(parsed.number) };
  } catch (error) {
    // The message is the library's slug; the text itself is in none of its errors.
    if (error instanceof ParseError) return { fault: faultOf[error.message] ?? 'not-a-number' };
    throw error;
  }
}

/** As {@link normalisePhone}, of a text that is hidden already. */
export function normaliseMaskedPhone(text: Masked, region: Region): NormalisedPhone {
  return normalisePhone(reveal(text), region);
}
