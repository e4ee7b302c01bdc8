import { readFile } from 'node:fs/promises';
import type { FinishedCall } from '../call-store';
import type { CallNote } from '../../model/call-note';
import type { TwoRoleNote } from '../../model/two-role-note';
import type { CallId, CallRecord } from '../../model/call-record';
import type { JournalEntry } from './journal-line';
import { callIdOf, decodeLine } from './journal-line';
import { JournalError } from './journal-error';

/** A journal's contents: the latest line of each unfinished call. */
export class JournalContents {
  readonly #entries = new Map<CallId, Exclude<JournalEntry, { kind: 'stored' }>>();
  #damaged = 0;

  /** @param text the file's; a last line without a line feed was cut off and is dropped */
  constructor(text: string) {
    const lines = text.split('\n');
    const torn = lines.pop();
    for (const line of lines) this.#take(line);
    this.#torn = torn !== '';
  }

  readonly #torn: boolean;

  /** @throws JournalError; a missing file counts as empty */
  static async of(file: string): Promise<JournalContents> {
    try {
      return new JournalContents(await readFile(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new JournalContents('');
      throw new JournalError(file, error);
    }
  }

  get entries(): readonly Exclude<JournalEntry, { kind: 'stored' }>[] {
    return [...this.#entries.values()];
  }

  /** Calls that were live. */
  get open(): (CallNote | TwoRoleNote)[] {
    return this.entries.flatMap((entry) => (entry.kind === 'open' ? [entry.call] : []));
  }

  /** Ended calls whose records are not stored yet. */
  get finished(): FinishedCall[] {
    return this.entries.flatMap((entry) => (entry.kind === 'finished' ? [finishedCallOf(entry)] : []));
  }

  /** Those of them that the database refused for their content, with its code. */
  get refused(): { id: CallId; code: string }[] {
    return this.entries.flatMap((entry) =>
      entry.kind === 'finished' && entry.refused !== undefined
        ? [{ id: entry.record.id, code: entry.refused }]
        : [],
    );
  }

  /** How many complete lines are damaged. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Whether the last line was cut off, by a power failure for example. */
  get torn(): boolean {
    return this.#torn;
  }

  #take(line: string): void {
    const entry = decodeLine(line);
    if (entry === null) {
      this.#damaged += 1;
      return;
    }
    const id = callIdOf(entry);
    if (entry.kind === 'stored') {
      this.#entries.delete(id);
      return;
    }
    // An ended call stays ended, even if a copied file has its lines in another order.
    if (entry.kind === 'open' && this.#entries.get(id)?.kind === 'finished') return;
    this.#entries.set(id, entry);
  }
}

/** Records of releases up to 0.2.0 have no list of legs, only the summary of two. */
function finishedCallOf({ record, story }: WrittenCall): FinishedCall {
  return { record: { ...record, legs: record.legs ?? [] }, story };
}

interface WrittenCall extends Omit<FinishedCall, 'record'> {
  record: Omit<CallRecord, 'legs'> & Partial<Pick<CallRecord, 'legs'>>;
}
