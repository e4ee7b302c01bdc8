import { copiedPictures, copyOf } from '#mail/model/mail-copy';
import { readAlias } from '#mail/model/alias';
import { faultOfSubmission, writtenText } from '#mail/model/submission';
import { readMime } from '#mail/read-mime';

const alias = 'm.aaaabbbbccccdddd@mail.shop.example';

const read = (headers: readonly string[], text = 'Добрый день') =>
  readMime(
    Buffer.from(
      [
        'From: Anna <anna@home.example>',
        ...headers,
        'Content-Type: text/plain; charset=utf-8',
        '',
        text,
      ].join('\r\n'),
    ),
    'manager@mail.shop.example',
    { own: { numbers: [], addresses: [] }, keptHosts: [] },
  );

const faultOf = async (headers: readonly string[], text?: string) =>
  faultOfSubmission(await read(headers, text), { alias, text: text ?? 'x', longest: 100 });

test.each([
  ['its one address', [`To: ${alias}`]],
  ['in any case, with a name and a comment', [`To: "Kira, 1001" <${alias.toUpperCase()}> (order)`]],
  ['by a blind copy alone', ['To: undisclosed-recipients:;']],
  ['without To', []],
  ['twice', [`To: ${alias}`, `Cc: ${alias}`]],
])('a mail to %s is sent', async (_name, headers) => {
  expect(await faultOf(headers)).toBeNull();
});

test.each([
  ['a second one in To', [`To: ${alias}, ivan@customer.example`]],
  ['Cc', [`To: ${alias}`, 'Cc: ivan@customer.example']],
  ['Bcc', [`To: ${alias}`, 'Bcc: ivan@customer.example']],
  ['a second To', [`To: ${alias}`, 'To: ivan@customer.example']],
  ['a group', [`To: friends: ivan@customer.example, ${alias};`]],
  ['Resent-To', [`To: ${alias}`, 'Resent-To: ivan@customer.example']],
  ['a folded line', [`To: ${alias},\r\n ivan@customer.example`]],
  ['an encoded name without address', [`To: ${alias}, =?utf-8?Q?ivan=40customer=2Eexample?=`]],
  ['another address of the domain', [`To: ${alias}, r.aaaabbbbccccdddd@mail.shop.example`]],
])('other recipients in %s: nobody gets the mail', async (_name, headers) => {
  expect(await faultOf(headers)).toBe('other-recipients');
});

test.each([
  ['a program', ['Auto-Submitted: auto-replied'], 'automatic'],
  [
    'a receipt',
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b'],
    'automatic',
  ],
])('what %s has written is not sent', async (_name, headers, fault) => {
  expect(await faultOf([`To: ${alias}`, ...headers])).toBe(fault);
});

test('files are refused, cards and signatures left out', () => {
  const mail = { recipients: [alias], kind: 'person', pictures: [] } as const;
  const at = { alias, text: 'x', longest: 100 };
  expect(faultOfSubmission({ ...mail, pictures: [], recipients: [alias], refused: ['file'] }, at)).toBe(
    'attachments',
  );
  expect(
    faultOfSubmission(
      {
        ...mail,
        pictures: [],
        recipients: [alias],
        refused: ['contact-card', 'signature', 'calendar', 'winmail'],
      },
      at,
    ),
  ).toBeNull();
  const long = { ...at, text: 'x'.repeat(101) };
  expect(faultOfSubmission({ ...mail, pictures: [], recipients: [alias], refused: [] }, long)).toBe(
    'too-long',
  );
  expect(
    faultOfSubmission({ ...mail, pictures: [], recipients: [alias], refused: [] }, { ...at, text: ' \n' }),
  ).toBe('empty');
});

test('a signature goes, and what is quoted below it stays', () => {
  expect(writtenText('Собран.\n-- \nАнна\nул. Мира 5')).toBe('Собран.');
  expect(writtenText('Собран.\n-- \nАнна\n\nКира пишет:\n> Когда?')).toBe('Собран.\nКира пишет:\n> Когда?');
  expect(writtenText('> Когда?\nСобран.\n--\nАнна')).toBe('> Когда?\nСобран.');
  // Control: two dashes within a line are no signature.
  expect(writtenText('Собран -- сегодня.')).toBe('Собран -- сегодня.');
  expect(writtenText('Да.\n> [Star7: Письмо пришло не с адреса\n> покупателя.]\n> Когда?')).toBe(
    'Да.\n> Когда?',
  );
});

test('a copy has the customer’s name and the order as sender, and notes in the manager’s language', () => {
  const mail = { orderNumber: '1001', customerName: 'Кира "К" <x@y>', subject: '', text: 'Когда?' };
  const flags = { senderKnown: true, senderFormer: false, hasRefused: false };
  expect(copyOf({ ...mail, ...flags }, 'ru')).toEqual({
    ...{ fromName: 'Кира К x y, № 1001', subject: '№ 1001', text: 'Когда?' },
  });
  const { text } = copyOf({ ...mail, ...flags, senderKnown: false, hasRefused: true }, 'en');
  expect(text).toMatch(/^\[Star7: This mail did not come .*\]\n\n\[Star7: Attachments .*\]\n\nКогда\?$/);
});

test('pictures that a mailbox would refuse stay in the order, and the copy says so', () => {
  const picture = (bytes: number) => ({ type: 'image/jpeg' as const, bytes: new Uint8Array(bytes) });
  const small = [picture(3_000_000), picture(3_000_000)];
  expect(copiedPictures(small)).toEqual(small);
  expect(copiedPictures([...small, picture(1)])).toEqual(small);
  expect(copiedPictures([picture(6_000_001)])).toEqual([]);
  const mail = { orderNumber: '1001', customerName: '', subject: '', text: 'Когда?', senderKnown: true };
  const flags = { senderFormer: false, hasRefused: false, lacksPictures: true };
  const { text } = copyOf({ ...mail, ...flags }, 'ru');
  expect(text).toMatch(/^\[Star7: Фотографии .* в заказе\.\]\n\nКогда\?$/);
  expect(writtenText(text)).toBe('\nКогда?');
});

test('addresses of managers are of a use of their own', () => {
  expect(readAlias(alias, 'mail.shop.example')).toEqual({ use: 'program', token: 'aaaabbbbccccdddd' });
  expect(readAlias('c.aaaabbbbccccdddd@mail.shop.example', 'mail.shop.example')).toMatchObject({
    use: 'copy',
  });
});
