import { Type } from '@sinclair/typebox';
import type { CourierEntry, DeliveryView } from './couriers';
import { courierNumberPattern, longestCompany, longestCourierName } from './model/courier-rules';
import { isoTimeSchema, oneOf, orNull, valueOrNull } from '#http/schemas';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { languages } from '#kernel/language';
import { weekdays } from '#kernel/local-time';

const number = Type.String({
  pattern: courierNumberPattern,
  description: 'the courier number, keyed in with the PIN on other phones: up to six digits',
  examples: ['17'],
});

const settings = {
  name: Type.String({
    pattern: '\\S',
    maxLength: longestCourierName,
    description: 'a name for lists and reports',
    examples: ['Sergey Orlov'],
  }),
  company: valueOrNull(Type.String({ maxLength: longestCompany, description: 'null for the own one' })),
  language: oneOf(languages, 'language of the voice prompts'),
  activeDays: Type.Array(oneOf(weekdays, 'day of the week'), {
    maxItems: 7,
    minItems: 1,
    uniqueItems: true,
    description: 'days on which the courier may call',
  }),
};

/** Written, never read. */
const phone = valueOrNull(
  Type.String({
    maxLength: 200,
    description: 'the own mobile, in any usual form; never returned. Null removes it',
  }),
);

export const newCourierBody = Type.Object(
  {
    number,
    name: settings.name,
    company: Type.Optional(settings.company),
    language: Type.Optional(settings.language),
    activeDays: Type.Optional(settings.activeDays),
    phone: Type.Optional(phone),
  },
  { additionalProperties: false },
);
export const courierChangesBody = Type.Partial(Type.Object({ ...settings, phone }), {
  additionalProperties: false,
});

export const courierSchema = Type.Object(
  {
    number,
    ...settings,
    hasPhone: Type.Boolean({ description: 'the own mobile is known' }),
    hasPin: Type.Boolean(),
    carries: Type.Integer({ description: 'orders with the courier' }),
    disabledAt: orNull(isoTimeSchema),
  },
  { $id: 'Courier', description: 'Somebody who delivers: never a number.' },
);

/** Written out field by field: a new field of an entry is not returned until it is added here. */
export function courierJson(entry: CourierEntry) {
  return {
    number: entry.number,
    name: entry.name,
    company: entry.company,
    language: entry.language,
    activeDays: [...entry.activeDays],
    hasPhone: entry.hasPhone,
    hasPin: entry.hasPin,
    carries: entry.carries,
    disabledAt: isoTimeOrNull(entry.disabledAt),
  };
}

export const deliverySchema = Type.Object({
  delivery: orNull(
    Type.Object({
      courier: number,
      courierName: Type.String(),
      handedOverAt: isoTimeSchema,
    }),
  ),
});

export function deliveryJson(delivery: DeliveryView | null) {
  if (delivery === null) return { delivery };
  const { courierNumber: courier, courierName, handedOverAt } = delivery;
  return { delivery: { courier, courierName, handedOverAt: isoTime(handedOverAt) } };
}
