import { pauseAfter, retryAfter } from '#connectors/model/back-off';
import { isPointer, textAt } from '#connectors/model/json-pointer';
import { Pacer } from '#connectors/model/pacer';
import { ShopClient } from '#connectors/shop-client';
import type { ShopError } from '#connectors/shop-error';
import type { RefusedAnswer, ShopManners } from '#connectors/shop-manners';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { systemClock } from '#kernel/system-clock';
import { ShopKeys } from '#vault/shop-vault';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { FakeShop } from '../../fakes/fake-shop';
import type { FakeAnswer } from '../../fakes/fake-shop';

/* The way to a shop, over sockets: what it refuses, and what its errors hold. */

const answers: FakeAnswer[] = [];
const shop = new FakeShop({
  handle: () => answers.shift() ?? { status: 200, json: { fine: true } },
  hook: () => ({ headers: {}, body: '' }),
});
let address: string;

beforeAll(async () => {
  address = await shop.listen();
});
afterAll(() => shop.close());

function client(
  to = address,
  listed = '127.0.0.0/8',
  timeoutMs = 5000,
  manners: ShopManners = { limit: { requests: 100, windowMs: 1 } },
): ShopClient {
  return new ShopClient({
    ...{ address: to, clock: systemClock, timeoutMs, manners },
    keys: new ShopKeys({ token: 'secret' }),
    addresses: new OutgoingAddresses(listed),
  });
}

it.each([
  [301, 'shop-redirects'],
  [401, 'shop-refuses-keys'],
  [404, 'shop-not-found'],
  [409, 'shop-refused'],
  [429, 'shop-limit'],
  [503, 'shop-failed'],
])('reads %d as %s, with Retry-After, and nothing of the answer', async (status, slug) => {
  answers.push({
    status,
    headers: { 'retry-after': '9', location: 'http://127.0.0.1:1/' },
    json: 'call +79165550107',
  });
  const error: unknown = await client()
    .ask({ path: '/x' })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ slug, retryAfterMs: 9000 });
  expect(inspect(error)).not.toMatch(/555|127\.0/);
});

it('reads packed answers, and none that is larger unpacked than an answer may be', async () => {
  const long = { text: 'x'.repeat(5000) };
  answers.push({ status: 200, json: long });
  const answer = await client().ask({ path: '/x' });
  expect([answer.json, answer.header('content-encoding')]).toEqual([long, 'gzip']);
  // Some twenty kilobytes on the way.
  answers.push({ status: 200, json: 'x'.repeat(20_000_001) });
  await expect(client().ask({ path: '/x' })).rejects.toMatchObject({ slug: 'shop-answer-unreadable' });
});

it('a kind reads refusals as its interface has them', async () => {
  const refusalOf = ({ status, json, header }: RefusedAnswer) =>
    status === 503 && textAt(json, '/error') === 'LIMIT'
      ? { fault: 'shop-limit' as const, retryAfterMs: Number(header('x-wait')) }
      : null;
  const asked = async (answer: FakeAnswer): Promise<unknown> => {
    answers.push(answer);
    const limit = { requests: 100, windowMs: 1 };
    return client(address, '127.0.0.0/8', 5000, { limit, refusalOf })
      .ask({ path: '/x' })
      .catch((error: unknown) => error);
  };
  const limited = { status: 503, headers: { 'x-wait': '700' } };
  expect(await asked({ ...limited, json: { error: 'LIMIT' } })).toMatchObject({
    slug: 'shop-limit',
    retryAfterMs: 700,
  });
  expect(await asked({ ...limited, json: { error: 'OTHER' } })).toMatchObject({ slug: 'shop-failed' });
  // Too long to be read.
  const page = await asked({ ...limited, json: { error: 'LIMIT', page: 'x'.repeat(100_000) } });
  expect(page).toMatchObject({ slug: 'shop-failed' });
});

it('gives up what does not answer, and what is no JSON', async () => {
  answers.push({ status: 0 });
  await expect(client(address, '127.0.0.0/8', 200).ask({ path: '/x' })).rejects.toMatchObject({
    slug: 'shop-unreachable',
  });
  await expect(client('http://127.0.0.1:1').ask({ path: '/x' })).rejects.toMatchObject({
    slug: 'shop-unreachable',
  });
});

it('what Star7 itself ends is no fault of the shop', async () => {
  answers.push({ status: 0 });
  const ended = client();
  const asked = ended.ask({ path: '/x' });
  const before = shop.requests;
  while (shop.requests === before) await new Promise((resolve) => setImmediate(resolve));
  ended.end();
  await expect(asked).rejects.toMatchObject({ name: 'ClientEndedError' });
  await expect(ended.ask({ path: '/x' })).rejects.toMatchObject({ name: 'ClientEndedError' });
});

it('goes to private addresses only where they are listed, whatever name leads there', async () => {
  const before = shop.requests;
  const port = new URL(address).port;
  for (const to of [
    address,
    `http://localhost:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
    `http://0x7f.1:${port}`,
  ]) {
    await expect(client(to, '').ask({ path: '/x' })).rejects.toMatchObject({ slug: 'shop-address-private' });
  }
  expect(shop.requests).toBe(before);
  expect(await client().ask({ path: '/x' })).toMatchObject({ json: { fine: true } });
  const addresses = new OutgoingAddresses('10.1.0.0/16');
  const allowed = ['8.8.8.8', '10.1.2.3', '2a00:1450::5'];
  const refused = [
    '10.2.0.1',
    '169.254.169.254',
    '100.64.1.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:192.168.1.1',
    '64:ff9b::a00:1',
  ];
  expect([...allowed, ...refused].filter((each) => addresses.isAllowed(each))).toEqual(allowed);
});

it('a path leads to no other host', async () => {
  const seen: string[] = [];
  shop.fault = ({ url }) => {
    seen.push(url);
    return null;
  };
  for (const path of ['/http://127.0.0.2:1/x', '//127.0.0.2/x', '/../x?a=1'])
    await client(`${address}/base`).ask({ path });
  expect(seen).toEqual(['/base/http://127.0.0.2:1/x', '/base//127.0.0.2/x', '/x?a=1']);
});

describe('a file that the shop has put on another host', () => {
  const content = Buffer.from('0123456789');
  const seen: IncomingHttpHeaders[] = [];
  let host: Server;
  let url: string;
  let knowsPieces = true;
  /** Of a piece, whatever was asked for. */
  let longest = Infinity;
  let shift = 0;
  let saysRange = true;

  beforeAll(async () => {
    host = createServer((request, response) => {
      seen.push(request.headers);
      const [from = 0, to = 0] = (/bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [])
        .slice(1)
        .map(Number);
      if (request.url === '/gone') response.writeHead(410).end('call +79165550107');
      else if (request.url === '/moved') response.writeHead(302, { location: url }).end();
      else if (!knowsPieces) response.writeHead(200).end(content);
      else if (from >= content.length) response.writeHead(416).end();
      else {
        const piece = content.subarray(from + shift, Math.min(to, from + longest - 1) + shift + 1);
        const range = `bytes ${String(from + shift)}-${String(from + shift + piece.length - 1)}`;
        const headers = { 'content-range': `${range}/${String(content.length)}` };
        response.writeHead(206, saysRange ? headers : {}).end(piece);
      }
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((host.address() as AddressInfo).port)}/file?signature=x`;
  });
  afterAll(() => new Promise((resolve) => host.close(resolve)));
  beforeEach(() => {
    knowsPieces = true;
    longest = Infinity;
    shift = 0;
    saysRange = true;
  });

  it('is read in pieces, to its end, and gets no key', async () => {
    const pieces = [];
    for (const from of [0, 4, 8, 10]) pieces.push((await client().file(url, from, 4)).toString());
    expect(pieces).toEqual(['0123', '4567', '89', '']);
    expect(inspect(seen)).not.toContain('secret');
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['connection', 'host', 'range', 'user-agent']);
  });

  it('is read of a host that knows no pieces only if it is no longer than one', async () => {
    knowsPieces = false;
    expect(await client().file(url, 0, 100)).toEqual(content);
    for (const [from, most] of [
      [0, 4],
      [4, 4],
    ] as const) {
      await expect(client().file(url, from, most)).rejects.toMatchObject({ slug: 'shop-answer-unreadable' });
    }
  });

  it('is refused where a piece is another one, or ends before the file does', async () => {
    const fault = () =>
      client()
        .file(url, 0, 4)
        .catch((error: unknown) => (error as ShopError).slug);
    longest = 3;
    expect(await fault()).toBe('shop-answer-unreadable');
    longest = Infinity;
    shift = 1;
    expect(await fault()).toBe('shop-answer-unreadable');
    shift = 0;
    saysRange = false;
    expect(await fault()).toBe('shop-answer-unreadable');
  });

  it('is fetched from no private network that is not listed, and errors hold nothing of its address', async () => {
    const faults: unknown[] = [];
    const { origin } = new URL(url);
    const ways = ['ftp://127.0.0.1/x', 'not an address', `${origin}/gone`, `${origin}/moved`];
    for (const way of ways)
      faults.push(
        await client()
          .file(way, 0, 4)
          .catch((error: unknown) => error),
      );
    const named = url.replace('127.0.0.1', 'localhost');
    for (const way of [url, named]) {
      faults.push(
        await client(address, '')
          .file(way, 0, 4)
          .catch((error: unknown) => error),
      );
    }
    expect(faults.map((fault) => (fault as { slug: string }).slug)).toEqual([
      ...['shop-answer-unreadable', 'shop-answer-unreadable', 'shop-not-found', 'shop-redirects'],
      ...['shop-address-private', 'shop-address-private'],
    ]);
    expect(inspect(faults)).not.toMatch(/signature|555/);
  });
});

it('keeps to a limit in every window, after a pause too', () => {
  const pacer = new Pacer({ requests: 3, windowMs: 1000 }, 0);
  let now = 5_000_000;
  const sent: number[] = [];
  for (let nth = 0; nth < 10; nth += 1) {
    now += pacer.book(now) * 1000;
    sent.push(now / 1000);
    if (nth === 5) now += 3_500_000;
  }
  for (const at of sent)
    expect(sent.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(3);
  expect(sent.slice(0, 4)).toEqual([5000, 5000, 5000, 6000]);
});

it('pauses twice as long each time, and as long as the shop says', () => {
  expect([1, 2, 3, 20].map((failures) => pauseAfter(failures, null))).toEqual([1000, 2000, 4000, 300_000]);
  expect(pauseAfter(1, 90_000)).toBe(90_000);
  const now = new Date('2026-06-01T00:00:00Z');
  expect(
    ['5', '1.5', 'Mon, 01 Jun 2026 00:01:00 GMT', 'soon', '999999999'].map((text) => retryAfter(text, now)),
  ).toEqual([5000, 1500, 60_000, null, 3_600_000]);
});

it('reads JSON pointers as RFC 6901 has them', () => {
  const document = { 'a/b': [{ '~c': 7 }], constructor: null };
  expect(textAt(document, '/a~1b/0/~0c')).toBe('7');
  for (const none of ['/a~1b/00', '/a~1b/1', '/toString', '/a']) expect(textAt(document, none)).toBe('');
  expect(['', '/a', 'a', '/a~2'].map(isPointer)).toEqual([true, true, false, false]);
});

it('keys print as nothing', () => {
  const keys = new ShopKeys({ token: 'secret-token' });
  expect(inspect(keys) + JSON.stringify(keys)).not.toContain('secret-token');
  // Control: there is one.
  expect(keys.text('token')).toBe('secret-token');
});

it('a token is compared as a whole, and never where there is none', () => {
  const keys = new ShopKeys({ token: 'secret-token' });
  expect(['secret-token', 'secret-toke', 'secret-token ', ''].map((text) => keys.is('token', text))).toEqual([
    ...[true, false, false, false],
  ]);
  expect(keys.is('other', '')).toBe(false);
});
