/** What can be wrong with a file as a whole. Stable. */
export type ImportSlug =
  | 'file-missing'
  | 'file-unreadable'
  | 'file-empty'
  | 'encoding-unknown'
  | 'header-incomplete'
  | 'header-ambiguous'
  | 'rejects-unwritable';

/** A file that cannot be imported at all. Holds no cell of it. */
export class ImportError extends Error {
  constructor(
    readonly slug: ImportSlug,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'ImportError';
  }
}
