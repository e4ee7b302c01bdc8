import { callIdOf, callView, endedCallView } from './memory-call-log';
import { HttpRig, managers, whole } from '../http/http-rig';

const unknownId = callIdOf(999);
type Page = { items: { id: string }[]; next: string | null };

describe('GET /api/calls/{id}', () => {
  it('gives a live call as it stands now, and an ended one from the log', async () => {
    const rig = new HttpRig();
    rig.control.put(callView(1, { phase: 'talking' }));
    rig.calls.rows.push(callView(1), endedCallView(2));
    expect((await rig.get('101', `/api/calls/${callIdOf(1)}`)).json()).toMatchObject({ phase: 'talking' });
    expect((await rig.get('101', `/api/calls/${callIdOf(2)}`)).json()).toEqual({
      id: callIdOf(2),
      courierName: null,
      phase: 'ended',
      revision: null,
      direction: 'outbound',
      did: null,
      ownerExtension: null,
      keyed: null,
      colleague: null,
      managers: [],
      voicemail: false,
      untaken: false,
      quality: [],
      startKind: 'click',
      extension: '101',
      orderNumber: '1001',
      customerName: 'Ivan',
      slot: 'main',
      trunk: null,
      requestedAt: '2026-07-01T09:02:00.000123Z',
      manager: {
        startedAt: '2026-07-01T09:02:00.000123Z',
        ringingAt: null,
        answeredAt: null,
        endedAt: null,
      },
      customer: { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null },
      endedAt: '2026-07-01T09:02:30.000000Z',
      talkSeconds: 12,
      refusal: null,
      disposition: 'answered',
      hangupCause: 16,
      sipCode: null,
      hungUpBy: 'customer',
    });
  });

  it('answers unknown, malformed and somebody else’s calls byte for byte alike', async () => {
    const rig = new HttpRig();
    rig.control.put(callView(1, { managerExtension: '102' }));
    rig.calls.rows.push(endedCallView(2, { managerExtension: '102' }));
    const unknown = whole(await rig.get('101', `/api/calls/${unknownId}`));
    expect(unknown).toMatchObject({ statusCode: 404 });
    for (const id of [callIdOf(1), callIdOf(2), 'x', '%2B79161234567', 'x'.repeat(500), '%zz']) {
      expect(whole(await rig.get('101', `/api/calls/${id}`))).toEqual(unknown);
    }
    for (const who of ['102', 'service', 'supervisor'] as const) {
      expect((await rig.get(who, `/api/calls/${callIdOf(1)}`)).statusCode).toBe(200);
      expect((await rig.get(who, `/api/calls/${callIdOf(2)}`)).statusCode).toBe(200);
    }
  });
});

describe('DELETE /api/calls/{id}', () => {
  const hangUp = (rig: HttpRig, who: '101' | '102' | 'service' | 'supervisor', id: string) =>
    rig.as(who, { method: 'DELETE', url: `/api/calls/${id}` });

  it.each([
    ['101', 'manager'],
    ['service', 'request'],
    ['supervisor', 'request'],
  ] as const)('hangs up, asked by %s: ended by %s', async (who, by) => {
    const rig = new HttpRig();
    rig.control.put(callView(1, { phase: 'talking' }));
    const reply = await hangUp(rig, who, callIdOf(1));
    expect(reply.statusCode).toBe(202);
    expect(reply.json()).toMatchObject({ id: callIdOf(1), phase: 'clearing' });
    expect(rig.control.hungUp).toEqual([{ id: callIdOf(1), by }]);
    expect(rig.audit.entries).toMatchObject([{ action: 'call.hang-up', subject: `call:${callIdOf(1)}` }]);
  });

  it('says that a call has ended already', async () => {
    const rig = new HttpRig();
    rig.calls.rows.push(endedCallView(1));
    rig.control.put(callView(2, { phase: 'clearing' }));
    for (const n of [1, 2]) {
      const reply = await hangUp(rig, '101', callIdOf(n));
      expect(reply.statusCode).toBe(409);
      expect(reply.json()).toMatchObject({ slug: 'call-ended' });
    }
  });

  it('leaves somebody else’s call alone, and answers as if there were none', async () => {
    const rig = new HttpRig();
    rig.control.put(callView(1));
    const other = await hangUp(rig, '102', callIdOf(1));
    expect(whole(other)).toEqual(whole(await hangUp(rig, '102', unknownId)));
    expect(other.statusCode).toBe(404);
    expect(rig.control.hungUp).toEqual([]);
  });
});

describe('GET /api/calls', () => {
  function rigWithCalls(): HttpRig {
    const rig = new HttpRig();
    for (let n = 1; n <= 5; n++) rig.calls.rows.push(endedCallView(n));
    rig.calls.rows.push(endedCallView(6, { managerExtension: '102', orderNumber: '1002' }));
    return rig;
  }

  it('gives a manager their own, newest first, and everybody’s to the others', async () => {
    const rig = rigWithCalls();
    const own = (await rig.get('101', '/api/calls')).json<Page>();
    expect(own.items.map(({ id }) => id)).toEqual([5, 4, 3, 2, 1].map(callIdOf));
    expect((await rig.get('supervisor', '/api/calls')).json<Page>().items).toHaveLength(6);
    expect((await rig.get('service', '/api/calls?extension=102')).json<Page>().items).toHaveLength(1);
    expect((await rig.get('101', '/api/calls?extension=102')).statusCode).toBe(403);
  });

  it('asks the log for everything that the query says', async () => {
    const rig = rigWithCalls();
    const reply = await rig.get(
      'supervisor',
      '/api/calls?extension=101&orderNumber=1001&disposition=answered&hungUpBy=customer' +
        '&from=2026-07-01T12:00:00%2B03:00&to=2026-07-01T09:03:00.5Z',
    );
    expect(reply.statusCode).toBe(200);
    expect(rig.calls.lastFilter).toEqual({
      managerExtension: '101',
      orderNumber: '1001',
      disposition: 'answered',
      hungUpBy: 'customer',
      from: Date.UTC(2026, 6, 1, 9) * 1000,
      to: Date.UTC(2026, 6, 1, 9, 3) * 1000 + 500_000,
    });
    expect(reply.json<Page>().items.map(({ id }) => id)).toEqual([3, 2, 1].map(callIdOf));
  });

  it('goes on where the page before ended', async () => {
    const rig = rigWithCalls();
    const first = (await rig.get('101', '/api/calls?limit=3')).json<Page>();
    const rest = (await rig.get('101', `/api/calls?limit=3&after=${first.next ?? ''}`)).json<Page>();
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([5, 4, 3, 2, 1].map(callIdOf));
    expect(rest.next).toBeNull();
  });

  it('is not found to be a manager’s way to somebody else’s calls by any parameter', async () => {
    const rig = rigWithCalls();
    for (const query of ['extension=101&extension=102', 'managerExtension=102', 'extension[]=102']) {
      expect((await rig.get('101', `/api/calls?${query}`)).statusCode).toBe(400);
    }
    const { items } = (await rig.get('101', '/api/calls?orderNumber=1002')).json<Page>();
    expect(items).toEqual([]);
  });
});

describe('an extension that was handed on', () => {
  const before = managers['101'].since - 1;
  /** Of 101's predecessor: known by the manager, or by the time alone. */
  const predecessors = [
    endedCallView(1, { managerId: 99 }),
    endedCallView(2, { managerId: null, requestedAt: before }),
  ];
  const own = [endedCallView(3, { managerId: 1 }), endedCallView(4, { managerId: null })];

  it('shows its manager their own calls, and none of whoever had it before', async () => {
    const rig = new HttpRig();
    rig.calls.rows.push(...predecessors, ...own);
    rig.control.put(callView(5, { managerId: 99 }));
    const unknown = whole(await rig.get('101', `/api/calls/${unknownId}`));
    for (const { id } of [...predecessors, { id: callIdOf(5) }]) {
      expect(whole(await rig.get('101', `/api/calls/${id}`))).toEqual(unknown);
      expect(whole(await rig.as('101', { method: 'DELETE', url: `/api/calls/${id}` }))).toMatchObject({
        statusCode: 404,
      });
      expect((await rig.get('supervisor', `/api/calls/${id}`)).statusCode).toBe(200);
    }
    for (const { id } of own) expect((await rig.get('101', `/api/calls/${id}`)).statusCode).toBe(200);
    const ids = async (who: '101' | 'supervisor') =>
      (await rig.get(who, '/api/calls?extension=101')).json<Page>().items.map(({ id }) => id);
    expect(await ids('101')).toEqual([4, 3].map(callIdOf));
    // Whoever sees all is shown the extension's.
    expect(await ids('supervisor')).toEqual([4, 3, 2, 1].map(callIdOf));
  });
});
