import { retryAfter } from '#connectors/model/back-off';
import { Pacer } from '#connectors/model/pacer';
import type { RateLimit } from '#connectors/model/pacer';
import { faultOf } from '#connectors/shop-client';
import type { Shop, ShopAnswer, ShopRequest } from '#connectors/shop-client';
import { ShopError } from '#connectors/shop-error';
import type { Clock } from '#kernel/clock';
import { ShopKeys } from '#vault/shop-vault';
import type { FakeShop } from './fake-shop';

/** A fake shop without a socket between, paced as the real way to a shop is. */
export class InProcessShop implements Shop {
  readonly keys: ShopKeys;
  readonly #pacer: Pacer;

  constructor(
    private readonly shop: FakeShop,
    private readonly clock: Pick<Clock, 'now' | 'after'>,
    limit: RateLimit,
    keys: Readonly<Record<string, string>>,
  ) {
    this.keys = new ShopKeys(keys);
    this.#pacer = new Pacer(limit, clock.now());
  }

  async ask({ method = 'GET', path, headers = {}, body }: ShopRequest): Promise<ShopAnswer> {
    const wait = this.#pacer.book(this.clock.now());
    if (wait > 0) await new Promise<void>((resolve) => this.clock.after(wait, resolve));
    const answer = this.shop.answer({
      method,
      url: `/${path.replace(/^\//, '')}`,
      headers,
      body: body === undefined ? '' : JSON.stringify(body),
    });
    if (answer.status === 0) throw new ShopError('shop-unreachable');
    const fault = faultOf(answer.status);
    const header = (name: string): string | null => answer.headers?.[name] ?? null;
    if (fault !== null) {
      throw new ShopError(fault, retryAfter(header('retry-after'), new Date(this.clock.now() / 1000)));
    }
    // As it would come over a socket.
    return { json: JSON.parse(JSON.stringify(answer.json ?? null)) as unknown, header };
  }
}
