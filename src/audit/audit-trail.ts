import type { AuditEntry, AuditLog } from './audit-log';
import type { Principal } from '#kernel/principal';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { actorOf, credentialName } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { RecentLooks } from './recent-looks';

/** For how long a row stands for the same look. A program that follows a call asks every second. */
const sameLookSeconds = 600;

/** A look that is repeated as long as a page is open: what is written of it, but for who looks. */
export interface Look extends Omit<AuditEntry, 'actor'> {
  action:
    | 'call.view'
    | 'call.list'
    | 'call.watch'
    | 'order.list'
    | 'order.timeline'
    | 'order.details'
    | 'order.pool'
    | 'mail.thread'
    | 'mail.read'
    | 'mail.list'
    | 'sms.strangers'
    | 'reveal.list'
    | 'board.view'
    | 'audit.list'
    | 'note.list'
    | 'contact-change.list';
}

/**
 * Writes down who did what. **Before** it is done: whatever shows an order, a call or a list of them, lets out a file,
 * touches a contact or a secret, or refuses an order; what cannot be written to the audit log is then not done, shown or
 * said. **After** it is done: what is undone more easily than repeated (a call, a note, a setting, a manager); its answer
 * must say that it is done, whether the audit log takes it or not.
 */
export class AuditTrail {
  readonly #looks: RecentLooks;

  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly log: Log,
  ) {
    this.#looks = new RecentLooks(clock, sameLookSeconds);
  }

  /** The same log for work that takes a turn before each entry. Looks are remembered apart. */
  inTurn(turn: () => Promise<void>): AuditTrail {
    const append: AuditLog['append'] = async (entry) => {
      await turn();
      await this.audit.append(entry);
    };
    return new AuditTrail({ append }, this.clock, this.log);
  }

  /** @throws RefusedError `unavailable`: what cannot be written down is not done or shown */
  async before(entry: AuditEntry): Promise<void> {
    try {
      await this.audit.append(entry);
    } catch (cause) {
      throw new RefusedError('unavailable', { cause });
    }
  }

  /**
   * As {@link before}; the very same entry is written once in ten minutes. For refusals that repeat without anything new:
   * a manager who is locked out cannot fill the log.
   * @throws RefusedError `unavailable`
   */
  async beforeRepeated(entry: AuditEntry): Promise<void> {
    const same = JSON.stringify(entry);
    if (this.#looks.has(same)) return;
    await this.before(entry);
    this.#looks.add(same);
  }

  /**
   * Before something is shown. The same look of the same credential is written once in ten minutes.
   * @param question what was asked, in full; kept in memory for as long, written nowhere
   * @throws RefusedError `unavailable`: what cannot be written down is not shown
   */
  async beforeLook(principal: Principal, question: string, look: Look): Promise<void> {
    const same = JSON.stringify([credentialName(principal), look.action, look.subject, question]);
    if (this.#looks.has(same)) return;
    await this.before({ ...look, actor: actorOf(principal) });
    this.#looks.add(same);
  }

  /** It is done already, so the answer must say so whether this can be written or not. */
  async after(entry: AuditEntry): Promise<void> {
    try {
      await this.audit.append(entry);
    } catch (error) {
      this.log.error('the audit log could not be written', {
        action: entry.action,
        error,
      });
    }
  }
}
