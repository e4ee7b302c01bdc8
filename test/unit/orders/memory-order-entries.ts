import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { EntryOrder, EntryRows, EntryStore, NewEntry } from '#orders/entry-rows';
import type { EntryWords } from '#orders/model/entry-rules';
import { missedOf } from '#orders/model/missed';
import type { OrderCall } from '#orders/model/missed';
import { placePartOf } from '#orders/model/outcome';
import type { Outcome, QueuePlace } from '#orders/model/outcome';
import type { Found, NewestEntry } from '#orders/model/undo-rules';
import type { Author, EntryView, OrderWrite, TimeLine } from '#orders/order-entries';
import type { OrderView } from '#orders/order-view';
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
    checklist: null,
    slot: null,
    field: null,
    callId: null,
    call: null,
    restorable: false,
    ...changes,
  };
}

interface Added extends NewEntry {
  id: number;
  orderNumber: string;
}

/** Rows of entries in memory: no rules. */
export class MemoryOrderEntries implements EntryStore, EntryRows, TimeLine {
  /** By order number, oldest first. */
  readonly lines = new Map<string, EntryView[]>();
  readonly added: Added[] = [];
  /** The entries with which wishes not to be called began, by customer: each order here has one of its own. */
  readonly #wishes = new Map<number, number>();
  /** Recorded calls that decide what is missed, by order number. */
  readonly callers = new Map<string, OrderCall[]>();
  /** Calls that are recorded. */
  readonly recorded: { orderNumber: string; requestedAt: Micros }[] = [];

  constructor(
    private readonly orders: MemoryOrdersAtWork,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  transaction<Result>(work: (rows: EntryRows) => Promise<Result>): Promise<Result> {
    return work(this);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<EntryOrder | null> {
    const order = this.orders.find(write);
    if (order === null) return null;
    const id = this.orders.idOf(order);
    const { orderNumber, doNotCall, dueAt, lastOutcome, lastOutcomeAt } = order;
    return {
      ...{ id, orderNumber, doNotCall, lastOutcome, lastOutcomeAt },
      customerId: id,
      open: order.status === 'open',
      place: { done: order.queue === 'done', dueAt },
    };
  }

  earlier(
    orderId: number,
    { actor }: Author,
    key: string,
  ): Promise<{ id: number; words: EntryWords } | null> {
    const { orderNumber } = this.orders.byId(orderId);
    const found = this.added.find(
      (each) => each.orderNumber === orderNumber && each.author.actor === actor && each.key === key,
    );
    return Promise.resolve(found ?? null);
  }

  entriesBy(actor: string, after: Micros, most: number): Promise<Micros[]> {
    const times = this.added
      .filter(({ author, at }) => author.actor === actor && at > after)
      .map(({ at }) => at);
    return Promise.resolve(times.reverse().slice(0, most));
  }

  outcome(slug: string): Promise<Outcome | null> {
    return Promise.resolve(sampleOutcomes.find((each) => each.slug === slug) ?? null);
  }

  checks: string[] = [];

  checklist(): Promise<readonly string[]> {
    return Promise.resolve(this.checks);
  }

  move(orderId: number, place: QueuePlace, lastOutcome: string, at: Micros): Promise<void> {
    this.orders.change(this.orders.byId(orderId), {
      queue: placePartOf(place, this.clock.now()),
      dueAt: place.dueAt,
      lastOutcome,
      lastOutcomeAt: at,
    });
    return Promise.resolve();
  }

  putBack(orderId: number, { place, lastOutcome, lastOutcomeAt }: Found): Promise<void> {
    this.orders.change(this.orders.byId(orderId), {
      queue: placePartOf(place, this.clock.now()),
      dueAt: place.dueAt,
      ...{ lastOutcome, lastOutcomeAt },
    });
    return Promise.resolve();
  }

  settleMissed(orderId: number): Promise<void> {
    const order = this.orders.byId(orderId);
    const said = this.added.filter(({ orderNumber }) => orderNumber === order.orderNumber);
    const undone = new Set(said.map(({ words }) => words.undoes));
    const last = said.findLast(({ id, words }) => words.kind === 'outcome' && !undone.has(String(id)));
    const missed = missedOf(this.callers.get(order.orderNumber) ?? [], last?.at ?? null);
    this.orders.change(order, { missed, ...(missed !== null && { queue: 'missed' }) });
    return Promise.resolve();
  }

  wish(customerId: number, entryId: number): Promise<void> {
    const order = this.orders.byId(customerId);
    if (!order.doNotCall) this.#wishes.set(customerId, entryId);
    else this.#wishes.delete(customerId);
    this.orders.change(order, { doNotCall: true });
    return Promise.resolve();
  }

  endWish(customerId: number, entryId: number): Promise<void> {
    if (this.#wishes.get(customerId) === entryId) {
      this.#wishes.delete(customerId);
      this.orders.change(this.orders.byId(customerId), { doNotCall: false });
    }
    return Promise.resolve();
  }

  newest(orderId: number): Promise<NewestEntry | null> {
    const { orderNumber } = this.orders.byId(orderId);
    const last = this.added.findLast((each) => each.orderNumber === orderNumber);
    if (last === undefined) return Promise.resolve(null);
    const { id, at, words, author, found } = last;
    return Promise.resolve({
      ...{ id, at, found },
      kind: words.kind,
      actor: author.actor,
      outcome: words.outcome,
      callLaterAt: words.callLaterAt,
    });
  }

  calledSince({ orderNumber }: EntryOrder, at: Micros): Promise<boolean> {
    return Promise.resolve(
      this.recorded.some((call) => call.orderNumber === orderNumber && call.requestedAt > at),
    );
  }

  add(orderId: number, entry: NewEntry): Promise<number> {
    const { orderNumber } = this.orders.byId(orderId);
    const id = this.added.length + 1;
    this.added.push({ id, orderNumber, ...entry });
    const { words, at, author } = entry;
    const { kind, text, hidden, outcome, callLaterAt, callId, checklist, field } = words;
    const view = entryView(id, {
      ...{ kind, text, hidden, outcome, callLaterAt, callId, checklist, at },
      field: field?.name ?? null,
      by: { name: author.actor, login: null },
    });
    this.lines.set(orderNumber, [...(this.lines.get(orderNumber) ?? []), view]);
    return Promise.resolve(id);
  }

  views(orderId: number, entryId: number): Promise<{ order: OrderView; entry: EntryView }> {
    const order = this.orders.byId(orderId);
    const entry = this.lines.get(order.orderNumber)?.find(({ id }) => id === String(entryId));
    if (entry === undefined) throw new Error('There is no such entry.');
    return Promise.resolve({ order, entry });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async timeline(orderNumber: string, page: PageRequest, isManager = false): Promise<Page<EntryView>> {
    this.orders.of(null);
    const from = Number(page.after ?? 0);
    const unseen = new Set(
      this.added.filter(({ words }) => words.field?.overseers === true).map(({ id }) => String(id)),
    );
    const lines = (this.lines.get(orderNumber) ?? []).filter(({ id }) => !isManager || !unseen.has(id));
    const all = lines.toReversed().slice(from);
    const rows = all.slice(0, page.limit);
    return { rows, next: all.length > rows.length ? String(from + rows.length) : null };
  }

  /** As if nothing had been written. @returns what was */
  forget(): Added[] {
    this.lines.clear();
    return this.added.splice(0);
  }
}
