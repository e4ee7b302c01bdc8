import { parsePhoneNumberWithError } from 'libphonenumber-js/core';
import type { MetadataJson } from 'libphonenumber-js/core';
import rangesInUse from 'libphonenumber-js/max/metadata';
import numberingPlans from 'libphonenumber-js/min/metadata';
import type { Destination } from '#kernel/destination';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Region } from './phone-number';
import { VaultError } from './vault-error';

/**
 * Decides which numbers may be called. The verdict names the kind of number and reveals none of its digits.
 */
export interface Destinations {
  verdict(number: Masked): Destination;
}

// TypeScript infers arrays for the tuples in the JSON files.
const plans = numberingPlans as unknown as MetadataJson;
const ranges = rangesInUse as unknown as MetadataJson;

/** Kinds of number that charge the caller more than the call itself. */
const expensive: ReadonlySet<string | undefined> = new Set(['PREMIUM_RATE', 'SHARED_COST']);

/**
 * Reads `home +375 +7717`: `home` for the numbers of the site's own region, prefixes in international form,
 * `any` for every country, `premium-rate` for expensive numbers within the ranges that the other words open.
 * @throws VaultError `destinations-invalid`
 */
export function parseDestinations(text: string, home: Region): Destinations {
  const words = text.trim().split(/\s+/);
  const prefixes = words.filter((word) => /^\+[1-9]\d{0,14}$/.test(word));
  const others = words.filter((word) => !prefixes.includes(word));
  if (others.some((word) => !['home', 'any', 'premium-rate'].includes(word))) {
    throw new VaultError(
      'destinations-invalid',
      'Use `home`, `any`, `premium-rate` or prefixes such as +375, separated by spaces.',
    );
  }
  const opens = (word: string): boolean => others.includes(word);
  return {
    verdict(number) {
      const e164 = reveal(number);
      const reachable =
        opens('any') ||
        prefixes.some((prefix) => e164.startsWith(prefix)) ||
        (opens('home') && regionOf(e164) === home);
      if (!reachable) return 'abroad';
      return expensive.has(kindOf(e164)) && !opens('premium-rate') ? 'premium-rate' : 'open';
    },
  };
}

/** For commands and tests that place no calls. */
export const openEverywhere: Destinations = { verdict: () => 'open' };

/**
 * Uses the same numbering plans as the import (phone-number.ts): a range opened after the library's release
 * still counts as home.
 */
function regionOf(e164: string): string | undefined {
  return parsePhoneNumberWithError(e164, { extract: false }, plans).country;
}

/** Only the larger set of metadata knows which ranges are expensive. Undefined for unknown ranges. */
function kindOf(e164: string): string | undefined {
  return parsePhoneNumberWithError(e164, { extract: false }, ranges).getType();
}
