import type { LookUpOutcome } from '#calls/engine/timed-order-book';
import { TimedOrderBook } from '#calls/engine/timed-order-book';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryOrderBook } from './memory-order-book';

const request = { extension: '101', orderNumber: '1001', slot: 'main' } as const;

function rig() {
  const book = new MemoryOrderBook();
  book.addManager('101');
  book.addOrder('1001', '101', '+79000000001');
  const clock = new FakeClock();
  const told: [LookUpOutcome, number][] = [];
  const timed = new TimedOrderBook(
    {
      authorise: async (asked) => {
        await clock.pass(25);
        return book.authorise(asked);
      },
      ownerOf: (orderNumber) => book.ownerOf(orderNumber),
      isManager: (extension) => book.isManager(extension),
    },
    clock,
    (outcome, seconds) => told.push([outcome, seconds]),
  );
  return { book, timed, told };
}

test('a look-up is timed, and its answer passed on; whether there is an order makes no difference', async () => {
  const { book, timed, told } = rig();
  expect(await timed.authorise(request)).toEqual(await book.authorise(request));
  expect((await timed.authorise({ ...request, orderNumber: '9' })).order).toBeNull();
  expect(told).toEqual([
    ['answered', 0.025],
    ['answered', 0.025],
  ]);
});

test('one that fails is told as that, and fails', async () => {
  const { book, timed, told } = rig();
  book.failWith(new Error('away'));
  await expect(timed.authorise(request)).rejects.toThrow('away');
  expect(told).toEqual([['failed', 0.025]]);
});

test('what is no look-up for a call is not timed', async () => {
  const { timed, told } = rig();
  expect(await timed.ownerOf('1001')).toBe('101');
  expect(await timed.isManager('101')).toBe(true);
  expect(told).toEqual([]);
});
