import { mask } from '#kernel/masked';
import { typedNumberReader } from '#vault/typed-number';
import type { ContactFault } from '#vault/typed-number';
import { parseDestinations } from '#vault/destinations';

const read = typedNumberReader({ region: 'RU', destinations: parseDestinations('home', 'RU') });

it.each<[string, ContactFault | null]>([
  ['8 (916) 123-45-67', null],
  ['+7 916 123 45 67', null],
  ['', 'empty'],
  ['Иван', 'not-a-number'],
  ['916', 'invalid-for-region'],
  ['+7 916 123 45 67 доб. 12345678901', 'has-extension'],
  ['+999 916 123 45 67', 'unknown-country-code'],
  ['+44 20 7946 0958', 'closed-destination'],
])('%j: %s', (text, fault) => {
  const result = read(mask(text));
  if (fault === null) expect(result).toHaveProperty('contact');
  else expect(result).toEqual({ fault });
});
