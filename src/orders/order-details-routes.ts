import { Type } from '@sinclair/typebox';
import type { OrderDetailsDesk, ShownOrder } from './order-details-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, isoTimeSchema, named, orNull, orderParams, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTimeOrNull } from '#kernel/iso-time';

const text = orNull(Type.String());
const amount = orNull(Type.String({ description: 'decimal text' }));

export const orderDetailsSchema = Type.Object(
  {
    statedNumber: orNull(Type.String({ description: "the shop's own number, where that differs" })),
    dialled: orNull(
      Type.String({
        description: 'the digits that are dialled after *7, where that is not the order number',
      }),
    ),
    addressHidden: Type.Boolean({ description: 'the site keeps the address from managers' }),
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
function detailsJson({ statedNumber, dialled, addressHidden, details, others }: ShownOrder) {
  return {
    statedNumber,
    dialled,
    addressHidden,
    details,
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
}
