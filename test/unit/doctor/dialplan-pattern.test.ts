import { isOpenEnded, matchesExtension } from '#doctor/dialplan-pattern';

test.each([
  ['101', '101', true],
  ['101', '1010', false],
  ['10X', '101', false],
  ['_10X', '101', true],
  ['_10x', '101', true],
  ['_10X', '10a', false],
  ['_ZN', '12', true],
  ['_ZN', '01', false],
  ['_ZN', '11', false],
  ['_[13-5]0', '40', true],
  ['_[13-5]0', '20', false],
  ['_[0-9a-zA-Z+*#]!', '+7', true],
  ['_X.', '1', false],
  ['_X.', '12@carrier', true],
  ['_X!', '1', true],
  ['_*7.', '*71001', true],
  ['_8-800-X', '88001', true],
  ['_+7X.', '+749', true],
  ['_.', 'anything at all', true],
])('%s and %s: %s', (extension, dialled, matches) => {
  expect(matchesExtension(extension, dialled)).toBe(matches);
});

test.each([
  ['_X.', true],
  ['_!', true],
  ['_10X', false],
  ['_1[.!]X', false],
  ['10.', false],
])('%s takes anything: %s', (extension, open) => {
  expect(isOpenEnded(extension)).toBe(open);
});
