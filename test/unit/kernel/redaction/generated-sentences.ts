import { Random } from '#kernel/random';
import { readSentence } from './marked-sentence';
import type { MarkedSentence, Subject } from './marked-sentence';

/**
 * Sentences as managers write them, with numbers and addresses in disguises, and with harmless numbers alone: the same
 * for the same seed. Numbers are invented in codes that no operator has (907, 943 and 945 in Russia), from 7700 900
 * (United Kingdom) and from 555-01 (North America).
 */
export function generatedSentences(seed: number, count: number): MarkedSentence[] {
  return Array.from({ length: count }, (_each, index) => {
    const random = new Random(seed, index);
    const subject = subjects[index % subjects.length] ?? 'digits';
    return readSentence(makers[subject](random), subject, index + 1);
  });
}

const subjects: readonly Subject[] = ['digits', 'harmless', 'words', 'digits', 'harmless', 'addresses'];

const makers: Readonly<Record<Subject, (random: Random) => string>> = {
  digits: (random) => around(random, writtenInDigits(random)),
  words: (random) => around(random, writtenInWords(random)),
  addresses: (random) => {
    const address = writtenAddress(random);
    return address.includes('[[')
      ? `${random.pick(before)}${address}${random.pick(after)}`
      : around(random, address);
  },
  harmless: harmlessSentence,
};

const before = [
  ...['', 'тел. ', 'Перезвонить: ', 'запасной номер ', 'жена, ', 'заказ {{10234}}, писать: ', 'Курьеру: '],
  ...[
    'просил звонить сюда: ',
    'до {{18:00}}, потом ',
    'доставка {{350}} руб. ',
    'second contact: ',
    'his mobile is ',
  ],
  ...[
    'Ленина {{12}}, кв. {{45}}. ',
    'order {{1001}}: call ',
    'paid {{$19.99}}. Reach him at ',
    'сумма {{12 990 ₽}}, ',
  ],
];
const after = [
  ...[
    '',
    ', утром',
    ' после {{19:30}}',
    '. Оплата картой',
    ', она же получатель',
    '; размер {{46}}',
    ' - сын',
  ],
  ...[
    ' in the evening',
    ', ask for Ann',
    '. Size {{46}}',
    ' (муж)',
    ', доставка {{25.11}}',
    '\nподъезд {{3}}, этаж {{5}}',
  ],
];

function around(random: Random, contact: string): string {
  return `${random.pick(before)}[[${contact}]]${random.pick(after)}`;
}

/** National digits with how many of them stand together, as the country writes them. */
function someNumber(random: Random): { prefix: string; digits: string; groups: number[] } {
  const tail = (length: number): string => random.list(length, () => String(random.int(10))).join('');
  switch (random.int(8)) {
    case 0:
      return {
        prefix: random.pick(['+44 ', '0', '0044 ']),
        digits: `7700900${tail(3)}`,
        groups: random.pick([
          [4, 6],
          [4, 3, 3],
        ]),
      };
    case 1:
      return {
        prefix: random.pick(['+1 ', '1 ', '']),
        digits: `${random.pick(['212', '415', '703'])}55501${tail(2)}`,
        groups: random.pick([
          [3, 3, 4],
          [3, 7],
        ]),
      };
    default:
      return {
        prefix: random.pick(['+7', '+7 ', '8', '8 ', '7', '']),
        digits: `${random.pick(['907', '943', '945'])}${tail(7)}`,
        groups: random.pick([
          [3, 3, 2, 2],
          [3, 3, 2, 2],
          [3, 3, 4],
          [3, 7],
          [2, 2, 2, 2, 2],
          [4, 2, 2, 2],
          [5, 5],
        ]),
      };
  }
}

function grouped(digits: string, groups: readonly number[]): string[] {
  let at = 0;
  return groups.map((length) => digits.slice(at, (at += length)));
}

const separators = [
  ...[
    ' ',
    '-',
    '.',
    ' - ',
    ', ',
    ',',
    ';',
    '; ',
    '=',
    ' = ',
    '→',
    ' → ',
    '●',
    ' ● ',
    '_',
    '*',
    '/',
    '\\',
    '|',
    ':',
  ],
  ...[
    '\n',
    ' / ',
    '·',
    '•',
    '~',
    '^',
    '#',
    '&',
    ' & ',
    '😀',
    ' 📞 ',
    '❤️',
    '✅',
    '–',
    '—',
    '>',
    ' >> ',
    '=>',
    '...',
  ],
  ...[
    '…',
    '\u200b',
    '\u00a0',
    '\u2009',
    '"',
    "'",
    '`',
    '»',
    '+',
    '¦',
    '§',
    '°',
    '¤',
    '─',
    '★',
    '☎️',
    '  ',
    '\t',
  ],
  ...['×', ' × ', ' * ', '÷', ' ~ '],
];

const alphabets = [
  '０１２３４５６７８９',
  '٠١٢٣٤٥٦٧٨٩',
  '۰۱۲۳۴۵۶۷۸۹',
  '०१२३४५६७८९',
  '〇一二三四五六七八九',
  '零壹贰叁肆伍陆柒捌玖',
  '⓪①②③④⑤⑥⑦⑧⑨',
  '⁰¹²³⁴⁵⁶⁷⁸⁹',
  '₀₁₂₃₄₅₆₇₈₉',
  '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
  '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿',
  '๐๑๒๓๔๕๖๗๘๙',
  '⓿❶❷❸❹❺❻❼❽❾',
];
const likenesses: Readonly<Record<string, string>> = {
  0: 'OoОо',
  1: 'lIi|',
  3: 'Зз',
  5: 'Ss',
  6: 'б',
  8: 'B',
  4: 'ч',
};

function writtenInDigits(random: Random): string {
  const { prefix, digits, groups } = someNumber(random);
  const parts = grouped(digits, groups);
  const separator = random.pick(separators);
  const usual = prefix + parts.join(random.pick(['', ' ', '-', ' ', '.']));
  const each = (text: string, change: (digit: string) => string): string => text.replace(/[0-9]/g, change);
  switch (random.int(14)) {
    case 0:
      return `${prefix.trim()} (${parts[0] ?? ''}) ${parts.slice(1).join('-')}`.trim();
    case 1:
    case 2:
      return [prefix.trim(), ...parts].filter((part) => part !== '').join(separator);
    case 3:
      return Array.from(prefix.trim() + digits).join(random.pick(separators));
    case 4:
      // A separator of another kind at each place.
      return [prefix.trim(), ...parts].reduce(
        (text, part) => (text === '' ? part : text + random.pick(separators) + part),
        '',
      );
    case 5:
    case 6: {
      const alphabet = Array.from(random.pick(alphabets));
      return each(usual, (digit) => (random.chance(0.9) ? (alphabet[Number(digit)] ?? digit) : digit));
    }
    case 7:
      return each(
        usual,
        (digit) =>
          `${digit}${random.pick(['\u200b', '\u200d', '\u2060', '\u00ad', '\u0336', '\u0301', '\ufe0f\u20e3'])}`,
      );
    case 8:
    case 9: {
      let left = 4;
      return each(`${prefix}${parts.join(random.pick(['', ' ', '-']))}`, (digit) => {
        const likes = likenesses[digit];
        if (likes === undefined || left === 0 || random.chance(0.3)) return digit;
        left -= 1;
        return random.pick(Array.from(likes));
      });
    }
    case 10:
      return [prefix.trim(), ...parts]
        .filter((part) => part !== '')
        .join(
          random.pick([
            ' и ',
            ' потом ',
            ' тире ',
            ' дефис ',
            ' dash ',
            ' then ',
            ' and ',
            ' далее ',
            ' ну ',
            ' же ',
            ' так, ',
          ]),
        );
    case 11:
      return each(usual, (digit) =>
        random.pick([`&#${String(48 + Number(digit))};`, `&#x3${digit};`, `%3${digit}`]),
      );
    case 12:
      return `${random.pick(['tel:', 'https://wa.me/', 'sms:', 'viber://chat?number=', 'https://api.whatsapp.com/send?phone='])}${(prefix + digits).replace(/\s/g, '')}`;
    default:
      return usual;
  }
}

const ru = {
  units: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  teens: [
    'десять',
    'одиннадцать',
    'двенадцать',
    'тринадцать',
    'четырнадцать',
    'пятнадцать',
    'шестнадцать',
    'семнадцать',
    'восемнадцать',
    'девятнадцать',
  ],
  tens: [
    '',
    '',
    'двадцать',
    'тридцать',
    'сорок',
    'пятьдесят',
    'шестьдесят',
    'семьдесят',
    'восемьдесят',
    'девяносто',
  ],
  hundreds: [
    '',
    'сто',
    'двести',
    'триста',
    'четыреста',
    'пятьсот',
    'шестьсот',
    'семьсот',
    'восемьсот',
    'девятьсот',
  ],
};
const en = {
  units: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  teens: [
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
  ],
  tens: ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
  hundreds: [],
};

/** Two or three digits as one says them; noughts in front one by one. */
function saidTogether(digits: string, { units, teens, tens, hundreds }: typeof ru | typeof en): string[] {
  if (digits === '') return [];
  const [first = '', ...others] = digits;
  const rest = others.join('');
  if (first === '0' || digits.length === 1)
    return [units[Number(first)] ?? '', ...saidTogether(rest, { units, teens, tens, hundreds })];
  if (digits.length === 2) {
    if (first === '1') return [teens[Number(rest)] ?? ''];
    return rest === '0'
      ? [tens[Number(first)] ?? '']
      : [tens[Number(first)] ?? '', units[Number(rest)] ?? ''];
  }
  if (digits.length === 3 && hundreds.length > 0) {
    const two =
      rest === '00'
        ? []
        : rest.startsWith('0')
          ? [units[Number(rest[1])] ?? '']
          : saidTogether(rest, { units, teens, tens, hundreds });
    return [hundreds[Number(first)] ?? '', ...two];
  }
  return Array.from(digits, (digit) => units[Number(digit)] ?? '');
}

const homoglyphs: Readonly<Record<string, string>> = { о: 'o', е: 'e', с: 'c', а: 'a', р: 'p', х: 'x' };

function writtenInWords(random: Random): string {
  const { digits, groups } = someNumber(random);
  const language = random.chance(0.6) ? ru : en;
  const isRussian = language === ru;
  const start = random.pick(isRussian ? ['восемь', 'плюс семь', 'семь', ''] : ['plus seven', 'eight', '']);
  const parts = grouped(digits, random.chance(0.5) ? groups : Array.from(digits, () => 1));
  const said = parts.flatMap((part) =>
    part.length > 3
      ? Array.from(part).flatMap((digit) => saidTogether(digit, language))
      : saidTogether(part, language),
  );
  const join = random.pick([
    ' ',
    ' ',
    ' ',
    ', ',
    '-',
    '; ',
    ' - ',
    '\n',
    ' … ',
    isRussian ? ' тире ' : ' dash ',
    isRussian ? ' ну ' : ' um ',
  ]);
  const all = [...start.split(' ').filter((word) => word !== ''), ...said];
  const text = all.join(join);
  switch (random.int(8)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.replace(/ь/g, '');
    case 2:
      return text.replace(/[оесарх]/g, (letter) =>
        random.chance(0.5) ? (homoglyphs[letter] ?? letter) : letter,
      );
    case 3:
      return all.join('');
    case 4:
      // Words and digits by turns.
      return all
        .map((word) =>
          random.chance(0.3) && language.units.includes(word) ? String(language.units.indexOf(word)) : word,
        )
        .join(' ');
    case 5:
      return isRussian
        ? text.replace(/ноль[,; -]+ноль/g, 'два нуля')
        : text.replace(/\bzero\b/g, 'oh').replace(/\b(\w+) \1\b/g, 'double $1');
    default:
      return text;
  }
}

function writtenAddress(random: Random): string {
  const local = random.pick(['ivan', 'ivan.petrov', 'i_petrov', 'anna1985', 'john.smith', 'kate', 'maria-k']);
  const host = random.pick(['mail', 'gmail', 'yandex', 'example', 'bk', 'outlook']);
  const end = host === 'gmail' || host === 'outlook' ? 'com' : random.pick(['ru', 'ru', 'com']);
  const at = random.pick([
    '@',
    '@',
    ' @ ',
    '＠',
    '[at]',
    '(at)',
    ' [at] ',
    '%40',
    '&#64;',
    ' собака ',
    '(собака)',
    ' at ',
    '@\n',
    '\n@',
    '{at}',
    ' собачка ',
    '<at>',
    '_at_',
  ]);
  const dot =
    at === '\n@' ? '.' : random.pick(['.', '.', '.', '[dot]', '(dot)', ' dot ', ' точка ', '(точка)', ' . ']);
  switch (random.int(8)) {
    case 0:
      return `${random.pick(['https://', ''])}${random.pick(['t.me/', 'vk.com/', 'instagram.com/', 'wa.me/'])}${local}`;
    case 1:
      return `@${local.replace(/[.-]/g, '_')}`;
    case 2:
      return random.pick([
        `mailto:${local}@${host}.${end}`,
        `79070000${String(100 + random.int(900))}@s.whatsapp.net`,
        `${local}#mail.ru`,
        `${local}(а)mail.ru`,
        `${local}${random.pick(['#', '*', '$', '!'])}corp.ru`,
        `${local} at corp.company`,
        `${local}, gmail.com`,
        `${local} на яндексе`,
      ]);
    case 3:
      return `${random.pick(['телега', 'insta:', 'тг ник:', 'signal', 'her insta is'])} [[${random.pick(['ivanov_88', 'anna.k.85', 'petrov_1'])}]]`;
    default:
      return `${local}${at}${host}${dot}${end}`;
  }
}

function harmlessSentence(random: Random): string {
  const whole = (low: number, high: number): string => String(low + random.int(high - low));
  const price = (): string => {
    const value = random.pick([
      whole(1, 10) + '90',
      whole(1, 40) + ' 990',
      whole(1, 90) + ' ' + whole(1, 10) + '50',
      whole(10, 100) + '00',
      whole(100, 999),
    ]);
    return random.chance(0.3) ? value.replace(' ', '\u00a0') : value;
  };
  const currency = (): string => random.pick([' руб', ' ₽', '₽', ' р.', ' рублей', ' RUB']);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = (): string => `${two(1 + random.int(28))}.${two(1 + random.int(12))}`;
  const date = (): string =>
    random.pick([
      `${day()}.2026`,
      `${day()}.26`,
      `2026-${two(1 + random.int(12))}-${two(1 + random.int(28))}`,
      `${day()}.2027`.replace(/\./g, '/'),
      day(),
    ]);
  const time = (): string => `${whole(8, 22)}:${random.pick(['00', '15', '30', '45', '05'])}`;
  const order = (): string => whole(1000, 999_999);
  const size = (): string =>
    random.pick([
      whole(36, 60),
      `${whole(36, 50)}-${whole(50, 60)}`,
      `${whole(30, 200)}x${whole(30, 200)}`,
      `${whole(40, 200)}х${whole(40, 90)}х${whole(30, 200)}`,
      `${whole(30, 200)} × ${whole(30, 200)} × ${whole(10, 99)}`,
    ]);
  const k = (text: string): string => `{{${text}}}`;
  const sentences: ReadonlyArray<() => string> = [
    () => `Подтвердила, ${k(price() + currency())}, ${k(whole(1, 9))} шт., размер ${k(size())}`,
    () => `${k(price())} + ${k(price())} доставка`,
    () => `итого ${k(price())}, предоплата ${k(price())}, остаток ${k(price())}`,
    () => `${k(price() + currency())} / ${k(price() + currency())} / ${k(price() + currency())}`,
    () => `доставка ${k(date())} с ${k(whole(8, 12))} до ${k(whole(13, 22))}`,
    () => `доставка ${k(date())} ${k(time())}-${k(time())}`,
    () => `перезвонить ${k(date())} в ${k(time())}, заказ ${k(order())}`,
    () => `перезвонить ${k(date())} ${k(time())}`,
    () => `с ${k(date())} по ${k(date())}`,
    () => `${k(date())} - ${k(date())}, ${k(price() + currency())}`,
    () => `заказ № ${k(order())}, сумма ${k(price())}`,
    () => `заказы ${k(order())} и ${k(order())}`,
    () => `order ${k(order())}, total ${k('$' + whole(1, 400) + '.' + whole(10, 99))}`,
    () =>
      `ул. Мира, д. ${k(whole(1, 200))}, корп. ${k(whole(1, 9))}, кв. ${k(whole(1, 400))}, подъезд ${k(whole(1, 9))}, этаж ${k(whole(1, 25))}`,
    () =>
      `Ленина ${k(whole(1, 200))}-${k(whole(1, 400))}, домофон ${k(whole(1, 400) + 'К' + whole(1000, 9999))}`,
    () => `индекс ${k(whole(101_000, 690_000))}, Ленина ${k(whole(1, 200))}, кв ${k(whole(1, 300))}`,
    () => `${k(whole(101_000, 690_000))}, г. Тула, ул. Мира, ${k(whole(1, 200))}`,
    () => `размеры ${k('42')}, ${k('44')}, ${k('46')}`,
    () => `карта **** ${k(whole(1000, 9999))}, оплатил ${k(price() + currency())}`,
    () =>
      `${k(whole(2, 9))} шт по ${k(price() + currency())}, ${k(whole(2, 9))} шт по ${k(price() + currency())}`,
    () => `скидка ${k(whole(1, 50) + '%')}, было ${k(price())}, стало ${k(price())}`,
    () => `было ${k(price())} → стало ${k(price())}`,
    () => `рост ${k(whole(150, 200))}, вес ${k(whole(45, 120))}, размер ${k(whole(40, 60))}`,
    () => `артикул ${k(whole(10_000, 9_999_999))}, ${k(whole(1, 9))} шт`,
    () => `арт. ${k(whole(10_000, 99_999))}, ${k(whole(10_000, 99_999))}`,
    () => `Итого: ${k(price() + currency())}\nДоставка: ${k(date())}, ${k(time())}\nКв. ${k(whole(1, 300))}`,
    () => `${k(price())}\n${k(date())} ${k(time())}\n${k(whole(1, 5))} шт`,
    () => `коробка ${k(size())} см, вес ${k(whole(1, 30) + ',' + whole(1, 9))} кг`,
    () => `deliver ${k(date())} between ${k(time())} and ${k(time())}, flat ${k(whole(1, 99))}`,
    () =>
      `${k(whole(1, 9))} items, ${k('£' + whole(5, 900))} each, postcode ${k(random.pick(['SW1A 1AA', 'M1 1AE', 'EC1A 1BB']))}`,
    () => `${k(whole(1, 999))} Main St, apt ${k(whole(1, 99))}, ${k(whole(10_000, 99_999))}`,
    () => `код домофона ${k(whole(1000, 9999))}, потом ${k(whole(10, 99) + 'В')}`,
    () => `${k(whole(2, 9))} x ${k(price())} и ${k(price())} сверху`,
    () => `накладная ${k(whole(1_000_000, 99_999_999))}, ${k(whole(1, 9))} места`,
    () => `счёт № ${k('2026-' + whole(1, 9999))} от ${k(date())}`,
    () =>
      `${random.pick(ru.tens.slice(2))} ${random.pick(ru.units.slice(1))} тысяч ${random.pick(ru.hundreds.slice(1))} рублей`,
    () => `${random.pick(['две', 'три'])} пары, одна в подарок, ещё ${random.pick(ru.units.slice(1))} потом`,
    () =>
      `iPhone ${k(whole(11, 17))} ${k(random.pick(['128', '256', '512']))} GB, ${k(price() + currency())}`,
    () => `после ${k(whole(17, 21))} или ${k(whole(9, 12))} утра, ${k(whole(1, 30))} ноября`,
  ];
  return random.pick(sentences)();
}
