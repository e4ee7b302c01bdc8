import * as fc from 'fast-check';
import { decodeText } from '#orders/intake/text-decoding';

/** The text in an encoding of one byte a letter. */
function encoded(text: string, encoding: string): Buffer {
  const letters = Array.from(
    new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
  );
  return Buffer.from(Array.from(text, (letter) => letters.indexOf(letter)));
}

function windows1251(text: string): Buffer {
  return encoded(text, 'windows-1251');
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
const words =
  'Иванов;Пётр;ООО;Ромашка;Новый;в работе;Щукина;Юрий;ЯНА;Москва, ул. Мира;19;a;№ 5;Съезд;эхо'.split(';');
/** With a header, as every file has. */
const texts = fc
  .array(fc.constantFrom(...words), { maxLength: 12 })
  .map((cells) => `Номер;ФИО\n1;Иванов ${cells.join(' ')}`);

describe('decoding', () => {
  it('reads UTF-8 and Windows-1251, in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(texts, cuts, async (text, sizes) => {
        expect(await decode(Buffer.from(text, 'utf8'), sizes)).toBe(text);
        expect(await decode(windows1251(text), sizes)).toBe(text);
      }),
    );
  });

  it.each(['koi8-r', 'ibm866', 'x-mac-cyrillic'])('tells %s by its letters', async (encoding) => {
    const plain = texts.map((text) => text.replaceAll('№', 'N'));
    await fc.assert(
      fc.asyncProperty(plain, cuts, async (text, sizes) => {
        expect(await decode(encoded(text, encoding), sizes)).toBe(text);
      }),
    );
  });

  it('tells Western letters among Latin ones from Cyrillic', async () => {
    const text = 'Bestellnummer;Name\n1;Jürgen Müller, Köln\n2;Zoë Größe\n';
    expect(await decode(encoded(text, 'windows-1252'), [100])).toBe(text);
  });

  it.each(['utf16le', 'swapped'])('reads UTF-16 without a mark: %s', async (order) => {
    const bytes = Buffer.from('Номер;Имя\n1;Анна Петрова\n', 'utf16le');
    const text = await decode(order === 'swapped' ? bytes.swap16() : bytes, [7, 100]);
    expect(text).toBe('Номер;Имя\n1;Анна Петрова\n');
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
