import type { OwnFieldsPlace } from './model/own-fields';
import type { PollFrom } from './model/poll-cycle';
import type { RestMap } from './model/rest-map';
import type { Shop } from './shop-client';
import type { ShopManners } from './shop-manners';
import type { Micros } from '#kernel/micros';
import type { FetchedOrder } from '#orders/intake/fetched-orders';
import type { ShopKeys } from '#vault/shop-vault';

/** An order as the shop answers with it. Never stored, never logged. */
export interface RawOrder {
  /** The shop's own id, by which it is fetched. */
  id: string;
  /** When the shop changed it last; null where the shop does not say. */
  changedAt: Micros | null;
  raw: unknown;
}

export interface ShopPage {
  orders: RawOrder[];
  /** Where the next page begins; null after the last. */
  next: PollFrom | null;
  /** Orders of the whole pass, where the shop says so. */
  total: number | null;
  /** All orders are known from here on, and can be called: what is left of the pass completes them. */
  allKnown?: boolean;
}

/** What a shop sends. */
export interface Hook {
  /** As it came: signatures are of these bytes. */
  body: Buffer;
  header: (name: string) => string;
}

/**
 * What a webhook is worth. `hint`: these orders are to be fetched. `nothing`: genuine, and of no order. `refused`: not the
 * shop's, changed on its way, or sent again.
 */
export type HookVerdict =
  | { kind: 'hint'; orders: Array<{ id: string; changedAt: Micros | null }> }
  | { kind: 'nothing' }
  | { kind: 'refused' };

/** What is said to the shop of an order's call. Holds no number and no address. */
export interface OutcomeWord {
  /** For a comment. */
  text: string;
  /** The shop's status that the site has given to this outcome; null for none. */
  status: string | null;
}

/** What a connector is told of its shop besides address and keys. */
export interface ConnectorOptions {
  /** Of the kind `rest` alone. */
  map: RestMap | null;
  /** The shop's zone (IANA), for systems that write times without an offset. @throws StoreError */
  timeZone: () => Promise<string>;
  now: () => Micros;
  /** Names of those of the shop's own fields that are wanted; `all` where a try looks for them. */
  ownFields?: readonly string[] | 'all';
}

/**
 * One kind of shop. A webhook is a hint, never data: what it names is fetched, so an order has one way in, whatever
 * reported it. Each kind is a file of its own in kinds/ with its contract test (docs/connectors.md, "A new kind").
 */
export interface Connector extends ShopManners {
  /** Of what the shop's owner has added to its orders, in `RawOrder.raw`. Absent where nobody can. */
  readonly ownFields?: OwnFieldsPlace;
  /** The page with which a shop's first pass begins, if all its orders can be had faster than by pages. */
  readonly firstPage?: string;
  /** Orders changed at `from.since` or later, oldest change first, a page at a time. @throws ShopError */
  poll(shop: Shop, from: PollFrom): Promise<ShopPage>;
  /** @returns null where the shop has it no more @throws ShopError */
  fetch(shop: Shop, id: string): Promise<RawOrder | null>;
  /**
   * Compares in constant time. Absent where the shop sends none. Of a kind that signs nothing, only what was sent to the
   * secret address comes here (model/connector-kinds.ts).
   */
  verify?(hook: Hook, keys: ShopKeys, now: Micros): HookVerdict;
  /** @throws TypeError where the answer is not what the interface describes */
  map(raw: unknown): FetchedOrder;
  /** Says what a call of an order came to. Saying it twice does no harm. @throws ShopError */
  pushBack?(shop: Shop, id: string, word: OutcomeWord): Promise<void>;
}

/** A kind of shop. Makes what works for one shop of it. */
export type ConnectorKind = (options: ConnectorOptions) => Connector;
