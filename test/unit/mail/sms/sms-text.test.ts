import { gsmSeptets, gsmText } from '#mail/model/sms/gsm-alphabet';
import { joined } from '#mail/model/sms/joining';
import type { CameIn } from '#mail/model/sms/joining';
import { namesOf, readReceipt } from '#mail/model/sms/receipt';
import { smsForm, splitSms } from '#mail/model/sms/sms-text';
import { checked, decodedText, partHeader, readUserData } from '#mail/model/sms/user-data';

const shape = (text: string) => {
  const { alphabet, parts, left } = splitSms(text);
  return [alphabet, parts.length, left];
};

it('the alphabet of GSM has 127 characters and ten that take two septets', () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
  const known = all.filter((character) => gsmSeptets(character) !== null);
  expect(known.filter((character) => gsmSeptets(character)?.length === 1)).toHaveLength(127);
  expect(known.filter((character) => gsmSeptets(character)?.length === 2).sort()).toEqual(
    ['\f', '^', '{', '}', '\\', '[', '~', ']', '|', '€'].sort(),
  );
  // Spot checks of the table (3GPP TS 23.038, section 6.2.1).
  expect(['@', 'Δ', ' ', '¡', 'A', '§', '¿', 'a', 'à', '€'].map(gsmSeptets)).toEqual([
    [0],
    [16],
    [32],
    [64],
    [65],
    [95],
    [96],
    [97],
    [127],
    [27, 101],
  ]);
  const text = known.join('');
  expect(gsmText(Uint8Array.from(Array.from(text).flatMap((character) => gsmSeptets(character) ?? [])))).toBe(
    text,
  );
});

it.each([
  ['', 'gsm', 1, 160],
  ['x'.repeat(160), 'gsm', 1, 0],
  ['x'.repeat(161), 'gsm', 2, 145],
  ['€'.repeat(80), 'gsm', 1, 0],
  // An escape and what it escapes stay together: 76 fit into a part, and one septet is left.
  ['€'.repeat(81), 'gsm', 2, 143],
  ['ж'.repeat(70), 'ucs2', 1, 0],
  ['ж'.repeat(71), 'ucs2', 2, 63],
  ['ж'.repeat(134), 'ucs2', 2, 0],
  ['ж'.repeat(135), 'ucs2', 3, 66],
  // A character outside the basic plane is two units, and is not cut: 33 fit into a part.
  ['😀'.repeat(35), 'ucs2', 1, 0],
  ['😀'.repeat(36), 'ucs2', 2, 61],
])('%j takes %s in %d parts', (text, alphabet, parts, left) => {
  expect(shape(text)).toEqual([alphabet, parts, left]);
});

it('what goes out is read again as it was written, in any order and with repetitions', () => {
  for (const text of ['Order 1001 {x} € ~ received. '.repeat(20), 'Заказ 😀 собран. '.repeat(20)]) {
    const { alphabet, parts } = splitSms(text);
    const came = parts.map(({ bytes }, at): CameIn => {
      const header = partHeader({ reference: 300, total: parts.length, nth: at + 1 });
      const read = readUserData(Uint8Array.from([...header, ...bytes]))!;
      return { ...read, coding: alphabet === 'gsm' ? 0 : 8 };
    });
    expect(joined([...came].reverse().concat(came))).toBe(text);
    // The control: a part that did not come is a gap.
    expect(joined(came.slice(1))).toMatch(/^\[…\]/);
  }
  expect(smsForm('Мой номер […]')).toBe('Мой номер [...]');
});

it('a header is read with references of one byte and two, beside other elements; one that is too long is none', () => {
  const read = (...octets: number[]) => readUserData(Uint8Array.from(octets));
  expect(read(5, 0, 3, 9, 2, 1, 65)).toEqual({
    mark: { reference: 9, total: 2, nth: 1 },
    bytes: Uint8Array.from([65]),
  });
  expect(read(6, 8, 4, 1, 9, 2, 2, 65)?.mark).toEqual({ reference: 0x10109, total: 2, nth: 2 });
  expect(read(11, 5, 4, 0, 1, 0, 2, 0, 3, 9, 3, 3, 66)?.mark).toEqual({ reference: 9, total: 3, nth: 3 });
  expect(read(5, 0, 3, 9, 2, 3, 65)?.mark).toBeNull();
  expect([read(), read(9, 0, 3), read(5, 0, 9, 1, 1, 1)]).toEqual([null, null, null]);
  expect(checked({ reference: 1, total: 1, nth: 1 })).toBeNull();
});

it('texts are read in the alphabets that telephones use; what is no text is none', () => {
  const read = (hex: string, coding: number) => decodedText(Uint8Array.from(Buffer.from(hex, 'hex')), coding);
  expect(read('04140430', 8)).toBe('Да');
  expect(read('04140430', 0x18)).toBe('Да');
  expect(read('b4d0', 6)).toBe('Да');
  expect(read('e9', 3)).toBe('é');
  expect(read('1b65', 0)).toBe('€');
  expect(read('48', 0xf1)).toBe('H');
  expect([read('00', 2), read('00', 4), read('00', 0xf5), read('00', 0x14)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('receipts are read by their fields, and else by their text; names match in both bases', () => {
  const text = 'id:7946 sub:001 dlvrd:000 submit date:2611301912 stat:UNDELIV err:001 text:stat:DELIVRD';
  expect(readReceipt({ messageId: null, state: null, text })).toEqual({
    ...{ messageId: '7946', outcome: 'failed', fault: 'number-unreachable' },
  });
  expect(readReceipt({ messageId: '1f0a', state: 2, text: '' })?.outcome).toBe('delivered');
  expect(readReceipt({ messageId: '1f0a', state: 1, text })?.outcome).toBe('underway');
  expect(readReceipt({ messageId: null, state: null, text: 'hello' })).toBeNull();
  expect(readReceipt({ messageId: '1', state: 99, text: '' })).toBeNull();
  expect(namesOf('7946')).toContain('1f0a');
  expect(namesOf('00001F0A')).toContain('7946');
  expect(namesOf('0123-ab')).toEqual(['0123-ab', '0123-AB']);
});
