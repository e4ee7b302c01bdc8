import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import type { Resolve } from '#http/outgoing-addresses';
import { noDetails, titleAlone } from '#orders/model/order-details';
import { isAtShop, shopAddressOf } from '#orders/model/shop-address';
import { ShopPictures } from '#orders/shop-pictures';
import { HttpRig } from '../http/http-rig';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
let shop: Server | null = null;

afterEach(() => {
  shop?.close();
  shop = null;
});

/** A shop's server on loopback. @returns its host */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  shop = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** An order of one item with this picture, in a site whose shop is at these hosts. */
async function rigWith(picture: string, shopHosts: string[]): Promise<{ rig: HttpRig; url: string }> {
  const rig = new HttpRig();
  const [order] = (await rig.get('101', '/api/orders')).json<{ items: Array<{ orderNumber: string }> }>()
    .items;
  const number = order?.orderNumber ?? '';
  rig.work.inFull.orders.set(number, {
    ...{ statedNumber: null, dialled: null },
    details: { ...noDetails, items: [{ ...titleAlone, title: 'Cup', link: picture, picture }] },
    others: { open: 0, closed: 0, cancelled: 0, lastPlacedAt: null },
  });
  rig.work.rules.rules = { ...rig.work.rules.rules, page: { managersSeeAddress: true, shopHosts } };
  return { rig, url: `/api/orders/${number}` };
}

describe('the picture of an item', () => {
  it('comes from the shop through Star7, to the manager of the order alone', async () => {
    const asked: Array<string | undefined> = [];
    const host = await serve((request, response) => {
      asked.push(request.url, request.headers.cookie);
      response.end(png);
    });
    const { rig, url } = await rigWith(`http://${host}/cup.png`, [host]);
    expect((await rig.get('101', `${url}/details`)).json()).toMatchObject({
      details: { items: [{ title: 'Cup', link: `http://${host}/cup.png`, picture: true }] },
    });
    const got = await rig.get('101', `${url}/items/0/picture`);
    expect([got.statusCode, got.headers['content-type'], got.rawPayload]).toEqual([200, 'image/png', png]);
    expect(asked).toEqual(['/cup.png', undefined]);
    expect((await rig.get('102', `${url}/items/0/picture`)).statusCode).toBe(404);
    expect((await rig.get('101', `${url}/items/1/picture`)).json()).toMatchObject({ slug: 'not-found' });
    expect(asked).toHaveLength(2);
  });

  it('is not asked for at hosts that nobody has listed, and its address does not reach the page', async () => {
    const { rig, url } = await rigWith('http://127.0.0.1:1/cup.png', ['shop.example.test']);
    const details = await rig.get('101', `${url}/details`);
    expect(details.json()).toMatchObject({ details: { items: [{ link: null, picture: false }] } });
    expect(details.body).not.toContain('127.0.0.1');
    expect((await rig.get('101', `${url}/items/0/picture`)).statusCode).toBe(404);
  });

  it.each<[string, RequestListener]>([
    [
      'an SVG, whatever it is called',
      (_request, response) => response.setHeader('content-type', 'image/png').end('<svg onload="x"/>'),
    ],
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['an error', (_request, response) => response.writeHead(500).end(png)],
    [
      'more than 5 MB',
      (_request, response) => response.end(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)])),
    ],
    [
      'an answer that breaks off',
      (_request, response) =>
        response.writeHead(200, { 'content-length': 99 }).write(png, () => response.destroy()),
    ],
  ])('is none of %s', async (_what, answer) => {
    const host = await serve(answer);
    const { rig, url } = await rigWith(`http://${host}/cup.png`, [host]);
    expect((await rig.get('101', `${url}/items/0/picture`)).statusCode).toBe(404);
  });
});

it('is asked for in no private network that the site has not listed, whatever a name leads to', async () => {
  let asked = 0;
  const host = await serve((_request, response) => {
    asked += 1;
    response.end(png);
  });
  const port = host.split(':')[1] ?? '';
  const leadsHere: Resolve = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  const named = `http://shop.example.test:${port}/cup.png`;
  for (const address of [
    named,
    `http://${host}/cup.png`,
    `http://[::ffff:127.0.0.1]:${port}/cup.png`,
    `http://2130706433:${port}/cup.png`,
    `http://0x7f.1:${port}/cup.png`,
    `http://0.0.0.0:${port}/cup.png`,
    `http://127.0.0.1.:${port}/cup.png`,
  ]) {
    expect([address, await new ShopPictures(new OutgoingAddresses('', leadsHere)).fetch(address)]).toEqual([
      address,
      null,
    ]);
  }
  expect(asked).toBe(0);
  // Control: the shop is in a network of the site.
  const listed = new ShopPictures(new OutgoingAddresses('shop.example.test', leadsHere));
  expect(await listed.fetch(named)).toEqual({ type: 'image/png', bytes: png });
});

it.each([
  ['https://shop.example.test/a?b=c', 'https://shop.example.test/a?b=c'],
  [' HTTP://SHOP.example.test ', 'http://shop.example.test/'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['https://anna:secret@shop.example.test/', null],
  ['shop.example.test/a', null],
  ['https://', null],
  [`https://shop.example.test/${'a'.repeat(500)}`, null],
])('the address of a product: case %#', (stated, address) => {
  expect(shopAddressOf(stated)).toBe(address);
});

it('a host is the shop’s by its whole name and port', () => {
  const hosts = ['shop.example.test', 'cdn.example.test:8443'];
  for (const address of [
    'https://shop.example.test/x',
    'https://shop.example.test:443/',
    'https://cdn.example.test:8443/',
  ])
    expect([address, isAtShop(address, hosts)]).toEqual([address, true]);
  for (const address of [
    'https://shop.example.test.evil.test/',
    'https://shop.example.test:8080/',
    'https://cdn.example.test/',
  ])
    expect([address, isAtShop(address, hosts)]).toEqual([address, false]);
});
