import type { ApiCall } from '#calls/call-json';
import { switchboard } from '../lab/carrier-behaviours';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * Numbers behind a switchboard: Star7 dials the extension once the switchboard has answered, before manager and customer are
 * joined. The lab's switchboard sends no media back, as the carrier's other customers do.
 */

let at: TestLab;
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(() => at.onHook(101));
afterAll(() => at.release());

const shop = sampleShop();
/** Whom nobody else calls. */
const dialled = '70#81';

/** An order of manager 101 whose customer is behind that extension. */
async function orderBehind(extension: string, behaviour?: string): Promise<string> {
  const phone =
    behaviour === undefined
      ? `+799912345${switchboard.code}`
      : shop.orders.find((order) => order.behaviour === behaviour)!.phone;
  const orderNumber = `77${String(Date.now()).slice(-7)}`;
  const imported = await at.lab.star7.import(
    [
      'order_number,customer_name,phone,manager_extension,status',
      `${orderNumber},Vera Switch,"${phone}${extension}",101,open`,
      '',
    ].join('\n'),
  );
  expect(imported).toContain('1');
  return orderNumber;
}

/** Waits until the manager's call of this order is as wanted. */
async function call(orderNumber: string, wanted: (call: ApiCall) => boolean): Promise<ApiCall> {
  return await at.callThat(
    'extension=101&limit=50',
    (each) => each.orderNumber === orderNumber && wanted(each),
  );
}

const talks = ({ phase }: ApiCall): boolean => phase === 'talking';

test('is dialled to the switchboard alone, with its pauses, and then the two talk', async () => {
  const orderNumber = await orderBehind(', доб. 70#w81');
  expect(await at.get(`/api/orders/${orderNumber}`)).toMatchObject({
    ...{ slots: ['main'], extensions: ['main'] },
  });
  const capture = await at.lab.capture('extension', { withMedia: true });
  const phone = at.phone(101);
  const before = await at.newest(101);
  await phone.dial(`*7${orderNumber}`);
  await call(orderNumber, talks);
  // Control: they are joined, and what the manager keys now does reach the other side.
  await phone.press('5');
  await eventually(async () => (await capture.keysSentTo('switchboard')).some(({ key }) => key === '5'), {
    within: 5_000,
    every: 100,
    what: 'the manager’s key',
  });
  await phone.hangUp();
  expect(await at.lastRecord(101, { after: before })).toMatchObject({ disposition: 'answered', orderNumber });
  const sent = await capture.keysSentTo('switchboard');
  expect(sent.map(({ key }) => key).join('')).toMatch(new RegExp(`^${dialled}5+$`));
  // The pause of two seconds, beside that between two keys.
  expect(sent[3]!.at - sent[2]!.at).toBeGreaterThanOrEqual(2 * 8_000);
  expect(await capture.keysSentTo({ phone: '101' })).toEqual([]);
  await capture.stop();

  const texts = (await writtenFiles(at.lab)).filter(({ bytes }) =>
    /70#(?:w|p|wwww)?81/.test(bytes.toString('latin1')),
  );
  expect(texts.map(({ name }) => name)).toEqual([]);
});

test('control: a key that comes back from a customer is found at the manager’s phone', async () => {
  const order = shop.orders.find(
    ({ behaviour, managerExtension, status }) =>
      behaviour === 'answers' && managerExtension === '101' && status === 'open',
  )!;
  const capture = await at.lab.capture('extension-control');
  const phone = at.phone(101);
  await phone.dial(`*7${order.orderNumber}`);
  await call(order.orderNumber, talks);
  await phone.press('5');
  await eventually(async () => (await capture.keysSentTo({ phone: '101' })).length > 0, {
    within: 5_000,
    every: 100,
    what: 'the key at the manager’s phone',
  });
  await phone.hangUp();
  await capture.stop();
});

test('a switchboard that hangs up while it is dialled to: no other trunk is tried, nobody is left', async () => {
  const orderNumber = await orderBehind(',,,,70#81', 'hangs-up');
  const before = await at.newest(101);
  const invites = (): number => at.lab.carrierB.invites().length;
  const tried = invites();
  await at.phone(101).dial(`*7${orderNumber}`);
  expect(await at.lastRecord(101, { after: before })).toMatchObject({
    ...{ disposition: 'answered', hungUpBy: 'customer', talkSeconds: 0, orderNumber },
  });
  expect(invites()).toBe(tried);
});

test('Star7 dies while the extension is dialled: nobody is left on the line', async () => {
  const orderNumber = await orderBehind(',,,,,70#81');
  const before = await at.newest(101);
  const phone = at.phone(101);
  await phone.dial(`*7${orderNumber}`);
  const answered = await call(orderNumber, ({ customer }) => customer.answeredAt !== null);
  expect(answered.phase).toBe('calling-customer');
  await at.lab.star7.kill();
  await at.lab.star7.start();
  // Within three seconds the next process joins the two; later, the dialplan has hung up the customer, who heard nobody.
  const after = await call(orderNumber, (each) => talks(each) || each.disposition !== null);
  if (talks(after)) await phone.hangUp();
  const record = await at.lastRecord(101, { after: before });
  expect(record.orderNumber).toBe(orderNumber);
  expect(talks(after) ? ['answered'] : ['interrupted', 'failed']).toContain(record.disposition);
});
