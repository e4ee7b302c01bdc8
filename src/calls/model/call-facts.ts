import type { CallRecord, LegRecord, LegTimes, StartKind } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { currentLegOf, shopPartyOf } from './legs';

/** The final record of an ended call: facts only, and no field that could hold a number. */
export function recordOf(call: Call, endedAt: Micros): CallRecord {
  const { decision, order } = call;
  if (decision === null) throw new RangeError('a call cannot end undecided');
  return {
    id: call.id,
    direction: call.direction,
    startKind: startKindOf(call),
    managerExtension: call.extension,
    managerId: call.manager?.id ?? null,
    courierId: call.courier?.who?.id ?? null,
    did: call.inbound?.did ?? null,
    orderId: order?.orderId ?? null,
    orderNumber: order?.orderNumber ?? null,
    contactPointId: order?.contactPointId ?? null,
    slot: call.slot,
    trunk: trunkOf(call),
    requestedAt: call.requestedAt,
    endedAt,
    manager: timesOf(currentLegOf(call, shopPartyOf(call))),
    customer: timesOf(currentLegOf(call, 'customer')),
    legs: call.legs.map(legRecordOf),
    talkSeconds: talkSecondsOf(call),
    voicemail: call.voicemail,
    ...decision,
  };
}

/** A phone that was hung up and called back shows in its released leg. */
export function startKindOf({ startKind, legs }: Call): StartKind {
  return startKind === 'short-code' && legs.some(({ released }) => released) ? 'call-back' : startKind;
}

/** Whole seconds for which the two were joined; 0 while they still are, or never were. */
export function talkSecondsOf(call: Call): number {
  if (call.bridgedAt === null || call.unbridgedAt === null) return 0;
  return Math.max(0, Math.floor((call.unbridgedAt - call.bridgedAt) / 1_000_000));
}

/** The trunk tried last; null where none was. */
export function trunkOf(call: Call): string | null {
  return currentLegOf(call, 'customer')?.trunk ?? null;
}

const never: LegTimes = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };

/** A leg's times without its state. @param leg undefined where the party has had none */
export function timesOf(leg: Leg | undefined): LegTimes {
  if (leg === undefined) return never;
  const { startedAt, ringingAt, answeredAt, endedAt } = leg;
  return { startedAt, ringingAt, answeredAt, endedAt };
}

function legRecordOf(leg: Leg): LegRecord {
  const { party, origin, extension, attempt, trunk, cause, sipCode } = leg;
  return { party, origin, extension, attempt, trunk, cause, sipCode, ...timesOf(leg) };
}
