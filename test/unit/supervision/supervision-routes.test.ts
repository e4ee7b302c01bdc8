import { callIdOf, callView, endedCallView } from '../calls/memory-call-log';
import { entryView } from '../orders/memory-order-entries';
import { notAway } from '#people/model/presence';
import { settled } from '../kernel/fake-clock';
import { HttpRig } from '../http/http-rig';

const range = 'from=2026-07-01T00:00:00Z&to=2026-07-02T00:00:00Z';

describe('GET /api/board', () => {
  it('has everybody with phone, call and the day so far', async () => {
    const rig = new HttpRig();
    const endedAt = Date.UTC(2026, 0, 1, 8) * 1000;
    rig.supervision.board.rows.push(
      {
        ...{
          extension: '101',
          name: 'Anna',
          awaySince: endedAt,
          awayReason: 'lunch',
          awayUntil: endedAt + 3_600_000_000,
          callsToday: 3,
          callersToday: 2,
          talkSecondsToday: 42,
        },
        ...{ missedOrders: 1, lastCallEndedAt: endedAt },
      },
      {
        ...{
          extension: '102',
          name: 'Boris',
          ...notAway,
          callsToday: 0,
          callersToday: 0,
          talkSecondsToday: 0,
        },
        ...{ missedOrders: 0, lastCallEndedAt: null },
      },
    );
    rig.supervision.states.set('101', { registered: true, inUse: true });
    rig.supervision.rings.set('101', ['page']);
    rig.control.put(callView(2, { phase: 'talking' }));
    // Still being cleared.
    rig.control.put(callView(1, { phase: 'clearing' }));
    const reply = await rig.get('supervisor', '/api/board');
    expect(reply.json()).toEqual({
      waiting: { callers: 0, longestSince: null },
      items: [
        {
          ...{ extension: '101', name: 'Anna', phone: { registered: true, inUse: true, devices: ['page'] } },
          awaySince: '2026-01-01T08:00:00.000000Z',
          awayReason: 'lunch',
          awayUntil: '2026-01-01T09:00:00.000000Z',
          call: expect.objectContaining({
            id: callIdOf(2),
            customerName: 'Ivan',
            phase: 'talking',
          }) as object,
          ...{ callsToday: 3, callersToday: 2, talkSecondsToday: 42, missedOrders: 1 },
          lastCallEndedAt: '2026-01-01T08:00:00.000000Z',
        },
        {
          ...{
            extension: '102',
            name: 'Boris',
            phone: { registered: 'unknown', inUse: 'unknown', devices: ['desk'] },
          },
          ...{ awaySince: null, awayReason: null, awayUntil: null },
          ...{ call: null, callsToday: 0, callersToday: 0, talkSecondsToday: 0, missedOrders: 0 },
          lastCallEndedAt: null,
        },
      ],
    });
    // Midnight in Moscow.
    expect(rig.supervision.board.asked).toEqual([Date.UTC(2025, 11, 31, 21) * 1000]);
  });

  it('counts callers who wait, and shows at a manager those alone whom the phone rings for', async () => {
    const rig = new HttpRig();
    const line = {
      ...notAway,
      callsToday: 0,
      callersToday: 0,
      talkSecondsToday: 0,
      missedOrders: 0,
      lastCallEndedAt: null,
    };
    rig.supervision.board.rows.push(
      { extension: '101', name: 'Anna', ...line },
      { extension: '102', name: 'Boris', ...line },
    );
    const caller = { direction: 'inbound', startKind: 'inbound', did: '74951234567' } as const;
    const [first, second] = [1, 2].map((minute) => Date.UTC(2026, 0, 1, 8, minute) * 1000);
    rig.control.put(callView(1, { ...caller, phase: 'queueing', requestedAt: second! }));
    rig.control.put(
      callView(2, { ...caller, phase: 'calling-manager', managerExtension: '102', requestedAt: first! }),
    );
    rig.control.put(callView(3, { ...caller, phase: 'announcing', disposition: 'not-taken' }));
    // A call that a manager makes is no caller.
    rig.control.put(callView(4, { phase: 'calling-manager', managerExtension: '103' }));
    const board = (await rig.get('supervisor', '/api/board')).json<{
      waiting: object;
      items: { call: { id: string } | null }[];
    }>();
    expect(board.waiting).toEqual({ callers: 2, longestSince: '2026-01-01T08:01:00.000000Z' });
    expect(board.items.map(({ call }) => call?.id ?? null)).toEqual([null, callIdOf(2)]);
  });

  it('is written down once, however often the page asks, and not shown where it cannot be', async () => {
    const rig = new HttpRig();
    for (let n = 0; n < 3; n++) await rig.get('supervisor', '/api/board');
    expect(rig.audit.entries).toEqual([{ actor: 'token:8', action: 'board.view', subject: null }]);
    rig.audit.failWith(new Error('no database'));
    expect((await rig.get('administrator', '/api/board')).statusCode).toBe(503);
  });
});

it('GET /api/people gives the names that belong to extensions', async () => {
  const rig = new HttpRig();
  expect((await rig.get('supervisor', '/api/people')).json()).toEqual({
    items: [
      { extension: '101', name: 'Anna Petrova' },
      { extension: '102', name: 'Boris Orlov' },
    ],
  });
  rig.supervision.people.failure = new Error('no database');
  expect((await rig.get('supervisor', '/api/people')).statusCode).toBe(503);
});

describe('GET /api/statistics', () => {
  it('tells hours and days by the zone that was asked for', async () => {
    const rig = new HttpRig();
    const at = Date.UTC(2026, 6, 1, 22) * 1000;
    rig.supervision.statisticsStore.time = [{ at, calls: 3, answered: 2, talkSeconds: 60 }];
    rig.supervision.statisticsStore.first = { orders: 4, called: 2, medianSeconds: 30, p90Seconds: 60 };
    const reply = await rig.get('supervisor', `/api/statistics?${range}&timeZone=Asia/Kolkata&extension=101`);
    const report = reply.json<{ byHour: { calls: number }[]; byDay: unknown; firstCall: unknown }>();
    expect(report.byHour).toHaveLength(24);
    expect(report.byHour[3]).toEqual({ hour: 3, calls: 3, answered: 2 });
    expect(report.byDay).toEqual([
      { day: '2026-07-01', calls: 0, answered: 0, talkSeconds: 0 },
      { day: '2026-07-02', calls: 3, answered: 2, talkSeconds: 60 },
    ]);
    expect(report.firstCall).toEqual({ orders: 4, called: 2, medianSeconds: 30, p90Seconds: 60 });
    expect(rig.supervision.statisticsStore.asked).toEqual([
      {
        range: {
          from: Date.UTC(2026, 6, 1) * 1000,
          to: Date.UTC(2026, 6, 2) * 1000,
          extension: '101',
        },
        minutes: 15,
      },
    ]);
  });

  it("goes by the site's own zone where none is asked for", async () => {
    const rig = new HttpRig();
    rig.supervision.statisticsStore.time = [
      { at: Date.UTC(2026, 6, 1, 22) * 1000, calls: 1, answered: 0, talkSeconds: 0 },
    ];
    const { byHour } = (await rig.get('supervisor', `/api/statistics?${range}`)).json<{
      byHour: { calls: number }[];
    }>();
    expect(byHour[1]?.calls).toBe(1);
  });

  it.each([
    ['', ['#/from', '#/to'], undefined],
    ['from=2026-07-02T00:00:00Z&to=2026-07-02T00:00:00Z', ['#/to'], 'range-empty'],
    ['from=2026-07-01T00:00:00Z&to=2027-07-02T00:00:01Z', ['#/to'], 'range-too-long'],
    [`${range}&timeZone=Mars/Olympus`, ['#/timeZone'], 'time-zone-unknown'],
    [`${range}&timeZone=%2B03:00`, ['#/timeZone'], 'time-zone-unknown'],
    [`${range}&extension=%2B79161234567`, ['#/extension'], undefined],
  ])('says what is wrong with %j', async (query, pointers, code) => {
    const rig = new HttpRig();
    const reply = await rig.get('supervisor', `/api/statistics?${query}`);
    expect(reply.statusCode).toBe(400);
    const { errors } = reply.json<{ errors: { pointer: string; code?: string }[] }>();
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(errors[0]?.code).toBe(code);
    expect(reply.body).not.toContain('9161234567');
    expect(rig.supervision.statisticsStore.asked).toEqual([]);
  });

  it('takes a leap year whole', async () => {
    const rig = new HttpRig();
    const reply = await rig.get(
      'supervisor',
      '/api/statistics?from=2028-01-01T00:00:00Z&to=2029-01-01T00:00:00Z&timeZone=UTC',
    );
    expect(reply.json<{ byDay: unknown[] }>().byDay).toHaveLength(366);
  });
});

describe('the audit log', () => {
  it('is shown as it is, and the look at it is in it too', async () => {
    const rig = new HttpRig();
    const line = { actor: 'manager:101', action: 'order.view', subject: 'order:1001' };
    const at = Date.UTC(2026, 6, 1) * 1000;
    rig.supervision.auditReader.rows.push(
      { seq: 2, at, ...line, detail: { outcome: 'shown', rows: 1, whole: true, none: null } },
      { seq: null, at, ...line, subject: null, detail: null },
    );
    const reply = await rig.get(
      'supervisor',
      '/api/audit?actor=manager:101&action=order.view&subject=order:1001&from=2026-07-01T00:00:00Z',
    );
    expect(reply.json()).toEqual({
      items: [
        {
          ...{ seq: 2, at: '2026-07-01T00:00:00.000000Z', ...line },
          detail: { outcome: 'shown', rows: 1, whole: true, none: null },
        },
        { seq: null, at: '2026-07-01T00:00:00.000000Z', ...line, subject: null, detail: null },
      ],
      next: null,
    });
    expect(rig.supervision.auditReader.lastFilter).toEqual({ ...line, from: at });
    expect(rig.audit.entries).toEqual([
      { actor: 'token:8', action: 'audit.list', subject: null, detail: { rows: 2 } },
    ]);
  });

  it('does not write down what was asked for, which may be a phone number', async () => {
    const rig = new HttpRig();
    await rig.get('supervisor', '/api/audit?subject=%2B79161234567');
    expect(rig.supervision.auditReader.lastFilter).toEqual({ subject: '+79161234567' });
    expect(JSON.stringify(rig.audit.entries)).not.toContain('9161234567');
  });

  it('is checked when somebody asks, and the result is kept', async () => {
    const rig = new HttpRig();
    const before = (await rig.get('supervisor', '/api/audit/chain')).json<object>();
    expect(before).toMatchObject({ running: false, checkedAt: null, rows: null, intact: null, faults: [] });
    let finish: () => void = () => undefined;
    rig.supervision.verifier.verify = () =>
      new Promise((resolve) => {
        finish = () =>
          resolve({
            ...{ rows: 9, ok: false, faultCount: 2, protected: true },
            faults: [
              { slug: 'changed', seq: 3 },
              { slug: 'missing', seq: 5, to: 7 },
            ],
          });
      });
    const begun = await rig.as('supervisor', { method: 'POST', url: '/api/audit/chain' });
    expect(begun.statusCode).toBe(202);
    expect(begun.json()).toMatchObject({ running: true, checkedAt: null });
    const again = await rig.as('supervisor', { method: 'POST', url: '/api/audit/chain' });
    expect(again.statusCode).toBe(202);
    finish();
    await settled();
    expect((await rig.get('administrator', '/api/audit/chain')).json()).toEqual({
      ...{ running: false, checkedAt: '2026-01-01T00:00:00.000000Z', failed: false },
      ...{ rows: 9, intact: false, protected: true, faultCount: 2 },
      faults: [
        { slug: 'changed', seq: 3 },
        { slug: 'missing', seq: 5, to: 7 },
      ],
    });
    expect(rig.audit.entries).toEqual([{ actor: 'token:8', action: 'audit.verify', subject: null }]);
  });
});

describe('entries of all orders', () => {
  const line = { orderNumber: '1001', customerName: 'Ivan', managerExtension: '101', managerName: 'Anna' };

  it('are notes, or only those in which something was hidden', async () => {
    const rig = new HttpRig();
    rig.supervision.entryLists.noteRows.push(
      { entry: entryView(2, { text: 'call [hidden]', hidden: 1 }), ...line },
      { entry: entryView(1, { text: 'a gift' }), ...line },
    );
    const hidden = (await rig.get('supervisor', '/api/notes?hidden=true')).json<{ items: unknown[] }>();
    expect(hidden.items).toEqual([
      {
        entry: expect.objectContaining({ id: '2', text: 'call [hidden]', hidden: 1 }) as object,
        ...{ orderNumber: '1001', customerName: 'Ivan', extension: '101', managerName: 'Anna' },
      },
    ]);
    expect((await rig.get('supervisor', '/api/notes')).json<{ items: unknown[] }>().items).toHaveLength(2);
    expect(rig.audit.entries.map(({ action, detail }) => [action, detail])).toEqual([
      ['note.list', { rows: 1, hidden: true }],
      ['note.list', { rows: 2, hidden: false }],
    ]);
  });

  it('are changed contacts, which say whether they can be taken back', async () => {
    const rig = new HttpRig();
    const entry = entryView(1, { kind: 'contact-changed', slot: 'main', restorable: true });
    rig.supervision.entryLists.changeRows.push({ entry, ...line });
    const reply = await rig.get('administrator', '/api/contact-changes');
    expect(reply.json()).toMatchObject({
      items: [{ entry: { kind: 'contact-changed', slot: 'main', restorable: true }, extension: '101' }],
      next: null,
    });
    expect(rig.audit.entries).toMatchObject([{ action: 'contact-change.list', detail: { rows: 1 } }]);
  });
});

describe('GET /api/calls.csv', () => {
  it('is the list of calls with a column for each field, and what could be a formula made harmless', async () => {
    const rig = new HttpRig();
    const names = ['=1+1', '+7', '-2', '@x', '\tx', '\rx', 'Anna, "the" first'];
    names.forEach((customerName, n) => rig.calls.rows.push(endedCallView(n + 1, { customerName })));
    // The log knows of a live call only that it began.
    rig.calls.rows.push(callView(9));
    rig.control.put(callView(9, { phase: 'talking' }));
    const reply = await rig.get('administrator', '/api/calls.csv');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="calls.csv"',
      'cache-control': 'no-store',
    });
    const [head, first] = reply.body.split('\r\n');
    expect(head).toBe(
      '\uFEFFid,phase,direction,did,startKind,extension,courierName,managers,orderNumber,customerName,slot,trunk,requestedAt,' +
        'managerStartedAt,managerRingingAt,managerAnsweredAt,managerEndedAt,' +
        'customerStartedAt,customerRingingAt,customerAnsweredAt,customerEndedAt,' +
        'endedAt,talkSeconds,voicemail,untaken,' +
        'managerMos,managerLowestMos,managerLossPercent,managerJitterMs,managerRoundTripMs,' +
        'customerMos,customerLowestMos,customerLossPercent,customerJitterMs,customerRoundTripMs,' +
        'pageMos,pageFault,disposition,refusal,hangupCause,sipCode,hungUpBy',
    );
    expect(first).toContain(
      `${callIdOf(9)},talking,outbound,,click,101,,,1001,Ivan,main,,2026-07-01T09:09:00.000123Z`,
    );
    for (const name of names.slice(0, 5)) expect(reply.body).toContain(`,'${name},`);
    expect(reply.body).toContain(`,"'\rx",`);
    expect(reply.body).toContain(',"Anna, ""the"" first",');
  });

  it('goes over all pages, newest first, of what was asked for', async () => {
    const rig = new HttpRig();
    for (let n = 1; n <= 1203; n++) rig.calls.rows.push(endedCallView(n));
    rig.calls.rows.push(endedCallView(2000, { disposition: 'busy' }));
    const reply = await rig.get('administrator', '/api/calls.csv?disposition=answered');
    const ids = reply.body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) => row.slice(0, 36));
    expect(ids).toEqual(Array.from({ length: 1203 }, (_, n) => callIdOf(1203 - n)));
  });

  it('is for accounts that may, and each is written down before the first byte', async () => {
    const rig = new HttpRig();
    rig.calls.rows.push(endedCallView(1));
    const refused = await rig.get('supervisor', '/api/calls.csv');
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ slug: 'export-forbidden' });
    rig.tokens.add('s7_no', { role: 'supervisor', by: { account: 4, login: 'olga', mayExport: false } });
    rig.tokens.add('s7_yes', { role: 'supervisor', by: { account: 5, login: 'ivanova', mayExport: true } });
    const as = (token: string, url = '/api/calls.csv') =>
      rig.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    expect((await as('s7_no')).json()).toMatchObject({ slug: 'export-forbidden' });
    expect(rig.audit.entries).toEqual([]);
    expect((await as('s7_yes', '/api/calls.csv?extension=101&from=2026-07-01T00:00:00Z')).statusCode).toBe(
      200,
    );
    await as('s7_yes');
    expect(rig.audit.entries).toEqual([
      {
        ...{ actor: 'account:ivanova', action: 'call.export', subject: 'manager:101' },
        detail: { empty: false, from: '2026-07-01T00:00:00.000000Z' },
      },
      { actor: 'account:ivanova', action: 'call.export', subject: null, detail: { empty: false } },
    ]);
    rig.audit.failWith(new Error('no database'));
    expect((await as('s7_yes')).statusCode).toBe(503);
  });

  it('says in its detail nothing that may be a number: what was asked for where nothing is found', async () => {
    const rig = new HttpRig();
    const reply = await rig.get(
      'administrator',
      '/api/calls.csv?orderNumber=79161234567&extension=79161234567',
    );
    expect(reply.statusCode).toBe(200);
    expect(reply.body.trimEnd().split('\r\n')).toHaveLength(1);
    expect(rig.audit.entries).toEqual([
      { actor: 'account:admin', action: 'call.export', subject: null, detail: { empty: true } },
    ]);
  });

  it('breaks off where the database does, rather than look finished', async () => {
    const rig = new HttpRig();
    for (let n = 1; n <= 600; n++) rig.calls.rows.push(endedCallView(n));
    const list = rig.calls.list.bind(rig.calls);
    let pages = 0;
    rig.calls.list = async (filter, page) => {
      pages += 1;
      if (pages === 3) throw new Error('no database');
      return await list(filter, page);
    };
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as { port: number };
    const response = await fetch(`http://127.0.0.1:${String(port)}/api/calls.csv`, {
      headers: { authorization: 'Bearer s7_administrator' },
    });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(rig.saidOf('an export of calls was not finished')).toHaveLength(1);
    await rig.app.close();
  });

  it('is broken off when Star7 stops', async () => {
    const rig = new HttpRig();
    const { text } = await exportThatWaits(rig);
    const closed = rig.app.close();
    await expect(text).rejects.toThrow();
    await closed;
  });

  it('is broken off soon after its reader’s access ends', async () => {
    const rig = new HttpRig();
    const { text } = await exportThatWaits(rig);
    // The control: it goes on for as long as the access does.
    for (let n = 0; n < 3; n++) await rig.clock.pass(15_000);
    expect(rig.saidOf('an export of calls was ended')).toEqual([]);
    rig.tokens.revoke('s7_administrator');
    await rig.clock.pass(15_000);
    await expect(text).rejects.toThrow();
    expect(rig.saidOf('an export of calls was ended')).toMatchObject([
      { fields: { reason: 'token-revoked' } },
    ]);
    expect(rig.clock.waiting).toBe(0);
    await rig.app.close();
  });
});

/** An export of which two pages are sent, and the third never comes. @returns what its reader gets */
async function exportThatWaits(rig: HttpRig): Promise<{ text: Promise<string> }> {
  for (let n = 1; n <= 600; n++) rig.calls.rows.push(endedCallView(n));
  const list = rig.calls.list.bind(rig.calls);
  let waits: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (waits = resolve));
  let pages = 0;
  rig.calls.list = async (filter, page) => {
    pages += 1;
    if (pages < 3) return await list(filter, page);
    waits();
    return await new Promise(() => undefined);
  };
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as { port: number };
  const response = await fetch(`http://127.0.0.1:${String(port)}/api/calls.csv`, {
    headers: { authorization: 'Bearer s7_administrator' },
  });
  const text = response.text();
  await waiting;
  return { text };
}
