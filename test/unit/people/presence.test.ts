import { AuditTrail } from '#audit/audit-trail';
import { PresenceDesk } from '#people/presence-desk';
import { HttpRig } from '../http/http-rig';
import { EventReader } from '../supervision/event-reader';

const rigs: HttpRig[] = [];
// Open streams would keep the process of a test that failed.
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.app.close()));
});

async function rigWithManagers() {
  const rig = new HttpRig();
  rigs.push(rig);
  await rig.administration.managers.add({ extension: '101', name: 'Anna' });
  await rig.administration.managers.add({ extension: '102', name: 'Boris' });
  return rig;
}

const set = (away: unknown, url = '/api/me/presence') => ({ method: 'PUT', url, payload: { away } }) as const;

describe('the presence of a manager', () => {
  it('is the manager’s own affair; what is so already keeps its time and leaves no row', async () => {
    const rig = await rigWithManagers();
    expect((await rig.get('101', '/api/me/presence')).json()).toEqual({
      ...{ extension: '101', away: false, awaySince: null, awayReason: null, awayUntil: null },
    });
    const away = {
      ...{ extension: '101', away: true, awaySince: '2026-01-01T00:00:00.000000Z' },
      ...{ awayReason: null, awayUntil: null },
    };
    expect((await rig.as('101', set(true))).json()).toEqual(away);
    await rig.clock.pass(1000);
    expect((await rig.as('101', set(true))).json()).toEqual(away);
    expect((await rig.get('101', '/api/me/presence')).json()).toEqual(away);
    expect((await rig.administration.agents.list()).map((agent) => agent.away)).toEqual([true, false]);
    expect((await rig.as('101', set(false))).json()).toMatchObject({ away: false, awaySince: null });
    expect((await rig.administration.agents.list()).map((agent) => agent.away)).toEqual([false, false]);
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'manager.away', subject: 'manager:101' },
      { actor: 'manager:101', action: 'manager.back', subject: 'manager:101' },
    ]);
  });

  it('may be set by supervisors and administrators, by nobody else', async () => {
    const rig = await rigWithManagers();
    const of102 = '/api/managers/102/presence';
    expect((await rig.as('supervisor', set(true, of102))).json()).toMatchObject({
      extension: '102',
      away: true,
    });
    expect((await rig.as('administrator', set(false, of102))).json()).toMatchObject({ away: false });
    for (const who of ['101', '102', 'service'] as const)
      expect((await rig.as(who, set(true, of102))).statusCode).toBe(403);
    for (const who of ['service', 'supervisor', 'administrator'] as const)
      expect((await rig.as(who, set(true))).statusCode).toBe(403);
    expect((await rig.as('supervisor', set(true, '/api/managers/999/presence'))).statusCode).toBe(404);
    expect((await rig.as('101', set('yes'))).statusCode).toBe(400);
    expect(rig.audit.entries.map(({ actor, action }) => [actor, action])).toEqual([
      ['token:8', 'manager.away'],
      ['account:admin', 'manager.back'],
    ]);
  });

  it('is changed though the audit log does not answer: it is as easily undone', async () => {
    const rig = await rigWithManagers();
    rig.audit.failWith(new Error('no database'));
    expect((await rig.as('101', set(true))).statusCode).toBe(200);
    expect(rig.saidOf('the audit log could not be written')).toHaveLength(1);
  });

  it('reaches the pages as it changes: a manager’s own alone, a supervisor’s of everybody', async () => {
    const rig = await rigWithManagers();
    await rig.as('supervisor', set(true, '/api/managers/102/presence'));
    const supervisor = await EventReader.open(rig, 'supervisor');
    const manager = await EventReader.open(rig, '101');
    const unsaid = { awayReason: null, awayUntil: null };
    const present = {
      event: 'presence',
      data: { extension: '101', away: false, awaySince: null, ...unsaid },
    };
    const awaySince = '2026-01-01T00:00:00.000000Z';
    expect(await supervisor.readOthers(2)).toEqual([
      present,
      { event: 'presence', data: { extension: '102', away: true, awaySince, ...unsaid } },
    ]);
    // Of one's own phone, which is one of nobody else.
    expect((await manager.readOthers(2))[1]).toEqual(present);
    await rig.as('supervisor', set(false, '/api/managers/102/presence'));
    await rig.as('101', set(true));
    expect((await supervisor.readOthers(4)).slice(2)).toMatchObject([
      { event: 'presence', data: { extension: '102', away: false } },
      { event: 'presence', data: { extension: '101', away: true } },
    ]);
    expect((await manager.readOthers(3))[2]).toMatchObject({
      data: { extension: '101', away: true, awaySince },
    });
  });

  it('says why and until when, and ends by itself then', async () => {
    const rig = await rigWithManagers();
    const put = (payload: object) =>
      rig.as('101', { method: 'PUT', url: '/api/me/presence', payload: { away: true, ...payload } });
    const until = '2026-01-01T01:00:00.000000Z';
    expect((await put({})).json()).toMatchObject({ awayReason: null, awayUntil: null });
    expect((await put({ reason: 'lunch', until })).json()).toMatchObject({
      ...{ away: true, awaySince: '2026-01-01T00:00:00.000000Z', awayReason: 'lunch', awayUntil: until },
    });
    for (const [wrong, code] of [
      [{ until: '2025-12-31T23:59:59Z' }, 'time-past'],
      [{ until: '2026-02-02T00:00:00Z' }, 'time-too-far'],
    ] as const) {
      const reply = await put(wrong);
      expect([reply.statusCode, reply.json()]).toMatchObject([400, { errors: [{ code }] }]);
    }
    expect((await put({ reason: 'ill' })).statusCode).toBe(400);
    const desk = new PresenceDesk({
      ...{ managers: rig.administration.managers, agents: rig.administration.agents, clock: rig.clock },
      trail: new AuditTrail(rig.audit, rig.clock, rig.log),
    });
    await rig.clock.pass(3_599_999);
    await desk.endBreaks();
    expect((await rig.get('101', '/api/me/presence')).json()).toMatchObject({ away: true });
    await rig.clock.pass(1);
    await desk.endBreaks();
    await desk.endBreaks();
    expect((await rig.get('101', '/api/me/presence')).json()).toMatchObject({ away: false });
    expect(rig.audit.entries.slice(1)).toEqual([
      {
        ...{ actor: 'manager:101', action: 'manager.away', subject: 'manager:101' },
        detail: { reason: 'lunch', until },
      },
      {
        ...{ actor: 'system', action: 'manager.back', subject: 'manager:101' },
        detail: { reason: 'time' },
      },
    ]);
  });
});

describe('where a manager is reached', () => {
  const reach = (devices: unknown, url = '/api/me/reach') =>
    ({ method: 'PUT', url, payload: { devices } }) as const;

  it('is the manager’s own choice, and written down if it changes', async () => {
    const rig = await rigWithManagers();
    rig.supervision.rings.set('101', ['page']);
    expect((await rig.get('101', '/api/me/reach')).json()).toEqual({
      ...{ extension: '101', devices: null, rings: ['page'], hasMobile: false },
    });
    rig.supervision.rings.set('101', ['page', 'desk']);
    for (let n = 0; n < 2; n += 1)
      expect((await rig.as('101', reach(['desk', 'page']))).json()).toMatchObject({
        devices: ['desk', 'page'],
        rings: ['page', 'desk'],
      });
    expect((await rig.as('101', reach(null))).json()).toMatchObject({ devices: null });
    for (const wrong of [[], ['page', 'page'], ['pager'], 'page', undefined])
      expect((await rig.as('101', reach(wrong))).statusCode).toBe(400);
    expect(rig.audit.entries).toEqual(
      ['page,desk', 'automatic'].map((devices) => ({
        ...{ actor: 'manager:101', action: 'manager.reach', subject: 'manager:101', detail: { devices } },
      })),
    );
  });

  it('may be chosen by supervisors and administrators as well, and by nobody else', async () => {
    const rig = await rigWithManagers();
    const of102 = '/api/managers/102/reach';
    expect((await rig.as('supervisor', reach(['desk'], of102))).json()).toMatchObject({ extension: '102' });
    expect((await rig.as('administrator', reach(null, of102))).statusCode).toBe(200);
    expect((await rig.as('supervisor', reach(null, '/api/managers/999/reach'))).statusCode).toBe(404);
    for (const who of ['101', '102', 'service'] as const)
      expect((await rig.as(who, reach(['desk'], of102))).statusCode).toBe(403);
    for (const who of ['service', 'supervisor', 'administrator'] as const) {
      expect((await rig.as(who, reach(['desk']))).statusCode).toBe(403);
      expect((await rig.get(who, '/api/me/reach')).statusCode).toBe(403);
    }
  });
});
