import { request as requestPlain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import type { DeliveryFault } from './model/webhook-retries';
import { OutgoingAddressError } from '#http/outgoing-addresses';
import type { OutgoingAddresses } from '#http/outgoing-addresses';

/** What came back. Nothing of a body is read. */
export type SendResult =
  | { status: number; retryAfter: string | undefined }
  | {
      fault: Extract<
        DeliveryFault,
        'host-unknown' | 'address-refused' | 'unreachable' | 'timeout' | 'certificate'
      >;
    };

export interface SenderSettings {
  timeoutMs: number;
}

const defaults: SenderSettings = { timeoutMs: 10_000 };

/** Posts deliveries. Redirects are not followed. */
export class WebhookSender {
  readonly #settings: SenderSettings;

  constructor(
    private readonly addresses: OutgoingAddresses,
    settings: Partial<SenderSettings> = {},
  ) {
    this.#settings = { ...defaults, ...settings };
  }

  async send(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<SendResult> {
    if (!this.addresses.mayUse(url)) return { fault: 'address-refused' };
    try {
      this.addresses.refuseLiteral(url);
      const { statusCode = 0, headers: said } = await this.#post(url, headers, body);
      return { status: statusCode, retryAfter: said['retry-after'] };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  }

  #post(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<IncomingMessage> {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: none that was made to another address is used again.
      agent: false,
      lookup: this.addresses.lookup,
      signal: AbortSignal.timeout(this.#settings.timeoutMs),
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? requestTls : requestPlain)(url, options, (response) => {
        // Its status is all that is needed.
        response.on('error', () => undefined).destroy();
        resolve(response);
      });
      request.on('error', reject).end(body);
    });
  }
}

function faultOf(error: unknown): Extract<SendResult, { fault: string }>['fault'] {
  if (error instanceof OutgoingAddressError) return 'address-refused';
  const { name, code = '', cause } = error as Error & { code?: string };
  if (
    name === 'TimeoutError' ||
    (cause as Error | undefined)?.name === 'TimeoutError' ||
    code === 'ETIMEDOUT'
  )
    return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-unknown';
  return /CERT|SELF_SIGNED|UNABLE_TO_|TLS/.test(code) ? 'certificate' : 'unreachable';
}
