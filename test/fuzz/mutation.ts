import { canaryWords } from './canaries';
import type { Random } from '#kernel/random';

/** Words that have broken parsers of all kinds before. */
export const nastyWords: readonly string[] = [
  ...['', ' ', '\0', '\r', '\n', '\r\n', '\r\n\r\n', '\t', '\u000b', '\u001b[31m', '\u007f', '\u0085'],
  ...['\u2028', '\u2029', '\u202e', '\ufeff', '\ufffd', '\ud800', '\udc00', '\ud83d\ude00', 'İ', 'ß', 'ﬁ'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'],
  ...['null', 'undefined', 'NaN', 'Infinity', '-0', '1e309', '-1', '0x10', '9007199254740993', '1.5'],
  ...['%', '%00', '%zz', '%2F', '%25', '%c0%af', '%F0%9F%98%80', '..', '../../etc/passwd', '/', '\\', '//'],
  ...['"', "'", '`', '$&', '$1', '${x}', '{{x}}', '<script>', '&', ';', ',', '|', '#', '?', '=', ':', '@'],
  ...["' OR 1=1 --", '*', '*7', '(((', '[[[', '{', '}', '{}', '[]', '"}', '٣٤٥', '１２３'],
];

/** Bytes are strings of characters up to 0xff (latin1), so that an input is plain JSON. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Broken UTF-8 and marks of other encodings. */
const nastyBytes: readonly string[] = [
  ...['\xff\xfe', '\xfe\xff', '\xef\xbb\xbf', '\xc0\x80', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\x80', '\xff'],
  ...[...nastyWords, ...canaryWords].map(bytesOf),
];

/** Changes a few places of a byte string. */
export function mutatedBytes(random: Random, bytes: string, words: readonly string[] = []): string {
  return mutated(random, bytes, [...words.map(bytesOf)], nastyBytes, () =>
    String.fromCharCode(random.int(256)),
  );
}

/** Changes a few places of a text. */
export function mutatedText(random: Random, text: string, words: readonly string[] = []): string {
  const all = random.chance(0.5) ? nastyWords : canaryWords;
  return mutated(random, text, words, all, () =>
    String.fromCharCode(random.chance(0.8) ? random.int(128) : random.int(0x10000)),
  );
}

function mutated(
  random: Random,
  text: string,
  words: readonly string[],
  nasty: readonly string[],
  character: () => string,
): string {
  let changed = text;
  for (let count = 1 + random.size(6); count > 0; count -= 1) {
    const at = random.int(changed.length + 1);
    const before = changed.slice(0, at);
    const rest = changed.slice(at);
    const some = random.size(1 + rest.length);
    switch (random.int(9)) {
      case 0:
        changed = before + character() + rest.slice(1);
        break;
      case 1:
        changed = before + random.list(random.size(20), character).join('') + rest;
        break;
      case 2:
        changed = before + rest.slice(some);
        break;
      case 3:
        changed = before + rest.slice(0, some) + rest;
        break;
      case 4:
      case 5:
        changed = before + random.pick(nasty) + rest;
        break;
      case 6:
        changed = words.length === 0 ? before : before + random.pick(words) + rest;
        break;
      case 7:
        changed = before + (rest[0] ?? 'A').repeat(random.size(3000)) + rest;
        break;
      default:
        changed = before + random.pick(words.length === 0 ? nasty : words) + rest.slice(some);
    }
  }
  return changed;
}

/** Splits bytes into pieces, as a network does. */
export function pieces(random: Random, bytes: string): string[] {
  const count = random.chance(0.5) ? 1 : 1 + random.int(5);
  const cuts = random.list(count - 1, () => random.int(bytes.length + 1)).sort((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.slice(cuts[index - 1] ?? 0, end));
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An unexpected JSON value. */
export function nastyValue(random: Random): Json {
  switch (random.int(12)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
    case 3:
      return random.pick([0, -1, 1.5, 16, 486, 1e308, -1e308, 2 ** 53, 2 ** 31, 1e-7, 99999, 255, 256]);
    case 4:
    case 5:
      return random.pick(nastyWords);
    case 6:
    case 7:
      return random.pick(canaryWords);
    case 8:
      return random.pick<Json>([[], {}, [[]], [null], { id: null }, { id: {} }, { toString: 1, valueOf: 1 }]);
    case 9:
      return random.pick('x0 %\u0000é'.split('')).repeat(random.size(5000));
    case 10:
      return [random.pick(nastyWords), random.pick(canaryWords), 7];
    default:
      return JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as Json;
  }
}

/**
 * Changes a JSON value in a few places, by its structure.
 * @param spared names of members to leave unchanged: those with values that Asterisk itself chooses
 */
export function mutatedJson(random: Random, value: unknown, spared: readonly string[] = []): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as Json;
  for (let count = 1 + random.int(3); count > 0; count -= 1) {
    const places = placesIn(copy, spared);
    if (places.length === 0) return nastyValue(random);
    const { holder, key } = random.pick(places);
    switch (random.int(6)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else Reflect.deleteProperty(holder, key);
        break;
      case 1:
        put(holder, random.pick(nastyWords), nastyValue(random));
        break;
      case 2: {
        const was = (holder as Record<string, Json>)[key];
        put(holder, key, typeof was === 'string' ? mutatedText(random, was) : [was ?? null]);
        break;
      }
      case 3: {
        const other = random.pick(places);
        put(
          holder,
          key,
          JSON.parse(JSON.stringify((other.holder as Record<string, Json>)[other.key] ?? null)) as Json,
        );
        break;
      }
      default:
        put(holder, key, nastyValue(random));
    }
  }
  return copy;
}

function placesIn(value: Json, spared: readonly string[]): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .filter((key) => !spared.includes(key))
    .flatMap((key) => [
      { holder: value, key },
      ...placesIn((value as Record<string, Json>)[key] ?? null, spared),
    ]);
}

/** Like JSON.parse: `__proto__` is an ordinary member. */
function put(holder: object, key: string, value: Json): void {
  if (Array.isArray(holder) && !/^\d+$/.test(key)) {
    holder.push(value);
    return;
  }
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
