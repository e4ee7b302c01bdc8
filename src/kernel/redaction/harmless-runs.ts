import { endsWithCheckDigit, isInn, isPostalItem } from './check-digits';
import type { Group } from './group';
import { isKnownCode } from './known-codes';
import { isDiallable, isMobile, isNational, isWhole } from './numbering-plan';
import type { Span } from './reading';

/** What is written in digits and is no number, as it begins in a run. */
interface Item {
  kind: 'date' | 'time' | 'day' | 'sum' | 'range' | 'size' | 'code';
  digits: string;
  /** Offset of its end in the run. */
  end: number;
}

/** Longest run that is read as a list: its reading takes no more time than this allows. */
const mostGroups = 40;
/** More moments than two days with their times are digits like others. */
const mostMoments = 4;

const year = String.raw`(?:19[3-9]|20[0-4])\d`;
const ofMonth = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = String.raw`(?:0?[1-9]|1[0-2])`;

/** In the order in which they are tried. Each ends where no digit of its own kind goes on. */
const patterns: ReadonlyArray<readonly [Item['kind'], RegExp]> = [
  ['date', new RegExp(String.raw`${ofMonth}([./-])${month}\1(?:${year}|[2-4]\d)(?!\d|[./-]\d)`, 'y')],
  ['date', new RegExp(String.raw`${month}/${ofMonth}/${year}(?!\d|[./-]\d)`, 'y')],
  ['date', /20[2-4]\d([./-])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d|[./-]\d)/y],
  ['time', /(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?|\.(?:00|15|30|45))(?!\d|[.:]\d)/y],
  ['day', new RegExp(String.raw`${ofMonth}[./]${month}(?!\d|[./]\d)`, 'y')],
  ['code', /20[2-4]\d[-/]\d{1,6}(?!\d|[-/]\d)/y],
  // A postcode of the United States.
  ['code', /\d{5}-\d{4}(?!\d|[-/]\d)/y],
  ['sum', /[1-9]\d{0,5}-00(?!\d|-)/y],
  ['range', /[1-9]\d{0,5}\s?[-–—]\s?[1-9]\d{0,5}(?!\d|[-–—]\d)/y],
  ['size', /[1-9]\d{0,3}(?:[.,]\d)?(?:\s?[×*/]\s?[1-9]\d{0,3}(?:[.,]\d)?){1,3}(?!\d)/y],
  ['sum', /[1-9]\d{0,2}([ .,'’])\d{3}(?:\1\d{3})?(?:[.,]\d{1,2})?(?!\d|[.,]\d)/y],
  ['sum', /(?:0|[1-9]\d{0,5})(?:[.,]\d{1,2})?(?!\d|[.,]\d)/y],
];

const moments: ReadonlySet<Item['kind']> = new Set(['date', 'time', 'day']);
export const currencyAfter = /^\s?(?:\p{Sc}|руб|р\b|р\.|rub|usd|eur|gbp|тг|тенге|грн|коп)/u;
/** Words before a sum. */
const priceWords =
  /(?:ндс|vat|tax|сумм|итог|цен[аыу]|стои|оплат|долг|аванс|остат|баланс|депозит|счет|скидк|кредит|взнос|доплат|всего|смет|бюджет|total|paid|price|deposit|balance|due|sum|cost|refund)[^0-9\n]{0,16}$/u;
const currencyBefore = /\p{Sc}\s?$/u;

/** Words before what shops give numbers of many digits to. */
const codeWords =
  /заказ|order|арт[.: ]|артикул|sku|код|code|№|счет|invoice|чек|receipt|договор|contract|накл[. ]|накладн|трек|track|отправл|посылк|parcel|рпо|шпи|сд[эе]к|cdek|boxberry|боксберр|инн|кпп|огрн|окп|окв|октмо|окато|бик|снилс|паспорт|полис|policy|водит|удостовер|штрих|barcode|ean|isbn|размер|size|индекс|postcode|zip|модел|model|сери|serial|imei|vin|s\/n|\bref|rrn|rma|возврат|заявк|ticket|тикет|обращени|товар|\bid\b|лот(?!\p{L})|\bp\/?o\b|р\/с|к\/с|кор|бонус|лояльн|карт[аеуы]|card|account|терминал|terminal|касс|операци|авториз|транзакц|плат[еи]|чертеж|гост|(?<!\p{L})ту(?!\p{L})|сертификат|certificate|лиценз|регистрац|коробк|ячейк|парти[яи]|batch|lot\b|билет|брон|booking|confirm|озон|ozon|wb|wildberries|линии|линий|пэк|ттн|упд|(?<!\p{L})акт(?!\p{L})|доверенн|реестр|тн вэд|уин|кадастр|case|claim|ups|fedex|usps|dhl|waybill|артикль|part|парт|инвент|кп|спецификац|груз|купон|coupon|промокод|build|сборк|gtin|\bupc|квитанц|сделк|\bdeal|\blead|\bitem|\basin|\bmpn|\bstyle|routing|\bacct|контеинер|container|пломб|permit|license|постамат|маркет|amazon|\bebay|\betsy|walmart|али(?:к|экспресс)|utm_|бонус|vat\b|\bein\b|tax id|\bbol\b|\bauth|royal mail|\bali\b|\bseal\b|\bpro\b|накладная|(?<!\p{L})(?:лид|фн|фд|фпд?|кбк|уип|ям|вб|упд|эсф)(?!\p{L})|(?<!\p{N})#(?=\s?$)|версия|version|прошивк|ip\b|iban|swift/gu;
const phoneWords =
  /тел\b|тел[.:е]|моб|сотов|звон|набер|набир|дозв|номер|whats|вотс|ватс|ваиб|viber|phone|call|cell|mobile|\bring|контакт|contact|связ|tel\b|sms|смс|telegram|шучу/gu;
/** Says of a number that it is one of something, if the word before says of what. */
const ofSomething = /(?:номер[аеу]?|number|no\.?|num\.?)[\s:№#-]*$/u;

/**
 * Whether plain digits with separators between are something else than a telephone number.
 * @returns `harmless`, or what of them is to be hidden
 */
export function isHarmlessRun(text: string, run: readonly Group[]): 'harmless' | Span {
  const first = run[0];
  const last = run.at(-1);
  if (!first || !last) return 'harmless';
  const whole: Span = { from: first.from, to: last.to };
  if (/\+ ?\(?$/.test(text.slice(Math.max(0, first.from - 3), first.from))) return whole;
  if (run.length > mostGroups) return whole;
  if (
    isKnownCode(text, whole) ||
    isPartedCode(text, run) ||
    isProgression(run) ||
    isPlace(text, whole) ||
    isZip(text, whole) ||
    isFitting(text, whole)
  ) {
    return 'harmless';
  }
  const behind = behindPadded(text, run);
  if (behind !== null) {
    const isShort = behind.reduce((sum, { digits }) => sum + digits.length, 0) < 7;
    return isShort ? 'harmless' : isHarmlessRun(text, behind);
  }
  const items = run.length === 1 ? null : itemsOf(text.slice(whole.from, whole.to));
  const [, second] = run;
  const mayBeCode = first.digits.length >= 7 || second === undefined;
  if (items === null && !mayBeCode) return withoutNeighbours(text, run);
  const context = contextOf(text, first.from);
  if (second === undefined) {
    return isHarmlessCode(text, first, context) || isPlainPrice(text, first) ? 'harmless' : whole;
  }
  // "Артикул 7654321, 2 шт".
  const isCodeFirst =
    context === 'code' &&
    !isMobile(run.map(({ digits }) => digits).join('')) &&
    isHarmlessCode(text, first, context) &&
    /[,;\n]/.test(text.slice(first.to, second.from));
  if (isCodeFirst) {
    const rest = run.slice(1);
    const isShort = rest.reduce((sum, { digits }) => sum + digits.length, 0) < 7;
    return isShort ? 'harmless' : isHarmlessRun(text, rest);
  }
  if (items !== null && isHarmlessList(items, text, whole, context)) return 'harmless';
  return withoutNeighbours(text, run);
}

/** The nearest word before a run that says what it is. */
function contextOf(text: string, from: number): 'code' | 'phone' | null {
  // A code may begin with letters and digits: "арт. 6Q0407151".
  const own =
    /(?<![\p{L}\p{N}])[a-z0-9]{1,4}[a-z]$/u.exec(text.slice(Math.max(0, from - 6), from))?.[0] ?? '';
  const start = from - own.length;
  const before = /[^0-9\n]*$/.exec(text.slice(Math.max(0, start - 30), start))?.[0] ?? '';
  // "Заказ номер 7001843921", "номер заказа 7001843921".
  const said = before.replace(ofSomething, '');
  const code = lastOf(said, codeWords);
  const phone = lastOf(code >= 0 ? said.replace(/номер/g, '') : before, phoneWords);
  if (code < 0 && phone < 0) return null;
  return code > phone ? 'code' : 'phone';
}

function lastEndOf(text: string, words: RegExp): number {
  let end = -1;
  for (const { 0: found, index } of text.matchAll(words)) end = index + found.length;
  return end;
}

function lastOf(text: string, words: RegExp): number {
  let last = -1;
  for (const { index } of text.matchAll(words)) last = index;
  return last;
}

/**
 * `SKU 00412-88`, `договор 118-27/63`, `UPS 1Z 999 AA1 01 2345 6784`: digits in pieces after a word for a code, which no
 * number is as long as, or has such digits.
 */
function isPartedCode(text: string, run: readonly Group[]): boolean {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || run.length < 2 || contextOf(text, first.from) === 'phone') return false;
  const written = text.slice(first.from, last.to);
  if (!/^[0-9][0-9 ./:-]*$/.test(written) || /[ .-]{2}/.test(written)) return false;
  if (!isRightAfterWord(text, first.from)) return false;
  const digits = run.map((group) => group.digits);
  const shape = digits.map(({ length }) => length).join('');
  if (shape === '4231' && /вэд/u.test(text.slice(Math.max(0, first.from - 12), first.from))) return true;
  // "Обращение #304-4412": a word and a sign.
  if (shape === '34' && /[#№]/.test(text[first.from - 1] ?? '') && isRightAfterWord(text, first.from - 1))
    return true;
  // A number after or before a short code of its own.
  const isBeside = [digits.slice(1), digits.slice(0, -1)].some((rest) => isDiallable(rest.join('')));
  return !(written.includes(' ') && isBeside) && isCodeLike(digits.join(''), shape);
}

/** A word for a code, and at most signs, small words and letters of the code itself between. */
function isRightAfterWord(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 48), from);
  const end = lastEndOf(before, codeWords);
  if (end === -1) return false;
  const rest = before
    .slice(end)
    .replace(/^\p{L}+/u, '')
    .replace(/номер[аеу]?|number/u, '');
  return rest.length <= 24 && !/\p{L}{5}|[,;!?\n]/u.test(rest);
}

/** Whether no telephone number has such digits in pieces of such lengths. */
function isCodeLike(digits: string, shape: string): boolean {
  // In fours, as cards and parcels are: a number in it begins or ends with the whole.
  if (digits.length > 15 && /^4{3,}[1-4]?$/.test(shape)) return !/^[78]9\d{9}|[78]9\d{9}$/.test(digits);
  if (/[78]9\d{9}|^9\d{9}$/.test(digits) || isMobile(digits)) return false;
  if (digits.length > 15) return true;
  if (digits.length === 11) return !/^[78][3-9]/.test(digits) && !/^1[2-9]/.test(digits);
  if (digits.length === 10) return !isWhole(digits) || !/^(?:33|34|3322|334|37|55|424|433)/.test(shape);
  if (digits.length >= 12) return !/^(?:\+|00|375|380|44|49|99[0-9]|[78]9)/.test(digits);
  return !['322', '34', '223', '232', '2221', '1222', '3211'].includes(shape);
}

/** `42 44 46 48 50`: sizes, each as much more than the one before. */
function isProgression(run: readonly Group[]): boolean {
  const [first, second] = run;
  if (run.length < 4 || !first || !second || first.digits.length < 2) return false;
  const step = Number(second.digits) - Number(first.digits);
  return (
    step > 0 &&
    run.every(
      ({ digits }, index) =>
        digits.length === first.digits.length && Number(digits) === Number(first.digits) + index * step,
    )
  );
}

/** `55.7558, 37.6173`: where a place is on Earth. */
function isPlace(text: string, { from, to }: Span): boolean {
  const before = text.slice(Math.max(0, from - 20), from);
  const [, latitude, longitude] =
    /^(\d{1,2}\.\d{4,8})[ ,;/]{1,2}-?(\d{1,3}\.\d{4,8})$/.exec(text.slice(from, to)) ?? [];
  if (latitude === undefined || !/gps|координ|coord|гео|geo|широт|точк|карт|location|map/u.test(before))
    return false;
  return (
    Number(latitude) < 78 &&
    Number(longitude) <= 180 &&
    !/[78]9\d{9}/.test((latitude + String(longitude)).replace(/\D/g, ''))
  );
}

/** `25/60-180`: measures of a part, with different signs between. */
function isFitting(text: string, { from, to }: Span): boolean {
  const [, ...parts] = /^(\d{2})[/x*](\d{2})-(\d{3})$/.exec(text.slice(from, to)) ?? [];
  return parts.filter((part) => /[05]$/.test(part)).length >= 2;
}

/** `IL 60611-1234`: a postcode of the United States after its state. */
function isZip(text: string, { from, to }: Span): boolean {
  return (
    /^\d{5}-\d{4}$/.test(text.slice(from, to)) &&
    /(?<!\p{L})[a-z]{2}\s$/u.test(text.slice(Math.max(0, from - 4), from))
  );
}

/** Digits in one piece: a code, if a word, letters or a check digit says so and no number could look like it. */
function isHarmlessCode(text: string, group: Group, context: 'code' | 'phone' | null): boolean {
  const { digits, from, to } = group;
  const lettersBefore = /[a-z]{2,6}[-_]?$/.exec(text.slice(Math.max(0, from - 7), from))?.[0] ?? '';
  const lettersAfter = /^[a-z]{2}(?![a-z])/.exec(text.slice(to, to + 3))?.[0] ?? '';
  if (lettersBefore.length === 2 && lettersAfter !== '' && isPostalItem(digits)) return true;
  if (context === 'phone') return false;
  if (/^20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)) return true;
  if (/0x[0-9a-f]{0,12}$/.test(text.slice(Math.max(0, from - 14), from)) && digits.length <= 8) return true;
  // "SN20240117A0032", "1Z999AA10123456784": no number is among letters and digits of a code like this.
  const isCode = context !== null || lettersBefore !== '';
  if (
    isAmongLetters(text, group, isCode ? 8 : 12) &&
    !isMobile(digits) &&
    !/[78]9\d{9}|^9\d{9}/.test(digits)
  ) {
    return true;
  }
  if (!isCode) return false;
  switch (digits.length) {
    case 7:
    case 8:
      return true;
    case 9:
      return !digits.startsWith('9');
    case 10:
      if (isMobile(digits)) return false;
      if (!isNational(digits) || /^[12]/.test(digits)) return true;
      return (
        (isAfterInn(text, from) && isInn(digits)) ||
        isFiscalSign(text, from) ||
        // A Russian motor insurance: a series of three letters.
        /полис[^0-9\n]{0,12}(?<!\p{L})\p{L}{3}[\s№]{0,3}$/u.test(text.slice(Math.max(0, from - 24), from)) ||
        (context === 'code' && lettersBefore.length > 1)
      );
    case 11:
      return /^(?:20[2-4]\d|1[01])/.test(digits);
    case 12:
      return (
        /^20[2-4]\d/.test(digits) ||
        (isAfterInn(text, from) && isInn(digits)) ||
        (digits.startsWith('0') && endsWithCheckDigit(digits)) ||
        !/^(?:00[1-9]|375|380|44|49|99|[78]9)/.test(digits)
      );
    case 13:
    case 14:
      return !/[78]9\d{9}|^(?:00|49|9\d{9})/.test(digits) || endsWithCheckDigit(digits);
    default:
      return digits.length > 14 && !/[78]9\d{9}|^00/.test(digits);
  }
}

/** Noughts that a system put before a number of up to six digits: `00048213`. Not a country's code alone, `0044`. */
function isPadded(digits: string): boolean {
  return digits.length > 6 && digits.startsWith('00') && digits.replace(/^0+/, '').length < 7;
}

/** `ФД 48213 ФП 3812345678`: the sign of a Russian till's receipt, behind the receipt's number. */
function isFiscalSign(text: string, from: number): boolean {
  return /(?<!\p{L})фд[\s:№]{0,3}\d{1,8}[\s,;]{1,3}фпд?[\s:№]{0,3}$/u.test(
    text.slice(Math.max(0, from - 32), from),
  );
}

/** What is left of a run behind a code like `00-00001234`, and a comma; null where none is. */
function behindPadded(text: string, run: readonly Group[]): readonly Group[] | null {
  const comma = run.findIndex(
    ({ from }, index) => index > 0 && /[,;\n]/.test(text.slice(run[index - 1]?.to, from)),
  );
  const code = comma === -1 ? run : run.slice(0, comma);
  const written = text.slice(code[0]?.from, code.at(-1)?.to);
  if (!/^0\d(?:\d|-\d)*$/.test(written)) return null;
  // "#00412, 3,200 pts": too short for any number behind a country's code.
  const isShort =
    /[#№]/.test(text[(run[0]?.from ?? 0) - 1] ?? '') &&
    run.reduce((sum, { digits }) => sum + digits.length, 0) < 10;
  return isShort || isPadded(written.replaceAll('-', '')) ? run.slice(code.length) : null;
}

function isAfterInn(text: string, from: number): boolean {
  return /(?<!\p{L})(?:инн|inn)(?!\p{L})/u.test(text.slice(Math.max(0, from - 24), from));
}

/** Whether a group is part of so many letters and digits at least, with two letters or more. */
function isAmongLetters(text: string, { from, to }: Group, fewest: number): boolean {
  const before = /[a-z0-9]*$/.exec(text.slice(Math.max(0, from - 20), from))?.[0] ?? '';
  const after = /^[a-z0-9]*/.exec(text.slice(to, to + 20))?.[0] ?? '';
  const letters = (before + after).replace(/[0-9]/g, '').length;
  const length = before.length + to - from + after.length;
  return letters >= 2 && before !== '' && /[0-9]/.test(before + after) && length >= fewest;
}

/** `1250000 руб`. */
function isPlainPrice(text: string, { digits, to }: Group): boolean {
  return digits.length === 7 && currencyAfter.test(text.slice(to, to + 8));
}

/** Items of a run, one after the other; null where something in it is none. */
function itemsOf(run: string): Item[] | null {
  const items: Item[] = [];
  let at = 0;
  for (;;) {
    const item = itemAt(run, at);
    if (item === null) return null;
    const before = items.at(-1);
    if (before && !separates(run.slice(before.end, at), before, item)) return null;
    items.push(item);
    if (item.end === run.length) return items;
    at = item.end + (/^[^0-9]*/.exec(run.slice(item.end))?.[0].length ?? 0);
  }
}

function itemAt(run: string, at: number): Item | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(run)?.[0];
    if (found === undefined || (kind === 'range' && !isRange(found))) continue;
    return { kind, digits: found.replace(/\D/g, ''), end: at + found.length };
  }
  return null;
}

/** From less to more: `42-44`, `500-1500`. Not the two halves of a local number. */
function isRange(found: string): boolean {
  const [low = '', high = ''] = found.split(/\s?[-–—]\s?/);
  if (low.length + high.length < 7) return true;
  return (isRound(low) && isRound(high)) || (low.length === high.length && isNear(low, high));
}

/** Whether what is between two items can be: `, `, ` + `, a line break. A space only beside days and times. */
function separates(gap: string, before: Item, after: Item): boolean {
  const besideMoment = moments.has(before.kind) || moments.has(after.kind);
  if (/^ +$/.test(gap)) return besideMoment || (before.kind === 'size' && after.digits.length <= 2);
  if (gap.includes('\n')) return true;
  if (/^[-–—]$/.test(gap)) return moments.has(before.kind) && moments.has(after.kind);
  if (!/^ *[,;|+=→/()«»"'–—>.:×*-]{1,4} *$/u.test(gap)) return false;
  return gap.includes(' ') || /^[,;+=×*]$/.test(gap);
}

function isHarmlessList(
  items: readonly Item[],
  text: string,
  { from, to }: Span,
  context: 'code' | 'phone' | null,
): boolean {
  const inMoments = items.filter(({ kind }) => moments.has(kind)).length;
  // "28.11 10:20, 29.11 12:45, 30.11 9:05".
  const isDiary = items.every(
    ({ kind }, index) => (kind === 'time') === (index % 2 === 1) && moments.has(kind),
  );
  if (inMoments > mostMoments) return isDiary;
  if (inMoments === items.length) return true;
  // Digit by digit.
  if (inMoments === 0 && items.length >= 6 && items.filter(({ digits }) => digits.length === 1).length >= 5)
    return false;
  if (isSteadyList(items) || isCalculation(text.slice(from, to))) return true;
  const hasCurrency =
    currencyAfter.test(text.slice(to, to + 8)) ||
    currencyBefore.test(text.slice(Math.max(0, from - 2), from));
  if (items.length === 1) {
    const [only] = items;
    if (only?.kind === 'sum') {
      const isPriced = priceWords.test(text.slice(Math.max(0, from - 28), from)) && !isMobile(only.digits);
      // `196 712,72` to the last cent, but not as long as a number.
      const isExact = /^\d{1,3}[ '’.]\d{3}[,.]\d{2}$/.test(text.slice(from, to)) && only.digits.length === 8;
      return hasCurrency || isPriced || isExact || only.digits.endsWith('000');
    }
    if (only?.kind === 'size' && !isHarmlessSize(text, { from, to }, only.digits)) return false;
    return context !== 'phone';
  }
  if (items.every(({ kind, digits }) => moments.has(kind) || (kind === 'sum' && isRound(digits))))
    return true;
  const [{ digits: { length: firstLength } } = { digits: '' }] = items;
  if (context === 'code' && firstLength >= 4 && items.every(({ digits }) => digits.length === firstLength))
    return true;
  if (context === 'phone' || items.some(({ kind, digits }) => kind === 'sum' && digits.length > 6))
    return false;
  return !hasNumberShape(items) && !windows(items).some(isMobile);
}

/**
 * `120×60`, `2000×1000×18`, `180/90 см`: from seven digits on only with a unit or in round measures, because numbers are
 * written with strokes and asterisks too.
 */
function isHarmlessSize(text: string, { from, to }: Span, digits: string): boolean {
  if (digits.length < 7) return true;
  if (isMobile(digits)) return false;
  if (/^\s?(?:[сcмm]м|[сcмm]m|м\b|m\b)/u.test(text.slice(to, to + 4))) return true;
  const measures = text.slice(from, to).match(/\d+/g) ?? [];
  const odd = measures.filter((measure) => !/[05]$/.test(measure)).length;
  return odd === 0 || (odd === 1 && measures.length > 2) || (digits.length > 8 && !isWhole(digits));
}

/** Digits of items side by side, as long as a national number. */
function windows(items: readonly Item[]): string[] {
  const found: string[] = [];
  items.forEach((_item, first) => {
    let digits = '';
    for (let next = first; next < items.length && digits.length < 11; next += 1) {
      const { kind } = items[next] ?? {};
      if (kind === 'date' || (kind === 'day' && items[next + 1]?.kind === 'time')) break;
      digits += items[next]?.digits ?? '';
      if (digits.length >= 10) found.push(digits);
    }
  });
  return found;
}

/** Groups as numbers are read out: 123-45-67, 916 123 4567. */
function hasNumberShape(items: readonly Item[]): boolean {
  if (items.at(-1)?.digits.endsWith('00')) return false;
  const shape = items.map(({ digits }) => digits.length).join('');
  return ['322', '34', '3322', '334', '13322', '1334', '133211', '33211'].includes(shape);
}

/** Sizes, or numbers of orders one after the other: each a little more than the one before. */
function isSteadyList(items: readonly Item[]): boolean {
  if (items.length < 2 || items.some(({ kind }) => kind !== 'sum')) return false;
  const isLong = items.every(({ digits }) => digits.length >= 4);
  if (items.length === 2 && !isLong) return false;
  return items.every(({ digits }, index) => {
    const before = items[index - 1]?.digits;
    if (before === undefined) return true;
    const step = Number(digits) - Number(before);
    return step > 0 && (step <= 12 || (isLong && isNear(before, digits)));
  });
}

/** Equal but for the last two or three digits. */
function isNear(low: string, high: string): boolean {
  return (
    low.length === high.length &&
    Number(high) > Number(low) &&
    low.slice(0, Math.ceil(low.length / 2)) === high.slice(0, Math.ceil(low.length / 2))
  );
}

/** Prices are round: 350, 12 990, 1 299, 19.95. */
function isRound(digits: string): boolean {
  return /^[1-9].*(?:0|99|95)$/.test(digits);
}

/** `12 990 + 350 = 13 340`, and right. */
function isCalculation(run: string): boolean {
  const [, left = '', right = ''] = /^([^=]*[+×*-][^=]*)=([^=]*)$/.exec(run) ?? [];
  if (left === '') return false;
  const valueOf = (sum: string): number => Number(sum.replace(/\s/g, '').replace(',', '.'));
  const total = left
    .split('+')
    .reduce((sum, part) => sum + part.split(/[×*]/).reduce((product, each) => product * valueOf(each), 1), 0);
  return total === valueOf(right);
}

/** Whether digits that nothing but separators or fillers part are likely one number. */
export function looksDiallable(digits: string, groups: readonly Group[]): boolean {
  if (groups.every((group) => group.digits.length >= 3 && isRound(group.digits))) return false;
  const isOdd = groups.some(({ kind }) => kind !== 'plain');
  if (!isOdd && groups.filter((group) => group.digits.length === 3 && isRound(group.digits)).length > 1)
    return false;
  if (isMobile(digits)) return true;
  const hasLeadingNought = groups.some((group) => /^0\d/.test(group.digits));
  const hasLocal = groups.some((group) => group.digits.length === 7);
  return (hasLeadingNought || hasLocal || isOdd) && isWhole(digits);
}

/** Whether digits are a day with its year or a time of day. */
export function isMoment(text: string, run: readonly Group[]): boolean {
  const items = itemsOf(text.slice(run[0]?.from, run.at(-1)?.to));
  return items?.every(({ kind }) => kind === 'date' || kind === 'time') ?? false;
}

/** The number of a run without the days, times and sums before and after it, which commas or spaces part from it. */
function withoutNeighbours(text: string, run: readonly Group[]): Span {
  const last = run.length - 1;
  const all = { from: run[0]?.from ?? 0, to: run[last]?.to ?? 0 };
  const whole = run.map(({ digits }) => digits).join('');
  const mobile = besideFlat(text, run);
  if (mobile !== null) return mobile;
  if (isWhole(whole) || /^[78]\d{10}$/.test(whole)) return all;
  let best: { span: Span; length: number } = { span: all, length: 0 };
  for (let left = 0; left <= Math.min(last, 5); left += 1) {
    for (let right = last; right >= left && left + last - right <= 5; right -= 1) {
      const number = run.slice(left, right + 1);
      const digits = number.map((group) => group.digits).join('');
      if (digits.length <= best.length || !isWhole(digits)) continue;
      const span = { from: number[0]?.from ?? 0, to: number.at(-1)?.to ?? 0 };
      const before = text.slice(all.from, span.from);
      const after = text.slice(span.to, all.to);
      const isAlone =
        isNeighbour(before, /^(.*[0-9])( *[,;.:\n(]\s+[^0-9]{0,4}| +\+?\(?|\s*\()$/su, 1, 2) &&
        isNeighbour(after, /^([\s,;)]+)(.*)$/su, 2, 1);
      if (isAlone) best = { span, length: digits.length };
    }
  }
  return best.span;
}

/** "кв 48 8 916…", "8916…/15": a whole mobile number with that of a flat or an order. */
function besideFlat(text: string, run: readonly Group[]): Span | null {
  const [first, second] = run;
  const last = run.at(-1);
  if (!first || !second || !last) return null;
  const digitsOf = (groups: readonly Group[]): string => groups.map(({ digits }) => digits).join('');
  const isFlat = /(?<!\p{L})(?:кв|квартира|д|дом|под|подъезд|эт|этаж|оф|офис|apt|flat)\.?\s?$/u.test(
    text.slice(Math.max(0, first.from - 10), first.from),
  );
  if (isFlat && first.digits.length < 4 && /^[78]9\d{9}$/.test(digitsOf(run.slice(1))))
    return { from: second.from, to: last.to };
  // "Заказ 44120 / 8916… / 2 места".
  const numbers = run.filter(({ digits }) => /^[78]9\d{9}$/.test(digits));
  const [number] = numbers;
  const others = run.filter((group) => group !== number);
  if (number && others.every(({ digits }) => digits.length < 6) && others.length < 3)
    return { from: number.from, to: number.to };
  return null;
}

function isNeighbour(piece: string, pattern: RegExp, itemsAt: number, gapAt: number): boolean {
  if (piece === '') return true;
  const found = pattern.exec(piece);
  const items = found && itemsOf(found[itemsAt] ?? '');
  if (!found || !items) return false;
  const isParted = /[,;.:\n()]/.test(found[gapAt] ?? '');
  return isParted || items.every(({ kind }) => kind === 'date' || kind === 'time');
}
