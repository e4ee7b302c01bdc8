import type { WebhookTopic } from './model/webhook-event';
import type { DeliveryFault } from './model/webhook-retries';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { WebhookSecretColumns } from '#vault/webhook-vault';

/** What an administrator states of an address. */
export interface WebhookSetting {
  url: string;
  topics: WebhookTopic[];
  /** Nothing is put down for an address that is not; what waits goes on waiting. */
  enabled: boolean;
}

export interface Webhook extends WebhookSetting {
  id: number;
  /** Deliveries that are still to be made. */
  pending: number;
  /** Those that were given up. */
  dead: number;
  lastDeliveredAt: Micros | null;
  changedAt: Micros;
  /** As in the audit log. */
  changedBy: string;
}

/** `dead`: given up. `held`: waits for an address that is switched off. */
export const deliveryStates = ['dead', 'held'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A delivery that nobody tries. */
export interface IdleDelivery {
  id: number;
  webhookId: number;
  /** The receiver's `webhook-id`. */
  messageId: string;
  topic: string;
  orderNumber: string;
  createdAt: Micros;
  /** The last try; null where there was none. */
  failedAt: Micros | null;
  attempts: number;
  fault: DeliveryFault | null;
  /** The last HTTP status; null where there was none. */
  status: number | null;
}

/** Addresses, as administrators keep them. */
export interface WebhookBook {
  list(): Promise<Webhook[]>;
  /** @returns null where there is none */
  find(id: number): Promise<Webhook | null>;
  /** @returns the secret, which is shown only here */
  add(setting: WebhookSetting, by: string): Promise<{ id: number; secret: string }>;
  change(id: number, setting: WebhookSetting, by: string): Promise<void>;
  /** With what waits for it. */
  remove(id: number): Promise<void>;
  /** @returns the new secret, which is shown only here; the one before signs nothing any more */
  renewSecret(id: number, by: string): Promise<string>;
}

/** Deliveries that nobody tries, as administrators see them. */
export interface IdleDeliveries {
  /** Newest first. */
  list(page: PageRequest, state: DeliveryState): Promise<Page<IdleDelivery>>;
  /** One that was given up is to be tried again from the beginning. @returns whether there was one */
  resend(id: number): Promise<boolean>;
  /** All of an address. @returns how many */
  resendAll(webhookId: number): Promise<number>;
  /** Of either state. @returns whether there was one */
  drop(id: number): Promise<boolean>;
}

/** A delivery that this process tries. */
export interface ClaimedDelivery {
  id: number;
  webhookId: number;
  lease: string;
  messageId: string;
  body: string;
  /** How many have failed before. */
  attempts: number;
  url: string;
  secret: WebhookSecretColumns;
}

export interface FailedTry {
  fault: DeliveryFault;
  status: number | null;
  /** Null: it is dead. */
  dueAt: Micros | null;
}

/** What is to be delivered, for whoever delivers. Several processes may. */
export interface Outbox {
  /**
   * Takes deliveries that are due, of each order and address the first alone. Nobody else gets them until the lease ends,
   * after which this process is taken for gone.
   * @param full addresses of which no more is wanted now
   */
  claim(
    most: number,
    mostOfOne: number,
    full: readonly number[],
    lease: { until: Micros; now: Micros },
  ): Promise<ClaimedDelivery[]>;
  /** It is done and forgotten. */
  delivered(delivery: ClaimedDelivery, at: Micros): Promise<void>;
  failed(delivery: ClaimedDelivery, failed: FailedTry, at: Micros): Promise<void>;
  /** Nothing is sent to an address until then. */
  rest(webhookId: number, until: Micros): Promise<void>;
  counts(): Promise<{ pending: number; dead: number; oldestPendingAt: Micros | null }>;
  /** Forgets what was given up long ago. */
  forgetDead(before: Micros): Promise<void>;
}
