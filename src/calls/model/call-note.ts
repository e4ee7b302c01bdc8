import type { Call, CallPlan } from './call-state';
import { callFromTwoRoles } from './two-role-note';
import type { TwoRoleNote } from './two-role-note';
import { inboundFrom, inboundNoteOf } from './inbound-facts';
import type { InboundNote } from './inbound-facts';
import type { KeyingNote } from './keying-facts';
import type { OrderFacts } from './order-of-call';

/**
 * A call as it is stored, so that another process can resume it. Left out are the plan, which that process has, and
 * everything that may be a telephone number: the customer's, and what was dialled or keyed in.
 */
export interface CallNote extends Omit<
  Call,
  | 'plan'
  | 'order'
  | 'inbound'
  | 'keying'
  | 'keyed'
  | 'featureKeys'
  | 'hearing'
  | 'orderNumberAsAsked'
  | 'recovered'
> {
  order: OrderFacts | null;
  /** Absent in notes of releases without inbound calls. */
  inbound?: InboundNote | null;
  /** Absent in notes of releases in which no number could be keyed in. */
  keying?: KeyingNote | null;
  keyed?: Call['keyed'];
  /** Absent in notes of releases in which customers heard no announcement. */
  hearing?: Call['hearing'];
}

export function noteOf(call: Call): CallNote {
  return {
    id: call.id,
    phase: call.phase,
    step: call.step,
    revision: call.revision,
    kind: call.kind,
    direction: call.direction,
    startKind: call.startKind,
    extension: call.extension,
    slot: call.slot,
    requestedAt: call.requestedAt,
    phone: call.phone,
    manager: call.manager,
    order: call.order === null ? null : factsOf(call.order),
    inbound: call.inbound === null ? null : inboundNoteOf(call.inbound),
    keying: call.keying === null ? null : { slot: call.keying.slot, misses: call.keying.misses },
    keyed: call.keyed,
    hearing: call.hearing,
    legs: call.legs,
    announcements: call.announcements,
    clearAttempts: call.clearAttempts,
    bridgedAt: call.bridgedAt,
    unbridgedAt: call.unbridgedAt,
    decision: call.decision,
    farewellCause: call.farewellCause,
    endedAt: call.endedAt,
  };
}

/** The call for `resumeCall`. */
export function callFrom(note: CallNote | TwoRoleNote, plan: CallPlan): Call {
  if (!('kind' in note)) return callFromTwoRoles(note, plan);
  const { order, inbound = null, keying = null, keyed = null, hearing = null } = note;
  return {
    ...note,
    order: order === null ? null : { ...order, number: null },
    inbound: inbound === null ? null : inboundFrom(inbound),
    keying: keying === null ? null : { ...keying, stage: 'parting', digits: '', told: null, result: null },
    keyed,
    hearing,
    featureKeys: '',
    orderNumberAsAsked: order?.orderNumber ?? '',
    plan,
    recovered: true,
  };
}

/** Listed one by one: a new field is not stored automatically. */
function factsOf({ orderId, orderNumber, customerName, contactPointId, slot }: OrderFacts): OrderFacts {
  return { orderId, orderNumber, customerName, contactPointId, slot };
}
