import { Secret, TOTP } from 'otpauth';
import { codesOf, password, SessionRig } from './session-rig';
import type { Browser } from './session-rig';

/** An authenticator app. */
function codeAt(secret: string, rig: SessionRig): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: rig.clock.now() / 1000 });
}

/** One that is none now: the right one, a digit changed. */
function otherThan(code: string): string {
  return code.slice(0, 5) + String((Number(code.slice(5)) + 5) % 10);
}

async function begin(browser: Browser): Promise<string> {
  const reply = await browser.send('POST', '/session/totp', { password });
  expect(reply.statusCode).toBe(200);
  const { secret, uri } = reply.json<{ secret: string; uri: string }>();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Star7:orlov\?/);
  expect(uri).toContain(`secret=${secret}`);
  return secret;
}

describe('an authenticator', () => {
  it('is asked for once a first code has confirmed it; a code is good once', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    const secret = await begin(orlov);
    // Nothing is asked for yet.
    expect((await rig.try('orlov')).statusCode).toBe(200);

    const code = codeAt(secret, rig);
    const refused = await orlov.send('PUT', '/session/totp', { code: otherThan(code) });
    expect(codesOf(refused)).toEqual({ '#/code': 'wrong' });
    expect((await orlov.send('PUT', '/session/totp', { code })).json()).toMatchObject({ totp: true });

    expect((await rig.try('orlov')).json()).toMatchObject({ status: 401, slug: 'code-required' });
    // The code that confirmed it is used up.
    expect((await rig.try('orlov', { code })).json()).toMatchObject({ status: 401, slug: 'code-refused' });
    await rig.clock.pass(30_000);
    const next = codeAt(secret, rig);
    expect((await rig.try('orlov', { code: `${next.slice(0, 3)} ${next.slice(3)}` })).statusCode).toBe(200);
    expect((await rig.try('orlov', { code: next })).json()).toMatchObject({ slug: 'code-refused' });
    expect((await rig.try('orlov', { code: next, password: 'wrong' })).json()).toMatchObject({
      slug: 'sign-in-refused',
    });
    // Nobody learns from a code that the password is wrong, or of a code that it would be right.
    expect(rig.audit.entries.map(({ action }) => action)).toEqual([
      ...['session.sign-in', 'session.sign-in', 'totp.enable', 'session.refused'],
      ...['session.sign-in', 'session.refused', 'session.refused'],
    ]);
    expect(rig.said() + JSON.stringify(rig.audit.entries)).not.toContain(secret);
  });

  it('may have a clock that is half a minute off, and no more', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    const secret = await begin(orlov);
    const code = codeAt(secret, rig);
    await rig.clock.pass(61_000);
    expect((await orlov.send('PUT', '/session/totp', { code })).statusCode).toBe(400);
    await rig.clock.pass(-32_000);
    expect((await orlov.send('PUT', '/session/totp', { code })).statusCode).toBe(200);
  });

  it('has codes that cannot be guessed for long', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    const secret = await begin(orlov);
    await orlov.send('PUT', '/session/totp', { code: codeAt(secret, rig) });
    await rig.clock.pass(30_000);
    const code = otherThan(codeAt(secret, rig));
    for (let n = 0; n < 10; n++)
      expect((await rig.try('orlov', { code })).json()).toMatchObject({ slug: 'code-refused' });
    expect((await rig.try('orlov', { code: codeAt(secret, rig) })).statusCode).toBe(429);
  });

  it('is given up with the password, and begun anew after that alone', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    expect((await orlov.send('PUT', '/session/totp', { code: '123456' })).json()).toMatchObject({
      slug: 'totp-not-begun',
    });
    const secret = await begin(orlov);
    await orlov.send('PUT', '/session/totp', { code: codeAt(secret, rig) });
    expect((await orlov.send('POST', '/session/totp', { password })).json()).toMatchObject({
      slug: 'totp-in-use',
    });
    const wrong = await orlov.send('DELETE', '/session/totp', { password: 'wrong' });
    expect(codesOf(wrong)).toEqual({ '#/password': 'wrong' });
    expect((await orlov.send('DELETE', '/session/totp', { password })).json()).toMatchObject({ totp: false });
    expect((await rig.try('orlov')).statusCode).toBe(200);
    expect(rig.audit.entries.map(({ action }) => action)).toContain('totp.disable');
    expect(await begin(orlov)).not.toBe(secret);
  });

  it('is set up with the password alone, which cannot be guessed for long there either', async () => {
    const rig = new SessionRig();
    const orlov = await rig.signIn('orlov');
    expect(codesOf(await orlov.send('POST', '/session/totp', { password: 'wrong' }))).toEqual({
      '#/password': 'wrong',
    });
    expect((await orlov.send('PUT', '/session/totp', { code: '123456' })).json()).toMatchObject({
      slug: 'totp-not-begun',
    });
    expect(await begin(orlov)).not.toBe('');
    for (let n = 0; n < 10; n++) await orlov.send('POST', '/session/totp', { password: 'wrong' });
    expect((await orlov.send('POST', '/session/totp', { password })).statusCode).toBe(429);
  });

  it('ends the other sessions of its account when it is turned on or off, and nobody else’s', async () => {
    const rig = new SessionRig();
    const [here, elsewhere, anna] = [
      await rig.signIn('orlov'),
      await rig.signIn('orlov'),
      await rig.signIn('101'),
    ];
    const secret = await begin(here);
    expect((await elsewhere.get('/session')).statusCode).toBe(200);
    await here.send('PUT', '/session/totp', { code: codeAt(secret, rig) });
    const statuses = async (...browsers: Browser[]) =>
      Promise.all(browsers.map(async (browser) => (await browser.get('/session')).statusCode));
    expect(await statuses(here, elsewhere, anna)).toEqual([200, 401, 200]);

    await rig.clock.pass(30_000);
    const again = await rig.signIn('orlov', { code: codeAt(secret, rig) });
    expect(await statuses(again)).toEqual([200]);
    await here.send('DELETE', '/session/totp', { password });
    expect(await statuses(here, again, anna)).toEqual([200, 401, 200]);
  });
});
