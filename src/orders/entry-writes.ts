import type { Micros } from '#kernel/micros';
import { Turns } from '#kernel/turns';
import type { EntryOrder, EntryRows, EntryStore, NewEntry } from './entry-rows';
import { checklistOf } from './model/checklist';
import { entryIdOf, isSameRequest, wordsOf } from './model/entry-rules';
import type { EntryRequest } from './model/entry-rules';
import { afterOutcome } from './model/outcome';
import { undoable } from './model/undo-rules';
import { entries as entriesLimit, waitOf } from './model/write-limit';
import type { Found } from './model/undo-rules';
import type {
  Author,
  NewFieldValue,
  NewNote,
  NewOutcome,
  OutcomeFault,
  OutcomeUndo,
  WriteResult,
  Written,
} from './order-entries';

type WrapUpResult = EntryResult<WriteResult | { result: 'fault'; fault: OutcomeFault }>;

export type UndoResult = WriteResult | { result: 'not-undoable' };

/** `too-many`: the author has written as much as a minute or an hour allows. Nothing was written. */
export type EntryResult<Result> = Result | { result: 'too-many'; retryAfterSeconds: number };

/** Calls that are not recorded yet. */
export type CallsUp = () => readonly { orderNumber: string | null; requestedAt: Micros }[];

/**
 * What people write on orders, each in one transaction: entries are added, never changed or removed. A request that is
 * sent twice with an idempotency key is done once, however close together; the second is answered as the first, whatever
 * has changed since.
 *
 * Writes of one author take turns, else those that are sent side by side would each be counted without the others. They
 * wait here rather than at a row: who sends many holds one connection of the pool, not all of it.
 */
export class EntryWrites {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EntryStore,
    private readonly now: () => Micros,
    private readonly callsUp: CallsUp,
  ) {}

  /** @throws whatever the store throws; nothing is written then */
  async addNote(note: NewNote): Promise<EntryResult<WriteResult>> {
    const request: EntryRequest = {
      ...note,
      kind: 'note',
      outcome: null,
      callLaterAt: null,
      checked: [],
      undoes: null,
    };
    return this.#inTurn(note, (rows) =>
      this.#writeOnce(rows, note, request, (order) =>
        add(rows, order, note, { words: wordsOf(request), at: this.now() }),
      ),
    );
  }

  /** Fills a field of the site in. @throws whatever the store throws; nothing is written then */
  async fillIn(value: NewFieldValue): Promise<EntryResult<WriteResult>> {
    const request: EntryRequest = {
      ...value,
      ...{ kind: 'field-changed', callId: null, outcome: null, callLaterAt: null, checked: [], undoes: null },
    };
    return this.#inTurn(value, (rows) =>
      this.#writeOnce(rows, value, request, (order) =>
        add(rows, order, value, { words: wordsOf(request), at: this.now() }),
      ),
    );
  }

  /**
   * Writes the entry, moves the order, takes the customer's wish not to be called, and settles the customer's missed calls.
   * @throws whatever the store throws; nothing is written then
   */
  async wrapUp(wrapUp: NewOutcome): Promise<WrapUpResult> {
    const request: EntryRequest = { ...wrapUp, kind: 'outcome', undoes: null };
    return this.#inTurn(wrapUp, (rows) =>
      this.#writeOnce<WrapUpResult>(rows, wrapUp, request, async (order) => {
        const outcome = await rows.outcome(wrapUp.outcome);
        if (outcome === null) return { result: 'fault', fault: 'unknown-outcome' };
        const now = this.now();
        const after = afterOutcome(outcome, order, now, wrapUp.callLaterAt);
        if ('fault' in after) return { result: 'fault', fault: after.fault };
        const checklist = checklistOf(await rows.checklist(), wrapUp.checked);
        if (checklist === 'unknown-check') return { result: 'fault', fault: checklist };
        await rows.move(order.id, after.place, outcome.slug, now);
        const words = {
          ...wordsOf(request),
          outcome: outcome.slug,
          callLaterAt: after.callLaterAt,
          checklist,
        };
        const entry = { words, at: now, found: foundBy(order) };
        return add(rows, order, wrapUp, entry, async (id) => {
          if (outcome.doNotCall) await rows.wish(order.customerId, id);
          await rows.settleMissed(order.id);
        });
      }),
    );
  }

  /**
   * Takes an outcome back, by an entry of its own: the order is where it was in the queue, with the outcome that it had.
   * A wish not to be called that began with the outcome ends with it, unless anybody else has stated it too.
   * @throws whatever the store throws; nothing is written then
   */
  async undo(undo: OutcomeUndo): Promise<EntryResult<UndoResult>> {
    const request: EntryRequest = {
      kind: 'outcome-undone',
      note: { text: '', hidden: 0 },
      callId: null,
      outcome: null,
      callLaterAt: null,
      checked: [],
      undoes: entryIdOf(undo.entryId),
    };
    return this.#inTurn(undo, (rows) =>
      this.#writeOnce<UndoResult>(rows, undo, request, async (order) => {
        const now = this.now();
        const newest = await rows.newest(order.id);
        const entry = undoable(newest, {
          entryId: undo.entryId,
          actor: undo.author.actor,
          open: order.open,
          dueAt: order.place.dueAt,
          called: newest !== null && (await this.#calledSince(rows, order, newest.at)),
          now,
        });
        if (entry === null) return { result: 'not-undoable' };
        await rows.putBack(order.id, entry.found);
        await rows.endWish(order.customerId, entry.id);
        const words = { ...wordsOf(request), outcome: entry.outcome };
        return add(rows, order, undo, { words, at: now }, () => rows.settleMissed(order.id));
      }),
    );
  }

  #inTurn<Result>({ author }: Request, work: (rows: EntryRows) => Promise<Result>): Promise<Result> {
    return this.#turns.take(author.actor, () => this.store.transaction(work));
  }

  /** Idempotency first: a repeated request costs nothing of the author's limit. */
  async #writeOnce<Result>(
    rows: EntryRows,
    asked: Request,
    request: EntryRequest,
    write: (order: EntryOrder) => Promise<Result>,
  ): Promise<EntryResult<Result | WriteResult>> {
    const order = await rows.lockOrder(asked);
    if (order === null) return { result: 'refused' };
    const { author, idempotencyKey: key } = asked;
    const earlier = key === null ? null : await rows.earlier(order.id, author, key);
    if (earlier === null) {
      const retryAfterSeconds = await this.#waitOf(rows, author);
      return retryAfterSeconds === null ? write(order) : { result: 'too-many', retryAfterSeconds };
    }
    if (!isSameRequest(earlier.words, request)) return { result: 'key-reused' };
    return { result: 'repeated', ...(await rows.views(order.id, earlier.id)) };
  }

  #waitOf(rows: EntryRows, { actor }: Author): Promise<number | null> {
    return waitOf(entriesLimit, this.now(), (after, most) => rows.entriesBy(actor, after, most));
  }

  async #calledSince(rows: EntryRows, order: EntryOrder, at: Micros): Promise<boolean> {
    const isUp = this.callsUp().some(
      ({ orderNumber, requestedAt }) => orderNumber === order.orderNumber && requestedAt > at,
    );
    return isUp || rows.calledSince(order, at);
  }
}

type Request = Pick<NewNote, 'orderNumber' | 'managerId' | 'author' | 'idempotencyKey'>;

async function add(
  rows: EntryRows,
  order: EntryOrder,
  { author, idempotencyKey }: Request,
  entry: Pick<NewEntry, 'words' | 'at'> & Partial<NewEntry>,
  afterwards: (entryId: number) => Promise<void> = () => Promise.resolve(),
): Promise<Written> {
  const id = await rows.add(order.id, { found: null, ...entry, author, key: idempotencyKey });
  await afterwards(id);
  return { result: 'written', ...(await rows.views(order.id, id)) };
}

function foundBy({ open, place, lastOutcome, lastOutcomeAt }: EntryOrder): Found {
  return { open, place, lastOutcome, lastOutcomeAt };
}
