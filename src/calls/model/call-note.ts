import type { Call, CallSettings } from './call-state';
import type { OrderFacts } from './order-of-call';

/**
 * A call as it is written down, so that another process can go on with it. Left out are the settings, which that process
 * has, and everything that may be a telephone number: the customer's, and what was dialled.
 */
export interface CallNote extends Omit<
  Call,
  'settings' | 'order' | 'orderNumberAsAsked' | 'recovered' | 'revision'
> {
  order: OrderFacts | null;
  /** Notes of 0.2.0 have none. */
  revision?: number;
}

export function noteOf(call: Call): CallNote {
  return {
    id: call.id,
    phase: call.phase,
    step: call.step,
    revision: call.revision,
    startKind: call.startKind,
    extension: call.extension,
    slot: call.slot,
    requestedAt: call.requestedAt,
    phone: call.phone,
    manager: call.manager,
    order: call.order === null ? null : factsOf(call.order),
    legs: call.legs,
    dialledFrom: call.dialledFrom,
    trunkIndex: call.trunkIndex,
    announcements: call.announcements,
    clearAttempts: call.clearAttempts,
    bridgedAt: call.bridgedAt,
    unbridgedAt: call.unbridgedAt,
    outcome: call.outcome,
    managerCause: call.managerCause,
    endedAt: call.endedAt,
  };
}

/** The call again, as {@link resumeCall} wants it. */
export function callFrom(note: CallNote, settings: CallSettings): Call {
  const { order } = note;
  return {
    ...note,
    revision: note.revision ?? 0,
    order: order === null ? null : { ...order, number: null },
    orderNumberAsAsked: order?.orderNumber ?? '',
    settings,
    recovered: true,
  };
}

/** Named one by one, here and above: what is added some day is not written down by itself. */
function factsOf({ orderId, orderNumber, customerName, contactPointId, slot }: OrderFacts): OrderFacts {
  return { orderId, orderNumber, customerName, contactPointId, slot };
}
