import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { migrations } from '../../../migrations';
import type { ContactResult, TooManyChanges } from '#orders/contacts/contact-writes';
import type { ContactSlot, Slot } from '#kernel/slot';
import type { SealedColumns } from '#vault/contact-vault';
import { rotationOf } from './rotation-of';
import { minute, order, phone, WorkDatabase } from './work-database';

let work: WorkDatabase;

beforeEach(async () => {
  work = await WorkDatabase.create();
  await work.intake.write([
    order('1', 1),
    order('2', 1),
    order('3', 1, { status: 'closed' }),
    order('4', 4, { managerExtension: '102' }),
    order('5', 5, { second: 51 }),
  ]);
});
afterEach(() => work.test.drop());

function change(
  orderNumber: string,
  last: number,
  slot: Slot = 'main',
  extension: string | null = '101',
): Promise<ContactResult | TooManyChanges> {
  work.now += 1_000_000;
  return work.contacts.change({ ...work.by(orderNumber, extension), slot, contact: mask(phone(last)) });
}

/** The newest change of an order, as a supervisor would take it back. */
async function restore(orderNumber: string, slot: ContactSlot = 'main'): Promise<ContactResult> {
  const { rows } = await work.timeLine.timeline(orderNumber, { limit: 50 }, false);
  const entry = rows.find((row) => row.kind === 'contact-changed' && row.slot === slot && row.restorable);
  return work.contacts.restore({ ...work.by(orderNumber, null), slot, entryId: entry?.id ?? '0' });
}

const numbersOf = async (...orders: string[]): Promise<(number | null)[]> =>
  Promise.all(orders.map((each) => work.reaches(each)));

describe('a change', () => {
  it('holds for the order and the customer’s other open orders with that number, and no others', async () => {
    const result = await change('1', 7);
    expect(result).toMatchObject({ result: 'written', order: { orderNumber: '1', slots: ['main'] } });
    expect('others' in result ? result.others.map((each) => each.orderNumber) : null).toEqual(['2']);
    expect(JSON.stringify(result)).not.toContain('5550007');
    expect(await numbersOf('1', '2', '5')).toEqual([7, 7, 5]);
    const rows = await work.test.database
      .knex('orders')
      .select('order_number', 'customer_id', 'main_point_id')
      .orderBy('order_number');
    const point = (number: string): unknown =>
      (rows as { order_number: string; main_point_id: number }[]).find((row) => row.order_number === number)
        ?.main_point_id;
    // The closed one keeps what it had.
    expect(point('3')).not.toBe(point('1'));
    expect(await work.count('customers')).toBe(3);
    expect((await work.timeLine.timeline('2', { limit: 10 }, false)).rows).toMatchObject([
      { kind: 'contact-changed', slot: 'main', by: { name: 'manager:101' }, text: null, restorable: true },
    ]);
  });

  it('of a number that another customer has shows nothing of them, in the order or afterwards', async () => {
    const ownerOf = async (orderNumber: string): Promise<unknown> =>
      work.test.database.knex('orders').where({ order_number: orderNumber }).first('customer_id');
    const before = await ownerOf('1');
    await work.test.database
      .knex('customers')
      .whereIn('id', work.test.database.knex('orders').where({ order_number: '5' }).select('customer_id'))
      .update({ do_not_call: true });
    expect((await work.list.find('5'))?.doNotCall).toBe(true);
    const known = await change('1', 5);
    expect(await numbersOf('1', '2')).toEqual([5, 5]);
    expect(await ownerOf('1')).toEqual(before);
    // As after a number that nobody has.
    expect(await change('1', 77)).toEqual(known);
    expect(known).toMatchObject({ order: { doNotCall: false }, others: [{ orderNumber: '2' }] });
    // Nor does a change of that other customer's order reach this one.
    await change('1', 5);
    expect(await change('5', 6)).toMatchObject({ others: [] });
    expect(await numbersOf('1', '5')).toEqual([5, 6]);
  });

  it('is the eleventh of an hour for no manager, whatever the number; the orders of others count for nothing', async () => {
    for (let last = 10; last < 19; last += 1) await change('1', last);
    // Those of somebody else, those by a supervisor, and those that were refused.
    await change('4', 7, 'main', '102');
    await change('1', 7, 'second', null);
    await change('4', 7);
    expect(await change('1', 19)).toMatchObject({ result: 'written' });
    const entries = await work.count('order_entries');
    const points = await work.count('contact_points');
    // Known and unknown numbers, other slots and other orders alike.
    const answers = [await change('1', 5), await change('5', 99), await change('1', 19, 'second')];
    expect(answers.map((answer) => answer.result)).toEqual(Array(3).fill('too-many'));
    for (const answer of answers) {
      if (answer.result === 'too-many') expect(answer.retryAfterSeconds).toBeGreaterThan(3500);
    }
    expect([await work.count('order_entries'), await work.count('contact_points')]).toEqual([
      entries,
      points,
    ]);
    expect(await change('4', 8)).toEqual({ result: 'refused' });
    expect(await change('1', 8, 'main', null)).toMatchObject({ result: 'written' });
    work.now += 60 * minute;
    expect(await change('1', 5)).toMatchObject({ result: 'written' });
  });

  it('is the 41st of a day for no manager', async () => {
    for (let last = 0; last < 40; last += 1) {
      work.now += 7 * minute;
      expect(await change('5', 100 + last)).toMatchObject({ result: 'written' });
    }
    work.now += 60 * minute;
    expect(await change('5', 5)).toMatchObject({ result: 'too-many' });
    work.now += 19 * 60 * minute;
    expect(await change('5', 5)).toMatchObject({ result: 'written' });
  });

  it('of the same number is a change like any other', async () => {
    const other = await change('5', 8, 'second');
    const same = await change('5', 8, 'second');
    expect(same).toEqual(other);
    expect(await work.reaches('5', 'second')).toBe(8);
    const { rows } = await work.timeLine.timeline('5', { limit: 10 }, false);
    expect(rows.map((row) => [row.kind, row.slot])).toEqual([
      ['contact-changed', 'second'],
      ['contact-changed', 'second'],
    ]);
  });

  it('made before typed points named what the shop had stated goes on being shared', async () => {
    await change('1', 7);
    await change('1', 8);
    const { knex } = work.test.database;
    const typedNumbers = migrations.find(({ name }) => name === '0006-typed-numbers')!;
    await typedNumbers.down(knex);
    await typedNumbers.up(knex);
    expect(await change('2', 9)).toMatchObject({ others: [{ orderNumber: '1' }] });
    expect(await numbersOf('1', '2')).toEqual([9, 9]);
  });

  it('fills a slot that was empty', async () => {
    expect(await change('1', 9, 'recipient')).toMatchObject({ order: { slots: ['main', 'recipient'] } });
    expect([await work.reaches('1', 'recipient'), await work.reaches('2', 'recipient')]).toEqual([9, null]);
  });

  it('of somebody else’s order is refused like one of an unknown', async () => {
    expect(await change('4', 7)).toEqual({ result: 'refused' });
    expect(await change('999', 7)).toEqual({ result: 'refused' });
    expect(await work.reaches('4', 'main', '102')).toBe(4);
    expect(await work.count('order_entries')).toBe(0);
    expect(await work.count('contact_points')).toBe(4);
  });

  it('is found after the keys were rotated', async () => {
    await rotationOf(work.test.database, work.test.vault).begin(new Date());
    await change('1', 5);
    await change('1', 1);
    expect(await numbersOf('1', '5')).toEqual([1, 5]);
    // Each typed number has a row of its own.
    expect(await work.count('contact_points')).toBe(6);
  });
});

describe('an import', () => {
  it('that still states the old number leaves the new one, and the customer as they are', async () => {
    await change('1', 7);
    const stated = [order('1', 1), order('2', 1), order('5', 5, { second: 51 })];
    expect(await work.intake.write(stated)).toMatchObject({ unchanged: 3, changed: 0 });
    expect(await numbersOf('1', '2')).toEqual([7, 7]);
    expect(await work.intake.write([order('1', 1, { customerName: 'Анна' })])).toMatchObject({ changed: 1 });
    expect([await work.reaches('1'), (await work.list.find('1'))?.customerName]).toEqual([7, 'Анна']);
    expect([await work.count('customers'), await work.count('contact_points')]).toEqual([3, 5]);
  });

  it('that states the new number, or a third one, is followed', async () => {
    await change('1', 7);
    expect(await work.intake.write([order('1', 7)])).toMatchObject({ unchanged: 1 });
    await work.intake.write([order('1', 6)]);
    expect(await work.reaches('1')).toBe(6);
    // The shop has spoken since the correction: what it says now counts.
    await work.intake.write([order('1', 1)]);
    expect(await work.reaches('1')).toBe(1);
  });

  it('joins no order to a customer by a number that the shop never stated for them', async () => {
    const ownerOf = async (orderNumber: string): Promise<unknown> =>
      (
        await work.test.database
          .knex('orders')
          .where({ order_number: orderNumber })
          .first<{ customer_id: number }>('customer_id')
      ).customer_id;
    await change('1', 70);
    await work.intake.write([order('6', 70, { managerExtension: '102' })]);
    expect(await ownerOf('6')).not.toBe(await ownerOf('1'));
    // What manager 101 changes in their own order reaches no order of manager 102.
    expect(await change('1', 71)).toMatchObject({ others: [{ orderNumber: '2' }] });
    expect(await numbersOf('1', '2')).toEqual([71, 71]);
    expect(await work.reaches('6', 'main', '102')).toBe(70);
    // The next of the shop's orders by that number are whose the first was.
    await work.intake.write([order('7', 70, { managerExtension: '102' })]);
    expect(await ownerOf('7')).toBe(await ownerOf('6'));
    // Nor does it once the shop has taken over what was typed: the order stays by itself.
    await work.intake.write([order('1', 71)]);
    await work.intake.write([order('8', 71)]);
    expect(await ownerOf('8')).not.toBe(await ownerOf('1'));
  });

  it('leaves a number where the shop states that there is none', async () => {
    await change('1', 9, 'second');
    expect(await work.intake.write([order('1', 1, { second: null })])).toMatchObject({ unchanged: 1 });
    expect(await work.reaches('1', 'second')).toBe(9);
    await work.intake.write([order('1', 1, { second: 8 })]);
    expect(await work.reaches('1', 'second')).toBe(8);
  });

  it('after several corrections leaves the last', async () => {
    await change('5', 52, 'second');
    await change('5', 53, 'second');
    await work.intake.write([order('5', 5, { second: 52 })]);
    expect(await work.reaches('5', 'second')).toBe(53);
  });

  it('that states the number from before the first of several corrections leaves the last; a third one wins', async () => {
    await change('5', 52, 'second');
    await change('5', 53, 'second');
    await change('1', 7);
    await change('1', 7);
    await work.intake.write([order('5', 5, { second: 51 }), order('1', 1)]);
    expect([await work.reaches('5', 'second'), await work.reaches('1')]).toEqual([53, 7]);
    await work.intake.write([order('5', 5, { second: 54 }), order('1', 6)]);
    expect([await work.reaches('5', 'second'), await work.reaches('1')]).toEqual([54, 6]);
  });

  it('follows the shop again after the change was taken back', async () => {
    await change('1', 7);
    await restore('1');
    expect(await work.intake.write([order('1', 1)])).toMatchObject({ unchanged: 1 });
    await work.intake.write([order('1', 6)]);
    expect(await work.reaches('1')).toBe(6);
  });

  it('holds after the keys were rotated', async () => {
    await change('1', 7);
    const rotation = rotationOf(work.test.database, work.test.vault);
    await rotation.begin(new Date());
    expect(await work.intake.write([order('1', 1)])).toMatchObject({ unchanged: 1 });
    await rotation.reseal();
    expect(await work.intake.write([order('1', 1)])).toMatchObject({ unchanged: 1 });
    expect(await work.reaches('1')).toBe(7);
  });
});

describe('taking a change back', () => {
  it('puts the number from before wherever the change had put the other', async () => {
    await change('1', 5);
    expect(await restore('1')).toMatchObject({
      result: 'written',
      order: { orderNumber: '1' },
      others: [{ orderNumber: '2' }],
    });
    expect(await numbersOf('1', '2', '5')).toEqual([1, 1, 5]);
    const customers = await work.test.database
      .knex('orders')
      .whereIn('order_number', ['1', '2', '3'])
      .distinct('customer_id');
    expect(customers).toHaveLength(1);
    const { rows } = await work.timeLine.timeline('2', { limit: 10 }, false);
    expect(rows).toMatchObject([
      { kind: 'contact-restored', slot: 'main', by: { name: 'token:8' } },
      { kind: 'contact-changed', restorable: false },
    ]);
  });

  it('goes from the last change to the first', async () => {
    await change('5', 6);
    await change('5', 7);
    const { rows } = await work.timeLine.timeline('5', { limit: 10 }, false);
    expect(rows.map((row) => row.restorable)).toEqual([true, false]);
    expect(
      await work.contacts.restore({ ...work.by('5', null), slot: 'main', entryId: rows[1]!.id }),
    ).toEqual({ result: 'not-restorable' });
    await restore('5');
    expect(await work.reaches('5')).toBe(6);
    await restore('5');
    expect(await work.reaches('5')).toBe(5);
    expect(await restore('5')).toEqual({ result: 'not-restorable' });
  });

  it('empties a slot that was empty', async () => {
    await change('1', 9, 'recipient');
    expect(await restore('1', 'recipient')).toMatchObject({ order: { slots: ['main'] } });
  });

  it('is refused once the shop has stated another number, and for entries of other orders, slots and kinds', async () => {
    await change('1', 7);
    await work.entries.addNote({
      ...work.by('1'),
      note: { text: 'x', hidden: 0 },
      callId: null,
      idempotencyKey: null,
    });
    const { rows } = await work.timeLine.timeline('1', { limit: 10 }, false);
    const changed = rows.find((row) => row.kind === 'contact-changed')!.id;
    const noted = rows.find((row) => row.kind === 'note')!.id;
    const refused = { result: 'not-restorable' };
    const asked = (orderNumber: string, slot: Slot, entryId: string): Promise<ContactResult> =>
      work.contacts.restore({ ...work.by(orderNumber, null), slot, entryId });
    expect(await asked('5', 'main', changed)).toEqual(refused);
    expect(await asked('1', 'second', changed)).toEqual(refused);
    expect(await asked('1', 'main', noted)).toEqual(refused);
    expect(await asked('1', 'main', '9999999999999999999')).toEqual(refused);
    expect(await asked('999', 'main', changed)).toEqual({ result: 'refused' });
    await work.intake.write([order('1', 6)]);
    expect(await asked('1', 'main', changed)).toEqual(refused);
  });
});

describe('an e-mail address', () => {
  const address = (name: string): Masked => mask(`${name}@customer.example`);
  const changeAddress = (orderNumber: string, name: string) => {
    work.now += 1_000_000;
    return work.contacts.change({ ...work.by(orderNumber), slot: 'email', contact: address(name) });
  };
  const addressOf = async (orderNumber: string): Promise<string | null> => {
    const [row] = await work.test.database.query<{ id: number } & SealedColumns>(
      `SELECT p.* FROM orders AS o JOIN contact_points AS p ON p.id = o.email_point_id WHERE o.order_number = ?`,
      [orderNumber],
    );
    return row === undefined ? null : reveal(work.test.vault.open(row.id, 'email', row)).split('@')[0]!;
  };
  const addressesOf = (...orders: string[]) => Promise.all(orders.map(addressOf));

  beforeEach(() =>
    work.intake.write([
      order('1', 1, { email: address('anna') }),
      order('2', 1, { email: address('anna') }),
      order('5', 5, { second: 51, email: address('petr') }),
    ]),
  );

  it('is changed wherever the shop stated the same, whoever else has it, and taken back', async () => {
    expect(await changeAddress('1', 'petr')).toMatchObject({ others: [{ orderNumber: '2' }] });
    expect(await addressesOf('1', '2', '5')).toEqual(['petr', 'petr', 'petr']);
    const before = await work.count('contact_points');
    // The same once more is a change like any other, and has a row of its own.
    const [known, unknown] = [await changeAddress('5', 'petr'), await changeAddress('5', 'nobody')];
    expect(known).toEqual(unknown);
    expect(await work.count('contact_points')).toBe(before + 2);
    const { rows } = await work.timeLine.timeline('2', { limit: 10 }, false);
    expect(rows).toMatchObject([{ kind: 'contact-changed', slot: 'email', text: null, restorable: true }]);
    expect(await restore('1', 'email')).toMatchObject({ others: [{ orderNumber: '2' }] });
    expect(await addressesOf('1', '2')).toEqual(['anna', 'anna']);
  });

  it('stays while the shop states the one from before; a third one is followed, apart from all others', async () => {
    await changeAddress('1', 'typed');
    const stated = { email: address('anna') };
    expect(await work.intake.write([order('1', 1, stated)])).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await work.intake.write([order('1', 1, { email: address('typed') })])).toMatchObject({
      unchanged: 1,
    });
    expect(await addressOf('1')).toBe('typed');
    await work.intake.write([order('1', 1, { email: address('third') })]);
    expect(await addressOf('1')).toBe('third');
    const typed = await work.test.database
      .knex('orders')
      .join('contact_points', 'contact_points.id', 'orders.email_point_id')
      .where({ order_number: '1' })
      .first<{ typed: number }>('typed');
    expect(typed.typed).toBe(1);
  });

  it('changes nothing of numbers, in the order and in imports', async () => {
    await changeAddress('1', 'typed');
    expect(await numbersOf('1', '2')).toEqual([1, 1]);
    await work.intake.write([order('1', 6), order('8', 6)]);
    // A number that the shop states after an address was typed joins orders to their customer as before.
    const owners = await work.test.database
      .knex('orders')
      .whereIn('order_number', ['1', '8'])
      .distinct('customer_id');
    expect([await work.reaches('1'), owners.length]).toEqual([6, 1]);
  });
});
