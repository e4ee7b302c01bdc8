import { HttpRig } from '../http/http-rig';

const anna = { extension: '103', name: ' Anna Petrova ' };
const digits = '79161234567';

describe('managers', () => {
  it('are added, listed, changed and disabled by an administrator, and that is written down', async () => {
    const rig = new HttpRig();
    const added = await rig.as('administrator', { method: 'POST', url: '/api/managers', payload: anna });
    expect(added.statusCode).toBe(201);
    expect(added.json()).toMatchObject({
      manager: { extension: '103', name: 'Anna Petrova', language: 'ru', did: null, maxCallsHour: null },
    });
    const changed = await rig.as('administrator', {
      method: 'PATCH',
      url: '/api/managers/103',
      payload: { maxCallsHour: 5, did: '74951234567' },
    });
    expect(changed.json()).toMatchObject({ name: 'Anna Petrova', maxCallsHour: 5, did: '74951234567' });
    expect((await rig.get('administrator', '/api/managers')).json()).toEqual({ items: [changed.json()] });
    const disabled = await rig.as('administrator', { method: 'POST', url: '/api/managers/103/disable' });
    expect(disabled.statusCode).toBe(204);
    expect((await rig.get('administrator', '/api/managers')).json()).toEqual({ items: [] });
    const all = await rig.get('administrator', '/api/managers?disabledToo=true');
    expect(all.json<{ items: unknown[] }>().items).toHaveLength(1);
    expect(rig.audit.entries).toEqual([
      expect.objectContaining({ actor: 'account:admin', action: 'manager.add', subject: 'manager:103' }),
      expect.objectContaining({ action: 'manager.set', detail: { changed: 'maxCallsHour,did' } }),
      expect.objectContaining({ action: 'manager.disable', subject: 'manager:103' }),
    ]);
  });

  it('an extension that is taken is told at its field', async () => {
    const rig = new HttpRig();
    await rig.as('administrator', { method: 'POST', url: '/api/managers', payload: anna });
    const again = await rig.as('administrator', { method: 'POST', url: '/api/managers', payload: anna });
    expect(again.statusCode).toBe(400);
    expect(again.json()).toMatchObject({
      slug: 'invalid-request',
      errors: [{ in: 'body', pointer: '#/extension', code: 'extension-taken' }],
    });
  });

  it('one whose login somebody else has is not added; nor is an account whose login is a manager’s', async () => {
    const rig = new HttpRig();
    const { accounts, managers } = rig.administration;
    await accounts.create({ role: 'supervisor', login: 'orlov', name: 'Orlov' });
    const taken = await rig.as('administrator', {
      ...{ method: 'POST', url: '/api/managers', payload: { ...anna, extension: 'orlov' } },
    });
    expect(taken.statusCode).toBe(400);
    expect(taken.json()).toMatchObject({ errors: [{ pointer: '#/extension', code: 'login-taken' }] });
    expect(managers.rows).toEqual([]);

    await managers.add({ extension: 'desk', name: 'Desk' });
    const login = await rig.as('administrator', {
      ...{ method: 'POST', url: '/api/accounts' },
      payload: { login: 'desk', name: 'Olga', role: 'supervisor' },
    });
    expect(login.json()).toMatchObject({ errors: [{ pointer: '#/login', code: 'login-taken' }] });
    expect(accounts.rows.map((row) => row.login)).toEqual(['orlov']);
    expect(rig.audit.entries).toEqual([]);
  });

  it.each([
    ['name', { ...anna, name: '  ' }],
    ['did', { ...anna, did: `+${digits}` }],
    ['extension', { ...anna, extension: `${digits}@somewhere` }],
    ['maxCallsHour', { ...anna, maxCallsHour: -1 }],
    ['language', { ...anna, language: digits }],
  ])('a %s that cannot be is one fault, which repeats nothing', async (field, payload) => {
    const rig = new HttpRig();
    const reply = await rig.as('administrator', { method: 'POST', url: '/api/managers', payload });
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ errors: object[] }>().errors).toEqual([
      expect.objectContaining({ in: 'body', pointer: `#/${field}` }),
    ]);
    expect(reply.body).not.toContain(digits);
    expect(rig.administration.managers.rows).toEqual([]);
  });

  it('that are unknown are answered alike', async () => {
    const rig = new HttpRig();
    for (const [method, url] of [
      ['PATCH', '/api/managers/999'],
      ['POST', '/api/managers/999/disable'],
    ] as const) {
      const reply = await rig.as('administrator', { method, url });
      expect(reply.json()).toMatchObject({ slug: 'manager-not-found', status: 404 });
    }
    expect(rig.audit.entries).toEqual([]);
  });

  it('are nobody’s business but administrators’', async () => {
    const rig = new HttpRig();
    for (const who of ['101', 'service', 'supervisor'] as const) {
      for (const [method, url] of [
        ['GET', '/api/managers'],
        ['POST', '/api/managers'],
        ['PATCH', '/api/managers/101'],
        ['POST', '/api/managers/101/disable'],
      ] as const) {
        const reply = await rig.as(who, { method, url });
        expect(reply.json()).toMatchObject({ slug: 'role-forbidden', status: 403 });
      }
    }
    expect((await rig.get('administrator', '/api/managers')).statusCode).toBe(200);
  });
});
