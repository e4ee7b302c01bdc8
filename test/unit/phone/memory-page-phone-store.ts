import type { PagePhoneStore, StoredPhone } from '#phone/page-phone-store';

/** The table in memory, and which sessions last. */
export class MemoryPagePhoneStore implements PagePhoneStore {
  readonly rows = new Map<string, StoredPhone & { session: string }>();
  readonly ended = new Set<string>();
  /** The endpoints whose use was noted, each time. */
  readonly uses: (readonly string[])[] = [];
  isDown = false;
  #held: Promise<ReadonlySet<string>> | null = null;

  /** The next question for what lives is answered by what is returned, when that is called. */
  holdLiving(): (answer: ReadonlySet<string>) => void {
    let release: (answer: ReadonlySet<string>) => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  add({ endpoint, extension }: StoredPhone, session: string): Promise<readonly string[]> {
    return this.#answer(() => {
      const former = [...this.rows.values()].filter(
        (row) => row.extension === extension || row.session === session || row.endpoint === endpoint,
      );
      for (const row of former) this.rows.delete(row.endpoint);
      this.rows.set(endpoint, { endpoint, extension, session });
      return former.map((row) => row.endpoint);
    });
  }

  remove(endpoint: string): Promise<void> {
    return this.#answer(() => void this.rows.delete(endpoint));
  }

  ofSession(session: string): Promise<StoredPhone | null> {
    return this.#answer(() => [...this.rows.values()].find((row) => row.session === session) ?? null);
  }

  all(): Promise<readonly StoredPhone[]> {
    return this.#answer(() => [...this.rows.values()]);
  }

  living(): Promise<ReadonlySet<string>> {
    const held = this.#held;
    this.#held = null;
    if (held !== null) return held;
    return this.#answer(
      () =>
        new Set(
          [...this.rows.values()]
            .filter(({ session }) => !this.ended.has(session))
            .map((row) => row.endpoint),
        ),
    );
  }

  noteUse(endpoints: readonly string[]): Promise<void> {
    return this.#answer(() => void this.uses.push(endpoints));
  }

  #answer<Value>(work: () => Value): Promise<Value> {
    return this.isDown ? Promise.reject(new Error('down')) : Promise.resolve(work());
  }
}
