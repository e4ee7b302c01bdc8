import { noContacts, redactSubject, redactText } from '../../../src/mail/model/mail-redaction';

const rules = {
  own: { numbers: ['79161234567'], addresses: ['ivan77@customer.example'] },
  keptHosts: ['shop.example'],
};
const text = (given: string): string => redactText(given, rules).text;

describe('what people write stays', () => {
  it.each([
    'Он сказал и написал:',
    'On Monday I wrote: call me',
    'Тема: доставка',
    'т.е. завтра в 12:30:45, т.к. кв.м и т.д.',
    'г.Москва, ул.Ленина, д.5',
    'см. прайс.xls, photo.jpg и readme.md',
    'Хорошо.Спасибо',
    'наш магазин shop.example и https://www.shop.example/o/1024',
    'заказ 1024 на 12 500 руб., 12.10.2026',
  ])('%s', (given) => {
    expect(redactText(given, rules)).toEqual({ text: given, hidden: 0 });
  });
});

describe('hosts and addresses of computers go', () => {
  it.each([
    ['сайт ivanov-stroy.ru', 'сайт […]'],
    ['https://any.example/a?b=c d', '[…] d'],
    ['роутер 192.168.1.15', 'роутер […]'],
    ['2a02:6b8:1::7 и fe80::1', '[…] и […]'],
    ['компьютер DESKTOP-7QK2ABC', 'компьютер […]'],
    ['macbook-pro-ivan', '[…]'],
    ['http://иванов.рф/', '[…]'],
    ['пишите на xn--80adi8aaufcj8j.xn--p1ai', 'пишите на […]'],
    ['https://shop.example/?mail=1', '[…]'],
  ])('%s', (given, expected) => {
    expect(text(given)).toBe(expected);
  });
});

describe('headers of quotations go, and the quotation stays', () => {
  const introductions = [
    'On Mon, Oct 12, 2026 at 10:11 AM Ivan <\nivan@customer.example> wrote:',
    'пн, 12 окт. 2026 г. в 10:11, Иван <ivan@customer.example>:',
    '12.10.2026 10:11, Иван пишет:',
    '10:11, 12 октября 2026 г. ivan@customer.example написал:',
    'Понедельник, 12 октября 2026, 10:11 +03:00 от Иван <ivan@customer.example>:',
    '-----Original Message-----\nFrom: Ivan [mailto:ivan@customer.example]\nSent: Monday\nTo: a@b.example;\n  c@d.example\nSubject: x',
    'От: Иван <ivan@customer.example>\nОтправлено: 12 октября 2026 г. 10:11\nКому: Магазин',
    '*From:* Ivan\n*Sent:* Monday',
    'Received: from home\n by mx with ESMTP\nX-Sender: ivan',
  ];
  it.each(introductions)('%j', (introduction) => {
    const quoted = introduction.includes('Received') ? 'добрый день' : '> добрый день';
    const { text: left } = redactText(`Да.\n\n${introduction}\n${quoted}`, rules);
    expect(left).toBe(`Да.\n\n[…]\n${quoted}`);
  });
});

it('counts what was hidden, own contacts in short forms too', () => {
  expect(redactText('мой номер 8 916 123-45-67, почта ivan77', rules)).toEqual({
    text: 'мой номер […], почта […]',
    hidden: 2,
  });
});

it('takes a subject apart from what programs put before it', () => {
  expect(redactSubject('Re: FWD: Отв: HA: Re[2]: Заказ\r\n 1024', rules)).toEqual({
    text: 'Заказ 1024',
    hidden: 0,
  });
  expect(redactSubject('звоните 8 916 123-45-67', rules)).toEqual({ text: 'звоните […]', hidden: 1 });
});

it('drops marks that turn the direction of writing, and control characters', () => {
  expect(text('a\u202eb\u0000c\u200f')).toBe('abc');
});

it('takes time in proportion to the length, whatever is written', () => {
  for (const part of ['a.', '1:', 'wrote:\n', 'From: x\n', '> ', 'x-', '<>:', '12.10.2026 >']) {
    const given = part.repeat(8000 / part.length);
    expect(text(given).length).toBeLessThanOrEqual(8010);
  }
});

it('the number of the order’s parcel passes as a whole, and nothing with more around it', () => {
  const ofParcel = { own: noContacts, keptHosts: [], keptNumbers: ['9161234567'] };
  const kept = (given: string): string => redactText(given, ofParcel).text;
  expect(kept('Вот он: 9161234567.')).toBe('Вот он: 9161234567.');
  // The control: it looks like a number, and is hidden where it is nobody's parcel.
  expect(redactText('Вот он: 9161234567.', { own: noContacts, keptHosts: [] }).text).toBe('Вот он: […].');
  // Another number stays hidden, also beside it, or with digits put before it.
  expect(kept('Вот он: 9161234567. Звоните: 8 916 123-45-68')).toBe('Вот он: 9161234567. Звоните: […]');
  for (const one of ['89161234567', '+7 9161234567', '9161234568']) expect(kept(one)).toContain('[…]');
});
