import { withoutContacts } from '#kernel/redaction/redaction';
import { cleanNote } from '#orders/model/note-text';

/** Made-up numbers (916 123-00-xx), as people write them with signs that sizes and lists are written with too. */
const groups = ['916', '123', '00', '41'];

describe.each(['/', '*', '×', ' / ', ' * '])('a number with %j between', (sign) => {
  it.each([
    groups,
    ['8', ...groups],
    ['7', ...groups],
    ['916', '123', '0041'],
    ['9161', '2300', '41'],
    ['8', '916', '123', '0041'],
  ])('is hidden: case %#', (...parts) => {
    const note = cleanNote(`перезвонить: ${parts.join(sign)} после шести`);
    expect([note.hidden, /\d/.test(note.text)]).toEqual([1, false]);
    expect(withoutContacts(`Анна ${parts.join(sign)}`)).toBe('Анна');
  });
});

it.each(['120×60', '2000×1000×18', '1200*600*15', '180/90/75', '1250x635x412 мм', '3/4', '12×3'])(
  'a size stays: %s',
  (size) => {
    expect(cleanNote(`стол ${size}, белый`)).toEqual({ text: `стол ${size}, белый`, hidden: 0 });
  },
);

it.each(['заказ 8916123, 0041', 'арт 8916123; 0041', 'заказ 9161230041'])(
  'a word for a code hides no mobile: %s',
  (text) => {
    expect(cleanNote(text).hidden).toBe(1);
  },
);

it.each(['0044, 7700 - 900=885', '0044; 7700; 900; 525', '0044;7700...900567'])(
  'a country code after 00 is no code of a shop: %s',
  (number) => {
    expect(cleanNote(`Перезвонить: ${number}`)).toEqual({ text: 'Перезвонить: ███', hidden: 1 });
  },
);

it.each(['код 00-00001234, 3 шт', 'сертификат номер 00048213'])(
  'noughts before a short code stay: %s',
  (text) => {
    expect(cleanNote(text)).toEqual({ text, hidden: 0 });
  },
);
