import { HttpRig } from '../http/http-rig';

const typed = '8 916 111-00-00';
const digits = '9161110000';

const mobile = (number: unknown, url = '/api/me/mobile') =>
  ({ method: 'PUT', url, payload: { number } }) as const;

async function rigWithManagers() {
  const rig = new HttpRig();
  await rig.administration.managers.add({ extension: '101', name: 'Anna' });
  await rig.administration.managers.add({ extension: '102', name: 'Boris' });
  return rig;
}

it('is written by its manager, shown to nobody, and rings once it is chosen', async () => {
  const rig = await rigWithManagers();
  const reach = { method: 'PUT', url: '/api/me/reach', payload: { devices: ['mobile'] } } as const;
  const early = await rig.as('101', reach);
  expect([early.statusCode, early.json()]).toMatchObject([400, { errors: [{ code: 'mobile-unknown' }] }]);
  const reply = await rig.as('101', mobile(typed));
  expect(reply.json()).toEqual({ extension: '101', hasMobile: true });
  expect((await rig.as('101', reach)).json()).toMatchObject({ devices: ['mobile'], hasMobile: true });
  const answers = await Promise.all([
    rig.get('101', '/api/me/reach'),
    rig.get('administrator', '/api/managers'),
    rig.get('supervisor', '/api/board'),
  ]);
  expect(answers[1].json()).toMatchObject({ items: [{ hasMobile: true }, { hasMobile: false }] });
  const told = [...answers, reply].map(({ body }) => body).join('') + rig.said();
  expect(told.replace(/\D/g, '')).not.toContain(digits);
  // The control: it is stored, in full.
  expect(rig.administration.mobiles.revealed('101')).toBe(`+7${digits}`);
  expect((await rig.as('101', mobile(null))).json()).toMatchObject({ hasMobile: false });
  expect(rig.audit.entries.filter(({ action }) => action === 'manager.mobile')).toEqual(
    [true, false].map((known) => ({
      ...{ actor: 'manager:101', action: 'manager.mobile', subject: 'manager:101', detail: { known } },
    })),
  );
});

it('is written by administrators as well, and by nobody else', async () => {
  const rig = await rigWithManagers();
  const of102 = '/api/managers/102/mobile';
  expect((await rig.as('administrator', mobile(typed, of102))).json()).toMatchObject({ extension: '102' });
  expect((await rig.as('administrator', mobile(typed, '/api/managers/999/mobile'))).statusCode).toBe(404);
  for (const who of ['101', '102', 'service', 'supervisor'] as const)
    expect((await rig.as(who, mobile(typed, of102))).statusCode).toBe(403);
  for (const who of ['service', 'supervisor', 'administrator'] as const)
    expect((await rig.as(who, mobile(typed))).statusCode).toBe(403);
});

it('is a number that may be called, without an extension; a refusal does not repeat it', async () => {
  const rig = await rigWithManagers();
  for (const [wrong, code] of [
    ['12', 'invalid-for-region'],
    ['+7 916 111-00-00 ext. 5', 'mobile-has-extension'],
    ['+7 916 111-00-00 ext. 12345678901', 'mobile-has-extension'],
    ['no number', 'not-a-number'],
  ]) {
    const reply = await rig.as('101', mobile(wrong));
    expect([reply.statusCode, reply.json()]).toMatchObject([400, { errors: [{ code }] }]);
    expect(reply.body.replace(/\D/g, '')).not.toContain(digits);
  }
  expect(rig.audit.entries).toEqual([]);
});

it('is not changed where the audit log does not answer', async () => {
  const rig = await rigWithManagers();
  rig.audit.failWith(new Error('no database'));
  expect((await rig.as('101', mobile(typed))).statusCode).toBe(503);
  expect(rig.administration.mobiles.revealed('101')).toBeNull();
});
