import { Random } from '#kernel/random';
import { passwordFault, passwordRules } from '#people/model/password-rules';
import { isGuessable, unpredictableLength } from '#people/model/predictable';

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

describe('the password of a telephone', () => {
  test.each([
    '',
    '101',
    'secret101',
    '1234567890abcdef',
    'qwertyuiopasdfgh',
    'Password2026Password2026',
    'star7-manager-101',
  ])('%s can be guessed', (password) => {
    expect(isGuessable(password)).toBe(true);
  });

  test.each([
    '1234567890abcdef1234567890abcdef',
    'deadbeefdeadbeefdeadbeefdeadbeef',
    '20251130202511302025113020251130',
    '00112233445566778899aabbccddeeff',
    'a'.repeat(32),
  ])('%s is hexadecimal, and can be guessed', (password) => {
    expect(isGuessable(password)).toBe(true);
  });

  test('one that a program made cannot, whatever its digits are', () => {
    const random = new Random(7);
    const made = Array.from({ length: 3000 }, () =>
      Array.from({ length: 32 }, () => random.int(16).toString(16)).join(''),
    );
    expect(made.filter(isGuessable)).toEqual([]);
    // Control: as a person's they would be judged otherwise, some of them.
    expect(made.filter((password) => unpredictableLength(password) < 12).length).toBeGreaterThan(10);
  });
});
