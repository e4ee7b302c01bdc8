import type { Masked } from '#kernel/masked';
import { apart } from './extension';
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

/** What is wrong with what was typed as the number of a mobile. Fits a fault of a field. */
export interface MobileFault {
  code: ContactFault | 'mobile-has-extension';
  detail: string;
}

/** Reads the number of somebody's own mobile, which has no extension. */
export function readMobile(
  read: TypedNumberReader,
  typed: Masked,
): { number: Masked } | { fault: MobileFault } {
  const found = read(typed);
  if ('fault' in found && found.fault !== 'has-extension')
    return { fault: { code: found.fault, detail: expectedOfNumber[found.fault] } };
  const parts = 'fault' in found ? null : apart(found.contact);
  return parts === null || parts.extension !== null
    ? { fault: { code: 'mobile-has-extension', detail: 'must be a mobile number without an extension' } }
    : { number: parts.number };
}
