import { Type } from '@sinclair/typebox';
import type { OrderView } from './order-view';
import { orderStatuses } from './order-view';
import { missedDispositions } from '#calls/model/caller-wait';
import { queueParts } from './model/outcome';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';

export const orderSchema = Type.Object(
  {
    orderNumber: Type.String({ examples: ['1001'] }),
    customerName: Type.String(),
    extension: orNull(
      Type.String({ description: "the manager's; null while nobody has the order", examples: ['101'] }),
    ),
    status: oneOf(orderStatuses, 'only open orders can be called'),
    amount: orNull(Type.String({ description: 'decimal text', examples: ['1990.00'] })),
    currency: orNull(Type.String({ description: 'ISO 4217', examples: ['RUB'] })),
    placedAt: orNull(isoTimeSchema),
    slots: Type.Array(Type.String(), { description: 'contact points of the customer', examples: [['main']] }),
    extensions: Type.Array(Type.String(), {
      description: 'those of them with an extension, which Star7 dials after the answer',
      examples: [[]],
    }),
    queue: oneOf(queueParts, "where it stands in its manager's queue"),
    missed: orNull(
      Type.Object(
        {
          since: { ...isoTimeSchema, description: 'when the first of these calls came in' },
          lastAt: { ...isoTimeSchema, description: 'when the last of them came in' },
          calls: Type.Integer(),
          disposition: oneOf(
            missedDispositions,
            'call-back-wanted if that was asked for once, else the last call’s',
          ),
        },
        { description: 'calls of the customer that reached nobody and that nobody has settled' },
      ),
    ),
    dueAt: { ...isoTimeSchema, description: 'when to call; for a completed order, the time of completion' },
    lastOutcome: orNull(Type.String({ description: 'slug of the last outcome', examples: ['no-answer'] })),
    lastOutcomeAt: orNull(isoTimeSchema),
    doNotCall: Type.Boolean({ description: 'the customer must not be called' }),
    unreadMails: Type.Integer({ description: 'mails of the customer that its manager has not read' }),
  },
  { $id: 'Order', description: 'An order as its manager may see it: no number, no address.' },
);

/** Written out field by field: a new field of the view is not returned until it is added here. */
export function orderJson(order: OrderView) {
  return {
    orderNumber: order.orderNumber,
    customerName: order.customerName,
    extension: order.managerExtension,
    status: order.status,
    amount: order.amount,
    currency: order.currency,
    placedAt: isoTimeOrNull(order.placedAt),
    slots: order.slots,
    extensions: order.extensions,
    queue: order.queue,
    missed: missedJson(order.missed),
    dueAt: isoTime(order.dueAt),
    lastOutcome: order.lastOutcome,
    lastOutcomeAt: isoTimeOrNull(order.lastOutcomeAt),
    doNotCall: order.doNotCall,
    unreadMails: order.unreadMails,
  };
}

function missedJson(missed: OrderView['missed']) {
  if (missed === null) return null;
  const { since, lastAt, calls, disposition } = missed;
  return { since: isoTime(since), lastAt: isoTime(lastAt), calls, disposition };
}
