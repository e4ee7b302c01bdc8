import { largestImport } from '#orders/model/import-rules';

/** What is known of a file before it is sent. */
export interface ChosenFile {
  name: string;
  /** Bytes. */
  size: number;
  /** The browser's guess; often empty. */
  type: string;
}

export const fileFaults = ['empty', 'too-large', 'spreadsheet', 'not-text'] as const;
export type FileFault = (typeof fileFaults)[number];

/** Types that browsers and systems give to a CSV or an XLSX, Windows with Excel included. */
const textTypes = [
  '',
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/csv',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

/** How many of the first bytes {@link fileFault} needs. */
export const headBytes = 512;

/**
 * Whether a file can be a CSV or an XLSX at all, so that no upload is wasted on one that would be refused.
 * @param head its first bytes: the name alone is not reliable
 */
export function fileFault(file: ChosenFile, head: Uint8Array): FileFault | null {
  if (file.size === 0) return 'empty';
  if (startsWith(head, compoundFile) || /\.(xls|ods|numbers)$/i.test(file.name)) return 'spreadsheet';
  if (startsWith(head, zip)) return file.size > largestImport ? 'too-large' : null;
  if (!textTypes.includes(file.type) || (head.includes(0) && !isUtf16(head) && !maybeUtf16(head)))
    return 'not-text';
  return file.size > largestImport ? 'too-large' : null;
}

/** .xlsx is a ZIP archive; .xls is a compound file. */
const zip = [0x50, 0x4b, 0x03, 0x04];
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Excel's "Unicode text" begins with a byte order mark; every other byte may be 0. */
function isUtf16(head: Uint8Array): boolean {
  return startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
}

/** Without its mark, every other byte is that of Latin or Cyrillic letters. */
function maybeUtf16(head: Uint8Array): boolean {
  const high = [...head].filter((byte, at) => at % 2 === 1 && (byte === 0 || byte === 4)).length;
  return high > head.length * 0.4;
}
