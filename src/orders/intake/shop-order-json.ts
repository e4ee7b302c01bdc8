import { Type } from '@sinclair/typebox';
import type { StatedResult } from './shop-orders';
import { valueOrNull, oneOf, orNull } from '#http/schemas';
import { mostItems } from '../model/order-details';
import { longestFieldName, mostSiteFields } from '../model/site-fields';

/** Orders of one request. */
export const mostStatedOrders = 500;

const text = (maxLength: number, description: string, ...examples: string[]) =>
  Type.Optional(valueOrNull(Type.String({ maxLength, description, examples })));
const sum = (description: string) =>
  Type.Optional(
    Type.Unsafe<string | number | null>({
      type: ['string', 'number', 'null'],
      maxLength: 40,
      description: `${description}; decimal text or a number`,
    }),
  );
const part = <Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) =>
  Type.Optional(Type.Object(fields, { additionalProperties: false }));
const phone = (description: string) => text(500, description, '+79161234567');

/** Characters. What is longer than Star7 keeps is cut and noticed; these only keep a body small. */
const line = 1000;
const longText = 20_000;

const itemSchema = Type.Object(
  {
    title: Type.String({ maxLength: line }),
    option: text(line, 'size, colour'),
    sku: text(line, 'article'),
    quantity: sum('pieces'),
    price: sum('of one piece'),
    total: sum('of the line'),
    link: text(2000, 'its page in the shop'),
    picture: text(2000, 'address of its picture'),
  },
  { additionalProperties: false },
);

const orderFields = {
  customerName: text(line, 'stays where it is not stated', 'Anna Smirnova'),
  phones: part({
    main: phone("the customer's, as people write it; a known order keeps the one that it has"),
    second: phone('null: there is none'),
    recipient: phone('of whoever gets the parcel; null: there is none'),
  }),
  country: text(line, 'of numbers without a country code: ISO 3166, or its name', 'RU'),
  email: text(500, 'null: there is none'),
  manager: text(
    line,
    'extension, name, or a word of the rules for orders; a new order without one goes by these rules',
    '101',
  ),
  status: text(line, "open, closed, cancelled, or the shop's word", 'open'),
  amount: sum('of the order'),
  currency: text(line, 'ISO 4217', 'RUB'),
  placedAt: text(100, "ISO 8601; without an offset, in the shop's time zone", '2026-11-30T09:30:00Z'),
  doNotCall: Type.Optional(
    Type.Boolean({ description: 'true: the customer must not be called; false says nothing' }),
  ),
  automaticCalls: Type.Optional(
    valueOrNull(
      Type.Object(
        {
          agreedOn: Type.String({ maxLength: 40, description: 'a day', examples: ['2026-03-01'] }),
          source: Type.String({
            ...{ maxLength: 500, examples: ['tick box of the order form'] },
            description: 'by what the customer agreed',
          }),
        },
        {
          additionalProperties: false,
          description: 'the customer has agreed to automatic calls; null: has withdrawn that',
        },
      ),
    ),
  ),
  timeZone: text(100, "the customer's, IANA", 'Europe/Moscow'),
  courier: text(100, 'number of the courier who has the order; null: none has'),
  details: part({
    items: Type.Optional(Type.Array(itemSchema, { maxItems: mostItems * 5 })),
    totals: part({
      subtotal: sum('items'),
      delivery: sum('delivery'),
      discount: sum('discount'),
      tax: sum('tax'),
    }),
    delivery: part({
      method: text(line, 'way'),
      address: text(2000, 'street, house, flat'),
      town: text(line, 'town'),
      region: text(line, 'region'),
      zip: text(line, 'postal code'),
      country: text(line, 'country'),
      wished: text(line, 'when the customer wants it'),
      tracking: text(line, 'number of the parcel'),
    }),
    payment: part({ method: text(line, 'way'), state: text(line, 'paid, unpaid, …') }),
    comment: text(longText, "the customer's"),
    notes: text(longText, "the shop's"),
    tags: Type.Optional(Type.Array(Type.String({ maxLength: line }), { maxItems: 100 })),
    source: text(line, 'where the order came from'),
    custom: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Type.String({ maxLength: 60 }), value: Type.String({ maxLength: 2000 }) },
          { additionalProperties: false },
        ),
        { maxItems: 100, description: 'anything else that a manager should see' },
      ),
    ),
    fields: Type.Optional(
      Type.Record(
        Type.String({ maxLength: longestFieldName }),
        valueOrNull(Type.String({ maxLength: 2000, description: 'empty or null: not stated' })),
        {
          maxProperties: mostSiteFields,
          description:
            "fields that the site has defined in its rules for orders, by name or id; what a person has filled in there counts before the shop's",
        },
      ),
    ),
  }),
};

const example = {
  customerName: 'Anna Smirnova',
  phones: { main: '+79161234567' },
  status: 'open',
  amount: '1990.00',
  currency: 'RUB',
  details: { items: [{ title: 'Kettle', quantity: '1', price: '1990.00' }], comment: 'After six, please' },
};

export const statedOrderBody = Type.Object(orderFields, {
  additionalProperties: false,
  description:
    'What is absent is not stated: a known order keeps it, a new one has its default. Null clears. `details` is stated as ' +
    'a whole. Numbers and addresses in texts are hidden from managers.',
  examples: [example],
});

export const statedOrdersBody = Type.Object(
  {
    orders: Type.Array(
      Type.Object(
        {
          orderNumber: Type.String({
            maxLength: 200,
            description: 'as the shop writes it',
            examples: ['1001'],
          }),
          ...orderFields,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: mostStatedOrders },
    ),
  },
  { additionalProperties: false, examples: [{ orders: [{ orderNumber: '1001', ...example }] }] },
);

export const statedResultSchema = Type.Object(
  {
    result: oneOf(
      ['created', 'changed', 'unchanged', 'refused'],
      'by everything but contacts: whether these differ from what is stored is never said',
    ),
    orderNumber: orNull(
      Type.String({ description: 'in Star7, for other routes; null of a refused order', examples: ['1001'] }),
    ),
    reason: orNull(Type.String({ description: 'why it was refused; stable' })),
    explanation: orNull(Type.String({ description: 'why it was refused, and what to do' })),
    notices: Type.Array(
      Type.Object({
        code: Type.String({ description: 'stable' }),
        pointer: orNull(
          Type.String({ description: 'JSON Pointer of the member of the order', examples: ['#/amount'] }),
        ),
        explanation: Type.String(),
      }),
      { description: 'what was left out or not understood; the order is in' },
    ),
  },
  { $id: 'StatedOrder', description: 'What became of an order. Repeats nothing of a contact.' },
);

export const statedResultsSchema = Type.Object({
  created: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  items: Type.Array(Type.Unsafe<object>({ $ref: 'StatedOrder#' }), {
    description: 'one for each order, in their sequence',
  }),
});

/** Written out: a new part of a result is not returned until it is added here. */
export function statedResultJson(stated: StatedResult) {
  return stated.result === 'refused'
    ? {
        result: stated.result,
        orderNumber: null,
        reason: stated.reason,
        explanation: stated.explanation,
        notices: [],
      }
    : {
        result: stated.result,
        orderNumber: stated.orderNumber,
        reason: null,
        explanation: null,
        notices: stated.notices.map(({ code, pointer, explanation }) => ({ code, pointer, explanation })),
      };
}

export function statedResultsJson(results: readonly StatedResult[]) {
  const counts = { created: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { result } of results) counts[result] += 1;
  return { ...counts, items: results.map(statedResultJson) };
}
