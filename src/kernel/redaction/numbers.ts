import type { Group, Placed } from './group';
import { currencyAfter, isHarmlessRun, isMoment, looksDiallable } from './harmless-runs';
import { looseNumbers, withRest } from './loose-numbers';
import { digitsOf, numberWords, skeleton, timesAfter } from './number-words';
import { isWhole } from './numbering-plan';
import type { Span } from './reading';
import { remembered } from '#kernel/remembered';

/** Groups with nothing but separators between, or, of a loose run, with a word or two that only fill. */
interface Chain {
  groups: Group[];
  /** For each group but the first, whether only separators are before it. */
  tight: boolean[];
}

/** Digits of the shortest local number. */
export const shortestNumber = 7;

/** Longest number of ITU-T E.164. */
const longestNumber = 15;

const twins: Readonly<Record<string, string>> = {
  ...{
    o: '0',
    о: '0',
    ο: '0',
    ø: '0',
    l: '1',
    i: '1',
    ı: '1',
    і: '1',
    ӏ: '1',
    ł: '1',
    z: '2',
    з: '3',
    ʒ: '3',
  },
  ...{ ч: '4', s: '5', ѕ: '5', б: '6', b: '8', g: '9', q: '9' },
};
const onlyTwins = /^[0-9oоοøliıіӏłzзʒчsѕбbgq]+$/u;

/** Units, and a Russian short form on lists of sizes, that seem to be digits. */
const lookalikeWords: ReadonlySet<string> = new Set('gb lb lbs oz sq so is go il os ig iq ог'.split(' '));

/** Between the digits of a number that somebody reads out. */
const fillers: ReadonlySet<string> = new Set(
  (
    'и да а потом затем далее дальше еще тире дефис пробел минус пауза точка тчк запятая скобка слеш черта ' +
    'ну э ээ эм мм щас хм же вот так ага угу короче значит типа сначала нет and then dash hyphen space minus dot ' +
    'потім далі ще та slash comma pause um umm uh uhh er like next well so for to too won ate tree ту фор уан руб р rub'
  )
    .split(' ')
    .map(skeleton),
);
/** Between two groups of digits. */
const mostFillers = 3;

/** A word, or one of three letters and more letter by letter. */
const token = /(?<![\p{L}0-9])\p{L}(?:[ .*_-]\p{L}(?![\p{L}0-9])){2,}|[\p{L}0-9]+(?:['’ʼ`]\p{L}+)*/gu;
const piece = /\p{L}+(?:['’ʼ`]\p{L}+)*|[0-9]+/gu;
/** Eight letters or more one by one, as in "s e v e n". */
const spelledOut = /(?<![\p{L}\p{N}])\p{L}(?:[ .,*_\n-]{1,4}\p{L}(?![\p{L}\p{N}])){7,}/gu;
/** Ends a number in ordinary writing, unless it is glued to digits on both sides: `₽`, `№`, `%`. */
const hardSign = /[\p{Sc}%№]/u;

/** Where a reading has telephone numbers. */
export function findNumbers(text: string): Span[] {
  const { digits, letters } = countsOf(text);
  const isSpelled = letters > 2 && threeLetters.test(text);
  const spans = digits >= shortestNumber || isSpelled ? amongGroups(text, isSpelled) : [];
  for (const { 0: found, index } of letters > 7 ? text.matchAll(spelledOut) : []) {
    const said = digitsOf(numberWords(found.replace(/[^\p{L}]/gu, '')));
    if (said.length >= shortestNumber) spans.push({ from: index, to: index + found.length });
  }
  return spans.length === 0 ? spans : spans.map((span) => withPrefix(text, span));
}

/**
 * Where a reading has digits together, in whichever way they are written or said: separators, or a word or two that only fill, are between.
 * @param fewest digits of what is found
 */
export function findDigits(text: string, fewest: number): Span[] {
  const spans: Span[] = [];
  for (const chain of chainsOf(text, threeLetters.test(text))) {
    const groups = spokenTogether(text, chain);
    const [first, last] = [groups[0], groups.at(-1)];
    if (first === undefined || last === undefined || digitsIn(groups) < fewest) continue;
    // Letters like digits, and no digit among them, are words.
    if (groups.some(({ kind }) => kind !== 'likeness')) spans.push({ from: first.from, to: last.to });
  }
  return spans;
}

/** @param isSpelled whether a word may be there letter by letter */
function amongGroups(text: string, isSpelled: boolean): Span[] {
  const spans: Span[] = [];
  const all: Placed[] = [];
  for (const chain of chainsOf(text, isSpelled)) {
    const groups = spokenTogether(text, chain);
    all.push(...groups);
    if (digitsIn(groups) >= shortestNumber) spans.push(...numbersOf(text, groups));
  }
  if (digitsIn(all) < shortestNumber) return spans;
  spans.push(...looseNumbers(text, all));
  return spans.map((span) => withRest(text, all, span));
}

/** What {@link token} finds, but for words letter by letter. */
const word = /[\p{L}0-9]+(?:['’ʼ`]\p{L}+)*/gu;
const onlyDigits = /^[0-9]+$/;
const oneLetter = /^\p{L}(?:$|['’ʼ`])/u;
/** One by one. */
const threeLetters = /(?<![\p{L}0-9])\p{L}[ .*_-]\p{L}[ .*_-]\p{L}(?![\p{L}0-9])/u;

/**
 * The most digits that all words of a text may stand for, and how many of them are one letter. Most texts have fewer digits
 * than a number, and need no search for what stands beside what.
 */
function countsOf(text: string): { digits: number; letters: number } {
  let [digits, letters] = [0, 0];
  for (const found of text.match(word) ?? []) {
    digits += onlyDigits.test(found) ? found.length : mostDigitsOf(found);
    if (oneLetter.test(found)) letters += 1;
  }
  return { digits, letters };
}

/** The most digits that a word stands for; Infinity where that depends on the word before it. */
const mostDigitsOf = remembered((found) => {
  const parts = found.match(piece) ?? [];
  const whole = parts.length > 1 ? [found] : [];
  return [
    ...whole.map((part) => lengthAsWords(part)),
    ...parts.map((part) => Math.max(lengthAsWords(part), lengthAsDigits(part))),
  ].reduce((sum, length) => sum + length, 0);
});

function lengthAsWords(part: string): number {
  const values = numberWords(part);
  return values.reduce((sum, value) => sum + (value < 0 ? Infinity : String(value).length), 0);
}

function lengthAsDigits(part: string): number {
  return onlyDigits.test(part) || (onlyTwins.test(part) && part.length <= 6) ? part.length : 0;
}

/** Every chain of a reading: what is between two chains is more than separators and fillers. */
function* chainsOf(text: string, isSpelled: boolean): Generator<Chain> {
  let chain: Chain = { groups: [], tight: [] };
  let fillersBefore = 0;
  let end = 0;
  for (const { found, index } of tokensOf(text, isSpelled)) {
    const gap = text.slice(end, index);
    const group = groupOf(text, found, index);
    const last = chain.groups.at(-1);
    const filler = group === null && last !== undefined && fillersBefore < mostFillers && isFiller(found);
    if (last !== undefined && (group === null ? !filler : false)) {
      yield chain;
      chain = { groups: [], tight: [] };
      fillersBefore = 0;
    } else if (filler) {
      fillersBefore += 1;
    }
    if (group !== null) {
      if (chain.groups.length > 0) {
        const loose = fillersBefore > 0 && !(group.kind === 'words' && last?.kind === 'words');
        chain.tight.push(!loose && (!hardSign.test(gap) || isGlued(gap)));
      }
      chain.groups.push(group);
      fillersBefore = 0;
    }
    end = index + found.length;
  }
  if (chain.groups.length > 0) yield chain;
}

/** Letters and digits apart, but for words like `s3v3n`. */
function* tokensOf(text: string, isSpelled: boolean): Generator<{ found: string; index: number }> {
  for (const { 0: found, index } of text.matchAll(isSpelled ? token : word)) {
    const hasDigit = /[0-9]/.test(found);
    const isOnePiece = hasDigit ? onlyDigits.test(found) : !isSpelled;
    if (isOnePiece) yield { found, index };
    else if (((hasDigit && twoLetters.test(found)) || /[ .*_-]/.test(found)) && numberWords(found).length > 0)
      yield { found, index };
    else for (const part of found.matchAll(piece)) yield { found: part[0], index: index + part.index };
  }
}

const twoLetters = /\p{L}.*\p{L}/u;

function isGlued(gap: string): boolean {
  return !/\s/.test(gap);
}

/** One letter, as of a drawing or a list, or a word of {@link fillers}. */
const isFiller = remembered((word) => word.length === 1 || fillers.has(skeleton(word)));

function groupOf(text: string, found: string, from: number): Group | null {
  const to = from + found.length;
  if (onlyDigits.test(found)) return { from, to, digits: found, kind: 'plain' };
  if (onlyTwins.test(found) && found.length <= 6 && !lookalikeWords.has(found)) {
    const digits = Array.from(found, (letter) => twins[letter] ?? letter).join('');
    const glued = /[0-9]/.test((text[from - 1] ?? '') + (text[to] ?? ''));
    if (glued || found.length <= 4) return { from, to, digits, kind: 'likeness' };
  }
  const words = numberWords(found);
  return words.length === 0 ? null : { from, to, digits: digitsOf(words), kind: 'words' };
}

/** First what is tight and plain, as most numbers are; then, over all but what was harmless, numbers in disguise. */
function numbersOf(text: string, groups: readonly Placed[]): Span[] {
  const spans: Span[] = [];
  let open: Group[] = [];
  for (const run of tightRuns(groups)) {
    const isPlain = run.every(({ kind }) => kind === 'plain');
    const verdict =
      isPlain && digitsIn(run) >= shortestNumber && !beginsWithMeasure(text, run)
        ? isHarmlessRun(text, run)
        : null;
    if (verdict === 'harmless' || (isPlain && verdict === null && isMoment(text, run))) {
      spans.push(...disguised(text, open));
      open = [];
      continue;
    }
    if (verdict) spans.push(verdict);
    const isComplete = verdict !== null && isWhole(digitsOfSpan(run, verdict));
    // "восемь 916 123…": the number begins in the run before.
    const before = open.at(-1);
    const beginsBefore = run[0]?.tight && before && before.kind !== 'plain' && before.digits.length === 1;
    if (verdict && (digitsIn(run) > longestNumber || (isComplete && !beginsBefore))) {
      spans.push(...disguised(text, open));
      open = [];
    } else open.push(...run);
  }
  spans.push(...disguised(text, open));
  return spans;
}

/** `1920x1080 144`: the first group ends a measure, and the others are too short. */
function beginsWithMeasure(text: string, [first, ...rest]: readonly Group[]): boolean {
  if (first === undefined || rest.length === 0 || digitsIn(rest) >= shortestNumber) return false;
  return /\d[xх]$/.test(text.slice(Math.max(0, first.from - 2), first.from));
}

/** Words that say one number are one group: "сто двадцать три" is 123. */
function spokenTogether(text: string, { groups, tight }: Chain): Placed[] {
  const placed: Placed[] = [];
  let words: number[] = [];
  const close = (): void => {
    const last = placed.at(-1);
    if (last && words.length > 0) last.digits = digitsOf(words);
    words = [];
  };
  groups.forEach((group, index) => {
    const isTight = index > 0 && (tight[index - 1] ?? false);
    const last = placed.at(-1);
    if (group.kind === 'words' && isTight && last?.kind === 'words') last.to = group.to;
    else {
      // "Triple 7".
      const times = isTight && group.kind === 'plain' && group.digits.length === 1 ? timesAfter(words) : 1;
      close();
      placed.push({ ...group, digits: group.digits.repeat(times), tight: isTight });
    }
    if (group.kind === 'words') words.push(...numberWords(text.slice(group.from, group.to)));
  });
  close();
  return placed;
}

/** Groups with separators alone between, and of one kind: plain, or not. */
function* tightRuns(groups: readonly Placed[]): Generator<Placed[]> {
  let run: Placed[] = [];
  for (const group of groups) {
    const last = run.at(-1);
    if (last && (!group.tight || (group.kind === 'plain') !== (last.kind === 'plain'))) {
      yield run;
      run = [];
    }
    run.push(group);
  }
  if (run.length > 0) yield run;
}

function digitsIn(groups: readonly Group[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}

function digitsOfSpan(groups: readonly Group[], { from, to }: Span): string {
  return groups
    .filter((group) => group.from >= from && group.to <= to)
    .map(({ digits }) => digits)
    .join('');
}

/**
 * Numbers among groups that are no tight plain number: in words, in letters like digits, with fillers between. Of
 * numbers that overlap, a whole one is taken, or else the first and longest.
 */
function disguised(text: string, groups: readonly Group[]): Span[] {
  const spans: Span[] = [];
  let first = 0;
  while (first < groups.length) {
    const found = numberAt(text, groups, first);
    if (found === null) {
      first += 1;
      continue;
    }
    let [begin, end] = [first, found.last];
    for (let next = first + 1; next <= found.last; next += 1) {
      if (!isParted(text, groups[next - 1], groups[next])) continue;
      const later = numberAt(text, groups, next);
      if (later === null || !(later.isWhole || (later.isSpoken && !found.isWhole))) continue;
      if (found.isWhole && later.last <= found.last) continue;
      [begin, end] = [next, later.last];
      break;
    }
    end = endOfSpoken(text, groups, begin, end);
    spans.push({ from: groups[begin]?.from ?? 0, to: groups[end]?.to ?? 0 });
    first = end + 1;
  }
  return spans;
}

/** "Пятьдесят 7" has a digit more than "57": what is said on goes with the number. */
function endOfSpoken(text: string, groups: readonly Group[], begin: number, end: number): number {
  const said = groups.slice(begin, end + 1);
  if (!said.some(({ kind }) => kind === 'words')) return end;
  let digits = digitsIn(said);
  let last = end;
  for (;;) {
    const next = groups[last + 1];
    if (!next || next.digits.length > 3 || digits + next.digits.length > longestNumber + 3) return last;
    if (!/^[ -]{0,2}$/.test(text.slice(groups[last]?.to, next.from))) return last;
    digits += next.digits.length;
    last += 1;
  }
}

/** The longest number that begins with a group; a whole one before all others. */
function numberAt(
  text: string,
  groups: readonly Group[],
  first: number,
): { last: number; isWhole: boolean; isSpoken: boolean } | null {
  let found: { last: number; isWhole: boolean; isSpoken: boolean } | null = null;
  let digits = '';
  let spoken = 0;
  let seeming = 0;
  for (let last = first; last < groups.length && digits.length <= longestNumber; last += 1) {
    // "+7" begins another one.
    if (last > first && isParted(text, groups[last - 1], groups[last]) && isAfterPlus(text, groups[last]))
      break;
    const { digits: own = '', kind } = groups[last] ?? {};
    digits += own;
    if (kind === 'words') spoken += own.length;
    if (kind === 'likeness') seeming += own.length;
    if (digits.length < shortestNumber) continue;
    const isLikely =
      spoken >= shortestNumber ||
      (digits.length >= 10 &&
        (digits.length - seeming) * 2 >= digits.length &&
        isDisguisedNumber(text, groups, [first, last], digits));
    if (!isLikely) continue;
    const whole = isWhole(digits);
    if (!whole && found?.isWhole) continue;
    found = { last, isWhole: whole, isSpoken: groups[first]?.kind === 'words' };
  }
  return found;
}

function isAfterPlus(text: string, group: Group | undefined): boolean {
  return group !== undefined && /[\s,;:.(]\+\(?$/.test(text.slice(Math.max(0, group.from - 3), group.from));
}

/** Whether a sentence may end between two groups, or another word is there. */
function isParted(text: string, before: Group | undefined, after: Group | undefined): boolean {
  if (!before || !after) return false;
  if (before.kind === 'likeness' && before.to - before.from > 1) return true;
  return /[.,;:!?]\s|\n|\p{L}|\p{Sc}|\+/u.test(text.slice(before.to, after.from));
}

/** Of ten digits or more, most of them real. */
function isDisguisedNumber(
  text: string,
  all: readonly Group[],
  [first, last]: readonly [number, number],
  digits: string,
): boolean {
  const groups = all.slice(first, last + 1);
  // "12 990 ₽ и 350" has no number that begins with 990.
  const isPlain = groups.every(({ kind }) => kind === 'plain');
  if (isPlain && (isOneSum(text, all[first - 1], all[first]) || isOneSum(text, all[last], all[last + 1]))) {
    return false;
  }
  // "990 руб / 2400 руб": prices, to the last.
  if (
    isPlain &&
    groups.length > 1 &&
    groups.slice(-2).every(({ to }) => currencyAfter.test(text.slice(to, to + 8)))
  ) {
    return false;
  }
  if (isModel(text, groups) || isProcessor(text, groups)) return false;
  return looksDiallable(digits, groups) || (isAfterPlus(text, groups[0]) && isWhole(digits));
}

/** `i5-1240P/16/512`: one letter in front of digits is no digit. */
function isModel(text: string, [letter, number, ...rest]: readonly Group[]): boolean {
  return (
    letter?.kind === 'likeness' &&
    number?.kind === 'plain' &&
    number.digits.length < 3 &&
    /^[a-z]$/.test(text.slice(letter.from, number.from)) &&
    rest.every(({ kind }) => kind === 'plain')
  );
}

/** `i5-12450H`, among other figures. */
function isProcessor(text: string, groups: readonly Group[]): boolean {
  return /(?<![\p{L}\p{N}])i[3579]-\d{4,5}(?!\d)/u.test(text.slice(groups[0]?.from, groups.at(-1)?.to));
}

/** Whether two groups are the thousands and the hundreds of one sum. */
function isOneSum(text: string, thousands: Group | undefined, hundreds: Group | undefined): boolean {
  if (!thousands || !hundreds) return false;
  return /^[ .,'’]$/.test(text.slice(thousands.to, hundreds.from));
}

/** The sign of an international number, an opening bracket, and a letter like an 8 belong to it. */
function withPrefix(text: string, { from, to }: Span): Span {
  const ahead = text.slice(Math.max(0, from - 8), from);
  const before = /(?:\+ ?|(?:плюс|plus)[ ,]+)?\(?$/u.exec(ahead)?.[0] ?? '';
  const isDisguised = /^9[0-9]?\p{L}/u.test(text.slice(from, from + 3));
  const eight = isDisguised ? (/(?<![\p{L}\p{N}])[вb] ?$/u.exec(ahead)?.[0] ?? '') : '';
  return { from: from - Math.max(before.length, eight.length), to };
}
