import type { InjectOptions } from 'fastify';
import { HttpRig } from '../http/http-rig';

const digits = '79161234567';
const admin = (rig: HttpRig, options: InjectOptions) => rig.as('administrator', options);

describe('settings', () => {
  it('are listed with what they would be, changed, and taken back', async () => {
    const rig = new HttpRig();
    const first = await rig.get('administrator', '/api/settings');
    expect(first.json<{ items: object[] }>().items).toContainEqual({
      name: 'callsPerHour',
      value: 60,
      default: 60,
      changedAt: null,
      changedBy: null,
    });
    const changed = await admin(rig, {
      method: 'PATCH',
      url: '/api/settings',
      payload: { callsPerHour: 5, terms: { ru: 'Условия', en: 'Terms' } },
    });
    expect(changed.statusCode).toBe(200);
    expect(changed.json<{ items: object[] }>().items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'callsPerHour', value: 5, default: 60, changedBy: 'account:admin' }),
        expect.objectContaining({ name: 'terms', value: { ru: 'Условия', en: 'Terms' } }),
      ]),
    );
    expect(await rig.administration.settings.values()).toMatchObject({ callsPerHour: 5 });
    expect((await rig.administration.settings.terms.current()).version).toBe(2);
    await admin(rig, { method: 'PATCH', url: '/api/settings', payload: { callsPerHour: null } });
    expect(await rig.administration.settings.values()).toMatchObject({ callsPerHour: 60 });
    expect(rig.audit.entries).toEqual([
      expect.objectContaining({
        actor: 'account:admin',
        action: 'settings.change',
        detail: { changed: 'callsPerHour,terms' },
      }),
      expect.objectContaining({ detail: { changed: 'callsPerHour' } }),
    ]);
  });

  it.each([
    [{ callingHours: digits }, '#/callingHours', 'calling-hours-invalid'],
    [{ defaultTimeZone: digits }, '#/defaultTimeZone', 'time-zone-unknown'],
    [{ terms: { ru: ' ', en: digits } }, '#/terms', 'terms-empty'],
  ])('%j is told at its field, and changes nothing', async (payload, pointer, code) => {
    const rig = new HttpRig();
    const reply = await admin(rig, { method: 'PATCH', url: '/api/settings', payload });
    expect(reply.json()).toMatchObject({ slug: 'invalid-request', errors: [{ in: 'body', pointer, code }] });
    expect(reply.body).not.toContain(digits);
    expect(rig.administration.settingStore.rows.size).toBe(0);
    expect(rig.audit.entries).toEqual([]);
  });

  it.each([[{ callsPerHour: '5' }], [{ sessionIdleMinutes: 0 }], [{ callsPerDay: -1 }], [{ [digits]: 1 }]])(
    '%j is refused by the schema',
    async (payload) => {
      const reply = await admin(new HttpRig(), { method: 'PATCH', url: '/api/settings', payload });
      expect(reply.statusCode).toBe(400);
      expect(reply.json<{ errors: object[] }>().errors).toHaveLength(1);
      expect(reply.body).not.toContain(digits);
    },
  );

  it('cannot be changed while the database is down, and the answer says that nothing was', async () => {
    const rig = new HttpRig();
    rig.administration.settingStore.failWith(new Error('down'));
    const reply = await admin(rig, {
      method: 'PATCH',
      url: '/api/settings',
      payload: { callsPerHour: 1 },
    });
    expect(reply.json()).toMatchObject({ slug: 'unavailable', status: 503 });
    expect(rig.audit.entries).toEqual([]);
  });
});

describe('outcomes', () => {
  const confirmed = {
    slug: 'confirmed',
    label: { ru: 'Да', en: 'Yes' },
    movesTo: 'done',
    asksTime: false,
    delayMinutes: null,
    doNotCall: false,
  };
  const later = { ...confirmed, slug: 'later', movesTo: 'later', delayMinutes: 60 };
  const put = (rig: HttpRig, items: object[]) =>
    admin(rig, { method: 'PUT', url: '/api/settings/outcomes', payload: { items } });

  it('are replaced as a whole, in their order, and that is written down', async () => {
    const rig = new HttpRig();
    const reply = await put(rig, [{ ...later, label: { ru: ' Позже ', en: 'Later' } }, confirmed]);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      items: [{ ...later, label: { ru: 'Позже', en: 'Later' } }, confirmed],
    });
    expect((await rig.get('administrator', '/api/settings/outcomes')).json()).toEqual(reply.json());
    expect(rig.audit.entries).toEqual([
      expect.objectContaining({ action: 'outcomes.change', detail: { outcomes: 'later,confirmed' } }),
    ]);
  });

  it.each([
    [[later], '#/items', 'none-done'],
    [[confirmed, confirmed], '#/items/1/slug', 'slug-repeated'],
    [[confirmed, { ...later, asksTime: true }], '#/items/1/delayMinutes', 'time-or-delay'],
    [[confirmed, { ...later, delayMinutes: null }], '#/items/1/delayMinutes', 'time-or-delay'],
    [[{ ...confirmed, asksTime: true }], '#/items/0/asksTime', 'only-later'],
    [[{ ...confirmed, delayMinutes: 5 }], '#/items/0/delayMinutes', 'only-later'],
    [[confirmed, { ...later, doNotCall: true }], '#/items/1/doNotCall', 'only-done'],
  ])('%j have a fault at %s: %s', async (items, pointer, code) => {
    const rig = new HttpRig();
    const reply = await put(rig, items);
    expect(reply.json<{ errors: object[] }>().errors).toEqual([
      expect.objectContaining({ in: 'body', pointer, code }),
    ]);
    expect(rig.administration.edited).toHaveLength(1);
    expect(rig.audit.entries).toEqual([]);
  });

  it.each([
    [{ ...confirmed, label: { ru: 'x'.repeat(101), en: 'Yes' } }, '#/items/0/label/ru'],
    [{ ...confirmed, slug: digits }, '#/items/0/slug'],
    [{ ...confirmed, movesTo: 'never' }, '#/items/0/movesTo'],
  ])('a field of the wrong form is told with its place', async (item, pointer) => {
    const reply = await put(new HttpRig(), [item]);
    expect(reply.json<{ errors: object[] }>().errors).toEqual([expect.objectContaining({ pointer })]);
    expect(reply.body).not.toContain(digits);
  });
});

it('settings and outcomes are nobody’s business but administrators’', async () => {
  const rig = new HttpRig();
  for (const who of ['101', 'service', 'supervisor'] as const) {
    for (const [method, url] of [
      ['GET', '/api/settings'],
      ['PATCH', '/api/settings'],
      ['GET', '/api/settings/outcomes'],
      ['PUT', '/api/settings/outcomes'],
    ] as const) {
      expect((await rig.as(who, { method, url })).json()).toMatchObject({ slug: 'role-forbidden' });
    }
  }
});
