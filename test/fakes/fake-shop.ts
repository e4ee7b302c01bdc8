import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Bytes: web servers pack longer answers. */
const packedFrom = 1000;

/** What a customer ordered, whatever the shop's interface makes of it. Made-up people. */
export interface ShopOrder {
  number: string;
  firstName: string;
  lastName: string;
  phone: string;
  email: string;
  status: string;
  total: string;
  town: string;
  comment: string;
  items: Array<{ title: string; sku: string; quantity: number; price: string }>;
}

/** One state of an order. Times in milliseconds since 1970, by the shop's clock. */
export interface FakeOrder {
  id: string;
  order: ShopOrder;
  createdAt: number;
  changedAt: number;
}

export interface FakeRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface FakeAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; nothing if undefined. */
  json?: unknown;
}

/** How a kind of shop speaks. It refuses, and reports to `shop.objections`, what the kind's interface does not know. */
export interface Dialect {
  handle(request: FakeRequest, shop: FakeShop): FakeAnswer;
  /** Its id of an order; the number itself if absent. */
  idOf?(number: string): string;
  /** How it says that there were too many requests, for how long; 429 with Retry-After if absent. */
  limited?(milliseconds: number): FakeAnswer;
  /** What the shop sends when an order has changed. */
  hook(order: FakeOrder, secret: string, now: number): { headers: Record<string, string>; body: string };
}

export interface FakeShopOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Requests above it are answered 429, with Retry-After. */
  limit?: { requests: number; windowMs: number };
  /** The id, and the number, of the first order. */
  firstId?: number;
  /** How far the shop's clock is ahead. */
  skewMs?: number;
}

/**
 * A shop that a test scripts: strict about authentication and parameters, with a limit that it counts, and with all the
 * faults that shops have.
 */
export class FakeShop {
  /** By id, the states of each order, the last one last. */
  readonly orders = new Map<string, FakeOrder[]>();
  /** What was said to the shop: an order's id and a comment or status. */
  readonly told: Array<{ id: string; text?: string; status?: string }> = [];
  /** Files that the shop has put on another host, by their address. */
  readonly files = new Map<string, Buffer>();
  /** Their host cannot be reached, while the shop can. */
  isFileHostGone = false;
  /** Requests that the kind's interface would not understand. */
  readonly objections: string[] = [];
  requests = 0;
  /** The most requests that any window of the limit has seen. */
  mostInWindow = 0;
  limited = 0;
  /** Asked before each request; what it returns is the answer. */
  fault: (request: FakeRequest) => FakeAnswer | null = () => null;
  /** Called before each call of a request that has several. */
  beforeCall: (nth: number) => void = () => undefined;
  /** Asked for each order that is fetched: whether the state before the last one is shown. */
  isStale: (id: string) => boolean = () => false;
  readonly #now: () => number;
  readonly #limit: { requests: number; windowMs: number } | null;
  readonly #skewMs: number;
  /** All states, in the order in which they came. */
  readonly #changes: FakeOrder[] = [];
  #recent: number[] = [];
  #nextId: number;
  #server: Server | null = null;

  constructor(
    private readonly dialect: Dialect,
    { now = Date.now, limit, skewMs = 0, firstId = 1000 }: FakeShopOptions = {},
  ) {
    this.#now = now;
    this.#nextId = firstId;
    this.#limit = limit ?? null;
    this.#skewMs = skewMs;
  }

  /** By the shop's clock. */
  now(): number {
    return this.#now() + this.#skewMs;
  }

  place(order: Omit<ShopOrder, 'number'>): FakeOrder {
    const number = String(this.#nextId++);
    const id = this.dialect.idOf?.(number) ?? number;
    const placed = { id, order: { ...order, number }, createdAt: this.now(), changedAt: this.now() };
    this.orders.set(id, [placed]);
    this.#changes.push(placed);
    return placed;
  }

  change(id: string, part: Partial<ShopOrder>): FakeOrder {
    const states = this.orders.get(id) ?? [];
    const last = this.newest(id);
    const changed = { ...last, order: { ...last.order, ...part }, changedAt: this.now() };
    states.push(changed);
    this.#changes.push(changed);
    return changed;
  }

  newest(id: string): FakeOrder {
    const found = this.orders.get(id)?.at(-1);
    if (found === undefined) throw new Error('The fake shop has no such order.');
    return found;
  }

  /** As it is shown to whoever fetches it; null for none. */
  shown(id: string): FakeOrder | null {
    const states = this.orders.get(id);
    return (states !== undefined && this.isStale(id) ? states.at(-2) : null) ?? states?.at(-1) ?? null;
  }

  /** Changed at `since` or later, oldest change first. */
  changedSince(since: number): FakeOrder[] {
    const found: FakeOrder[] = [];
    for (let at = this.#changes.length - 1; at >= 0; at -= 1) {
      const state = this.#changes[at];
      if (state === undefined || state.changedAt < since) break;
      // A state that another one follows is no longer shown.
      if (this.orders.get(state.id)?.at(-1) === state) found.push(state);
    }
    return found.sort((a, b) => a.changedAt - b.changedAt || Number(a.order.number) - Number(b.order.number));
  }

  tooMany(milliseconds: number): FakeAnswer {
    return (
      this.dialect.limited?.(milliseconds) ?? {
        status: 429,
        headers: { 'retry-after': String(milliseconds / 1000) },
      }
    );
  }

  hook(order: FakeOrder, secret: string): { headers: Record<string, string>; body: string } {
    return this.dialect.hook(order, secret, this.now());
  }

  answer(request: FakeRequest): FakeAnswer {
    this.requests += 1;
    const limited = this.#limited();
    if (limited !== null) return limited;
    return this.fault(request) ?? this.dialect.handle(request, this);
  }

  /** @returns the address of this shop on loopback */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const plain = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        );
        const {
          status,
          headers: own = {},
          json,
        } = this.answer({
          ...{ method, url, headers: plain },
          body: Buffer.concat(pieces).toString(),
        });
        // No answer at all.
        if (status === 0) return;
        const content = json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json));
        const isPacked = content.length > packedFrom && String(headers['accept-encoding']).includes('gzip');
        response.writeHead(status, {
          'content-type': 'application/json',
          ...(isPacked && { 'content-encoding': 'gzip' }),
          ...own,
        });
        response.end(isPacked ? gzipSync(content) : content);
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  }

  /** Refuses a request that the interface does not know, and remembers it. */
  object(status: number, objection: string): FakeAnswer {
    this.objections.push(objection);
    return { status, json: { code: 'refused', message: objection } };
  }

  #limited(): FakeAnswer | null {
    if (this.#limit === null) return null;
    const { requests, windowMs } = this.#limit;
    const now = this.#now();
    this.#recent = this.#recent.filter((at) => at > now - windowMs);
    if (this.#recent.length >= requests) {
      this.limited += 1;
      return this.tooMany(2000);
    }
    this.#recent.push(now);
    this.mostInWindow = Math.max(this.mostInWindow, this.#recent.length);
    return null;
  }
}

/** @param nth each has a number of its own */
export function anyOrder(nth: number): Omit<ShopOrder, 'number'> {
  return {
    firstName: ['Анна', 'Пётр', 'Olga', 'Ivan'][nth % 4] ?? '',
    lastName: ['Крылова', 'Зимин', 'Petrova', 'Sokolov'][nth % 4] ?? '',
    phone: `+7916${String(1_000_000 + nth * 7)}`,
    email: `buyer${String(nth)}@example.com`,
    status: 'processing',
    total: `${String(100 + (nth % 900))}.50`,
    town: ['Москва', 'Казань', 'Пермь'][nth % 3] ?? '',
    comment: nth % 5 === 0 ? 'позвоните после шести' : '',
    items: [{ title: 'Чайник', sku: `A-${String(nth % 50)}`, quantity: 1 + (nth % 3), price: '100.00' }],
  };
}
