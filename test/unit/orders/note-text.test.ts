import * as fc from 'fast-check';
import { hiddenMark } from '#orders/model/note-rules';
import { cleanNote } from '#orders/model/note-text';

const M = hiddenMark;

describe('a note keeps what is ordinary', () => {
  it.each([
    'Подтвердила, 12 500 руб, 2 шт., размер 42-44',
    'Доставка 25.11.2026 с 10 до 14, код 123456',
    'Доставка 25.11.2026 10:00-14:00',
    'Перезвонить 26/11/2026 14:30',
    '2026-11-25 9:30, заказ 1001',
    'с 25.11.2026 - 30.11.2026',
    '25.11 10.00-14.00',
    '25.11.26, после 18:00',
    'кв. 15, этаж 3, домофон 12К3456',
    'скидка 10%, 12 500₽, 1001',
    'заказ № 100123; 125 000 руб.',
    '+5 шт., (3) дня',
    'первая строка\nвторая\n\nчетвёртая 👨‍👩‍👧',
    'e-mail просила не писать',
    '½ упаковки, 5 м²',
    '1 250 000 руб',
    '1001, 1002',
    'родился 01.02.1985',
    '12 500 25.11.2026',
    '1 990 + 350 доставка',
    '',
  ])('%j', (text) => {
    expect(cleanNote(text)).toEqual({ text, hidden: 0 });
  });
});

describe('a note loses', () => {
  it.each([
    ['тел. +7 (916) 123-45-67, утром', `тел. ${M}, утром`, 1],
    ['89161234567', M, 1],
    ['8.916.123.45.67 или 8 495 000 11 22', `${M} или ${M}`, 2],
    ['916 123\n45 67', M, 1],
    ['９１６１２３４５６７', M, 1],
    ['٩١٦١٢٣٤٥٦٧', M, 1],
    ['①②③④⑤⑥⑦', M, 1],
    ['9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣', M, 1],
    ['9\u200b1\u200b6\u200b1\u200b2\u200b3\u200b4', M, 1],
    ['9:1:6:1:2:3:4', M, 1],
    ['"916" \'123\' [45] {67}', `"${M}}`, 1],
    ['8;916;123;00;15', M, 1],
    ['8 = 916 → 123 ● 00 ● 16', M, 1],
    ['8😀916😀123😀00😀17', M, 1],
    ['8 9l6 l23 45 67', M, 1],
    ['восемь девятьсот шестнадцать сто двадцать три ноль ноль одиннадцать', M, 1],
    ['plus seven nine one six one two three double oh one two', M, 1],
    ['ivan[at]mail.ru или ivan%40mail.ru', `${M} или ${M}`, 2],
    ['пишите ivan@\nmail.ru', `пишите ${M}`, 1],
    ['8%4516%123%00%11', M, 1],
    // What somebody types for a mark joins nothing.
    [`916 ${M} 123 ${M} 00 ${M} 11`, M, 1],
    // A day does not hide what stands beside it, and what is no day is none.
    ['8916123 25.11.2026', M, 1],
    ['25.11.2026 8916123', M, 1],
    ['+7 91 25.11.2026', M, 1],
    ['916.25.11.2026', M, 1],
    ['32.13.2026', M, 1],
    ['91:61 23:45 67', M, 1],
    ['01.01.2030 02.02.2031 03.03.2032 04.04.2033 05.05.2034', M, 1],
    ['ivan.petrov@mail.example', M, 1],
    ['пишите: ivan@mail.example, petr@mail.example', `пишите: ${M}, ${M}`, 2],
    ['пишите на ivan@mail.example. Утром лучше', `пишите на ${M}. Утром лучше`, 1],
    ['a@., b', `${M}., b`, 1],
    ['ivan＠mail', M, 1],
    ['ivan @ mail.example, утром', `${M}, утром`, 1],
    ['телеграм @ivan_petrov', `телеграм ${M}`, 1],
    ['Иван @\nмама', `${M}\nмама`, 1],
    ['@', M, 1],
    ['a@@@b', M, 1],
    ['1@2 @3', `${M} ${M}`, 2],
    ['89161234567@mail.example', M, 1],
    ['https://wa.example/79161234567', `https://wa.example/${M}`, 1],
  ])('%j', (raw, text, hidden) => {
    expect(cleanNote(raw)).toEqual({ text, hidden });
  });

  it('control characters, but no line break', () => {
    expect(cleanNote('\u0000a\u0007\r\nb\rc\td\u2028e\u202ef\ud800 ')).toEqual({
      text: 'a\nb\nc d\nef',
      hidden: 0,
    });
  });
});

const pieces = fc.oneof(
  fc.constantFrom(
    '916',
    '123',
    '45',
    '7',
    '+7',
    '8',
    '(',
    ')',
    '-',
    ' ',
    '\n',
    '.',
    ',',
    ':',
    '/',
    '@',
    '＠',
    '–',
  ),
  fc.constantFrom(
    '25.11.2026',
    '10:00',
    '2026-11-25',
    '12 500 руб',
    'Иван',
    'a',
    '9️⃣',
    '\u200b',
    '№',
    '%',
    '１',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
  fc.string({ unit: 'binary' }),
);

describe('whatever the text', () => {
  it('no sign of an address is left, but between a count and a price', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        expect(cleanNote(raw).text).not.toMatch(/(?<!\p{Nd} )[@＠﹫]|[@＠﹫](?! ?[$€₽]? ?\p{Nd})/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('a telephone number in it is hidden, however it is parted', () => {
    const parts = fc.array(
      fc.constantFrom(
        ...['', ' ', '-', '.', ' (', ') ', '\n', '/', ', ', '·', ';', '=', '→', ' ● ', '😀', '_', '+'],
      ),
      { minLength: 10, maxLength: 10 },
    );
    const number = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(number, parts, fc.constantFrom('+7', '8', '+7 '), (digits, between, prefix) => {
        const written = prefix + digits.map((digit, place) => `${between[place] ?? ''}${digit}`).join('');
        const { text } = cleanNote(`позвонить ${written}, утром`);
        expect(text).toBe(`позвонить ${M}, утром`);
      }),
      { numRuns: 1000 },
    );
  });

  it('it is clean once and for all', () => {
    fc.assert(
      fc.property(texts, (raw) => {
        const { text } = cleanNote(raw);
        expect(cleanNote(text)).toEqual({ text, hidden: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  it('it takes no time to speak of', () => {
    for (const hard of [
      '1'.repeat(4000),
      '1 '.repeat(2000),
      `1${' '.repeat(3999)}`,
      '@ '.repeat(2000),
      'a'.repeat(4000) + '@',
      'a@'.repeat(2000),
      'a @ b. '.repeat(570),
      'a [at] b [dot] '.repeat(260),
      'один '.repeat(800),
      'один'.repeat(1000),
      'один'.repeat(90),
      'о'.repeat(4000),
      'з1 '.repeat(1300),
      '12 990, '.repeat(500),
      '25.11.2026 10:00, '.repeat(220),
      '8 916 и 123 ₽ '.repeat(280),
      '( '.repeat(2000),
      `1${'.'.repeat(3998)}1`,
      `${' '.repeat(2000)}(at)${' '.repeat(1990)}`,
      '&#55;'.repeat(800),
      '%25'.repeat(1300),
      'mail.'.repeat(800),
      'a.mail.ru '.repeat(400),
      't.me / '.repeat(570),
      'в '.repeat(2000),
      '\u0301'.repeat(4000),
      '①'.repeat(4000),
      '😀1'.repeat(1300),
    ]) {
      const times = [0, 1].map(() => {
        const begun = process.cpuUsage();
        cleanNote(hard);
        const { user, system } = process.cpuUsage(begun);
        return (user + system) / 1000;
      });
      // CPU, since on a busy machine others' work would count too.
      expect(Math.min(...times)).toBeLessThan(500);
    }
  });
});
