import type { Cycle } from './model/poll-cycle';
import type { RestMap } from './model/rest-map';
import type { ConnectorKindName } from './model/connector-kinds';
import type { ShopFault } from './shop-error';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';
import type { FetchedBeside } from '#orders/intake/fetched-orders';
import type { RowFault } from '#orders/intake/row-notice';
import type { OrderStatus } from '#orders/order-view';
import type { ShopKeys } from '#vault/shop-vault';

/** What an administrator decides of a shop. */
export interface ConnectorSettings {
  kind: ConnectorKindName;
  /** For lists. */
  name: string;
  /** Where its interface is, with `https://`. */
  address: string;
  enabled: boolean;
  /** Before the numbers of its orders, where another shop has the same ones. */
  prefix: string;
  /** The shop's words for a status, before those of the rules for orders. */
  statuses: Record<string, OrderStatus>;
  pollSeconds: number;
  /** Outcomes of calls are said to the shop as a comment. */
  tellsOutcomes: boolean;
  /** By outcome: the status that the shop gives the order then. */
  outcomeStatuses: Record<string, string>;
  /** By the id of a field of the site: the name that the shop has for it. */
  ownFields: Record<string, string>;
  /** Of the comments. */
  language: Language;
  /** Of the kind `rest`. */
  map: RestMap | null;
}

/** How it goes. */
export interface ConnectorState {
  /** When the shop last answered as it should. */
  reachedAt: Micros | null;
  failingSince: Micros | null;
  fault: ShopFault | 'internal' | null;
  /** When the first synchronisation ended; null while it goes on. */
  syncedAt: Micros | null;
  polledAt: Micros | null;
  /** Orders of the first synchronisation that were read, and how many the shop has for it. */
  ordersRead: number;
  ordersTotal: number | null;
  /** Orders that could not be taken. */
  rejects: number;
  /** Orders that a webhook has named and that are not fetched yet. */
  hints: number;
}

export interface ConnectorEntry {
  id: number;
  settings: ConnectorSettings;
  state: ConnectorState;
  changedAt: Micros;
  changedBy: string;
}

/** Of some order numbers, those of orders that came from this shop, and from others that are connected. */
export interface OrderLinks {
  own: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

/** An order that could not be taken: the shop's id of it, and why. */
export interface Reject {
  shopOrderId: string;
  reason: RejectReason;
  at: Micros;
}

/** Stable. */
export type RejectReason = RowFault | ShopFault | 'order-unreadable' | 'order-id-invalid';

/** Where shops are kept, as administrators see them. */
export interface ConnectorStore {
  /** By name. */
  list(): Promise<ConnectorEntry[]>;
  find(id: number): Promise<ConnectorEntry | null>;
  keys(id: number): Promise<ShopKeys | null>;
  /** @param id of the shop itself; null for a new one */
  links(orderNumbers: readonly string[], id: number | null): Promise<OrderLinks>;
  /** Both as of one moment: keys of one address never go to another. */
  open(id: number): Promise<{ settings: ConnectorSettings; keys: ShopKeys } | null>;
  /** @param since orders changed earlier are not fetched @returns its id */
  add(
    settings: ConnectorSettings,
    keys: ShopKeys,
    hookName: string,
    since: Micros,
    by: string,
  ): Promise<number>;
  /** @param keys undefined: they stay; `hookName` likewise @returns false where there is none */
  change(
    id: number,
    settings: ConnectorSettings,
    by: string,
    secrets?: { keys: ShopKeys; hookName?: string },
  ): Promise<boolean>;
  remove(id: number): Promise<boolean>;
  /** A pass is due now; with `since` it is a first one again. */
  askForSync(id: number, since: Micros | null): Promise<boolean>;
  /** By the shop's id, those beyond `after`. */
  rejects(id: number, after: string, limit: number): Promise<Reject[]>;
  /** Makes hints of rejects, of one or of all. @returns how many */
  retry(id: number, shopOrderId: string | null): Promise<number>;
}

/** Where webhooks find their shop. */
export interface HookStore {
  /** @param name as the shop calls it */
  findByHook(name: string): Promise<{ id: number; settings: ConnectorSettings; keys: ShopKeys } | null>;
  /** Orders that are known to be newer than the hint says are left out. */
  addHints(id: number, orders: ReadonlyArray<{ id: string; changedAt: Micros | null }>): Promise<void>;
}

/** The right to work for a shop, until another Star7 has it. */
export interface Lease {
  connectorId: number;
  epoch: number;
}

/** Another Star7 works for the shop. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Where a shop stands. */
export interface SyncState {
  watermark: Micros;
  cycle: Cycle | null;
  polledAt: Micros | null;
  syncedAt: Micros | null;
  failures: number;
  failingSince: Micros | null;
  retryAt: Micros | null;
}

export interface Hint {
  shopOrderId: string;
  receivedAt: Micros;
  tries: number;
}

/** An outcome that the shop does not know of yet. */
export interface UntoldOutcome {
  entryId: number;
  shopOrderId: string;
  /** Its slug. */
  outcome: string;
  /** It was taken back. */
  isUndone: boolean;
  label: string;
  tries: number;
}

/** Orders of one transaction, as they are noted beside it. By position. */
export interface NotedOrder {
  shopOrderId: string;
  changedAt: Micros | null;
  /** Of the hint that this answers; only a hint that was not received again is removed. */
  hintedAt?: Micros;
  /** Of the hint, where the order is noted under another id. */
  hintId?: string;
}

/** What else the transaction of a batch writes. */
export interface BatchNotes {
  orders: readonly NotedOrder[];
  /** Orders that could not even be given to the intake. */
  rejects: ReadonlyArray<NotedOrder & { reason: RejectReason }>;
  /** Of a page: where the pass stands after it. */
  progress?: { cycle: Cycle | null; watermark: Micros; total: number | null; allKnown: boolean };
}

/**
 * Where the work for a shop is noted. All methods that take a lease do nothing, and throw {@link LeaseLostError}, where
 * another Star7 has it.
 */
export interface SyncStore {
  /** @returns null where another node has it @param seconds of the lease */
  lease(connectorId: number, node: string, seconds: number): Promise<Lease | null>;
  renew(lease: Lease, seconds: number): Promise<void>;
  release(lease: Lease): Promise<void>;
  state(lease: Lease): Promise<SyncState>;
  /** Of hints that are due, oldest first. */
  hints(lease: Lease, limit: number): Promise<Hint[]>;
  /** Numbers of orders that the shop has had, by its ids, as the shop writes them. */
  orderNumbers(lease: Lease, shopOrderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What is written in the transaction of a batch. */
  beside(lease: Lease, notes: BatchNotes): FetchedBeside;
  /** The hint is tried again later, or given up as a reject. */
  putOff(lease: Lease, hint: Hint, until: Micros | { reason: RejectReason }): Promise<void>;
  failed(lease: Lease, fault: ShopFault | 'internal', retryAt: Micros): Promise<void>;
  /** Those that are due. Looks for new ones first. */
  untoldOutcomes(lease: Lease, language: Language, limit: number): Promise<UntoldOutcome[]>;
  /** @param again when to say it again; null: the shop knows it, or is not told any more */
  told(lease: Lease, outcome: UntoldOutcome, again: Micros | null): Promise<void>;
}
