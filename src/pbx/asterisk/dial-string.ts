import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/**
 * How a trunk expects a number: `+74951234567` in full, without the plus, as dialled inside the country, or
 * prefixed.
 */
export type NumberFormat =
  | { kind: 'e164' }
  | { kind: 'e164-plain' }
  /** Replaces the country code with the trunk code for numbers of that country: 8 for Russia's 7. */
  | { kind: 'national'; country: string; trunkCode: string }
  | { kind: 'prefix'; prefix: string };

export interface Trunk {
  /** The PJSIP endpoint's name. */
  name: string;
  format: NumberFormat;
}

/**
 * The one place outside the vault where a number becomes text again: PJSIP's dial string for a trunk. The
 * dial string goes into one ARI request and nowhere else.
 */
export function customerDialString(number: Masked, trunk: Trunk): string {
  const digits = reveal(number).replace(/\D/g, '');
  return `PJSIP/${formatted(digits, trunk.format)}@${trunk.name}`;
}

function formatted(digits: string, format: NumberFormat): string {
  switch (format.kind) {
    case 'e164':
      return `+${digits}`;
    case 'e164-plain':
      return digits;
    case 'national':
      return digits.startsWith(format.country)
        ? `${format.trunkCode}${digits.slice(format.country.length)}`
        : `+${digits}`;
    case 'prefix':
      return `${format.prefix}${digits}`;
  }
}

/** A switchboard listens once it has begun its greeting. */
const beforeMs = 1_000;
const toneMs = 120;
/** The channel is quiet before it is joined: what came back of a key is not passed on. */
const afterMs = 300;
/** `w` of Asterisk's SendDTMF. */
const pauseLetterMs = 500;
const pauseMs = 2_000;

/** What is dialled after the answer, as ARI takes it, and how long that takes. */
export interface DialledDigits {
  dtmf: string;
  /** Milliseconds before the first tone, of each tone, and between two. */
  before: number;
  duration: number;
  between: number;
  seconds: number;
}

/**
 * The digits go into one ARI request and nowhere else, as a number does.
 * @param digits digits, `*`, `#`, and `p` for a pause of two seconds
 */
export function dialledDigits(digits: Masked): DialledDigits {
  const text = reveal(digits).replace(/[^\d*#p]/g, '');
  const pauses = text.split('p').length - 1;
  const tones = text.length - pauses;
  return {
    dtmf: text.replaceAll('p', 'w'.repeat(pauseMs / pauseLetterMs)),
    before: beforeMs,
    duration: toneMs,
    between: toneMs,
    seconds: (beforeMs + pauses * pauseMs + tones * 2 * toneMs + afterMs) / 1000,
  };
}
