import { createHash } from 'node:crypto';
import type { Connector, RawOrder } from './connector';
import type {
  BatchNotes,
  ConnectorSettings,
  Hint,
  Lease,
  NotedOrder,
  RejectReason,
  SyncState,
  SyncStore,
  UntoldOutcome,
} from './connector-store';
import { pauseAfter } from './model/back-off';
import { afterPage, beginCycle, repeats, watermarkAfter } from './model/poll-cycle';
import { isShopOrderId, tellsPhone } from './model/shop-order-id';
import { shopOrderOf } from './shop-order';
import { wordsOf } from './status-words';
import { ShopError } from './shop-error';
import type { ShopFault } from './shop-error';
import type { Shop } from './shop-client';
import type { Clock } from '#kernel/clock';
import { withoutContacts } from '#kernel/redaction/redaction';
import type { FetchedOrder, FetchedOrders, FetchedResult } from '#orders/intake/fetched-orders';

export interface ShopSyncParts {
  lease: Lease;
  settings: ConnectorSettings;
  connector: Connector;
  client: Shop;
  store: SyncStore;
  orders: Pick<FetchedOrders, 'take'>;
  clock: Clock;
  /** Called after each batch. `rejected`: orders that could not be taken. */
  onWritten?: (result: FetchedResult, rejected: number) => void;
  /** Called after each request that failed. */
  onFault?: (fault: ShopFault, state: SyncState) => void;
}

/** Hints of one step: fetched one by one, written together. */
const hintsAtOnce = 10;
const outcomesAtOnce = 10;
/** After so many failures of one order the shop cannot give it, and it is listed. */
const mostTries = 6;
/** An outcome is said again for about a day. */
const mostOutcomeTries = 300;
/** Answers that are remembered: those of a few minutes. */
const mostSeen = 10_000;
/** Without work, hints of other processes are looked for so often. */
const idleMs = 1_000;

/** What stands for an id that is not kept. */
const unknownId = '?';

/**
 * The work for one shop, in steps: first what webhooks have named, then a page of what has changed, then what the shop
 * is to be told. Every step may be the last one: what it has done is in the database together with how far it is.
 */
export class ShopSync {
  /**
   * Digests of the answers that were taken last, by the shop's id: passes overlap, and a shop's times are too coarse to
   * tell what has not changed. In memory alone.
   */
  readonly #seen = new Map<string, string>();

  constructor(private readonly parts: ShopSyncParts) {}

  /**
   * @returns milliseconds until there may be something to do
   * @throws LeaseLostError, StoreError, VaultError; the step can be tried again
   */
  async step(): Promise<number> {
    const { store, lease, clock, onFault } = this.parts;
    const state = await store.state(lease);
    const now = clock.now();
    if (state.retryAt !== null && state.retryAt > now) return Math.ceil((state.retryAt - now) / 1000);
    try {
      const hinted = await this.#takeHints();
      const paged = await this.#takePage(state);
      const told = await this.#tell();
      return hinted || paged || told ? 0 : idleMs;
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      onFault?.(error.slug, state);
      const pause = pauseAfter(state.failures + 1, error.retryAfterMs);
      await store.failed(lease, error.slug, now + pause * 1000);
      return pause;
    }
  }

  /** @returns whether there may be more */
  async #takeHints(): Promise<boolean> {
    const { store, lease, connector, client } = this.parts;
    const hints = await store.hints(lease, hintsAtOnce);
    if (hints.length === 0) return false;
    const found: Array<RawOrder & { hintedAt: number }> = [];
    const gone: Hint[] = [];
    for (const hint of hints) {
      try {
        const raw = await connector.fetch(client, hint.shopOrderId);
        if (raw === null) gone.push(hint);
        else found.push({ ...raw, id: hint.shopOrderId, hintedAt: hint.receivedAt });
      } catch (error) {
        if (!(error instanceof ShopError)) throw error;
        // What is wrong with this order alone does not keep the others waiting.
        if (!isOfOrder(error.slug)) {
          await this.#write(found, gone);
          throw error;
        }
        await this.#putOff(hint, error);
      }
    }
    await this.#write(found, gone);
    return hints.length === hintsAtOnce;
  }

  async #putOff(hint: Hint, { slug, retryAfterMs }: ShopError): Promise<void> {
    const { store, lease, clock } = this.parts;
    const pause = pauseAfter(hint.tries + 2, retryAfterMs);
    const until = hint.tries + 1 < mostTries ? clock.now() + pause * 1000 : { reason: slug };
    await store.putOff(lease, hint, until);
  }

  /** @returns whether the pass goes on */
  async #takePage(state: SyncState): Promise<boolean> {
    const { connector, client, settings, clock } = this.parts;
    const isDue =
      state.cycle !== null ||
      state.polledAt === null ||
      clock.now() - state.polledAt >= settings.pollSeconds * 1_000_000;
    if (!isDue) return false;
    const firstPage = state.syncedAt === null ? connector.firstPage : undefined;
    const cycle = state.cycle ?? beginCycle(state.watermark, firstPage);
    const page = await connector.poll(client, cycle);
    if (repeats(cycle, page.next)) throw new ShopError('shop-repeats-page');
    const changes = page.orders.map(({ changedAt }) => changedAt);
    const next = afterPage(cycle, page.next, changes);
    const watermark =
      next === null ? watermarkAfter(state.watermark, cycle, changes, clock.now()) : state.watermark;
    const news = newest(page.orders).filter(({ id, raw }) => this.#seen.get(id) !== digestOf(raw));
    const allKnown = next === null || page.allKnown === true;
    await this.#write(news, [], { cycle: next, watermark, total: page.total, allKnown });
    return next !== null;
  }

  async #write(
    found: ReadonlyArray<RawOrder & { hintedAt?: number }>,
    gone: readonly Hint[],
    progress?: NonNullable<BatchNotes['progress']>,
  ): Promise<void> {
    const { store, lease, orders, settings, onWritten } = this.parts;
    if (found.length + gone.length === 0 && progress === undefined) return;
    const notes: NotedOrder[] = [];
    const stated: FetchedOrder[] = [];
    const rejects: Array<NotedOrder & { reason: RejectReason }> = [];
    for (const { id, changedAt, raw, hintedAt } of found) {
      const note = { shopOrderId: id, changedAt, ...(hintedAt !== undefined && { hintedAt }) };
      const read = this.#read(id, raw);
      if ('reason' in read) rejects.push({ ...note, hintId: id, ...read });
      else {
        notes.push(note);
        stated.push(read.order);
      }
    }
    await this.#cancel(gone, notes, stated, rejects);
    const result = await orders.take(stated, {
      statuses: wordsOf(settings.statuses),
      beside: store.beside(lease, { orders: notes, rejects, ...(progress && { progress }) }),
    });
    for (const { id, raw } of found) this.#remember(id, raw);
    onWritten?.(result, result.refused.length + rejects.length);
  }

  #remember(id: string, raw: unknown): void {
    this.#seen.delete(id);
    this.#seen.set(id, digestOf(raw));
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > mostSeen && oldest !== undefined) this.#seen.delete(oldest);
  }

  /** An order that the shop has no more is cancelled, if it was known. */
  async #cancel(
    gone: readonly Hint[],
    notes: NotedOrder[],
    stated: FetchedOrder[],
    rejects: Array<NotedOrder & { reason: RejectReason }>,
  ): Promise<void> {
    if (gone.length === 0) return;
    const { store, lease } = this.parts;
    const known = await store.orderNumbers(
      lease,
      gone.map(({ shopOrderId }) => shopOrderId),
    );
    for (const { shopOrderId, receivedAt } of gone) {
      const number = known.get(shopOrderId);
      const note = { shopOrderId, changedAt: null, hintedAt: receivedAt };
      if (number === undefined) rejects.push({ ...note, reason: 'shop-not-found' });
      else {
        notes.push(note);
        stated.push({ fields: { order_number: number, status: 'cancelled' } });
      }
    }
  }

  #read(id: string, raw: unknown): { order: FetchedOrder } | { reason: RejectReason; shopOrderId?: string } {
    if (!isShopOrderId(id)) return { reason: 'order-id-invalid', shopOrderId: unknownId };
    let order: FetchedOrder;
    try {
      order = shopOrderOf(this.parts.connector, this.parts.settings, raw);
    } catch {
      // The error's message may quote the order.
      return { reason: 'order-unreadable' };
    }
    const { phone = '', phone2 = '', phone3 = '' } = order.fields;
    if (tellsPhone(id, [phone, phone2, phone3])) {
      return { reason: 'order-number-is-phone', shopOrderId: `#${digestOf(id).slice(0, 16)}` };
    }
    return { order };
  }

  /** @returns whether there may be more */
  async #tell(): Promise<boolean> {
    const { store, lease, settings, connector } = this.parts;
    if (!settings.tellsOutcomes || connector.pushBack === undefined) return false;
    const outcomes = await store.untoldOutcomes(lease, settings.language, outcomesAtOnce);
    for (const outcome of outcomes) await this.#tellOne(outcome);
    return outcomes.length === outcomesAtOnce;
  }

  async #tellOne(outcome: UntoldOutcome): Promise<void> {
    const { store, lease, settings, connector, client, clock } = this.parts;
    const status = outcome.isUndone ? null : (settings.outcomeStatuses[outcome.outcome] ?? null);
    try {
      await connector.pushBack?.(client, outcome.shopOrderId, { text: wordOf(outcome, settings), status });
    } catch (error) {
      if (!(error instanceof ShopError) || !isOfOrder(error.slug)) throw error;
      const pause = pauseAfter(outcome.tries + 2, error.retryAfterMs);
      await store.told(
        lease,
        outcome,
        outcome.tries + 1 < mostOutcomeTries ? clock.now() + pause * 1000 : null,
      );
      return;
    }
    await store.told(lease, outcome, null);
  }
}

/** Of an order that a page has twice, the later state. */
function newest(orders: readonly RawOrder[]): RawOrder[] {
  const byId = new Map<string, RawOrder>();
  for (const order of orders) {
    const known = byId.get(order.id);
    if (known === undefined || (known.changedAt ?? 0) <= (order.changedAt ?? 0)) byId.set(order.id, order);
  }
  return [...byId.values()];
}

/** What the shop answers of one order says nothing of the others. */
function isOfOrder(fault: ShopFault): boolean {
  return ['shop-failed', 'shop-refused', 'shop-not-found', 'shop-answer-unreadable'].includes(fault);
}

/** A label is the administrator's text: a number in it does not leave either. */
function wordOf({ label, isUndone }: UntoldOutcome, { language }: ConnectorSettings): string {
  const undone = language === 'ru' ? ' (отменено)' : ' (taken back)';
  return `Star7: ${withoutContacts(label)}${isUndone ? undone : ''}`;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
