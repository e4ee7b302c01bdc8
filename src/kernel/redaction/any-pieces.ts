import { findDigits } from './numbers';
import type { Finder } from './redaction';
import type { Span } from './reading';

/** As many digits may be the end of a number. */
const tellingDigits = 5;
/** Letters and digits of a name that may be that of a mailbox. */
const shortestHandle = 5;

const names = /[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/g;
/** A name and the provider of its mailbox, with a word or signs between. */
const providers =
  /(?<![a-z0-9._-])[a-z0-9._-]{3,64}[^\p{L}\p{N}]{1,5}(?:(?:at|a|а|собака|dog)[^\p{L}\p{N}]{1,5})?(?:gmail|googlemail|yandex|яндекс|rambler|outlook|hotmail|icloud|yahoo|proton|protonmail|mailru|inbox)(?![\p{L}\p{N}])/gu;

/**
 * Finds what might be a piece of a number or an address, and knows none: where a text was sent by somebody who may be guessing, what is
 * hidden in it must not depend on what is stored. Five digits or more, however they are separated or said, and names as mailboxes have.
 */
export const anyPieces: Finder = ({ text }) => [
  ...findDigits(text, tellingDigits),
  ...spansOf(text, names).filter(({ from, to }) => isHandle(text.slice(from, to))),
  ...spansOf(text, providers),
];

function isHandle(name: string): boolean {
  const bare = name.replace(/[^a-z0-9]/g, '');
  if (bare.length < shortestHandle) return false;
  return name.includes('_') || (/[a-z]/.test(bare) && /[0-9]/.test(bare));
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}
