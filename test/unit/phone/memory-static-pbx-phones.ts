import { PhoneNotFreeError } from '#phone/pbx-phones';
import type { PagePhone, PbxPhones } from '#phone/pbx-phones';

/** A PBX in memory whose endpoints are its own: it has them after a restart, too. */
export class MemoryStaticPbxPhones implements PbxPhones {
  readonly prefix = 'static-';
  up = true;
  /** Those of a call that is up. */
  readonly inCall = new Set<string>();
  #onUp: () => void = () => undefined;

  /** @param endpoints of its configuration */
  constructor(readonly endpoints: Set<string>) {}

  put({ endpoint }: PagePhone): Promise<void> {
    if (!this.up) return Promise.reject(new Error('down'));
    if (!this.endpoints.has(endpoint)) return Promise.reject(new PhoneNotFreeError('missing'));
    if (this.inCall.has(endpoint)) return Promise.reject(new PhoneNotFreeError('in-call'));
    return Promise.resolve();
  }

  remove(): Promise<void> {
    return this.up ? Promise.resolve() : Promise.reject(new Error('down'));
  }

  list(): Promise<ReadonlySet<string>> {
    return this.up ? Promise.resolve(new Set(this.endpoints)) : Promise.reject(new Error('down'));
  }

  onUp(listener: () => void): void {
    this.#onUp = listener;
  }

  restart(): void {
    this.up = true;
    this.#onUp();
  }
}
