import type { ClickResult } from '#calls/engine/call-control';
import { callView, endedCallView } from './memory-call-log';
import { HttpRig, whole } from '../http/http-rig';

const started = (): ClickResult => ({ outcome: 'started', call: callView(1) });

function rigWith(result: ClickResult): HttpRig {
  const rig = new HttpRig();
  rig.control.answer = () => result;
  return rig;
}

describe('POST /api/orders/{number}/calls', () => {
  it('starts a call of the manager whose token it is', async () => {
    const rig = rigWith(started());
    const reply = await rig.start('101', '1001', undefined, { 'idempotency-key': 'k-1' });
    expect(reply.statusCode).toBe(201);
    expect(reply.headers.location).toBe(`/api/calls/${callView(1).id}`);
    expect(reply.json()).toMatchObject({
      id: callView(1).id,
      phase: 'calling-manager',
      extension: '101',
      requestedAt: '2026-07-01T09:01:00.000123Z',
      disposition: null,
    });
    expect(rig.control.clicks).toEqual([
      { extension: '101', orderNumber: '1001', slot: 'main', idempotencyKey: 'k-1' },
    ]);
  });

  it('takes a slot', async () => {
    const rig = rigWith(started());
    await rig.start('101', '1001', { slot: 'second' });
    expect(rig.control.clicks).toMatchObject([{ slot: 'second', idempotencyKey: null }]);
  });

  it.each([
    ['an empty body with a JSON header', ''],
    ['an empty object', '{}'],
  ])('takes %s', async (_what, payload) => {
    const rig = rigWith(started());
    const reply = await rig.as('101', {
      method: 'POST',
      url: '/api/orders/1001/calls',
      headers: { 'content-type': 'application/json' },
      payload,
    });
    expect(reply.statusCode).toBe(201);
  });

  it('answers 200 with the call that there is, to a repeated request', async () => {
    const rig = rigWith({ outcome: 'existing', call: callView(1) });
    const reply = await rig.start('101', '1001');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers.location).toBe(`/api/calls/${callView(1).id}`);
  });

  it.each([
    ['manager-busy', 409, 'manager-busy'],
    ['manager-unreachable', 409, 'manager-unreachable'],
    ['unavailable', 503, 'call-unavailable'],
    ['refused', 404, 'order-refused'],
  ] as const)('%s is answered with %i', async (outcome, status, slug) => {
    const reply = await rigWith({ outcome }).start('101', '1001');
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ status, slug, type: `urn:star7:problem:${slug}` });
    expect(reply.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  describe('a repeated key whose first request called nobody is answered as the first was', () => {
    const noLeg = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };
    it.each([
      ['refused', 404, 'order-refused'],
      ['manager-busy', 409, 'manager-busy'],
      ['manager-unreachable', 409, 'manager-unreachable'],
      ['look-up-failed', 503, 'call-unavailable'],
    ] as const)('%s', async (disposition, status, slug) => {
      const call = endedCallView(1, { disposition, manager: noLeg, orderNumber: null });
      const reply = await rigWith({ outcome: 'existing', call }).start('101', '1001', undefined, {
        'idempotency-key': 'k',
      });
      expect(reply.statusCode).toBe(status);
      expect(reply.json()).toMatchObject({ slug });
    });

    it('but a phone that was called and was busy is a call', async () => {
      const call = endedCallView(1, { disposition: 'manager-busy' });
      const reply = await rigWith({ outcome: 'existing', call }).start('101', '1001');
      expect(reply.statusCode).toBe(200);
    });
  });

  it('refuses a key that belongs to a call of another order', async () => {
    const rig = rigWith({ outcome: 'existing', call: callView(1, { orderNumber: '1009' }) });
    const reply = await rig.start('101', '1001', undefined, { 'idempotency-key': 'k' });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ slug: 'idempotency-key-reused' });
    expect(reply.body).not.toContain('1009');
  });

  it('refuses a key of whoever had the extension before, and shows nothing of that call', async () => {
    const call = callView(1, { managerId: 99, customerName: 'Pyotr' });
    const rig = rigWith({ outcome: 'existing', call });
    const reply = await rig.start('101', '1001', undefined, { 'idempotency-key': 'k' });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ slug: 'idempotency-key-reused' });
    expect(reply.body).not.toContain('Pyotr');
    // A program of the shop's is told.
    expect((await rig.start('service', '1001', undefined, { 'idempotency-key': 'k' })).body).toContain(
      'Pyotr',
    );
  });

  it('answers 500 and says nothing of why, where the switchboard throws', async () => {
    const rig = new HttpRig();
    rig.control.answer = () => Promise.reject(new Error('+79161234567 exploded'));
    const reply = await rig.start('101', '1001');
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ slug: 'internal' });
    expect(reply.body + rig.said()).not.toContain('9161234567');
    expect(rig.saidOf('request failed')).toMatchObject([
      { level: 'error', fields: { route: '/api/orders/:number/calls' } },
    ]);
  });

  describe('refused looks the same, byte for byte', () => {
    const absurd = [
      '9999',
      '1003',
      '1002',
      'x'.repeat(40),
      'x'.repeat(5000),
      '1'.repeat(40),
      'a%26b',
      'a%2Fb',
      '..%2F..%2Fhealthz',
      '%40',
      '%00',
      '%zz',
      '%',
      '%E2%82',
      "1001'%20or%201=1",
      '%2B79161234567',
      '%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7',
      '%20',
    ];

    it.each(['101', 'service'] as const)('for every kind of order number, asked by %s', async (who) => {
      const rig = new HttpRig();
      const body = who === 'service' ? { extension: '101' } : undefined;
      const unknown = whole(await rig.start(who, '9998', body));
      expect(unknown).toMatchObject({ statusCode: 404 });
      for (const number of absurd) expect(whole(await rig.start(who, number, body))).toEqual(unknown);
      // Each of them took the whole way: an early answer would be heard in the time it takes.
      expect(rig.control.clicks).toHaveLength(1 + absurd.length);
      expect(Math.max(...rig.control.clicks.map(({ orderNumber }) => orderNumber.length))).toBe(33);
    });

    it('for a service that leaves the manager to the order', async () => {
      const rig = new HttpRig();
      const unknown = whole(await rig.start('service', '9998'));
      for (const number of absurd.filter((one) => one !== '1002')) {
        expect(whole(await rig.start('service', number))).toEqual(unknown);
      }
    });

    it('writes nothing of what was asked into log or audit', async () => {
      const rig = new HttpRig();
      await rig.start('101', '%2B79161234567');
      await rig.start('101', '79161234567');
      const said = rig.said() + JSON.stringify(rig.audit.entries);
      expect(rig.audit.entries).toHaveLength(2);
      expect(said).not.toContain('9161234567');
    });
  });

  describe('who may', () => {
    it('a manager names no other extension, and cannot learn which exist', async () => {
      const rig = rigWith(started());
      const one = await rig.start('101', '1001', { extension: '102' });
      const other = await rig.start('101', '1001', { extension: '999' });
      expect(one.statusCode).toBe(403);
      expect(whole(one)).toEqual(whole(other));
      expect(rig.control.clicks).toEqual([]);
      expect((await rig.start('101', '1001', { extension: '101' })).statusCode).toBe(201);
    });

    it('a service calls for any manager, and for the order’s own where it names none', async () => {
      const rig = rigWith(started());
      await rig.start('service', '1001', { extension: '102' });
      await rig.start('service', '1002');
      expect(rig.control.clicks).toMatchObject([
        { extension: '102', orderNumber: '1001' },
        { extension: '102', orderNumber: '1002' },
      ]);
    });

    it('a service hears 503 where the owner cannot be looked up, and nobody is called', async () => {
      const rig = rigWith(started());
      rig.owners.failWith(new Error('no database'));
      expect((await rig.start('service', '1002')).statusCode).toBe(503);
      expect(rig.control.clicks).toEqual([]);
    });

    it('a supervisor starts none', async () => {
      const rig = rigWith(started());
      expect((await rig.start('supervisor', '1001')).statusCode).toBe(403);
      expect(rig.control.clicks).toEqual([]);
    });
  });

  describe('audit', () => {
    it('says who started which call', async () => {
      const rig = rigWith(started());
      await rig.start('101', '1001');
      await rig.start('service', '1001');
      expect(rig.audit.entries).toEqual(
        ['manager:101', 'token:7'].map((actor) => ({
          actor,
          action: 'call.start',
          subject: `call:${callView(1).id}`,
          detail: { outcome: 'started', extension: '101', slot: 'main' },
        })),
      );
    });

    it('that cannot be written does not hide a call that rings already', async () => {
      const rig = rigWith(started());
      rig.audit.failWith(new Error('disk full'));
      expect((await rig.start('101', '1001')).statusCode).toBe(201);
      expect(rig.saidOf('the audit log could not be written')).toHaveLength(1);
    });
  });
});
