import type { Masked } from '#kernel/masked';
import type { NumberRules } from './number-rules';
import { normaliseMaskedPhone, phoneFaults } from './phone-number';

/** Why a typed number is not taken. Stable: pages translate them. */
export const contactFaults = [...phoneFaults, 'closed-destination'] as const;
export type ContactFault = (typeof contactFaults)[number];

/**
 * Reads a number as people write it, into international form: what is stored of a contact, which is the number with its
 * extension if it has one (vault/extension.ts).
 */
export type TypedNumberReader = (text: Masked) => { contact: Masked } | { fault: ContactFault };

/** What is wrong with a number depends on its digits and the site's rules, not on any order. */
export function typedNumberReader({ region, destinations }: NumberRules): TypedNumberReader {
  return (text) => {
    const phone = normaliseMaskedPhone(text, region);
    if ('fault' in phone) return phone;
    const { number, contact } = phone;
    return destinations.verdict(number) === 'open' ? { contact } : { fault: 'closed-destination' };
  };
}

/** What a number must be. */
export const expectedOfNumber: Readonly<Record<ContactFault, string>> = {
  empty: 'must not be empty',
  'not-a-number': 'must be exactly one telephone number',
  'too-short': 'is too short for a telephone number',
  'too-long': 'is too long for a telephone number',
  'unknown-country-code': 'must begin with + and an existing country code',
  'invalid-for-region': 'must exist in the numbering plan of its country',
  'has-extension': 'must have an extension of 10 digits at most, written as `ext. 123`',
  'closed-destination': 'is not an allowed destination',
};
