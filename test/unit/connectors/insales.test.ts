import { insalesDialect, insalesKeys } from '../../fakes/insales-dialect';
import { anyOrder } from '../../fakes/fake-shop';
import { connectorContract } from './connector-contract';

/* The contract of the kind `insales`. */

const contract = connectorContract({
  ...{ kind: 'insales', dialect: insalesDialect, keys: insalesKeys, pageSize: 100 },
  limit: { requests: 500, windowMs: 300_000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', price: '100', total: '100' }],
      delivery: { method: 'Курьер', address: 'ул. Лесная, 5', zip: '101000', country: 'RU' },
      payment: { method: 'Наличные', state: 'pending' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'Подарочная упаковка', floor: 'floor', day: '13' },
  refused: 'otmenen',
  told: (id) => [
    { id, text: 'Star7: Отказ <по телефону>' },
    { id, status: 'otmenen' },
  ],
});

test('what is said is one line of the managers’ note, and said once', async () => {
  const { fake, rig } = contract();
  const { id } = fake.place(anyOrder(1));
  fake.told.push({ id, text: 'позвонить утром' });
  const sync = await rig.begin();
  await rig.work(sync);
  const outcome = { shopOrderId: id, isUndone: false, tries: 0, outcome: 'confirmed', label: 'Подтверждён' };
  rig.shops.one().outcomes = [1, 2].map((entryId) => ({ ...outcome, entryId }));
  await rig.work(sync);
  expect(fake.told.slice(1)).toEqual([{ id, text: 'позвонить утром\nStar7: Подтверждён' }]);
});

test('a first synchronisation keeps within 500 requests in five minutes', async () => {
  const { clock, fake, rig } = contract();
  for (let nth = 0; nth < 1000; nth += 1) fake.place(anyOrder(nth));
  const sync = await rig.begin();
  await rig.work(sync);
  for (const id of fake.orders.keys()) await rig.shops.addHints(1, [{ id, changedAt: null }]);
  const begun = clock.now();
  await rig.work(sync, 5000);
  expect(fake.mostInWindow).toBeLessThanOrEqual(500);
  // Control: it was the limit that it took so long.
  expect(clock.now() - begun).toBeGreaterThan(600_000_000);
});
