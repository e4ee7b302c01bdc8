import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { callIdOf, endedCallView } from '../calls/memory-call-log';
import { entryView } from './memory-order-entries';
import { HttpRig, whole } from '../http/http-rig';
import type { tokens } from '../http/http-rig';

type Who = keyof typeof tokens;

function post(
  rig: HttpRig,
  who: Who,
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return rig.as(who, { method: 'POST', url, headers, payload } as InjectOptions);
}

const wrapUp = (
  rig: HttpRig,
  payload: unknown,
  { order = '1001', who = '101', key = '' }: { order?: string; who?: Who; key?: string } = {},
): Promise<LightMyRequestResponse> =>
  post(rig, who, `/api/orders/${order}/wrap-up`, payload, key === '' ? {} : { 'idempotency-key': key });

describe('POST /api/orders/{number}/wrap-up', () => {
  it('gives the order as it stands then, what was written, and the next order', async () => {
    const rig = new HttpRig();
    rig.work.calls.set(callIdOf(7), '1001');
    const reply = await wrapUp(rig, {
      outcome: 'no-answer',
      note: 'спит\n+7 916 123-45-67',
      callId: callIdOf(7),
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      order: { orderNumber: '1001', queue: 'later', lastOutcome: 'no-answer' },
      entry: {
        kind: 'outcome',
        by: { name: 'manager:101', login: null },
        text: 'спит\n███',
        hidden: 1,
        outcome: 'no-answer',
        callId: callIdOf(7),
        call: null,
        restorable: false,
      },
      next: '1003',
    });
    expect(reply.body + rig.said() + JSON.stringify(rig.audit.entries)).not.toContain('123-45-67');
  });

  it('hides the number before the store is given anything', async () => {
    const rig = new HttpRig();
    await wrapUp(rig, { outcome: 'confirmed', note: 'ivan@mail.example' });
    expect(rig.work.entries.added).toMatchObject([{ words: { text: '███', hidden: 1 } }]);
  });

  it('has no next where nothing else is due', async () => {
    const rig = new HttpRig();
    await wrapUp(rig, { outcome: 'confirmed' });
    expect((await wrapUp(rig, { outcome: 'confirmed' }, { order: '1003' })).json()).toMatchObject({
      next: null,
    });
  });

  it('takes the time that was said, and the customer’s wish', async () => {
    const rig = new HttpRig();
    const later = await wrapUp(rig, { outcome: 'call-later', callLaterAt: '2099-01-01T00:00:00Z' });
    expect(later.json()).toMatchObject({ errors: [{ pointer: '#/callLaterAt', code: 'time-too-far' }] });
    expect((await wrapUp(rig, { outcome: 'do-not-call' })).json()).toMatchObject({
      order: { doNotCall: true, queue: 'done' },
    });
  });

  it.each([
    [{ outcome: 'nonsense' }, '#/outcome', 'unknown-outcome'],
    [{ outcome: 'call-later' }, '#/callLaterAt', 'time-needed'],
    [{ outcome: 'call-later', callLaterAt: '2020-01-01T00:00:00Z' }, '#/callLaterAt', 'time-past'],
    [{ outcome: 'confirmed', callLaterAt: '2099-01-01T00:00:00Z' }, '#/callLaterAt', 'time-unwanted'],
  ])('says what is wrong with %j', async (body, pointer, code) => {
    const rig = new HttpRig();
    const reply = await wrapUp(rig, body);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ slug: 'invalid-request', errors: [{ in: 'body', pointer, code }] });
    expect(rig.audit.entries).toEqual([]);
    expect(rig.work.entries.lines.size).toBe(0);
  });

  it.each([
    [{}, '#/outcome'],
    [{ outcome: 1 }, '#/outcome'],
    [{ outcome: 'confirmed', note: 5 }, '#/note'],
    [{ outcome: 'confirmed', note: 'x'.repeat(4001) }, '#/note'],
    [{ outcome: 'confirmed', callLaterAt: 'tomorrow' }, '#/callLaterAt'],
    [{ outcome: 'confirmed', callId: '79161234567' }, '#/callId'],
    [{ outcome: 'confirmed', '79161234567': 1 }, '#'],
  ])('names the field of a malformed body, case %#', async (body, pointer) => {
    const reply = await wrapUp(new HttpRig(), body);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errors: [{ in: 'body', pointer }] });
    expect(reply.body).not.toContain('79161234567');
  });

  it('takes the longest note in letters of four bytes', async () => {
    const reply = await wrapUp(new HttpRig(), { outcome: 'confirmed', note: '😀'.repeat(4000) });
    expect(reply.statusCode).toBe(200);
  });

  it('sent twice with a key is done once; with another body it is refused', async () => {
    const rig = new HttpRig();
    const first = await wrapUp(rig, { outcome: 'no-answer' }, { key: 'k' });
    const again = await wrapUp(rig, { outcome: 'no-answer' }, { key: 'k' });
    expect(again.json()).toEqual(first.json());
    expect(rig.work.entries.lines.get('1001')).toHaveLength(1);
    expect(rig.audit.entries).toHaveLength(1);
    const other = await wrapUp(rig, { outcome: 'confirmed' }, { key: 'k' });
    expect([other.statusCode, other.json<{ slug: string }>().slug]).toEqual([422, 'idempotency-key-reused']);
  });

  it('tells other pages and the audit log', async () => {
    const rig = new HttpRig();
    const told: unknown[] = [];
    rig.orderFeed.subscribe((change) => told.push(change));
    await wrapUp(rig, { outcome: 'no-answer', note: '89161234567' });
    expect(JSON.stringify(told)).toContain('"orderNumber":"1001","managerExtension":"101"');
    expect(rig.audit.entries).toEqual([
      {
        actor: 'manager:101',
        action: 'order.wrap-up',
        subject: 'order:1001',
        detail: { entry: '1', hidden: 1, outcome: 'no-answer' },
      },
    ]);
  });

  it.each(['service', 'supervisor'] as const)('is not for a %s', async (who) => {
    const reply = await wrapUp(new HttpRig(), { outcome: 'confirmed' }, { who });
    expect(reply.json()).toMatchObject({ slug: 'role-forbidden' });
  });
});

describe('POST /api/orders/{number}/notes', () => {
  it('writes a note, once for a key', async () => {
    const rig = new HttpRig();
    const url = '/api/orders/1001/notes';
    const first = await post(rig, '101', url, { text: 'a\nb' }, { 'idempotency-key': 'k' });
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({ kind: 'note', text: 'a\nb', hidden: 0, outcome: null });
    const again = await post(rig, '101', url, { text: 'a\nb' }, { 'idempotency-key': 'k' });
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
    expect(rig.audit.entries).toMatchObject([{ action: 'note.add', detail: { hidden: 0 } }]);
    expect((await rig.get('101', '/api/orders/1001')).json()).toMatchObject({ queue: 'to-call' });
  });

  it.each(['', '  \n ', '\u0000'])('has to say something: %j', async (text) => {
    const reply = await post(new HttpRig(), '101', '/api/orders/1001/notes', { text });
    expect(reply.json()).toMatchObject({ errors: [{ pointer: '#/text', code: 'empty' }] });
  });

  it.each(['service', 'supervisor'] as const)('a %s may, on any order', async (who) => {
    const rig = new HttpRig();
    expect((await post(rig, who, '/api/orders/1002/notes', { text: 'x' })).statusCode).toBe(201);
    expect(rig.audit.entries).toMatchObject([{ actor: who === 'service' ? 'token:7' : 'token:8' }]);
  });

  it('is of the account that signed in', async () => {
    const rig = new HttpRig();
    rig.tokens.add('s7_account', {
      role: 'manager',
      manager: { id: 1, extension: '101', since: 0 },
      by: { account: 5, login: '101', mayExport: false },
    });
    await rig.app.inject({
      method: 'POST',
      url: '/api/orders/1001/notes',
      headers: { authorization: 'Bearer s7_account' },
      payload: { text: 'x' },
    });
    expect(rig.work.entries.added).toMatchObject([{ author: { accountId: 5, actor: 'manager:101' } }]);
  });
});

describe('GET /api/orders/{number}/timeline', () => {
  it('gives what happened, newest first', async () => {
    const rig = new HttpRig();
    const call = endedCallView(1);
    rig.work.entries.lines.set('1001', [
      entryView(1, { kind: 'call', id: call.id, call, callId: call.id, slot: 'main' }),
      entryView(2, { kind: 'contact-changed', slot: 'second', restorable: true }),
      entryView(3, { text: 'x', hidden: 2, by: null }),
    ]);
    const reply = await rig.get('101', '/api/orders/1001/timeline?limit=2');
    expect(reply.json()).toMatchObject({
      items: [
        { id: '3', by: null, text: 'x', hidden: 2 },
        { id: '2', kind: 'contact-changed', slot: 'second', restorable: false },
      ],
      next: '2',
    });
    const rest = await rig.get('supervisor', '/api/orders/1001/timeline?after=1');
    expect(rest.json()).toMatchObject({
      items: [{ restorable: true }, { kind: 'call', call: { id: call.id, disposition: 'answered' } }],
      next: null,
    });
  });

  it('is written down once in ten minutes, before it is shown', async () => {
    const rig = new HttpRig();
    rig.work.entries.lines.set('1001', [entryView(1, { text: 'тайна' })]);
    await rig.get('101', '/api/orders/1001/timeline');
    await rig.get('101', '/api/orders/1001/timeline');
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'order.timeline', subject: 'order:1001', detail: { rows: 1 } },
    ]);
    rig.audit.failWith(new Error('disk full'));
    const reply = await rig.get('101', '/api/orders/1001/timeline?limit=1');
    expect(reply.statusCode).toBe(503);
    expect(reply.body).not.toContain('тайна');
  });
});

describe('somebody else’s order', () => {
  const requests = (number: string): [string, InjectOptions][] => [
    ['order.timeline', { method: 'GET', url: `/api/orders/${number}/timeline` }],
    [
      'order.wrap-up',
      { method: 'POST', url: `/api/orders/${number}/wrap-up`, payload: { outcome: 'confirmed' } },
    ],
    [
      'order.wrap-up',
      { method: 'POST', url: `/api/orders/${number}/wrap-up`, payload: { outcome: 'nonsense' } },
    ],
    ['note.add', { method: 'POST', url: `/api/orders/${number}/notes`, payload: { text: 'x' } }],
    ['note.add', { method: 'POST', url: `/api/orders/${number}/notes`, payload: { text: '' } }],
    [
      'contact.change',
      { method: 'PUT', url: `/api/orders/${number}/contacts/main`, payload: { number: '89161234567' } },
    ],
    [
      'contact.change',
      { method: 'PUT', url: `/api/orders/${number}/contacts/main`, payload: { number: 'x' } },
    ],
  ];

  it('is answered like an unknown and an absurd one, byte for byte, and written down without what was asked', async () => {
    for (const [index, [action]] of requests('').entries()) {
      const rig = new HttpRig();
      const unknown = whole(await rig.get('101', '/api/orders/9999'));
      expect(unknown).toMatchObject({ statusCode: 404 });
      for (const number of ['1002', '9999', 'x'.repeat(300), '%2B79161234567', '%zz']) {
        const before = rig.audit.entries.length;
        expect(whole(await rig.as('101', requests(number)[index]![1]))).toEqual(unknown);
        expect(rig.audit.entries.slice(before)).toEqual([
          { actor: 'manager:101', action, subject: null, detail: { outcome: 'refused' } },
        ]);
      }
      expect(rig.work.entries.added).toEqual([]);
      expect(rig.work.contacts.changes).toEqual([]);
    }
  });

  it('is a guess: thirty of them lock a manager out of their own orders too', async () => {
    const rig = new HttpRig();
    for (let guess = 0; guess < 30; guess += 1) {
      await rig.as('101', requests(guess % 2 === 0 ? '1002' : '9999')[guess % 7]![1]);
    }
    for (const [action, request] of requests('1001')) {
      const reply = await rig.as('101', request);
      expect([reply.statusCode, reply.headers['retry-after']]).toEqual([429, '120']);
      expect(rig.audit.entries.at(-1)).toMatchObject({ action, detail: { outcome: 'locked-out' } });
    }
    expect(rig.work.entries.added).toEqual([]);
  });
});

test('where the database does not answer, nothing is said to be written', async () => {
  const rig = new HttpRig();
  rig.work.atWork.failWith(new Error('+79161234567'));
  for (const reply of [
    await wrapUp(rig, { outcome: 'confirmed' }),
    await post(rig, '101', '/api/orders/1001/notes', { text: 'x' }),
    await rig.get('101', '/api/orders/1001/timeline'),
  ]) {
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5']);
    expect(reply.body + rig.said()).not.toContain('9161234567');
  }
  expect(rig.audit.entries).toEqual([]);
});
