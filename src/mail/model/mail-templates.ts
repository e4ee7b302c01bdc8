import { longestSubject } from './mail';
import type { TemplateSlug } from './template-slugs';
import type { Language } from '#kernel/language';

/** What stands in a template for something of the order: `{customer}`. */
export const templateFields = [
  'customer',
  'order',
  'amount',
  'items',
  'delivery',
  'tracking',
  'payment',
  'manager',
  'shop',
] as const;
export type TemplateField = (typeof templateFields)[number];

export interface MailTemplate {
  slug: TemplateSlug;
  language: Language;
  subject: string;
  text: string;
}

/** What an order has for each; empty for nothing. */
export type FieldValues = Readonly<Record<TemplateField, string>>;

const field = /\{([a-z]+)\}/g;

/** What looks like a field in any writing: `{Order}`, `{order_number}`, `{клиент}`. */
const likeField = /\{([\p{L}\p{N}_-]{1,40})\}/gu;

/** Names in braces that are no field: a supervisor has mistyped one, and customers would read it. */
export function unknownFields(text: string): string[] {
  return [...text.matchAll(likeField)]
    .map(([, name]) => name ?? '')
    .filter((name) => !(templateFields as readonly string[]).includes(name));
}

/**
 * A template with what the order has. A line with a field that the order has nothing for is left out: nobody sends «Tracking number: ».
 */
export function filledIn({ subject, text }: Pick<MailTemplate, 'subject' | 'text'>, values: FieldValues) {
  // One that another version of Star7 knew has nothing here.
  const known: Readonly<Record<string, string | undefined>> = values;
  const valueOf = (name = ''): string => known[name] ?? '';
  const isFilled = (line: string): boolean =>
    [...line.matchAll(field)].every(([, name]) => valueOf(name) !== '');
  const put = (line: string): string => line.replace(field, (_whole, name: string) => valueOf(name));
  const lines = text.split('\n').filter(isFilled);
  return {
    // In one line, and no longer than a mail may have it: items are many lines.
    subject: put(subject).replace(/\s+/g, ' ').trim().slice(0, longestSubject),
    // Paragraphs whose lines are gone leave no gap.
    text: put(lines.join('\n'))
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

/** As long as no supervisor has changed them. */
export const defaultTemplates: readonly MailTemplate[] = [
  {
    ...{ slug: 'confirmation', language: 'ru', subject: 'Ваш заказ {order}' },
    text: `Здравствуйте, {customer}!

Мы приняли ваш заказ {order}.
В нём:
{items}
Сумма: {amount}
Доставка: {delivery}

Если что-то не так, просто ответьте на это письмо.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'confirmation', language: 'en', subject: 'Your order {order}' },
    text: `Hello {customer},

We have received your order {order}.
Your items:
{items}
Total: {amount}
Delivery: {delivery}

If anything is wrong, just reply to this e-mail.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'not-reached', language: 'ru', subject: 'Не смогли до вас дозвониться: заказ {order}' },
    text: `Здравствуйте, {customer}!

Мы звонили вам по заказу {order}, но не смогли дозвониться. Подскажите, пожалуйста, когда вам удобно поговорить? Можно и ответить на это письмо.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'not-reached', language: 'en', subject: 'We could not reach you: order {order}' },
    text: `Hello {customer},

We called you about your order {order}, but could not reach you. When would be a good time to talk? You can also reply to this e-mail.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'payment', language: 'ru', subject: 'Оплата заказа {order}' },
    text: `Здравствуйте, {customer}!

Ваш заказ {order} ждёт оплаты.
Сумма: {amount}
Способ оплаты: {payment}

Если вы уже оплатили, ответьте, пожалуйста, на это письмо, и мы проверим.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'payment', language: 'en', subject: 'Payment of order {order}' },
    text: `Hello {customer},

Your order {order} is waiting for payment.
Total: {amount}
Payment method: {payment}

If you have already paid, please reply to this e-mail, and we will check.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'delivery', language: 'ru', subject: 'Доставка заказа {order}' },
    text: `Здравствуйте, {customer}!

Ваш заказ {order} передан в доставку.
Способ доставки: {delivery}
Номер отправления: {tracking}

Если время или место нужно изменить, ответьте на это письмо.

{manager}
{shop}`,
  },
  {
    ...{ slug: 'delivery', language: 'en', subject: 'Delivery of order {order}' },
    text: `Hello {customer},

Your order {order} is on its way.
Delivery method: {delivery}
Tracking number: {tracking}

If the time or place does not suit you, reply to this e-mail.

{manager}
{shop}`,
  },
  ...smsTemplates(),
];

/** Short: each 67 Cyrillic characters are paid for. A template has a subject, which an SMS does not use. */
function smsTemplates(): MailTemplate[] {
  const texts: readonly (readonly [slug: TemplateSlug, language: Language, text: string])[] = [
    ['sms-confirmation', 'ru', 'Заказ {order} принят.\nСумма: {amount}\n{shop}'],
    ['sms-confirmation', 'en', 'Order {order} received.\nTotal: {amount}\n{shop}'],
    [
      'sms-not-reached',
      'ru',
      'Звонили по заказу {order} и не смогли дозвониться. Когда вам удобно поговорить?\n{shop}',
    ],
    [
      'sms-not-reached',
      'en',
      'We called about order {order} and could not reach you. When may we call?\n{shop}',
    ],
    ['sms-payment', 'ru', 'Заказ {order} ждёт оплаты.\nСумма: {amount}\n{shop}'],
    ['sms-payment', 'en', 'Order {order} is waiting for payment.\nTotal: {amount}\n{shop}'],
    ['sms-delivery', 'ru', 'Заказ {order} передан в доставку.\nНомер отправления: {tracking}\n{shop}'],
    ['sms-delivery', 'en', 'Order {order} is on its way.\nTracking number: {tracking}\n{shop}'],
  ];
  return texts.map(([slug, language, text]) => ({ slug, language, subject: 'SMS', text }));
}
