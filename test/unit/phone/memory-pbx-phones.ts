import type { PagePhone, PbxPhones } from '#phone/pbx-phones';

/** A PBX in memory: it forgets its phones when it restarts, and answers nothing while it is down. */
export class MemoryPbxPhones implements PbxPhones {
  up = true;
  readonly phones = new Map<string, PagePhone>();
  /** The next so many requests fail, though it is up. */
  failing = 0;
  #onUp: () => void = () => undefined;

  constructor(readonly prefix = 'page-') {}

  codecs(): Promise<readonly string[]> {
    return this.#answer(() => ['opus', 'alaw', 'ulaw']);
  }

  put(phone: PagePhone): Promise<void> {
    return this.#answer(() => void this.phones.set(phone.endpoint, phone));
  }

  remove(endpoint: string): Promise<void> {
    return this.#answer(() => void this.phones.delete(endpoint));
  }

  list(): Promise<ReadonlySet<string>> {
    return this.#answer(() => new Set(this.phones.keys()));
  }

  onUp(listener: () => void): void {
    this.#onUp = listener;
  }

  down(): void {
    this.up = false;
  }

  /** @param restarted whether it has forgotten everything */
  comeUp(restarted: boolean): void {
    if (restarted) this.phones.clear();
    this.up = true;
    this.#onUp();
  }

  #answer<Value>(work: () => Value): Promise<Value> {
    if (!this.up) return Promise.reject(new Error('down'));
    if (this.failing > 0) {
      this.failing -= 1;
      return Promise.reject(new Error('failed'));
    }
    return Promise.resolve(work());
  }
}
