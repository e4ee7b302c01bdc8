import type { ApiCall } from '#calls/call-json';
import { Customers } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { TestLab } from './test-lab';

let at: TestLab;
let customers: Customers;
beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
});
afterAll(async () => {
  await customers.stop();
  await at.release();
});

const shop = sampleShop();
const did = '74950000000';

/** An open order whose customer has no other. */
function orderOf(extension: string) {
  return shop.orders.find(
    ({ managerExtension, status, phone }) =>
      managerExtension === extension &&
      status === 'open' &&
      shop.orders.filter((other) => other.phone === phone).length === 1,
  )!;
}

async function callOf(extension: string, after: string): Promise<ApiCall> {
  return await eventually(
    async () => {
      const [call] = (await at.get<{ items: ApiCall[] }>(`/api/calls?limit=1`)).items;
      return call !== undefined && call.id > after ? call : null;
    },
    { within: 10_000, every: 50, what: `call of ${extension}` },
  );
}

test('a known customer reaches the manager of the order, who sees name and order, never the number', async () => {
  const order = orderOf('102');
  const phone = at.phone(102);
  await phone.command('reginfo');
  const since = phone.events.length;
  const call = await customers.call({ to: did, from: order.phone });
  const event = await phone.incoming({ since });
  expect(event).toMatchObject({
    peerdisplayname: order.customerName,
    peeruri: `sip:*7${order.orderNumber}@127.0.0.1`,
  });
  await call.rings();
  await phone.answer();
  await call.answered();
  const live = await callOf('102', '');
  expect(live).toMatchObject({ direction: 'inbound', orderNumber: order.orderNumber, extension: '102' });
  await phone.hangUp();
  await call.over();
});
