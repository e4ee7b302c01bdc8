/** Faults of keys and sealed texts. Stable: programs rely on the slugs. */
export type VaultSlug =
  | 'key-file-unset'
  | 'key-file-missing'
  | 'key-file-exists'
  | 'key-file-exposed'
  | 'key-file-unreadable'
  | 'key-file-unwritable'
  | 'key-file-damaged'
  | 'key-version-unknown'
  | 'sealed-text-damaged'
  | 'destinations-invalid'
  | 'busy';

/** An error of the vault. Its message and details never contain a key, a number or an address. */
export class VaultError extends Error {
  constructor(
    readonly slug: VaultSlug,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'VaultError';
  }
}
