import { gsmText } from './gsm-alphabet';

/** Which part of a message this is. */
export interface PartMark {
  /** Of the message, as its sender's telephone numbered it. */
  reference: number;
  /** How many parts it has. */
  total: number;
  /** From 1. */
  nth: number;
}

export interface UserData {
  /** Null for a message on its own. */
  mark: PartMark | null;
  bytes: Uint8Array;
}

/** The header of a part with a reference of one byte (3GPP TS 23.040, section 9.2.3.24.1). */
export function partHeader({ reference, total, nth }: PartMark): Uint8Array {
  return Uint8Array.from([5, 0, 3, reference & 0xff, total, nth]);
}

/**
 * User data that begins with a header (UDH): the mark of a part, with a reference of one byte or two; every other element is passed over.
 * @returns null for a header that is longer than the data
 */
export function readUserData(bytes: Uint8Array): UserData | null {
  const end = 1 + (bytes[0] ?? 0);
  if (bytes.length === 0 || end > bytes.length) return null;
  let mark: PartMark | null = null;
  for (let at = 1; at + 1 < end;) {
    const [id = 0, length = 0] = bytes.subarray(at, at + 2);
    const from = at + 2;
    at = from + length;
    if (at > end) return null;
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(from, at);
    if (id === 0 && length === 3) mark = checked({ reference: first, total: second, nth: third });
    // References of two bytes are others than those of one.
    if (id === 8 && length === 4) {
      mark = checked({ reference: 0x10000 + first * 256 + second, total: third, nth: fourth });
    }
  }
  return { mark, bytes: bytes.slice(end) };
}

/** A part that is none of its message is a message on its own (section 9.2.3.24.1). */
export function checked(mark: PartMark): PartMark | null {
  const { total, nth } = mark;
  return total > 1 && nth >= 1 && nth <= total ? mark : null;
}

/**
 * A text as it came (SMPP 3.4, section 5.2.19).
 * @param coding `data_coding`
 * @returns null for what is no text
 */
export function decodedText(bytes: Uint8Array, coding: number): string | null {
  switch (alphabetOf(coding)) {
    case 'gsm':
      return gsmText(bytes);
    case 'ucs2':
      return new TextDecoder('utf-16be').decode(bytes);
    case 'latin1':
      return new TextDecoder('latin1').decode(bytes);
    case 'cyrillic':
      return new TextDecoder('iso-8859-5').decode(bytes);
    default:
      return null;
  }
}

function alphabetOf(coding: number): 'gsm' | 'ucs2' | 'latin1' | 'cyrillic' | null {
  // Message classes and groups of GSM, which some centres pass on (3GPP TS 23.038, section 4).
  if (coding >= 0xf0) return (coding & 4) === 0 ? 'gsm' : null;
  if (coding >= 0x10 && coding < 0x20) return (['gsm', null, 'ucs2'] as const)[(coding >> 2) & 3] ?? null;
  return ({ 0: 'gsm', 1: 'latin1', 3: 'latin1', 6: 'cyrillic', 8: 'ucs2' } as const)[coding] ?? null;
}
