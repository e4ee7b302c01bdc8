import { classOfMail, classOfSms } from '#leaks/model/decoys/mail-class';

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

test.each([
  // From a telephone number: somebody wrote.
  ['Анна Орлова, добрый день', true, 'named'],
  ['есть скидка для Орловой Анны', true, 'named'],
  ['Добрый день, есть предложение', true, 'answered'],
  // From a name: advertising, unless it knows whom it writes to.
  ['Скидка 20 % на всё', false, 'silent'],
  ['Код 4711', false, 'silent'],
  ['Анна, для вас скидка', false, 'answered'],
  ['Анна Орлова, ваша карта готова', false, 'named'],
] as const)('an SMS: %s (from a number: %s): %s', (text, isNumber, expected) => {
  expect(classOfSms({ text, isNumber }, 'Анна Орлова')).toBe(expected);
});

test('an SMS to a control number names nobody', () => {
  expect(classOfSms({ text: 'Анна Орлова', isNumber: true }, null)).toBe('answered');
  expect(classOfSms({ text: 'Анна Орлова', isNumber: false }, null)).toBe('silent');
});
