import { defaultOrderRules } from '#orders/intake/order-rules';
import { ShopOrders } from '#orders/intake/shop-orders';
import type { StatedOrder } from '#orders/intake/stated-order';
import { OrderFeed } from '#orders/order-feed';
import { mask } from '#kernel/masked';
import { MemoryAuditLog } from '../../unit/audit/memory-audit-log';
import { order, phone, WorkDatabase } from './work-database';

const shop = { role: 'shop', by: { token: 9 } } as const;

let work: WorkDatabase;
let shopOrders: ShopOrders;
const audit = new MemoryAuditLog();

beforeAll(async () => {
  work = await WorkDatabase.create();
  shopOrders = new ShopOrders({
    intake: work.intake,
    rules: { read: () => Promise.resolve(defaultOrderRules), timeZone: () => Promise.resolve('UTC') },
    region: 'RU',
    feed: new OrderFeed(),
    trail: { after: (entry) => audit.append(entry) },
  });
});
afterAll(() => work.test.drop());

const stated = (orderNumber: string, main: number, change: Partial<StatedOrder> = {}): StatedOrder => ({
  orderNumber,
  customerName: `Customer of ${orderNumber}`,
  phones: { main: phone(main) },
  manager: '101',
  amount: '10.50',
  ...change,
});

async function state(...orders: StatedOrder[]): Promise<string[]> {
  return (await shopOrders.state(shop, orders)).map(({ result }) => result);
}

/** A manager corrects the main number of an order. */
async function correct(orderNumber: string, to: number): Promise<void> {
  const contact = mask(phone(to));
  await work.contacts.change({ ...work.by(orderNumber), slot: 'main', contact });
}

describe('orders that a program states', () => {
  it('can be called at once; stating them again changes nothing', async () => {
    expect(await state(stated('p1', 11))).toEqual(['created']);
    expect(await work.reaches('p1')).toBe(11);
    expect(await state(stated('p1', 11))).toEqual(['unchanged']);
    expect(await state({ orderNumber: 'p1', status: 'closed' })).toEqual(['changed']);
    expect(await work.reaches('p1')).toBeNull();
    expect(await state({ orderNumber: 'p1', status: 'open' })).toEqual(['changed']);
    expect(await work.reaches('p1')).toBe(11);
  });

  it('are one order, however many programs state it at once', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => state(stated('p2', 12))));
    expect(results.flat().sort()).toEqual(['created', ...Array<string>(11).fill('unchanged')]);
    expect(await work.reaches('p2')).toBe(12);
  });

  it('go in beside those of the batch that are refused', async () => {
    await state(stated('818396:72', 13));
    const results = await shopOrders.state(shop, [
      stated('818396-72', 14),
      stated('p3', 15),
      stated('p4', 16, { phones: { main: '123' } }),
      stated('p3', 15, { amount: '11.00' }),
    ]);
    expect(results).toMatchObject([
      { result: 'refused', reason: 'order-number-clash' },
      { result: 'created', orderNumber: 'p3' },
      { result: 'refused', reason: 'phone-invalid-for-region' },
      { result: 'changed', orderNumber: 'p3' },
    ]);
    expect([await work.reaches('818396-72'), await work.reaches('p3'), await work.reaches('p4')]).toEqual([
      13,
      15,
      null,
    ]);
  });

  it('tell nothing of stored numbers: a guess that is right looks as one that is wrong', async () => {
    const guesses = ['stored', 'corrected', 'of another customer', 'of nobody'] as const;
    const answers: unknown[] = [];
    const counts: unknown[] = [];
    await state(stated('g0', 500, { manager: '102', doNotCall: true }));
    for (const [nth, guess] of guesses.entries()) {
      const [known, fresh, control] = [`g${String(nth)}1`, `g${String(nth)}2`, `g${String(nth)}3`];
      const [first, corrected] = [510 + nth * 10, 511 + nth * 10];
      await work.intake.write([order(known, first), order(control, first + 2)]);
      await correct(known, corrected);
      const asked = { stored: first, corrected, 'of another customer': 500, 'of nobody': 900 + nth }[guess];
      const said = await shopOrders.state(shop, [
        { orderNumber: known, phones: { main: phone(asked) } },
        { orderNumber: known, phones: { main: phone(first), second: phone(asked) }, doNotCall: true },
        { ...stated(fresh, asked), manager: null, customerName: 'New' },
      ]);
      answers.push(said.map((each) => ({ ...each, orderNumber: 'any' })));
      // The intake itself counts by contacts too: this is what must not be answered.
      const own = guess === 'stored' ? first + 2 : asked;
      counts.push(await work.intake.write([{ orderNumber: control, phones: { main: mask(phone(own)) } }]));
    }
    expect(answers.slice(1)).toEqual(answers.slice(0, -1));
    expect(new Set(counts.map((each) => (each as { changed: number }).changed))).toEqual(new Set([0, 1]));
    expect(answers[0]).toMatchObject([
      { result: 'unchanged' },
      { result: 'unchanged' },
      { result: 'created' },
    ]);
    expect(JSON.stringify([answers, audit.entries])).not.toContain('900555');
  });
});
