import { bitrixDialect, bitrixKeys } from '../../fakes/bitrix-dialect';
import { anyOrder } from '../../fakes/fake-shop';
import { connectorContract } from './connector-contract';

/* The contract of the kind `bitrix`. */

const contract = connectorContract({
  ...{ kind: 'bitrix', dialect: bitrixDialect, keys: bitrixKeys, pageSize: 500 },
  limit: { requests: 6, windowMs: 1000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ price: '100.00' }],
      delivery: { address: 'ул. Лесная, 5', zip: '101000' },
      payment: { state: 'unpaid' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'GIFT', floor: 'Этаж', day: 'DAY' },
  refused: 'OT',
  told: (id) => [{ id, text: 'Star7: Отказ <по телефону>', status: 'OT' }],
  saysNoTime: true,
});

test('an order that changes between two pages of one request takes no other with it', async () => {
  const { clock, fake, rig } = contract();
  const count = 730;
  for (let nth = 0; nth < count; nth += 1) {
    fake.place(anyOrder(nth));
    clock.jump(1000);
  }
  const changing = [...fake.orders.keys()].slice(0, 60);
  fake.beforeCall = () => {
    for (const id of changing.splice(0, 3)) fake.change(id, { status: 'completed' });
  };
  await rig.work(await rig.begin());
  expect(changing).toEqual([]);
  expect(rig.intake.orders.size).toBe(count);
  expect([...rig.intake.orders.values()].filter(({ status }) => status === 'closed')).toHaveLength(60);
});

test('orders of many items are whole, and their neighbours too', async () => {
  const { fake, rig } = contract();
  const some = anyOrder(1);
  const sizes = [1, 2, 49, 3, 50, 1, 1, 1, 1, 1, 2, 2, 2];
  for (const size of sizes)
    fake.place({ ...some, items: Array.from({ length: size }, () => some.items[0]!) });
  await rig.work(await rig.begin());
  const found = [...rig.intake.orders.values()].map(({ details }) => details?.items.length);
  expect(found).toEqual(sizes);
});
