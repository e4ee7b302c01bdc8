import type { DeliveryFault } from './model/webhook-retries';
import { longestRetryAfter, nextDelay, retryAfterOf } from './model/webhook-retries';
import type { SendResult, WebhookSender } from './webhook-sender';
import type { ClaimedDelivery, Outbox } from './webhooks';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import type { Alerts } from '#log/alerts';
import { webhookSignature } from '#vault/webhook-vault';
import type { WebhookVault } from '#vault/webhook-vault';

/** What became of a try. Stable: a label of a metric. */
export const triedResults = ['delivered', 'failed', 'dead'] as const;
export type TriedResult = (typeof triedResults)[number];

export interface DispatcherParts {
  outbox: Outbox;
  vault: Pick<WebhookVault, 'open'>;
  sender: Pick<WebhookSender, 'send'>;
  alerts: Alerts;
  clock: Clock;
  log: Log;
  /** Of the program, for the receiver. */
  version: string;
  /** In [0, 1). */
  random: () => number;
  onTried: (result: TriedResult) => void;
}

/** Deliveries on their way at once, and of them to one address. */
const mostAtOnce = 32;
const mostOfOne = 4;
/** How often the outbox is looked at. */
const lookMs = 1000;
/** A delivery that takes longer belongs to a process that is gone: six times what a request may take. */
const leaseFor: Micros = 60_000_000;
/** What was given up is kept for so long, and looked for so often. */
const deadFor: Micros = 30 * 86_400_000_000;
const forgetEvery: Micros = 3_600_000_000;

/**
 * Delivers what the outbox holds, at least once: what this process was about to deliver when it ended is due again when its
 * lease ends. Without the database nothing is sent, and everything later.
 */
export class WebhookDispatcher {
  /** Deliveries on their way, by address. */
  readonly #running = new Map<number, number>();
  readonly #all = new Set<Promise<void>>();
  #cancel: () => void = () => undefined;
  #round: Promise<void> = Promise.resolve();
  #looking = false;
  /** Something has ended since the outbox was looked at, so more may be taken. */
  #again = false;
  #stopped = false;
  #failing = false;
  #forgotAt: Micros = 0;

  constructor(private readonly parts: DispatcherParts) {}

  start(): void {
    this.#look();
  }

  /** Resolves when what is on its way has ended; the rest waits for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#round;
    await Promise.all(this.#all);
  }

  #look(): void {
    this.#cancel();
    this.#looking = true;
    this.#again = false;
    this.#round = this.#claim().then((more) => {
      this.#looking = false;
      if (this.#stopped) return;
      this.#cancel = this.parts.clock.after(more || this.#again ? 0 : lookMs, () => this.#look());
    });
  }

  #ended(webhookId: number): void {
    const left = (this.#running.get(webhookId) ?? 1) - 1;
    if (left > 0) this.#running.set(webhookId, left);
    else this.#running.delete(webhookId);
    if (this.#looking) this.#again = true;
    else if (!this.#stopped && !this.#failing) this.#look();
  }

  /** @returns whether there may be more that is due */
  async #claim(): Promise<boolean> {
    const { outbox, clock, log } = this.parts;
    const now = clock.now();
    const free = mostAtOnce - this.#all.size;
    if (free <= 0) return false;
    const full = [...this.#running].flatMap(([id, count]) => (count >= mostOfOne ? [id] : []));
    try {
      const claimed = await outbox.claim(free, mostOfOne, full, { until: now + leaseFor, now });
      this.#failing = false;
      for (const delivery of claimed) this.#begin(delivery);
      if (now - this.#forgotAt >= forgetEvery) {
        this.#forgotAt = now;
        await outbox.forgetDead(now - deadFor);
      }
      return claimed.length > 0;
    } catch (error) {
      // Once for an outage.
      if (!this.#failing) log.warn('webhooks wait: the outbox cannot be read', { error });
      this.#failing = true;
      return false;
    }
  }

  #begin(delivery: ClaimedDelivery): void {
    const { webhookId } = delivery;
    this.#running.set(webhookId, (this.#running.get(webhookId) ?? 0) + 1);
    const work = this.#deliver(delivery)
      // Its lease ends, and it is tried again.
      .catch((error: unknown) => this.parts.log.warn('the end of a delivery could not be written', { error }))
      .finally(() => {
        this.#all.delete(work);
        this.#ended(webhookId);
      });
    this.#all.add(work);
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const { outbox, clock, onTried } = this.parts;
    const sent = await this.#send(delivery);
    const now = clock.now();
    const failure = failureOf(sent);
    if (failure === null) {
      await outbox.delivered(delivery, now);
      onTried('delivered');
      return;
    }
    await this.#failed(delivery, failure, 'retryAfter' in sent ? sent.retryAfter : undefined, now);
  }

  async #send(
    delivery: ClaimedDelivery,
  ): Promise<SendResult | { fault: Extract<DeliveryFault, 'secret-unreadable'> }> {
    const { vault, sender, clock, version } = this.parts;
    const { webhookId, messageId, body, url } = delivery;
    const timestamp = Math.floor(clock.now() / 1_000_000);
    let signature: string;
    try {
      signature = webhookSignature(vault.open(webhookId, delivery.secret), messageId, timestamp, body);
    } catch {
      return { fault: 'secret-unreadable' };
    }
    return sender.send(
      new URL(url),
      {
        'content-type': 'application/json',
        'user-agent': `Star7/${version}`,
        'webhook-id': messageId,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
      },
      body,
    );
  }

  async #failed(
    delivery: ClaimedDelivery,
    { fault, status }: { fault: DeliveryFault; status: number | null },
    retryAfter: string | undefined,
    now: Micros,
  ): Promise<void> {
    const { outbox, alerts, log, random, onTried } = this.parts;
    const asked = retryAfterOf(retryAfter, new Date(now / 1000));
    const delay = nextDelay(delivery.attempts + 1, fault, asked, random());
    const dueAt = delay === null ? null : now + Math.round(delay * 1_000_000);
    await outbox.failed(delivery, { fault, status, dueAt }, now);
    log.info('a webhook was not delivered', { reason: fault, ...(status !== null && { status }) });
    if (dueAt === null) {
      alerts.raise({ event: 'webhook-dead', reason: fault });
      onTried('dead');
      return;
    }
    onTried('failed');
    // Whoever asks for time means all deliveries.
    if (asked !== null && (status === 429 || status === 503)) {
      await outbox.rest(delivery.webhookId, now + Math.min(asked, longestRetryAfter) * 1_000_000);
    }
  }
}

function failureOf(
  sent: SendResult | { fault: DeliveryFault },
): { fault: DeliveryFault; status: number | null } | null {
  if ('fault' in sent) return { fault: sent.fault, status: null };
  const { status } = sent;
  if (status >= 200 && status < 300) return null;
  const fault = status === 410 ? 'gone' : status >= 300 && status < 400 ? 'redirected' : 'status';
  return { fault, status };
}
