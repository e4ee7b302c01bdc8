import { codesOf, password, SessionRig } from './session-rig';

const typed = '8 916 111-00-00';
const digits = '9161110000';

const of102 = (number: unknown) =>
  ({ method: 'PUT', url: '/api/managers/102/mobile', payload: { number } }) as const;

async function rigWithManagers() {
  const rig = new SessionRig();
  await rig.administration.managers.add({ extension: '101', name: 'Anna' });
  await rig.administration.managers.add({ extension: '102', name: 'Boris' });
  return { rig, anna: await rig.signIn('101') };
}

it('is written by its manager, confirmed by the code of a call, shown to nobody, and rings once it is chosen', async () => {
  const { rig, anna } = await rigWithManagers();
  const { mobiles } = rig.administration;
  const chosen = { devices: ['mobile'] };
  const written = await anna.send('PUT', '/me/mobile', { number: typed, password });
  expect(written.json()).toEqual({ extension: '101', hasMobile: false, isWaiting: true, hasPin: false });
  // Not confirmed: it cannot be chosen, and has no PIN.
  expect(codesOf(await anna.send('PUT', '/me/reach', chosen))).toEqual({ '#/devices': 'mobile-unknown' });
  expect((await anna.send('POST', '/me/mobile/pin', { password })).statusCode).toBe(400);
  expect((await anna.send('POST', '/me/mobile/call')).statusCode).toBe(202);
  const { code } = mobiles.calls[0]!;
  const confirmed = await anna.send('PUT', '/me/mobile/code', {
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
  });
  expect(confirmed.json()).toMatchObject({ hasMobile: true, isWaiting: false });
  expect((await anna.send('PUT', '/me/reach', chosen)).json()).toMatchObject({ devices: ['mobile'] });
  const answers = await Promise.all([
    anna.get('/me/mobile'),
    anna.get('/me/reach'),
    rig.get('administrator', '/api/managers'),
    rig.get('supervisor', '/api/board'),
  ]);
  expect(answers[2].json()).toMatchObject({ items: [{ hasMobile: true }, { hasMobile: false }] });
  const told = [...answers, written, confirmed].map(({ body }) => body).join('') + rig.said();
  expect(told.replace(/\D/g, '')).not.toContain(digits);
  expect(told + JSON.stringify(rig.audit.entries)).not.toContain(code);
  // The control: it is stored, in full.
  expect(mobiles.revealed('101')).toBe(`+7${digits}`);
  expect((await anna.send('DELETE', '/me/mobile')).json()).toMatchObject({ hasMobile: false });
  const actions = rig.audit.entries
    .map(({ action }) => action)
    .filter((action) => action.startsWith('manager.'));
  expect(actions).toEqual([
    'manager.mobile',
    'manager.mobile-call',
    'manager.mobile-confirmed',
    'manager.reach',
    'manager.mobile',
  ]);
});

it('needs the password, and a session: a page left open, or a token, writes no number and gets no PIN', async () => {
  const { rig, anna } = await rigWithManagers();
  const wrong = { password: 'not this one' };
  expect(codesOf(await anna.send('PUT', '/me/mobile', { number: typed, ...wrong }))).toEqual({
    '#/password': 'wrong',
  });
  expect(rig.administration.mobiles.revealed('101')).toBeNull();
  expect((await anna.send('POST', '/me/mobile/pin', wrong)).statusCode).toBe(400);
  const byToken = { method: 'PUT', url: '/api/me/mobile', payload: { number: typed, password } } as const;
  expect((await rig.as('101', byToken)).statusCode).toBe(403);
  for (const who of ['service', 'supervisor', 'administrator'] as const)
    expect((await rig.as(who, byToken)).statusCode).toBe(403);
  expect(rig.audit.entries.filter(({ action }) => action.startsWith('manager.'))).toEqual([]);
  // Guesses count as failed sign-ins.
  for (let tries = 0; tries < 10; tries += 1)
    await anna.send('PUT', '/me/mobile', { number: typed, ...wrong });
  expect((await anna.send('PUT', '/me/mobile', { number: typed, password })).statusCode).toBe(429);
});

it('is called four times an hour at most; a code is good for three tries, ten minutes, and its own number', async () => {
  const { rig, anna } = await rigWithManagers();
  const { calls } = rig.administration.mobiles;
  const call = () => anna.send('POST', '/me/mobile/call');
  const confirm = async (code: string) => (await anna.send('PUT', '/me/mobile/code', { code })).statusCode;
  const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');
  expect(codesOf(await call())).toEqual({ '#/number': 'mobile-unknown' });
  expect(await confirm('123456')).toBe(400);
  await anna.send('PUT', '/me/mobile', { number: typed, password });
  await call();
  const first = calls[0]!.code;
  for (let tries = 0; tries < 3; tries += 1) expect(await confirm(wrongOf(first))).toBe(400);
  expect(await confirm(first)).toBe(400);
  await call();
  await rig.clock.pass(601_000);
  expect(await confirm(calls[1]!.code)).toBe(400);
  await call();
  // Another number is written meanwhile: by its manager, then by an administrator.
  await anna.send('PUT', '/me/mobile', { number: '8 916 222-00-00', password });
  expect(await confirm(calls[2]!.code)).toBe(400);
  expect((await call()).statusCode).toBe(202);
  await rig.as('administrator', {
    ...{ method: 'PUT', url: '/api/managers/101/mobile', payload: { number: typed } },
  });
  expect(await confirm(calls[3]!.code)).toBe(400);
  expect((await call()).statusCode).toBe(429);
  expect(rig.audit.entries.filter(({ action }) => action === 'manager.mobile-call')).toHaveLength(4);
});

it('is called ten times a day at most: whose number was typed is not known', async () => {
  const { rig, anna } = await rigWithManagers();
  await anna.send('PUT', '/me/mobile', { number: typed, password });
  const statuses: number[] = [];
  for (let nth = 0; nth < 24; nth += 1) {
    statuses.push((await anna.send('POST', '/me/mobile/call')).statusCode);
    await rig.clock.pass(1_200_000);
  }
  expect(statuses.filter((status) => status === 202)).toHaveLength(10);
  expect(statuses.slice(10)).toEqual(Array.from({ length: 14 }, () => 429));
  expect(rig.administration.mobiles.calls).toHaveLength(10);
});

it('has a PIN, drawn, shown once and kept as a hash; it ends with the number', async () => {
  const { rig, anna } = await rigWithManagers();
  const { mobiles } = rig.administration;
  await anna.send('PUT', '/me/mobile', { number: typed, password });
  await anna.send('POST', '/me/mobile/call');
  await anna.send('PUT', '/me/mobile/code', { code: mobiles.calls[0]!.code });
  const reply = await anna.send('POST', '/me/mobile/pin', { password });
  const { pin } = reply.json<{ pin: string }>();
  expect(pin).toMatch(/^\d{6}$/);
  expect((await anna.get('/me/mobile')).json()).toMatchObject({ hasPin: true });
  expect(rig.said() + JSON.stringify(rig.audit.entries)).not.toContain(pin);
  expect(rig.audit.entries.at(-1)).toMatchObject({ actor: 'manager:101', action: 'manager.pin' });
  await anna.send('PUT', '/me/mobile', { number: typed, password });
  expect((await anna.get('/me/mobile')).json()).toMatchObject({ hasPin: false, isWaiting: true });
});

it('is written by administrators as well, and by nobody else; the manager confirms it', async () => {
  const { rig } = await rigWithManagers();
  expect((await rig.as('administrator', of102(typed))).json()).toMatchObject({
    ...{ extension: '102', hasMobile: false, isWaiting: true },
  });
  const of999 = { ...of102(typed), url: '/api/managers/999/mobile' };
  expect((await rig.as('administrator', of999)).statusCode).toBe(404);
  for (const who of ['101', '102', 'service', 'supervisor'] as const)
    expect((await rig.as(who, of102(typed))).statusCode).toBe(403);
});

it('is a number that may be called, without an extension; a refusal does not repeat it', async () => {
  const { rig, anna } = await rigWithManagers();
  for (const [wrong, code] of [
    ['12', 'invalid-for-region'],
    ['+7 916 111-00-00 ext. 5', 'mobile-has-extension'],
    ['+7 916 111-00-00 ext. 12345678901', 'mobile-has-extension'],
    ['no number', 'not-a-number'],
  ] as const) {
    const reply = await anna.send('PUT', '/me/mobile', { number: wrong, password });
    expect([reply.statusCode, reply.json()]).toMatchObject([400, { errors: [{ code }] }]);
    expect(reply.body.replace(/\D/g, '')).not.toContain(digits);
  }
  expect(rig.audit.entries.filter(({ action }) => action === 'manager.mobile')).toEqual([]);
});

it('is not changed where the audit log does not answer', async () => {
  const { rig, anna } = await rigWithManagers();
  rig.audit.failWith(new Error('no database'));
  expect((await anna.send('PUT', '/me/mobile', { number: typed, password })).statusCode).toBe(503);
  expect(rig.administration.mobiles.revealed('101')).toBeNull();
});
