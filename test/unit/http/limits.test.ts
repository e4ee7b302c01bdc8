import { refusals } from '#calls/model/refusal';
import { endedCallView } from '../calls/memory-call-log';
import { HttpRig, whole } from './http-rig';

const limits = refusals.filter((refusal) => refusal !== 'order');
const statusOf = {
  'locked-out': 429,
  'hourly-cap': 429,
  'daily-cap': 429,
  'do-not-call': 403,
  destination: 403,
  'calling-hours': 409,
} as const;

describe.each(limits)('a call that %s forbids', (limit) => {
  it('has its own problem type, with the time to wait where known', async () => {
    const rig = new HttpRig();
    for (const retryAfterSeconds of [null, 90]) {
      rig.control.answer = () => ({ outcome: 'limited', limit, retryAfterSeconds });
      const reply = await rig.start('101', '1001');
      expect(reply.statusCode).toBe(statusOf[limit]);
      expect(reply.json()).toMatchObject({ slug: limit, type: `urn:star7:problem:${limit}` });
      expect(reply.headers['retry-after']).toBe(retryAfterSeconds === null ? undefined : '90');
    }
    expect(rig.audit.entries.map(({ detail }) => detail)).toMatchObject([
      { outcome: limit },
      { outcome: limit },
    ]);
  });

  it('gives the same answer to a repeated request', async () => {
    const rig = new HttpRig();
    const call = endedCallView(1, { disposition: 'refused', refusal: limit, orderNumber: null });
    rig.control.answer = () => ({ outcome: 'existing', call });
    expect((await rig.start('101', '1001')).json()).toMatchObject({ slug: limit });
  });

  it('is documented', async () => {
    const rig = new HttpRig();
    const document = (await rig.get('101', '/api/openapi.json')).json<{
      paths: Record<string, { post?: { responses: Record<string, { description: string }> } }>;
    }>();
    const start = document.paths['/api/orders/{number}/calls']?.post;
    expect(start?.responses[statusOf[limit]]?.description).toContain(`${limit}: `);
  });
});

describe('too many wrong order numbers by REST', () => {
  it('hide all orders of that manager only, with byte-identical answers', async () => {
    const rig = new HttpRig();
    for (let n = 0; n < 30; n += 1) {
      expect((await rig.get('101', `/api/orders/${9000 + n}`)).statusCode).toBe(404);
    }
    const own = whole(await rig.get('101', '/api/orders/1001'));
    expect(own).toMatchObject({ statusCode: 429 });
    for (const any of ['1002', '1003', '9999', 'x'.repeat(300)]) {
      expect(whole(await rig.get('101', `/api/orders/${any}`))).toEqual(own);
    }
    expect(rig.audit.entries.at(-1)).toEqual({
      actor: 'manager:101',
      action: 'order.view',
      subject: null,
      detail: { outcome: 'locked-out' },
    });
    expect((await rig.get('102', '/api/orders/1002')).statusCode).toBe(200);
    expect((await rig.get('service', '/api/orders/1001')).statusCode).toBe(200);
    await rig.clock.pass(120_000);
    expect((await rig.get('101', '/api/orders/1001')).statusCode).toBe(200);
  });

  it('that cannot be counted get no answer about the order', async () => {
    const rig = new HttpRig();
    rig.limitStore.failWith(new Error('down'));
    expect((await rig.get('101', '/api/orders/9999')).statusCode).toBe(503);
  });
});
