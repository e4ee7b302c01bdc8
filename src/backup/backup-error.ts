/** Faults of a backup or a restore. Stable: programs rely on the slugs. */
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

/** An error of a backup or a restore. Contains no row data and no key. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly slug: BackupSlug,
    message: string,
  ) {
    super(message);
  }
}

/** The system error code of any thrown value. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
