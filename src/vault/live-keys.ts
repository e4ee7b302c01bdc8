import type { KeyFile } from './key-file';
import type { Keyring } from './keyring';

/**
 * The keys as they are now. A rotation by another process adds a version to the file while this one runs;
 * a row of that version makes this process read the file again.
 */
export class LiveKeys {
  #keyring: Keyring;
  #stamp: string;

  /** @throws VaultError where the file cannot be used */
  constructor(readonly file: KeyFile) {
    // The stamp first: a change in between then shows at the next refresh.
    this.#stamp = file.stamp();
    this.#keyring = file.read();
  }

  get keyring(): Keyring {
    return this.#keyring;
  }

  /** Reads the file again where it changed. @throws VaultError; the keys known before stay in use */
  refresh(): Keyring {
    const stamp = this.file.stamp();
    if (stamp !== this.#stamp) {
      this.#keyring = this.file.read();
      this.#stamp = stamp;
    }
    return this.#keyring;
  }

  /** The keyring, read again where it lacks a version. It may lack it still. */
  knowing(version: number): Keyring {
    return this.#keyring.has(version) ? this.#keyring : this.refresh();
  }

  /** Adds a version to the file. Two processes must not do so at once: the caller holds the rotation's lock. */
  addVersion(now: Date): Keyring {
    this.file.replace(this.refresh().withNextVersion(now));
    return this.refresh();
  }
}
