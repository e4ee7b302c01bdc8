import { HttpRig } from '../http/http-rig';

const token = 'a-token-of-some-length';

interface Asker {
  from?: string;
  headers?: Record<string, string>;
}

async function ask(metricsToken: string | null, { from = '127.0.0.1', headers = {} }: Asker = {}) {
  const rig = new HttpRig({ metricsToken });
  const {
    statusCode,
    body,
    headers: answered,
  } = await rig.app.inject({
    url: '/metrics',
    remoteAddress: from,
    headers,
  });
  return {
    status: statusCode,
    body,
    type: answered['content-type'],
    challenge: answered['www-authenticate'],
  };
}

const bearer = (text: string): Asker => ({ from: '192.0.2.7', headers: { authorization: `Bearer ${text}` } });

describe('without a token', () => {
  test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s may read it', async (from) => {
    expect(await ask(null, { from })).toMatchObject({
      status: 200,
      body: 'a 1\n',
      type: 'text/plain; version=0.0.4; charset=utf-8',
    });
  });

  test.each(['192.0.2.7', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '1127.0.0.1'])(
    '%s gets "not found"',
    async (from) => {
      expect(await ask(null, { from })).toMatchObject({ status: 404 });
    },
  );

  test.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
    'a request through a proxy on this machine (%s) counts as remote',
    async (header) => {
      expect(await ask(null, { headers: { [header]: '192.0.2.7' } })).toMatchObject({ status: 404 });
    },
  );

  test('a REST token is not accepted', async () => {
    const reply = await new HttpRig().app.inject({
      url: '/metrics',
      remoteAddress: '192.0.2.7',
      headers: { authorization: 'Bearer s7_supervisor' },
    });
    expect(reply.statusCode).toBe(404);
  });
});

describe('with a token', () => {
  test('a client with the token may read it from anywhere', async () => {
    expect(await ask(token, bearer(token))).toMatchObject({ status: 200, body: 'a 1\n' });
  });

  test.each([{}, bearer(`${token}x`), bearer(''), { headers: { authorization: `Basic ${token}` } }])(
    'other clients may not, even on this machine, case %#',
    async (asker) => {
      expect(await ask(token, asker)).toMatchObject({ status: 401, challenge: 'Bearer realm="star7"' });
    },
  );
});

test('answers are counted by the route’s pattern, never by the URL', async () => {
  const rig = new HttpRig();
  await rig.get('101', '/api/orders/79161234567');
  await rig.get('101', '/79161234567');
  await rig.app.inject('/metrics');
  expect(rig.measured).toEqual(['/api/orders/:number 404', 'none 404', '/metrics 200']);
});
