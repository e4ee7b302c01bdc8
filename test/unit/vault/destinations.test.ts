import { mask } from '#kernel/masked';
import { parseDestinations } from '#vault/destinations';

// Numbers of unassigned ranges, or reserved for examples.
const numbers = {
  mobile: '+79005550001',
  moscow: '+74955550001',
  premium: '+78095550001',
  free: '+78005550001',
  kazakh: '+77015550001',
  belarus: '+375295550001',
  american: '+12025550123',
  internationalPremium: '+979123456789',
};

test.each<[string, Partial<Record<keyof typeof numbers, string>>]>([
  [
    'home',
    {
      mobile: 'open',
      moscow: 'open',
      free: 'open',
      premium: 'premium-rate',
      kazakh: 'abroad',
      belarus: 'abroad',
      american: 'abroad',
      internationalPremium: 'abroad',
    },
  ],
  ['home +375', { mobile: 'open', belarus: 'open', kazakh: 'abroad', american: 'abroad' }],
  ['+7701', { kazakh: 'open', mobile: 'abroad' }],
  ['+7', { kazakh: 'open', mobile: 'open', premium: 'premium-rate', belarus: 'abroad' }],
  ['any', { american: 'open', premium: 'premium-rate', internationalPremium: 'premium-rate' }],
  ['home premium-rate', { premium: 'open', internationalPremium: 'abroad', american: 'abroad' }],
  ['premium-rate', { premium: 'abroad', mobile: 'abroad' }],
])('%s', (text, expected) => {
  const destinations = parseDestinations(text, 'RU');
  const verdicts = Object.keys(expected).map((name) => [
    name,
    destinations.verdict(mask(numbers[name as keyof typeof numbers])),
  ]);
  expect(Object.fromEntries(verdicts)).toEqual(expected);
});

test.each(['', 'all', '375', '+', '+0375', 'home;+375', '+37529555000112345'])(
  '%p is not a setting',
  (text) => {
    expect(() => parseDestinations(text, 'RU')).toThrow(
      expect.objectContaining({ slug: 'destinations-invalid' }) as Error,
    );
  },
);
