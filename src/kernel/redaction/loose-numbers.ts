import type { Group, Placed } from './group';
import { isDigitByDigit, numberWords } from './number-words';
import { isDiallable } from './numbering-plan';
import type { Span } from './reading';

/*
 * Numbers with words between their groups: "905, ну, 777 и дальше 12 34". What a sentence counts, measures or prices has
 * words beside its numbers that say so; these are no part of one.
 */

/** Words that stand between two groups of one number, at most. */
const mostWords = 4;
const longestGap = 40;
/** Of the longest number that is read out in groups, digit by digit. */
const mostGroups = 16;

/** What a number counts or measures: right after it. */
const unit =
  /^\s?(?:%|\p{Sc}|["″'′°]|(?:руб|р|коп|тыс|тысяч|млн|миллион|шт|штук|пар|компл|мест|кг|г|гр|л|мл|см|мм|м|км|м2|м3|кв|куб|час|ч|мин|сек|дн|день|дня|год|г|лет|мес|недел|раз|этаж|подъезд|квартир|дом|корп|размер|ряд|звезд|балл|процент|сантим|метр|литр|грамм|ампер|вт|вольт|gb|гб|мб|тб|kg|cm|mm|pcs|lbs?|inch|ft|hours?|days?|weeks?|months?|years?|min|percent|dollars?|cents?|bucks|items?|boxes|am|pm|январ|феврал|март|апрел|ма[яи]|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:[а-я]{0,3}|s)?(?![\p{L}\p{N}]))/u;
/** What says of a number that it is something else: right before it. */
const announced =
  /(?:(?<![\p{L}\p{N}])(?:по|за|до|от|с|в|к|на|из|кв|квартира|д|дом|корп|корпус|стр|эт|этаж|подъезд|оф|офис|под|заказ|заказы|размер|рост|вес|цена|сумма|итого|скидка|доставка|ул|улица|у[чл]|вагон|место|после|перед|около|между|через|раньше|позже|at|by|for|from|after|before|around|between|till?|until|size|apt|flat|room|suite|unit|floor|total|order|of)\.?|№|#|\p{Sc})\s{0,2}$/u;
/** Says that what comes next, or was before, is the rest of a number. */
const restWords =
  /код|перв|послед|начал|начин|конц|конец|конч|серед|вперед|спереди|сзади|перед|потом|затем|дальше|далее|плюс|а\s?$|номер|сам|восьмерк|семерк|code|area|first|last|then|finally|prefix|start|begin|end/u;

/** One such word, and nothing else. */
const readingOut =
  /^[\s\p{P}]*(?:(?:а|and|и)[\s\p{P}]+)?(?:потом|затем|дальше|далее|еще|then|next|last|finally|umm?|uhh?|эм+|ээ+|ну)[\s\p{P}]*$/u;

/** Digits of one group after the other, as people write a Russian mobile number. */
const shapes: ReadonlySet<string> = new Set([
  '3322',
  '334',
  '37',
  '33211',
  '3223',
  '32221',
  '3232',
  '33112',
  '34111',
  '355',
]);

/** Numbers whose groups are apart. */
export function looseNumbers(text: string, groups: readonly Placed[]): Span[] {
  const spans: Span[] = [];
  let first = 0;
  while (first < groups.length) {
    const last = looseAt(text, groups, first);
    if (last === null) {
      first += 1;
      continue;
    }
    spans.push({ from: groups[first]?.from ?? 0, to: groups[last]?.to ?? 0 });
    first = last + 1;
  }
  return [...spans, ...spelledRuns(text, groups), ...announcedRests(text, groups)];
}

/**
 * Two parts in words: "сорок три ноль один восемьдесят пять, плюс код восемьсот сорок четыре" with a word for the rest, or
 * as many words for digits as no sentence has that counts something.
 */
function announcedRests(text: string, groups: readonly Placed[]): Span[] {
  const spans: Span[] = [];
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1];
    if (next?.kind !== 'words' || group.kind !== 'words' || group.digits.length + next.digits.length < 9)
      continue;
    const gap = text.slice(group.to, next.from);
    if (!isBridge(gap) || isCounted(text, group) || isCounted(text, next)) continue;
    const words = wordsIn(text, group) + wordsIn(text, next);
    if (words < 8 && !/код|номер|начал|конц|перв|послед|code|first|last/u.test(gap)) continue;
    spans.push({ from: group.from, to: next.to });
  }
  return spans;
}

function wordsIn(text: string, { from, to }: Group): number {
  return numberWordsIn(text.slice(from, to)).length;
}

/** The last group of a number that begins with a group; null for none. */
function looseAt(text: string, groups: readonly Placed[], first: number): number | null {
  let digits = '';
  let isSpoken = true;
  const gaps: string[] = [];
  let found: number | null = null;
  for (let last = first; last < groups.length && last < first + mostGroups; last += 1) {
    const group = groups[last];
    if (group === undefined) break;
    if (last > first) {
      const gap = text.slice(groups[last - 1]?.to, group.from);
      if (!isBridge(gap)) break;
      gaps.push(gap.trim());
    }
    digits += group.digits;
    isSpoken &&= group.kind !== 'plain';
    if (digits.length > 11) break;
    if (digits.length < 10) continue;
    const parts = groups.slice(first, last + 1);
    if (parts.length === 1) continue;
    // "312 then 55 then 50183": of other countries where a word for the rest is at every place.
    if (!/^[78]?9\d{9}$/.test(digits)) {
      const isReadOut =
        parts.length > 2 &&
        gaps.every((gap) => readingOut.test(gap)) &&
        !parts.some((part) => isCounted(text, part));
      if (isReadOut && isDiallable(digits)) found = last;
      continue;
    }
    if (isOneNumber(text, parts, digits, gaps, isSpoken)) found = last;
  }
  return found;
}

/** Whether ten or eleven digits that look like a mobile number's are one. */
function isOneNumber(
  text: string,
  parts: readonly Group[],
  digits: string,
  gaps: readonly string[],
  isSpoken: boolean,
): boolean {
  const [separator = ''] = gaps;
  const isRepeated = gaps.length >= 3 && separator !== '' && gaps.every((gap) => gap === separator);
  const national = digits.slice(-10);
  const lengths = parts.map((part) => part.digits.length).join('');
  const shape = digits.length === 11 ? lengths.replace(/^1/, '').replace(/^4/, '3') : lengths;
  const isShaped = shapes.has(shape);
  if (isRepeated) return isShaped || /^1+$/.test(lengths);
  if (parts.some((part) => isCounted(text, part))) return false;
  if (isSpoken) return true;
  // Prices are round.
  return isShaped && !/^9\d0/.test(national);
}

/** Runs of digits that are read out one by one, seven or more together: nobody counts like that. */
function spelledRuns(text: string, groups: readonly Placed[]): Span[] {
  const spans: Span[] = [];
  let run: Group[] = [];
  const close = (): void => {
    const digits = run.reduce((sum, group) => sum + group.digits.length, 0);
    const [first, last] = [run[0], run.at(-1)];
    if (run.length > 1 && digits >= 7 && first && last) spans.push({ from: first.from, to: last.to });
    run = [];
  };
  for (const group of groups) {
    const last = run.at(-1);
    if (last && !isBridge(text.slice(last.to, group.from))) close();
    const isSpelled =
      group.kind === 'words' &&
      group.digits.length >= 3 &&
      isDigitByDigit(numberWordsIn(text.slice(group.from, group.to)));
    if (isSpelled && !isCounted(text, group)) run.push(group);
    else close();
  }
  close();
  return spans;
}

function numberWordsIn(part: string): readonly number[] {
  const whole = numberWords(part);
  if (whole.length > 0) return whole;
  return Array.from(part.matchAll(/[\p{L}0-9'’ʼ`]+/gu), ({ 0: word }) => numberWords(word)).flat();
}

/**
 * A number with what else of it stands beside it: the code of a local number, the digits after a pause. None for a number
 * that is whole.
 */
export function withRest(text: string, groups: readonly Placed[], span: Span): Span {
  const firstIn = firstEndingAfter(groups, span.from);
  if ((groups[firstIn]?.from ?? Infinity) >= span.to) return span;
  let lastIn = firstIn;
  while (lastIn + 1 < groups.length && (groups[lastIn + 1]?.from ?? 0) < span.to) lastIn += 1;
  let [first, last] = [firstIn, lastIn];
  let digits = groups.slice(first, last + 1).reduce((all, group) => all + group.digits, '');
  let isSpoken = groups.slice(first, last + 1).some(({ kind }) => kind === 'words');
  for (let step = 0; step < 12 && digits.length < 16; step += 1) {
    const before = groups[first - 1];
    const after = groups[last + 1];
    const isWhole = digits.length > 10 || /^(?:[3-6]\d|9\d)\d{8}$/.test(digits);
    if (before && isGluedByLetter(text, before, groups[first])) {
      digits = before.digits + digits;
      first -= 1;
    } else if (after && isGluedByLetter(text, groups[last], after)) {
      digits += after.digits;
      last += 1;
    } else if (isWhole) break;
    else if (before && isRest(text, before, groups[first], { digits, isSpoken, isBefore: true })) {
      digits = before.digits + digits;
      isSpoken ||= before.kind === 'words';
      first -= 1;
    } else if (after && isRest(text, groups[last], after, { digits, isSpoken, isBefore: false })) {
      digits += after.digits;
      isSpoken ||= after.kind === 'words';
      last += 1;
    } else break;
  }
  return {
    from: Math.min(span.from, groups[first]?.from ?? span.from),
    to: Math.max(span.to, groups[last]?.to ?? span.to),
  };
}

/** `8а904б118`: one letter between, or none. */
function isGluedByLetter(text: string, one: Group | undefined, other: Group | undefined): boolean {
  if (!one || !other || one.digits.length > 4 || other.digits.length > 4) return false;
  return /^\p{L}?$/u.test(text.slice(one.to, other.from));
}

/** By halves, since a text may have many numbers. */
function firstEndingAfter(groups: readonly Group[], place: number): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.to ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether the outer one of two groups belongs to the number that the other one is of. */
function isRest(
  text: string,
  one: Group | undefined,
  other: Group | undefined,
  { digits, isSpoken, isBefore }: { digits: string; isSpoken: boolean; isBefore: boolean },
): boolean {
  if (!one || !other) return false;
  const outer = isBefore ? one : other;
  const gap = text.slice(one.to, other.from);
  const most = outer.kind === 'words' ? 7 : 4;
  if (outer.digits.length > most || outer.digits.length + digits.length > 13 || !isBridge(gap)) return false;
  const isSaid =
    restWords.test(gap) || (isBefore && restWords.test(text.slice(Math.max(0, outer.from - 16), outer.from)));
  if (isCounted(text, outer) && !(isSaid && outer.kind === 'words')) return false;
  if (outer.kind !== 'plain') return isSpoken ? outer.digits.length > 1 || /^[\s\p{P}]*$/u.test(gap) : isSaid;
  if (isBefore && digits.length === 7 && outer.digits.length === 3 && /^[3489]/.test(outer.digits)) {
    return isSaid || /^9[^0]/.test(outer.digits);
  }
  if (isBefore && /^[78]?9\d\d$/.test(outer.digits) && digits.length <= 7) return /^[\s\p{P}]*$/u.test(gap);
  if (isBefore && /^[78]$/.test(outer.digits))
    return /^9\d{9}$/.test(digits) && /^[\s\p{P}]{0,3}$/u.test(gap);
  return isSaid && isSpoken;
}

/** Whether a number may go on after this. */
function isBridge(gap: string): boolean {
  if (gap.length > longestGap) return false;
  return (gap.match(/\p{L}+/gu)?.length ?? 0) <= mostWords;
}

/** Whether words beside a group say what it counts. */
function isCounted(text: string, { from, to }: Group): boolean {
  return unit.test(text.slice(to, to + 16)) || announced.test(text.slice(Math.max(0, from - 12), from));
}
