import { Type } from '@sinclair/typebox';
import type { OrderDetailsDesk, ShownOrder } from './order-details-desk';
import type { OrderItem } from './model/order-details';
import { isAtShop } from './model/shop-address';
import { siteFieldKinds } from './model/site-fields';
import type { Api } from '#http/api';
import { Problem } from '#http/problem';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  isoTimeSchema,
  named,
  oneOf,
  orNull,
  orderParams,
  problemResponses,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTimeOrNull } from '#kernel/iso-time';

const text = orNull(Type.String());
const amount = orNull(Type.String({ description: 'decimal text' }));

const pictureSchema = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });

const pictureParams = Type.Object({
  ...orderParams.properties,
  nth: Type.String({ pattern: '^[0-9]{1,3}$', description: 'of the items, from 0', examples: ['0'] }),
});

export const orderDetailsSchema = Type.Object(
  {
    statedNumber: orNull(Type.String({ description: "the shop's own number, where that differs" })),
    dialled: orNull(
      Type.String({
        description: 'the digits that are dialled after *7, where that is not the order number',
      }),
    ),
    addressHidden: Type.Boolean({ description: 'the site keeps the address from managers' }),
    checklist: Type.Array(Type.String(), { description: 'what a call is to settle, as the site lists it' }),
    fields: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        kind: oneOf(siteFieldKinds, 'what is filled in'),
        choices: Type.Array(Type.String()),
        value: orNull(
          Type.String({ description: 'without numbers and addresses; `yes` or `no`; YYYY-MM-DD' }),
        ),
      }),
      { description: 'fields of the site that people fill in, those that the reader may see' },
    ),
    details: orNull(
      Type.Object({
        items: Type.Array(
          Type.Object({
            title: Type.String(),
            option: text,
            sku: text,
            quantity: amount,
            price: amount,
            total: amount,
            link: orNull(Type.String({ description: "its page in the shop, at one of the shop's hosts" })),
            picture: Type.Boolean({ description: 'there is a picture of it' }),
          }),
        ),
        totals: Type.Object({ subtotal: amount, delivery: amount, discount: amount, tax: amount }),
        delivery: Type.Object({
          method: text,
          address: text,
          town: text,
          region: text,
          zip: text,
          country: text,
          wished: text,
          tracking: text,
        }),
        payment: Type.Object({ method: text, state: text }),
        comment: orNull(
          Type.String({ description: "the customer's; numbers and addresses are hidden in it" }),
        ),
        notes: orNull(Type.String({ description: "the shop's; likewise" })),
        tags: Type.Array(Type.String()),
        source: text,
        custom: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
          description: "columns of the shop's own that an administrator has chosen",
        }),
      }),
    ),
    others: Type.Object(
      {
        open: Type.Integer(),
        closed: Type.Integer(),
        cancelled: Type.Integer(),
        lastPlacedAt: orNull(isoTimeSchema),
      },
      { description: "the customer's other orders, as figures" },
    ),
  },
  {
    $id: 'OrderDetails',
    description: 'What an order holds beside customer and amount: no number, no address of e-mail.',
  },
);

/** Written out: a new part of an order is not returned until it is added here. */
function detailsJson({
  statedNumber,
  dialled,
  addressHidden,
  checklist,
  fields,
  shopHosts,
  details,
  others,
}: ShownOrder) {
  const itemJson = ({ link, picture, ...item }: OrderItem) => ({
    ...item,
    link: isAtShop(link, shopHosts) ? link : null,
    picture: isAtShop(picture, shopHosts),
  });
  return {
    statedNumber,
    dialled,
    addressHidden,
    checklist: [...checklist],
    fields: fields.map(({ id, name, kind, choices, value }) => ({
      id,
      name,
      kind,
      choices: [...choices],
      value,
    })),
    details: details === null ? null : { ...details, items: details.items.map(itemJson) },
    others: { ...others, lastPlacedAt: isoTimeOrNull(others.lastPlacedAt) },
  };
}

/** What an order holds, for the call. */
export function orderDetailsRoutes(app: Api, orders: OrderDetailsDesk): void {
  app.get(
    '/orders/:number/details',
    {
      schema: {
        operationId: 'getOrderDetails',
        summary: 'What an order holds: items, delivery, payment, comments',
        tags: ['orders'],
        params: orderParams,
        response: {
          200: { description: 'The order in full', ...named('OrderDetails') },
          ...problemResponses('order-refused', 'locked-out', ...commonProblems),
        },
      },
    },
    async (request) =>
      detailsJson(await fromUseCase(orders.view(principalOf(request), request.params.number))),
  );

  app.get(
    '/orders/:number/items/:nth/picture',
    {
      schema: {
        operationId: 'getItemPicture',
        summary: 'The picture of an item',
        description:
          "Star7 fetches it from the shop, of hosts alone that an administrator has listed as the shop's.",
        tags: ['orders'],
        params: pictureParams,
        response: {
          200: {
            description: 'The picture: JPEG, PNG, GIF or WebP',
            content: { 'image/*': { schema: pictureSchema } },
          },
          ...problemResponses('order-refused', 'locked-out', 'not-found', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const { number, nth } = request.params;
      const picture = await fromUseCase(orders.picture(principalOf(request), number, Number(nth)));
      if (picture === null) throw new Problem('not-found');
      void reply.header('cache-control', 'private, max-age=3600').type(picture.type);
      return picture.bytes;
    },
  );
}
