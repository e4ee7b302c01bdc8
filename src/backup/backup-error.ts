/** What can go wrong with a backup or a restore. Stable: programs rely on the slugs. */
export type BackupSlug =
  | 'backup-missing'
  | 'backup-exists'
  | 'backup-unwritable'
  | 'backup-unreadable'
  | 'backup-damaged'
  | 'backup-keys-wrong'
  | 'backup-too-new'
  | 'database-not-empty'
  | 'database-in-use'
  | 'database-name-wrong';

/** A fault of a backup or a restore. Holds no row and no key. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly slug: BackupSlug,
    message: string,
  ) {
    super(message);
  }
}

/** The system's code for any thrown value. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
