import { createHash } from 'node:crypto';
import type { Micros } from '#kernel/micros';

/** A row of the audit log, in what the hash covers. Its id and place are not in it: the chain itself is the order. */
export interface AuditRow {
  at: Micros;
  actor: string;
  action: string;
  subject: string | null;
  detail: Readonly<Record<string, unknown>> | null;
}

/** Stands before the first row, in the place of a previous hash: 32 zero bytes. */
export const genesis: Buffer = Buffer.alloc(32);

/** The chain's end: how many rows it has, and the last one's hash. */
export interface AuditHead {
  seq: number;
  hash: Buffer;
}

/**
 * SHA-256 over the previous row's hash followed by the row as JSON in UTF-8:
 * `[1,at in microseconds,actor,action,subject,detail]`, where 1 is the version of this form and the keys of `detail`
 * are in the order of their code units. So it is the same on MySQL, which orders the keys of JSON, and on MariaDB.
 */
export function hashOf(previous: Buffer, row: AuditRow): Buffer {
  return createHash('sha256').update(previous).update(canonical(row), 'utf8').digest();
}

/** Exported for the description of the form, and its tests. */
export function canonical({ at, actor, action, subject, detail }: AuditRow): string {
  return JSON.stringify([1, at, actor, action, subject, ordered(detail)]);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}

/** `12:9f86d0…`, as `star7 audit head` prints it. */
export function headText({ seq, hash }: AuditHead): string {
  return `${seq}:${hash.toString('hex')}`;
}

/** @returns null where the text is no head */
export function parseHead(text: string): AuditHead | null {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text.trim());
  return match ? { seq: Number(match[1]), hash: Buffer.from(match[2] ?? '', 'hex') } : null;
}
