import { OwnContacts, codeContains, ownFinder } from '#kernel/redaction/own-contacts';
import { withoutContacts } from '#kernel/redaction/redaction';

describe('names of customers', () => {
  it.each([
    ['Иван Петров', 'Иван Петров'],
    ['Иван 2', 'Иван 2'],
    ['Иван 79005550001', 'Иван'],
    ['+7 (900) 555-00-01', ''],
    ['8 900 555 00 01 Анна', 'Анна'],
    ['Анна (900)555-00-01 вечером', 'Анна вечером'],
    ['anna@example.test', ''],
    ['Anna anna@example.test', 'Anna'],
    ['Anna <anna@example.test>', 'Anna'],
    ['555-00-01', ''],
    ['ООО «Ромашка» 15', 'ООО «Ромашка» 15'],
    ['Анна ８９００５５５０００１', 'Анна'],
    ['٨٩٠٠٥٥٥٠٠٠١', ''],
    ['8/900/555/00/01', ''],
    ['8–900–555–00–01 Анна', 'Анна'],
    ['8,900,555,00,01', ''],
    ['8_900*555·00•01', ''],
    ['anna＠example.test', ''],
    ['Ivan ivan@gmail', 'Ivan'],
    ['ivan@ Ivan', 'Ivan'],
    ['79161230011@s.whatsapp.net', ''],
    ['Anna 79161230011@s.whatsapp.net', 'Anna'],
    ['@s.whatsapp.net', ''],
    ['Анна (тел. 8;916;123;00;11)', 'Анна'],
    ['Анна, тел.: 8=916=123=00=12', 'Анна'],
    ['Анна восемь девятьсот шестнадцать сто двадцать три ноль ноль тринадцать', 'Анна'],
    ['Anna ivan[at]mail.ru', 'Anna'],
    ['Anna ivan%40mail.ru', 'Anna'],
    ['Анна t.me/anna_k', 'Анна'],
    // A word before them explains nothing in a name.
    ['Анна, заказ 5550173', 'Анна, заказ'],
    ['Анна 12 990, 14 990', 'Анна'],
    ['Мария-Антуанетта Семёновна Одинцова-Стовосемь', 'Мария-Антуанетта Семёновна Одинцова-Стовосемь'],
    ['Max St.Clair', 'Max St.Clair'],
    ['Nick St.John-Smith', 'Nick St.John-Smith'],
    ['Шестаков Сорок Третий Восьмой Корпус', 'Шестаков Сорок Третий Восьмой Корпус'],
    ['Семёнова Яна (ИП «Пять звёзд»)', 'Семёнова Яна (ИП «Пять звёзд»)'],
    ['Anne-Marie O’Neill Jr. (VIP)', 'Anne-Marie O’Neill Jr. (VIP)'],
  ])('lose their numbers and addresses, case %#', (text, expected) => {
    expect(withoutContacts(text)).toBe(expected);
  });
});

const own = new OwnContacts(['79161230042', '447700900142'], ['Ivanov77@mail.example']);

describe("an order's own contacts", () => {
  it.each([
    ...[
      '79161230042',
      '9161230042',
      '89161230042',
      '79161230042-1',
      'A79161230042',
      '1230042',
      'ORD-1230042',
    ],
    ...[
      '123-00-42',
      '916.123.00.42',
      '8_916_123_00_42',
      '12A30B04C2',
      '2026-1230042',
      '791612300421',
      'x916123004',
    ],
    ...['7916123', 'I23OO42', '9l6l23oo42', '2400321', '24003216197', '7700900142', 'A-07700900142'],
    `N${(79161230042).toString(16)}`,
    (9161230042).toString(36).toUpperCase(),
    Buffer.from('79161230042').toString('hex'),
    Buffer.from('79161230042').toString('base64').replace(/=+$/, ''),
    `a${Buffer.from('79161230042').toString('base64').replace(/=+$/, '')}`,
  ])('are found in a code, case %#', (code) => {
    expect(codeContains(code, own) === 'number').toBe(true);
  });

  it.each(['ivanov77-mail.example', 'ivanov77', 'Ivanov77.mail'])('its address, case %#', (code) => {
    expect(codeContains(code, own)).toBe('address');
  });

  it.each([
    ...[
      '1001',
      '100123',
      '20261125001',
      '79169990099',
      '9161239942',
      'A-17.b',
      '30042',
      '230042',
      'WEB-2026-00123',
    ],
    ...[
      '12345678901234567890',
      'b3f1c2d4e5a697881',
      'SKU7654321',
      'OOOllllOOO',
      'mail.example',
      'NzkxNjk5OTAwOTk',
    ],
  ])('are not found in %s', (code) => {
    expect(codeContains(code, own)).toBeNull();
  });

  it.each([
    ['Иван 1230042', 'Иван'],
    ['Иван, заказ 1230042', 'Иван, заказ'],
    ['Иван 30042', 'Иван'],
    ['Иван 230042', 'Иван'],
    ['Иван 23-00-42', 'Иван'],
    ['Иван 3-00-42', 'Иван'],
    ['Ivan 91612 / 30', 'Ivan'],
    ['Ivan ivanov77', 'Ivan'],
    ['Ivan ivanov 77 mail', 'Ivan'],
    ['Ivan ivanov77 mail example', 'Ivan'],
    ['Иван 42', 'Иван 42'],
    ['Иван 30041', 'Иван 30041'],
    ['Ivan Ivanov', 'Ivan Ivanov'],
  ])('are taken out of a name in shorter forms, case %#', (name, expected) => {
    expect(withoutContacts(name, ownFinder(own))).toBe(expected);
  });

  it('of somebody else stay, where they are too short for anybody to call', () => {
    const others = new OwnContacts(['79161230099'], []);
    expect(withoutContacts('Иван 30042', ownFinder(others))).toBe('Иван 30042');
  });
});
