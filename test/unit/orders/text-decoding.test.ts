import * as fc from 'fast-check';
import { decodeText } from '#orders/intake/text-decoding';

/** Letters of Windows-1251 that Russian uses, by their bytes (А is 0xC0). */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0)!;
      if (code < 0x80) return code;
      if (letter === 'ё') return 0xb8;
      if (letter === 'Ё') return 0xa8;
      if (letter === '№') return 0xb9;
      return code - 0x410 + 0xc0;
    }),
  );
}

async function decode(bytes: Buffer, sizes: readonly number[]): Promise<string> {
  async function* chunks(): AsyncGenerator<Buffer> {
    let from = 0;
    for (let turn = 0; from < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? bytes.length;
      yield await Promise.resolve(bytes.subarray(from, from + size));
      from += size;
    }
  }
  let text = '';
  for await (const piece of decodeText(chunks())) text += piece;
  return text;
}

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const letters = 'абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёЁ№,;\n019 ab';
/** With a word before it, since a lone pair of letters may by a freak be sound UTF-8. */
const texts = fc
  .string({ unit: fc.constantFrom(...Array.from(letters)), maxLength: 60 })
  .map((text) => `order_number,ФИО\n1,Иванов ${text}`);

describe('decoding', () => {
  it('reads UTF-8 and Windows-1251, in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(texts, cuts, async (text, sizes) => {
        expect(await decode(Buffer.from(text, 'utf8'), sizes)).toBe(text);
        expect(await decode(windows1251(text), sizes)).toBe(text);
      }),
    );
  });

  it('reads what holds ASCII alone for long', async () => {
    const head = 'a,b\n'.repeat(50_000);
    for (const encode of [(text: string) => Buffer.from(text, 'utf8'), windows1251]) {
      expect((await decode(encode(`${head}Привет`), [65_536])) === `${head}Привет`).toBe(true);
    }
  });

  it('drops the mark of UTF-8, and reads UTF-16 by its own', async () => {
    expect(await decode(Buffer.from('\ufeffномер,b\n', 'utf8'), [2, 1])).toBe('номер,b\n');
    expect(await decode(Buffer.from('\ufeffabc,d\n', 'utf8'), [1])).toBe('abc,d\n');
    expect(await decode(Buffer.from('\ufeffномер\tb\n', 'utf16le'), [3])).toBe('номер\tb\n');
    expect(await decode(Buffer.from('\ufeffномер\tb\n', 'utf16le').swap16(), [5])).toBe('номер\tb\n');
  });

  it('reads nothing out of nothing', async () => {
    expect(await decode(Buffer.alloc(0), [1])).toBe('');
    expect(await decode(Buffer.from('a'), [1])).toBe('a');
    expect(await decode(windows1251('я'), [1])).toBe('я');
  });
});
