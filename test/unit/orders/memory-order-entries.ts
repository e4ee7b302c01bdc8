import type {
  EntryView,
  NewNote,
  NewOutcome,
  OrderEntries,
  OutcomeFault,
  WriteResult,
} from '#orders/order-entries';
import type { Clock } from '#kernel/clock';
import type { OrderView } from '#orders/order-view';
import type { Page, PageRequest } from '#kernel/page';
import { afterOutcome, queuePartOf } from '#orders/model/outcome';
import type { MemoryOrdersAtWork } from './memory-orders-at-work';
import { sampleOutcomes } from './memory-work-queue';

export function entryView(id: number, changes: Partial<EntryView> = {}): EntryView {
  return {
    id: String(id),
    at: Date.UTC(2026, 6, 1, 9, id) * 1000,
    kind: 'note',
    by: { name: 'Anna', login: '101' },
    text: null,
    hidden: 0,
    outcome: null,
    callLaterAt: null,
    slot: null,
    callId: null,
    call: null,
    restorable: false,
    ...changes,
  };
}

/** Entries in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryOrderEntries implements OrderEntries {
  /** By order number, oldest first. */
  readonly lines = new Map<string, EntryView[]>();
  /** What was written, as the routes gave it. */
  readonly given: NewNote[] = [];
  readonly #requests = new Map<string, { said: string; entry: EntryView }>();
  #nextId = 1;

  constructor(
    private readonly orders: MemoryOrdersAtWork,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async addNote(request: NewNote): Promise<WriteResult> {
    return this.#once(request, (order) => ({
      result: 'written',
      order,
      entry: this.#add(order, request, {}),
    }));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async wrapUp(request: NewOutcome): Promise<WriteResult | { result: 'fault'; fault: OutcomeFault }> {
    return this.#once(request, (order) => {
      const outcome = sampleOutcomes.find(({ slug }) => slug === request.outcome);
      if (outcome === undefined) return { result: 'fault' as const, fault: 'unknown-outcome' as const };
      const now = this.clock.now();
      const after = afterOutcome(outcome, { open: order.status === 'open' }, now, request.callLaterAt);
      if ('fault' in after) return { result: 'fault' as const, fault: after.fault };
      this.orders.change(order, {
        queue: queuePartOf(after.place, now),
        dueAt: after.place.dueAt,
        lastOutcome: outcome.slug,
        lastOutcomeAt: now,
        doNotCall: order.doNotCall || outcome.doNotCall,
      });
      const entry = this.#add(order, request, {
        kind: 'outcome',
        outcome: outcome.slug,
        callLaterAt: after.callLaterAt,
      });
      return { result: 'written' as const, order, entry };
    });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async timeline(orderNumber: string, page: PageRequest): Promise<Page<EntryView>> {
    this.orders.of(null);
    const from = Number(page.after ?? 0);
    const all = (this.lines.get(orderNumber) ?? []).toReversed().slice(from);
    const rows = all.slice(0, page.limit);
    return { rows, next: all.length > rows.length ? String(from + rows.length) : null };
  }

  /** As if nothing had been written. @returns what was */
  forget(): NewNote[] {
    this.lines.clear();
    this.#requests.clear();
    return this.given.splice(0);
  }

  #once<Result>(
    request: NewNote & Partial<NewOutcome>,
    work: (order: OrderView) => Result | WriteResult,
  ): Result | WriteResult {
    const order = this.orders.find(request);
    if (order === null) return { result: 'refused' };
    const { orderNumber, author, idempotencyKey, note, callId, outcome, callLaterAt } = request;
    const key = JSON.stringify([orderNumber, author.actor, idempotencyKey]);
    const said = JSON.stringify([note.text, callId, outcome, callLaterAt]);
    const earlier = idempotencyKey === null ? undefined : this.#requests.get(key);
    if (earlier !== undefined) {
      if (earlier.said !== said) return { result: 'key-reused' };
      return { result: 'repeated', order, entry: earlier.entry };
    }
    const result = work(order);
    const entry = this.lines.get(orderNumber)?.at(-1);
    if ((result as WriteResult).result === 'written' && entry !== undefined) {
      this.#requests.set(key, { said, entry });
    }
    return result;
  }

  #add(order: OrderView, request: NewNote, changes: Partial<EntryView>): EntryView {
    this.given.push(request);
    const entry = entryView(this.#nextId++, {
      at: this.clock.now(),
      by: { name: request.author.actor, login: null },
      text: request.note.text === '' ? null : request.note.text,
      hidden: request.note.hidden,
      callId: request.callId,
      ...changes,
    });
    this.lines.set(order.orderNumber, [...(this.lines.get(order.orderNumber) ?? []), entry]);
    return entry;
  }
}
