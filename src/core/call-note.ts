import type { Call, CallSettings } from './call-state';
import type { OrderFacts } from './order';

/**
 * A call as it is written down, so that another process can go on with it. Left out are the settings, which that process
 * has, and everything that may be a telephone number: the customer's, and what was dialled.
 */
export interface CallNote extends Omit<Call, 'settings' | 'order' | 'orderNumberAsAsked' | 'recovered'> {
  order: OrderFacts | null;
}

export function noteOf(call: Call): CallNote {
  const { settings: _, orderNumberAsAsked: __, recovered: ___, order, ...facts } = call;
  return { ...facts, order: order === null ? null : factsOf(order) };
}

/** The call again, as {@link resumeCall} wants it. */
export function callFrom(note: CallNote, settings: CallSettings): Call {
  const { order } = note;
  return {
    ...note,
    order: order === null ? null : { ...order, number: null },
    orderNumberAsAsked: order?.orderNumber ?? '',
    settings,
    recovered: true,
  };
}

/** Named one by one: what is added to an order some day is not written down by itself. */
function factsOf({ orderId, orderNumber, customerName, contactPointId, slot }: OrderFacts): OrderFacts {
  return { orderId, orderNumber, customerName, contactPointId, slot };
}
