import type { MailSender } from './mail-sender';
import { aliasAddress } from './model/alias';
import type { DeliveryFault } from './model/mail';
import type { Clock } from '#kernel/clock';
import { mask } from '#kernel/masked';
import type { Micros } from '#kernel/micros';

export interface MailTestResult {
  /** `lost`: the mail server took it, and Star7 did not get it. */
  state: 'arrived' | 'lost' | 'refused';
  /** From sending it; null where it did not come. */
  milliseconds: number | null;
  /** What a filter before Star7 says of it; empty for nothing. */
  authentication: string;
  /** Why the mail server did not take it. */
  fault: DeliveryFault | null;
}

const lookMs = 250;

export interface MailTests {
  begin(token: string, at: Micros): Promise<void>;
  /** @returns null while it has not come */
  arrival(token: string): Promise<{ at: Micros; authentication: string } | null>;
}

/** Sends a mail the way of all mails, to an address that the running Star7 waits at. Needs one that runs, on the same database. */
export class MailTest {
  constructor(
    private readonly tests: MailTests,
    private readonly sender: Pick<MailSender, 'send'>,
    private readonly clock: Clock,
  ) {}

  /** @throws StoreError */
  async run(
    { token, domain, fromName }: { token: string; domain: string; fromName: string },
    seconds: number,
  ): Promise<MailTestResult> {
    const { tests, clock } = this;
    const sentAt = clock.now();
    await tests.begin(token, sentAt);
    const own = aliasAddress({ use: 'test', token }, domain);
    const sent = await this.sender.send(
      {
        ...{ token, fromName, from: own, subject: 'Star7', text: 'Star7', pictures: [], at: sentAt },
        ...{ references: [], isAutomatic: true },
      },
      mask(own),
      own,
    );
    if (sent !== 'sent') {
      return { state: 'refused', milliseconds: null, authentication: '', fault: sent.fault };
    }
    while (clock.now() < sentAt + seconds * 1_000_000) {
      const arrival = await tests.arrival(token);
      if (arrival !== null) {
        const { at, authentication } = arrival;
        return {
          state: 'arrived',
          milliseconds: Math.round((at - sentAt) / 1000),
          authentication,
          fault: null,
        };
      }
      await new Promise<void>((resolve) => void clock.after(lookMs, resolve));
    }
    return { state: 'lost', milliseconds: null, authentication: '', fault: null };
  }
}
