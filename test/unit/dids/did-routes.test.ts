import { HttpRig } from '../http/http-rig';
import type { DidAnswer } from './did-answer';

const put = (
  rig: HttpRig,
  did: string,
  payload: object,
  who: 'administrator' | 'supervisor' = 'administrator',
) => rig.as(who, { method: 'PUT', url: `/api/dids/${did}`, payload });

it('are put, listed and deleted by administrators, and written down before each change', async () => {
  const rig = new HttpRig();
  rig.administration.managers.rows.length = 0;
  await rig.administration.managers.add({ extension: '101', name: 'Anna', group: 'sales' });
  const made = await put(rig, '74951234567', {
    label: ' Shop ',
    group: 'sales',
    holidays: ['2027-01-02', '2027-01-01'],
  });
  expect(made.statusCode).toBe(200);
  expect(made.json()).toMatchObject({
    did: {
      ...{ did: '74951234567', label: 'Shop', group: 'sales', proof: 'amount', ringSeconds: 20 },
      ...{ holidays: ['2027-01-01', '2027-01-02'], changedBy: 'account:admin' },
    },
    warnings: [],
  });
  expect(await rig.administration.dids.find('74951234567')).toMatchObject({ label: 'Shop' });
  // What is not given has the default again.
  const changed = await put(rig, '74951234567', { proof: 'none' });
  expect(changed.json<DidAnswer>().did).toMatchObject({ label: '', proof: 'none', holidays: [] });
  await put(rig, 'default', { overflow: 'wait' });
  const { items } = (await rig.get('administrator', '/api/dids')).json<{ items: object[] }>();
  expect(items).toMatchObject([
    { did: null, overflow: 'wait' },
    { did: '74951234567', proof: 'none' },
  ]);
  const remove = { method: 'DELETE', url: '/api/dids/74951234567' } as const;
  expect((await rig.as('administrator', remove)).statusCode).toBe(204);
  const again = await rig.as('administrator', remove);
  expect([again.statusCode, again.json<{ slug: string }>().slug]).toEqual([404, 'did-not-found']);
  expect(rig.audit.entries).toEqual([
    { actor: 'account:admin', action: 'did.set', subject: 'did:74951234567', detail: { added: true } },
    {
      ...{ actor: 'account:admin', action: 'did.set', subject: 'did:74951234567' },
      detail: { changed: 'label,proof,group,holidays' },
    },
    { actor: 'account:admin', action: 'did.set', subject: 'did:default', detail: { added: true } },
    { actor: 'account:admin', action: 'did.delete', subject: 'did:74951234567' },
  ]);
});

it('are not changed where that cannot be written down', async () => {
  const rig = new HttpRig();
  await put(rig, '74951234567', { label: 'one' });
  rig.audit.failWith(new Error('no database'));
  expect((await put(rig, '74951234567', { label: 'two' })).statusCode).toBe(503);
  expect((await rig.as('administrator', { method: 'DELETE', url: '/api/dids/74951234567' })).statusCode).toBe(
    503,
  );
  expect((await rig.administration.dids.find('74951234567')).label).toBe('one');
  rig.audit.failWith(null);
  expect((await put(rig, '74951234567', { label: 'two' })).statusCode).toBe(200);
});

it('have all faults told at once, with codes and without values', async () => {
  const rig = new HttpRig();
  const reply = await put(rig, '+7495', {
    ...{ greeting: '../secret', ringSeconds: 1, timeZone: 'Europe/Nowhere', openingHours: '9-21' },
    holidays: ['2027-02-29'],
  });
  expect(reply.statusCode).toBe(400);
  expect(reply.json<{ errors: { pointer: string; code: string }[] }>().errors).toMatchObject([
    { pointer: '#/did', code: 'did-invalid' },
    { pointer: '#/greeting', code: 'sound-invalid' },
    { pointer: '#/ringSeconds', code: 'ring-seconds-range' },
    { pointer: '#/openingHours', code: 'calling-hours-invalid' },
    { pointer: '#/timeZone', code: 'time-zone-unknown' },
    { pointer: '#/holidays', code: 'date-unknown' },
  ]);
  expect(['7495', 'secret', 'Nowhere', '02-29'].filter((value) => reply.body.includes(value))).toEqual([
    // The example of a number.
    '7495',
  ]);
  expect((await put(rig, '74951234567', { overflow: 'nobody' })).statusCode).toBe(400);
  expect((await put(rig, '74951234567', { unknown: 1 })).statusCode).toBe(400);
  expect(rig.audit.entries).toEqual([]);
});

it('warn of a group that nobody is in, and are stored', async () => {
  const rig = new HttpRig();
  const reply = await put(rig, 'default', { group: 'night shift' });
  expect(reply.json()).toMatchObject({
    did: { did: null, group: 'night shift' },
    warnings: [{ field: 'group', code: 'group-unknown' }],
  });
  expect((await rig.administration.dids.find('74951234567')).group).toBe('night shift');
});

it('are for administrators alone', async () => {
  const rig = new HttpRig();
  for (const who of ['101', 'service', 'supervisor'] as const)
    expect((await rig.get(who, '/api/dids')).statusCode).toBe(403);
  expect((await put(rig, 'default', {}, 'supervisor')).statusCode).toBe(403);
  expect((await rig.get('administrator', '/api/dids')).statusCode).toBe(200);
});
