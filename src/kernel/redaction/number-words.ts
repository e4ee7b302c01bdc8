import { remembered } from '#kernel/remembered';

/**
 * Digits as people say them, in Russian (also in Latin letters) and English. Values: 0 to 9, 10 to 19, 20 to 90,
 * 100 to 900, and words that act on their neighbours.
 */
const timesHundred = -1;
const twice = -2;
const thrice = -3;
/** "Two noughts". */
const noughts = -4;
/** "Plus seven": no digit, but part of the number. */
const plus = -5;

/** "Three sevens": the digit is that below -{@link several}, as often as the word before says. */
const several = 10;

/** In Russian and English, the Russian ones in Latin letters too, then in Ukrainian, Belarusian and Kazakh where they differ. */
const said: ReadonlyArray<readonly [number, string]> = [
  [
    0,
    'ноль нол нуль ноля нуля нулю нолик нулик нолика зеро зиро nol nul zero ziro nil nought naught oh о нөл',
  ],
  [
    1,
    'один оди одна одно одного одному единица единичка единицу адын кол раз odin adin one wan wun бір адзін',
  ],
  [2, 'два две двух двум пара пару двойка двоика двойку двоечка двоечку dva dve two екі дзве'],
  [3, 'три трех трем тре тройка тройку троечка трояк третии tri three thre sri фри сри үш'],
  [
    4,
    'четыре чет чотири чатыры четырех четырем четверка четверку четверочка chetyre chetire chetiri four fore төрт',
  ],
  [5, 'пять пяць пяти пятерка пятерку пятерочка пятак пиат pyat piat pjat five fife faiv fiv файв фаив бес'],
  [6, 'шесть шес шэсць шести шестерка шестерку шестерочка шість shest six siks сикс алты'],
  [7, 'семь седьмои семи семерка семерку семерочка sem siem seven sevn севен жеті'],
  [8, 'восемь восьмои вос восьми восьмерка восьмерку восьмерочка вісім vosem wosem vosim eight eigth сегіз'],
  [
    9,
    'девять дев девяти девятка девятку девяточка devyat deviat devjat dewyat nine niner nain найн тоғыз дзевять дзевяць',
  ],
  [10, 'десять десяти desyat desiat ten дзесяць'],
  [11, 'одиннадцать одиннадцати одинадцять odinnadtsat eleven адзінаццаць'],
  [12, 'двенадцать двенадцати дванадцять dvenadtsat twelve дванаццаць'],
  [13, 'тринадцать тринадцати тринадцять trinadtsat thirteen трынаццаць'],
  [14, 'четырнадцать четырнадцати чотирнадцять chetyrnadtsat fourteen чатырнаццаць'],
  [15, "пятнадцать пятнадцати п'ятнадцять pyatnadtsat fifteen пятнаццаць"],
  [16, 'шестнадцать шестнадцати шеснадцать шістнадцять shestnadtsat sixteen шаснаццаць'],
  [17, 'семнадцать семнадцати сімнадцять semnadtsat seventeen семнаццаць'],
  [18, 'восемнадцать восемнадцати вісімнадцять vosemnadtsat wosemnadtsat eighteen васемнаццаць'],
  [19, "девятнадцать девятнадцати дев'ятнадцять devyatnadtsat nineteen дзевятнаццаць"],
  [20, 'двадцать двадцати двадцять dvadtsat dwadtsat twenty дваццаць'],
  [30, 'тридцать тридцати тридцять tridtsat thirty трыццаць'],
  [40, 'сорок сорока sorok forty fourty'],
  [50, "пятьдесят пядесят пийсят писят п'ятдесят pyatdesyat fifty пяцьдзесят"],
  [60, 'шестьдесят шесдесят шисят шістдесят shestdesyat sixty шэсцьдзесят'],
  [70, 'семьдесят семисят сімдесят semdesyat seventy семдзесят'],
  [80, 'восемьдесят восемисят вісімдесят vosemdesyat eighty восемдзесят'],
  [90, "девяносто дев'яносто devyanosto ninety дзевяноста"],
  [100, 'сто ста sto'],
  [200, 'двести двісті dvesti дзвесце'],
  [300, 'триста trista трыста'],
  [400, 'четыреста чотириста chetyresta chetirista чатырыста'],
  [500, "пятьсот п'ятсот pyatsot пяцьсот"],
  [600, 'шестьсот шесот шістсот shestsot шэсцьсот'],
  [700, 'семьсот сімсот semsot'],
  [800, 'восемьсот вісімсот vosemsot wosemsot'],
  [900, "девятьсот девядсот дев'ятсот devyatsot dewyatsot дзевяцьсот"],
  [timesHundred, 'сот сотен сотни hundred'],
  [twice, 'double дважды'],
  [thrice, 'triple treble трижды'],
  [noughts, 'нулей нолей нули ноли нолики нолика ноликов нулика zeros zeroes noughts'],
  [plus, 'плюс plus'],
  [-several - 1, 'единицы единиц единички'],
  [-several - 2, 'двойки двоики двоек двоечки'],
  [-several - 3, 'тройки троек троечки'],
  [-several - 4, 'четверки четверок четверочки'],
  [-several - 5, 'пятерки пятерок пятерочки'],
  [-several - 6, 'шестерки шестерок шестерочки'],
  [-several - 7, 'семерки семерок семерочки'],
  [-several - 8, 'восьмерки восьмерок восьмерочки'],
  [-several - 9, 'девятки девяток девяточки'],
];

/** Latin letters that look like Cyrillic ones. */
const twins: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

/** Vowels that sound alike where no stress is. */
const vowels: Readonly<Record<string, string>> = {
  ...{ о: 'а', е: 'и', ы: 'и', э: 'и', я: 'и', і: 'и', й: 'и' },
};

/**
 * What is left of a word when letters that look or sound alike are one letter, and what is often misspelt is gone: soft
 * signs and apostrophes, doubled letters, `дц`.
 */
export function skeleton(word: string): string {
  return word
    .replace(/dts|dtc|dc/g, 'ц')
    .replace(/[abcehkmoptxy]/g, (letter) => twins[letter] ?? letter)
    .replace(/[ьъ'’ʼ`]/g, '')
    .replace(/[дт]ц/g, 'ц')
    .replace(/дс/g, 'тс')
    .replace(/[оеыэяій]/g, (letter) => vowels[letter] ?? letter)
    .replace(/(.)\1+/g, '$1');
}

const values: ReadonlyMap<string, number> = new Map(
  said.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [skeleton(word), value])),
);
const longest = Math.max(...[...values.keys()].map((word) => word.length));
const shortest = 2;

/** What a word may be besides: what follows it is to be said so often. */
export function timesAfter(words: readonly number[]): number {
  const last = words.at(-1);
  return last === twice ? 2 : last === thrice ? 3 : 1;
}

/** Whether digits are said one by one, "one two three", and nothing else. */
export function isDigitByDigit(words: readonly number[]): boolean {
  return words.every(
    (word) => (word >= 0 && word < 10) || word === twice || word === thrice || word < -several,
  );
}

/** Longer tokens are not looked into. */
const longestToken = 400;

/** Russian words that are like a number's when letters and vowels are one. */
const ordinary: ReadonlySet<string> = new Set([
  'он',
  'она',
  'ан',
  'раза',
  'три-д',
  'нал',
  'сам',
  'сим',
  'тут',
]);

/** Endings of ordinal numbers, "шестнадцатый", which people say by mistake. */
const ordinal = /(?:и|ага|аму|аи|аиа|ую)$/;

/** Digits that are written for letters in "s3v3n" and "в0семь". */
const latinLetters: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };
const cyrillicLetters: Readonly<Record<string, string>> = { 0: 'о', 3: 'з', 4: 'ч', 6: 'б' };

const letterByLetter = /^\p{L}(?:[ .*_-]\p{L})+$/u;

/** What a token says; empty where it says anything besides. */
export const numberWords: (token: string) => readonly number[] = remembered(wordsIn);

function wordsIn(token: string): readonly number[] {
  // Letter by letter: "д е в я т ь".
  if (letterByLetter.test(token)) return numberWords(token.replace(/[^\p{L}]/gu, ''));
  if (token.length > longestToken) return [];
  const letters = /[а-я]/.test(token) ? cyrillicLetters : latinLetters;
  if (token.length < shortest) return /^[oо]$/.test(token) ? [0] : [];
  // "He", and what the words for eight and nought in other letters would be.
  if (ordinary.has(token)) return [];
  const bones = skeleton(token.replace(/[0-9]/g, (digit) => letters[digit] ?? digit));
  const found = wordsOf(bones);
  if (found.length > 0) return found;
  if (ordinal.test(bones)) return wordsOf(bones.replace(ordinal, ''));
  // "Three sevens", as a word of its own: "foursix" has no plural.
  return /[a-z]s$/.test(token) ? wordsOf(skeleton(token.slice(0, -1))) : [];
}

function wordsOf(bones: string): number[] {
  const found: number[] = [];
  let at = 0;
  while (at < bones.length) {
    // Two letters that met where words are run together are one: "двадцатьтри".
    const length = lengthOfWord(bones, at) || (at > 0 ? lengthOfWord(bones, at - 1) - 1 : 0);
    if (length <= 0) return [];
    const value = values.get(bones.slice(at, at + length)) ?? values.get(bones.slice(at - 1, at + length));
    if (value === undefined) return [];
    found.push(value);
    at += length;
  }
  return found;
}

/** Length of the longest word that begins at an offset; 0 for none. */
function lengthOfWord(bones: string, at: number): number {
  let length = Math.min(longest, bones.length - at);
  while (length >= shortest && !values.has(bones.slice(at, at + length))) length -= 1;
  return length < shortest ? 0 : length;
}

/**
 * The digits that words say one after the other: "девятьсот шестнадцать, один" is 916 and 1, "double five" 55,
 * "два нуля" 00, "nine hundred sixteen" 916.
 */
export function digitsOf(words: readonly number[]): string {
  let digits = '';
  /** What could still grow, as 900 to 916; -1 where nothing could. */
  let open = -1;
  let times = 1;
  const close = (): void => {
    if (open >= 0) digits += String(open).repeat(times);
    if (open >= 0) times = 1;
    open = -1;
  };
  for (const word of words) {
    if (word === timesHundred) {
      if (open >= 1 && open <= 9) open *= 100;
    } else if (word === twice || word === thrice) {
      close();
      times = word === twice ? 2 : 3;
    } else if (word === plus) close();
    else if (word < -several) {
      const count = open >= 1 && open <= 4 ? open : times > 1 ? times : 1;
      open = -1;
      times = 1;
      digits += String(-word - several).repeat(count);
    } else if (word === noughts) {
      const count = open >= 1 && open <= 9 ? open : 2;
      open = -1;
      digits += '0'.repeat(count);
    } else if (word === 0) {
      // "Два нуля" is not told from "два, ноль": a digit more or less does not matter.
      close();
      open = 0;
      close();
    } else if (word < 10 && open >= 20 && open % 10 === 0) open += word;
    else if (word < 100 && open >= 100 && open % 100 === 0) open += word;
    else {
      close();
      open = word;
    }
  }
  close();
  return digits;
}
