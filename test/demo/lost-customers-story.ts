import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '#config/version';
import { isoDay } from '#kernel/local-day';
import { Random } from '#kernel/random';
import { systemClock } from '#kernel/system-clock';
import { plantedLeaks } from '#leaks/model/simulation/leaks';
import { scenarios } from '#leaks/model/simulation/scenarios';
import type { ScenarioName } from '#leaks/model/simulation/scenarios';
import { ownerAt, simulatedShop, withLeak } from '#leaks/model/simulation/simulated-shop';
import type { SimulatedShop } from '#leaks/model/simulation/simulated-shop';
import { readPurchaseLog } from '#leaks/purchase-log';
import type { Lab } from '../lab/lab';

/** A year of an invented shop's orders: who lost customers, and when. */
export interface LostCustomers {
  orders: number;
  customers: number;
  managers: number;
  /** Weeks, the last ones, in which everybody sells less. */
  season: number;
  /** Part of the orders of these weeks that there would have been. */
  sells: number;
  /** Whose customers stop besides, and how many. */
  manager: string;
  lost: number;
  /** What the command imported. */
  imported: string;
}

/** What the watch says of it. */
export interface WatchStory {
  /** What it compared, each manager's last weeks, and open cases. */
  lines: string[];
  /** Groups with a case. */
  cases: string[];
}

const [managers, customersEach, seed] = [8, 100, 5];
const season = 9;
const sells = 0.6;
/** The manager who loses customers, as an index. */
const loser = 3;

/** Extensions that the sample shop does not have. */
const extensionOf = (manager: number): string => String(301 + manager);

/**
 * A year of orders like those of a real shop (a log of purchases under CC0), with managers, a season in which the whole shop
 * sells less, and a loss: half of one manager's customers stop in it. Imported as an export is.
 */
export async function importLostCustomers(lab: Lab): Promise<LostCustomers> {
  const calm = await calmShop('random');
  const begin = calm.log.weeks - season;
  const shop = withHalfLost(calm);
  const { orders, imported } = await importShop(lab, shop, sells);
  return {
    ...{ orders, imported, customers: shop.log.customers, managers, season, sells },
    ...{ manager: extensionOf(loser), lost: stoppedIn(calm, shop, begin) },
  };
}

/** A year of an invented shop to which a scenario happens. */
export async function calmShop(name: ScenarioName): Promise<SimulatedShop> {
  const pattern = await readPurchaseLog(path.join(projectFolder, 'test/fixtures/purchases/cj.csv.gz'));
  const scenario = scenarios.find((one) => one.name === name)!;
  return simulatedShop(pattern, scenario, { customers: managers * customersEach, managers, seed });
}

/** The same shop, where half of one manager's customers stop in the last weeks. */
export function withHalfLost(calm: SimulatedShop): SimulatedShop {
  const half = plantedLeaks.find(({ name }) => name === '50 % stop')!;
  return withLeak(calm, half, { manager: loser, begin: calm.log.weeks - season, seed });
}

/** What managers and customers of the shop are called. */
export interface ShopNames {
  manager: (nth: number) => string;
  customer: (nth: number) => string;
}

const plainNames: ShopNames = {
  manager: (nth) => `Manager ${extensionOf(nth)}`,
  customer: (nth) => `Customer ${String(nth + 1)}`,
};

/**
 * Enters the managers, and imports the orders.
 * @param part of the orders of the last weeks that there are; 1: all
 */
export async function importShop(
  lab: Lab,
  shop: SimulatedShop,
  part: number,
  names: ShopNames = plainNames,
): Promise<{ orders: number; imported: string }> {
  // Left by a demo before.
  const known = await lab.star7.run(['manager', 'list', '--json']);
  for (let manager = 0; manager < managers; manager += 1) {
    const extension = extensionOf(manager);
    if (known.stdout.includes(`"${extension}"`)) continue;
    await lab.star7.mustRun(['manager', 'add', extension, names.manager(manager)]);
  }
  const rows = rowsOf(shop, part, names);
  const file = lab.place.file('year-of-orders.csv');
  writeFileSync(
    file,
    ['order_number,customer_name,phone,manager_extension,amount,currency,placed_at,status', ...rows, ''].join(
      '\n',
    ),
    {
      mode: 0o600,
    },
  );
  const { stdout } = await lab.star7.mustRun(['import', file]);
  return { orders: rows.length, imported: stdout.trim() };
}

/** `star7 leaks run`, and what it shows. */
export async function watchLostCustomers(lab: Lab): Promise<WatchStory> {
  await lab.star7.mustRun(['leaks', 'run']);
  const { stdout: text } = await lab.star7.mustRun(['leaks', 'show']);
  const { stdout } = await lab.star7.mustRun(['leaks', 'cases', '--json']);
  const cases = JSON.parse(stdout) as Array<{ group: string }>;
  return { lines: told(text.trim().split('\n')), cases: cases.map(({ group }) => group) };
}

/** Of what the command prints, the lamp for recent orders, and what the orders of the manager with the loss can show. */
function told(lines: readonly string[]): string[] {
  const isOfGroup = (line: string): boolean => /^Manager\b/.test(line);
  return lines.filter(
    (line) =>
      line !== '' &&
      (!isOfGroup(line) || / 8 weeks {2}/.test(line) || line.startsWith(`Manager ${extensionOf(loser)}.`)),
  );
}

/** Orders as CSV; the last complete week of the log is last week. */
function rowsOf({ log }: SimulatedShop, part: number, names: ShopNames): string[] {
  const random = new Random(seed);
  const begin = log.weeks - season;
  const today = Math.floor(systemClock.now() / 86_400_000_000);
  const firstDay = today - ((today + 3) % 7) - log.weeks * 7;
  const rows: string[] = [];
  for (let customer = 0; customer < log.customers; customer += 1) {
    for (let row = log.first[customer]!; row < log.first[customer + 1]!; row += 1) {
      const day = log.day[row]!;
      if (Math.floor(day / 7) >= begin && !random.chance(part)) continue;
      rows.push(
        [
          ...[String(5_000_001 + rows.length), names.customer(customer)],
          ...[`+7958${String(1_000_000 + customer * 7)}`, extensionOf(log.owner[row]!)],
          ...[log.value[row]!.toFixed(2), 'RUB', `${isoDay(firstDay + day)} 12:00:00`, 'closed'],
        ].join(','),
      );
    }
  }
  return rows;
}

/** Customers of the manager who would have bought from that week on. */
function stoppedIn(calm: SimulatedShop, shop: SimulatedShop, begin: number): number {
  const buysIn = ({ log }: SimulatedShop, customer: number): boolean =>
    log.first[customer + 1]! > log.first[customer]! && log.day[log.first[customer + 1]! - 1]! >= begin * 7;
  let stopped = 0;
  for (let customer = 0; customer < calm.log.customers; customer += 1) {
    if (ownerAt(calm.log, customer, begin) !== loser) continue;
    if (buysIn(calm, customer) && !buysIn(shop, customer)) stopped += 1;
  }
  return stopped;
}
