import { ShopKeys } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { Random } from '#kernel/random';
import { PlainOrders } from './plain-orders';
import { connectorOf, hookSecret, JumpingClock, SyncRig } from './sync-rig';

/*
 * Ten thousand orders from a shop that loses 5 % of its webhooks, sends 5 % twice and 5 % late, answers some requests out of
 * date, fails, and goes through storms of 429, while Star7 is killed at any step and the database fails before or after a
 * batch: in the end every order is there as the shop has it, none is missing, and none came twice.
 */

const orderCount = 10_000;
const changeCount = 3_000;

it('ends with every order as the shop has it, within the limits of the shop', async () => {
  const random = new Random(20_260_601);
  const clock = new JumpingClock();
  const fake = new FakeShop(wooDialect, {
    now: () => clock.milliseconds,
    limit: { requests: 6, windowMs: 1000 },
    skewMs: 90_000,
  });
  const orders = new PlainOrders();
  const rig = new SyncRig(clock, fake, wooKeys, { pollSeconds: 600 }, orders);
  await rig.add(1);
  const connector = connectorOf('woocommerce');
  const keys = new ShopKeys({ hookSecret });
  const late: Array<{ at: number; body: string; headers: Record<string, string> }> = [];
  let [lost, repeated, reordered, restarts, outages] = [0, 0, 0, 0, 0];

  const deliver = async (body: string, headers: Record<string, string>): Promise<void> => {
    const hook = { body: Buffer.from(body), header: (name: string) => headers[name] ?? '' };
    const verdict = connector.verify?.(hook, keys, clock.now());
    if (verdict?.kind !== 'hint') throw new Error('A genuine webhook was refused.');
    await rig.shops.addHints(1, verdict.orders);
  };
  const send = async (id: string): Promise<void> => {
    const { body, headers } = fake.hook(fake.newest(id), hookSecret);
    const fate = random.next();
    if (fate < 0.05) lost += 1;
    else if (fate < 0.1) {
      reordered += 1;
      late.push({ at: clock.milliseconds + random.int(300_000), body, headers });
    } else {
      await deliver(body, headers);
      if (fate >= 0.15) return;
      repeated += 1;
      await deliver(body, headers);
    }
  };

  let stormUntil = 0;
  fake.fault = ({ method }) => {
    if (random.chance(0.0005)) stormUntil = clock.milliseconds + 20_000;
    if (clock.milliseconds < stormUntil) return { status: 429, headers: { 'retry-after': '7' } };
    const fate = random.next();
    if (fate < 0.005) return { status: 502 };
    // No answer at all; of a request that writes, what it did may be done.
    return fate < 0.007 && method === 'GET' ? { status: 0 } : null;
  };
  fake.isStale = () => random.chance(0.02);
  orders.outage = () => {
    if (random.next() >= 0.002) return;
    outages += 1;
    throw new Error('the database is away');
  };

  let sync = await rig.begin();
  const step = async (): Promise<void> => {
    if (random.chance(0.005)) {
      restarts += 1;
      sync = await rig.begin();
    }
    const pause = await sync.step().catch(() => 2000);
    clock.jump(pause);
  };

  let placed = 0;
  let changed = 0;
  while (placed < orderCount || changed < changeCount) {
    for (let nth = 0; nth < 4 && placed < orderCount; nth += 1) await send(fake.place(anyOrder(placed++)).id);
    if (changed < changeCount && random.chance(0.9)) {
      changed += 1;
      const id = String(1000 + random.int(placed));
      const kind = random.int(3);
      fake.change(
        id,
        [
          { status: 'cancelled' },
          { phone: `+7903${String(1_000_000 + changed)}` },
          { total: `${String(changed)}.00` },
        ][kind] ?? {},
      );
      await send(id);
    }
    for (const hook of late.splice(0).sort(() => random.next() - 0.5)) {
      if (hook.at <= clock.milliseconds) await deliver(hook.body, hook.headers);
      else late.push(hook);
    }
    clock.jump(random.int(1500));
    await step();
  }
  for (const { body, headers } of late) await deliver(body, headers);

  // Calm, until a pass has begun and ended after everything.
  fake.fault = () => null;
  fake.isStale = () => false;
  orders.outage = () => undefined;
  for (let pass = 0; pass < 3; pass += 1) {
    rig.untilPoll();
    await rig.work(sync, 20_000);
  }

  const states = [...fake.orders.keys()].map((id) => {
    const { order } = fake.newest(id);
    return `${order.number} ${order.phone} ${order.status} ${order.total}`;
  });
  const taken = [...orders.orders.values()].map((each) =>
    [each.order_number, each.phone, each.status, each.amount].join(' '),
  );
  expect(taken.sort()).toEqual(states.sort());
  expect([...orders.added.values()].filter((times) => times !== 1)).toEqual([]);
  expect(rig.shops.one().rejects.size).toBe(0);
  expect(fake.mostInWindow).toBeLessThanOrEqual(6);
  expect(fake.objections).toEqual([]);
  expect(fake.limited).toBe(0);
  // Control: the faults came about.
  for (const count of [lost, repeated, reordered]) expect(count).toBeGreaterThan(500);
  for (const count of [restarts, outages]) expect(count).toBeGreaterThan(2);
  expect(stormUntil).toBeGreaterThan(0);
}, 240_000);
