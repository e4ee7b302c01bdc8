import { passwordFault, passwordRules } from '#people/model/password-rules';

const good = 'correct horse battery';

test.each([
  ['same-as-before', 'short', 'short'],
  ['too-short', 'eleven char', good],
  ['too-short', '101 is weak', good],
  ['contains-login', 'anna ANNA anna anna', good],
  ['too-simple', 'aaaaaaaaaaaa', good],
  ['too-simple', '123456789012', good],
  ['too-simple', 'Password2026', good],
  ['too-simple', 'Administrator1', good],
  ['too-simple', '1q2w3e4r5t6y', good],
  ['too-simple', 'qazwsxedcrfv', good],
  ['too-simple', 'xkpzxkpzxkpz', good],
  ['too-simple', 'star7-manager', good],
  // Words in digits and signs.
  ['too-simple', 'P@ssw0rd2026', good],
  ['too-simple', 'Adm1n1strat0r!', good],
  ['too-simple', '5up3rv150r-2026', good],
  ['too-simple', '$t4r7-m4n4g3r', good],
  ['too-simple', '1l0v3y0u-1l0v3y0u', good],
  // The same word, in the other layout of the keyboard.
  ['too-simple', 'Парольпароль', good],
  ['too-simple', 'gfhjkmgfhjkm', good],
  [null, good, 'another one of mine'],
  [null, 'лошадь скрепка', good],
  [null, 'Kx9-Wq7mB2tz', good],
  [null, '🙂 corr3ct h0rse batt3ry', good],
])('%s', (fault, chosen, before) => {
  expect(passwordFault(chosen, 'anna', before)).toBe(fault);
});

test('characters are counted, not UTF-16 units', () => {
  expect(passwordFault('🙂🙃😉😊😇😍😘😗', '101', good)).toBe('too-short');
});

test('the rule about the login is listed only for a password that contains it', () => {
  const listed = (chosen: string) => passwordRules(chosen, '101', 'before').map(({ fault }) => fault);
  expect(listed(good)).toEqual(['too-short', 'too-simple', 'same-as-before']);
  expect(listed('101')).toEqual(['too-short', 'too-simple', 'contains-login', 'same-as-before']);
});
