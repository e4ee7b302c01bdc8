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

const said: ReadonlyArray<readonly [number, string]> = [
  [0, 'ноль нуль ноля нуля нолик нулик зеро nol nul zero nil nought naught oh о'],
  [1, 'один одна одно единица единичка единицу адин раз odin one'],
  [2, 'два две двойка двоика двойку двоечка dva dve two'],
  [3, 'три тройка тройку tri three'],
  [4, 'четыре четверка четверку читыре чотири chetyre chetire four'],
  [5, 'пять пятерка пятерку pyat piat five fife'],
  [6, 'шесть шестерка шестерку шість shest six'],
  [7, 'семь семерка семерку сім sem seven'],
  [8, 'восемь восьмерка восьмерку вісім восим vosem eight'],
  [9, 'девять девятка девятку дивять devyat deviat nine niner'],
  [10, 'десять desyat desiat ten'],
  [11, 'одиннадцать odinnadtsat eleven'],
  [12, 'двенадцать двинадцать dvenadtsat twelve'],
  [13, 'тринадцать trinadtsat thirteen'],
  [14, 'четырнадцать chetyrnadtsat fourteen'],
  [15, 'пятнадцать pyatnadtsat fifteen'],
  [16, 'шестнадцать шеснадцать shestnadtsat sixteen'],
  [17, 'семнадцать semnadtsat seventeen'],
  [18, 'восемнадцать vosemnadtsat eighteen'],
  [19, 'девятнадцать devyatnadtsat nineteen'],
  [20, 'двадцать dvadtsat twenty'],
  [30, 'тридцать tridtsat thirty'],
  [40, 'сорок sorok forty fourty'],
  [50, 'пятьдесят пийсят писят pyatdesyat fifty'],
  [60, 'шестьдесят шесдесят шисят shestdesyat sixty'],
  [70, 'семьдесят semdesyat seventy'],
  [80, 'восемьдесят vosemdesyat eighty'],
  [90, 'девяносто девеносто devyanosto ninety'],
  [100, 'сто sto'],
  [200, 'двести двесте dvesti'],
  [300, 'триста тристо trista'],
  [400, 'четыреста chetyresta'],
  [500, 'пятьсот pyatsot'],
  [600, 'шестьсот шесот shestsot'],
  [700, 'семьсот semsot'],
  [800, 'восемьсот vosemsot'],
  [900, 'девятьсот devyatsot'],
  [timesHundred, 'сот сотен hundred'],
  [twice, 'double дважды'],
  [thrice, 'triple treble трижды'],
  [noughts, 'нулей нолей нули нолика ноликов нулика zeros zeroes noughts'],
  [plus, 'плюс plus'],
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

/**
 * What is left of a word when letters that look alike are one letter, and what is often misspelt is gone: soft signs,
 * doubled letters, `дц`.
 */
export function skeleton(word: string): string {
  return word
    .replace(/й/g, 'и')
    .replace(/dts|dtc|dc/g, 'ц')
    .replace(/[abcehkmoptxy]/g, (letter) => twins[letter] ?? letter)
    .replace(/[ьъ]/g, '')
    .replace(/[дт]ц/g, 'ц')
    .replace(/(.)\1+/g, '$1');
}

const values: ReadonlyMap<string, number> = new Map(
  said.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [skeleton(word), value])),
);
const longest = Math.max(...[...values.keys()].map((word) => word.length));
const shortest = 2;

/** Longer tokens are not looked into. */
const longestToken = 400;

/** Endings of ordinal numbers, "шестнадцатый", which people say by mistake. */
const ordinal = /(?:ыи|ого|ому|ои|ая|ую)$/;

/** Digits that are written for letters in "s3v3n" and "в0семь". */
const latinLetters: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };
const cyrillicLetters: Readonly<Record<string, string>> = { 0: 'о', 3: 'з', 4: 'ч', 6: 'б' };

/** What a token says; empty where it says anything besides. */
export function numberWords(token: string): number[] {
  if (token.length > longestToken) return [];
  const letters = /[а-я]/.test(token) ? cyrillicLetters : latinLetters;
  const bones = skeleton(token.replace(/[0-9]/g, (digit) => letters[digit] ?? digit));
  if (bones.length < shortest) return values.has(bones) ? [0] : [];
  const found = wordsOf(bones);
  return found.length === 0 && ordinal.test(bones) ? wordsOf(bones.replace(ordinal, '')) : found;
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
    else if (word === noughts) {
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
