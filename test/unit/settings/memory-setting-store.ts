import type { SettingRow, SettingStore, StoredSetting } from '#settings/live-settings';
import type { Micros } from '#kernel/micros';

/** Settings in memory, with the same answers as the database gives (test/contract/store). */
export class MemorySettingStore implements SettingStore {
  readonly rows = new Map<string, StoredSetting>();
  /** How often it was asked. */
  reads = 0;
  /** Done after the next write. */
  afterWrite: () => void = () => undefined;
  #failure: Error | null = null;

  /** From now on the database is down; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async read(): Promise<StoredSetting[]> {
    this.reads += 1;
    if (this.#failure) throw this.#failure;
    return [...this.rows.values()];
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async write(changes: readonly SettingRow[], at: Micros, by: string): Promise<void> {
    if (this.#failure) throw this.#failure;
    for (const { name, value } of changes) {
      if (value === null) this.rows.delete(name);
      else this.rows.set(name, { name, value: structuredClone(value), changedAt: at, changedBy: by });
    }
    this.afterWrite();
  }
}
