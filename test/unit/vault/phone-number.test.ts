import * as fc from 'fast-check';
import { mask, reveal } from '#kernel/masked';
import { normaliseEmail } from '#vault/email-address';
import { apart } from '#vault/extension';
import { isRegion, normaliseCaller, normalisePhone } from '#vault/phone-number';
import type { Region } from '#vault/phone-number';

/** `ok` where the text gives the expected number, so that tests never print a number. */
function outcome(text: string, expected: string, region: Region = 'RU'): string {
  const read = normalisePhone(text, region);
  if ('fault' in read) return read.fault;
  return reveal(read.number) === expected ? 'ok' : 'another number';
}

describe('phone number', () => {
  it.each([
    '+79005550001',
    '79005550001',
    '89005550001',
    '9005550001',
    ' 8 (900) 555-00-01 ',
    '8-900-555-00-01',
    '8.900.555.00.01',
    '+7 900 555 00 01',
    '+7\u00a0900\u00a0555\u00a000\u00a001',
    '\u202a+7 900 555-00-01\u202c',
    "'+79005550001",
    '+7(900)5550001',
    '＋７９００５５５０００１',
    '+7 900 555‑00‑01',
    '8 900 555–00–01',
  ])('reads writing %#', (text) => {
    expect(outcome(text, '+79005550001')).toBe('ok');
  });

  it.each<[string, string, Region]>([
    ['+375 29 555-00-01', '+375295550001', 'RU'],
    ['029 555 00 01', '+375295550001', 'BY'],
    ['8 (701) 555-00-01', '+77015550001', 'KZ'],
    ['+44 20 7946 0001', '+442079460001', 'RU'],
    ['020 7946 0001', '+442079460001', 'GB'],
    ['(201) 555-0123', '+12015550123', 'US'],
  ])('reads numbers of other regions, case %#', (text, expected, region) => {
    expect(outcome(text, expected, region)).toBe('ok');
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u00a0', 'empty'],
    ['none', 'not-a-number'],
    ['7.9006E+10', 'not-a-number'],
    ['+79005550001, +79005550002', 'not-a-number'],
    ['+79005550001 Anna', 'not-a-number'],
    ['=HYPERLINK("x")', 'not-a-number'],
    ['123', 'invalid-for-region'],
    ['112', 'invalid-for-region'],
    ['+7900555000', 'invalid-for-region'],
    ['+790055500011', 'invalid-for-region'],
    ['+7900555000111111111', 'too-long'],
    ['9'.repeat(100), 'too-long'],
    ['+999123456789', 'unknown-country-code'],
    ['+79005550001, 89005550002', 'not-a-number'],
    ['8 (495) 555-00-01, 555-00-02', 'not-a-number'],
    ['+79005550001,,,,,,12', 'has-extension'],
    ['+7 900 555-00-01 доб. 12345678901', 'has-extension'],
    ['+7 900 555-00-01 доб.', 'not-a-number'],
  ])('refuses fault %#', (text, fault) => {
    expect(outcome(text, '')).toBe(fault);
  });

  it.each([
    ['+7 495 555-00-01, доб. 123', '123'],
    ['8 (495) 555-00-01 доб 123', '123'],
    ['8 (495) 555-00-01 (доб. 1-23)', '123'],
    ['84955550001 добавочный: 123', '123'],
    ['+7 495 555-00-01 вн. 123', '123'],
    ['+7 495 555-00-01 внутр.123', '123'],
    ['+74955550001 ext. 123', '123'],
    ['+74955550001, Extension 123', '123'],
    ['+74955550001;ext=123', '123'],
    ['+74955550001x123', '123'],
    ['+74955550001#123', '123'],
    ['+7 495 555-00-01 #1234567890', '1234567890'],
    ['+74955550001, 123', '123'],
    ['+74955550001,,123', 'pp123'],
    ['+74955550001w123', 'p123'],
    ['+74955550001 p 12,3#', 'p12p3#'],
    ['+74955550001 доб. 2,,123', '2pp123'],
    ['+74955550001', ''],
  ])('reads an extension as people write it, case %#', (text, extension) => {
    const read = normalisePhone(text, 'RU');
    if ('fault' in read) throw new Error(read.fault);
    expect(reveal(read.number) === '+74955550001').toBe(true);
    const { extension: found } = apart(read.contact);
    expect(found === null ? '' : reveal(found)).toBe(extension);
  });

  it('reads what it has stored unchanged, extension and all', () => {
    const stored = normalisePhone('+7 495 555-00-01 доб. 2,,123', 'RU');
    if ('fault' in stored) throw new Error(stored.fault);
    const again = normalisePhone(reveal(stored.contact), 'RU');
    expect('contact' in again && reveal(again.contact) === reveal(stored.contact)).toBe(true);
  });

  it('takes no caller for one with an extension', () => {
    expect(normaliseCaller(mask('+74955550001;ext=12'), 'RU')).toBeNull();
    expect(normaliseCaller(mask('+74955550001'), 'RU')).not.toBeNull();
  });

  it('returns E.164 or a fault for any text, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9() .-]{0,24}$/)),
        (text) => {
          const read = normalisePhone(text, 'RU');
          return 'fault' in read || /^\+[1-9]\d{4,14}$/.test(reveal(read.number));
        },
      ),
    );
  });

  it('accepts its own output unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (last) => {
        const number = `+7900${String(last).padStart(7, '0')}`;
        return outcome(number, number) === 'ok';
      }),
    );
  });

  it('knows regions', () => {
    expect([isRegion('RU'), isRegion('KZ'), isRegion('ru'), isRegion('XX'), isRegion('')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('e-mail address', () => {
  it.each([
    ['anna@example.test', 'anna@example.test'],
    [' Anna.Petrova+shop@Example.TEST ', 'Anna.Petrova+shop@example.test'],
    ['анна@почта.рф', 'анна@почта.рф'],
    ['a@xn--80a1acny.xn--p1ai', 'a@xn--80a1acny.xn--p1ai'],
  ])('reads case %#', (text, expected) => {
    const read = normaliseEmail(text);
    expect('address' in read && reveal(read.address) === expected).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['anna', 'not-an-address'],
    ['anna@', 'not-an-address'],
    ['@example.test', 'not-an-address'],
    ['anna@example', 'not-an-address'],
    ['a@b@example.test', 'not-an-address'],
    ['anna@exa mple.test', 'not-an-address'],
    ['a@example.test, b@example.test', 'not-an-address'],
    ['a@example.test\r\nBcc: x@example.test', 'not-an-address'],
    ['<a@example.test>', 'not-an-address'],
    [`${'a'.repeat(250)}@example.test`, 'too-long'],
    ['a@-example.test', 'not-an-address'],
  ])('refuses case %#', (text, fault) => {
    const read = normaliseEmail(text);
    expect('fault' in read && read.fault).toBe(fault);
  });
});
