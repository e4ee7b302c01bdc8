import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';
import { composeMail } from './compose-mail';
import { isLoopback } from './loopback';
import { faultOfReply } from './model/delivery-report';
import type { DkimKey } from './dkim-key';
import { mailAccountOf } from './provider/mail-account';
import type { MailAccount } from './provider/mail-account';
import { accountAnswer } from './provider/model/submission-answers';
import { submissionOptions } from './provider/submission';
import type { DeliveryFault } from './model/mail';
import type { NewMail } from './model/new-mail';
import { signMail } from './sign-mail';
import type { Config } from '#config/config';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** What a mail server answered. `isFinal`: trying again is of no use. */
export type SendResult = 'sent' | { fault: DeliveryFault; isFinal: boolean };

export interface MailServer {
  host: string;
  port: number;
}

const timeoutMs = 30_000;
/** After a provider's "so many mails a day": it is asked no more often. */
const limitPauseMs = 900_000;

/** Gives mails to a mail server by SMTP. The one place where an address is written out. */
export class MailSender {
  readonly #transport: Transporter;
  /** Until then the provider takes nothing; milliseconds of the process's own clock. */
  #pausedUntil = 0;

  /**
   * @param domain of Message-IDs @param dkim null where another program signs
   * @param account at a provider, whose server it is; null: a mail server that takes what comes from this machine
   */
  constructor(
    { host, port }: MailServer,
    private readonly domain: string,
    private readonly dkim: DkimKey | null,
    private readonly account: Pick<MailAccount, 'submission' | 'address'> | null = null,
  ) {
    this.#transport = createTransport({
      ...{ host, port, secure: false, name: domain, pool: true, maxConnections: 4 },
      // Its own machine's certificate has another name; elsewhere TLS is taken where it is offered.
      ...(account === null && isLoopback(host) ? { ignoreTLS: true } : {}),
      ...(account !== null && { ...submissionOptions(account.submission), maxConnections: 2 }),
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
      ...{ disableFileAccess: true, disableUrlAccess: true, logger: false },
    });
  }

  /**
   * @param reportsTo where servers report to: unknown to people; of an account with one address, to that
   * @returns never throws: what a library's error says may hold the address
   */
  async send(written: NewMail, to: Masked, reportsTo: string): Promise<SendResult> {
    if (performance.now() < this.#pausedUntil) return { fault: 'unreachable', isFinal: false };
    const own = this.account?.address ?? null;
    const mail = own === null ? written : { ...written, from: own, replyTo: written.from };
    const bounceTo = own ?? reportsTo;
    const address = reveal(to);
    try {
      const composed = await composeMail(mail, address, this.domain);
      const raw = this.dkim === null ? composed : await signMail(composed, this.dkim);
      await this.#transport.sendMail({ envelope: { from: bounceTo, to: [address] }, raw });
      return 'sent';
    } catch (error) {
      return this.account !== null && this.#isOfAccount(error)
        ? { fault: 'unreachable', isFinal: false }
        : resultOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }

  /** A provider's limit or another refusal of the account puts mails off: nothing is wrong with them. */
  #isOfAccount(error: unknown): boolean {
    const { responseCode, response, command } = error as Readonly<Record<string, unknown>>;
    if (typeof responseCode !== 'number') return false;
    const answer = accountAnswer(responseCode, typeof response === 'string' ? response : '', command);
    if (answer === 'limit') this.#pausedUntil = performance.now() + limitPauseMs;
    return answer !== null;
  }
}

/** Of a refusal: only what is about the recipient or the mail is final. A server that takes nothing from Star7 at all is set up wrongly. */
function resultOf(error: unknown): SendResult {
  const { responseCode, response, command } = error as Readonly<Record<string, unknown>>;
  if (typeof responseCode !== 'number') return { fault: 'unreachable', isFinal: false };
  const text = typeof response === 'string' ? response : '';
  const isAboutMail =
    (command === 'RCPT TO' || command === 'DATA') && !/\brelay(?:ing)?\b/i.test(text) && responseCode >= 550;
  if (!isAboutMail && responseCode >= 500) return { fault: 'unreachable', isFinal: false };
  return { fault: faultOfReply(responseCode, text), isFinal: responseCode >= 500 };
}

/** The sender of a site. */
export function mailSenderOf(config: Config<'mail'>, domain: string, dkim: DkimKey | null): MailSender {
  const { STAR7_MAIL_SMTP_HOST: host, STAR7_MAIL_SMTP_PORT: port } = config;
  const account = mailAccountOf(config);
  return new MailSender(account === null ? { host, port } : account.submission, domain, dkim, account);
}
