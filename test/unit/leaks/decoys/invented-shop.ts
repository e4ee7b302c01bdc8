import { Random } from '#kernel/random';
import type { SampleOrder, ShopSample } from '#leaks/model/decoys/invention';
import { noDetails, titleAlone } from '#orders/model/order-details';

/** Made-up words: enough of them that two people seldom have the same name. */
function words(count: number, ending: string): string[] {
  const syllables = ['ba', 'de', 'ki', 'lo', 'mu', 'ne', 'ri', 'so', 'ta', 'vo', 'za', 'ge'];
  return Array.from({ length: count }, (_, nth) => {
    const word = syllables[nth % 12]! + syllables[Math.floor(nth / 12) % 12]! + 'n';
    return word[0]!.toUpperCase() + word.slice(1) + ending;
  });
}

const first = [...words(30, 'a'), ...words(30, '')];
const last = [...words(120, 'ova'), ...words(120, 'ov')];
const goods = Array.from({ length: 40 }, (_, nth) => ({
  title: `Article ${nth}`,
  price: 90 + ((nth * 137) % 4000),
}));
const towns = ['Moscow', 'Kazan', 'Perm', 'Omsk', 'Ufa'];

/** A shop with customers who come again, three managers, and now and then a number that no order has. */
export function inventedShop(count: number, seed: number): ShopSample {
  const random = new Random(seed);
  const names = new Map<number, string>();
  const orders: SampleOrder[] = [];
  let number = 20_000;
  let at = Date.UTC(2026, 6, 1) * 1000;
  while (orders.length < count) {
    number += random.chance(0.12) ? 2 : 1;
    at += Math.round(-Math.log(1 - random.next()) * 3_000) * 1_000_000;
    const customer = random.chance(0.4) && names.size > 0 ? random.int(names.size) : names.size;
    if (!names.has(customer)) {
      const isHer = random.chance(0.6);
      const of = (list: string[]): string => random.pick(list.filter((word) => word.endsWith('a') === isHer));
      names.set(customer, `${of(first)} ${of(last)}`);
    }
    const items = Array.from({ length: 1 + random.size(4) }, () => {
      const { title, price } = random.pick(goods);
      return { ...titleAlone, title, quantity: '1', price: String(price), total: String(price) };
    });
    const sum = items.reduce((total, { price }) => total + Number(price), 0);
    const isNew = orders.length > count * 0.8;
    orders.push({
      ...{ orderNumber: String(number), customer, customerName: names.get(customer)! },
      ...{ extension: String(101 + (customer % 3)), currency: 'RUB', amount: `${sum}.00` },
      status: isNew && random.chance(0.7) ? 'open' : random.chance(0.05) ? 'cancelled' : 'closed',
      ...{ placedAt: at, addedAt: at + 1_000_000 * random.int(90), beside: 'nothing' },
      details: {
        ...{ ...noDetails, items, source: random.pick(['site', 'market']) },
        delivery: {
          ...noDetails.delivery,
          ...{
            method: random.pick(['courier', 'pick-up']),
            town: random.pick(towns),
            address: `Street ${customer}`,
          },
        },
        payment: { method: random.pick(['card', 'cash']), state: null },
        comment: customer % 7 === 0 ? `Ask for ${customer}` : null,
      },
    });
  }
  return { orders };
}
