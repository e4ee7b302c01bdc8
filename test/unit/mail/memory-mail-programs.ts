import type { MailProgram, MailPrograms, Submitter } from '#mail/programs/mail-programs';
import type { Masked } from '#kernel/masked';

interface Row {
  tokenHash: Buffer | null;
  madeAt: number | null;
  mailbox: Masked | null;
}

/** Mail programs in memory, of managers 101 and 102 with an order each: 1001 and 1002. */
export class MemoryMailPrograms implements MailPrograms {
  readonly rows = new Map<string, Row>();
  /** Tokens of addresses by `order extension`. */
  readonly aliases = new Map<string, string>();
  /** Orders that may be written to. */
  readonly open = new Map([
    ['1001', '101'],
    ['1002', '102'],
  ]);
  /** Whether the site takes mails from mail programs. */
  hasPorts = true;
  answered: string[] = [];
  answeredCopies: string[] = [];

  list(): Promise<MailProgram[]> {
    return Promise.all([...this.rows.keys()].map((extension) => this.find(extension)));
  }

  find(extension: string): Promise<MailProgram> {
    const row = this.rows.get(extension);
    return Promise.resolve({
      ...{ extension, isAllowed: row !== undefined, tokenMadeAt: row?.madeAt ?? null, tokenUsedAt: null },
      ...{ hasMailbox: (row?.mailbox ?? null) !== null, copyFailedAt: null },
    });
  }

  mayUse(extension: string): Promise<boolean> {
    return Promise.resolve(this.rows.has(extension));
  }

  allow(extension: string): Promise<void> {
    this.rows.set(extension, { tokenHash: null, madeAt: null, mailbox: null });
    return Promise.resolve();
  }

  forbid(extension: string): Promise<void> {
    this.rows.delete(extension);
    return Promise.resolve();
  }

  setMailbox(extension: string, mailbox: Masked | null): Promise<boolean> {
    return this.#change(extension, { mailbox });
  }

  setToken(extension: string, tokenHash: Buffer | null): Promise<boolean> {
    return this.#change(extension, { tokenHash, madeAt: tokenHash === null ? null : 1_790_000_000_000_000 });
  }

  authenticate(extension: string, hash: Buffer): Promise<Submitter | null> {
    const row = this.rows.get(extension);
    if (row?.tokenHash?.equals(hash) !== true) return Promise.resolve(null);
    const id = Number(extension);
    return Promise.resolve({ program: id, tokenHash: hash, manager: { id, extension, since: 0 } });
  }

  orderOf({ manager: { extension } }: Submitter, token: string): Promise<string | null> {
    const found = [...this.aliases].find(([, each]) => each === token)?.[0].split(' ');
    const isOwn = found?.[1] === extension && this.open.get(found[0] ?? '') === extension;
    return Promise.resolve(isOwn ? (found[0] ?? null) : null);
  }

  aliasOf(orderNumber: string, extension: string, token: string): Promise<string | null> {
    if (!this.rows.has(extension) || this.open.get(orderNumber) !== extension) return Promise.resolve(null);
    const key = `${orderNumber} ${extension}`;
    this.aliases.set(key, this.aliases.get(key) ?? token);
    return Promise.resolve(this.aliases.get(key) ?? null);
  }

  markAnswered(orderNumber: string, _by: Submitter, answer: { copies: readonly string[] }): Promise<boolean> {
    this.answered.push(orderNumber);
    this.answeredCopies.push(...answer.copies);
    return Promise.resolve(true);
  }

  #change(extension: string, changes: Partial<Row>): Promise<boolean> {
    const row = this.rows.get(extension);
    if (row !== undefined) Object.assign(row, changes);
    return Promise.resolve(row !== undefined);
  }
}
