/**
 * First synchronisation of a large shop: how long, and in how much memory. The shop is a process of its own, and counts whether
 * its limit was kept.
 *
 *   scripts/bench --shop-sync [orders]
 *
 * With a database of its own, on the server of STAR7_TEST_DATABASE_URL where that is set. Exits 1 above 15 minutes or 200 MB for 100,000
 * orders, or if an order is missing or the limit was exceeded.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorRunner } from '#connectors/connector-runner';
import { SqlConnectors } from '#connectors/sql-connectors';
import { SqlSyncStore } from '#connectors/sql-sync-store';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { systemClock } from '#kernel/system-clock';
import { FetchedOrders } from '#orders/intake/fetched-orders';
import { OrderFeed } from '#orders/order-feed';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { ShopKeys, ShopVault } from '#vault/shop-vault';
import { createTestDatabase } from '../contract/database/test-database';
import { anyOrder, FakeShop } from '../fakes/fake-shop';
import type { FakeOrder } from '../fakes/fake-shop';
import { wooDialect, wooKeys } from '../fakes/woo-dialect';
import { printBars } from '../run/bars';
import type { Bar } from '../run/bars';

const limit = { requests: 6, windowMs: 1000 };
const mostSeconds = 15 * 60;
const mostMegabytes = 200;
/** More of a page than is asked for is not made. */
const mostOfPage = 101;

/** Orders by arithmetic: a second apart, none kept. */
class LargeShop extends FakeShop {
  readonly #begin: number;

  constructor(private readonly count: number) {
    super(wooDialect, { limit });
    this.#begin = Date.now() - count * 1000;
  }

  override changedSince(since: number): FakeOrder[] {
    const first = Math.max(0, Math.ceil((since - this.#begin) / 1000));
    const length = Math.max(0, Math.min(mostOfPage, this.count - first));
    return Array.from({ length }, (_each, nth) => {
      const id = String(1000 + first + nth);
      const at = this.#begin + (first + nth) * 1000;
      return { id, order: { ...anyOrder(first + nth), number: id }, createdAt: at, changedAt: at };
    });
  }
}

async function serveShop(count: number): Promise<void> {
  const shop = new LargeShop(count);
  process.send?.({ address: await shop.listen() });
  process.on('message', () => process.send?.({ limited: shop.limited, most: shop.mostInWindow }));
}

async function main(orders: number): Promise<void> {
  const shop = fork(__filename, ['shop', String(orders)]);
  const { address } = await messageOf<{ address: string }>(shop);
  const test = await createTestDatabase();
  const { database, vault, keys } = test;
  try {
    const store = new SqlConnectors(database, new ShopVault(keys), systemClock.now);
    const rules = new SqlOrderRules(database, systemClock.now, 'UTC');
    const intake = new SqlOrderIntake(database, vault, systemClock.now);
    const say = { debug: ignore, info: ignore, warn: console.error, error: console.error };
    const runner = new ConnectorRunner({
      ...{ store, node: 'bench', clock: systemClock, log: say, alerts: { raise: ignore }, onWritten: ignore },
      syncs: new SqlSyncStore(database, systemClock.now),
      orders: new FetchedOrders({ intake, rules, region: 'RU', feed: new OrderFeed() }),
      addresses: new OutgoingAddresses('127.0.0.0/8'),
    });
    await store.add(
      {
        ...{
          kind: 'woocommerce',
          name: 'Large',
          address,
          enabled: true,
          prefix: '',
          statuses: {},
          pollSeconds: 3600,
        },
        ...{ tellsOutcomes: false, outcomeStatuses: {}, language: 'ru', map: null },
        ownFields: {},
      },
      new ShopKeys(wooKeys),
      'hook',
      systemClock.now() - (orders + 3600) * 1_000_000,
      'cli:bench',
    );
    const begun = performance.now();
    const cpu = process.cpuUsage();
    runner.start();
    while ((await store.list())[0]?.state.syncedAt === null) await pause(500);
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await runner.stop();
    const megabytes = process.resourceUsage().maxRSS / 1024;
    const [row] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM orders');
    shop.send('how was it');
    const { limited, most } = await messageOf<{ limited: number; most: number }>(shop);
    const stored = row?.count ?? 0;
    const forAll = (seconds / orders) * 100_000;
    const bars: Bar[] = [
      {
        promised: `a first synchronisation of 100,000 orders: at most ${String(mostSeconds / 60)} min`,
        found: `${(forAll / 60).toFixed(1)} min (${seconds.toFixed(0)} s for ${String(orders)})`,
        isHeld: forAll <= mostSeconds,
      },
      {
        promised: `memory of the process: at most ${String(mostMegabytes)} MB`,
        found: `${megabytes.toFixed(0)} MB`,
        isHeld: megabytes <= mostMegabytes,
      },
      {
        promised: 'no request above the limit of the shop',
        found: `${String(limited)} above it; at most ${String(most)} of ${String(limit.requests)} in a second`,
        isHeld: limited === 0,
      },
      {
        promised: 'every order is there',
        found: `${String(stored)} of ${String(orders)}`,
        isHeld: stored === orders,
      },
    ];
    const milliseconds = ((user + system) / orders / 1000).toFixed(2);
    printBars(`${(orders / seconds).toFixed(0)} orders a second, ${milliseconds} ms of CPU an order`, bars);
    if (bars.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
  } finally {
    shop.kill();
    await test.drop();
  }
}

/** The bench in a process of its own, whose memory is nobody else's. */
async function withOwnServer(orders: string): Promise<void> {
  const { withBenchDatabase } = await import('./bench-database.js');
  await withBenchDatabase(async () => {
    const bench = fork(__filename, [orders]);
    const [code] = (await once(bench, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  });
}

async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message')) as [Message];
  return message;
}

function ignore(): void {
  // Nobody watches.
}

const [, , first = '100000', second = ''] = process.argv;
if (first === 'shop') void serveShop(Number(second));
else if (process.env['STAR7_TEST_DATABASE_URL'] === undefined) void withOwnServer(first);
else void main(Number(first));
