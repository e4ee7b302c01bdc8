import type { CallId, CallRecord, LegRecord, LegTimes, Party } from './model/call-record';
import type { CallView } from './model/call-view';
import type { Knex } from 'knex';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import { builder } from '#database/queries';

/** The two parties that a row of `calls` sums up. */
type Side = Extract<Party, 'manager' | 'customer'>;

/** A row of {@link callRows}; the columns that a view is made of. */
export interface CallRow {
  id: string;
  phase: CallView['phase'];
  direction: CallView['direction'];
  start_kind: CallView['startKind'];
  manager_extension: string;
  manager_id: number | null;
  courier_name: string | null;
  did: string | null;
  order_number: string | null;
  customer_name: string | null;
  slot: CallView['slot'];
  trunk: string | null;
  requested_at: string;
  ended_at: string | null;
  manager_started_at: string | null;
  manager_ringing_at: string | null;
  manager_answered_at: string | null;
  manager_ended_at: string | null;
  customer_started_at: string | null;
  customer_ringing_at: string | null;
  customer_answered_at: string | null;
  customer_ended_at: string | null;
  talk_seconds: number;
  voicemail: 0 | 1;
  untaken: 0 | 1;
  disposition: CallView['disposition'];
  refusal: CallView['refusal'];
  hangup_cause: number | null;
  sip_code: number | null;
  hung_up_by: CallView['hungUpBy'];
  /** Extensions of those who had a customer who was passed on, in order, with commas; null if nobody passed them on. */
  managers: string | null;
}

/**
 * Selects what {@link CallRow} has; `orders` and `couriers` are joined.
 * @param calls the table, or some of its rows under its name
 */
export function callRows(calls: 'calls' | Knex.QueryBuilder = 'calls'): Knex.QueryBuilder {
  return builder(calls as 'calls')
    .leftJoin('orders', 'orders.id', 'calls.order_id')
    .leftJoin('couriers', 'couriers.id', 'calls.courier_id')
    .select(
      'calls.*',
      'orders.customer_name',
      'couriers.name AS courier_name',
      builder.raw(
        `(SELECT GROUP_CONCAT(extension ORDER BY had_from SEPARATOR ',') FROM call_legs
           WHERE call_id = calls.id AND had_from IS NOT NULL) AS managers`,
      ),
    );
}

export function callViewFrom(row: CallRow, quality: CallView['quality'] = []): CallView {
  return {
    id: row.id,
    phase: row.phase,
    revision: null,
    direction: row.direction,
    startKind: row.start_kind,
    managerExtension: row.manager_extension,
    managerId: row.manager_id,
    courierName: row.courier_name,
    shownTo: [],
    did: row.did,
    ownerExtension: null,
    orderNumber: row.order_number,
    customerName: row.customer_name,
    slot: row.slot,
    trunk: row.trunk,
    requestedAt: fromDateTime(row.requested_at),
    manager: legTimesFrom(row, 'manager'),
    customer: legTimesFrom(row, 'customer'),
    endedAt: fromDateTimeOrNull(row.ended_at),
    talkSeconds: row.talk_seconds,
    colleague: null,
    managers: managersFrom(row),
    keyed: null,
    voicemail: row.voicemail === 1,
    untaken: row.untaken === 1,
    quality,
    disposition: row.disposition,
    refusal: row.refusal,
    hangupCause: row.hangup_cause,
    sipCode: row.sip_code,
    hungUpBy: row.hung_up_by,
  };
}

function managersFrom({ managers, disposition, manager_extension: extension }: CallRow): string[] {
  if (managers !== null) return managers.split(',');
  return disposition === 'answered' && extension !== '' ? [extension] : [];
}

/** The columns that a record fills, without its id. */
export function columnsOf(record: CallRecord): Record<string, string | number | boolean | null> {
  return {
    phase: 'ended',
    direction: record.direction,
    start_kind: record.startKind,
    manager_extension: fit(record.managerExtension),
    manager_id: record.managerId,
    courier_id: record.courierId ?? null,
    did: record.did?.slice(0, 20) ?? null,
    order_id: record.orderId,
    order_number: record.orderNumber,
    contact_point_id: record.contactPointId,
    slot: record.slot,
    trunk: record.trunk === null ? null : fit(record.trunk),
    requested_at: toDateTime(record.requestedAt),
    ended_at: toDateTime(record.endedAt),
    ...sideColumns(record.manager, 'manager'),
    ...sideColumns(record.customer, 'customer'),
    talk_seconds: record.talkSeconds,
    voicemail: record.voicemail ?? false,
    untaken: record.untaken ?? false,
    disposition: record.disposition,
    refusal: record.refusal,
    hangup_cause: record.hangupCause,
    sip_code: record.sipCode,
    hung_up_by: record.hungUpBy,
  };
}

/** A row of `call_legs`. @param nth the leg's place in its call, from 1 */
export function legRowOf(call: CallId, leg: LegRecord, nth: number) {
  return {
    call_id: call,
    nth,
    party: leg.party,
    origin: leg.origin,
    extension: leg.extension === null ? null : fit(leg.extension),
    attempt: leg.attempt,
    trunk: leg.trunk === null ? null : fit(leg.trunk),
    started_at: toDateTimeOrNull(leg.startedAt),
    ringing_at: toDateTimeOrNull(leg.ringingAt),
    answered_at: toDateTimeOrNull(leg.answeredAt),
    ended_at: toDateTimeOrNull(leg.endedAt),
    cause: leg.cause,
    sip_code: leg.sipCode,
    had_from: toDateTimeOrNull(leg.hadFrom ?? null),
    had_seconds: leg.hadSeconds ?? null,
  };
}

/** Cuts a name that the PBX's configuration made too long: a record is never lost to its length. */
export function fit(name: string): string {
  return name.slice(0, 64);
}

function sideColumns(times: LegTimes, side: Side): Record<string, string | null> {
  return {
    [`${side}_started_at`]: toDateTimeOrNull(times.startedAt),
    [`${side}_ringing_at`]: toDateTimeOrNull(times.ringingAt),
    [`${side}_answered_at`]: toDateTimeOrNull(times.answeredAt),
    [`${side}_ended_at`]: toDateTimeOrNull(times.endedAt),
  };
}

function legTimesFrom(row: CallRow, side: Side): LegTimes {
  return {
    startedAt: fromDateTimeOrNull(row[`${side}_started_at`]),
    ringingAt: fromDateTimeOrNull(row[`${side}_ringing_at`]),
    answeredAt: fromDateTimeOrNull(row[`${side}_answered_at`]),
    endedAt: fromDateTimeOrNull(row[`${side}_ended_at`]),
  };
}
