import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

import { eventually } from './eventually';
import { giveMail } from './lmtp-client';

/** A mail as a customer's mail service got it. */
export interface CustomerMail {
  /** Of the envelope. */
  from: string;
  to: string;
  raw: string;
}

/** The mail service of all customers: it takes what Star7 gives to its mail server, and gives Star7 what customers write. */
export class CustomerMailbox {
  readonly received: CustomerMail[] = [];
  readonly #server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, disableReverseLookup: true },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope;
        this.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address).join(),
          raw: Buffer.concat(pieces).toString('utf8'),
        });
        done();
      });
    },
  });

  /** @param lmtp where Star7 takes mails */
  constructor(private readonly lmtp: number) {
    this.#server.on('error', () => undefined);
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** The last mail to an address, as its reader has it, and the address to answer. */
  async mailTo(address: string, count = 1) {
    const mails = (): CustomerMail[] => this.received.filter(({ to }) => to === address);
    await eventually(() => mails().length >= count, { within: 30_000, what: 'a mail to the customer' });
    const got = mails().at(-1) ?? { from: '', to: '', raw: '' };
    const mail = await PostalMime.parse(got.raw);
    const from = mail.from !== undefined && 'address' in mail.from ? (mail.from.address ?? '') : '';
    return { ...got, mail, from, bounceTo: got.from };
  }

  /** What a customer, or a customer's mail service, sends. @returns the code of the answer */
  async send(from: string, to: string, raw: string): Promise<number> {
    return await giveMail(this.lmtp, { from, to, raw });
  }
}
