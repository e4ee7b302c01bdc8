import type { paths } from './shop-types';

type Put = paths['/api/orders/{number}']['put'];
type Post = paths['/api/orders']['post'];
type BodyOf<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Body } } }
  ? Body
  : never;

/** An order as the shop states it. What is absent is not stated; null clears. */
export type Order = BodyOf<Put>;
/** What became of it. Holds nothing of a contact. */
export type OrderResult = Put['responses'][200]['content']['application/json'];
/** An order of several. */
export type NumberedOrder = BodyOf<Post>['orders'][number];
/** What became of several, in their sequence. */
export type OrderResults = Post['responses'][200]['content']['application/json'];

export interface ShopClientOptions {
  /** Of Star7: `https://star7.shop.example`. */
  url: string;
  /** Of the role `shop`: `star7 token create --role shop`. */
  token: string;
  /** Milliseconds for a request; 30 seconds by default. */
  timeoutMs?: number;
  /** How often a request is sent at most; 4 by default. Stating an order again is harmless. */
  tries?: number;
  /** Replaces the wait before another try. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** Star7 did not do what was asked. */
export class Star7Error extends Error {
  override readonly name = 'Star7Error';

  constructor(
    /** HTTP status; 0 without a response. */
    readonly status: number,
    /** Stable: `invalid-request`, `unauthenticated`, …; `unreachable` without a response. */
    readonly slug: string,
    message: string,
    /** Members of the request that are wrong, by JSON Pointer. */
    readonly errors: readonly { pointer: string; detail: string }[] = [],
    /** Why an order was not accepted; stable. */
    readonly reason: string | null = null,
  ) {
    super(message);
  }
}

/** Orders of one request. */
const mostAtOnce = 500;

/**
 * States orders of a shop to Star7. Without dependencies, for Node 20 and newer: these files can be copied into any program.
 * Busy and failing servers are asked again, as long as `Retry-After` or a few seconds say.
 */
export class ShopClient {
  readonly #options: Required<ShopClientOptions>;

  constructor(options: ShopClientOptions) {
    this.#options = { timeoutMs: 30_000, tries: 4, pause: wait, ...options };
  }

  /**
   * States one order. It can be called once this resolves.
   * @param number as the shop writes it
   * @returns also of an order that was refused: `result` says so
   * @throws Star7Error
   */
  async putOrder(number: string, order: Order): Promise<OrderResult> {
    try {
      return await this.#send<OrderResult>('PUT', `/api/orders/${encodeURIComponent(number)}`, order);
    } catch (error) {
      if (!(error instanceof Star7Error) || error.slug !== 'order-not-accepted') throw error;
      const explanation = error.errors[0]?.detail ?? error.message;
      return { result: 'refused', orderNumber: null, reason: error.reason, explanation, notices: [] };
    }
  }

  /**
   * States orders in their sequence, however many.
   * @returns a result for each
   * @throws Star7Error; those before it are in, and all can be stated again
   */
  async putOrders(orders: readonly NumberedOrder[]): Promise<OrderResult[]> {
    const results: OrderResult[] = [];
    for (let from = 0; from < orders.length; from += mostAtOnce) {
      const body = { orders: orders.slice(from, from + mostAtOnce) };
      const { items } = await this.#send<{ items: OrderResult[] }>('POST', '/api/orders', body);
      results.push(...items);
    }
    return results;
  }

  async #send<Answer>(method: string, path: string, body: object): Promise<Answer> {
    const { tries, pause } = this.#options;
    for (let nth = 1; ; nth += 1) {
      const response = await this.#request(method, path, body);
      if (response?.ok === true) return (await response.json()) as Answer;
      const isPassing = response === null || response.status === 429 || response.status >= 500;
      if (!isPassing || nth >= tries) throw await errorOf(response);
      const asked = Number(response?.headers.get('retry-after') ?? Number.NaN);
      await response?.body?.cancel();
      await pause(1000 * (Number.isFinite(asked) ? asked : 2 ** nth));
    }
  }

  /** @returns null without a response */
  async #request(method: string, path: string, body: object): Promise<Response | null> {
    const { url, token, timeoutMs } = this.#options;
    try {
      return await fetch(new URL(path, url), {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch {
      return null;
    }
  }
}

interface Problem {
  slug?: string;
  detail?: string;
  reason?: string;
  errors?: { pointer: string; detail: string }[];
}

async function errorOf(response: Response | null): Promise<Star7Error> {
  if (response === null) return new Star7Error(0, 'unreachable', 'Star7 cannot be reached.');
  const { status } = response;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const {
    slug = 'unknown',
    detail = `Star7 responded with ${String(status)}.`,
    errors = [],
    reason = null,
  } = problem;
  return new Star7Error(status, slug, detail, errors, reason);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
