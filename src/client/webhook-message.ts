import { createHmac, timingSafeEqual } from 'node:crypto';

interface About {
  orderNumber: string;
  /** As the shop writes it. */
  shopNumber: string;
}

interface AboutCall extends About {
  callId: string;
  direction: 'outbound' | 'inbound' | 'courier';
  disposition: string;
  voicemail: boolean;
}

/** What Star7 tells. `timestamp` is when it happened, RFC 3339. */
export type WebhookMessage = { timestamp: string } & (
  | { type: 'order.status'; data: About & { status: OrderStatus; previousStatus: OrderStatus } }
  | {
      type: 'order.outcome';
      data: About & {
        outcome: string | null;
        takenBack: boolean;
        callId: string | null;
        callLaterAt: string | null;
        manager: string | null;
      };
    }
  | {
      type: 'call.ended';
      data: AboutCall & {
        manager: string | null;
        requestedAt: string;
        endedAt: string;
        talkSeconds: number;
      };
    }
  | { type: 'customer.not-reached'; data: AboutCall }
);

type OrderStatus = 'open' | 'closed' | 'cancelled';

/** A request that is not from Star7, or old: respond with 401. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

/** Seconds. */
const longestAge = 300;

/**
 * Checks the signature of a message by the Standard Webhooks specification.
 * @param secret `whsec_…`, as it was shown
 * @param headers in small letters, as Node has them
 * @param body its bytes or text as it came, before anything has parsed it
 * @param now seconds since 1970
 * @returns the message and its id, by which repetitions are told
 * @throws WebhookRefused
 */
export function readWebhook(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string | Uint8Array,
  now: number = Date.now() / 1000,
): { id: string; message: WebhookMessage } {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`] ?? ''),
  ) as [string, string, string];
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > longestAge) {
    throw new WebhookRefused('The message is too old, or has no time stamp.');
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest();
  const isSigned = signatures.split(' ').some((signature) => {
    const given = Buffer.from(/^v1,(.*)$/.exec(signature)?.[1] ?? '', 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) throw new WebhookRefused('The signature is wrong.');
  return { id, message: JSON.parse(text) as WebhookMessage };
}
