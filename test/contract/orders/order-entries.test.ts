import { v7 } from 'uuid';
import type { NewOutcome } from '#orders/order-entries';
import type { CallRecord } from '#calls/model/call-record';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { SqlDoNotCall } from '#orders/sql-do-not-call';
import { SqlOrdersInFull } from '#orders/sql-orders-in-full';
import { saveEnd } from '../calls/save-end';
import { minute, noon, order, WorkDatabase } from './work-database';

let work: WorkDatabase;

beforeEach(async () => {
  work = await WorkDatabase.create();
  await work.intake.write([
    order('1', 1),
    order('2', 1),
    order('3', 3, { managerExtension: '102' }),
    order('4', 4, { status: 'closed' }),
  ]);
});
afterEach(() => work.test.drop());

function wrapUp(orderNumber: string, change: Partial<NewOutcome> = {}): NewOutcome {
  return {
    ...work.by(orderNumber),
    note: { text: '', hidden: 0 },
    callId: null,
    idempotencyKey: null,
    outcome: 'confirmed',
    callLaterAt: null,
    checked: [],
    ...change,
  };
}

/** A call of order 1 whose customer was busy. */
function callAt(requestedAt: number): CallRecord {
  const never = { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null };
  return {
    ...{ id: v7(), direction: 'outbound', startKind: 'click', managerExtension: '101', did: null },
    ...{ managerId: work.managers['101']!, orderId: null, orderNumber: '1', contactPointId: null },
    ...{ slot: 'main', trunk: null, requestedAt, endedAt: requestedAt + 1 },
    ...{ manager: never, customer: never, legs: [], talkSeconds: 0, disposition: 'busy', refusal: null },
    ...{ hangupCause: 17, sipCode: null, hungUpBy: 'network' },
  };
}

const note = (text: string, hidden = 0) => ({ note: { text, hidden } });

describe('wrap-up', () => {
  it('writes the entry and moves the order', async () => {
    const callId = v7();
    const result = await work.entries.wrapUp(
      wrapUp('1', { outcome: 'no-answer', callId, ...note('мать взяла\nтрубку ███', 1) }),
    );
    expect(result).toMatchObject({
      result: 'written',
      order: {
        orderNumber: '1',
        queue: 'later',
        dueAt: noon + 120 * minute,
        lastOutcome: 'no-answer',
        lastOutcomeAt: noon,
      },
      entry: {
        at: noon,
        kind: 'outcome',
        by: { name: 'manager:101', login: null },
        text: 'мать взяла\nтрубку ███',
        hidden: 1,
        outcome: 'no-answer',
        callLaterAt: noon + 120 * minute,
        callId,
        call: null,
        restorable: false,
      },
    });
    expect(await work.list.find('1')).toMatchObject({ queue: 'later' });
    expect(await work.list.find('2')).toMatchObject({ queue: 'to-call', lastOutcome: null });
  });

  it('keeps fields that people fill in: the newest counts, managers see theirs alone, and no address is told', async () => {
    const fill = (id: string, text: string, overseers = false, key: string | null = null) =>
      work.entries.fillIn({
        ...work.by('1'),
        ...{
          note: { text, hidden: 0 },
          field: { id, name: `Name of ${id}`, overseers },
          idempotencyKey: key,
        },
      });
    expect(await fill('door', 'left', false, 'k')).toMatchObject({
      ...{ result: 'written', entry: { kind: 'field-changed', text: 'left', field: 'Name of door' } },
    });
    expect(await fill('door', 'left', false, 'k')).toMatchObject({ result: 'repeated' });
    expect(await fill('gift', 'left', false, 'k')).toMatchObject({ result: 'key-reused' });
    await fill('door', 'right');
    await fill('risk', 'yes', true);
    await fill('gift', 'yes');
    await fill('gift', '');
    const inFull = new SqlOrdersInFull(work.test.database);
    expect((await inFull.find('1')).filled).toEqual({ door: 'right', risk: 'yes', gift: '' });
    expect((await inFull.find('2')).filled).toEqual({});
    const shown = async (isManager: boolean) =>
      (await work.timeLine.timeline('1', { limit: 10 }, isManager)).rows.map(({ field }) => field);
    expect(await shown(true)).toEqual(['Name of gift', 'Name of gift', 'Name of door', 'Name of door']);
    expect(await shown(false)).toHaveLength(5);
    expect(await work.test.database.query('SELECT id FROM webhook_deliveries')).toEqual([]);
  });

  it('keeps the checklist of the site as the call left it', async () => {
    await new SqlOrderRules(work.test.database, () => noon, 'UTC').write(
      'checklist',
      ['Адрес подтверждён', 'Время согласовано'],
      'account:admin',
    );
    expect(await work.entries.wrapUp(wrapUp('1', { checked: ['Оплачен'] }))).toEqual({
      result: 'fault',
      fault: 'unknown-check',
    });
    const checked = wrapUp('1', { checked: ['Время согласовано'], idempotencyKey: 'k' });
    const checklist = [
      { text: 'Адрес подтверждён', done: false },
      { text: 'Время согласовано', done: true },
    ];
    expect(await work.entries.wrapUp(checked)).toMatchObject({ entry: { checklist } });
    expect(await work.entries.wrapUp(checked)).toMatchObject({ result: 'repeated', entry: { checklist } });
    expect(await work.entries.wrapUp({ ...checked, checked: [] })).toMatchObject({ result: 'key-reused' });
    expect((await work.timeLine.timeline('1', { limit: 10 }, false)).rows).toMatchObject([{ checklist }]);
  });

  it('takes the customer’s wish not to be called, for all their orders', async () => {
    await work.entries.wrapUp(wrapUp('1', { outcome: 'do-not-call' }));
    expect(await work.list.find('1')).toMatchObject({ doNotCall: true, queue: 'done' });
    expect(await work.list.find('2')).toMatchObject({ doNotCall: true, queue: 'to-call' });
    expect(await work.list.find('4')).toMatchObject({ doNotCall: false });
  });

  it('leaves what the shop closed done, whatever came of a last call', async () => {
    const result = await work.entries.wrapUp(wrapUp('4', { outcome: 'no-answer' }));
    expect(result).toMatchObject({
      order: { queue: 'done', lastOutcome: 'no-answer' },
      entry: { callLaterAt: null },
    });
  });

  it('appoints no call of an order that is not to be called', async () => {
    await work.entries.wrapUp(wrapUp('1', { outcome: 'do-not-call' }));
    const later = { outcome: 'call-later', callLaterAt: noon + minute };
    const faults = [];
    for (const orderNumber of ['4', '2']) faults.push(await work.entries.wrapUp(wrapUp(orderNumber, later)));
    expect(faults).toEqual([
      { result: 'fault', fault: 'order-closed' },
      { result: 'fault', fault: 'do-not-call' },
    ]);
    expect(await work.count('order_entries')).toBe(1);
  });

  it('names what is wrong, and writes nothing then', async () => {
    const faults = async (change: Partial<NewOutcome>): Promise<unknown> =>
      work.entries.wrapUp(wrapUp('1', change));
    for (const outcome of ['', 'nonsense', 'Подтверждён', "' OR 1=1 --", 'x'.repeat(500)]) {
      expect(await faults({ outcome })).toEqual({ result: 'fault', fault: 'unknown-outcome' });
    }
    expect(await faults({ outcome: 'call-later' })).toEqual({ result: 'fault', fault: 'time-needed' });
    expect(await faults({ outcome: 'call-later', callLaterAt: noon })).toEqual({
      result: 'fault',
      fault: 'time-past',
    });
    await work.test.database
      .knex('outcomes')
      .where({ slug: 'confirmed' })
      .update({ disabled_at: '2026-01-01' });
    expect(await faults({})).toEqual({ result: 'fault', fault: 'unknown-outcome' });
    expect(await work.count('order_entries')).toBe(0);
    expect(await work.list.find('1')).toMatchObject({ queue: 'to-call', lastOutcome: null });
  });

  it('refuses somebody else’s order like an unknown one', async () => {
    expect(await work.entries.wrapUp(wrapUp('3'))).toEqual({ result: 'refused' });
    expect(await work.entries.wrapUp(wrapUp('999'))).toEqual({ result: 'refused' });
    expect(await work.count('order_entries')).toBe(0);
    // A supervisor's are all.
    expect(await work.entries.wrapUp(wrapUp('3', { managerId: null }))).toMatchObject({ result: 'written' });
  });
});

describe('an outcome that is taken back', () => {
  const undo = (orderNumber: string, entryId: string, key: string | null = null) =>
    work.entries.undo({ ...work.by(orderNumber), entryId, idempotencyKey: key });
  const save = async (orderNumber: string, outcome: string): Promise<string> => {
    const result = await work.entries.wrapUp(wrapUp(orderNumber, { outcome }));
    return 'entry' in result ? result.entry.id : '';
  };

  it('leaves the order as it was, and both entries in its history', async () => {
    await save('1', 'no-answer');
    const before = await work.list.find('1');
    work.now += minute;
    const id = await save('1', 'confirmed');
    expect(await work.list.find('1')).toMatchObject({ queue: 'done', lastOutcome: 'confirmed' });
    expect(await undo('1', id, 'u')).toMatchObject({
      result: 'written',
      entry: { kind: 'outcome-undone', outcome: 'confirmed' },
    });
    expect(await work.list.find('1')).toEqual(before);
    expect(await undo('1', id, 'u')).toMatchObject({ result: 'repeated' });
    expect(await undo('1', id)).toEqual({ result: 'not-undoable' });
    const { rows } = await work.timeLine.timeline('1', { limit: 10 }, false);
    expect(rows.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['outcome-undone', 'confirmed'],
      ['outcome', 'confirmed'],
      ['outcome', 'no-answer'],
    ]);
  });

  it('ends the wish that began with it, unless another order of the customer says so too', async () => {
    const first = await save('1', 'do-not-call');
    await undo('1', first);
    expect(await work.list.find('2')).toMatchObject({ doNotCall: false });
    const again = await save('1', 'do-not-call');
    await save('2', 'do-not-call');
    await undo('1', again);
    expect(await work.list.find('1')).toMatchObject({ doNotCall: true, queue: 'to-call', lastOutcome: null });
  });

  it('leaves a wish that the shop or a command has stated too, or somebody else before', async () => {
    const commands = new SqlDoNotCall(work.test.database);
    const others: [string, () => Promise<unknown>][] = [
      ['the shop', () => work.intake.write([order('1', 1, { doNotCall: true })])],
      ['a command', () => commands.set('2', true)],
    ];
    for (const [who, state] of others) {
      const id = await save('1', 'do-not-call');
      await state();
      await undo('1', id);
      expect([who, (await work.list.find('1'))?.doNotCall]).toEqual([who, true]);
      await commands.set('1', false);
      // The control: the wish of this outcome alone.
      await undo('1', await save('1', 'do-not-call'));
      expect((await work.list.find('1'))?.doNotCall).toBe(false);
    }
    await commands.set('1', true);
    await undo('1', await save('1', 'do-not-call'));
    expect((await work.list.find('1'))?.doNotCall).toBe(true);
  });

  it('leaves a wish that the customer’s other order states at the same moment', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const id = await save('1', 'do-not-call');
      const [, other] = await Promise.all([undo('1', id), save('2', 'do-not-call')]);
      expect((await work.list.find('2'))?.doNotCall).toBe(true);
      await undo('2', other);
      await new SqlDoNotCall(work.test.database).set('1', false);
      work.now += minute;
    }
  });

  it('stays after a call that was recorded since, and after the shop closed the order', async () => {
    const id = await save('1', 'confirmed');
    const store = new SqlCallStore(work.test.database, 'main');
    // A refused one called nobody.
    await saveEnd(store, { ...callAt(noon + minute), disposition: 'refused' }, [], '');
    expect(await undo('1', id)).toMatchObject({ result: 'written' });
    const again = await save('1', 'confirmed');
    await saveEnd(store, callAt(noon + minute), [], '');
    expect(await undo('1', again)).toEqual({ result: 'not-undoable' });
    const other = await save('2', 'confirmed');
    await work.intake.write([order('2', 1, { status: 'closed' })]);
    expect(await undo('2', other)).toEqual({ result: 'not-undoable' });
  });

  it.each(['confirmed', 'no-answer'])(
    'stays after the shop closed the order and opened it again: %s',
    async (outcome) => {
      const shopStates = async (status: 'open' | 'closed', nth: number): Promise<void> => {
        work.now = noon + nth;
        await work.intake.write([order('2', 1, { status })]);
      };
      const id = await save('2', outcome);
      // The control: an import that changes nothing.
      await shopStates('open', 1);
      expect(await undo('2', id)).toMatchObject({ result: 'written' });
      const again = await save('2', outcome);
      await shopStates('closed', 2);
      await shopStates('open', 3);
      const reopened = await work.list.find('2');
      expect(await undo('2', again)).toEqual({ result: 'not-undoable' });
      expect(await work.list.find('2')).toEqual(reopened);
    },
  );
});

describe('a request that is sent twice', () => {
  it('is done once, however close together', async () => {
    const request = wrapUp('1', { outcome: 'no-answer', idempotencyKey: 'k', ...note('привет') });
    const results = await Promise.all(Array.from({ length: 8 }, () => work.entries.wrapUp(request)));
    expect(results.map((each) => each.result).sort()).toEqual([
      ...Array<string>(7).fill('repeated'),
      'written',
    ]);
    const ids = results.map((each) => ('entry' in each ? each.entry.id : null));
    expect(new Set(ids).size).toBe(1);
    expect(await work.count('order_entries')).toBe(1);
  });

  it('is answered as the first was, even when its time has passed and the outcome is gone', async () => {
    const request = wrapUp('1', {
      outcome: 'call-later',
      callLaterAt: noon + minute,
      idempotencyKey: 'k',
    });
    const first = await work.entries.wrapUp(request);
    work.now += 10 * minute;
    await work.test.database.knex('outcomes').update({ disabled_at: '2026-01-01' });
    const again = await work.entries.wrapUp(request);
    expect(again).toMatchObject({ result: 'repeated', entry: 'entry' in first ? first.entry : null });
    expect(again).toMatchObject({ order: { queue: 'to-call', dueAt: noon + minute } });
  });

  it('that says something else is refused', async () => {
    const request = wrapUp('1', { idempotencyKey: 'k', ...note('a') });
    await work.entries.wrapUp(request);
    for (const change of [
      note('b'),
      { outcome: 'cancelled' },
      { callId: v7() },
      { callLaterAt: noon + minute },
    ]) {
      expect(await work.entries.wrapUp({ ...request, ...change })).toEqual({ result: 'key-reused' });
    }
    expect(await work.entries.addNote({ ...request, ...note('a') })).toEqual({ result: 'key-reused' });
    expect(await work.count('order_entries')).toBe(1);
    // The same key of another order, of somebody else, and none at all are other requests.
    expect(await work.entries.wrapUp(wrapUp('2', { idempotencyKey: 'k' }))).toMatchObject({
      result: 'written',
    });
    const other = { ...request, author: { accountId: null, actor: 'token:9' } };
    expect(await work.entries.wrapUp(other)).toMatchObject({ result: 'written' });
    for (const text of ['a', 'a']) {
      expect(await work.entries.addNote(wrapUp('1', note(text)))).toMatchObject({ result: 'written' });
    }
  });
});

it('the limit holds for requests that are sent side by side, on several orders', async () => {
  const numbers = Array.from({ length: 30 }, (_each, nth) => String(100 + nth));
  await work.intake.write(numbers.map((number, nth) => order(number, 100 + nth)));
  // All but one of a minute's.
  for (let nth = 0; nth < 19; nth += 1) await work.entries.addNote(wrapUp('1', note(`n${nth}`)));
  const results = await Promise.all(numbers.map((number) => work.entries.addNote(wrapUp(number, note('x')))));
  expect(results.filter(({ result }) => result === 'written')).toHaveLength(1);
  expect(results.filter(({ result }) => result === 'too-many')).toHaveLength(29);
  expect(await work.count('order_entries')).toBe(20);
  // The control: somebody else is not held up.
  const other = { accountId: null, actor: 'token:9' };
  expect(await work.entries.addNote({ ...wrapUp('1', note('x')), author: other })).toMatchObject({
    result: 'written',
  });
});

describe('a note', () => {
  it('is of whoever signed in', async () => {
    const [accountId] = await work.test.database.knex('accounts').insert({
      login: 'ivanova',
      name: 'Иванова',
      role: 'supervisor',
      password_hash: 'x',
      password_changed_at: '2026-01-01',
      created_at: '2026-01-01',
    });
    const author = { accountId: accountId!, actor: 'account:ivanova' };
    const result = await work.entries.addNote({ ...wrapUp('3', note('ok')), managerId: null, author });
    expect(result).toMatchObject({ entry: { kind: 'note', by: { name: 'Иванова', login: 'ivanova' } } });
    expect(await work.list.find('3')).toMatchObject({ queue: 'to-call', lastOutcome: null });
  });

  it('keeps every character that it may have', async () => {
    const text = '😀 «Ёлка»\n— 100%'.padEnd(4000, '😀');
    await work.entries.addNote(wrapUp('1', note(text)));
    expect((await work.timeLine.timeline('1', { limit: 1 }, false)).rows[0]?.text).toBe(text);
  });
});

describe('time line', () => {
  it('has calls and entries in one order, newest first, in pages of any size', async () => {
    const store = new SqlCallStore(work.test.database, 'main');
    const row = await work.test.database
      .knex('orders')
      .where({ order_number: '1' })
      .first<{ id: number }>('id');
    const orderId = row.id;
    for (let index = 0; index < 30; index += 1) {
      // Several at the same microsecond.
      work.now = noon + (index % 7);
      if (index % 2 === 0) {
        await work.entries.addNote(wrapUp('1', note(`n${index}`)));
        continue;
      }
      await saveEnd(store, { ...callAt(work.now), orderId }, [], '');
    }
    await work.entries.addNote(wrapUp('2', note('another order')));
    const whole = (await work.timeLine.timeline('1', { limit: 100 }, false)).rows;
    expect(whole).toHaveLength(30);
    const keys = whole.map((row) => [row.at, row.kind === 'call' ? 0 : 1]);
    expect(keys).toEqual([...keys].sort((a, b) => b[0]! - a[0]! || b[1]! - a[1]!));
    expect(whole.find((row) => row.kind === 'call')).toMatchObject({
      by: { name: 'Manager 101', login: '101' },
      call: { orderNumber: '1', customerName: 'Customer of 1', disposition: 'busy' },
    });
    for (const limit of [1, 2, 3, 7, 29]) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await work.timeLine.timeline(
          '1',
          { limit, ...(after !== undefined && { after }) },
          false,
        );
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows.map((row) => row.id));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(whole.map((row) => row.id));
    }
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(work.timeLine.timeline('1', { limit: 1, after: 'x' }, false)).rejects.toMatchObject({
      slug: 'cursor-invalid',
    });
  });
});
