import type { ConfirmationLinks } from './address-confirmation';
import type { MailSender, SendResult } from './mail-sender';
import type { ClaimedMail, MailOutbox, MailStore } from './mails';
import { aliasAddress } from './model/alias';
import { retryDelays } from './model/mail-rates';
import { subjectOf } from './model/new-mail';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { Rounds } from '#kernel/rounds';
import type { Micros } from '#kernel/micros';
import type { OrderFeed } from '#orders/order-feed';

/** What became of a try. Stable: a label of a metric. */
export const sentResults = ['sent', 'deferred', 'failed'] as const;
export type SentResult = (typeof sentResults)[number];

export interface MailDispatcherParts {
  outbox: MailOutbox;
  store: Pick<MailStore, 'noteOpen'>;
  sender: Pick<MailSender, 'send'>;
  feed: Pick<OrderFeed, 'publish'>;
  domain: string;
  fromName: string;
  clock: Clock;
  log: Log;
  /** Where links that confirm addresses lead; null where there are none any more. */
  links: Pick<ConfirmationLinks, 'url'> | null;
  onTried: (result: SentResult) => void;
}

/** Mails on their way at once. */
const mostAtOnce = 8;
const lookMs = 1000;
/** A mail server that does not answer holds up no stop. */
const stopMs = 5000;
/** A mail that takes longer belongs to a process that is gone: four times what a mail server may take. */
const leaseFor: Micros = 120_000_000;
const noteEvery: Micros = 3_600_000_000;

/**
 * Gives what waits to the mail server, at least once: what this process was about to send when it ended is sent again when its lease
 * ends, with the same Message-ID. Without the database nothing is sent, and everything later.
 */
export class MailDispatcher {
  readonly #rounds: Rounds;
  #notedAt: Micros = 0;

  constructor(private readonly parts: MailDispatcherParts) {
    const { clock, log } = parts;
    this.#rounds = new Rounds({
      ...{ clock, restMs: lookMs, stopMs, work: () => this.#sendSome() },
      onOutage: (error) => log.warn('mails wait: the database does not answer', { error }),
    });
  }

  start(): void {
    this.wake();
  }

  /** Something waits: there is no need to sleep on. */
  wake(): void {
    this.#rounds.wake();
  }

  /** Resolves when what is on its way has ended, or after some seconds: it is sent again then. The rest waits for the next start. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** @returns whether there may be more */
  async #sendSome(): Promise<boolean> {
    const { outbox, store, clock } = this.parts;
    const now = clock.now();
    if (now - this.#notedAt >= noteEvery) {
      await store.noteOpen(now);
      this.#notedAt = now;
    }
    const claimed = await outbox.claim(mostAtOnce, { until: now + leaseFor, now });
    await Promise.all(claimed.map((mail) => this.#send(mail)));
    return claimed.length === mostAtOnce;
  }

  async #send(mail: ClaimedMail): Promise<void> {
    const { outbox, clock, log, feed, onTried } = this.parts;
    const result = await this.#tried(mail);
    if (result === 'sent') {
      await outbox.sent(mail);
      onTried('sent');
      feed.publish(mail.order);
      return;
    }
    const delay = result.isFinal ? undefined : retryDelays[mail.attempts];
    log.info('a mail was not sent', { reason: result.fault });
    await outbox.failed(mail, result.fault, delay === undefined ? null : clock.now() + delay * 1_000_000);
    onTried(delay === undefined ? 'failed' : 'deferred');
    feed.publish(mail.order);
  }

  async #tried(mail: ClaimedMail): Promise<SendResult> {
    const { sender, domain, fromName } = this.parts;
    const { token, kind, at, subject, references, threadToken, to } = mail;
    const text = this.#textOf(mail);
    if (to === null) return { fault: 'address-changed', isFinal: true };
    if (text === null) return { fault: 'other', isFinal: true };
    return sender.send(
      {
        ...{ token, fromName, at, text, references, pictures: [] },
        from: aliasAddress({ use: 'reply', token: threadToken }, domain),
        subject: subjectOf(subject, references.length > 0),
        isAutomatic: kind !== 'person',
      },
      to,
      aliasAddress({ use: 'bounce', token }, domain),
    );
  }

  /** With its link. @returns null where the site sends none any more */
  #textOf({ text, linkToken }: ClaimedMail): string | null {
    if (linkToken === null) return text;
    const { links } = this.parts;
    return links === null ? null : `${text}\n\n${links.url}/${linkToken}\n`;
  }
}
