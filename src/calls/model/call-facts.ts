import type { CallRecord, LegTimes } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';

/** The final record of an ended call: facts only, and no field that could hold a number. */
export function recordOf(call: Call, endedAt: Micros): CallRecord {
  const { outcome, order } = call;
  if (outcome === null) throw new RangeError('a call cannot end undecided');
  return {
    id: call.id,
    direction: 'outbound',
    startKind: call.startKind,
    managerExtension: call.extension,
    managerId: call.manager?.id ?? null,
    orderId: order?.orderId ?? null,
    orderNumber: order?.orderNumber ?? null,
    contactPointId: order?.contactPointId ?? null,
    slot: call.slot,
    trunk: trunkOf(call),
    requestedAt: call.requestedAt,
    endedAt,
    manager: timesOf(call.legs.manager),
    customer: timesOf(call.legs.customer),
    talkSeconds: talkSecondsOf(call),
    ...outcome,
  };
}

/** Whole seconds for which the two were joined; 0 while they still are, or never were. */
export function talkSecondsOf(call: Call): number {
  if (call.bridgedAt === null || call.unbridgedAt === null) return 0;
  return Math.max(0, Math.floor((call.unbridgedAt - call.bridgedAt) / 1_000_000));
}

/** The trunk tried last; null where none was. */
export function trunkOf(call: Call): string | null {
  return call.legs.customer.state === 'absent' ? null : (call.settings.trunks[call.trunkIndex] ?? null);
}

/** A leg's times without its state. */
export function timesOf({ startedAt, ringingAt, answeredAt, endedAt }: Leg): LegTimes {
  return { startedAt, ringingAt, answeredAt, endedAt };
}
