import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { SessionRig } from '../people/session-rig';
import type { Browser } from '../people/session-rig';

const rig = new SessionRig();
beforeAll(() => rig.app.listen({ host: '127.0.0.1', port: 0 }));
afterAll(() => rig.app.close());

function address(): string {
  return `127.0.0.1:${String((rig.app.server.address() as AddressInfo).port)}`;
}

/** @returns `open`, or the status of the refusal */
async function knock(
  who: Browser | null,
  headers: Record<string, string> = { origin: `http://${address()}` },
  protocols: string[] = ['sip'],
): Promise<'open' | number> {
  const socket = new WebSocket(`ws://${address()}/api/phone`, protocols, {
    headers: { ...headers, ...(who !== null && { cookie: who.cookie }) },
  });
  socket.on('error', () => undefined);
  const refused = once(socket, 'unexpected-response').then(
    ([, response]) => (response as { statusCode: number }).statusCode,
  );
  const opened = once(socket, 'open').then(() => 'open' as const);
  opened.catch(() => undefined);
  refused.catch(() => undefined);
  const result = await Promise.race([opened, refused]);
  socket.terminate();
  return result;
}

test('a manager’s own page may connect', async () => {
  expect(await knock(await rig.signIn('101'))).toBe('open');
});

test('without the cookie, from another origin, without Origin or the subprotocol nobody may', async () => {
  const anna = await rig.signIn('101');
  expect(await knock(null)).toBe(401);
  expect(await knock(anna, { origin: 'https://evil.example' })).toBe(403);
  expect(await knock(anna, {})).toBe(403);
  // A program that has the cookie and says what browsers say of links that are typed in.
  expect(await knock(anna, { 'sec-fetch-site': 'none' })).toBe(403);
  expect(await knock(anna, { origin: 'null' })).toBe(403);
  expect(await knock(anna, undefined, ['mqtt'])).toBe(400);
});

test('only managers have a phone in the page, and only in a session', async () => {
  const orlov = await rig.signIn('orlov');
  expect(await knock(orlov)).toBe(403);
  expect((await orlov.send('POST', '/phone')).json()).toMatchObject({ slug: 'role-forbidden' });
  const token = await rig.app.inject({
    method: 'POST',
    url: '/api/phone',
    headers: { authorization: 'Bearer manager-101' },
  });
  expect([401, 403]).toContain(token.statusCode);
});

test('going on and off duty needs the page’s token; without the PBX it says so', async () => {
  const anna = await rig.signIn('101');
  const foreign = { 'x-star7-csrf': 'x' };
  expect((await anna.send('POST', '/phone', undefined, foreign)).json()).toMatchObject({ slug: 'csrf' });
  expect((await anna.send('POST', '/phone')).json()).toMatchObject({ slug: 'call-unavailable' });
  expect((await anna.send('DELETE', '/phone')).statusCode).toBe(204);
});

test('the page’s figures are bounded, and of a manager in a session', async () => {
  const anna = await rig.signIn('101');
  const report = {
    from: { lossPercent: 1, jitterMs: 3 },
    to: { lossPercent: 0, jitterMs: 2, bufferMs: 40 },
    ...{ roundTripMs: 20, codec: 'opus', fault: null },
  };
  const send = (body: object) => anna.send('POST', '/phone/quality', body);
  expect((await send(report)).statusCode).toBe(204);
  for (const change of [
    { from: { lossPercent: 101, jitterMs: 3 } },
    { from: { lossPercent: -1, jitterMs: 3 } },
    { to: { lossPercent: 0, jitterMs: 1e9, bufferMs: null } },
    { roundTripMs: 'long' },
    { codec: 'x'.repeat(17) },
    { codec: '+7 900' },
    { fault: 'boss' },
    { note: '+79001234567' },
  ])
    expect((await send({ ...report, ...change })).json()).toMatchObject({ slug: 'invalid-request' });
  expect((await (await rig.signIn('orlov')).send('POST', '/phone/quality', report)).statusCode).toBe(403);
});

test('a plain request is answered as one', async () => {
  const anna = await rig.signIn('101');
  const origin = `http://${address()}`;
  expect(
    (await anna.get('/phone', { origin, host: address(), 'sec-websocket-protocol': 'sip' })).statusCode,
  ).toBe(404);
});
