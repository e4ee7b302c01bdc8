import type { ImportSlug } from '../model/import-rules';

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
