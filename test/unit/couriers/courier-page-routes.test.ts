import type { LightMyRequestResponse } from 'fastify';
import type { ClickResult } from '#calls/engine/call-control';
import type { CallView } from '#calls/model/call-view';
import { HttpRig } from '../http/http-rig';
import { callView } from '../calls/memory-call-log';
import { order } from '../calls/call-samples';

/*
 * The page of couriers by REST: a code signs in once, a session of its own opens five routes and nothing else.
 */

interface Day {
  csrfToken: string;
  name: string;
  orders: { orderNumber: string }[];
  call: { phase: string } | null;
}

async function shop() {
  const rig = new HttpRig();
  const { couriers } = rig.administration;
  await couriers.add({ number: '17', name: 'Sergey Orlov', language: 'en' });
  const { orderId, orderNumber, customerName, contactPointId, slot } = order;
  const carried = { orderId, orderNumber, customerName, contactPointId, slot };
  couriers.carriedOrders = [{ order: carried, handedOverAt: rig.clock.now() }];
  const signIn = (code: string, headers: Record<string, string> = {}) =>
    rig.app.inject({ method: 'POST', url: '/api/courier/session', payload: { code }, headers });
  return { rig, couriers, signIn };
}

async function signedIn() {
  const at = await shop();
  const { code } = await at.couriers.issueCode('17');
  const reply = await at.signIn(code);
  expect(reply.statusCode).toBe(200);
  const cookie = String(reply.headers['set-cookie']).split(';', 1)[0]!;
  const { csrfToken } = reply.json<Day>();
  const ask = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Record<string, string> = { 'x-star7-csrf': csrfToken },
  ): Promise<LightMyRequestResponse> =>
    at.rig.app.inject({ method, url: `/api/courier${url}`, headers: { cookie, ...headers } });
  return { ...at, reply, cookie, csrfToken, ask };
}

it('a code signs in once, and the cookie is for this page alone', async () => {
  const { rig, reply, cookie, signIn } = await signedIn();
  expect(reply.headers['set-cookie']).toMatch(/^star7_courier=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
  expect(reply.json()).toMatchObject({ name: 'Sergey Orlov', orders: [{ orderNumber: '1001' }], call: null });
  expect((await signIn('code-2')).json()).toMatchObject({ status: 401, slug: 'courier-code-refused' });
  // Nothing else opens with it, under neither name.
  const value = cookie.split('=')[1]!;
  for (const url of ['/api/session', '/api/queue?part=to-call', '/api/couriers', '/api/orders/1001'])
    for (const name of ['star7_courier', 'star7_session'])
      expect(
        (await rig.app.inject({ method: 'GET', url, headers: { cookie: `${name}=${value}` } })).statusCode,
      ).toBe(401);
  expect(rig.audit.entries.map(({ action }) => action)).toEqual(['courier.sign-in', 'order.list']);
});

it.each(['', 'x'.repeat(65), 17])('a code that cannot be (%p) is no guess', async (code) => {
  const { rig, couriers, signIn } = await shop();
  const right = (await couriers.issueCode('17')).code;
  for (let tries = 0; tries < 12; tries += 1) {
    const reply = await rig.app.inject({ method: 'POST', url: '/api/courier/session', payload: { code } });
    expect(reply.statusCode).toBe(400);
  }
  expect((await signIn(right)).statusCode).toBe(200);
});

it('after ten wrong codes from a network no more are tried, the right one neither, until the time is over', async () => {
  const { rig, couriers, signIn } = await shop();
  const { code } = await couriers.issueCode('17');
  for (let tries = 0; tries < 10; tries += 1)
    expect((await signIn(`wrong-${String(tries)}`)).json()).toMatchObject({ slug: 'courier-code-refused' });
  const refused = await signIn(code);
  expect(refused.json()).toMatchObject({ status: 429, slug: 'too-many-sign-ins' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await rig.clock.pass(900_000);
  expect((await signIn(code)).statusCode).toBe(200);
});

it('other sites sign nobody in, and do nothing with a session', async () => {
  const { ask, signIn, couriers } = await signedIn();
  const { code } = await couriers.issueCode('17');
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await signIn(code, foreign)).json()).toMatchObject({ status: 403, slug: 'csrf' });
  for (const [method, url] of [
    ['GET', ''],
    ['POST', '/orders/1001/calls'],
    ['DELETE', '/call'],
    ['DELETE', '/session'],
  ] as const)
    expect((await ask(method, url, foreign)).json()).toMatchObject({ status: 403, slug: 'csrf' });
  // Without the token nothing is changed either.
  expect((await ask('POST', '/orders/1001/calls', {})).json()).toMatchObject({ slug: 'csrf' });
});

it('without a session, and with one that has ended, everything is refused alike', async () => {
  const { rig, ask, couriers } = await signedIn();
  const nobody = await rig.app.inject({ method: 'GET', url: '/api/courier' });
  expect(nobody.json()).toMatchObject({ status: 401, slug: 'courier-signed-out' });
  // A new code, a new PIN, disabling: each signs out.
  await couriers.issueCode('17');
  expect((await ask('GET', '')).json()).toMatchObject({ status: 401, slug: 'courier-signed-out' });
  expect((await ask('POST', '/orders/1001/calls')).json()).toMatchObject({ slug: 'courier-signed-out' });
  expect(rig.control.courierClicks).toEqual([]);
});

it('signing out ends the session', async () => {
  const { ask, couriers } = await signedIn();
  const reply = await ask('DELETE', '/session');
  expect(reply.statusCode).toBe(204);
  expect(reply.headers['set-cookie']).toMatch(/^star7_courier=; Max-Age=0/);
  expect(couriers.sessions.size).toBe(0);
  expect((await ask('GET', '')).statusCode).toBe(401);
});

describe('Call', () => {
  const live: CallView = callView(1, {
    ...{ direction: 'courier', courierName: 'Sergey Orlov', phase: 'calling-courier' },
  });

  it('asks for a call of this courier’s to this order, and is written down', async () => {
    const { rig, ask } = await signedIn();
    rig.control.answer = () => ({ outcome: 'started', call: rig.control.put(live) });
    const reply = await ask('POST', '/orders/1001/calls');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ call: { phase: 'calling-courier' } });
    expect(rig.control.courierClicks).toMatchObject([{ courier: { number: '17' }, orderNumber: '1001' }]);
    expect(rig.audit.entries.at(-1)).toMatchObject({
      ...{ actor: 'courier:17', action: 'call.start', subject: `call:${live.id}` },
    });
    expect((await ask('DELETE', '/call')).statusCode).toBe(204);
    expect(rig.control.hungUp).toEqual([{ id: live.id, by: 'courier' }]);
    expect((await ask('DELETE', '/call')).json()).toMatchObject({ slug: 'call-ended' });
  });

  it.each([
    [{ outcome: 'refused' }, 404, 'delivery-ended'],
    [{ outcome: 'limited', limit: 'calling-hours' }, 409, 'calling-hours'],
    [{ outcome: 'limited', limit: 'do-not-call' }, 403, 'do-not-call'],
    [{ outcome: 'manager-busy' }, 409, 'courier-busy'],
    [{ outcome: 'manager-unreachable' }, 409, 'courier-unreachable'],
    [{ outcome: 'unavailable' }, 503, 'call-unavailable'],
  ] as const)('that comes to %j is told as %i %s', async (result, status, slug) => {
    const { rig, ask } = await signedIn();
    rig.control.answer = () => result as ClickResult;
    const reply = await ask('POST', '/orders/1001/calls');
    expect(reply.json()).toMatchObject({ status, slug });
    expect(rig.audit.entries.at(-1)).toMatchObject({ action: 'call.start', subject: null });
  });
});

it('what is shown holds names and order numbers, and nothing of a contact', async () => {
  const { ask, rig } = await signedIn();
  const reply = await ask('GET', '');
  expect(Object.keys(reply.json<Day>().orders[0]!).sort()).toEqual([
    'customerName',
    'handedOverAt',
    'orderNumber',
  ]);
  expect(reply.body).toContain(order.customerName);
  expect(reply.body + rig.said()).not.toMatch(/\+?7\d{10}/);
});
