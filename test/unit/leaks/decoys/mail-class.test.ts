import { classOfMail } from '#leaks/model/decoys/mail-class';

const mail = (text: string, subject = 'Hello') => ({ kind: 'person', isSpam: false, subject, text }) as const;

test.each([
  ['Dear Anna Orlova, we have an offer', 'named'],
  ['ORLOVA ANNA, an offer', 'named'],
  ['An offer for you', 'answered'],
  // A first name alone is what spam takes from an address.
  ['Dear Anna, an offer', 'answered'],
  ['Hannah Orlovas shop', 'answered'],
] as const)('%s: %s', (text, expected) => {
  expect(classOfMail(mail(text), 'Anna Orlova')).toBe(expected);
});

test('in Russian, in any case, with either of е and ё, in the subject too', () => {
  const name = 'Ольга Королёва';
  expect(classOfMail(mail('Здравствуйте, Ольга Королева!'), name)).toBe('named');
  expect(classOfMail(mail('предложение для Ольги Королёвой'), name)).toBe('named');
  expect(classOfMail(mail('есть скидка', 'Королевой Ольге'), name)).toBe('named');
  expect(classOfMail(mail('Здравствуйте, Ольга Коровина!'), name)).toBe('answered');
  expect(classOfMail(mail('Королевство скидок, Ольга!'), name)).toBe('answered');
});

test('a program, spam, and a mailbox of nobody', () => {
  const named = mail('Dear Anna Orlova');
  expect(classOfMail({ ...named, kind: 'automatic' }, 'Anna Orlova')).toBe('silent');
  expect(classOfMail({ ...named, isSpam: true }, 'Anna Orlova')).toBe('silent');
  expect(classOfMail(named, null)).toBe('answered');
});
