import type { Micros } from '#kernel/micros';
import type { EntryOrder, EntryRows, EntryStore } from './entry-rows';
import { isSameRequest, wordsOf } from './model/entry-rules';
import type { EntryRequest, EntryWords } from './model/entry-rules';
import { afterOutcome } from './model/outcome';
import type { NewNote, NewOutcome, OutcomeFault, WriteResult, Written } from './order-entries';

type WrapUpResult = WriteResult | { result: 'fault'; fault: OutcomeFault };

/**
 * What people write on orders, each in one transaction: entries are added, never changed or removed. A request that is
 * sent twice with an idempotency key is done once, however close together; the second is answered as the first, whatever
 * has changed since.
 */
export class EntryWrites {
  constructor(
    private readonly store: EntryStore,
    private readonly now: () => Micros,
  ) {}

  /** @throws whatever the store throws; nothing is written then */
  async addNote(note: NewNote): Promise<WriteResult> {
    const request: EntryRequest = { ...note, kind: 'note', outcome: null, callLaterAt: null };
    return this.store.transaction((rows) =>
      writeOnce(rows, note, request, (order) => add(rows, order, note, wordsOf(request), this.now())),
    );
  }

  /**
   * Writes the entry, moves the order, and takes the customer's wish not to be called.
   * @throws whatever the store throws; nothing is written then
   */
  async wrapUp(wrapUp: NewOutcome): Promise<WrapUpResult> {
    const request: EntryRequest = { ...wrapUp, kind: 'outcome' };
    return this.store.transaction((rows) =>
      writeOnce<WrapUpResult>(rows, wrapUp, request, async (order) => {
        const outcome = await rows.outcome(wrapUp.outcome);
        if (outcome === null) return { result: 'fault', fault: 'unknown-outcome' };
        const now = this.now();
        const after = afterOutcome(outcome, order, now, wrapUp.callLaterAt);
        if ('fault' in after) return { result: 'fault', fault: after.fault };
        await rows.move(order.id, after.place, outcome.slug, now);
        if (outcome.doNotCall) await rows.setDoNotCall(order.customerId);
        const words = { ...wordsOf(request), outcome: outcome.slug, callLaterAt: after.callLaterAt };
        return add(rows, order, wrapUp, words, now);
      }),
    );
  }
}

async function writeOnce<Result>(
  rows: EntryRows,
  note: NewNote,
  request: EntryRequest,
  write: (order: EntryOrder) => Promise<Result>,
): Promise<Result | WriteResult> {
  const order = await rows.lockOrder(note);
  if (order === null) return { result: 'refused' };
  const { author, idempotencyKey: key } = note;
  const earlier = key === null ? null : await rows.earlier(order.id, author, key);
  if (earlier === null) return write(order);
  if (!isSameRequest(earlier.words, request)) return { result: 'key-reused' };
  return { result: 'repeated', ...(await rows.views(order.id, earlier.id)) };
}

async function add(
  rows: EntryRows,
  order: EntryOrder,
  { author, idempotencyKey }: NewNote,
  words: EntryWords,
  at: Micros,
): Promise<Written> {
  const id = await rows.add(order.id, words, author, idempotencyKey, at);
  return { result: 'written', ...(await rows.views(order.id, id)) };
}
