import { whole } from '../http/http-rig';
import { codesOf, cookieOf, password, SessionRig } from './session-rig';

const wrong = { password: 'not this password' };
const actions = (rig: SessionRig) => rig.audit.entries.map(({ action }) => action);

describe('signing in', () => {
  it('sets a cookie that no script and no other site has, and says who it is', async () => {
    const rig = new SessionRig();
    const reply = await rig.try('101');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']).toMatch(
      /^star7_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(reply.json()).toEqual({
      ...{ login: '101', name: 'Name of 101', role: 'manager', extension: '101', language: 'ru' },
      ...{ colorScheme: 'auto', mayExport: false, totp: false, steps: [], idleSeconds: 1800 },
      awaySince: null,
      ...{ csrfToken: expect.stringMatching(/^[\w-]{43}$/) as string, version: 'unknown' },
    });
    expect(rig.audit.entries).toEqual([
      {
        ...{ actor: 'manager:101', action: 'session.sign-in', subject: 'account:101' },
        detail: { role: 'manager', code: false, from: '127.0.0.1' },
      },
    ]);
  });

  it('marks the cookie as for TLS alone where a trusted proxy says that it came by TLS', async () => {
    const rig = new SessionRig({ trustedProxies: ['127.0.0.1'] });
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.9' };
    const set = await rig.try('101', {}, https);
    expect(set.headers['set-cookie']).toMatch(
      /^__Host-star7_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    // Another name is another cookie, which a neighbouring host may have planted.
    const cookie = cookieOf(set);
    const own = { ...https, 'sec-fetch-site': 'same-origin' };
    const orders = (sent: string) =>
      rig.app.inject({ url: '/api/orders', headers: { ...own, cookie: sent } });
    expect((await orders(cookie)).statusCode).toBe(200);
    expect((await orders(cookie.replace('__Host-', ''))).statusCode).toBe(401);
    expect((await rig.try('101')).headers['set-cookie']).not.toContain('Secure');
    const trusting = new SessionRig();
    expect((await trusting.try('101', {}, https)).headers['set-cookie']).not.toContain('Secure');
  });

  it('answers an unknown login, a wrong password and a disabled account alike, after the same work', async () => {
    const rig = new SessionRig();
    rig.accounts.disable(2);
    const answers = [await rig.try('nobody'), await rig.try('101', wrong), await rig.try('orlov')];
    expect(new Set(answers.map((answer) => JSON.stringify(whole(answer)))).size).toBe(1);
    expect(answers[0]!.json()).toMatchObject({ status: 401, slug: 'sign-in-refused' });
    expect(answers[0]!.headers['set-cookie']).toBeUndefined();
    expect(rig.passwords.held).toHaveLength(3);
    // The known one alone is on record, and nothing that was typed.
    expect(rig.audit.entries).toEqual([
      {
        ...{ actor: 'anonymous', action: 'session.refused', subject: 'account:101' },
        detail: { reason: 'password', from: '127.0.0.1' },
      },
    ]);
    expect(rig.saidOf('sign-in refused').map(({ fields }) => fields)).toEqual([
      { reason: 'unknown', account: undefined },
      { reason: 'password', account: '101' },
      { reason: 'unknown', account: undefined },
    ]);
    expect(rig.said()).not.toContain('nobody');
  });

  it('says no password in the log, the audit log or an answer', async () => {
    const rig = new SessionRig();
    const odd = 'pass-word-7900';
    const replies = [
      await rig.try('101', { password: odd }),
      await rig.try('nobody', { password: odd }),
      await rig.try('101', { password: odd, more: odd }),
      await rig.try('101', { password: 'x'.repeat(201) + odd }),
    ];
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([401, 401, 400, 400]);
    const said = replies.map(({ body }) => body).join() + rig.said() + JSON.stringify(rig.audit.entries);
    expect(said).not.toContain(odd);
    expect(said).toContain('sign-in refused');
  });

  it('is refused where the password was reset, or the account disabled, while it was being checked', async () => {
    for (const change of ['reset', 'disable'] as const) {
      const rig = new SessionRig();
      rig.passwords.meanwhile = () =>
        change === 'reset' ? rig.accounts.reset(1, 'another') : rig.accounts.disable(1);
      expect((await rig.try('101')).json()).toMatchObject({ status: 401, slug: 'sign-in-refused' });
      expect(rig.sessions.size).toBe(0);
    }
  });

  it('ends the session that this browser had before', async () => {
    const rig = new SessionRig();
    const before = await rig.signIn('101');
    expect((await rig.try('101', wrong, { cookie: before.cookie })).statusCode).toBe(401);
    expect((await before.get('/session')).statusCode).toBe(200);
    expect((await rig.try('orlov', {}, { cookie: before.cookie })).statusCode).toBe(200);
    expect((await before.get('/session')).statusCode).toBe(401);
    expect(rig.sessions.size).toBe(1);
  });

  it('is refused from pages of other sites', async () => {
    const rig = new SessionRig();
    expect((await rig.try('101', {}, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await rig.try('101', {}, { 'sec-fetch-site': site })).json()).toMatchObject({ slug: 'csrf' });
    const form = await rig.app.inject({
      ...{ method: 'POST', url: '/api/session', payload: `login=101&password=${password}` },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.statusCode).toBe(415);
  });

  it('is not done where it cannot be written down or looked up', async () => {
    const rig = new SessionRig();
    rig.audit.failWith(new Error('no database'));
    expect((await rig.try('101')).statusCode).toBe(503);
    expect(rig.sessions.size).toBe(0);
    rig.audit.failWith(null);
    rig.accounts.failWith(new Error('no database'));
    expect((await rig.try('101')).statusCode).toBe(503);
    rig.accounts.failWith(null);
    expect((await rig.try('101')).statusCode).toBe(200);
  });
});

describe('attempts to sign in', () => {
  const rules = {
    perLogin: { limit: 3, windowSeconds: 900 },
    perAddress: { limit: 5, windowSeconds: 900 },
  };

  it('wait after too many failures of a login, known or not, until the oldest is forgotten', async () => {
    for (const login of ['101', 'nobody']) {
      const rig = new SessionRig({ signInRules: rules });
      for (let n = 0; n < 3; n++) {
        expect((await rig.try(login, wrong)).statusCode).toBe(401);
        await rig.clock.pass(60_000);
      }
      const reply = await rig.try(login);
      expect(reply.statusCode).toBe(429);
      expect(reply.json()).toMatchObject({ slug: 'too-many-sign-ins' });
      expect(reply.headers['retry-after']).toBe('720');
      // Nothing was hashed for it.
      expect(rig.passwords.held).toHaveLength(3);
      await rig.clock.pass(720_000);
      expect((await rig.try(login)).statusCode).toBe(login === '101' ? 200 : 401);
    }
  });

  it('wait after too many failures of an address, whatever the login', async () => {
    const rig = new SessionRig({ signInRules: rules });
    for (let n = 0; n < 5; n++) expect((await rig.try(`nobody-${n}`, wrong)).statusCode).toBe(401);
    expect((await rig.try('101')).statusCode).toBe(429);
  });

  it('count what comes at once, too', async () => {
    const rig = new SessionRig({ signInRules: rules });
    const replies = await Promise.all(Array.from({ length: 8 }, () => rig.try('101', wrong)));
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([
      401, 401, 401, 429, 429, 429, 429, 429,
    ]);
  });

  it('are one login’s, in small letters or capitals', async () => {
    const rig = new SessionRig({ signInRules: rules });
    for (const login of ['orlov', 'Orlov', 'ORLOV']) {
      expect((await rig.try(login, wrong)).statusCode).toBe(401);
    }
    expect((await rig.try('oRLOV')).statusCode).toBe(429);
  });

  it('begin anew with the right password, and right ones never wait', async () => {
    const rig = new SessionRig({ signInRules: rules });
    for (let n = 0; n < 20; n++) expect((await rig.try('101')).statusCode).toBe(200);
    await rig.try('101', wrong);
    await rig.try('101', wrong);
    expect((await rig.try('101')).statusCode).toBe(200);
    await rig.try('101', wrong);
    expect((await rig.try('101')).statusCode).toBe(200);
  });

  it('go by the client behind a trusted proxy alone', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const rig = new SessionRig({ signInRules: rules, trustedProxies: ['127.0.0.1'] });
    for (let n = 0; n < 5; n++) await rig.try(`nobody-${n}`, wrong, from('10.0.0.9'));
    expect((await rig.try('101', {}, from('10.0.0.9'))).statusCode).toBe(429);
    expect((await rig.try('101', {}, from('10.0.0.8'))).statusCode).toBe(200);
    const untrusting = new SessionRig({ signInRules: rules });
    for (let n = 0; n < 5; n++) await untrusting.try(`nobody-${n}`, wrong, from(`10.0.0.${n}`));
    expect((await untrusting.try('101', {}, from('10.0.0.99'))).statusCode).toBe(429);
  });

  it('wait where too many are being checked at once, and that counts for no failure', async () => {
    const rig = new SessionRig({ signInRules: rules });
    rig.passwords.busy = true;
    for (let n = 0; n < 9; n++) {
      const reply = await rig.try('101');
      expect(reply.statusCode).toBe(429);
      expect(reply.headers['retry-after']).toBe('5');
    }
    rig.passwords.busy = false;
    expect((await rig.try('101')).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('opens the API as its account may', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    const orders = await anna.get('/orders');
    expect(orders.statusCode).toBe(200);
    expect(orders.json()).toMatchObject({ items: [{ orderNumber: '1001' }, { orderNumber: '1003' }] });
    expect((await anna.get('/session')).json()).toMatchObject({ login: '101' });
    const orlov = await rig.signIn('orlov');
    expect((await orlov.get('/orders')).json<{ items: unknown[] }>().items).toHaveLength(3);
    expect((await orlov.send('POST', '/orders/1001/calls', {})).json()).toMatchObject({
      slug: 'role-forbidden',
    });
    expect(rig.audit.entries.map(({ actor }) => actor)).toContain('account:orlov');
  });

  it('is nothing once signed out, and its cookie is taken back', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    const out = await anna.send('DELETE', '/session');
    expect(out.statusCode).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^star7_session=; .*Max-Age=0/);
    const after = await anna.get('/orders');
    expect(after.json()).toMatchObject({ status: 401, slug: 'unauthenticated' });
    // By then the browser may have another, of a session begun meanwhile.
    expect(after.headers['set-cookie']).toBeUndefined();
    expect((await anna.get('/session')).statusCode).toBe(401);
    expect(actions(rig)).toEqual(['session.sign-in', 'session.sign-out']);
  });

  it('ends when it lies unused; what a page asks by itself is no use', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    await rig.clock.pass(1_700_000);
    expect((await anna.get('/session')).statusCode).toBe(200);
    await rig.clock.pass(1_700_000);
    expect((await anna.get('/session', { 'x-star7-background': '1' })).statusCode).toBe(200);
    await rig.clock.pass(200_000);
    expect((await anna.get('/session')).statusCode).toBe(401);
  });

  it('ends at once when its account is disabled', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    rig.accounts.disable(1);
    expect((await anna.get('/orders')).statusCode).toBe(401);
  });

  it('many that ended lock nobody out', async () => {
    const rig = new SessionRig({ maxFailedAuthentications: 2 });
    const anna = await rig.signIn('101');
    for (let n = 0; n < 9; n++) {
      const stale = await anna.get('/orders', { cookie: `star7_session=${'x'.repeat(43)}` });
      expect(stale.statusCode).toBe(401);
      expect((await rig.app.inject('/api/session')).statusCode).toBe(401);
    }
    expect((await anna.get('/orders')).statusCode).toBe(200);
    expect((await rig.get('101', '/api/orders')).statusCode).toBe(200);
  });

  it('counts for nothing beside a token', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    expect((await anna.get('/orders', { authorization: 'Bearer wrong' })).statusCode).toBe(401);
  });

  it('is not what a token is asked for', async () => {
    expect((await new SessionRig().get('101', '/api/session')).statusCode).toBe(401);
  });
});

describe('forged requests', () => {
  it.each([
    ['no token', { 'x-star7-csrf': '' }],
    ['another token', { 'x-star7-csrf': 'x'.repeat(43) }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
  ])('change nothing: %s', async (_what, headers) => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    for (const [method, url] of [
      ['POST', '/orders/1001/calls'],
      ['DELETE', '/session'],
      ['PATCH', '/session/preferences'],
    ] as const) {
      const reply = await anna.send(method, url, {}, headers);
      expect(reply.json()).toMatchObject({ status: 403, slug: 'csrf' });
    }
    expect(rig.control.clicks).toEqual([]);
    expect(rig.sessions.size).toBe(1);
    // The control: the same request from our own page.
    expect(
      (await anna.send('PATCH', '/session/preferences', {}, { 'sec-fetch-site': 'same-origin' })).statusCode,
    ).toBe(200);
  });

  const looks: [string, Record<string, string>, number][] = [
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
    [
      'a neighbouring site, with our address',
      { 'sec-fetch-site': 'same-site', referer: 'http://localhost:80/x' },
      403,
    ],
    ['nowhere, over plain HTTP', {}, 403],
    ['another site, over plain HTTP', { referer: 'http://localhost.evil.example/' }, 403],
    ['another port of this host, over plain HTTP', { referer: 'http://localhost:81/' }, 403],
    ['what cannot be an address', { referer: 'localhost' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['an address that was typed', { 'sec-fetch-site': 'none' }, 200],
    ['our own page, over plain HTTP', { referer: 'http://localhost:80/orders/1001' }, 200],
    ['our own script, over plain HTTP', { origin: 'http://localhost:80' }, 200],
  ];
  it.each(looks)('are looks too: from %s', async (_what, headers, status) => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    const look = (url: string) =>
      rig.app.inject({
        url: `/api${url}`,
        headers: { host: 'localhost:80', cookie: anna.cookie, ...headers },
      });
    const rows = rig.audit.entries.length;
    for (const url of ['/orders', '/orders/1001', '/orders/1001/timeline', '/queue', '/session']) {
      expect([url, (await look(url)).statusCode]).toEqual([url, status]);
    }
    // Nor does a wrong order number of another site's count.
    for (let nth = 0; nth < 31; nth += 1) await look('/orders/9999');
    expect((await anna.get('/orders/1001')).statusCode).toBe(status === 403 ? 200 : 429);
    if (status === 403) {
      expect(rig.audit.entries.slice(rows).map(({ action }) => action)).toEqual(['order.view']);
    }
  });

  it.each<[string, Record<string, string>, number]>([
    ['another service of the host, over plain HTTP', { referer: 'http://shop.example/x' }, 403],
    ['the same in Origin', { origin: 'http://shop.example' }, 403],
    ['our own page, in a browser that does not say so', { referer: 'https://shop.example/orders/1001' }, 200],
  ])('behind TLS, the default ports are two origins: from %s', async (_what, headers, status) => {
    const rig = new SessionRig({ trustedProxies: ['127.0.0.1'] });
    const https = { host: 'shop.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.9' };
    const cookie = cookieOf(await rig.try('101', {}, https));
    const reply = await rig.app.inject({ url: '/api/orders', headers: { ...https, cookie, ...headers } });
    expect(reply.statusCode).toBe(status);
  });

  it('do not keep a session awake', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    for (let minute = 0; minute < 31; minute += 10) {
      await rig.app.inject({
        url: '/api/orders',
        headers: { cookie: anna.cookie, 'sec-fetch-site': 'same-site' },
      });
      rig.clock.set(10 * 60_000_000);
    }
    expect((await anna.get('/orders')).statusCode).toBe(401);
  });

  it("do not come by another session's token", async () => {
    const rig = new SessionRig();
    const [anna, orlov] = [await rig.signIn('101'), await rig.signIn('orlov')];
    const headers = { 'x-star7-csrf': orlov.session.csrfToken };
    expect((await anna.send('DELETE', '/session', undefined, headers)).statusCode).toBe(403);
  });
});

describe('a first sign-in', () => {
  const first = { mustChangePassword: true, termsVersion: null } as const;
  const own = 'my own long phrase';

  it('opens nothing else before a new password is set and the terms are accepted', async () => {
    const rig = new SessionRig();
    rig.accounts.add({ id: 4, login: 'vera', role: 'supervisor', ...first }, password);
    const vera = await rig.signIn('vera');
    expect(vera.session.steps).toEqual(['new-password', 'terms']);
    const refused = async (): Promise<void> => {
      for (const url of ['/orders', '/calls', '/events'])
        expect((await vera.get(url)).json()).toMatchObject({ status: 403, slug: 'sign-in-unfinished' });
      expect((await vera.send('POST', '/session/totp', { password })).json()).toMatchObject({
        slug: 'sign-in-unfinished',
      });
    };
    await refused();
    const set = await vera.send('PUT', '/session/password', { current: password, new: own });
    expect(set.json()).toMatchObject({ steps: ['terms'] });
    await refused();
    const terms = (await vera.get('/terms')).json<{ version: number; text: Record<string, string> }>();
    expect(terms).toMatchObject({ version: 1, text: { ru: expect.any(String) as string } });
    expect(codesOf(await vera.send('PUT', '/session/terms', { version: 2 }))).toEqual({
      '#/version': 'outdated',
    });
    expect((await vera.send('PUT', '/session/terms', { version: 1 })).json()).toMatchObject({ steps: [] });
    expect((await vera.get('/orders')).statusCode).toBe(200);
    expect(rig.audit.entries.slice(1, 3)).toEqual([
      { actor: 'account:vera', action: 'password.change', subject: 'account:vera' },
      {
        ...{ actor: 'account:vera', action: 'terms.accept', subject: 'account:vera' },
        detail: { version: 1 },
      },
    ]);
  });

  it('asks everybody anew when the terms change', async () => {
    const rig = new SessionRig();
    const anna = await rig.signIn('101');
    rig.terms.terms = { ...rig.terms.terms, version: 2 };
    expect((await anna.get('/orders')).json()).toMatchObject({ slug: 'sign-in-unfinished' });
    expect((await anna.get('/session')).json()).toMatchObject({ steps: ['terms'] });
  });
});

describe('a new password', () => {
  it.each([
    [{ current: 'wrong one here' }, { '#/current': 'wrong' }],
    [{ new: 'Kx9-Wq7' }, { '#/new': 'too-short' }],
    [{ new: 'aaaaaaaaaaaab' }, { '#/new': 'too-simple' }],
    [{ new: 'Password1234!' }, { '#/new': 'too-simple' }],
    [{ new: password }, { '#/new': 'same-as-before' }],
    [{ new: 'Orlov-orlov-1' }, { '#/new': 'contains-login' }],
    [
      { current: 'wrong one here', new: 'Kx9-Wq7' },
      { '#/current': 'wrong', '#/new': 'too-short' },
    ],
  ])('is refused at the field: %j', async (body, codes) => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    const all = { current: password, new: 'a quite other phrase', ...body };
    const reply = await orlov.send('PUT', '/session/password', all);
    expect(reply.statusCode).toBe(400);
    expect(codesOf(reply)).toEqual(codes);
    for (const typed of Object.values(body)) expect(reply.body).not.toContain(typed);
    expect((await rig.try('orlov')).statusCode).toBe(200);
  });

  it('ends all other sessions of the account, and only those', async () => {
    const rig = new SessionRig();
    const [here, elsewhere, anna] = [
      await rig.signIn('orlov'),
      await rig.signIn('orlov'),
      await rig.signIn('101'),
    ];
    const body = { current: password, new: 'a quite other phrase' };
    expect((await here.send('PUT', '/session/password', body)).statusCode).toBe(200);
    expect((await here.get('/session')).statusCode).toBe(200);
    expect((await elsewhere.get('/session')).statusCode).toBe(401);
    expect((await anna.get('/session')).statusCode).toBe(200);
    expect((await rig.try('orlov')).statusCode).toBe(401);
    expect((await rig.try('orlov', { password: body.new })).statusCode).toBe(200);
  });

  it('is not set where it was reset meanwhile', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    rig.passwords.meanwhile = () => rig.accounts.reset(2, 'what the administrator gave');
    const reply = await orlov.send('PUT', '/session/password', {
      current: password,
      new: 'a quite other phrase',
    });
    expect(codesOf(reply)).toEqual({ '#/current': 'wrong' });
    expect((await rig.try('orlov', { password: 'a quite other phrase' })).statusCode).toBe(401);
    expect((await rig.try('orlov', { password: 'what the administrator gave' })).statusCode).toBe(200);
  });

  it('is no way to guess the old one', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    const guess = () =>
      orlov.send('PUT', '/session/password', { current: 'guess', new: 'a quite other phrase' });
    for (let n = 0; n < 10; n++) expect((await guess()).statusCode).toBe(400);
    expect((await guess()).json()).toMatchObject({ slug: 'too-many-sign-ins' });
  });
});

test('preferences are kept for the account', async () => {
  const rig = new SessionRig();
  const anna = await rig.signIn('101');
  const reply = await anna.send('PATCH', '/session/preferences', { language: 'en', colorScheme: 'dark' });
  expect(reply.json()).toMatchObject({ language: 'en', colorScheme: 'dark' });
  expect((await (await rig.signIn('101')).get('/session')).json()).toMatchObject({ language: 'en' });
  expect((await anna.send('PATCH', '/session/preferences', { language: 'de' })).statusCode).toBe(400);
  expect(cookieOf(reply)).toBe('undefined');
});
