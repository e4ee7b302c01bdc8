import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { WebhookSender } from '#webhooks/webhook-sender';
import type { Resolve } from '#http/outgoing-addresses';

const tls = (name: string): Buffer => readFileSync(path.join(__dirname, '../../fixtures/tls', name));

let server: Server | null = null;
const asked: { url: string; headers: object; body: string }[] = [];

async function serve(answer: RequestListener, secure = false): Promise<number> {
  const note: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  };
  server = secure
    ? createTlsServer({ key: tls('localhost.key'), cert: tls('localhost.crt') }, note)
    : createServer(note);
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

afterEach(async () => {
  asked.length = 0;
  const ending = server;
  server = null;
  ending?.closeAllConnections();
  await new Promise<void>((resolve) => (ending === null ? resolve() : ending.close(() => resolve())));
});

const to =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const post = (sender: WebhookSender, url: string) =>
  sender.send(new URL(url), { 'webhook-id': 'm1' }, '{"a":"ы"}');

it('posts body and headers, and reads a status alone', async () => {
  const port = await serve((_request, response) =>
    response.writeHead(201, { 'retry-after': '7' }).end('x'.repeat(1e6)),
  );
  const sender = new WebhookSender(new OutgoingAddresses('127.0.0.1'));
  expect(await post(sender, `http://127.0.0.1:${String(port)}/hook?a=1`)).toEqual({
    status: 201,
    retryAfter: '7',
  });
  expect(asked).toMatchObject([{ url: '/hook?a=1', headers: { 'webhook-id': 'm1' }, body: '{"a":"ы"}' }]);
});

it('refuses private addresses, whatever the name says, and connects to listed ones', async () => {
  const port = await serve((_request, response) => response.end());
  const url = `https://shop.example:${String(port)}/`;
  for (const addresses of [['127.0.0.1'], ['::1'], ['10.0.0.1', '192.168.0.1'], ['::ffff:127.0.0.1']]) {
    const sender = new WebhookSender(new OutgoingAddresses('', to(...addresses)));
    expect(await post(sender, url)).toEqual({ fault: 'address-refused' });
  }
  for (const literal of [
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'http://127.0.0.1/',
  ]) {
    expect(await post(new WebhookSender(new OutgoingAddresses()), literal)).toEqual({
      fault: 'address-refused',
    });
  }
  expect(asked).toEqual([]);
  const listed = new WebhookSender(new OutgoingAddresses('shop.example', to('127.0.0.1')));
  expect(await post(listed, `http://shop.example:${String(port)}/`)).toMatchObject({ status: 200 });
});

it('connects to the address that it has judged: the name is asked for once', async () => {
  const port = await serve((_request, response) => response.end());
  let looks = 0;
  // The second answer of a name that changes: nobody asks for it.
  const resolve: Resolve = (host, options, done) =>
    to(looks++ === 0 ? '10.0.0.1' : '127.0.0.1')(host, options, done);
  const sender = new WebhookSender(new OutgoingAddresses('', resolve));
  expect(await post(sender, `https://shop.example:${String(port)}/`)).toEqual({ fault: 'address-refused' });
  expect([looks, asked.length]).toEqual([1, 0]);
});

it('follows no redirect', async () => {
  const port = await serve((_request, response) => response.writeHead(307, { location: '/other' }).end());
  const sender = new WebhookSender(new OutgoingAddresses('127.0.0.1'));
  expect(await post(sender, `http://127.0.0.1:${String(port)}/`)).toMatchObject({ status: 307 });
  expect(asked).toHaveLength(1);
});

it('gives up a receiver that does not respond', async () => {
  const port = await serve(() => undefined);
  const sender = new WebhookSender(new OutgoingAddresses('127.0.0.1'), { timeoutMs: 50 });
  expect(await post(sender, `http://127.0.0.1:${String(port)}/`)).toEqual({ fault: 'timeout' });
});

it('trusts no certificate of its own making', async () => {
  const port = await serve((_request, response) => response.end(), true);
  const sender = new WebhookSender(new OutgoingAddresses('127.0.0.1'));
  expect(await post(sender, `https://127.0.0.1:${String(port)}/`)).toEqual({ fault: 'certificate' });
  expect(asked).toEqual([]);
});

it('says why a receiver cannot be reached', async () => {
  const gone = await serve((_request, response) => response.end());
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  const sender = new WebhookSender(new OutgoingAddresses('127.0.0.1'));
  expect(await post(sender, `http://127.0.0.1:${String(gone)}/`)).toEqual({ fault: 'unreachable' });
  const nameless: Resolve = (_host, _options, done) =>
    done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
  const lost = new WebhookSender(new OutgoingAddresses('', nameless));
  expect(await post(lost, 'https://nowhere.example/')).toEqual({ fault: 'host-unknown' });
});
