import type { KeyFile } from './key-file';
import type { Keyring } from './keyring';

/**
 * The current keys. A rotation in another process adds a version to the file while this process runs; a row
 * with that version makes this process read the file again.
 */
export class LiveKeys {
  #keyring: Keyring;
  #stamp: string;

  /** @throws VaultError where the file cannot be used */
  constructor(readonly file: KeyFile) {
    // Take the stamp first: a change between the two reads then shows at the next refresh.
    this.#stamp = file.stamp();
    this.#keyring = file.read();
  }

  get keyring(): Keyring {
    return this.#keyring;
  }

  /** Reads the file again where it changed. @throws VaultError; the previous keys stay in use */
  refresh(): Keyring {
    const stamp = this.file.stamp();
    if (stamp !== this.#stamp) {
      this.#keyring = this.file.read();
      this.#stamp = stamp;
    }
    return this.#keyring;
  }

  /** The keyring; reads the file again where the version is missing. It may still be missing afterwards. */
  knowing(version: number): Keyring {
    return this.#keyring.has(version) ? this.#keyring : this.refresh();
  }

  /** Adds a version to the file. Two processes must not do so at once: the caller holds the rotation's lock. */
  addVersion(now: Date): Keyring {
    this.file.replace(this.refresh().withNextVersion(now));
    return this.refresh();
  }
}
