import type { ArrivedCaller } from './call-event';
import type { Call, CallPlan, Leg } from './call-state';
import type { NewLeg } from './legs';
import { wholeLeg } from './legs';
import { callFromTwoRoles } from './two-role-note';
import type { TwoRoleNote } from './two-role-note';
import { courierFrom, courierNoteOf } from './courier-facts';
import type { CourierNote } from './courier-facts';
import { inboundFrom, inboundNoteOf } from './inbound-facts';
import type { InboundNote } from './inbound-facts';
import type { KeyingNote } from './keying-facts';
import type { OrderFacts } from './order-of-call';
import type { Hold, HoldNote } from './transfer-facts';

/**
 * A call as it is stored, so that another process can resume it. Left out are the plan, which that process has, and
 * everything that may be a telephone number: the customer's, a mobile's, and what was dialled or keyed in.
 *
 * What is null is absent, and so is what has its default in a leg: with them, notes would be half as long again, and a call
 * is noted some ten times (docs/cost.md). Notes of earlier releases lack what those did not have, or have it as null.
 */
export interface CallNote extends Omit<
  Call,
  | 'plan'
  | 'orderNumberAsAsked'
  | 'dialIn'
  | 'mobile'
  | 'featureKeys'
  | 'featureKeysAt'
  | 'recovered'
  | 'legs'
  | 'voicemail'
  | 'listeners'
  | Absentee
> {
  legs: readonly LegNote[];
  manager?: Call['manager'] | undefined;
  order?: OrderFacts | null | undefined;
  inbound?: InboundNote | null | undefined;
  courier?: CourierNote | null | undefined;
  questionnaire?: Call['questionnaire'] | undefined;
  /** Without the number that they called from. */
  arrived?: readonly Omit<ArrivedCaller, 'caller'>[] | undefined;
  keying?: KeyingNote | null | undefined;
  keyed?: Call['keyed'] | undefined;
  hearing?: Call['hearing'] | undefined;
  hold?: HoldNote | null | undefined;
  transfer?: Call['transfer'] | undefined;
  talks?: Call['talks'] | undefined;
  consulted?: Call['consulted'] | undefined;
  farewellTo?: Call['farewellTo'] | undefined;
  /** Absent if there are none. */
  listeners?: Call['listeners'] | undefined;
  /** Absent unless true. */
  voicemail?: boolean | undefined;
  bridgedAt?: Call['bridgedAt'] | undefined;
  unbridgedAt?: Call['unbridgedAt'] | undefined;
  decision?: Call['decision'] | undefined;
  endedAt?: Call['endedAt'] | undefined;
}

/** Null in many calls. */
type Absentee =
  | 'manager'
  | 'order'
  | 'inbound'
  | 'courier'
  | 'questionnaire'
  | 'arrived'
  | 'keying'
  | 'keyed'
  | 'hold'
  | 'transfer'
  | 'talks'
  | 'consulted'
  | 'farewellTo'
  | 'hearing'
  | 'bridgedAt'
  | 'unbridgedAt'
  | 'decision'
  | 'endedAt';

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
    manager: call.manager ?? undefined,
    order: call.order === null ? undefined : factsOf(call.order),
    inbound: call.inbound === null ? undefined : inboundNoteOf(call.inbound),
    courier: call.courier === null ? undefined : courierNoteOf(call.courier),
    questionnaire: call.questionnaire ?? undefined,
    arrived: call.arrived.length === 0 ? undefined : call.arrived.map(arrivedNoteOf),
    keying: call.keying === null ? undefined : { slot: call.keying.slot, misses: call.keying.misses },
    keyed: call.keyed ?? undefined,
    hearing: call.hearing ?? undefined,
    hold: call.hold === null ? undefined : holdNoteOf(call.hold),
    transfer: call.transfer ?? undefined,
    talks: call.talks.length === 0 ? undefined : call.talks,
    consulted: call.consulted.length === 0 ? undefined : call.consulted,
    legs: call.legs.map(legNoteOf),
    announcements: call.announcements,
    clearAttempts: call.clearAttempts,
    listeners: call.listeners.length === 0 ? undefined : call.listeners,
    voicemail: call.voicemail || undefined,
    bridgedAt: call.bridgedAt ?? undefined,
    unbridgedAt: call.unbridgedAt ?? undefined,
    decision: call.decision ?? undefined,
    farewellCause: call.farewellCause,
    farewellTo: call.farewellTo ?? undefined,
    endedAt: call.endedAt ?? undefined,
  };
}

/** The call for `resumeCall`. */
export function callFrom(note: CallNote | TwoRoleNote, plan: CallPlan): Call {
  if (!('kind' in note)) return callFromTwoRoles(note, plan);
  const { order = null, inbound = null, courier = null, keying = null, hold = null } = note;
  return {
    ...note,
    manager: note.manager ?? null,
    order: order === null ? null : { ...order, number: null, extension: null },
    inbound: inbound === null ? null : inboundFrom(inbound),
    courier: courier === null ? null : courierFrom(courier),
    questionnaire: note.questionnaire ?? null,
    dialIn: null,
    mobile: null,
    arrived: (note.arrived ?? []).map((caller) => ({ ...caller, caller: null })),
    keying:
      keying === null
        ? null
        : { ...keying, stage: 'parting', digits: '', lateKeys: 0, told: null, result: null },
    keyed: note.keyed ?? null,
    hearing: note.hearing ?? null,
    hold: hold === null ? null : { ...hold, digits: '' },
    transfer: note.transfer ?? null,
    talks: note.talks ?? [],
    consulted: note.consulted ?? [],
    farewellTo: note.farewellTo ?? null,
    legs: note.legs.map(wholeLeg),
    listeners: note.listeners ?? [],
    voicemail: note.voicemail ?? false,
    bridgedAt: note.bridgedAt ?? null,
    unbridgedAt: note.unbridgedAt ?? null,
    decision: note.decision ?? null,
    endedAt: note.endedAt ?? null,
    featureKeys: '',
    featureKeysAt: 0,
    orderNumberAsAsked: order?.orderNumber ?? '',
    plan,
    recovered: true,
  };
}

function holdNoteOf({ stage, dialling, then }: Hold): HoldNote {
  return { stage, dialling, then };
}

function arrivedNoteOf({
  arrivedChannelId,
  since,
  trunk,
  did,
}: ArrivedCaller): Omit<ArrivedCaller, 'caller'> {
  return { arrivedChannelId, since, trunk, did };
}

type LegNote = NewLeg & Pick<Leg, 'id'>;

function legNoteOf(leg: Leg): LegNote {
  return {
    id: leg.id,
    party: leg.party,
    origin: leg.origin,
    extension: leg.extension ?? undefined,
    attempt: leg.attempt || undefined,
    trunk: leg.trunk ?? undefined,
    channelId: leg.channelId,
    state: leg.state,
    released: leg.released || undefined,
    startedAt: leg.startedAt,
    ringingAt: leg.ringingAt ?? undefined,
    answeredAt: leg.answeredAt ?? undefined,
    endedAt: leg.endedAt ?? undefined,
    cause: leg.cause ?? undefined,
    sipCode: leg.sipCode ?? undefined,
  };
}

/** Listed one by one: a new field is not stored automatically. */
function factsOf({ orderId, orderNumber, customerName, contactPointId, slot }: OrderFacts): OrderFacts {
  return { orderId, orderNumber, customerName, contactPointId, slot };
}
