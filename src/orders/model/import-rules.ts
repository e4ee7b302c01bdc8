/** Largest file with orders that the pages may send, bytes. */
export const largestImport = 2_000_000_000;

/** What can be wrong with a file as a whole. Stable. */
export const importSlugs = [
  'file-missing',
  'file-unreadable',
  'file-empty',
  'encoding-unknown',
  'file-not-a-table',
  'spreadsheet-unreadable',
  'spreadsheet-bomb',
  'memory-exhausted',
  'header-incomplete',
  'rejects-unwritable',
] as const;
export type ImportSlug = (typeof importSlugs)[number];

/** Why an upload ended before the file did. Stable. */
export const uploadFaultSlugs = [
  'upload-broken-off',
  'upload-silent',
  'file-too-large',
  /** Its sender was signed out or disabled meanwhile. */
  'access-ended',
  'stopping',
] as const;
export type UploadFault = (typeof uploadFaultSlugs)[number];

/** Of an import that was running when the process ended. Stable. */
export const processEnded = 'process-ended';
