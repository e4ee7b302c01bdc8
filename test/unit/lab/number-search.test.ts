import { randomBytes } from 'node:crypto';

import type { NumberForm } from '../../lab/number-search';
import { NumberSearch, searchForNumber } from '../../lab/number-search';

const number = '+79165557301';

const forms = (text: string | Buffer): NumberForm[] =>
  searchForNumber(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, number).map(
    ({ form }) => form,
  );

describe('search for a number', () => {
  describe('finds (positive controls)', () => {
    it.each([
      ['E.164 with plus', 'To: <sip:+79165557301@127.0.0.1>', 'e164'],
      ['E.164 without plus', 'To: <sip:79165557301@127.0.0.1>', 'e164'],
      ['with an escaped plus', 'sip:%2B79165557301@127.0.0.1', 'e164'],
      ['with a doubly escaped plus', '%252B79165557301', 'e164'],
      ['with 00', '0079165557301', 'e164'],
      ['with the trunk prefix', '89165557301', 'national'],
      ['ten digits', 'user=9165557301;', 'national'],
      ['as people write it', '8 (916) 555-73-01', 'national'],
      ['as people write it, international', '+7 916 555 73 01', 'e164'],
      ['inside a longer run of digits', 'x12345989165557301999x', 'national'],
      ['the last seven', '"5557301" <sip:asterisk@127.0.0.1>', 'last-seven'],
      ['the last seven as people write them', 'Call 555-73-01 now', 'last-seven'],
      ['the last seven at the very start and end', '5557301', 'last-seven'],
      ['the last seven after a word', 'tel5557301 ', 'last-seven'],
    ] as const)('%s', (_, text, form) => {
      expect(forms(text)).toContain(form);
    });

    it.each(['+79165557301', '79165557301', '89165557301', '9165557301', '5557301'])(
      'url-escaped %s',
      (text) => {
        const escaped = [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
        expect(forms(`name=${escaped}&x=1`)).toContain('url-escaped');
        expect(forms(`name=${escaped.toUpperCase()}`)).toContain('url-escaped');
      },
    );

    describe.each(['+79165557301', '79165557301', '89165557301', '9165557301', '5557301'])(
      'base64 of %s',
      (text) => {
        it.each(['', 'a', 'ab', 'tel:', '{"phone":"'])('after %j', (before) => {
          for (const after of ['', 'x', 'xy', '"}']) {
            const encoded = Buffer.from(before + text + after).toString('base64');
            expect(forms(`Authorization: Basic ${encoded}`)).toContain('base64');
            expect(forms(Buffer.from(before + text + after).toString('base64url'))).toContain('base64');
          }
        });
      },
    );

    it('hex and UTF-16', () => {
      expect(forms(Buffer.from('+79165557301').toString('hex'))).toContain('hex');
      expect(forms(Buffer.from('9165557301', 'utf16le'))).toContain('utf-16');
      expect(forms(Buffer.from('9165557301', 'utf16le').swap16())).toContain('utf-16');
    });

    it('among any bytes, and reports the offset', () => {
      const noise = Buffer.from([0, 255, 128, 10, 13, 0]);
      const found = searchForNumber(Buffer.concat([noise, Buffer.from('+79165557301'), noise]), number);
      expect(found).toEqual([{ number, form: 'e164', offset: noise.length + 1 }]);
    });
  });

  describe('does not report coincidences', () => {
    it.each([
      ['last seven inside random decimals', 'o=- 1555730114 25557301 IN IP4 127.0.0.1'],
      ['last seven inside random hex', 'tag=a5557301f9c24'],
      ['last seven inside a UUID', '4e53783c-01ea-43cc-a9b3-35557301ab02'],
      ['last seven of another number', '84955557301'],
      ['last six', 'x557301x'],
      ['digits far apart', '9 165 x 557 y 301'],
      ['an address and a port', '127.0.0.1:27104'],
    ])('%s', (_, text) => {
      expect(forms(text)).toEqual([]);
    });

    it('the last seven inside a longer run of digits, in base64', () => {
      for (const before of ['', 'x', 'xy']) {
        const time = `${before}[1795557301416260,"01a214cb"]`;
        expect(forms(Buffer.from(time).toString('base64'))).toEqual([]);
      }
      // Control: the same place, with the number itself.
      expect(forms(Buffer.from('[79165557301,"01a214cb"]').toString('base64'))).toEqual(['base64']);
    });

    it('random bytes, hex and base64', () => {
      const search = new NumberSearch([number]);
      const noise = randomBytes(300_000);
      expect(search.in(noise)).toEqual([]);
      expect(search.in(Buffer.from(noise.toString('hex')))).toEqual([]);
      expect(search.in(Buffer.from(noise.toString('base64')))).toEqual([]);
    });
  });

  it('distinguishes many numbers', () => {
    const other = '+79265551200';
    const found = new NumberSearch([number, other]).in(Buffer.from('8 926 555 12 00 and 5557301'));
    expect(found.map(({ number: which, form }) => [which, form])).toEqual([
      [other, 'national'],
      [number, 'last-seven'],
    ]);
  });

  it('refuses numbers that it could not distinguish', () => {
    expect(() => new NumberSearch(['+79165557301', '+79265557301'])).toThrow(/end in/);
    expect(() => new NumberSearch(['89165557301 '])).toThrow(/E\.164/);
  });
});
