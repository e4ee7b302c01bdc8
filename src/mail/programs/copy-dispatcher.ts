import type { MailSender } from '../mail-sender';
import { aliasAddress } from '../model/alias';
import { copiedPictures, copyOf } from '../model/mail-copy';
import { retryDelays } from '../model/mail-rates';
import { subjectOf } from '../model/new-mail';
import type { ClaimedCopy, MailCopies } from './mail-programs';
import type { SentResult } from '../mail-dispatcher';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { Rounds } from '#kernel/rounds';

export interface CopyDispatcherParts {
  copies: MailCopies;
  sender: Pick<MailSender, 'send'>;
  domain: string;
  trail: Pick<AuditTrail, 'after'>;
  clock: Clock;
  log: Log;
  onTried: (result: SentResult) => void;
}

const mostAtOnce = 4;
/** A mail that another process has taken is found within it. */
const lookMs = 5000;
const stopMs = 5000;
const leaseFor: Micros = 120_000_000;

/**
 * Sends what customers write to the mailbox of the order's manager, masked as on the page, from the address that the manager answers. As of
 * mails to customers, a copy is sent at least once.
 */
export class CopyDispatcher {
  readonly #rounds: Rounds;

  constructor(private readonly parts: CopyDispatcherParts) {
    const { clock, log } = parts;
    this.#rounds = new Rounds({
      ...{ clock, restMs: lookMs, stopMs },
      work: () => this.#sendSome(),
      onOutage: (error) => log.warn('copies of mails wait: the database does not answer', { error }),
    });
  }

  /** A mail may have come. Begins the rounds, too. */
  wake(): void {
    this.#rounds.wake();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** @returns whether there may be more; rejects where the database does not answer */
  async #sendSome(): Promise<boolean> {
    const { copies, clock } = this.parts;
    const now = clock.now();
    await copies.prepare(now);
    const claimed = await copies.claim(mostAtOnce, { until: now + leaseFor, now });
    await Promise.all(claimed.map((copy) => this.#send(copy)));
    return claimed.length === mostAtOnce;
  }

  async #send(copy: ClaimedCopy): Promise<void> {
    const { copies, sender, domain, trail, clock, log, onTried } = this.parts;
    const { token, aliasToken, at, references } = copy;
    const pictures = copiedPictures(copy.pictures);
    const lacksPictures = pictures.length < copy.pictures.length;
    const { fromName, subject, text } = copyOf({ ...copy.mail, lacksPictures }, copy.language);
    const result = await sender.send(
      {
        ...{ token, fromName, at, text, references, pictures, isAutomatic: false },
        from: aliasAddress({ use: 'program', token: aliasToken }, domain),
        subject: subjectOf(subject, references.length > 0),
      },
      copy.to,
      aliasAddress({ use: 'copy', token }, domain),
    );
    if (result === 'sent') {
      // It is out of the house, whatever becomes of the manager's permission; what is sent twice is written twice.
      await trail.after({
        ...{ actor: 'star7', action: 'mail.copy', subject: `order:${copy.mail.orderNumber}` },
        detail: { mail: copy.mailId, manager: copy.extension },
      });
      await copies.sent(copy);
      onTried('sent');
      return;
    }
    const delay = result.isFinal ? undefined : retryDelays[copy.attempts];
    log.info('a copy of a mail was not sent', { reason: result.fault });
    await copies.failed(copy, result.fault, delay === undefined ? null : clock.now() + delay * 1_000_000);
    onTried(delay === undefined ? 'failed' : 'deferred');
  }
}
