import { HttpRig, tokens } from '../http/http-rig';

const wrong = (n: number): string => `s7_wrong-${String(n)}`;

describe('authentication', () => {
  const try_ = (rig: HttpRig, authorization?: string) =>
    rig.app.inject({ url: '/api/orders', headers: authorization === undefined ? {} : { authorization } });

  it('lets a valid token in, whatever the case of the scheme', async () => {
    const rig = new HttpRig();
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect((await try_(rig, `${scheme} ${tokens['101']}`)).statusCode).toBe(200);
    }
  });

  it.each([
    ['no header', undefined],
    ['another scheme', `Basic ${tokens['101']}`],
    ['no token', 'Bearer '],
    ['two tokens', `Bearer ${tokens['101']} ${tokens['101']}`],
    ['characters that no token has', 'Bearer café'],
  ])('answers 401 without asking the token book: %s', async (_what, authorization) => {
    const rig = new HttpRig();
    const reply = await try_(rig, authorization);
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="star7"');
    expect(reply.json()).toMatchObject({ status: 401, slug: 'unauthenticated' });
    expect(rig.tokens.asked).toBe(0);
  });

  it('answers 401 to an unknown token, before the body is read', async () => {
    const rig = new HttpRig();
    const reply = await rig.app.inject({
      method: 'POST',
      url: '/api/orders/1001/calls',
      headers: { authorization: `Bearer ${wrong(1)}`, 'content-type': 'application/json' },
      payload: '{broken',
    });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="star7", error="invalid_token"');
    expect(rig.control.clicks).toEqual([]);
  });

  it('guards every route under /api but the OpenAPI document', async () => {
    const rig = new HttpRig();
    for (const [method, url] of [
      ['GET', '/api/orders'],
      ['GET', '/api/orders/1001'],
      ['POST', '/api/orders/1001/calls'],
      ['GET', '/api/calls'],
      ['GET', '/api/calls/1'],
      ['DELETE', '/api/calls/1'],
      ['GET', '/api/events'],
    ] as const) {
      expect((await rig.app.inject({ method, url })).statusCode).toBe(401);
    }
    expect((await rig.app.inject('/api/openapi.json')).statusCode).toBe(200);
    expect((await rig.app.inject('/healthz')).statusCode).toBe(200);
  });

  it('answers 503, not 401, where the token book cannot answer', async () => {
    const rig = new HttpRig();
    rig.tokens.failWith(new Error('no database'));
    const reply = await try_(rig, `Bearer ${tokens['101']}`);
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
  });

  it('makes an address wait that fails too often, and does not ask the token book meanwhile', async () => {
    const rig = new HttpRig({ maxFailedAuthentications: 3 });
    for (const n of [1, 2, 3]) expect((await try_(rig, `Bearer ${wrong(n)}`)).statusCode).toBe(401);
    const { asked } = rig.tokens;
    const reply = await try_(rig, `Bearer ${wrong(4)}`);
    expect(reply.statusCode).toBe(429);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(reply.json()).toMatchObject({ slug: 'too-many-failures' });
    expect(rig.tokens.asked).toBe(asked);
  });

  it('still serves a token that was good lately from that address, until it is revoked', async () => {
    const rig = new HttpRig({ maxFailedAuthentications: 1 });
    expect((await try_(rig, `Bearer ${tokens['101']}`)).statusCode).toBe(200);
    expect((await try_(rig, `Bearer ${wrong(1)}`)).statusCode).toBe(401);
    expect((await try_(rig, `Bearer ${wrong(1)}`)).statusCode).toBe(429);
    expect((await try_(rig, `Bearer ${tokens['101']}`)).statusCode).toBe(200);
    rig.tokens.revoke(tokens['101']);
    expect((await try_(rig, `Bearer ${tokens['101']}`)).statusCode).toBe(401);
    expect((await try_(rig, `Bearer ${tokens['101']}`)).statusCode).toBe(429);
  });

  it('counts failures only: a busy program is not slowed down', async () => {
    const rig = new HttpRig({ maxFailedAuthentications: 2 });
    for (let n = 0; n < 10; n++) expect((await try_(rig, `Bearer ${tokens.service}`)).statusCode).toBe(200);
  });

  it('says no token in the log', async () => {
    const rig = new HttpRig();
    await try_(rig, `Bearer ${tokens['101']}`);
    await try_(rig, `Bearer ${wrong(1)}`);
    await rig.app.inject(`/api/orders?token=${tokens['101']}`);
    rig.tokens.failWith(new Error(`cannot look up ${tokens['101']}`));
    await try_(rig, `Bearer ${tokens['101']}`);
    expect(rig.saidOf('request')).toHaveLength(4);
    expect(rig.said()).not.toContain('s7_');
    // The search finds what is there.
    rig.log.info(`token ${tokens['101']}`);
    expect(rig.said()).toContain('s7_');
  });
});
