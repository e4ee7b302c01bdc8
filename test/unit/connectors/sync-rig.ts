import type { Connector } from '#connectors/connector';
import type { ConnectorSettings, Lease } from '#connectors/connector-store';
import { kindOf } from '#connectors/kinds/kinds';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import type { RestMap } from '#connectors/model/rest-map';
import { ShopSync } from '#connectors/shop-sync';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { FetchedOrders } from '#orders/intake/fetched-orders';
import { OrderFeed } from '#orders/order-feed';
import { ShopKeys } from '#vault/shop-vault';
import type { FakeShop } from '../../fakes/fake-shop';
import { InProcessShop } from '../../fakes/in-process-shop';
import { MemoryOrderRules } from '../orders/memory-order-rules';
import { MemoryIntake } from './memory-intake';
import { MemoryShops } from './memory-shops';

/** Whoever waits finds that the time has passed. */
export class JumpingClock implements Clock {
  #now: Micros = Date.UTC(2026, 5, 1) * 1000;

  readonly now = (): Micros => this.#now;
  readonly steps = (): Micros => 0;

  after(milliseconds: number, callback: () => void): () => void {
    let isCancelled = false;
    queueMicrotask(() => {
      if (isCancelled) return;
      this.jump(milliseconds);
      callback();
    });
    return () => {
      isCancelled = true;
    };
  }

  jump(milliseconds: number): void {
    this.#now += milliseconds * 1000;
  }

  get milliseconds(): number {
    return Math.floor(this.#now / 1000);
  }
}

/** As {@link MemoryOrderRules} have it. */
export const shopZone = 'Europe/Moscow';
export const hookSecret = 'the secret of webhooks';

export const plainSettings: ConnectorSettings = {
  ...{ kind: 'woocommerce', name: 'Shop', address: 'https://shop.example.com', enabled: true, prefix: '' },
  ...{ statuses: {}, pollSeconds: 120, tellsOutcomes: true, outcomeStatuses: {}, language: 'ru', map: null },
  ownFields: {},
};

export function connectorOf(
  kind: ConnectorKindName,
  map: RestMap | null = null,
  clock: Pick<Clock, 'now'> = new JumpingClock(),
  ownFields: readonly string[] = [],
): Connector {
  const timeZone = (): Promise<string> => Promise.resolve(shopZone);
  return kindOf(kind)({ map, timeZone, now: () => clock.now(), ownFields });
}

/** One shop and the work for it, without a database and without sockets. */
export class SyncRig {
  readonly shops: MemoryShops;
  readonly intake = new MemoryIntake();
  readonly rules = new MemoryOrderRules();
  readonly orders: Pick<FetchedOrders, 'take'>;
  readonly settings: ConnectorSettings;

  constructor(
    readonly clock: JumpingClock,
    readonly fake: FakeShop,
    readonly keys: Readonly<Record<string, string>>,
    settings: Partial<ConnectorSettings> = {},
    orders?: Pick<FetchedOrders, 'take'>,
  ) {
    this.shops = new MemoryShops(clock.now);
    this.orders =
      orders ??
      new FetchedOrders({
        intake: this.intake,
        rules: this.rules,
        region: 'RU',
        feed: new OrderFeed(),
      });
    this.settings = { ...plainSettings, ...settings };
  }

  /** @param sinceDays how far back the first synchronisation goes */
  async add(sinceDays = 30): Promise<void> {
    const since = this.clock.now() - sinceDays * 86_400_000_000;
    await this.shops.add(this.settings, new ShopKeys({ ...this.keys, hookSecret }), 'hook', since);
  }

  /** A process that works for the shop; an earlier one of the same node has lost it. */
  async begin(): Promise<ShopSync> {
    const lease = (await this.shops.lease(1, 'node')) as Lease;
    const { kind, map, ownFields } = this.settings;
    const connector = connectorOf(kind, map, this.clock, Object.values(ownFields));
    const client = new InProcessShop(this.fake, this.clock, connector, this.keys);
    const { clock, orders } = this;
    return new ShopSync({
      lease,
      settings: this.settings,
      connector,
      client,
      store: this.shops,
      orders,
      clock,
    });
  }

  /** Works until there is nothing to do, or for so many steps. */
  async work(sync: ShopSync, mostSteps = 1000): Promise<void> {
    for (let step = 0; step < mostSteps; step += 1) {
      const pause = await sync.step();
      if (pause > 0 && this.isIdle()) return;
      this.clock.jump(pause);
    }
    throw new Error('There is no end of work.');
  }

  /** Nothing waits, and the last pass has ended. */
  isIdle(): boolean {
    const { state, hints, outcomes } = this.shops.one();
    return hints.size + outcomes.length === 0 && state.cycle === null && state.failures === 0;
  }

  /** Lets so much time pass that a pass is due. */
  untilPoll(): void {
    this.clock.jump((this.settings.pollSeconds + 1) * 1000);
  }
}
