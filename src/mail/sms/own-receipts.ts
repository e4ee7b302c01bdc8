import type { SmsOutbox } from './sms-store';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { Rounds } from '#kernel/rounds';
import type { OrderFeed } from '#orders/order-feed';

export interface OwnReceiptsParts {
  outbox: Pick<SmsOutbox, 'dueReceipts' | 'receipt'>;
  /** Whether the provider gives receipts now: else these wait, too. */
  mayGive: () => Promise<boolean>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Clock;
  log: Log;
}

const mostAtOnce = 20;
const lookMs = 1000;
const stopMs = 5000;
/** One that is due later is met by a look. */
const soon: Micros = 600_000_000;

/** Receipts of SMS to the company's own numbers: nobody else would send them. They are stored, so that a restart loses none. */
export class OwnReceipts {
  readonly #rounds: Rounds;
  /** Each ends the wait for a receipt. */
  readonly #waits = new Set<() => void>();
  #stopped = false;

  constructor(private readonly parts: OwnReceiptsParts) {
    const { clock, log } = parts;
    this.#rounds = new Rounds({
      ...{ clock, restMs: lookMs, stopMs },
      work: () => this.#giveSome(),
      onOutage: (error) => log.warn('receipts of SMS wait: the database does not answer', { error }),
    });
  }

  start(): void {
    this.#rounds.wake();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    for (const cancel of this.#waits) cancel();
    this.#waits.clear();
    return this.#rounds.stop();
  }

  /** One was stored: at its moment it is given, not at the next look. */
  promised(dueAt: Micros): void {
    const { clock } = this.parts;
    const wait = dueAt - clock.now();
    if (this.#stopped || wait >= soon) return;
    const cancel = clock.after(Math.max(0, Math.ceil(wait / 1000)), () => {
      this.#waits.delete(cancel);
      this.#rounds.wake();
    });
    this.#waits.add(cancel);
  }

  /** @returns whether there may be more; rejects where the database does not answer */
  async #giveSome(): Promise<boolean> {
    const { outbox, feed, clock, mayGive } = this.parts;
    const due = await outbox.dueReceipts(clock.now(), mostAtOnce);
    if (due.length === 0 || !(await mayGive())) return false;
    for (const receipt of due) {
      const order = await outbox.receipt([receipt.messageId], receipt);
      if (order !== null) feed.publish(order);
    }
    return due.length === mostAtOnce;
  }
}
