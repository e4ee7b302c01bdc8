import type { StoredValue, TableShape } from '#database/snapshot';
import { BackupError } from './backup-error';

/*
 * A backup, from its first byte:
 *
 *   one line      the header, JSON: what made it, when, from which migrations, under which key it is sealed
 *   gzip          lines of JSON: for each table its shape, its rows, and how many there were; at the end "end"
 *   64 bytes      SHA-256 and the seal (HMAC-SHA256), each over everything before
 *
 * A backup contains no SQL: the tables come from the migrations that the header names, so a restore executes
 * nothing from the file. It contains no keys either.
 */

const format = 'star7-backup-1';

export interface BackupHeader {
  format: typeof format;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Version of Star7. */
  star7: string;
  /** Migrations done in the database, oldest first. */
  migrations: string[];
  seal: { keyVersion: number; check: string };
}

export type BackupEntry =
  | { kind: 'table'; table: TableShape }
  | { kind: 'row'; row: StoredValue[] }
  | { kind: 'rows'; count: number }
  | { kind: 'end'; tables: number };

export function headerLine(header: Omit<BackupHeader, 'format'>): string {
  return `${JSON.stringify({ format, ...header })}\n`;
}

/** @throws BackupError `backup-damaged` */
export function parseHeader(line: string): BackupHeader {
  const header = parsed(line);
  if (
    !isObject(header) ||
    header['format'] !== format ||
    typeof header['createdAt'] !== 'string' ||
    typeof header['star7'] !== 'string' ||
    !isTexts(header['migrations']) ||
    !isObject(header['seal']) ||
    !Number.isSafeInteger(header['seal']['keyVersion']) ||
    typeof header['seal']['check'] !== 'string'
  ) {
    throw new BackupError(
      'backup-damaged',
      'This file is not a backup of Star7, or its beginning is damaged.',
    );
  }
  return header as unknown as BackupHeader;
}

export function tableLine(table: TableShape): string {
  return `${JSON.stringify(table)}\n`;
}

/** Bytes become base64; all other values are the text from the database. */
export function rowLine(row: readonly StoredValue[]): string {
  return `${JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? value.toString('base64') : value)))}\n`;
}

export function rowsLine(count: number): string {
  return `${JSON.stringify({ rows: count })}\n`;
}

export function endLine(tables: number): string {
  return `${JSON.stringify({ end: tables })}\n`;
}

/** Parses the lines of the body in order: a row needs its preceding table line. */
export class EntryReader {
  #table: TableShape | null = null;

  /** @throws BackupError `backup-damaged` */
  read(line: string): BackupEntry {
    const entry = parsed(line);
    if (Array.isArray(entry)) return { kind: 'row', row: this.#row(entry) };
    if (isObject(entry)) {
      if (typeof entry['end'] === 'number') return { kind: 'end', tables: entry['end'] };
      if (typeof entry['rows'] === 'number') return { kind: 'rows', count: entry['rows'] };
      if (typeof entry['name'] === 'string' && isTexts(entry['columns']) && isTexts(entry['binary'])) {
        this.#table = { name: entry['name'], columns: entry['columns'], binary: entry['binary'] };
        return { kind: 'table', table: this.#table };
      }
    }
    throw damaged();
  }

  #row(values: unknown[]): StoredValue[] {
    const table = this.#table;
    if (table?.columns.length !== values.length) throw damaged();
    return values.map((value, index) => {
      if (value === null) return null;
      if (typeof value !== 'string') throw damaged();
      return table.binary.includes(table.columns[index] ?? '') ? Buffer.from(value, 'base64') : value;
    });
  }
}

export function damaged(): BackupError {
  return new BackupError(
    'backup-damaged',
    'The backup is damaged: it was changed or cut short. Nothing was restored from it. Use another one.',
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // The parser's message quotes the line.
    throw damaged();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
