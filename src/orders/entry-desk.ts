import type { EntryResult, EntryWrites, UndoResult } from './entry-writes';
import type { OrderRulesStore } from './intake/order-rules';
import { entryIdOf } from './model/entry-rules';
import { cleanNote } from './model/note-text';
import type { CleanNote } from './model/note-text';
import { typedValue } from './model/site-fields';
import type { SiteField } from './model/site-fields';
import type { EntryView, OrderWrite, OutcomeFault, WriteResult, Written } from './order-entries';
import type { OrderView } from './order-view';
import type { OrderWriter } from './order-writer';
import type { WorkQueue } from './work-queue';
import type { Micros } from '#kernel/micros';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';
import { managerOf } from '#kernel/roles';

export interface TypedNote {
  /** As it came: numbers and addresses are hidden before it goes any further. */
  text: string;
  /** The call that it is written of. */
  callId?: string | undefined;
  idempotencyKey?: string | undefined;
}

export interface WrapUp extends TypedNote {
  /** A slug, or anything else that somebody sent. */
  outcome: string;
  /** When to call again; null where that is left to the outcome. */
  callLaterAt: Micros | null;
  /** Texts of the site's checklist that were done in the call. */
  checked?: readonly string[] | undefined;
}

export interface TypedValue {
  /** Id of a field of the site. */
  field: string;
  /** As it came; empty clears the field. */
  value: string;
  idempotencyKey?: string | undefined;
}

/** What each fault of a wrap-up is about. */
export const outcomeFaultFields: Readonly<Record<OutcomeFault, Omit<FieldFault, 'code'>>> = {
  'unknown-outcome': { field: 'outcome', detail: 'must be one listed by GET /api/outcomes' },
  'unknown-check': {
    field: 'checked',
    detail: 'must be texts of the checklist that GET /api/orders/{number}/details returns',
  },
  'time-needed': { field: 'callLaterAt', detail: 'is needed with this outcome' },
  'time-past': { field: 'callLaterAt', detail: 'must be in the future' },
  'time-too-far': { field: 'callLaterAt', detail: 'must be within a year' },
  'time-unwanted': { field: 'callLaterAt', detail: 'is only for outcomes that move the order to `later`' },
  'order-closed': {
    field: 'outcome',
    detail: 'must be one without a time: a closed order is not called again',
  },
  'do-not-call': {
    field: 'outcome',
    detail: 'must be one without a time: the customer asked not to be called',
  },
};

export interface EntryDeskParts {
  writer: OrderWriter;
  writes: EntryWrites;
  queue: Pick<WorkQueue, 'next'>;
  orderOfCall: OrderOfCall;
  rules: Pick<OrderRulesStore, 'read'>;
}

/** The number of the order that a call is of, live or recorded; null where it is of none, or there is no such call. */
export type OrderOfCall = (callId: string) => Promise<string | null>;

/** What people write on orders: notes, and what a call came to. */
export class EntryDesk {
  constructor(private readonly parts: EntryDeskParts) {}

  /**
   * Writes a note. A repeated request gives what the first wrote.
   * @throws RefusedError `locked-out`, `order-refused`, `invalid-input` (fields `text`, `callId`), `too-many-entries`,
   * `idempotency-key-reused`
   */
  async addNote(actor: Actor, orderNumber: string, note: TypedNote): Promise<Written> {
    const { writer, writes } = this.parts;
    return saved(
      await writer.write(actor, orderNumber, {
        action: 'note.add',
        read: () => notEmpty(cleanNote(note.text)),
        write: async (write, clean): Promise<EntryResult<WriteResult>> => {
          await this.#requireCallOf(write, note);
          return writes.addNote({ ...write, ...requestOf(note), note: clean });
        },
        auditAfter: auditOf,
      }),
    );
  }

  /**
   * Fills a field of the site in. A repeated request gives what the first wrote.
   * @throws RefusedError `locked-out`, `order-refused`, `invalid-input` (fields `field`, `value`), `too-many-entries`,
   * `idempotency-key-reused`
   */
  async fillIn(
    actor: Actor,
    orderNumber: string,
    { field: id, value, idempotencyKey }: TypedValue,
  ): Promise<Written> {
    const { writer, writes, rules } = this.parts;
    const { fields } = await rules.read();
    const field = fields.find((each) => each.id === id && seesField(actor, each));
    return saved(
      await writer.write(actor, orderNumber, {
        action: 'order.field',
        read: () => ({ ...fieldOf(field), note: valueOf(fieldOf(field), value) }),
        write: (write, { id: of, name, managers, note }): Promise<EntryResult<WriteResult>> =>
          writes.fillIn({
            ...write,
            field: { id: of, name, overseers: !managers },
            note,
            idempotencyKey: idempotencyKey ?? null,
          }),
        auditAfter: (done) => ({ ...auditOf(done), field: id }),
      }),
    );
  }

  /**
   * Writes what a call came to, moves the order in its manager's queue, and takes the customer's wish not to be called:
   * all or nothing. A repeated request gives what the first wrote.
   * @returns what was written, and the number of the order to call next; null where none is due
   * @throws RefusedError `role-forbidden` but for managers, `locked-out`, `order-refused`, `invalid-input` (fields of
   * {@link outcomeFaultFields}, `callId`), `too-many-entries`, `idempotency-key-reused`
   */
  async wrapUp(
    actor: Actor,
    orderNumber: string,
    { outcome, callLaterAt, checked = [], ...note }: WrapUp,
  ): Promise<{ order: OrderView; entry: EntryView; next: string | null }> {
    const { id: managerId } = managerOf(actor);
    const { writer, writes, queue } = this.parts;
    const result = await writer.write(actor, orderNumber, {
      action: 'order.wrap-up',
      read: () => cleanNote(note.text),
      write: async (write, clean): ReturnType<EntryWrites['wrapUp']> => {
        await this.#requireCallOf(write, note);
        return writes.wrapUp({ ...write, ...requestOf(note), note: clean, outcome, callLaterAt, checked });
      },
      auditAfter: auditOf,
    });
    if (result.result === 'fault') {
      const { fault } = result;
      throw new RefusedError('invalid-input', { faults: [{ ...outcomeFaultFields[fault], code: fault }] });
    }
    const { order, entry } = saved(result);
    return { order, entry, next: await queue.next(managerId, order.orderNumber) };
  }

  /**
   * Takes an outcome of the actor's own back, by an entry of its own, shortly after it was saved. A repeated request gives
   * what the first wrote.
   * @param entryId of the outcome: digits
   * @throws RefusedError `role-forbidden` but for managers, `locked-out`, `order-refused`, `not-undoable`,
   * `too-many-entries`, `idempotency-key-reused`
   */
  async undo(
    actor: Actor,
    orderNumber: string,
    { entryId, idempotencyKey }: { entryId: string; idempotencyKey?: string | undefined },
  ): Promise<{ order: OrderView; entry: EntryView }> {
    managerOf(actor);
    const { writer, writes } = this.parts;
    const result = await writer.write(actor, orderNumber, {
      action: 'order.undo-wrap-up',
      read: () => undefined,
      write: (write): Promise<EntryResult<UndoResult>> =>
        writes.undo({ ...write, entryId, idempotencyKey: idempotencyKey ?? null }),
      // What was typed may be anything; what was taken back is an entry.
      auditAfter: (done) => ({ ...auditOf(done), undone: entryIdOf(entryId) }),
    });
    if (result.result === 'not-undoable') throw new RefusedError('not-undoable');
    const { order, entry } = saved(result);
    return { order, entry };
  }

  /** An entry may name calls of its own order alone: a time line must not claim what others said. */
  async #requireCallOf({ orderNumber }: OrderWrite, { callId }: TypedNote): Promise<void> {
    if (callId === undefined || (await this.parts.orderOfCall(callId)) === orderNumber) return;
    throw new RefusedError('invalid-input', {
      faults: [{ field: 'callId', code: 'not-of-order', detail: 'must be the id of a call of this order' }],
    });
  }
}

/** Whether somebody may see a field of the site, and fill it in. */
export function seesField(actor: Actor, { managers }: SiteField): boolean {
  return managers || actor.role !== 'manager';
}

function fieldOf(field: SiteField | undefined): SiteField {
  if (field !== undefined) return field;
  throw new RefusedError('invalid-input', {
    faults: [
      {
        ...{ field: 'field', code: 'unknown-field' },
        detail: 'must be one of those that GET /api/orders/{number}/details returns',
      },
    ],
  });
}

function valueOf(field: SiteField, value: string): CleanNote {
  const read = typedValue(field, value);
  if ('clean' in read) return read.clean;
  const detail =
    read.fault === 'number-either-way' ? 'must be a number that reads one way: 1200 or 1.2' : null;
  throw new RefusedError('invalid-input', {
    faults: [
      { field: 'value', code: read.fault, detail: detail ?? `must be a ${field.kind}; see docs/orders.md` },
    ],
  });
}

function requestOf({ callId, idempotencyKey }: TypedNote) {
  return { callId: callId ?? null, idempotencyKey: idempotencyKey ?? null };
}

function notEmpty(note: CleanNote): CleanNote {
  if (note.text !== '') return note;
  throw new RefusedError('invalid-input', {
    faults: [{ field: 'text', code: 'empty', detail: 'must not be empty' }],
  });
}

function auditOf({ entry }: Written) {
  return {
    entry: entry.id,
    hidden: entry.hidden,
    ...(entry.outcome === null ? {} : { outcome: entry.outcome }),
  };
}

function saved(result: Exclude<EntryResult<WriteResult>, { result: 'refused' }>): Written {
  if (result.result === 'key-reused') throw new RefusedError('idempotency-key-reused');
  if (result.result === 'too-many') {
    throw new RefusedError('too-many-entries', { retryAfterSeconds: result.retryAfterSeconds });
  }
  return result;
}
