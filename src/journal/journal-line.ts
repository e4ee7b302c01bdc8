import { crc32 } from 'node:zlib';
import type { FinishedCall } from '../calls/ports';
import type { CallNote } from '../core/call-note';
import type { CallId } from '../core/call-record';

/** What one line of the journal says. */
export type JournalEntry =
  /** Where a call stands. */
  | { kind: 'open'; call: CallNote }
  /** A call is over, and its record is to be stored. `refused`: the database's code, where it refuses what the record says. */
  | ({ kind: 'finished'; refused?: string } & FinishedCall)
  /** Its record is stored. */
  | { kind: 'stored'; id: CallId };

/** CRC-32 (ISO 3309) of the JSON in eight hexadecimal digits, a space, the JSON, a line feed. */
export function encodeLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/** @returns null where the line is not what was written: torn by a power cut, or damaged */
export function decodeLine(line: string): JournalEntry | null {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return null;
  return JSON.parse(json) as JournalEntry;
}

export function callIdOf(entry: JournalEntry): CallId {
  switch (entry.kind) {
    case 'open':
      return entry.call.id;
    case 'finished':
      return entry.record.id;
    case 'stored':
      return entry.id;
  }
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}
