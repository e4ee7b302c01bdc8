import { reveal } from '#kernel/masked';
import { callerIn } from '#pbx/asterisk/caller';

const numberIn = (header: unknown): string | null => {
  const caller = callerIn(header);
  return caller === null ? null : reveal(caller);
};

test.each([
  ['<sip:+74950000001@carrier.invalid>;tag=a', '+74950000001'],
  ['"Ivan" <sip:74950000001@carrier.invalid;user=phone>', '74950000001'],
  ['sip:84950000001@carrier.invalid', '84950000001'],
  ['<tel:+7-495-000-00-01>', '+74950000001'],
  ['<sip:%2B74950000001@carrier.invalid>', '+74950000001'],
])('%s: the number', (header, number) => {
  expect(numberIn(header)).toBe(number);
});

test('a display name cannot be taken for the address, whatever is in it', () => {
  const claims = [
    '"<sip:+79160000000@x>" <sip:+74950000001@carrier.invalid>',
    '"a \\" <sip:+79160000000@x>" <sip:+74950000001@carrier.invalid>',
  ];
  expect(claims.map(numberIn)).toEqual(['+74950000001', '+74950000001']);
  // Not quoted: no header of RFC 3261.
  expect(numberIn('<sip:+79160000000@x> <sip:+74950000001@carrier.invalid>')).toBeNull();
});

test.each([
  '"Anonymous" <sip:anonymous@anonymous.invalid>',
  '',
  null,
  42,
  `<sip:${'7'.repeat(600)}@carrier.invalid>`,
])('%j: nobody', (header) => {
  expect(numberIn(header)).toBeNull();
});
