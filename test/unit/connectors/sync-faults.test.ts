import { ShopKeys } from '#vault/shop-vault';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { overlap } from '#connectors/model/poll-cycle';
import { Random } from '#kernel/random';
import { printBars } from '../../run/bars';
import { PlainOrders } from './plain-orders';
import { connectorOf, hookSecret, JumpingClock, SyncRig } from './sync-rig';

/*
 * Ten thousand orders from a shop that loses 5 % of its webhooks, sends 5 % twice and 5 % late, answers some requests out of
 * date, fails, and goes through storms of 429, while Star7 is killed at any step and the database fails before or after a
 * batch: in the end every order is there as the shop has it, none is missing, and none came twice.
 */

interface FaultRun {
  orderCount: number;
  changeCount: number;
  /** Takes a protection out of the work, to see that it is missed. */
  weaken?: (rig: SyncRig, orders: PlainOrders) => void;
}

interface FaultRunReport {
  /** Of the shop's orders, those that are missing or not as the shop has them. */
  wrong: number;
  twice: number;
  rejects: number;
  faults: Record<'lost' | 'repeated' | 'reordered' | 'storms' | 'restarts' | 'outages', number>;
  limited: number;
  mostInWindow: number;
  objections: readonly string[];
}

async function faultRun({ orderCount, changeCount, weaken }: FaultRun): Promise<FaultRunReport> {
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
  let [lost, repeated, reordered, restarts, outages, storms] = [0, 0, 0, 0, 0, 0];
  weaken?.(rig, orders);

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
    if (random.chance(0.0005)) {
      storms += 1;
      stormUntil = clock.milliseconds + 20_000;
    }
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

  const wrong = [...fake.orders.keys()].filter((id) => {
    const { order } = fake.newest(id);
    const taken = orders.orders.get(order.number);
    return (
      taken?.phone !== order.phone ||
      taken.status !== order.status ||
      Number(taken.amount) !== Number(order.total)
    );
  });
  return {
    wrong: wrong.length + Math.abs(orders.orders.size - fake.orders.size),
    twice: [...orders.added.values()].filter((times) => times !== 1).length,
    rejects: rig.shops.one().rejects.size,
    faults: { lost, repeated, reordered, storms, restarts, outages },
    ...{ limited: fake.limited, mostInWindow: fake.mostInWindow, objections: fake.objections },
  };
}

it('ends with every order as the shop has it, within the limits of the shop', async () => {
  const report = await faultRun({ orderCount: 10_000, changeCount: 3_000 });
  const { wrong, twice, faults, limited, mostInWindow } = report;
  const said = Object.entries(faults).map(([name, count]) => `${String(count)} ${name}`);
  printBars(`10,000 orders with 3,000 changes: ${said.join(', ')}`, [
    { promised: '0 orders lost or not as the shop has them', found: String(wrong), isHeld: wrong === 0 },
    { promised: '0 orders twice', found: String(twice), isHeld: twice === 0 },
    {
      promised: 'at most 6 requests in any second, as the shop allows',
      found: `${String(mostInWindow)}, and ${String(limited)} refused for more`,
      isHeld: mostInWindow <= 6 && limited === 0,
    },
  ]);
  expect(report).toMatchObject({ wrong: 0, twice: 0, rejects: 0, limited: 0, objections: [] });
  expect(mostInWindow).toBeLessThanOrEqual(6);
  // Control: the faults came about.
  for (const count of [faults.lost, faults.repeated, faults.reordered]) expect(count).toBeGreaterThan(500);
  for (const count of [faults.restarts, faults.outages]) expect(count).toBeGreaterThan(2);
  expect(faults.storms).toBeGreaterThan(0);
}, 240_000);

describe('control: the same run, a tenth of it, finds that', () => {
  const tenth = { orderCount: 1_000, changeCount: 1_000 };

  it('nothing is wrong with the work as it is', async () => {
    expect(await faultRun(tenth)).toMatchObject({ wrong: 0, twice: 0 });
  });

  it('without the look for what webhooks have lost, orders are lost', async () => {
    const { wrong } = await faultRun({ ...tenth, weaken: withoutLooks });
    expect(wrong).toBeGreaterThan(10);
  });

  it('without the overlap of looks, changes are lost', async () => {
    const { wrong } = await faultRun({ ...tenth, weaken: withoutOverlap });
    expect(wrong).toBeGreaterThan(0);
  });

  it('without the check for what is known, orders come twice', async () => {
    const { twice } = await faultRun({ ...tenth, weaken: (_rig, orders) => (orders.isForgetful = true) });
    expect(twice).toBeGreaterThan(10);
  });
});

/** Every look is answered with nothing, as if there were none. */
function withoutLooks({ fake }: SyncRig): void {
  fake.changedSince = () => [];
}

/** Every look begins where the last one ended, by Star7's clock, which the shop's is ahead of. */
function withoutOverlap({ fake }: SyncRig): void {
  const all = fake.changedSince.bind(fake);
  fake.changedSince = (since) => all(since + overlap / 1000);
}
