import { crc32 } from 'node:zlib';
import type { FinishedCall } from '../call-store';
import type { CallNote } from '../../model/call-note';
import type { TwoRoleNote } from '../../model/two-role-note';
import type { CallId } from '../../model/call-record';

/** One line of the journal. */
export type JournalEntry =
  /** The state of a live call. */
  | { kind: 'open'; call: CallNote | TwoRoleNote }
  /** A call has ended and its record is not stored yet. `refused`: the database's code, if it refused the content. */
  | ({ kind: 'finished'; refused?: string } & FinishedCall)
  /** The call's record is stored. */
  | { kind: 'stored'; id: CallId };

/** Replaced by the checksum, which has the same length. */
const placeOfChecksum = '00000000';

/** CRC-32 (ISO 3309) of the JSON in eight hexadecimal digits, a space, the JSON, a line feed. */
export function encodeLine(entry: JournalEntry): Buffer {
  const line = Buffer.from(`${placeOfChecksum} ${JSON.stringify(entry)}\n`);
  line.write(checksum(line.subarray(placeOfChecksum.length + 1, -1)), 'latin1');
  return line;
}

/**
 * @returns null if the line is damaged or cut off by a power failure, or if it has a correct checksum but is nothing that
 * this version writes: the checksum of an empty text is eight zeros, which a wiped disk may contain
 */
export function decodeLine(line: string): JournalEntry | null {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return null;
  try {
    const entry = JSON.parse(json) as unknown;
    return isEntry(entry) ? entry : null;
  } catch {
    // The parser's message would quote the line.
    return null;
  }
}

/** Checks only the fields that decide how the entry is handled. */
function isEntry(entry: unknown): entry is JournalEntry {
  if (!isObject(entry)) return false;
  const { kind, call, record, story, id } = entry;
  switch (kind) {
    case 'open':
      return hasId(call) && isLegs(call['legs']);
    case 'finished':
      return hasId(record) && Array.isArray(story);
    case 'stored':
      return typeof id === 'string';
    default:
      return false;
  }
}

/** A list; in notes of releases up to 0.2.0, one leg for each of two roles. */
function isLegs(legs: unknown): boolean {
  if (Array.isArray(legs)) return legs.every(isObject);
  return isObject(legs) && isObject(legs['manager']) && isObject(legs['customer']);
}

function hasId(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value['id'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
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

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(8, '0');
}
