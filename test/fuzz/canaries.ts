import { NumberSearch } from '../lab/number-search';

/**
 * Data that must never be shown: the customers' numbers and addresses behind the orders, and the same ones
 * typed into every field of an input. They belong to no real customer: 555 01xx is reserved for examples.
 */
export const canaryNumbers = ['+79165550173', '+79165550184'] as const;
export const canaryAddress = 'canary.person@example.test';

const [first, second] = canaryNumbers;
const digits = first.slice(1);

/** Canaries as people may write them into a field. */
export const canaryWords: readonly string[] = [
  first,
  second,
  digits,
  `8${digits.slice(1)}`,
  digits.slice(1),
  '8 (916) 555-01-73',
  '+7 916 555 01 84',
  '8-916-555-01-73',
  '７９１６５５５０１７３',
  '%2B79165550173',
  `tel:${first}`,
  canaryAddress,
  `"Canary" <${canaryAddress}>`,
];

const search = new NumberSearch(canaryNumbers);

/** The digits of a canary, contiguous or with common separators, and the address. Quick, for every input. */
const quick =
  /9[\s().,/–-]*1[\s().,/–-]*6[\s().,/–-]*5[\s().,/–-]*5[\s().,/–-]*5[\s().,/–-]*0[\s().,/–-]*1[\s().,/–-]*(?:7[\s().,/–-]*3|8[\s().,/–-]*4)|canary\.person(?:@|%40)/i;

/** Whether a text shows a canary, in any Unicode digits. */
export function showsCanary(text: string): boolean {
  if (quick.test(text)) return true;
  return /[\u0660-\uffff]/.test(text) && quick.test(text.normalize('NFKC'));
}

/** The thorough search, for a whole batch: base64, hexadecimal and UTF-16 too. */
export function showsCanaryInDisguise(text: string): boolean {
  return search.in(Buffer.from(text)).length > 0;
}
