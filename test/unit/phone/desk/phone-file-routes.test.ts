import { RefusedError } from '#kernel/refused-error';
import type { FileAsker } from '#phone/desk/desk-phones';
import { HttpRig, whole } from '../../http/http-rig';

/* The way to a desk phone's file: one answer for whatever gives none, and nothing but a whole GET uses a link up. */

const file = { mediaType: 'text/plain; charset=utf-8', text: '#!version:1.0.0.1\naccount.1.enable = 1\n' };

class Files {
  readonly asked: string[] = [];
  readonly spoiled: string[] = [];
  readonly good = new Set(['good']);

  isDown = false;
  asker: FileAsker | null = null;

  fileOf(token: string, name: string, asker: FileAsker) {
    if (this.isDown) return Promise.reject(new RefusedError('unavailable'));
    this.asked.push(`${token} ${name}`);
    this.asker = asker;
    return Promise.resolve(name === 'a.cfg' && this.good.delete(token) ? file : null);
  }

  spoil(token: string) {
    if (this.isDown) return Promise.reject(new RefusedError('unavailable'));
    this.spoiled.push(token);
    return Promise.resolve();
  }
}

let files: Files;
let rig: HttpRig;
beforeEach(() => {
  files = new Files();
  rig = new HttpRig({ trustedProxies: ['127.0.0.1'] }, undefined, () => ({ deskPhones: files }));
});
afterEach(() => rig.app.close());

const ask = (
  target: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS' = 'GET',
) => rig.app.inject({ method, url: `/phone-files/${target}`, headers, remoteAddress: '127.0.0.1' });
const outside = (scheme: string) => ({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': scheme });

test('the file once, for no cache; then what an unknown link answers', async () => {
  const found = await ask('good/a.cfg', outside('https'));
  expect(found.statusCode).toBe(200);
  expect(found.body).toBe(file.text);
  expect(found.headers).toMatchObject({
    'content-type': file.mediaType,
    'cache-control': 'no-store',
    'accept-ranges': 'none',
  });
  const again = await ask('good/a.cfg', outside('https'));
  expect(again.statusCode).toBe(404);
  expect(whole(again)).toEqual(whole(await ask('unknown/a.cfg', outside('https'))));
  expect(whole(again)).toEqual(whole(await ask('unknown/other', outside('https'))));
});

test('a part, the headers alone and other methods use nothing up', async () => {
  const unknown = await ask('unknown/a.cfg');
  for (const range of ['bytes=0-', 'bytes=0-0', 'lines=1'])
    expect(whole(await ask('good/a.cfg', { range }))).toEqual(whole(unknown));
  for (const method of ['HEAD', 'POST', 'OPTIONS'] as const) {
    const answer = await ask('good/a.cfg', {}, method);
    expect(answer.statusCode).toBe(405);
    expect(whole(answer)).toEqual(whole(await ask('unknown/a.cfg', {}, method)));
  }
  expect(files.asked).toEqual(['unknown a.cfg']);
  expect((await ask('good/a.cfg')).statusCode).toBe(200);
});

test('from outside over HTTP there is none, and the link that was shown is good for nothing', async () => {
  const refused = await ask('good/a.cfg', outside('http'));
  expect(refused.statusCode).toBe(404);
  expect(files.spoiled).toEqual(['good']);
  expect(files.asked).toEqual([]);
  // In the building a phone may ask without TLS.
  for (const inside of ['192.168.1.20', '10.0.0.7', 'fd00::7', '127.0.0.1'])
    await ask('other/a.cfg', { 'x-forwarded-for': inside, 'x-forwarded-proto': 'http' });
  expect(files.spoiled).toEqual(['good']);
  expect(files.asked).toHaveLength(4);
});

test('who asks for what is not there waits after sixty tries; others do not', async () => {
  for (let tries = 0; tries < 60; tries += 1) await ask('unknown/a.cfg', outside('https'));
  const waits = await ask('good/a.cfg', outside('https'));
  expect(waits.statusCode).toBe(429);
  expect(waits.headers['retry-after']).toBe('900');
  const another = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' };
  expect((await ask('good/a.cfg', another)).statusCode).toBe(200);
  await rig.clock.pass(901_000);
  expect((await ask('unknown/a.cfg', outside('https'))).statusCode).toBe(404);
});

test.each(['https', 'http'])('over %s: while the database is away nobody guesses wrong', async (scheme) => {
  files.isDown = true;
  for (let tries = 0; tries < 70; tries += 1)
    expect((await ask('good/a.cfg', outside(scheme))).statusCode).toBe(503);
  files.isDown = false;
  expect((await ask('good/a.cfg', outside('https'))).statusCode).toBe(200);
});

test('two slashes before the name, as Grandstream’s phones ask', async () => {
  const found = await ask('good//a.cfg', outside('https'));
  expect(found.statusCode).toBe(200);
  expect(found.body).toBe(file.text);
  expect(whole(await ask('good//a.cfg'))).toEqual(whole(await ask('unknown/a.cfg')));
  expect((await ask('good//a.cfg', {}, 'HEAD')).statusCode).toBe(405);
});

test.each([
  ['Yealink SIP-T46S 66.86.0.15 80:5e:c0:12:34:56', 'yealink'],
  ['Grandstream Model HW GXP2170 SW 1.0.11.79 DevId c074ad654321', 'grandstream'],
  ['curl/8.5.0', 'other'],
])('who asks, without anything that names the phone: %s is %s', async (agent, client) => {
  await ask('good/a.cfg', { ...outside('https'), 'user-agent': agent });
  expect(files.asker).toEqual({ network: '203.0.113.9', client });
});

test('the log has neither link nor file name', async () => {
  await ask('good/a.cfg');
  await ask('secret-of-a-link/805ec0123456.cfg');
  expect(rig.said()).toContain('/phone-files/:token/:file');
  expect(rig.said()).not.toMatch(/secret-of-a-link|805ec0123456|good/);
});

describe('administrators', () => {
  const mac = '80:5e:c0:12:34:56';

  test('make a link, see that it waits, and withdraw it', async () => {
    const made = await rig.as('administrator', {
      method: 'POST',
      url: '/api/managers/101/desk-phone',
      payload: { make: 'yealink', mac },
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toEqual({
      path: expect.stringMatching(/^\/phone-files\/[\w-]{43}\/$/) as string,
      url: null,
      expiresAt: '2026-01-01T01:00:00.000000Z',
    });
    const listed = await rig.get('administrator', '/api/desk-phones');
    expect(listed.json()).toMatchObject({
      on: true,
      items: [{ extension: '101', make: 'yealink', mac: '805ec0123456', fetchedAt: null }],
    });
    // What is listed leads to no file.
    expect(listed.body).not.toContain(made.json<{ path: string }>().path.split('/')[2]);
    const withdraw = { method: 'DELETE', url: '/api/managers/101/desk-phone' } as const;
    expect((await rig.as('administrator', withdraw)).statusCode).toBe(204);
    expect((await rig.get('administrator', '/api/desk-phones')).json()).toMatchObject({ items: [] });
    expect(rig.audit.entries.map(({ action }) => action)).toEqual(['desk-phone.link', 'desk-phone.withdraw']);
    expect(JSON.stringify(rig.audit.entries)).not.toContain('805ec0123456');
  });

  test('a MAC address that is none is refused by its field, and another make', async () => {
    const sent = (payload: object) =>
      rig.as('administrator', { method: 'POST', url: '/api/managers/101/desk-phone', payload });
    expect((await sent({ make: 'yealink', mac: 'x' })).json()).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/mac', code: 'mac-invalid' }],
    });
    expect((await sent({ make: 'cisco', mac })).statusCode).toBe(400);
    expect(
      (
        await rig.as('administrator', {
          method: 'POST',
          url: '/api/managers/999/desk-phone',
          payload: { make: 'yealink', mac },
        })
      ).json(),
    ).toMatchObject({ slug: 'manager-not-found' });
  });

  test.each(['101', 'service', 'supervisor', 'shop'] as const)('nobody else: %s', async (who) => {
    expect((await rig.get(who, '/api/desk-phones')).statusCode).toBe(403);
    const payload = { make: 'yealink', mac };
    const link = { method: 'POST', url: '/api/managers/101/desk-phone', payload } as const;
    expect((await rig.as(who, link)).statusCode).toBe(403);
  });
});
