import type { Connector } from './connector';
import { kindOf } from './kinds/kinds';
import { LeaseLostError } from './connector-store';
import type { ConnectorSettings, ConnectorStore, Lease, SyncState, SyncStore } from './connector-store';
import { ShopClient } from './shop-client';
import type { ShopFault } from './shop-error';
import { ShopSync } from './shop-sync';
import type { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import type { Alerts } from '#log/alerts';
import type { FetchedOrders, FetchedResult } from '#orders/intake/fetched-orders';

export interface ConnectorRunnerParts {
  store: Pick<ConnectorStore, 'list' | 'open'>;
  syncs: SyncStore;
  orders: Pick<FetchedOrders, 'take' | 'timeZone'>;
  addresses: OutgoingAddresses;
  /** Name of this Star7 among several on one database. */
  node: string;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  onWritten: (result: FetchedResult, rejected: number) => void;
}

/** How often shops are looked for that have no Star7. */
const lookMs = 2_000;
const leaseSeconds = 30;
const renewMs = 10_000;
/** After an outage of the database. */
const retryMs = 2_000;
/** A shop that has not been reached for so long raises an alert. */
const silentAfter: Micros = 30 * 60_000_000;

/**
 * Works for all shops that no other Star7 works for. What a process that died had begun, the next one does again from
 * where the database has it.
 */
export class ConnectorRunner {
  readonly #running = new Map<number, RunningShop>();
  #cancel: () => void = () => undefined;
  #looking: Promise<void> | null = null;
  #isStopped = false;
  /** The list could not be read the last time. */
  #isBlind = false;

  constructor(private readonly parts: ConnectorRunnerParts) {}

  start(): void {
    this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#looking;
    await Promise.all([...this.#running.values()].map((shop) => shop.stop()));
  }

  /** There is something to do for a shop, if this process works for it. */
  wake(connectorId: number): void {
    this.#running.get(connectorId)?.wake();
  }

  /** Something has changed in the list of shops. */
  lookAgain(): void {
    if (this.#looking === null) this.#look();
  }

  #look(): void {
    this.#cancel();
    if (this.#isStopped) return;
    this.#looking = this.#takeShops().then(() => {
      this.#looking = null;
      if (!this.#isStopped) this.#cancel = this.parts.clock.after(lookMs, () => this.#look());
    });
  }

  async #takeShops(): Promise<void> {
    const { store, syncs, node, log } = this.parts;
    try {
      for (const entry of await store.list()) {
        if (!entry.settings.enabled || this.#running.has(entry.id) || this.#isStopped) continue;
        const lease = await syncs.lease(entry.id, node, leaseSeconds);
        if (lease === null) continue;
        // Not those of the list: both may have changed since. A change from now on ends the lease.
        const opened = await store.open(entry.id);
        if (opened === null) continue;
        const { settings, keys } = opened;
        const shop = new RunningShop(
          this.parts,
          settings,
          lease,
          (connector) =>
            new ShopClient({
              address: settings.address,
              keys,
              manners: connector,
              addresses: this.parts.addresses,
              clock: this.parts.clock,
            }),
        );
        this.#running.set(entry.id, shop);
        void shop.ended.then(() => this.#running.delete(entry.id));
      }
      this.#isBlind = false;
    } catch (error) {
      if (!this.#isBlind) log.warn('the list of shops could not be read; this is retried', { error });
      this.#isBlind = true;
    }
  }
}

/** One shop for as long as the lease is ours. */
class RunningShop {
  readonly ended: Promise<void>;
  readonly #client: ShopClient;
  readonly #sync: ShopSync;
  #isStopped = false;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #alerted = false;
  /** The database does not take what was fetched. */
  #isFailing = false;
  #cancelRenewal: () => void = () => undefined;
  /** Fields of the site for which a value of another kind was reported. */
  readonly #unfit = new Set<string>();

  constructor(
    private readonly parts: ConnectorRunnerParts,
    settings: ConnectorSettings,
    private readonly lease: Lease,
    clientOf: (connector: Connector) => ShopClient,
  ) {
    const connector = kindOf(settings.kind)({
      map: settings.map,
      timeZone: () => parts.orders.timeZone(),
      now: () => parts.clock.now(),
      ownFields: Object.values(settings.ownFields),
    });
    this.#client = clientOf(connector);
    const { syncs: store, orders, clock } = parts;
    this.#sync = new ShopSync({
      ...{ lease, settings, connector, client: this.#client, store, orders, clock },
      onWritten: (result, rejected) => {
        this.#tellUnfit(result);
        parts.onWritten(result, rejected);
      },
      onFault: (fault, state) => this.#onFault(fault, state),
    });
    this.ended = Promise.all([this.#work(), this.#renew()]).then(() => undefined);
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#end();
    await this.ended;
    await this.parts.syncs.release(this.lease).catch(() => undefined);
  }

  #end(): void {
    this.#isStopped = true;
    this.#client.end();
    this.#wake();
    this.#cancelRenewal();
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false;
      const pause = await this.#sync.step().then(
        (idle) => {
          this.#isFailing = false;
          return idle;
        },
        (error: unknown) => this.#onError(error),
      );
      if (pause > 0) await this.#pause(pause);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped || this.#isWoken) {
        resolve();
        return;
      }
      const cancel = this.parts.clock.after(milliseconds, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  async #renew(): Promise<void> {
    while (await this.#goesOn()) {
      try {
        await this.parts.syncs.renew(this.lease, leaseSeconds);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** @returns false once the work has ended */
  async #goesOn(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      const cancel = this.parts.clock.after(renewMs, resolve);
      this.#cancelRenewal = () => {
        cancel();
        resolve();
      };
    });
    return !this.#isStopped;
  }

  /** @returns milliseconds until the next try */
  #onError(error: unknown): number {
    if (error instanceof LeaseLostError) this.#end();
    else if (!this.#isStopped && !this.#isFailing) {
      this.#isFailing = true;
      this.parts.log.warn('orders of a shop could not be stored; this is retried', {
        service: `connector-${String(this.lease.connectorId)}`,
        error,
      });
    }
    return retryMs;
  }

  /** Once a field: the shop has as many such values as it has orders. */
  #tellUnfit({ notices }: FetchedResult): void {
    for (const { code, column } of notices) {
      if (code !== 'field-unfit' || column === null || this.#unfit.has(column)) continue;
      this.#unfit.add(column);
      this.parts.log.warn('values of a shop do not fit a field of the site and are left out', {
        service: `connector-${String(this.lease.connectorId)}`,
        reason: `field-unfit ${column}`,
      });
    }
  }

  #onFault(fault: ShopFault, { failingSince }: SyncState): void {
    const { alerts, clock, log } = this.parts;
    const service = `connector-${String(this.lease.connectorId)}`;
    if (failingSince === null) {
      this.#alerted = false;
      log.info('a shop does not answer as it should', { service, reason: fault });
    } else if (!this.#alerted && clock.now() - failingSince >= silentAfter) {
      this.#alerted = true;
      alerts.raise({ event: 'shop-silent', actor: service, reason: fault });
    }
  }
}
