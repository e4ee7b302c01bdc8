import { orderView } from './memory-order-list';
import { HttpRig, whole } from '../http/http-rig';

const day = 24 * 3600 * 1_000_000;

/** Manager 101 with three orders to call, one for later and one that is done; 102 with one. */
function rig(): HttpRig {
  const made = new HttpRig();
  const { dueAt } = orderView('1');
  made.orders.rows.splice(
    0,
    Infinity,
    orderView('1002', { dueAt: dueAt + 2, customerName: 'Анна' }),
    orderView('1001', { dueAt: dueAt + 1, customerName: 'Иван' }),
    orderView('1003', { dueAt: dueAt + 3 }),
    orderView('1004', { queue: 'later', dueAt: dueAt + day }),
    orderView('1005', { queue: 'done', lastOutcome: 'confirmed', lastOutcomeAt: dueAt }),
    orderView('2001', { managerExtension: '102' }),
  );
  return made;
}

async function numbers(made: HttpRig, url: string): Promise<string[]> {
  const reply = await made.get('101', url);
  expect(reply.statusCode).toBe(200);
  return reply.json<{ items: { orderNumber: string }[] }>().items.map(({ orderNumber }) => orderNumber);
}

describe('GET /api/queue', () => {
  it('gives a manager the parts of their own queue', async () => {
    const made = rig();
    expect(await numbers(made, '/api/queue')).toEqual(['1001', '1002', '1003']);
    expect(await numbers(made, '/api/queue?part=later')).toEqual(['1004']);
    expect(await numbers(made, '/api/queue?part=done')).toEqual(['1005']);
    const done = (await made.get('101', '/api/queue?part=done')).json<{ items: object[] }>();
    expect(done.items).toMatchObject([
      { queue: 'done', lastOutcome: 'confirmed', lastOutcomeAt: '2026-06-30T00:00:00.000000Z' },
    ]);
  });

  it('gives pages', async () => {
    const made = rig();
    const first = (await made.get('101', '/api/queue?limit=2')).json<{ next: string }>();
    expect(await numbers(made, `/api/queue?limit=2&after=${first.next}`)).toEqual(['1003']);
  });

  it('is searched, and tells neither log nor audit log for what', async () => {
    const made = rig();
    expect(await numbers(made, `/api/queue?search=${encodeURIComponent('анн')}`)).toEqual(['1002']);
    expect(await numbers(made, '/api/queue?search=1003')).toEqual(['1003']);
    expect(await numbers(made, '/api/queue?search=%2B79161234567')).toEqual([]);
    expect(made.work.queue.lastFilter).toMatchObject({ managerId: 1, search: '+79161234567' });
    const said = made.said() + JSON.stringify(made.audit.entries);
    expect(said).toContain('searched');
    for (const word of ['анн', '1003', '9161234567']) expect(said).not.toContain(word);
  });

  it('is written down once for the same look, and not where it shows nobody', async () => {
    const made = rig();
    await numbers(made, '/api/queue');
    await numbers(made, '/api/queue');
    await numbers(made, '/api/queue?search=nobody');
    await numbers(made, '/api/queue?search=1001');
    expect(made.audit.entries).toEqual([
      {
        actor: 'manager:101',
        action: 'order.list',
        subject: 'manager:101',
        detail: { rows: 3, queue: 'to-call', searched: false },
      },
      {
        actor: 'manager:101',
        action: 'order.list',
        subject: 'manager:101',
        detail: { rows: 1, queue: 'to-call', searched: true },
      },
    ]);
  });

  it('shows nothing where that cannot be written down', async () => {
    const made = rig();
    made.audit.failWith(new Error('disk full'));
    const reply = await made.get('101', '/api/queue');
    expect(reply.statusCode).toBe(503);
    expect(reply.body).not.toContain('Иван');
  });

  it.each(['service', 'supervisor'] as const)('is no %s’s', async (who) => {
    for (const url of ['/api/queue', '/api/queue/counts']) {
      expect((await rig().get(who, url)).json()).toMatchObject({ slug: 'role-forbidden' });
    }
  });

  it.each([
    ['part=x', '#/part'],
    ['limit=0', '#/limit'],
    [`search=${'x'.repeat(101)}`, '#/search'],
  ])('names the fault of %s', async (query, pointer) => {
    const reply = await rig().get('101', `/api/queue?${query}`);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errors: [{ in: 'query', pointer }] });
  });

  it('says 503 where the database does not answer', async () => {
    const made = rig();
    made.work.atWork.failWith(new Error('+79161234567'));
    for (const url of ['/api/queue', '/api/queue/counts']) {
      const reply = await made.get('101', url);
      expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5']);
      expect(reply.body + made.said()).not.toContain('9161234567');
    }
  });
});

test('GET /api/queue/counts counts, all orders or those of a search, which the log is not told', async () => {
  const made = rig();
  const counts = async (query = ''): Promise<unknown> =>
    (await made.get('101', `/api/queue/counts${query}`)).json();
  expect(await counts()).toEqual({ missed: 0, toCall: 3, later: 1, done: 1, mail: 0 });
  expect(await counts('?search=1004')).toEqual({ missed: 0, toCall: 0, later: 1, done: 0, mail: 0 });
  const found = await counts(`?search=${encodeURIComponent('анн')}`);
  expect(found).toEqual({ missed: 0, toCall: 1, later: 0, done: 0, mail: 0 });
  expect(await counts('?serach=1')).toMatchObject({ status: 400 });
  for (const word of ['анн', '1004']) expect(made.said()).not.toContain(word);
});

test('a customer who called in vain is a part of the queue of its own, counted there alone', async () => {
  const made = rig();
  const since = orderView('1').dueAt;
  const missed = { since, lastAt: since + 60_000_000, calls: 2, disposition: 'call-back-wanted' } as const;
  made.orders.rows.push(orderView('1006', { status: 'closed', queue: 'missed', missed }));
  const reply = await made.get('101', '/api/queue?part=missed');
  expect(reply.json<{ items: object[] }>().items).toMatchObject([
    {
      ...{ orderNumber: '1006', queue: 'missed', status: 'closed' },
      missed: {
        ...{ since: '2026-06-30T00:00:00.000000Z', lastAt: '2026-06-30T00:01:00.000000Z' },
        ...{ calls: 2, disposition: 'call-back-wanted' },
      },
    },
  ]);
  expect((await made.get('101', '/api/queue/counts')).json()).toEqual({
    missed: 1,
    toCall: 3,
    later: 1,
    done: 1,
    mail: 0,
  });
  const [order] = (await made.get('101', '/api/queue')).json<{ items: { missed: null }[] }>().items;
  expect(order?.missed).toBeNull();
});

test('GET /api/outcomes gives everybody what a call may come to', async () => {
  const made = rig();
  const reply = await made.get('101', '/api/outcomes');
  expect(reply.json<{ items: object[] }>().items[2]).toEqual({
    slug: 'no-answer',
    label: { ru: 'no-answer по-русски', en: 'no-answer' },
    movesTo: 'later',
    asksTime: false,
    delayMinutes: 120,
    doNotCall: false,
  });
  expect(whole(await made.get('supervisor', '/api/outcomes'))).toMatchObject({ statusCode: 200 });
});
