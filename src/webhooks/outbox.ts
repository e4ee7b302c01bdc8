import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from './model/webhook-event';
import { toDateTime } from '#database/date-time';
import { portionsOf } from '#database/queries';
import type { Transaction } from '#database/queries';
import { isoTime } from '#kernel/iso-time';

/** The id of an event that happens once, whatever is written again. */
export function newEventId(): string {
  return `evt_${randomUUID()}`;
}

/**
 * Puts events into the outbox of every address that wants their topic, in the transaction of whatever they tell of: both
 * happen, or neither. Without addresses it costs one look into an empty table.
 * @param events in the sequence in which they happened
 * @throws StoreError
 */
export async function announce(transaction: Transaction, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const addresses = await transaction.query<{ id: number; topics: string }>(
    'SELECT id, topics FROM webhooks WHERE enabled ORDER BY id',
  );
  const expected = events.flatMap((event) =>
    addresses
      .filter(({ topics }) => topics.split(' ').includes(event.topic))
      .map(({ id }) => ({ webhook: id, event })),
  );
  if (expected.length === 0) return;
  const shopNumbers = await shopNumbersOf(
    transaction,
    expected.map(({ event }) => event.orderNumber),
  );
  const rows = expected.map(({ webhook, event }) => ({
    webhook_id: webhook,
    message_id: event.id,
    topic: event.topic,
    order_number: event.orderNumber,
    body: bodyOf(event, shopNumbers.get(event.orderNumber) ?? event.orderNumber),
    created_at: toDateTime(event.at),
    due_at: toDateTime(event.at),
  }));
  // What is there already is the same event, written again.
  for (const some of portionsOf(rows)) {
    await transaction.insertMany('webhook_deliveries', some, 'id = webhook_deliveries.id');
  }
}

/** Orders as the shop writes their numbers, where that differs. */
async function shopNumbersOf(
  transaction: Transaction,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ order_number: string; stated_number: string }>(
    'SELECT order_number, stated_number FROM orders WHERE order_number IN (?) AND stated_number IS NOT NULL',
    [[...new Set(numbers)]],
  );
  return new Map(rows.map(({ order_number: number, stated_number: stated }) => [number, stated]));
}

function bodyOf({ topic, at, orderNumber, data }: WebhookEvent, shopNumber: string): string {
  return JSON.stringify({ type: topic, timestamp: isoTime(at), data: { orderNumber, shopNumber, ...data } });
}
