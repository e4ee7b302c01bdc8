import type { Knex } from 'knex';
import type { EntryKind, EntryView } from './order-entries';
import type { Check } from './model/checklist';
import type { ContactSlot } from '#kernel/slot';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';
import { builder } from '#database/queries';

/** A row of `order_entries` with its author: the columns of a view. */
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
  /** JSON. */
  checklist: string | null;
  call_id: string | null;
  slot: ContactSlot | null;
  field_name: string | null;
  order_id: number;
}

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
      'e.checklist',
      'e.call_id',
      'e.slot',
      'e.field_name',
      'e.order_id',
    );
}

/** @param restorable ids of the changes that may be restored now, see `restorableIn` */
export function entryViewFrom(row: EntryRow, restorable: ReadonlySet<number>): EntryView {
  return {
    id: String(row.id),
    at: fromDateTime(row.at),
    kind: row.kind,
    by: { name: row.account_name ?? row.actor, login: row.account_login },
    text: row.text,
    hidden: row.hidden,
    outcome: row.outcome,
    callLaterAt: fromDateTimeOrNull(row.call_later_at),
    checklist: checklistFrom(row.checklist),
    slot: row.slot,
    field: row.field_name,
    callId: row.call_id,
    call: null,
    restorable: restorable.has(row.id),
  };
}

/** @param json of the column */
export function checklistFrom(json: string | null): Check[] | null {
  return json === null ? null : (JSON.parse(json) as Check[]);
}

/** Orders of which one of these rows is a changed contact: whether it may be restored depends on what came after it. */
export function ordersWithChanges(rows: readonly EntryRow[]): number[] {
  return rows.filter(({ kind }) => kind === 'contact-changed').map((row) => row.order_id);
}
