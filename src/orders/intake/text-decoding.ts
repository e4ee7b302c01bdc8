import { TextDecoder } from 'node:util';

const utf8 = 'utf-8';
/** What Russian editions of spreadsheets write where they do not write UTF-8. */
const cyrillic = 'windows-1251';

/**
 * Decodes a file whose encoding nobody states: UTF-16 by its mark, else UTF-8, else Windows-1251.
 *
 * The last two agree on ASCII, so the choice waits for the first byte beyond it: a chunk that is sound UTF-8
 * from there on is UTF-8, which Cyrillic text in Windows-1251 is but by a freak. A file that breaks its own
 * encoding later yields U+FFFD, by which the row is refused.
 */
export async function* decodeText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const encoding = encodingOf(held);
    if (encoding === null) {
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
  decoder ??= new TextDecoder(isUtf8(held, false) ? utf8 : cyrillic);
  yield decoder.decode(held);
}

/** Null where the bytes so far fit several. */
function encodingOf(bytes: Buffer): string | null {
  if (bytes.length < 3) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const beyond = asciiLength(bytes);
  // A character of UTF-8 has 4 bytes at most; fewer may be the beginning of one.
  if (bytes.length - beyond < 4) return null;
  return isUtf8(bytes.subarray(beyond), true) ? utf8 : cyrillic;
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
