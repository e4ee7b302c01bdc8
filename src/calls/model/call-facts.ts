import type { CallRecord, LegRecord, LegTimes, StartKind } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { currentLegOf, shopPartyOf } from './legs';
import { talkOf } from './talk-time';

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
    manager: managerTimesOf(call),
    customer: timesOf(currentLegOf(call, 'customer')),
    legs: call.legs.map((leg) => legRecordOf(call, leg)),
    talkSeconds: talkSecondsOf(call),
    voicemail: call.voicemail,
    ...decision,
  };
}

/** A phone that was hung up and called back shows in its released leg, which was never answered. */
export function startKindOf({ startKind, legs }: Call): StartKind {
  const isCalledBack = legs.some(
    ({ party, origin, released, answeredAt }) =>
      party === 'manager' && origin === 'arrived' && released && answeredAt === null,
  );
  return startKind === 'short-code' && isCalledBack ? 'call-back' : startKind;
}

/** The manager's side: from the leg that had the customer first to the end of the one that has or had them last. */
export function managerTimesOf(call: Call): LegTimes {
  const { talks, legs } = call;
  const [first] = talks;
  const last = currentLegOf(call, shopPartyOf(call)) ?? legs[(talks.at(-1)?.leg ?? 0) - 1];
  const begun = first === undefined ? undefined : legs[first.leg - 1];
  if (begun === undefined) return timesOf(last);
  return { ...timesOf(begun), endedAt: last?.endedAt ?? null };
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

function legRecordOf(call: Call, leg: Leg): LegRecord {
  const { party, origin, extension, attempt, trunk, cause, sipCode } = leg;
  const talk = talkOf(call, leg);
  const had = { hadFrom: talk?.at ?? null, hadSeconds: talk?.seconds ?? null };
  return { party, origin, extension, attempt, trunk, cause, sipCode, ...had, ...timesOf(leg) };
}
