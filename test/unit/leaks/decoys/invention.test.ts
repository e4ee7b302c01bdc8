import { Random } from '#kernel/random';
import { freeNumbers } from '#leaks/model/decoys/free-numbers';
import { inventCustomer, sumOf } from '#leaks/model/decoys/invention';
import type { InventedPerson, ShopSample } from '#leaks/model/decoys/invention';
import { inventedShop } from './invented-shop';
import { accuracyOf } from './blind-classifier';

function invent(shop: ShopSample, seed: number, extension = '101'): InventedPerson {
  const found = inventCustomer(shop, extension, new Random(seed));
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('an invented customer', () => {
  const shop = inventedShop(1000, 3);
  const people = Array.from({ length: 100 }, (_, seed) => invent(shop, seed));

  it('is nobody of the shop: no name, no number, no address and no comment of anybody', () => {
    const names = new Set(shop.orders.map(({ customerName }) => customerName));
    const numbers = new Set(shop.orders.map(({ orderNumber }) => orderNumber));
    for (const { name, orders } of people) {
      expect(names).not.toContain(name);
      for (const { orderNumber, details } of orders) {
        expect(numbers).not.toContain(orderNumber);
        expect([details?.delivery.address, details?.comment]).toEqual([null, null]);
      }
      expect(new Set(orders.map(({ orderNumber }) => orderNumber)).size).toBe(orders.length);
    }
    // Control: the shop's own customers have addresses and comments.
    expect(shop.orders.filter(({ details }) => details!.delivery.address !== null)).toHaveLength(1000);
    expect(shop.orders.some(({ details }) => details!.comment !== null)).toBe(true);
  });

  it('is recombined: hardly an order has all goods of a real one with more than two lines', () => {
    const titles = ({ details }: { details: { items: { title: string }[] } | null }): string =>
      (details?.items ?? [])
        .map(({ title }) => title)
        .sort()
        .join('|');
    const real = new Set(shop.orders.filter(({ details }) => details!.items.length > 2).map(titles));
    const alike = people.flatMap(({ orders }) => orders).filter((order) => real.has(titles(order)));
    // By chance, as two real ones have.
    expect(alike.length).toBeLessThan(5);
  });

  it('orders at a time between those of the neighbouring numbers, and pays the sum of the lines', () => {
    const byNumber = new Map(shop.orders.map((order) => [Number(order.orderNumber), order]));
    for (const { orders } of people) {
      expect(orders.at(-1)).toMatchObject({ status: 'open' });
      for (const { orderNumber, placedAt, addedAt, amount, details } of orders) {
        expect(placedAt).toBeGreaterThanOrEqual(byNumber.get(Number(orderNumber) - 1)!.placedAt - 1_000_000);
        expect(placedAt).toBeLessThanOrEqual(byNumber.get(Number(orderNumber) + 1)!.placedAt);
        expect(addedAt).toBeGreaterThanOrEqual(placedAt);
        expect(amount).toBe(sumOf(details!.items.map(({ total }) => total)));
      }
    }
  });

  it('a classifier that knows everything of a list but the names tells it no better than by chance', () => {
    // Trained on one half and tried on the other, over the open orders of one manager in eight shops: as many invented ones as real.
    const lists = Array.from({ length: 8 }, (_, seed) => {
      const one = inventedShop(1000, 30 + seed);
      const open = one.orders.filter(({ status, extension }) => status === 'open' && extension === '101');
      return { open, made: open.map((_order, nth) => invent(one, 1000 + nth).orders.at(-1)!) };
    });
    const real = lists.flatMap(({ open }) => open);
    const made = lists.flatMap((list) => list.made);
    expect(real.length).toBeGreaterThan(300);
    const features = (order: Omit<(typeof made)[number], 'hasEmail'>): number[] => {
      const placed = order.placedAt / 1_000_000;
      return [
        Number(order.amount),
        order.details!.items.length,
        (order.addedAt - order.placedAt) / 1_000_000,
        Math.floor(placed / 3600) % 24,
        Math.floor(placed / 86_400) % 7,
        order.placedAt % 1_000_000 === 0 ? 1 : 0,
        Number(order.orderNumber) % 10,
        order.details!.payment.method === 'card' ? 1 : 0,
        order.details!.source === 'site' ? 1 : 0,
        order.details!.delivery.method === 'courier' ? 1 : 0,
      ];
    };
    expect(accuracyOf(real.map(features), made.map(features), 7)).toBeLessThan(0.55);
    // Control: it does tell orders whose amounts are a tenth too large and whose times are full hours.
    const crude = made.map((order) => ({
      ...order,
      placedAt: order.placedAt - (order.placedAt % 3_600_000_000),
      amount: '99999',
    }));
    expect(accuracyOf(real.map(features), crude.map(features), 7)).toBeGreaterThan(0.9);
  });
});

it('nobody is invented where the person would stand out', () => {
  const shop = inventedShop(400, 4);
  expect(inventCustomer({ orders: shop.orders.slice(0, 20) }, '101', new Random(1))).toBe('too-few-orders');
  expect(inventCustomer(shop, '999', new Random(1))).toBe('no-open-order');
  // A manager sees which slots an order has: a decoy has a main number, and an e-mail address where a mailbox is free.
  const all = (beside: 'email' | 'more') => ({ orders: shop.orders.map((order) => ({ ...order, beside })) });
  expect(inventCustomer(all('more'), '101', new Random(1), { mayHaveEmail: true })).toBe('no-open-order');
  expect(inventCustomer(all('email'), '101', new Random(1))).toBe('no-open-order');
  expect(inventCustomer(all('email'), '101', new Random(1), { mayHaveEmail: true })).toMatchObject({
    hasEmail: true,
  });
  const dense = shop.orders.map((order, nth) => ({ ...order, orderNumber: String(5000 + nth) }));
  expect(inventCustomer({ orders: dense }, '101', new Random(1))).toBe('no-free-number');
  const alike = shop.orders.map((order) => ({ ...order, customerName: 'Customer' }));
  expect(inventCustomer({ orders: alike }, '101', new Random(1))).toBe('no-new-name');
});

it('a name is of one alphabet', () => {
  const { orders } = inventedShop(300, 4);
  const mixed = orders.map((order, nth) => ({
    ...order,
    customerName:
      nth % 2 === 0 ? order.customerName : `Имя${'абвгдежзик'[nth % 10]!} Фамилия${'лмнопрстуф'[nth % 7]!}`,
  }));
  for (let seed = 0; seed < 40; seed += 1) {
    const { name } = invent({ orders: mixed }, seed);
    expect(/\p{Script=Cyrillic}/u.test(name)).toBe(!/\p{Script=Latin}/u.test(name));
  }
});

describe('numbers that the shop left out', () => {
  const at = (orderNumber: string, placedAt: number) => ({ orderNumber, placedAt: placedAt * 1_000_000 });

  it('are those between two, never those after the last', () => {
    const found = freeNumbers([
      at('A-0007', 100),
      at('A-0010', 160),
      at('A-0011', 170),
      at('X', 5),
      at('A-0900', 900),
    ]);
    expect(found).toEqual([at('A-0008', 120), at('A-0009', 140)]);
  });

  it('are none where times and numbers disagree', () => {
    expect(freeNumbers([at('7', 100), at('9', 50)])).toEqual([]);
    // A shop may have two series; the one is looked at that these orders have.
    const two = [at('B-1', 1), at('B-3', 3), at('B-5', 5), at('7', 100), at('9', 200)];
    expect(freeNumbers(two, [at('9', 200)]).map(({ orderNumber }) => orderNumber)).toEqual(['8']);
    expect(freeNumbers([])).toEqual([]);
  });
});

it('decimal texts are added up exactly', () => {
  expect(sumOf(['0.10', '0.20', '1990'])).toBe('1990.30');
  expect([sumOf([]), sumOf(['1', null]), sumOf(['one'])]).toEqual([null, null, null]);
});
