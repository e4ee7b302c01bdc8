import type { Knex } from 'knex';
import type { AuditEntry } from './audit-log';
import type { Micros } from '#kernel/micros';
import { hashOf } from './audit-hash';
import type { AuditHead, AuditRow } from './audit-hash';
import { listValues, slicesOf } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';

/** An entry with the time at which it was made. */
export interface TimedEntry extends AuditEntry {
  at: Micros;
}

/** What a row of `audit_log` holds, as the driver gives it. */
export interface StoredAuditRow {
  id: number;
  seq: number | null;
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  detail: unknown;
  previous_hash: Buffer | null;
  hash: Buffer | null;
}

export const auditColumns = [
  'id',
  'seq',
  'at',
  'actor',
  'action',
  'subject',
  'detail',
  'previous_hash',
  'hash',
] as const;

/** Of one statement. Each row is hashed and put into SQL: more would hold up the calls that are being set up meanwhile. */
export const rowsAtOnce = 25;

/** Rows that are chained after the fact in one transaction. */
const mostAdopted = 1000;

/**
 * Appends to the chain. Whoever appends holds the lock on its end until the transaction is over, so that two writers
 * (serve and the commands) never continue from the same row.
 *
 * To be called first in the transaction: what it reads afterwards is as the writer before left it.
 */
export async function appendToChain(
  transaction: Knex.Transaction,
  entriesOf: (transaction: Knex.Transaction) => Promise<readonly TimedEntry[]>,
): Promise<number> {
  const head = await lockHead(transaction);
  const entries = await entriesOf(transaction);
  if (entries.length === 0) return 0;
  let end = await adoptUnchained(transaction, head);
  const chained = (entry: TimedEntry): (string | number | Buffer | null)[] => {
    const row = rowOf(entry);
    const previous = end.hash;
    end = { seq: end.seq + 1, hash: hashOf(previous, row) };
    return [
      end.seq,
      toDateTime(row.at),
      row.actor,
      row.action,
      row.subject,
      row.detail === null ? null : JSON.stringify(row.detail),
      previous,
      end.hash,
    ];
  };
  for (const some of slicesOf(entries, rowsAtOnce)) {
    await transaction.raw(
      'INSERT INTO audit_log (seq, at, actor, action, subject, detail, previous_hash, hash) VALUES ?',
      listValues(some.map(chained)),
    );
  }
  await moveHead(transaction, end);
  return entries.length;
}

export async function lockHead(transaction: Knex.Transaction): Promise<AuditHead> {
  const head = await transaction('audit_chain')
    .where({ id: 1 })
    .forUpdate()
    .first<AuditHead | undefined>('seq', 'hash');
  if (!head) throw new Error('The table audit_chain lacks the row that its migration made.');
  return head;
}

export async function moveHead(transaction: Knex.Transaction, { seq, hash }: AuditHead): Promise<void> {
  await transaction('audit_chain').where({ id: 1 }).update({ seq, hash });
}

/**
 * Takes rows into the chain that a writer without one left: those of before the chain, and of an older version that
 * runs while this one is being installed. At most a thousand at once.
 * @returns the new end
 */
export async function adoptUnchained(transaction: Knex.Transaction, head: AuditHead): Promise<AuditHead> {
  const rows = await transaction('audit_log')
    .whereNull('seq')
    .orderBy('id')
    .limit(mostAdopted)
    .select<StoredAuditRow[]>(...auditColumns);
  if (rows.length === 0) return head;
  let end = head;
  const chained = rows.map((row) => {
    const previous = end.hash;
    end = { seq: end.seq + 1, hash: hashOf(previous, auditRowFrom(row)) };
    return [row.id, row.at, row.actor, row.action, end.seq, previous, end.hash];
  });
  // One statement for all; the rows are there, so that nothing is inserted.
  await transaction.raw(
    `INSERT INTO audit_log (id, at, actor, action, seq, previous_hash, hash) VALUES ?
         ON DUPLICATE KEY UPDATE seq = VALUES(seq), previous_hash = VALUES(previous_hash), hash = VALUES(hash)`,
    listValues(chained),
  );
  return end;
}

export function auditRowFrom(row: StoredAuditRow): AuditRow {
  return {
    at: fromDateTime(row.at),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    // JSON is a type of its own on MySQL, and text on MariaDB.
    detail: (typeof row.detail === 'string' ? JSON.parse(row.detail) : row.detail) as AuditRow['detail'],
  };
}

/** As the database will give it back: a text of no Unicode would otherwise be hashed as another than is stored. */
function rowOf({ at, actor, action, subject, detail }: TimedEntry): AuditRow {
  return {
    at,
    actor: unicode(actor),
    action: unicode(action),
    subject: subject === null ? null : unicode(subject),
    detail:
      detail === undefined
        ? null
        : Object.fromEntries(
            Object.entries(detail).map(([key, value]) => [
              key,
              typeof value === 'string' ? unicode(value) : value,
            ]),
          ),
  };
}

function unicode(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
