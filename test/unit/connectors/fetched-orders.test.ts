import { FetchedOrders } from '#orders/intake/fetched-orders';
import { OrderFeed } from '#orders/order-feed';
import { MemoryOrderRules } from '../orders/memory-order-rules';
import { MemoryIntake } from './memory-intake';

it('takes no address of Star7’s own mail domain for a customer’s', async () => {
  const rules = new MemoryOrderRules();
  const orders = new FetchedOrders({
    ...{ intake: new MemoryIntake(), rules, region: 'RU', feed: new OrderFeed() },
  });
  const stated = ['r.aaaabbbbccccdddd@mail.shop.example', 'anna@shop.example'];
  const read = await orders.read(
    stated.map((email, nth) => ({
      fields: { order_number: `100${String(nth)}`, phone: '+79005550001', customer_name: 'Anna', email },
    })),
  );
  expect(read.refused).toEqual([]);
  expect(read.orders.map(({ order }) => order.email === null)).toEqual([true, false]);
  expect(read.orders.map(({ notices }) => notices.map(({ code }) => code))).toEqual([
    expect.arrayContaining(['email-own-domain']),
    expect.not.arrayContaining(['email-own-domain']),
  ]);
});
