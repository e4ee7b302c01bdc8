import { inspect } from 'node:util';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import { shopFaults } from '#connectors/shop-error';
import { Random } from '#kernel/random';
import { amocrmDialect, amocrmKeys } from '../../fakes/amocrm-dialect';
import { bitrix24Dialect, bitrix24Keys, bitrixDialect, bitrixKeys } from '../../fakes/bitrix-dialect';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import type { Dialect, FakeAnswer, FakeRequest } from '../../fakes/fake-shop';
import { insalesDialect, insalesKeys } from '../../fakes/insales-dialect';
import { moyskladDialect, moyskladKeys } from '../../fakes/moysklad-dialect';
import { opencartDialect, opencartKeys } from '../../fakes/opencart-dialect';
import { prestashopDialect, prestashopKeys } from '../../fakes/prestashop-dialect';
import { shopifyDialect, shopifyKeys } from '../../fakes/shopify-dialect';
import { wooDialect, wooKeys } from '../../fakes/woo-dialect';
import { JumpingClock, SyncRig } from './sync-rig';

/*
 * Shops answer what their documentation does not have: genuine answers with parts missing, of another type, too long. The work
 * goes on, whatever came, says what was wrong by a name alone, and takes everything once the answers are right.
 */

const kinds: Array<[ConnectorKindName, Dialect, Readonly<Record<string, string>>]> = [
  ['woocommerce', wooDialect, wooKeys],
  ['shopify', shopifyDialect, shopifyKeys],
  ['prestashop', prestashopDialect, prestashopKeys],
  ['opencart', opencartDialect, opencartKeys],
  ['bitrix', bitrixDialect, bitrixKeys],
  ['bitrix24', bitrix24Dialect, bitrix24Keys],
  ['insales', insalesDialect, insalesKeys],
  ['moysklad', moyskladDialect, moyskladKeys],
  ['amocrm', amocrmDialect, amocrmKeys],
];
const steps = 250;
const secretNumber = '+79165550107';

/** The value with one part of it altered, somewhere. */
function altered(value: unknown, random: Random): unknown {
  if (typeof value === 'object' && value !== null && random.chance(0.9)) {
    const names = Object.keys(value);
    const name = names[random.int(Math.max(1, names.length))];
    if (name !== undefined) {
      const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
        string,
        unknown
      >;
      if (random.chance(0.1)) copy[name] = undefined;
      else copy[name] = altered(copy[name], random);
      return copy;
    }
  }
  const others = [
    null,
    [],
    {},
    '',
    -1,
    1e300,
    true,
    'x'.repeat(5000),
    `\u0000${secretNumber}`,
    [value],
    { a: value },
  ];
  return others[random.int(others.length)];
}

test.each(kinds)('%s', async (kind, dialect, keys) => {
  const random = new Random(7);
  const clock = new JumpingClock();
  const fake = new FakeShop(dialect, { now: () => clock.milliseconds });
  const rig = new SyncRig(clock, fake, keys, { kind, pollSeconds: 30 });
  await rig.add();
  for (let nth = 0; nth < 5; nth += 1) fake.place({ ...anyOrder(nth), comment: secretNumber });
  const sync = await rig.begin();
  const faults = new Set<string | null>();
  let isAsking = false;
  fake.fault = (request: FakeRequest): FakeAnswer | null => {
    if (isAsking || random.chance(0.3)) return null;
    isAsking = true;
    try {
      const { json, ...answer } = fake.answer(request);
      return { ...answer, json: altered(JSON.parse(JSON.stringify(json ?? null)), random) };
    } catch {
      // It was asked for what an altered answer has named.
      return { status: 400, json: { error: secretNumber } };
    } finally {
      isAsking = false;
    }
  };
  for (let step = 0; step < steps; step += 1) {
    if (step % 10 === 0)
      await rig.shops.addHints(1, [{ id: [...fake.orders.keys()][step % 5]!, changedAt: null }]);
    // Each of them reads a page.
    clock.jump((await sync.step()) + 31_000);
    faults.add(rig.shops.one().state.fault);
    const { state, rejects, hints } = rig.shops.one();
    expect(inspect([state, rejects, hints], { depth: 9 })).not.toMatch(/5550107/);
  }
  faults.delete(null);
  expect([...faults].filter((fault) => !(shopFaults as readonly unknown[]).includes(fault))).toEqual([]);
  // Control: what was altered was seen.
  expect([...faults]).toContain('shop-answer-unreadable');

  fake.fault = () => null;
  for (const id of fake.orders.keys()) fake.change(id, { total: '77.00' });
  await rig.shops.retry(1, null);
  rig.untilPoll();
  await rig.work(sync);
  const taken = [...fake.orders.values()].map(
    (states) => rig.intake.orders.get(states[0]!.order.number)?.amount,
  );
  expect(taken).toEqual(['77.00', '77.00', '77.00', '77.00', '77.00']);
});
