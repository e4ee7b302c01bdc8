import * as fc from 'fast-check';
import { afterShop } from '#orders/model/outcome';
import type { QueuePart } from '#orders/model/outcome';
import type { QueueListName } from '#orders/work-queue';
import { toDateTime } from '#database/date-time';
import { SqlOutcomeList } from '#orders/sql-outcome-list';
import { minute, noon, order, WorkDatabase } from './work-database';

let work: WorkDatabase;

beforeEach(async () => {
  work = await WorkDatabase.create();
});
afterEach(() => work.test.drop());

/** Numbers of the orders in a part of manager 101's queue, page after page. */
async function numbers(part: QueueListName, search?: string, limit = 100): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await work.queue.list(
      { managerId: work.managers['101']!, part, ...(search !== undefined && { search }) },
      { limit, ...(after !== undefined && { after }) },
    );
    found.push(...page.rows.map((row) => row.orderNumber));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

describe('queue', () => {
  it('gives each part in its order, the same in pages of any size, and none of another manager', async () => {
    const places = Array.from({ length: 60 }, (_each, index) => ({
      number: String(100 + ((index * 7) % 60)),
      done: index % 3 === 0,
      // Several at the same time; some due, some not.
      dueAt: noon + (((index * 11) % 13) - 6) * minute,
    }));
    await work.intake.write([
      ...places.map(({ number }, index) => order(number, index)),
      order('900', 900, { managerExtension: '102' }),
    ]);
    for (const { number, done, dueAt } of places) {
      const due_at = new Date(dueAt / 1000).toISOString().replace('T', ' ').replace('Z', '');
      await work.test.database.knex('orders').where({ order_number: number }).update({ done, due_at });
    }
    const expected = (part: QueuePart): string[] =>
      places
        .filter(({ done, dueAt }) => (done ? 'done' : dueAt <= noon ? 'to-call' : 'later') === part)
        .sort((a, b) => (part === 'done' ? -1 : 1) * (a.dueAt - b.dueAt || (a.number < b.number ? -1 : 1)))
        .map(({ number }) => number);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<QueuePart>('to-call', 'later', 'done'),
        fc.integer({ min: 1, max: 70 }),
        async (part, limit) => {
          expect(await numbers(part, undefined, limit)).toEqual(expected(part));
        },
      ),
      { numRuns: 40 },
    );
    expect(await work.queue.counts(work.managers['101']!)).toEqual({
      missed: 0,
      mail: 0,
      'to-call': expected('to-call').length,
      later: expected('later').length,
      done: expected('done').length,
    });
    const [first, second] = expected('to-call');
    expect(await work.queue.next(work.managers['101']!, 'none')).toBe(first);
    expect(await work.queue.next(work.managers['101']!, first!)).toBe(second);
    expect(await work.queue.next(work.managers['102']!, '900')).toBeNull();
  });

  it('is searched by the beginning of a number and by parts of a name, whatever the case', async () => {
    await work.intake.write([
      order('A-17', 1, { customerName: 'Иван Петров' }),
      order('1700', 2, { customerName: 'Артём Ёлкин' }),
      order('2170', 3, { customerName: 'Ivan 100% sure_thing' }),
      order('3', 4, { customerName: 'Иванова Анна' }),
    ]);
    const found = async (search: string): Promise<string[]> => {
      const all = (await numbers('to-call', search)).sort();
      const counts = await work.queue.counts(work.managers['101']!, search);
      expect(counts).toEqual({ missed: 0, 'to-call': all.length, later: 0, done: 0, mail: 0 });
      return all;
    };
    expect(await found('17')).toEqual(['1700']);
    expect(await found('a-1')).toEqual(['A-17']);
    expect(await found('иван')).toEqual(['3', 'A-17']);
    expect(await found('ПЕТРОВ ив')).toEqual(['A-17']);
    expect(await found('елкин')).toEqual(['1700']);
    // What means something to LIKE means itself.
    expect(await found('100%')).toEqual(['2170']);
    expect(await found('e_t')).toEqual(['2170']);
    expect(await found('%')).toEqual(['2170']);
    expect(await found('!')).toEqual([]);
    expect(await found("' OR 1=1 --")).toEqual([]);
    expect(await found('  ')).toHaveLength(4);
    expect(await found('😀\u0000')).toEqual([]);
  });

  it('finds nobody by a number: none is looked at', async () => {
    await work.intake.write([order('1', 1234)]);
    for (const search of ['5551234', '+79005551234', '79005551234', '1234']) {
      expect(await numbers('to-call', search)).toEqual([]);
    }
    // That a search finds the order at all.
    expect(await numbers('to-call', 'customer')).toEqual(['1']);
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(
      work.queue.list({ managerId: 1, part: 'done' }, { limit: 1, after: 'x' }),
    ).rejects.toMatchObject({ slug: 'cursor-invalid' });
  });
});

describe('an import', () => {
  it('puts new orders where they belong: due since they were placed, or done', async () => {
    await work.intake.write([
      order('1', 1, { placedAt: noon - 60 * minute }),
      order('2', 2, { placedAt: noon + 60 * minute }),
      order('3', 3),
      order('4', 4, { status: 'cancelled' }),
    ]);
    expect(await numbers('to-call')).toEqual(['1', '2', '3']);
    expect(await numbers('done')).toEqual(['4']);
    expect((await work.list.find('1'))?.dueAt).toBe(noon - 60 * minute);
    expect((await work.list.find('2'))?.dueAt).toBe(noon);
  });

  it('leaves an order where its manager put it, until the shop closes it', async () => {
    await work.intake.write([order('1', 1), order('2', 2)]);
    const base = { note: { text: '', hidden: 0 }, callId: null, idempotencyKey: null, checked: [] };
    await work.entries.wrapUp({
      ...base,
      ...work.by('1'),
      outcome: 'call-later',
      callLaterAt: noon + 60 * minute,
    });
    await work.entries.wrapUp({ ...base, ...work.by('2'), outcome: 'confirmed', callLaterAt: null });
    work.now += minute;
    await work.intake.write([
      order('1', 1, { customerName: 'Анна' }),
      order('2', 2, { customerName: 'Пётр' }),
    ]);
    expect(await work.list.find('1')).toMatchObject({
      customerName: 'Анна',
      queue: 'later',
      dueAt: noon + 60 * minute,
      lastOutcome: 'call-later',
      lastOutcomeAt: noon,
    });
    expect(await work.list.find('2')).toMatchObject({ customerName: 'Пётр', queue: 'done', dueAt: noon });

    work.now += minute;
    await work.intake.write([order('1', 1, { status: 'closed' }), order('2', 2, { status: 'closed' })]);
    expect(await work.list.find('1')).toMatchObject({ queue: 'done', dueAt: work.now });
    // It was done already, and still is since then.
    expect(await work.list.find('2')).toMatchObject({ queue: 'done', dueAt: noon });

    work.now += minute;
    await work.intake.write([order('1', 1, { status: 'cancelled' }), order('2', 2, { status: 'open' })]);
    expect(await work.list.find('1')).toMatchObject({ queue: 'done', dueAt: work.now - minute });
    expect(await work.list.find('2')).toMatchObject({ queue: 'to-call', dueAt: work.now });
  });

  it('moves an order as the rule says, whatever its place', async () => {
    const cases = [true, false].flatMap((done) =>
      ([-1, 1] as const).flatMap((hours) =>
        (['open', 'closed', 'cancelled'] as const).flatMap((from) =>
          (['open', 'closed', 'cancelled'] as const).map((to) => ({ done, hours, from, to })),
        ),
      ),
    );
    const numbered = cases.map((each, index) => ({
      ...each,
      orderNumber: String(100 + index),
      place: { done: each.done, dueAt: noon + each.hours * 60 * minute },
    }));
    await work.intake.write(
      numbered.map(({ orderNumber, from }, index) => order(orderNumber, index + 1, { status: from })),
    );
    for (const { orderNumber, place } of numbered) {
      await work.test.database.update(
        'orders',
        { order_number: orderNumber },
        { done: place.done, due_at: toDateTime(place.dueAt) },
      );
    }
    work.now += minute;
    await work.intake.write(
      numbered.map(({ orderNumber, to }, index) =>
        // Another name, so that every row is written.
        order(orderNumber, index + 1, { status: to, customerName: 'Анна' }),
      ),
    );
    for (const { orderNumber, from, to, place } of numbered) {
      const after = afterShop({ open: from === 'open', place }, to === 'open', work.now);
      const { queue, dueAt } = (await work.list.find(orderNumber))!;
      expect({ orderNumber, done: queue === 'done', dueAt }).toEqual({ orderNumber, ...after });
    }
  });

  it('takes orders out of the queue that the version before closed', async () => {
    await work.intake.write([order('1', 1, { status: 'closed' }), order('2', 2)]);
    await work.test.database.knex('orders').update({ done: false });
    expect(await work.intake.write([order('1', 1, { status: 'closed' }), order('2', 2)])).toMatchObject({
      changed: 1,
      unchanged: 1,
    });
    expect([await numbers('to-call'), await numbers('done')]).toEqual([['2'], ['1']]);
  });
});

it('lists orders with unread mails of their customers, the one that waits longest first, page by page', async () => {
  await work.intake.write([
    ...['1', '2', '3', '4'].map((number) => order(number, Number(number))),
    order('9', 9, { managerExtension: '102' }),
  ]);
  const { knex } = work.test.database;
  const orders = await work.test.database.query<{ id: number; order_number: string }>(
    'SELECT id, order_number FROM orders',
  );
  const ids = new Map(orders.map(({ id, order_number: number }) => [number, id]));
  let nth = 0;
  const mail = async (orderNumber: string, minutes: number, changes: object = {}): Promise<void> => {
    nth += 1;
    const text = { text_ciphertext: Buffer.alloc(1), text_nonce: Buffer.alloc(12), text_key_version: 1 };
    await knex('mails').insert({
      ...{ order_id: ids.get(orderNumber), token: String(nth).padStart(16, 'a'), direction: 'in' },
      ...{ kind: 'person', state: 'received', at: toDateTime(noon + minutes * minute), ...text, ...changes },
    });
  };
  await mail('1', 5);
  await mail('2', 1, { spam: true, sender_known: true });
  await mail('2', 9);
  await mail('9', 0);
  // None of these is one that waits for its manager.
  await mail('3', 0, { read_at: toDateTime(noon) });
  await mail('3', 0, { direction: 'out', state: 'sent' });
  await mail('4', 0, { kind: 'automatic' });
  await mail('4', 0, { spam: true });
  for (const limit of [1, 2, 100]) expect(await numbers('mail', undefined, limit)).toEqual(['2', '1']);
  expect(await numbers('mail', '1')).toEqual(['1']);
  expect(await work.queue.counts(work.managers['101']!)).toMatchObject({ mail: 2, 'to-call': 4 });
  const { rows } = await work.queue.list({ managerId: work.managers['101']!, part: 'mail' }, { limit: 9 });
  expect(rows.map(({ unreadMails, queue }) => [unreadMails, queue])).toEqual([
    [2, 'to-call'],
    [1, 'to-call'],
  ]);
});

it('outcomes are those in use, in the order of the shop', async () => {
  await work.test.database
    .knex('outcomes')
    .where({ slug: 'cancelled' })
    .update({ disabled_at: '2026-01-01' });
  const slugs = (await new SqlOutcomeList(work.test.database).list()).map(({ slug }) => slug);
  expect(slugs).toEqual(['confirmed', 'call-later', 'no-answer', 'wrong-number', 'do-not-call', 'voicemail']);
});
