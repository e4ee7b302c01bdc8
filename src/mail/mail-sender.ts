import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';
import { composeMail } from './compose-mail';
import { isLoopback } from './loopback';
import { faultOfReply } from './model/delivery-report';
import type { DkimKey } from './dkim-key';
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

/** Gives mails to a mail server by SMTP. The one place where an address is written out. */
export class MailSender {
  readonly #transport: Transporter;

  /** @param domain of Message-IDs @param dkim null where another program signs */
  constructor(
    { host, port }: MailServer,
    private readonly domain: string,
    private readonly dkim: DkimKey | null,
  ) {
    this.#transport = createTransport({
      ...{ host, port, secure: false, name: domain, pool: true, maxConnections: 4 },
      // Its own machine's certificate has another name; elsewhere TLS is taken where it is offered.
      ...(isLoopback(host) ? { ignoreTLS: true } : {}),
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
      ...{ disableFileAccess: true, disableUrlAccess: true, logger: false },
    });
  }

  /**
   * @param bounceTo where servers report to: unknown to people
   * @returns never throws: what a library's error says may hold the address
   */
  async send(mail: NewMail, to: Masked, bounceTo: string): Promise<SendResult> {
    const address = reveal(to);
    try {
      const composed = await composeMail(mail, address, this.domain);
      const raw = this.dkim === null ? composed : await signMail(composed, this.dkim);
      await this.#transport.sendMail({ envelope: { from: bounceTo, to: [address] }, raw });
      return 'sent';
    } catch (error) {
      return resultOf(error);
    }
  }

  close(): void {
    this.#transport.close();
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
  return new MailSender({ host, port }, domain, dkim);
}
