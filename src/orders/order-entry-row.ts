import type { Knex } from 'knex';
import type { EntryKind, EntryView } from './order-entries';
import type { Slot } from '#kernel/slot';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';
import { builder } from '#database/queries';

/** A row of `order_entries` with its author; the columns that a view is made of. */
export interface EntryRow {
  id: number;
  at: string;
  kind: Exclude<EntryKind, 'call'>;
  actor: string;
  account_name: string | null;
  account_login: string | null;
  text: string | null;
  hidden: number;
  outcome: string | null;
  call_later_at: string | null;
  call_id: string | null;
  slot: Slot | null;
  restorable: number;
}

/**
 * Whether a change may be restored: it is the last of its order and slot that was not, and the slot still holds what it
 * put there. Needs `e` for the entry and `o` for its order.
 */
const restorable = `
  e.kind = 'contact-changed'
  AND e.new_point_id = CASE e.slot
        WHEN 'main' THEN o.main_point_id WHEN 'second' THEN o.second_point_id
        WHEN 'recipient' THEN o.recipient_point_id END
  AND NOT EXISTS (SELECT 1 FROM order_entries AS r WHERE r.order_id = e.order_id AND r.restores = e.id)
  AND NOT EXISTS (SELECT 1 FROM order_entries AS later
                   WHERE later.order_id = e.order_id AND later.kind = 'contact-changed' AND later.slot = e.slot
                     AND later.id > e.id
                     AND NOT EXISTS (SELECT 1 FROM order_entries AS r
                                      WHERE r.order_id = later.order_id AND r.restores = later.id))`;

/** Entries as `e`, with their orders as `o` and their authors. */
export function entryRows(): Knex.QueryBuilder {
  return builder('order_entries AS e')
    .join('orders AS o', 'o.id', 'e.order_id')
    .leftJoin('accounts AS a', 'a.id', 'e.account_id')
    .select(
      'e.id',
      'e.at',
      'e.kind',
      'e.actor',
      'a.name AS account_name',
      'a.login AS account_login',
      'e.text',
      'e.hidden',
      'e.outcome',
      'e.call_later_at',
      'e.call_id',
      'e.slot',
      builder.raw(`COALESCE(${restorable}, FALSE) AS restorable`),
    );
}

export function entryViewFrom(row: EntryRow): EntryView {
  return {
    id: String(row.id),
    at: fromDateTime(row.at),
    kind: row.kind,
    by: { name: row.account_name ?? row.actor, login: row.account_login },
    text: row.text,
    hidden: row.hidden,
    outcome: row.outcome,
    callLaterAt: fromDateTimeOrNull(row.call_later_at),
    slot: row.slot,
    callId: row.call_id,
    call: null,
    restorable: row.restorable === 1,
  };
}
