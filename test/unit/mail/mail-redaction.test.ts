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

describe('guesses of somebody who sees what is hidden', () => {
  const customers = [
    { numbers: ['79161234567'], addresses: ['ivan77@customer.example'] },
    { numbers: ['79031112233'], addresses: ['petr88@old.example'] },
  ];
  /** Whether what is hidden depends on whose the order is. */
  const tells = (given: string, own?: 'any-piece'): boolean =>
    new Set(customers.map((each) => redactText(given, { own: own ?? each, keptHosts: [] }).text)).size > 1;
  const list = (of: string[]): string => of.join('\n');

  it.each([
    ['34567'],
    ['34 567'],
    ['3-4-5-6-7'],
    ['34) (5.67'],
    ['три четыре пять шесть семь'],
    ['34 и потом 567'],
    ['3\u0664\u06f5\uff16７'],
    ['ivan77'],
    ['ivan_77'],
    ['petr88 gmail'],
  ])('%s is hidden without being compared', (guess) => {
    expect(redactText(`Кто это: ${guess}?`, { own: 'any-piece', keptHosts: [] }).text).toBe('Кто это: […]?');
  });

  it('what is hidden in a text of anybody depends on nothing that is stored', () => {
    const texts = [
      ...[
        '12233',
        '34567',
        '1234567',
        '916123',
        '67',
        'ivan77',
        'ivan77 customer',
        'petr',
        'ivan77 собака customer',
      ],
      ...['что 2 или 3, 45 рублей', 'мой заказ 10 на 3 пары'],
    ];
    for (const each of texts) expect([each, tells(each, 'any-piece')]).toEqual([each, false]);
    // The control: compared, some of them tell.
    expect(texts.filter((each) => tells(each)).length).toBeGreaterThan(4);
  });

  it('a customer who quotes a list of guesses answers none of them', () => {
    const numbers = Array.from({ length: 1000 }, (_each, nth) => String(34_000 + nth));
    const pairs = numbers.map((each) => `${each.slice(0, 2)} да ${each.slice(2)} нет`);
    const names = Array.from({ length: 400 }, (_each, nth) => `name${'abcdefgh'[nth % 8] ?? ''} customer`);
    names.splice(200, 0, 'ivan77 customer');
    const quoted = (lines: string[]): string => `Что это?\n${list(lines.map((line) => `> ${line}`))}`;
    for (const lines of [numbers, pairs, names]) expect(tells(quoted(lines))).toBe(false);
    // As people write, it is compared.
    expect(redactText(quoted(['34567']), { own: customers[0]!, keptHosts: [] }).text).toBe('Что это?\n> […]');
    expect([numbers, pairs].map((lines) => tells(list(lines.slice(560, 580))))).toEqual([true, true]);
  });

  it('is as long as a conversation: a thread of some mails is still compared', () => {
    const thread = Array.from({ length: 6 }, () => '> 12.10.2026 в 14:30: заказ 1024, 2 500 руб.').join('\n');
    expect(tells(`Звоните 345 67, спасибо.\n${thread}`)).toBe(true);
  });
});

describe('a link that confirms an address', () => {
  const token = 'abcdefghijklmnopqrstuvwxyz234567';
  const confirmUrl = 'https://mail.shop.example/confirm';
  const left = (given: string): string =>
    redactText(given, { own: noContacts, keptHosts: ['shop.example'], confirmUrl }).text;

  it.each([
    [`> ${confirmUrl}/${token}`, '> […]'],
    [`<${confirmUrl.toUpperCase()}/${token}>`, '<[…]>'],
    [`> ${confirmUrl}/\n> ${token}\n> Спасибо`, '> […]\n> Спасибо'],
    [`> ${confirmUrl}/${token.slice(0, 9)}\n> ${token.slice(9)}\n> Спасибо`, '> […]\n> Спасибо'],
    [`mail.shop.example/confirm/${token}`, '[…]'],
  ])('is hidden in a quotation, although the host is kept: %s', (given, wanted) => {
    expect(left(`Да\n${given}`)).toBe(`Да\n${wanted}`);
  });

  it('and no other link of the shop is', () => {
    expect(left('https://mail.shop.example/order/1 и https://shop.example/confirm')).toBe(
      'https://mail.shop.example/order/1 и https://shop.example/confirm',
    );
    // The control: without the page's address the link stays.
    const given = `${confirmUrl}/${token}`;
    expect(redactText(given, { own: noContacts, keptHosts: ['shop.example'] }).text).toBe(given);
  });
});
