import { refusePrograms } from './mail-access';
import type { ThreadMail } from './mails';
import { isFound, searchWords } from './model/mail-search';
import type { AuditTrail } from '#audit/audit-trail';
import { FairTurns } from '#kernel/fair-turns';
import type { Page, PageRequest } from '#kernel/page';
import { credentialName } from '#kernel/principal';
import type { Principal } from '#kernel/principal';

/** A mail with its order. */
export interface BoxedMail extends ThreadMail {
  orderNumber: string;
  customerName: string;
}

export interface BoxFilter {
  /** This manager's orders alone; absent: all. */
  managerId?: number;
  /** Those of customers that their manager has not read. */
  unread: boolean;
}

/** Mails of many orders, the newest first. */
export interface MailBoxStore {
  box(filter: BoxFilter, page: PageRequest): Promise<Page<BoxedMail>>;
}

export interface MailBoxParts {
  store: MailBoxStore;
  trail: Pick<AuditTrail, 'beforeLook'>;
}

export interface FoundMails extends Page<BoxedMail> {
  /** Older mails were not searched. */
  isCut: boolean;
}

/** Mails that a search opens, the newest ones: texts are sealed, and each is opened to be searched. */
const mostSearched = 2000;
const mostFound = 50;
/** Opened at once, before calls have their turn. */
const atOnce = 100;

/**
 * Mails of one's orders as a list. A search goes over what the reader may open anyway, redacted: it finds no number and no address, for there are none.
 */
export class MailBoxDesk {
  readonly #turns = new FairTurns();
  /** The last search of each credential, as long as it has not ended. */
  readonly #last = new Map<string, symbol>();

  constructor(private readonly parts: MailBoxParts) {}

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async list(
    principal: Principal,
    { unread, search = '' }: { unread: boolean; search?: string | undefined },
    request: PageRequest,
  ): Promise<FoundMails> {
    refusePrograms(principal);
    const filter: BoxFilter = {
      unread,
      ...(principal.role === 'manager' && { managerId: principal.manager.id }),
    };
    const words = searchWords(search);
    const found =
      words.length === 0
        ? { ...(await this.parts.store.box(filter, request)), isCut: false }
        : await this.#inTurn(credentialName(principal), (isLast) => this.#search(filter, words, isLast));
    // That nothing is found says something, too.
    if (found.rows.length > 0 || words.length > 0) {
      const subject = principal.role === 'manager' ? `manager:${principal.manager.extension}` : null;
      await this.parts.trail.beforeLook(principal, JSON.stringify([unread, search, request]), {
        ...{ action: 'mail.list', subject },
        // Never what was searched for: it may be anything.
        detail: { rows: found.rows.length, searched: words.length > 0 },
      });
    }
    return found;
  }

  /**
   * One search at a time, each person in turn: nobody's calls wait for many of them, and nobody for somebody else's many. Whoever searches for
   * something else has no use for the earlier search: it ends early.
   */
  async #inTurn(owner: string, search: (isLast: () => boolean) => Promise<FoundMails>): Promise<FoundMails> {
    const own = Symbol(owner);
    this.#last.set(owner, own);
    const isLast = (): boolean => this.#last.get(owner) === own;
    try {
      return await this.#turns.take(owner, () => search(isLast));
    } finally {
      if (isLast()) this.#last.delete(owner);
    }
  }

  async #search(filter: BoxFilter, words: readonly string[], isLast: () => boolean): Promise<FoundMails> {
    const rows: BoxedMail[] = [];
    let after: string | undefined;
    for (let opened = 0; opened < mostSearched && isLast(); opened += atOnce) {
      const page = await this.parts.store.box(filter, {
        limit: atOnce,
        ...(after !== undefined && { after }),
      });
      rows.push(...page.rows.filter((mail) => isFound(mail, words)));
      if (rows.length >= mostFound) return { rows: rows.slice(0, mostFound), next: null, isCut: true };
      if (page.next === null) return { rows, next: null, isCut: false };
      after = page.next;
    }
    return { rows, next: null, isCut: true };
  }
}
