import { CallerDesk } from '#calls/engine/caller-desk';
import { defaultRoute } from '#dids/model/did-route';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLimitStore } from './memory-limit-store';
import { manager } from './call-samples';

const order = {
  ...{ orderId: 1, orderNumber: '1001', customerName: 'Ivan', contactPointId: 2 },
  slot: 'main',
} as const;

function desk() {
  const clock = new FakeClock();
  const limits = new MemoryLimitStore();
  const callers = new CallerDesk({
    orders: {
      ofNumber: () => Promise.resolve([]),
      open: (orderNumber) =>
        Promise.resolve(
          orderNumber === '1001' ? { order, manager, callable: true, typed: false, amount: '990' } : null,
        ),
      ownerOfDid: () => Promise.resolve(null),
    },
    routes: { find: () => Promise.resolve(defaultRoute), ofPurpose: () => Promise.resolve(null) },
    normalise: () => null,
    settings: () => Promise.resolve({ courierAccessHours: 12, defaultTimeZone: 'UTC' }),
    limits,
    clock,
    alerts: new MemoryAlerts(),
  });
  return { callers, clock, limits };
}

const right = { orderNumber: '1001', amount: '990' };

test('wrong answers of an earlier process count: a restart is no new start for who guesses', async () => {
  const { callers, clock, limits } = desk();
  limits.wrong = Array.from({ length: 29 }, () => clock.now());
  expect(await callers.prove({ ...right, amount: '1' })).toBeNull();
  expect(await callers.prove(right)).toBeNull();
  await clock.pass(10 * 60_000);
  expect(await callers.prove(right)).toMatchObject({ order: { orderNumber: '1001' } });
});

test('they are read once; if they cannot be read, nobody is let through', async () => {
  const { callers, limits } = desk();
  limits.failWith(new Error('no database'));
  await expect(callers.prove(right)).rejects.toThrow('no database');
  limits.failWith(null);
  expect(await callers.prove(right)).not.toBeNull();
  limits.failWith(new Error('no database'));
  expect(await callers.prove(right)).not.toBeNull();
});

test('the proof of one order is not guessed by patience: few wrong ones a day, however slowly they come', async () => {
  const { callers, clock } = desk();
  for (let amount = 1; amount <= 10; amount += 1) {
    expect(await callers.prove({ orderNumber: '1001', amount: String(amount) })).toBeNull();
    await clock.pass(11 * 60_000);
  }
  expect(await callers.prove(right)).toBeNull();
  // Unknown orders do not count for it.
  for (let nth = 0; nth < 20; nth += 1) await callers.prove({ orderNumber: '9', amount: '1' });
  await clock.pass(24 * 3600_000);
  expect(await callers.prove(right)).toMatchObject({ order: { orderNumber: '1001' } });
});

test('three wrong proofs do not keep the customer from the right one', async () => {
  const { callers } = desk();
  for (const amount of ['1', '2', '3']) await callers.prove({ orderNumber: '1001', amount });
  expect(await callers.prove({ ...right, amount: '00990' })).not.toBeNull();
});
