import { Type } from '@sinclair/typebox';
import { webhookTopics } from './model/webhook-event';
import { deliveryFaults } from './model/webhook-retries';
import { longestUrl } from './model/webhook-rules';
import type { IdleDelivery, Webhook } from './webhooks';
import { isoTimeSchema, named, oneOf, orNull } from '#http/schemas';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

const setting = {
  url: Type.String({
    maxLength: longestUrl,
    description: 'https; http to hosts in STAR7_OUTGOING_PRIVATE alone',
    examples: ['https://shop.example/star7'],
  }),
  topics: Type.Array(oneOf(webhookTopics, 'what it is told of'), {
    minItems: 1,
    maxItems: webhookTopics.length,
  }),
  enabled: Type.Boolean({ description: 'false: nothing is sent, and nothing new kept for it' }),
};

export const newWebhookBody = Type.Object(
  { url: setting.url, topics: setting.topics, enabled: Type.Optional({ ...setting.enabled, default: true }) },
  {
    additionalProperties: false,
    examples: [{ url: 'https://shop.example/star7', topics: ['order.outcome'] }],
  },
);

export const webhookChangesBody = Type.Partial(Type.Object(setting), {
  additionalProperties: false,
  examples: [{ enabled: false }],
});

export const webhookSchema = Type.Object(
  {
    id: Type.Integer(),
    ...setting,
    pending: Type.Integer({ description: 'deliveries that are still to be made' }),
    dead: Type.Integer({ description: 'deliveries that were given up' }),
    lastDeliveredAt: orNull(isoTimeSchema),
    changedAt: isoTimeSchema,
    changedBy: Type.String({ description: 'as in the audit log', examples: ['account:ivanova'] }),
  },
  { $id: 'Webhook', description: 'An address that is told of orders and calls.' },
);

export const webhookWithSecretSchema = Type.Object({
  webhook: named('Webhook'),
  secret: Type.String({ description: 'signs its deliveries; shown only here', examples: ['whsec_…'] }),
});

export const webhookSecretSchema = Type.Object({
  secret: Type.String({ description: 'signs its deliveries; shown only here', examples: ['whsec_…'] }),
});

export const idleDeliverySchema = Type.Object(
  {
    id: Type.Integer(),
    webhookId: Type.Integer(),
    messageId: Type.String({ description: 'the receiver’s `webhook-id`' }),
    topic: oneOf(webhookTopics, 'what it tells of'),
    orderNumber: Type.String(),
    createdAt: isoTimeSchema,
    failedAt: orNull({ ...isoTimeSchema, description: 'the last try' }),
    attempts: Type.Integer(),
    fault: orNull(oneOf(deliveryFaults, 'why the last try failed')),
    status: orNull(Type.Integer({ description: 'HTTP status of the last try' })),
  },
  {
    $id: 'IdleDelivery',
    description:
      'A delivery that nobody tries: given up, and kept for 30 days, or held by an address that is off.',
  },
);

/** Written out field by field: a new field is not returned until it is added here. */
export function webhookJson(webhook: Webhook) {
  return {
    id: webhook.id,
    url: webhook.url,
    topics: webhook.topics,
    enabled: webhook.enabled,
    pending: webhook.pending,
    dead: webhook.dead,
    lastDeliveredAt: isoTimeOrNull(webhook.lastDeliveredAt),
    changedAt: isoTime(webhook.changedAt),
    changedBy: webhook.changedBy,
  };
}

export function deliveryJson(delivery: IdleDelivery) {
  return {
    id: delivery.id,
    webhookId: delivery.webhookId,
    messageId: delivery.messageId,
    topic: delivery.topic,
    orderNumber: delivery.orderNumber,
    createdAt: isoTime(delivery.createdAt),
    failedAt: isoTimeOrNull(delivery.failedAt),
    attempts: delivery.attempts,
    fault: delivery.fault,
    status: delivery.status,
  };
}
