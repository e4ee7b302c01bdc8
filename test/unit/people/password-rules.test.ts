import { passwordFault, passwordRules } from '#people/model/password-rules';

const good = 'correct horse battery';

test.each([
  ['same-as-before', 'short', 'short'],
  ['too-short', 'eleven char', good],
  ['too-short', '101 is weak', good],
  ['contains-login', 'anna ANNA anna anna', good],
  ['too-simple', 'aaaaaaaaaaaa', good],
  [null, good, 'another one of mine'],
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
