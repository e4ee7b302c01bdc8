import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { mask } from '#kernel/masked';
import { webhookSignature } from '#vault/webhook-vault';
import { ShopClient, Star7Error } from '../../../src/client/shop-client';
import { readWebhook } from '../../../src/client/webhook-message';
import { HttpRig, tokens } from '../http/http-rig';

const rigs: HttpRig[] = [];
afterEach(() => Promise.all(rigs.splice(0).map(({ app }) => app.close())));

async function client(token: string = tokens.shop) {
  const rig = new HttpRig();
  rigs.push(rig);
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  return { rig, pauses, shop: new ShopClient({ url: `http://127.0.0.1:${String(port)}`, token, pause }) };
}

it('states an order, and says of a refused one why', async () => {
  const { shop } = await client();
  expect(
    await shop.putOrder('№ 7/1', { phones: { main: '+79161234567' }, customerName: 'Anna' }),
  ).toMatchObject({
    ...{ result: 'created', orderNumber: '7-1', notices: [] },
  });
  expect(await shop.putOrder('1', { phones: { main: '12' } })).toMatchObject({ result: 'refused' });
});

it('states any number of orders', async () => {
  const { rig, shop } = await client();
  const orders = Array.from({ length: 1001 }, (_, nth) => ({ orderNumber: String(nth) }));
  const results = await shop.putOrders(orders);
  expect(results.map(({ orderNumber }) => orderNumber)).toEqual(orders.map(({ orderNumber }) => orderNumber));
  expect(rig.administration.intake.batches.map(({ length }) => length)).toEqual([500, 500, 1]);
});

it('asks again while Star7 is away, and gives up in the end', async () => {
  const { rig, shop, pauses } = await client();
  rig.administration.intake.failAtBatch = 0;
  const failing = shop.putOrder('1', {});
  await expect(failing).rejects.toMatchObject({ status: 503, slug: 'unavailable' });
  expect(pauses).toEqual([5000, 5000, 5000]);
  rig.administration.intake.failAtBatch = Infinity;
  await rig.app.close();
  await expect(shop.putOrder('1', {})).rejects.toMatchObject({ status: 0, slug: 'unreachable' });
  expect(pauses.slice(3)).toEqual([2000, 4000, 8000]);
});

it('asks once for what cannot pass', async () => {
  const { shop, pauses } = await client('s7_wrong');
  await expect(shop.putOrder('1', {})).rejects.toBeInstanceOf(Star7Error);
  expect(pauses).toEqual([]);
  const { shop: other } = await client();
  await expect(other.putOrder('1', { customerName: 7 } as object)).rejects.toMatchObject({
    ...{ slug: 'invalid-request', errors: [{ pointer: '#/customerName' }] },
  });
});

describe('a message', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = JSON.stringify({
    type: 'order.status',
    timestamp: '',
    data: { orderNumber: '1', status: 'closed' },
  });
  const at = 1_800_000_000;
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,AAAA ${webhookSignature(mask(secret), 'evt_1', at, body)}`,
  };

  it('is read where its signature is right', () => {
    expect(readWebhook(secret, headers, Buffer.from(body), at + 299)).toMatchObject({
      id: 'evt_1',
      message: { type: 'order.status', data: { status: 'closed' } },
    });
  });

  it.each([
    ['one changed byte', { body: body.replace('closed', 'closef') }],
    ['another id', { headers: { ...headers, 'webhook-id': 'evt_2' } }],
    ['another time', { headers: { ...headers, 'webhook-timestamp': String(at + 1) } }],
    ['no signature', { headers: { ...headers, 'webhook-signature': undefined } }],
    ['a signature of another length', { headers: { ...headers, 'webhook-signature': 'v1,AAAA' } }],
    ['another secret', { secret: 'whsec_AfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }],
    ['an old time', { now: at + 301 }],
    ['a time to come', { now: at - 301 }],
  ])(
    'is refused with %s',
    (_what, change: { body?: string; secret?: string; headers?: object; now?: number }) => {
      const asked = { secret, headers, body, now: at, ...change };
      expect(() => readWebhook(asked.secret, { ...asked.headers }, asked.body, asked.now)).toThrow(
        /signature|old/,
      );
    },
  );
});

it('imports nothing but its own files and node', () => {
  const folder = path.join(__dirname, '../../../src/client');
  const imported = readdirSync(folder).flatMap((file) => [
    ...readFileSync(path.join(folder, file), 'utf8').matchAll(/ from '([^']+)'/g),
  ]);
  expect(imported.map(([, name]) => name).filter((name) => !/^(\.\/|node:)/.test(name ?? ''))).toEqual([]);
});
