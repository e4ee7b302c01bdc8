import { randomInt } from 'node:crypto';
import type { SampleOrder } from '../lab/sample-shop';
import { sampleShop } from '../lab/sample-shop';
import type { Star7 } from '../lab/star7';

export interface FreshOrder {
  orderNumber: string;
  customerName: string;
  /** E.164. Where it is a sample customer's, the search for leaks knows it. */
  phone: string;
  /** Empty for none. Else the search for leaks knows it. */
  email: string;
}

const shop = sampleShop();
let made = 0;

/**
 * Orders that no run before has touched, for the lab keeps its database: of sample customers, no two of one test's of the
 * same.
 *
 * @param behaviour of the carrier, as in test/lab/carrier-behaviours.ts
 */
export async function freshOrders(
  star7: Star7,
  extension: string,
  count: number,
  behaviour = 'answers',
): Promise<FreshOrder[]> {
  const customers = [
    ...new Map(
      shop.orders.filter((order) => order.behaviour === behaviour).map((order) => [order.phone, order]),
    ).values(),
  ];
  const orders = Array.from({ length: count }, (_, index): SampleOrder => {
    const customer = customers[(made + index) % customers.length];
    if (customer === undefined) throw new Error(`No sample customer ${behaviour}`);
    return { ...customer, orderNumber: newNumber(), managerExtension: extension, status: 'open' };
  });
  made += count;
  await star7.import(csvOf(orders));
  return orders;
}

/** As when the shop closes an order. */
export async function closeOrder(star7: Star7, extension: string, order: FreshOrder): Promise<void> {
  await star7.import(
    csvOf([{ ...order, managerExtension: extension, email: '', amount: '', currency: '' }], 'closed'),
  );
}

/** An order of a customer with a number of their own, that may be changed or barred without harm to another test. */
export async function strangersOrder(star7: Star7, extension: string, email = ''): Promise<FreshOrder> {
  const tail = String(10_000 + Math.floor(Math.random() * 90_000));
  const customerName = `Kira Field ${letters()}`;
  const order = { orderNumber: newNumber(), customerName, phone: `+7999${tail}00`, email };
  await star7.import(csvOf([{ ...order, managerExtension: extension, amount: '10.00', currency: 'RUB' }]));
  return order;
}

/** Orders of customers with random numbers, which no sample customer has: no two end in the same digits. */
export async function randomOrders(star7: Star7, extension: string, count: number): Promise<FreshOrder[]> {
  const numbers = new Map<string, string>();
  while (numbers.size < count) {
    const digits = String(randomInt(1_000_000_000)).padStart(9, '0');
    numbers.set(digits.slice(-7), `+79${digits}`);
  }
  const orders = [...numbers.values()].map((phone) => ({
    ...{ orderNumber: newNumber(), customerName: `Kira Field ${letters()}`, phone, email: '' },
    ...{ managerExtension: extension, amount: '10.00', currency: 'RUB' },
  }));
  await star7.import(csvOf(orders));
  return orders;
}

/** Nine digits, as a phone can dial them; never the same. */
function newNumber(): string {
  lastNumber = Math.max(lastNumber + 1, Math.floor(Date.now() / 10) % 100_000_000);
  return `5${String(lastNumber).padStart(8, '0')}`;
}
let lastNumber = 0;

function letters(): string {
  return Array.from({ length: 6 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
}

function csvOf(
  orders: readonly (FreshOrder & Pick<SampleOrder, 'managerExtension' | 'amount' | 'currency'>)[],
  status: 'open' | 'closed' = 'open',
): string {
  const header = 'order_number,customer_name,phone,manager_extension,email,amount,currency,placed_at,status';
  const rows = orders.map(
    ({ orderNumber, customerName, phone, managerExtension, email, amount, currency }) =>
      `${orderNumber},"${customerName.replaceAll('"', '""')}",${phone},${managerExtension},${email},${amount},${currency},${new Date().toISOString()},${status}`,
  );
  return [header, ...rows, ''].join('\n');
}
