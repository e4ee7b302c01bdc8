import { gsmSeptets } from './gsm-alphabet';

/** `gsm`: a septet or two for each character; `ucs2`: two bytes, UTF-16 big-endian (3GPP TS 23.038). */
export type SmsAlphabet = 'gsm' | 'ucs2';

export interface SmsPart {
  /** Without a header: septets one in each byte, or UTF-16 big-endian. */
  bytes: Uint8Array;
}

export interface SmsSplit {
  alphabet: SmsAlphabet;
  parts: SmsPart[];
  /** Units that fit into the last part still: septets, or UTF-16 code units. */
  left: number;
}

/**
 * Units of a message on its own, and of a part of one: 140 bytes, of which the header of a part takes six, with a reference of one byte
 * (3GPP TS 23.040, section 9.2.3.24.1).
 */
const room: Readonly<Record<SmsAlphabet, { alone: number; part: number }>> = {
  gsm: { alone: 160, part: 153 },
  ucs2: { alone: 70, part: 67 },
};

/** The mark of what was hidden, and what programs make of three dots, would take a text out of the alphabet with long parts. */
export function smsForm(text: string): string {
  return text.replaceAll('…', '...');
}

/** A text as it goes out. A character is never cut: neither an escape from what it escapes, nor a surrogate from its pair. */
export function splitSms(text: string): SmsSplit {
  const characters = Array.from(text);
  const septets = characters.map(gsmSeptets);
  const alphabet: SmsAlphabet = septets.every((each) => each !== null) ? 'gsm' : 'ucs2';
  const units = alphabet === 'gsm' ? septets.map((each) => each ?? []) : characters.map(codeUnits);
  const total = units.reduce((sum, each) => sum + each.length, 0);
  const most = total <= room[alphabet].alone ? room[alphabet].alone : room[alphabet].part;
  const parts: number[][] = [[]];
  for (const each of units) {
    const last = parts.at(-1) ?? [];
    if (last.length + each.length <= most) last.push(...each);
    else parts.push([...each]);
  }
  return {
    alphabet,
    parts: parts.map((each) => ({ bytes: bytesOf(each, alphabet) })),
    left: most - (parts.at(-1)?.length ?? 0),
  };
}

function codeUnits(character: string): number[] {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
}

function bytesOf(units: readonly number[], alphabet: SmsAlphabet): Uint8Array {
  return Uint8Array.from(alphabet === 'gsm' ? units : units.flatMap((unit) => [unit >> 8, unit & 0xff]));
}
