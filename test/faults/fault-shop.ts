import { behaviourNamed } from '../lab/carrier-behaviours';
import { moreManagers, sampleManagers } from '../lab/sample-managers';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder, SampleShop } from '../lab/sample-shop';

/** The behaviours of each manager's customers. */
const behaviours = [
  'answers',
  'hangs-up',
  'never-answers',
  'busy',
  'unavailable',
  'not-in-service',
  'declines',
  'forbidden',
  'all-trunks-down',
  'drops',
  'early-media-for-ever',
  'answers-too-late',
  'silent',
] as const;

/** The most managers in addition to the sample shop's. */
const most = 25;

/**
 * A shop in which every manager has one customer of each behaviour, so that many can call at once and the
 * number identifies the carrier's side of each call. All numbers differ in their last seven digits, from each
 * other and from the sample shop's.
 * @param more managers in addition to the sample shop's
 */
export function faultShop(more = most): SampleShop {
  const managers = [...sampleManagers, ...moreManagers(more)];
  const taken = new Set(sampleShop().numbers.map((number) => number.slice(-7)));
  const orders = managers.flatMap(({ extension }, row) =>
    behaviours.map((name, column): SampleOrder => {
      const { code } = behaviourNamed(name);
      let digits = 10_000 + 100 * row + column;
      while (taken.has(`${String(digits)}${code}`)) digits += 10_000;
      return {
        orderNumber: `9${extension}${code}`,
        customerName: `Customer ${extension} ${code}`,
        phone: `+7999${String(digits)}${code}`,
        managerExtension: extension,
        email: `fault.${extension}.${code}@example.com`,
        amount: '100.00',
        currency: 'RUB',
        placedAt: '2026-10-01T10:00:00.000Z',
        status: 'open',
        phone2: null,
        behaviour: name,
      };
    }),
  );
  const header = 'order_number,customer_name,phone,manager_extension,email,amount,currency,placed_at,status';
  const rows = orders.map((order) =>
    [
      order.orderNumber,
      order.customerName,
      order.phone,
      order.managerExtension,
      order.email,
      order.amount,
      order.currency,
      order.placedAt,
      order.status,
    ].join(','),
  );
  return { orders, numbers: orders.map(({ phone }) => phone), csv: [header, ...rows, ''].join('\n') };
}
