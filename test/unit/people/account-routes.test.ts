import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { HttpRig } from '../http/http-rig';

const number = '79161234567';
const ivanova = { login: 'ivanova', name: ' Olga Ivanova ', role: 'supervisor', mayExport: true };

async function rigWithAdministrator(): Promise<HttpRig> {
  const rig = new HttpRig();
  await rig.administration.accounts.create({ role: 'administrator', login: 'admin', name: 'Admin' });
  return rig;
}

const post = (rig: HttpRig, url: string, payload?: InjectOptions['payload']) =>
  rig.as('administrator', { method: 'POST', url, ...(payload !== undefined && { payload }) });
const patch = (rig: HttpRig, url: string, payload: object) =>
  rig.as('administrator', { method: 'PATCH', url, payload });

/** The password of an answer; it stands nowhere else. */
function passwordIn(rig: HttpRig, reply: LightMyRequestResponse): string {
  const { password } = reply.json<{ password: string }>();
  expect(rig.administration.accounts.given).toContain(password);
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(rig.said() + JSON.stringify(rig.audit.entries)).not.toContain(password);
  return password;
}

describe('accounts', () => {
  it('are added with a password that is shown once, listed, changed, reset and disabled', async () => {
    const rig = await rigWithAdministrator();
    const added = await post(rig, '/api/accounts', ivanova);
    expect(added.statusCode).toBe(201);
    const first = passwordIn(rig, added);
    expect(added.json<{ account: object }>().account).toMatchObject({
      ...{ login: 'ivanova', name: 'Olga Ivanova', role: 'supervisor', mayExport: true, language: 'ru' },
      ...{ mustChangePassword: true, totp: false, lastSeenAt: null, disabledAt: null },
    });
    const changed = await patch(rig, '/api/accounts/ivanova', { role: 'administrator', mayExport: false });
    expect(changed.json()).toMatchObject({ name: 'Olga Ivanova', role: 'administrator', mayExport: false });
    const listed = await rig.get('administrator', '/api/accounts');
    expect(listed.json<{ items: { login: string }[] }>().items.map(({ login }) => login)).toEqual([
      'admin',
      'ivanova',
    ]);
    expect(listed.body).not.toContain(first);
    expect(passwordIn(rig, await post(rig, '/api/accounts/ivanova/reset'))).not.toBe(first);
    expect((await post(rig, '/api/accounts/ivanova/disable')).statusCode).toBe(204);
    expect((await rig.get('administrator', '/api/accounts?disabledToo=true')).body).toContain('ivanova');
    expect((await rig.get('administrator', '/api/accounts')).body).not.toContain('ivanova');
    expect(rig.audit.entries.map(({ action, subject }) => `${action} ${subject ?? ''}`)).toEqual([
      'account.add account:ivanova',
      'account.set account:ivanova',
      'account.reset account:ivanova',
      'account.disable account:ivanova',
    ]);
  });

  it.each([
    ['login', 'login-taken', { ...ivanova, login: 'admin' }],
    ['login', 'login-invalid', { ...ivanova, login: number }],
    ['login', 'login-invalid', { ...ivanova, login: 'a@b.example' }],
  ])('a %s is told at its field as %s', async (field, code, payload) => {
    const rig = await rigWithAdministrator();
    const reply = await post(rig, '/api/accounts', payload);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errors: [{ in: 'body', pointer: `#/${field}`, code }] });
    expect(reply.body).not.toContain(number);
    expect(rig.audit.entries).toEqual([]);
  });

  it('of managers are not among them, nor to be changed here', async () => {
    const rig = await rigWithAdministrator();
    await post(rig, '/api/managers', { extension: '103', name: 'Anna' });
    expect((await rig.get('administrator', '/api/accounts')).body).not.toContain('103');
    for (const reply of [
      await patch(rig, '/api/accounts/103', { mayExport: true }),
      await post(rig, '/api/accounts/103/disable'),
      await post(rig, '/api/accounts/103/reset'),
      await post(rig, '/api/accounts/nobody/reset'),
    ]) {
      expect(reply.json()).toMatchObject({ slug: 'account-not-found', status: 404 });
    }
  });

  it('keep one administrator at least', async () => {
    const rig = await rigWithAdministrator();
    for (const reply of [
      await post(rig, '/api/accounts/admin/disable'),
      await patch(rig, '/api/accounts/admin', { role: 'supervisor' }),
    ]) {
      expect(reply.json()).toMatchObject({ slug: 'last-administrator', status: 409 });
    }
  });

  it('are nobody’s business but administrators’', async () => {
    const rig = await rigWithAdministrator();
    for (const who of ['101', 'service', 'supervisor'] as const) {
      for (const [method, url] of [
        ['GET', '/api/accounts'],
        ['POST', '/api/accounts'],
        ['PATCH', '/api/accounts/admin'],
        ['POST', '/api/accounts/admin/reset'],
        ['POST', '/api/accounts/admin/disable'],
        ['POST', '/api/managers/101/reset'],
      ] as const) {
        expect((await rig.as(who, { method, url })).json()).toMatchObject({ slug: 'role-forbidden' });
      }
    }
  });
});

describe('a manager’s account', () => {
  const anna = { extension: '103', name: 'Anna' };

  it('comes with the manager, is reset with codes and all, and goes with the manager', async () => {
    const rig = await rigWithAdministrator();
    const first = passwordIn(rig, await post(rig, '/api/managers', anna));
    const { accounts } = rig.administration;
    Object.assign(accounts.rows[1]!, { mustChangePassword: false, totp: true });
    const listed = await rig.get('administrator', '/api/managers');
    expect(listed.json()).toMatchObject({
      items: [{ account: { exists: true, mustChangePassword: false, totp: true, lastSeenAt: null } }],
    });
    expect(passwordIn(rig, await post(rig, '/api/managers/103/reset'))).not.toBe(first);
    expect(accounts.rows[1]).toMatchObject({ mustChangePassword: true, totp: false });
    await post(rig, '/api/managers/103/disable');
    // What becomes of the account itself, the store sees to: test/contract/store/accounts.test.ts.
    expect((await rig.get('administrator', '/api/managers?disabledToo=true')).json()).toMatchObject({
      items: [{ extension: '103', account: null }],
    });
    expect(rig.audit.entries.map(({ action }) => action)).toEqual([
      'manager.add',
      'manager.reset',
      'manager.disable',
    ]);
  });

  it('is made by a reset where a manager has none, and for nobody else', async () => {
    const rig = await rigWithAdministrator();
    await rig.administration.managers.add(anna);
    expect((await rig.get('administrator', '/api/managers')).json()).toMatchObject({
      items: [{ account: null }],
    });
    passwordIn(rig, await post(rig, '/api/managers/103/reset'));
    for (const unknown of ['999', 'admin']) {
      const reply = await post(rig, `/api/managers/${unknown}/reset`);
      expect(reply.json()).toMatchObject({ slug: 'manager-not-found', status: 404 });
    }
  });

  it('that cannot be made leaves no manager who could not sign in', async () => {
    const rig = await rigWithAdministrator();
    rig.administration.accounts.failWith(new Error('down'));
    expect((await post(rig, '/api/managers', anna)).json()).toMatchObject({ slug: 'unavailable' });
    rig.administration.accounts.failWith(null);
    expect((await post(rig, '/api/managers', anna)).statusCode).toBe(201);
    expect(rig.audit.entries.map(({ action }) => action)).toEqual(['manager.add']);
  });
});
