import { TextDecoder } from 'node:util';

const utf8 = 'utf-8';

/** Bytes by which UTF-16 without a mark is told. */
const fewestForUtf16 = 16;
/** Bytes by which encodings of one byte a letter are told from each other; fewer only at the end of a file. */
const fewestForLikeness = 512;

/**
 * Decodes a file whose encoding nobody states: UTF-16, with its mark or without; else UTF-8; else the encoding of one
 * byte a letter in which the text looks most like a language: Windows-1251, KOI8-R, cp866, Mac Cyrillic, Windows-1252.
 *
 * These agree on ASCII, so the choice waits for the first byte beyond it: a chunk that is sound UTF-8 from there on is
 * UTF-8, which Cyrillic text in another encoding is but by a freak. A file that breaks its own encoding later yields
 * U+FFFD, by which the row is refused.
 */
export async function* decodeText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held: Buffer = Buffer.alloc(0);
  let isAscii = false;
  for await (const chunk of chunks) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (!isAscii && held.length < fewestForUtf16) continue;
    const encoding = encodingOf(held, isAscii);
    if (encoding === null) {
      isAscii = true;
      const ascii = asciiLength(held);
      if (ascii > 3) {
        yield held.toString('latin1', 0, ascii);
        held = held.subarray(ascii);
      }
      continue;
    }
    decoder = new TextDecoder(encoding);
    yield decoder.decode(held, { stream: true });
    held = Buffer.alloc(0);
  }
  decoder ??= new TextDecoder(
    (isAscii ? null : utf16Of(held)) ?? (isUtf8(held, false) ? utf8 : singleByteOf(held)),
  );
  yield decoder.decode(held);
}

/** Null where the bytes so far fit several. */
function encodingOf(bytes: Buffer, isAscii: boolean): string | null {
  const wide = isAscii ? null : utf16Of(bytes);
  if (wide !== null) return wide;
  const beyond = asciiLength(bytes);
  // A character of UTF-8 has 4 bytes at most; fewer may be the beginning of one.
  if (bytes.length - beyond < 4) return null;
  if (isUtf8(bytes.subarray(beyond), true)) return utf8;
  return bytes.length - beyond < fewestForLikeness ? null : singleByteOf(bytes.subarray(beyond));
}

/** Bytes of the file's beginning that are looked at. */
const sampled = 4096;

/** By its mark; without it, by the high bytes, which are those of Latin and Cyrillic letters at every other place. */
function utf16Of(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, sampled);
  if (sample.length < 4 || !sample.includes(0)) return null;
  const high = (from: number): number => {
    let count = 0;
    for (let at = from; at < sample.length; at += 2) if (sample[at] === 0 || sample[at] === 4) count += 1;
    return count / Math.floor((sample.length + 1 - from) / 2);
  };
  const [even, odd] = [high(0), high(1)];
  if (odd > 0.9 && odd > even) return 'utf-16le';
  return even > 0.9 && even > odd ? 'utf-16be' : null;
}

function isUtf8(bytes: Buffer, mayBeCut: boolean): boolean {
  try {
    new TextDecoder(utf8, { fatal: true }).decode(bytes, { stream: mayBeCut });
    return true;
  } catch {
    return false;
  }
}

function asciiLength(bytes: Buffer): number {
  const at = bytes.findIndex((byte) => byte > 0x7f);
  return at === -1 ? bytes.length : at;
}

/** The most common first: it is meant unless another fits clearly better. */
const singleByte = ['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic', 'windows-1252'] as const;

/** The encoding in which the text looks most like words. */
function singleByteOf(bytes: Buffer): string {
  const sample = bytes.subarray(0, 16 * sampled);
  let best: { encoding: string; score: number } = { encoding: singleByte[0], score: -Infinity };
  for (const encoding of singleByte) {
    const score = likeness(new TextDecoder(encoding).decode(sample));
    if (score > best.score + clearly) best = { encoding, score };
  }
  return best.encoding;
}

const clearly = 1;
const commonLetters = /[оеаинтсрвлкмдпуяыьгзбчй]/u;
const usualSigns = /[«»№–—…“”„’°\u00a0€₽Ёё]/u;

/** Common small letters count for it; signs that no table has, and capitals behind small letters, against it. */
function likeness(text: string): number {
  let score = 0;
  let before = '';
  for (const character of text) {
    if (character > '\u007f') {
      const isCyrillic = character >= '\u0400' && character <= '\u04ff';
      if (isCyrillic) {
        if (/[a-z€Ѓ…”“†]/i.test(before)) score -= 3;
        else if (/[а-яё]/u.test(before) && /[А-ЯЁ]/u.test(character)) score -= 4;
        else if (/[А-ЯЁ]/u.test(before) && /[А-ЯЁ]/u.test(character)) score += 0.5;
        else score += commonLetters.test(character) ? 2 : 1;
        // Letters that Russian does not have are those of other encodings' signs.
        if (!/[А-яЁёІіЇїЄєҐґ]/u.test(character)) score -= 3;
      } else if (/\p{L}/u.test(character)) score += /[a-z]/i.test(before) ? 1 : -1;
      else score += usualSigns.test(character) ? 0.5 : -3;
    }
    before = character;
  }
  return score;
}
