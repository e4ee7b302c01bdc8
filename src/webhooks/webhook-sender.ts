import { lookup as resolveHost } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { request as requestPlain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { hostOf } from './address-guard';
import type { AddressGuard } from './address-guard';
import type { DeliveryFault } from './model/webhook-retries';

/** What came back. Nothing of a body is read. */
export type SendResult =
  | { status: number; retryAfter: string | undefined }
  | {
      fault: Extract<
        DeliveryFault,
        'host-unknown' | 'address-refused' | 'unreachable' | 'timeout' | 'certificate'
      >;
    };

/** Turns a name into addresses; replaced in tests. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: Error | null, addresses?: LookupAddress[]) => void,
) => void;

export interface SenderSettings {
  timeoutMs: number;
  resolve: Resolve;
}

const defaults: SenderSettings = { timeoutMs: 10_000, resolve: resolveHost };

class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Posts deliveries. The address that is connected to is the one that was judged: the name is resolved once, within the
 * connection's own look-up, so a name that changes its address in between gains nothing. Redirects are not followed.
 */
export class WebhookSender {
  readonly #settings: SenderSettings;

  constructor(
    private readonly guard: AddressGuard,
    settings: Partial<SenderSettings> = {},
  ) {
    this.#settings = { ...defaults, ...settings };
  }

  async send(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<SendResult> {
    const host = hostOf(url);
    // Of an address in the URL itself no look-up is made.
    if (!this.guard.mayUse(url) || (isIP(host) !== 0 && !this.guard.isAllowed(host)))
      return { fault: 'address-refused' };
    try {
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
      lookup: (host, asked, done) => this.#lookUp(host, asked, done as LookedUp),
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

  #lookUp(host: string, options: LookupOptions, done: LookedUp): void {
    this.#settings.resolve(host, { ...options, all: true }, (error, addresses = []) => {
      const allowed = this.guard.isListed(host)
        ? addresses
        : addresses.filter(({ address }) => this.guard.isAllowed(address));
      const [first] = allowed;
      if (error !== null) done(error);
      else if (first === undefined) done(new AddressRefused(host));
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  }
}

type LookedUp = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

function faultOf(error: unknown): Extract<SendResult, { fault: string }>['fault'] {
  const { name, code = '', cause } = error as Error & { code?: string };
  if (name === 'AddressRefused') return 'address-refused';
  if (
    name === 'TimeoutError' ||
    (cause as Error | undefined)?.name === 'TimeoutError' ||
    code === 'ETIMEDOUT'
  )
    return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-unknown';
  return /CERT|SELF_SIGNED|UNABLE_TO_|TLS/.test(code) ? 'certificate' : 'unreachable';
}
