import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { callView } from '../calls/memory-call-log';
import { HttpRig, tokens } from './http-rig';

const secret = '79161234567';

async function raw(rig: HttpRig, bytes: string): Promise<string> {
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1').end(bytes);
  let got = '';
  for await (const chunk of socket) got += String(chunk);
  await rig.app.close();
  return got;
}

describe('problem details', () => {
  it('list all faults of body and headers together, and repeat no value', async () => {
    const rig = new HttpRig();
    const reply = await rig.start(
      '101',
      '1001',
      { slot: secret, extension: { secret }, [secret]: secret, [`${secret}0`]: 1 },
      { 'idempotency-key': `${secret} with a space` },
    );
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ slug: 'invalid-request', status: 400 });
    expect(new Set(reply.json<{ errors: object[] }>().errors)).toEqual(
      new Set([
        { in: 'body', pointer: '#', detail: 'has an unknown member' },
        { in: 'body', pointer: '#/extension', detail: 'must be string' },
        { in: 'body', pointer: '#/slot', detail: 'must be one of: main, second, recipient' },
        {
          in: 'header',
          pointer: '#/idempotency-key',
          detail:
            'must be: 1 to 255 visible ASCII characters; a repetition returns the result of the first request',
        },
      ]),
    );
    expect(reply.body).not.toContain(secret);
    expect(rig.control.clicks).toEqual([]);
  });

  it('list all faults of a query, and repeat no value', async () => {
    const rig = new HttpRig();
    const reply = await rig.get(
      '101',
      `/api/calls?limit=0&disposition=${secret}&from=${secret}&to=2026-02-30T00:00:00Z&${secret}=1`,
    );
    expect(
      reply
        .json<{ errors: { pointer: string }[] }>()
        .errors.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['#', '#/disposition', '#/from', '#/limit', '#/to']);
    expect(reply.body).not.toContain(secret);
  });

  it.each([
    ['', 400],
    ['a'.repeat(256), 400],
    ['ключ', 400],
    ['a\u007f', 400],
    ['a'.repeat(255), 201],
    ['!~', 201],
  ])('an idempotency key %j is answered with %i', async (key, status) => {
    const rig = new HttpRig();
    rig.control.answer = () => ({ outcome: 'started', call: callView(1) });
    const reply = await rig.start('101', '1001', undefined, { 'idempotency-key': key });
    expect(reply.statusCode).toBe(status);
  });

  it.each([
    ['broken JSON', 'application/json', `{"slot": ${secret}x`, 400, 'malformed-body'],
    ['a poisoned prototype', 'application/json', `{"__proto__": {"x": ${secret}}}`, 400, 'malformed-body'],
    ['an array', 'application/json', `[${secret}]`, 400, 'invalid-request'],
    ['null', 'application/json', 'null', 201, undefined],
    ['text', 'text/plain', secret, 415, 'unsupported-media-type'],
    ['a form', 'application/x-www-form-urlencoded', `slot=${secret}`, 415, 'unsupported-media-type'],
    ['no type', '', '{"slot":"main"}', 415, 'unsupported-media-type'],
    ['too much', 'application/json', JSON.stringify({ slot: secret.repeat(2000) }), 413, 'body-too-large'],
  ])('%s', async (_what, type, payload, status, slug) => {
    const rig = new HttpRig();
    rig.control.answer = () => ({ outcome: 'started', call: callView(1) });
    const reply = await rig.as('101', {
      method: 'POST',
      url: '/api/orders/1001/calls',
      headers: type === '' ? {} : { 'content-type': type },
      payload,
    });
    expect(reply.statusCode).toBe(status);
    if (status === 201) return;
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ status, slug });
    expect(reply.body + rig.said()).not.toContain(secret);
  });

  it.each([
    `/${secret}`,
    `/api/${secret}`,
    `/api/calls/1/${secret}`,
    `/api/orders/1001/calls/${secret}`,
    `/%zz${secret}`,
  ])('an unknown route is a 404 that does not repeat it: %s', async (url) => {
    const rig = new HttpRig();
    const reply = await rig.get('101', url);
    expect(reply.statusCode).toBe(404);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ slug: 'not-found' });
    expect(reply.body + rig.said()).not.toContain(secret);
    expect(rig.saidOf('request')).toMatchObject([{ fields: { route: 'none', status: 404 } }]);
  });

  it.each([
    ['DELETE', '/api/orders/1001', 'GET, HEAD, PUT'],
    ['GET', '/api/orders/1001/calls', 'POST'],
    ['PATCH', '/api/calls/1', 'DELETE, GET, HEAD'],
    ['POST', '/api/calls', 'GET, HEAD'],
    ['HEAD', '/api/events', 'GET'],
    ['OPTIONS', '/api/orders', 'GET, HEAD, POST'],
    ['DELETE', '/healthz', 'GET, HEAD'],
  ] as const)('%s %s is a 405 that says what is allowed', async (method, url, allow) => {
    const reply = await new HttpRig().as('101', { method, url });
    expect(reply.statusCode).toBe(405);
    expect(reply.headers.allow).toBe(allow);
    expect(reply.headers['content-type']).toBe('application/problem+json');
  });

  it('answer input that is not HTTP', async () => {
    const got = await raw(new HttpRig(), `${secret} what\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1\.1 400 .*\r\n/);
    expect(got).toContain('application/problem+json');
    expect(got).toContain('\r\nx-content-type-options: nosniff\r\n');
    expect(got).toContain("frame-ancestors 'none'\r\n");
    expect(got).not.toContain(secret);
  });

  it('disconnect a client that sends something other than HTTP and never closes', async () => {
    const rig = new HttpRig();
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined).write('what\r\n\r\n');
    const ended = new Promise((resolve) => socket.once('end', resolve));
    socket.once('data', (chunk) => expect(String(chunk)).toMatch(/^HTTP\/1\.1 400 /));
    await ended;
    // `close` waits until all connections have ended.
    await rig.app.close();
    socket.destroy();
  });

  it('answer oversized headers', async () => {
    const got = await raw(new HttpRig(), `GET / HTTP/1.1\r\nHost: x\r\nX: ${'9'.repeat(40_000)}\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1\.1 431 /);
    expect(got).toContain('"slug":"headers-too-large"');
  });
});

describe('every answer', () => {
  it('has the security headers and no CORS headers', async () => {
    const rig = new HttpRig();
    for (const reply of [
      await rig.get('101', '/api/orders'),
      await rig.get('101', '/api/orders/9'),
      await rig.get('101', '/nowhere'),
      await rig.app.inject({ url: '/api/orders', headers: { origin: 'https://elsewhere.example' } }),
      await rig.app.inject({
        method: 'OPTIONS',
        url: '/api/orders',
        headers: { origin: 'https://x.example' },
      }),
    ]) {
      expect(reply.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
      });
      expect(Object.keys(reply.headers).filter((name) => /^access-control/.test(name))).toEqual([]);
    }
  });

  it('keeps browsers to TLS where a trusted proxy says that it came by TLS, and nowhere else', async () => {
    const strict = async (rig: HttpRig, url: string, headers: Record<string, string>) =>
      (await rig.app.inject({ url, headers })).headers['strict-transport-security'];
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.9' };
    const rig = new HttpRig({ trustedProxies: ['127.0.0.1'] });
    for (const url of ['/', '/api/session', '/nowhere', '/healthz']) {
      expect(await strict(rig, url, https)).toBe('max-age=31536000; includeSubDomains');
      expect(await strict(rig, url, {})).toBeUndefined();
      expect(await strict(new HttpRig(), url, https)).toBeUndefined();
    }
  });

  it('is logged by the pattern of its route, never by its URL', async () => {
    const rig = new HttpRig();
    await rig.get('101', `/api/orders/${secret}?x=${secret}`);
    expect(rig.saidOf('request')).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          credential: 'token:1',
          method: 'GET',
          route: '/api/orders/:number',
          status: 404,
          milliseconds: expect.any(Number) as number,
          role: 'manager',
        },
      },
    ]);
    expect(rig.said()).not.toContain(secret);
    expect(rig.said()).not.toContain(tokens['101']);
  });
});
