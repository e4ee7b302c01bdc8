import type { InjectOptions } from 'fastify';
import { HttpRig } from '../http/http-rig';

const as = (rig: HttpRig, method: InjectOptions['method'], url: string, payload?: object) =>
  rig.as('administrator', { method: method!, url, ...(payload !== undefined && { payload }) });

const hook = 'https://shop.example/hook?key=79161234567';

it('is added with a secret that is shown once, changed, and removed; each audited, without path', async () => {
  const rig = new HttpRig();
  const added = await as(rig, 'POST', '/api/webhooks', {
    url: hook,
    topics: ['order.outcome', 'order.outcome'],
  });
  expect(added.statusCode).toBe(201);
  expect(added.json()).toMatchObject({
    secret: 'whsec_1',
    webhook: { id: 1, url: hook, topics: ['order.outcome'], enabled: true, pending: 0, dead: 0 },
  });
  const listed = await as(rig, 'GET', '/api/webhooks');
  expect(listed.json()).toMatchObject({ items: [{ id: 1 }] });
  expect(listed.body).not.toContain('whsec_');
  expect((await as(rig, 'PATCH', '/api/webhooks/1', { enabled: false })).json()).toMatchObject({
    ...{ url: hook, enabled: false, changedBy: 'account:admin' },
  });
  expect((await as(rig, 'POST', '/api/webhooks/1/secret')).json()).toEqual({ secret: 'whsec_new-1' });
  expect((await as(rig, 'POST', '/api/webhooks/1/resend')).json()).toEqual({ resent: 0 });
  expect((await as(rig, 'DELETE', '/api/webhooks/1')).statusCode).toBe(204);
  expect(rig.audit.entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['webhook.add', null],
    ['webhook.set', 'webhook:1'],
    ['webhook.secret', 'webhook:1'],
    ['webhook.resend', 'webhook:1'],
    ['webhook.delete', 'webhook:1'],
  ]);
  expect(JSON.stringify(rig.audit.entries) + rig.said()).not.toMatch(/7916|whsec_/);
});

it.each([
  ['shop.example', 'url-invalid'],
  ['https://u:p@shop.example/', 'url-invalid'],
  ['http://shop.example/', 'url-not-https'],
])('is not added as %s', async (url, code) => {
  const rig = new HttpRig();
  const reply = await as(rig, 'POST', '/api/webhooks', { url, topics: ['call.ended'] });
  expect(reply.json()).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/url', code }] });
  expect(rig.audit.entries).toEqual([]);
});

it('may go to a listed host without TLS; a site has twenty', async () => {
  const rig = new HttpRig();
  const setting = { url: 'http://crm.local/', topics: ['call.ended'] };
  for (let nth = 0; nth < 20; nth += 1)
    expect((await as(rig, 'POST', '/api/webhooks', setting)).statusCode).toBe(201);
  expect((await as(rig, 'POST', '/api/webhooks', setting)).json()).toMatchObject({
    errors: [{ code: 'too-many-webhooks' }],
  });
});

it('what was given up is listed, sent again or dropped', async () => {
  const rig = new HttpRig();
  for (const id of [4, 5]) {
    rig.administration.webhooks.deadRows.push({
      ...{ id, webhookId: 1, messageId: 'call_1', topic: 'call.ended', orderNumber: '1001' },
      ...{ createdAt: 0, failedAt: 0, attempts: 11, fault: 'timeout', status: null },
    });
  }
  expect((await as(rig, 'GET', '/api/webhook-deliveries')).json()).toMatchObject({
    items: [{ id: 4, fault: 'timeout', orderNumber: '1001' }, { id: 5 }],
    next: null,
  });
  expect((await as(rig, 'POST', '/api/webhook-deliveries/4/resend')).statusCode).toBe(204);
  expect((await as(rig, 'DELETE', '/api/webhook-deliveries/5')).statusCode).toBe(204);
  expect((await as(rig, 'GET', '/api/webhook-deliveries')).json()).toMatchObject({ items: [] });
  expect(rig.audit.entries.map(({ action, subject }) => `${action} ${String(subject)}`)).toEqual([
    'webhook.resend delivery:4',
    'webhook.drop delivery:5',
  ]);
});

it('what waits for an address that is switched off is listed by itself', async () => {
  const rig = new HttpRig();
  rig.administration.webhooks.heldRows.push({
    ...{ id: 6, webhookId: 1, messageId: 'call_2', topic: 'call.ended', orderNumber: '1002' },
    ...{ createdAt: 0, failedAt: null, attempts: 0, fault: null, status: null },
  });
  expect((await as(rig, 'GET', '/api/webhook-deliveries?state=held')).json()).toMatchObject({
    items: [{ id: 6, orderNumber: '1002', fault: null, failedAt: null }],
  });
  expect((await as(rig, 'GET', '/api/webhook-deliveries')).json()).toMatchObject({ items: [] });
  expect((await as(rig, 'GET', '/api/webhook-deliveries?state=gone')).statusCode).toBe(400);
});

it.each([
  ['PATCH', '/api/webhooks/7'],
  ['DELETE', '/api/webhooks/7'],
  ['POST', '/api/webhooks/7/secret'],
  ['POST', '/api/webhooks/7/resend'],
  ['POST', '/api/webhook-deliveries/7/resend'],
  ['DELETE', '/api/webhook-deliveries/7'],
  ['DELETE', '/api/webhook-deliveries/x'],
] as const)('%s %s: there is none', async (method, url) => {
  const rig = new HttpRig();
  expect((await as(rig, method, url, method === 'PATCH' ? {} : undefined)).statusCode).toBe(404);
});

it('is for administrators', async () => {
  const rig = new HttpRig();
  for (const who of ['101', 'service', 'supervisor', 'shop'] as const) {
    expect((await rig.get(who, '/api/webhooks')).json()).toMatchObject({ slug: 'role-forbidden' });
  }
});
