import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';
import { composeMail } from './compose-mail';
import { faultOfReply } from './model/delivery-report';
import type { DeliveryFault } from './model/mail';
import type { NewMail } from './model/new-mail';
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

  /** @param domain of Message-IDs */
  constructor(
    { host, port }: MailServer,
    private readonly domain: string,
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
      const raw = await composeMail(mail, address, this.domain);
      await this.#transport.sendMail({ envelope: { from: bounceTo, to: [address] }, raw });
      return 'sent';
    } catch (error) {
      const { responseCode, response } = error as { responseCode?: unknown; response?: unknown };
      if (typeof responseCode !== 'number') return { fault: 'unreachable', isFinal: false };
      const text = typeof response === 'string' ? response : '';
      return { fault: faultOfReply(responseCode, text), isFinal: responseCode >= 500 };
    }
  }

  close(): void {
    this.#transport.close();
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
