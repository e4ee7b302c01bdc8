import { callIdOf, callView } from './memory-call-log';
import { HttpRig } from '../http/http-rig';
import { colleagueRefusals } from '#calls/model/transfer-facts';

const id = callIdOf(1);

function talking(changes: object = {}): HttpRig {
  const rig = new HttpRig();
  rig.control.put(callView(1, { phase: 'talking', ...changes }));
  return rig;
}

type Who = '101' | '102' | 'service' | 'supervisor';

const post = (rig: HttpRig, who: Who, url: string, payload?: object) =>
  rig.as(who, { method: 'POST', url, ...(payload !== undefined && { payload }) });

describe('hold and colleagues', () => {
  it('holds, and comes back', async () => {
    const rig = talking();
    const held = await post(rig, '101', `/api/calls/${id}/hold`);
    expect([held.statusCode, held.json()]).toMatchObject([202, { phase: 'holding' }]);
    expect((await post(rig, '101', `/api/calls/${id}/hold`)).json()).toMatchObject({ slug: 'not-talking' });
    const back = await rig.as('101', { method: 'DELETE', url: `/api/calls/${id}/hold` });
    expect([back.statusCode, back.json()]).toMatchObject([202, { phase: 'talking' }]);
  });

  it('asks a colleague, or a group; leaves, or joins all three', async () => {
    const rig = talking();
    const begun = await post(rig, '101', `/api/calls/${id}/transfer`, {
      ...{ kind: 'attended', extension: '102', withOrder: true },
    });
    expect([begun.statusCode, begun.json()]).toMatchObject([202, { phase: 'consulting' }]);
    expect(rig.audit.entries).toMatchObject([
      { action: 'call.transfer', subject: `call:${id}`, detail: { kind: 'attended', to: 'extension' } },
    ]);
    expect((await post(rig, '101', `/api/calls/${id}/transfer/three`)).statusCode).toBe(202);
    expect((await post(rig, '101', `/api/calls/${id}/transfer/complete`)).statusCode).toBe(202);
    await post(rig, '101', `/api/calls/${id}/transfer`, { kind: 'blind' });
    await post(rig, '101', `/api/calls/${id}/transfer`, { kind: 'blind', group: 'sales' });
    expect(rig.control.transfers.map(({ question }) => question)).toEqual([
      { kind: 'attended', to: { extension: '102' }, withOrder: true },
      { kind: 'blind', to: { group: null }, withOrder: false },
      { kind: 'blind', to: { group: 'sales' }, withOrder: false },
    ]);
  });

  it.each(['transfer-running', ...colleagueRefusals] as const)('says why not: %s', async (refusal) => {
    const rig = talking();
    rig.control.transferring = refusal;
    const reply = await post(rig, '101', `/api/calls/${id}/transfer`, { kind: 'blind', extension: '102' });
    expect(reply.json()).toMatchObject({ slug: refusal });
    expect(reply.statusCode).toBeGreaterThanOrEqual(403);
  });

  it('is for the manager of the call alone', async () => {
    const rig = talking();
    for (const who of ['102', 'supervisor', 'service'] as const) {
      const reply = await post(rig, who, `/api/calls/${id}/hold`);
      expect([who, reply.statusCode]).toEqual([who, who === '102' ? 404 : 403]);
    }
    expect((await rig.get('supervisor', '/api/colleagues')).statusCode).toBe(403);
  });

  it('is not for a manager who has passed the customer on: what is on record of the call is shown, nothing can be done', async () => {
    const rig = talking({ managerExtension: '102', managerId: 2 });
    // Written when the call began.
    rig.calls.rows.push(callView(1));
    const url = `/api/calls/${id}`;
    expect((await rig.get('101', url)).json()).toMatchObject({ id, extension: '101' });
    const deeds = [
      ...['hold', 'transfer/complete', 'transfer/three'].map((deed) => post(rig, '101', `${url}/${deed}`)),
      post(rig, '101', `${url}/transfer`, { kind: 'blind', extension: '103' }),
      post(rig, '101', `${url}/number`, { slot: 'main' }),
      rig.as('101', { method: 'DELETE', url: `${url}/hold` }),
      rig.as('101', { method: 'DELETE', url: `${url}/number` }),
      rig.as('101', { method: 'DELETE', url }),
    ];
    for (const deed of deeds) {
      const reply = await deed;
      expect([reply.statusCode, reply.json<{ slug: string }>().slug]).toEqual([404, 'call-not-found']);
    }
    expect([rig.control.hungUp, rig.control.transfers, rig.control.live(id)?.phase]).toEqual([
      [],
      [],
      'talking',
    ]);
    // Control: whose the call is may do so.
    expect((await post(rig, '102', `${url}/hold`)).statusCode).toBe(202);
  });

  it.each([
    ['transfer', { kind: 'blind', extension: '103' }],
    ['number', { slot: 'main' }],
  ])('%s: nothing is done if a colleague gets the customer while it is being audited', async (path, body) => {
    const rig = talking();
    const append = rig.audit.append.bind(rig.audit);
    rig.audit.append = async (entry) => {
      rig.control.put(callView(1, { phase: 'talking', managerExtension: '102', managerId: 2 }));
      await append(entry);
    };
    const reply = await post(rig, '101', `/api/calls/${id}/${path}`, body);
    expect([reply.statusCode, rig.audit.entries.length]).toEqual([404, 1]);
    expect([rig.control.transfers, rig.control.askedForNumbers]).toEqual([[], []]);
  });

  it('lists to whom customers can be passed', async () => {
    const rig = talking();
    rig.control.colleagueViews = [{ extension: '102', name: 'Boris', group: null, state: 'free' }];
    expect((await rig.get('101', '/api/colleagues')).json()).toEqual({
      items: [{ extension: '102', name: 'Boris', group: null, state: 'free' }],
    });
  });
});
