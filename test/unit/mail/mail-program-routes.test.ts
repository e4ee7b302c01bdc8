import { reveal } from '#kernel/masked';
import { codesOf, password, SessionRig } from '../people/session-rig';
import { MemoryMailPrograms } from './memory-mail-programs';

const mailbox = 'anna@works.example';

function rigWithPrograms() {
  const programs = new MemoryMailPrograms();
  const rig = new SessionRig({}, 1000, () => ({ mailPrograms: programs }));
  Object.assign(rig.orders.rows[0]!, { slots: ['main', 'email'] });
  return { rig, programs };
}

const url = '/managers/101/mail-program';

it('an administrator allows a mail program; its manager makes the token, with the password once more', async () => {
  const { rig, programs } = rigWithPrograms();
  const anna = await rig.signIn('101');
  const admin = await rig.signIn('petrova');
  expect((await anna.get('/me/mail-program')).json()).toMatchObject({ allowed: false, tokenMadeAt: null });
  expect((await anna.get('/orders/1001/mails')).json()).toMatchObject({ canSubmit: false });
  // Nothing of it before somebody has allowed it.
  expect((await anna.send('POST', '/me/mail-program/token', { password })).statusCode).toBe(409);
  expect((await anna.send('POST', '/orders/1001/mail-program-address')).statusCode).toBe(409);
  expect((await admin.send('PATCH', url, { mailbox })).statusCode).toBe(409);

  expect((await admin.send('PATCH', url, { allowed: true })).json()).toMatchObject({ allowed: true });
  const known = await admin.send('PATCH', url, { mailbox });
  expect(known.json()).toMatchObject({ hasMailbox: true });
  expect(known.body).not.toContain('works');
  expect(reveal(programs.rows.get('101')!.mailbox!)).toBe(mailbox);
  for (const [typed, code] of [
    ['anna', 'not-an-address'],
    ['r.aaaabbbbccccdddd@mail.shop.example', 'own-domain'],
  ] as const) {
    expect(codesOf(await admin.send('PATCH', url, { mailbox: typed }))).toEqual({ '#/mailbox': code });
  }

  const wrong = await anna.send('POST', '/me/mail-program/token', { password: 'another' });
  expect([wrong.statusCode, codesOf(wrong)]).toEqual([400, { '#/password': 'wrong' }]);
  const made = await anna.send('POST', '/me/mail-program/token', { password });
  expect([made.statusCode, made.headers['cache-control']]).toEqual([201, 'no-store']);
  expect(made.json<{ token: string }>().token).toMatch(/^star7mail_[\w-]{32}$/);
  expect((await anna.get('/me/mail-program')).body).not.toContain('star7mail_');
  expect((await anna.get('/orders/1001/mails')).json()).toMatchObject({ canSubmit: true });

  const { address } = (await anna.send('POST', '/orders/1001/mail-program-address')).json<{
    address: string;
  }>();
  expect(address).toMatch(/^m\.[a-z2-7]{16}@mail\.shop\.example$/);
  expect((await anna.send('POST', '/orders/1001/mail-program-address')).json()).toEqual({ address });
  // Somebody else's and none: one answer.
  const foreign = await anna.send('POST', '/orders/1002/mail-program-address');
  const unknown = await anna.send('POST', '/orders/9999/mail-program-address');
  expect([foreign.statusCode, foreign.body]).toEqual([unknown.statusCode, unknown.body]);

  await anna.send('DELETE', '/me/mail-program/token');
  expect(programs.rows.get('101')!.tokenHash).toBeNull();
  expect((await admin.send('POST', `${url}/token`)).statusCode).toBe(201);
  await admin.send('PATCH', url, { allowed: false });
  expect(programs.rows.size).toBe(0);
  const actions = rig.audit.entries
    .map(({ action }) => action)
    .filter((each) => each.startsWith('mail.program'));
  expect(actions).toEqual([
    'mail.program-address',
    ...['mail.program-allow', 'mail.program-mailbox', 'mail.program-token', 'mail.program-address'],
    ...['mail.program-address', 'mail.program-address', 'mail.program-address'],
    ...['mail.program-token', 'mail.program-token', 'mail.program-allow'],
  ]);
  expect(JSON.stringify(rig.audit.entries) + rig.said()).not.toMatch(/works\.example|star7mail_/);
});

it('is for managers and administrators alone', async () => {
  const { rig, programs } = rigWithPrograms();
  await programs.allow('101');
  const supervisor = await rig.signIn('orlov');
  expect((await supervisor.get(url)).statusCode).toBe(403);
  expect((await supervisor.get('/me/mail-program')).statusCode).toBe(403);
  expect((await supervisor.send('POST', '/orders/1001/mail-program-address')).statusCode).toBe(403);
  // A token of the REST interface makes none: there is no password to type.
  const token = await rig.as('101', {
    method: 'POST',
    url: '/api/me/mail-program/token',
    payload: { password },
  });
  expect(token.statusCode).toBe(403);
});

it('without ports for mail programs nobody is told to use one', async () => {
  const submits = async (hasPorts: boolean) => {
    const programs = new MemoryMailPrograms();
    programs.hasPorts = hasPorts;
    const rig = new SessionRig({}, 1000, () => ({ mailPrograms: programs }));
    Object.assign(rig.orders.rows[0]!, { slots: ['main', 'email'] });
    await programs.allow('101');
    return (await (await rig.signIn('101')).get('/orders/1001/mails')).json<{ canSubmit: boolean }>()
      .canSubmit;
  };
  expect([await submits(false), await submits(true)]).toEqual([false, true]);
});
