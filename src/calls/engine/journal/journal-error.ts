/** The journal cannot be used. Detected at the start, before any call. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly slug = 'journal-unusable';

  constructor(file: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    super(
      `The journal ${file} cannot be used (${code}): its directory must exist, be writable for Star7 and have space; ` +
        'STAR7_JOURNAL_FILE says where it is.',
      { cause },
    );
  }
}
