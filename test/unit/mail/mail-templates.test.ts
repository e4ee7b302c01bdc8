import { defaultTemplates, filledIn, templateFields, unknownFields } from '#mail/model/mail-templates';
import { templateSlugs } from '#mail/model/template-slugs';
import type { FieldValues } from '#mail/model/mail-templates';
import { isFound, searchWords } from '#mail/model/mail-search';

const nothing = Object.fromEntries(templateFields.map((field) => [field, ''])) as FieldValues;

it('there is one of each kind in both languages, with fields that exist', () => {
  expect(defaultTemplates.map(({ slug, language }) => `${slug} ${language}`).sort()).toEqual(
    templateSlugs.flatMap((slug) => [`${slug} en`, `${slug} ru`]).sort(),
  );
  for (const { subject, text } of defaultTemplates) expect(unknownFields(`${subject} ${text}`)).toEqual([]);
});

it('is filled in with what the order has; a line for which it has nothing is left out', () => {
  const template = {
    subject: 'Заказ {order}',
    text: 'Здравствуйте, {customer}!\n\nТовары:\n{items}\n\nТрек: {tracking}\n\n{shop}',
  };
  const values = { ...nothing, order: '1001', customer: 'Анна', items: '- стол\n- стул × 2', shop: 'Звезда' };
  expect(filledIn(template, values)).toEqual({
    subject: 'Заказ 1001',
    text: 'Здравствуйте, Анна!\n\nТовары:\n- стол\n- стул × 2\n\nЗвезда',
  });
  expect(unknownFields('{order} {ordre} {Order} {order_number} {Заказ} {x} {a b} {}')).toEqual([
    ...['ordre', 'Order', 'order_number', 'Заказ', 'x'],
  ]);
});

it('a subject stays one line, and no longer than that of a mail', () => {
  const values = { ...nothing, items: Array.from({ length: 40 }, () => '- стул × 2').join('\n') };
  const { subject } = filledIn({ subject: 'В заказе: {items}', text: '' }, values);
  expect([subject.length, subject.slice(0, 31)]).toEqual([200, 'В заказе: - стул × 2 - стул × 2']);
});

it('a value is never read as a template', () => {
  const values = { ...nothing, customer: '{shop} $& $1', shop: 'Звезда' };
  expect(filledIn({ subject: '', text: '{customer}' }, values).text).toBe('{shop} $& $1');
});

it('a search finds parts of words in any case, е for ё, all of them', () => {
  const mail = { subject: 'Доставка', text: 'Привезём жёлтый диван' };
  for (const search of ['диван', 'ДИВАН привез', 'желтый', 'доставк жёлт']) {
    expect([search, isFound(mail, searchWords(search))]).toEqual([search, true]);
  }
  expect(isFound(mail, searchWords('диван стол'))).toBe(false);
  expect(searchWords('  ')).toEqual([]);
});
