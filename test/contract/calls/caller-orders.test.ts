import { SqlCallerOrders } from '#calls/sql-caller-orders';
import { mask } from '#kernel/masked';
import { SqlDoNotCall } from '#orders/sql-do-not-call';
import { SqlManagers } from '#people/sql-managers';
import { minute, noon, order, phone, WorkDatabase } from '../orders/work-database';

/*
 * Which orders a caller's number leads to, and in which order they count.
 */

let work: WorkDatabase;
let callers: SqlCallerOrders;
beforeEach(async () => {
  work = await WorkDatabase.create();
  callers = new SqlCallerOrders(work.test.database, work.test.vault);
});
afterEach(() => work.test.drop());

const numbersOf = async (last: number): Promise<string[]> =>
  (await callers.ofNumber(mask(phone(last)))).map((found) => found.order.orderNumber);

it('open orders come before closed ones, and the newest first', async () => {
  await work.intake.write([
    order('old', 1, { placedAt: noon - 3 * minute }),
    order('new', 1, { placedAt: noon - minute }),
    order('closed', 1, { placedAt: noon, status: 'closed' }),
    order('other', 2),
  ]);
  expect(await numbersOf(1)).toEqual(['new', 'old', 'closed']);
  expect(await numbersOf(3)).toEqual([]);
  expect(await callers.ofNumber(mask(phone(1)))).toMatchObject([
    { callable: true, typed: false, manager: { extension: '101' }, order: { slot: 'main' } },
    { callable: true },
    { callable: false },
  ]);
});

it('a number counts in every slot, and the slot is said', async () => {
  await work.intake.write([order('1', 1, { second: 5 })]);
  expect(await callers.ofNumber(mask(phone(5)))).toMatchObject([
    { order: { orderNumber: '1', slot: 'second', customerName: 'Customer of 1' } },
  ]);
});

it('what somebody typed counts after what the shop gave: it draws nobody’s calls', async () => {
  await work.intake.write([
    order('mine', 1, { placedAt: noon }),
    order('theirs', 2, { placedAt: noon - 9 * minute, managerExtension: '102' }),
  ]);
  const typed = await work.contacts.change({ ...work.by('mine'), slot: 'second', contact: mask(phone(2)) });
  expect(typed.result).toBe('written');
  const found = await callers.ofNumber(mask(phone(2)));
  expect(found).toMatchObject([
    { order: { orderNumber: 'theirs' }, typed: false, manager: { extension: '102' } },
    { order: { orderNumber: 'mine' }, typed: true },
  ]);
});

it('a customer who wants no calls is known, and not to be called back', async () => {
  await work.intake.write([order('1', 1)]);
  await new SqlDoNotCall(work.test.database).set('1', true);
  expect(await callers.ofNumber(mask(phone(1)))).toMatchObject([{ callable: false }]);
  expect(await callers.open('1')).toMatchObject({ callable: false });
});

it('the order of a manager who has left is nobody’s', async () => {
  await work.intake.write([order('1', 1)]);
  await new SqlManagers(work.test.database, () => noon).disable('101');
  expect(await callers.ofNumber(mask(phone(1)))).toMatchObject([{ manager: null }]);
});

it('an open order is found by its number, with the whole units of its total', async () => {
  await work.intake.write([
    order('1', 1, { amount: '990.50', currency: 'RUB' }),
    order('2', 2),
    order('3', 3, { status: 'closed', amount: '5', currency: 'RUB' }),
  ]);
  expect(await callers.open('1')).toMatchObject({ amount: '990', order: { orderNumber: '1', slot: 'main' } });
  expect(await callers.open('2')).toMatchObject({ amount: null });
  for (const none of ['3', '4', '', "' OR 1=1 --"]) expect(await callers.open(none)).toBeNull();
});

it('a manager’s own number is theirs; one that two have is nobody’s', async () => {
  const managers = new SqlManagers(work.test.database, () => noon);
  const { did } = await managers.add({ extension: '103', name: 'Vera', did: '74951112233' });
  expect(await callers.ownerOfDid(did!)).toMatchObject({ extension: '103' });
  expect(await callers.ownerOfDid('74950000000')).toBeNull();
  await managers.add({ extension: '104', name: 'Gleb', did: '74951112233' });
  expect(await callers.ownerOfDid('74951112233')).toBeNull();
});
