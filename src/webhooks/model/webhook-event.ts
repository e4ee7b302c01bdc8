import type { Micros } from '#kernel/micros';

/** What programs of the shop can be told of. Stable. */
export const webhookTopics = ['order.status', 'order.outcome', 'call.ended', 'customer.not-reached'] as const;
export type WebhookTopic = (typeof webhookTopics)[number];

/** Something that happened. Holds nothing of a contact, and no text that a person wrote. */
export interface WebhookEvent {
  topic: WebhookTopic;
  /**
   * By which a receiver tells a repetition: of one happening, always the same. At most 64 letters, digits, dashes and
   * underscores.
   */
  id: string;
  at: Micros;
  orderNumber: string;
  data: Readonly<Record<string, string | number | boolean | null>>;
}
