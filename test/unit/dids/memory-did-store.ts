import type { DidRoute } from '#dids/model/did-route';
import type { DidRouteEntry, DidRouteStore } from '#dids/live-dids';
import type { Micros } from '#kernel/micros';

/** Routes in memory, with the same answers as the database gives (test/contract/dids). */
export class MemoryDidStore implements DidRouteStore {
  readonly rows = new Map<string | null, DidRouteEntry>();
  /** How often it was asked. */
  reads = 0;
  /** Awaited by each read, after the rows were copied. */
  slow: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  /** From now on the database is down; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  async read(): Promise<DidRouteEntry[]> {
    this.reads += 1;
    if (this.#failure) throw this.#failure;
    const rows = structuredClone([...this.rows.values()]);
    await this.slow;
    return rows;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async write(route: DidRoute, at: Micros, by: string): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.rows.set(route.did, { route: structuredClone(route), changedAt: at, changedBy: by });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async remove(did: string | null): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    return this.rows.delete(did);
  }
}
