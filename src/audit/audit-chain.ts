import type { AuditEntry } from './audit-log';
import type { Micros } from '#kernel/micros';
import { slicesOf } from '#kernel/slices';
import { hashOf } from './audit-hash';
import type { AuditHead, AuditRow } from './audit-hash';
import { fromDateTime, toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Columns, Transaction } from '#database/queries';

/** An entry with the time at which it was made. */
export interface TimedEntry extends AuditEntry {
  at: Micros;
}

/** A row of `audit_log`, as the driver gives it. */
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

/** The columns of {@link StoredAuditRow}. */
export const auditColumns = 'id, seq, at, actor, action, subject, detail, previous_hash, hash';

/** Rows of one statement. Each is hashed and put into SQL: more would delay calls that are being set up. */
export const rowsAtOnce = 25;

/** Rows that are chained afterwards in one transaction. */
const mostAdopted = 1000;

/** How often a writer looks for rows outside the chain: there are some only while an update from an older version is under way. */
const adoptedEvery: Micros = 60_000_000;

/** When a writer looks for rows outside the chain: with its first entry, a minute later, and as long as there are some. */
export class Adoption {
  #nextAt: Micros = -Infinity;

  constructor(private readonly now: () => Micros) {}

  get isDue(): boolean {
    return this.now() >= this.#nextAt;
  }

  /** There are no more of them now. */
  noneLeft(): void {
    this.#nextAt = this.now() + adoptedEvery;
  }
}

/**
 * Appends to the chain. The writer holds the lock on the chain's end until the transaction is over, so that two writers
 * (serve and the commands) never continue from the same row.
 *
 * To be called first in the transaction: what the transaction reads afterwards is as the previous writer left it.
 * @param adoption of the writer
 * @returns how many entries were appended
 */
export async function appendToChain(
  transaction: Transaction,
  adoption: Adoption,
  entriesOf: (transaction: Transaction) => Promise<readonly TimedEntry[]>,
): Promise<number> {
  const head = await lockHead(transaction);
  const entries = await entriesOf(transaction);
  if (entries.length === 0) return 0;
  let end = head;
  if (adoption.isDue) {
    end = await adoptUnchained(transaction, head);
    if (end.seq === head.seq) adoption.noneLeft();
  }
  const chained = (entry: TimedEntry): Columns => {
    const row = rowOf(entry);
    const previous = end.hash;
    end = { seq: end.seq + 1, hash: hashOf(previous, row) };
    return {
      at: toDateTime(row.at),
      actor: row.actor,
      action: row.action,
      subject: row.subject,
      detail: row.detail === null ? null : JSON.stringify(row.detail),
      seq: end.seq,
      previous_hash: previous,
      hash: end.hash,
    };
  };
  for (const some of slicesOf(entries, rowsAtOnce)) {
    await transaction.insertMany('audit_log', some.map(chained));
  }
  await moveHead(transaction, end);
  return entries.length;
}

export async function lockHead(transaction: Transaction): Promise<AuditHead> {
  const [head] = await transaction.query<AuditHead>(
    'SELECT seq, hash FROM audit_chain WHERE id = 1 FOR UPDATE',
  );
  if (!head) throw new Error('The table audit_chain lacks the row that its migration made.');
  return head;
}

export async function moveHead(transaction: Transaction, { seq, hash }: AuditHead): Promise<void> {
  await transaction.update('audit_chain', { id: 1 }, { seq, hash });
}

/**
 * Chains rows that were written without the chain: those from before it, and those of an older version that runs while
 * this one is being installed. At most a thousand at once.
 * @returns the new end
 */
export async function adoptUnchained(transaction: Transaction, head: AuditHead): Promise<AuditHead> {
  const rows = await transaction.query<StoredAuditRow>(
    `SELECT ${auditColumns} FROM audit_log WHERE seq IS NULL ORDER BY id LIMIT ?`,
    [mostAdopted],
  );
  let end = head;
  const chained = rows.map((row) => {
    const { id, at, actor, action } = row;
    const previous = end.hash;
    end = { seq: end.seq + 1, hash: hashOf(previous, auditRowFrom(row)) };
    return { id, at, actor, action, seq: end.seq, previous_hash: previous, hash: end.hash };
  });
  // One statement for all. Every id exists, so nothing is inserted.
  await transaction.insertMany('audit_log', chained, overwriting('seq', 'previous_hash', 'hash'));
  return end;
}

export function auditRowFrom(row: StoredAuditRow): AuditRow {
  return {
    at: fromDateTime(row.at),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    // JSON is a separate type on MySQL, and text on MariaDB.
    detail: (typeof row.detail === 'string' ? JSON.parse(row.detail) : row.detail) as AuditRow['detail'],
  };
}

/** As the database will return it: text that is not valid Unicode would be hashed as something else than is stored. */
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
