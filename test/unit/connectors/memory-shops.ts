import { LeaseLostError } from '#connectors/connector-store';
import type {
  BatchNotes,
  ConnectorEntry,
  ConnectorSettings,
  ConnectorStore,
  Hint,
  HookStore,
  OrderLinks,
  Lease,
  Reject,
  RejectReason,
  SyncState,
  SyncStore,
  UntoldOutcome,
} from '#connectors/connector-store';
import type { ShopFault } from '#connectors/shop-error';
import type { Micros } from '#kernel/micros';
import type { FetchedBeside } from '#orders/intake/fetched-orders';
import type { RowFault } from '#orders/intake/row-notice';
import type { ShopKeys } from '#vault/shop-vault';

interface Shop {
  id: number;
  settings: ConnectorSettings;
  keys: ShopKeys;
  hookName: string;
  state: SyncState & {
    reachedAt: Micros | null;
    fault: ShopFault | 'internal' | null;
    read: number;
    total: number | null;
  };
  hints: Map<string, Hint & { dueAt: Micros }>;
  rejects: Map<string, Reject>;
  orders: Map<string, { orderNumber: string; changedAt: Micros | null }>;
  outcomes: UntoldOutcome[];
  told: Array<UntoldOutcome & { again: Micros | null }>;
  epoch: number;
  node: string | null;
}

/** Shops in memory, with the same promises as the database's. */
export class MemoryShops implements ConnectorStore, HookStore, SyncStore {
  readonly shops = new Map<number, Shop>();
  /** Of each order number, the shop and its id. */
  readonly #holders = new Map<string, string>();

  constructor(private readonly now: () => Micros) {}

  one(id = 1): Shop {
    const shop = this.shops.get(id);
    if (shop === undefined) throw new Error('There is no such shop.');
    return shop;
  }

  list(): Promise<ConnectorEntry[]> {
    return Promise.resolve([...this.shops.values()].map((shop) => this.#entry(shop)));
  }

  find(id: number): Promise<ConnectorEntry | null> {
    const shop = this.shops.get(id);
    return Promise.resolve(shop ? this.#entry(shop) : null);
  }

  keys(id: number): Promise<ShopKeys | null> {
    return Promise.resolve(this.shops.get(id)?.keys ?? null);
  }

  /** An order number of a shop that is not in the memory. */
  hold(orderNumber: string, id: number): void {
    this.#holders.set(orderNumber, `${String(id)} 1`);
  }

  links(orderNumbers: readonly string[], id: number | null): Promise<OrderLinks> {
    const held = orderNumbers.filter((orderNumber) => this.#holders.has(orderNumber));
    const isOwn = (orderNumber: string): boolean =>
      this.#holders.get(orderNumber)?.startsWith(`${String(id)} `) === true;
    return Promise.resolve({
      own: new Set(held.filter(isOwn)),
      others: new Set(held.filter((orderNumber) => !isOwn(orderNumber))),
    });
  }

  open(id: number): Promise<{ settings: ConnectorSettings; keys: ShopKeys } | null> {
    return Promise.resolve(this.shops.get(id) ?? null);
  }

  add(settings: ConnectorSettings, keys: ShopKeys, hookName: string, since: Micros): Promise<number> {
    const id = this.shops.size + 1;
    this.shops.set(id, {
      ...{ id, settings, keys, hookName, epoch: 0, node: null },
      state: {
        ...{ watermark: since, cycle: null, polledAt: null, syncedAt: null, failures: 0, failingSince: null },
        ...{ retryAt: null, reachedAt: null, fault: null, read: 0, total: null },
      },
      ...{ hints: new Map(), rejects: new Map(), orders: new Map(), outcomes: [], told: [] },
    });
    return Promise.resolve(id);
  }

  change(
    id: number,
    settings: ConnectorSettings,
    _by: string,
    secrets?: { keys: ShopKeys; hookName?: string },
  ): Promise<boolean> {
    const shop = this.shops.get(id);
    if (shop === undefined) return Promise.resolve(false);
    Object.assign(shop, { settings, epoch: shop.epoch + 1, ...secrets });
    return Promise.resolve(true);
  }

  remove(id: number): Promise<boolean> {
    return Promise.resolve(this.shops.delete(id));
  }

  askForSync(id: number, since: Micros | null): Promise<boolean> {
    const state = this.shops.get(id)?.state;
    if (state === undefined) return Promise.resolve(false);
    Object.assign(state, {
      polledAt: null,
      ...(since !== null && { watermark: since, cycle: null, syncedAt: null }),
    });
    return Promise.resolve(true);
  }

  rejects(id: number, after: string, limit: number): Promise<Reject[]> {
    const found = [...this.one(id).rejects.values()].filter(({ shopOrderId }) => shopOrderId > after);
    return Promise.resolve(found.slice(0, limit));
  }

  async retry(id: number, shopOrderId: string | null): Promise<number> {
    const ids = [...this.one(id).rejects.keys()].filter(
      (each) => shopOrderId === null || each === shopOrderId,
    );
    await this.addHints(
      id,
      ids.map((each) => ({ id: each, changedAt: null })),
    );
    return ids.length;
  }

  findByHook(name: string): Promise<{ id: number; settings: ConnectorSettings; keys: ShopKeys } | null> {
    return Promise.resolve([...this.shops.values()].find(({ hookName }) => hookName === name) ?? null);
  }

  addHints(id: number, orders: ReadonlyArray<{ id: string; changedAt: Micros | null }>): Promise<void> {
    const shop = this.one(id);
    for (const { id: shopOrderId, changedAt } of orders) {
      const known = shop.orders.get(shopOrderId)?.changedAt ?? null;
      if (known !== null && changedAt !== null && known > changedAt) continue;
      shop.hints.set(shopOrderId, { shopOrderId, receivedAt: this.now(), tries: 0, dueAt: this.now() });
    }
    return Promise.resolve();
  }

  lease(connectorId: number, node: string): Promise<Lease | null> {
    const shop = this.one(connectorId);
    if (shop.node !== null && shop.node !== node) return Promise.resolve(null);
    shop.node = node;
    shop.epoch += 1;
    return Promise.resolve({ connectorId, epoch: shop.epoch });
  }

  renew(lease: Lease): Promise<void> {
    this.#held(lease);
    return Promise.resolve();
  }

  release(lease: Lease): Promise<void> {
    this.#held(lease).node = null;
    return Promise.resolve();
  }

  async state(lease: Lease): Promise<SyncState> {
    await Promise.resolve();
    return { ...this.#held(lease).state };
  }

  hints(lease: Lease, limit: number): Promise<Hint[]> {
    const due = [...this.#held(lease).hints.values()].filter(({ dueAt }) => dueAt <= this.now());
    return Promise.resolve(due.slice(0, limit));
  }

  orderNumbers(lease: Lease, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { orders } = this.#held(lease);
    return Promise.resolve(
      new Map(
        ids.flatMap((id) => (orders.has(id) ? [[id, orders.get(id)?.orderNumber ?? ''] as const] : [])),
      ),
    );
  }

  beside(lease: Lease, { orders: notes, rejects, progress }: BatchNotes): FetchedBeside {
    const read = new Map<number, string>();
    const left = new Map<number, RowFault | null>();
    return {
      before: async (_transaction, orders) => {
        await Promise.resolve();
        const shop = this.#held(lease);
        for (const { position, orderNumber } of orders) {
          read.set(position, orderNumber);
          const note = notes[position];
          const known = shop.orders.get(note?.shopOrderId ?? '');
          const before = known?.changedAt ?? null;
          const after = note?.changedAt ?? null;
          if (before !== null && after !== null && after < before) left.set(position, null);
          else if (this.#isTaken(orderNumber, shop.id, note?.shopOrderId ?? ''))
            left.set(position, 'order-number-clash');
        }
        return left;
      },
      after: async (_transaction, result) => {
        await Promise.resolve();
        const shop = this.#held(lease);
        const faults = new Map<number, RejectReason>(
          result.refused.map(({ position, fault }) => [position, fault]),
        );
        for (const [position, { shopOrderId, changedAt }] of notes.entries()) {
          const orderNumber = read.get(position);
          const reason = faults.get(position);
          if (reason !== undefined) shop.rejects.set(shopOrderId, { shopOrderId, reason, at: this.now() });
          else if (orderNumber !== undefined) {
            shop.rejects.delete(shopOrderId);
            if (left.has(position)) continue;
            const before = shop.orders.get(shopOrderId)?.changedAt ?? null;
            this.#holders.set(orderNumber, `${String(shop.id)} ${shopOrderId}`);
            shop.orders.set(shopOrderId, { orderNumber, changedAt: changedAt ?? before });
          }
        }
        for (const { shopOrderId, reason } of rejects)
          shop.rejects.set(shopOrderId, { shopOrderId, reason, at: this.now() });
        for (const { shopOrderId, hintedAt, hintId = shopOrderId } of [...notes, ...rejects]) {
          if (hintedAt !== undefined && shop.hints.get(hintId)?.receivedAt === hintedAt)
            shop.hints.delete(hintId);
        }
        Object.assign(shop.state, {
          reachedAt: this.now(),
          failures: 0,
          failingSince: null,
          retryAt: null,
          fault: null,
        });
        if (progress === undefined) return;
        const { cycle, watermark, total, allKnown } = progress;
        if (shop.state.syncedAt === null) {
          shop.state.read += notes.length + rejects.length;
          shop.state.total ??= total;
        }
        Object.assign(shop.state, { cycle, watermark, polledAt: cycle === null ? this.now() : null });
        if (allKnown) shop.state.syncedAt ??= this.now();
      },
    };
  }

  putOff(lease: Lease, hint: Hint, until: Micros | { reason: RejectReason }): Promise<void> {
    const shop = this.#held(lease);
    if (typeof until === 'number')
      shop.hints.set(hint.shopOrderId, { ...hint, tries: hint.tries + 1, dueAt: until });
    else {
      shop.hints.delete(hint.shopOrderId);
      shop.rejects.set(hint.shopOrderId, {
        shopOrderId: hint.shopOrderId,
        reason: until.reason,
        at: this.now(),
      });
    }
    return Promise.resolve();
  }

  failed(lease: Lease, fault: ShopFault | 'internal', retryAt: Micros): Promise<void> {
    const { state } = this.#held(lease);
    const failingSince = state.failingSince ?? this.now();
    Object.assign(state, { fault, failures: state.failures + 1, failingSince, retryAt });
    return Promise.resolve();
  }

  untoldOutcomes(lease: Lease, _language: string, limit: number): Promise<UntoldOutcome[]> {
    return Promise.resolve(this.#held(lease).outcomes.slice(0, limit));
  }

  told(lease: Lease, outcome: UntoldOutcome, again: Micros | null): Promise<void> {
    const shop = this.#held(lease);
    shop.told.push({ ...outcome, again });
    shop.outcomes = shop.outcomes.filter(({ entryId }) => entryId !== outcome.entryId);
    return Promise.resolve();
  }

  /** Whether another order has the number. */
  #isTaken(orderNumber: string, shopId: number, id: string): boolean {
    const holder = this.#holders.get(orderNumber);
    return holder !== undefined && holder !== `${String(shopId)} ${id}`;
  }

  #held({ connectorId, epoch }: Lease): Shop {
    const shop = this.shops.get(connectorId);
    if (shop?.epoch !== epoch) throw new LeaseLostError();
    return shop;
  }

  #entry({ id, settings, state, hints, rejects }: Shop): ConnectorEntry {
    const { reachedAt, failingSince, fault, syncedAt, polledAt, read, total } = state;
    return {
      ...{ id, settings, changedAt: 0, changedBy: 'account:admin' },
      state: {
        ...{ reachedAt, failingSince, fault, syncedAt, polledAt, ordersRead: read, ordersTotal: total },
        ...{ rejects: rejects.size, hints: hints.size },
      },
    };
  }
}
