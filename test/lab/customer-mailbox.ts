import PostalMime from 'postal-mime';

import { eventually } from './eventually';
import { giveMail } from './lmtp-client';
import { TakingMailServer } from './taking-mail-server';
import type { TakenMail } from './taking-mail-server';

/** The mail service of all customers: it takes what Star7 gives to its mail server, and gives Star7 what customers write. */
export class CustomerMailbox extends TakingMailServer {
  /** @param lmtp where Star7 takes mails */
  constructor(private readonly lmtp: number) {
    super();
  }

  /** The last mail to an address, as its reader has it, and the address to answer. */
  async mailTo(address: string, count = 1) {
    const mails = (): TakenMail[] => this.received.filter(({ to }) => to === address);
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
