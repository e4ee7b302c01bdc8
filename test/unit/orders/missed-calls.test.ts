import type { RecordedCall } from '#calls/recorded-call';
import { Feed } from '#kernel/feed';
import { MissedCalls } from '#orders/missed-calls';
import type { MissedStore, Settled } from '#orders/missed-calls';
import { OrderFeed } from '#orders/order-feed';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

/** Orders that stand differently each time they are settled. */
class MemoryStore implements MissedStore {
  readonly settledOrders: [orderNumber: string, onlyMarked: boolean][] = [];
  found: string[] = [];
  since: number | null = null;
  failure: Error | null = null;
  changed = true;

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async settle(orderNumber: string, onlyMarked: boolean): Promise<Settled | null> {
    if (this.failure) throw this.failure;
    this.settledOrders.push([orderNumber, onlyMarked]);
    return orderNumber === 'gone' ? null : { managerExtension: '101', changed: this.changed };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async candidates(since: number): Promise<string[]> {
    if (this.failure) throw this.failure;
    this.since = since;
    return this.found;
  }
}

function rig() {
  const store = new MemoryStore();
  const recorded = new Feed<RecordedCall>();
  const feed = new OrderFeed();
  const clock = new FakeClock();
  const log = new MemoryLog();
  const missed = new MissedCalls({ store, recorded, feed, clock, log });
  const published: string[] = [];
  feed.subscribe(({ orderNumber, managerExtension }) => published.push(`${orderNumber} ${managerExtension}`));
  return { store, recorded, feed, clock, log, missed, published };
}

const abandoned: RecordedCall = {
  ...{ direction: 'inbound', disposition: 'abandoned', orderNumber: '1001', managerExtension: '101' },
};

it('settles the order of a caller who reached nobody, and says so to its manager', async () => {
  const { store, recorded, published } = rig();
  recorded.publish(abandoned);
  await settled();
  expect(store.settledOrders).toEqual([['1001', false]]);
  expect(published).toEqual(['1001 101']);
});

it('looks at the whole order again after a voicemail, and at nothing after a courier’s call', async () => {
  const { store, recorded } = rig();
  recorded.publish({ ...abandoned, direction: 'outbound', disposition: 'answered', voicemail: true });
  recorded.publish({ ...abandoned, direction: 'courier', disposition: 'answered', orderNumber: '1002' });
  await settled();
  expect(store.settledOrders).toEqual([['1001', false]]);
});

it('settles after an answered call what is marked, and nothing after other calls', async () => {
  const { store, recorded } = rig();
  recorded.publish({ ...abandoned, direction: 'outbound', disposition: 'answered' });
  recorded.publish({ ...abandoned, direction: 'outbound', disposition: 'no-answer', orderNumber: '1002' });
  recorded.publish({ ...abandoned, disposition: 'not-identified', orderNumber: '1003' });
  recorded.publish({ ...abandoned, orderNumber: null });
  await settled();
  expect(store.settledOrders).toEqual([['1001', true]]);
});

it('says to the manager of the order what a colleague did, and otherwise only what has changed', async () => {
  const { store, recorded, published } = rig();
  store.changed = false;
  recorded.publish({ ...abandoned, disposition: 'answered' });
  await settled();
  expect(published).toEqual([]);
  recorded.publish({ ...abandoned, disposition: 'answered', managerExtension: '102' });
  await settled();
  expect(published).toEqual(['1001 101']);
});

it('tries again while the database is away, also for what came in meanwhile', async () => {
  const { store, recorded, clock, log } = rig();
  store.failure = new Error('no database');
  recorded.publish(abandoned);
  await settled();
  recorded.publish({ ...abandoned, orderNumber: 'gone' });
  await settled();
  expect(log.lines.length).toBeGreaterThan(0);
  store.failure = null;
  await clock.pass(30_000);
  expect(store.settledOrders.map(([orderNumber]) => orderNumber).sort()).toEqual(['1001', 'gone']);
});

it('does at the start what an earlier process left undone', async () => {
  const { store, missed, clock, published } = rig();
  store.failure = new Error('no database');
  store.found = ['1001', '1002'];
  missed.start();
  await settled();
  expect(published).toEqual([]);
  store.failure = null;
  await clock.pass(1_000);
  expect(store.settledOrders).toEqual([
    ['1001', false],
    ['1002', false],
  ]);
  expect(store.since).toBe(clock.now() - 31 * 24 * 3600 * 1_000_000);
  expect(published).toEqual(['1001 101', '1002 101']);
});

it('does nothing once it has stopped', async () => {
  const { store, recorded, missed, clock } = rig();
  store.failure = new Error('no database');
  recorded.publish(abandoned);
  await settled();
  await missed.stop();
  store.failure = null;
  recorded.publish(abandoned);
  await clock.pass(60_000);
  expect(store.settledOrders).toEqual([]);
});
