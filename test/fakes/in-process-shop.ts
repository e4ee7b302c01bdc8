import { Pacer } from '#connectors/model/pacer';
import { faultOf, refusalOf, sentOf } from '#connectors/shop-client';
import type { Shop, ShopAnswer, ShopRequest } from '#connectors/shop-client';
import { ShopError } from '#connectors/shop-error';
import type { ShopManners } from '#connectors/shop-manners';
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
    private readonly manners: ShopManners,
    keys: Readonly<Record<string, string>>,
  ) {
    this.keys = new ShopKeys(keys);
    this.#pacer = new Pacer(manners.limit, clock.now());
  }

  async ask(request: ShopRequest): Promise<ShopAnswer> {
    const wait = this.#pacer.book(this.clock.now());
    if (wait > 0) await new Promise<void>((resolve) => this.clock.after(wait, resolve));
    const { method, headers, content } = sentOf(request);
    const {
      status,
      headers: own,
      json: answered,
    } = this.shop.answer({
      ...{ method, headers, body: content?.toString() ?? '' },
      url: `/${request.path.replace(/^\//, '')}`,
    });
    if (status === 0) throw new ShopError('shop-unreachable');
    const header = (name: string): string | null => own?.[name] ?? null;
    // As it would come over a socket.
    const json = JSON.parse(JSON.stringify(answered ?? null)) as unknown;
    if (faultOf(status) === null) return { json, header };
    throw refusalOf({ status, json, header }, this.manners, new Date(this.clock.now() / 1000));
  }

  /** Of another host: not paced, and without keys. */
  file(address: string, from: number, most: number): Promise<Buffer> {
    if (this.shop.isFileHostGone) return Promise.reject(new ShopError('shop-unreachable'));
    const bytes = this.shop.files.get(address);
    if (bytes === undefined) return Promise.reject(new ShopError('shop-not-found'));
    return Promise.resolve(bytes.subarray(from, from + most));
  }
}
