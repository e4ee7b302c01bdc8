import type { PagePhone, PbxPhones } from '#phone/pbx-phones';

/** A PBX in memory: it forgets its phones when it restarts, and answers nothing while it is down. */
export class MemoryPbxPhones implements PbxPhones {
  up = true;
  readonly phones = new Map<string, PagePhone>();
  /** The next so many requests fail, though it is up. */
  failing = 0;
  /** The next so many removals fail when the endpoint is gone, and what belongs to it is not. */
  failingHalfway = 0;
  #onUp: () => void = () => undefined;

  constructor(readonly prefix = 'page-') {}

  codecs(): Promise<readonly string[]> {
    return this.#answer(() => ['opus', 'alaw', 'ulaw']);
  }

  put(phone: PagePhone): Promise<void> {
    // As Asterisk: see AriPhones.
    if (this.phones.has(phone.endpoint)) return Promise.reject(new Error('an endpoint cannot be changed'));
    return this.#answer(() => void this.phones.set(phone.endpoint, phone));
  }

  remove(endpoint: string): Promise<void> {
    return this.#answer(() => {
      this.phones.delete(endpoint);
      if (this.failingHalfway === 0) return;
      this.failingHalfway -= 1;
      throw new Error('failed half-way');
    });
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
    return new Promise((resolve) => {
      resolve(work());
    });
  }
}
