import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { Customers } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { LeakWatch } from './leak-watch';
import { TestLab } from './test-lab';

/*
 * Couriers call the customers of what they carry, from the own mobile and from any other, and customers call them back.
 */

const did = '74950000000';
/** Answers, and presses 1 a little later. */
const mobile = `+791655577${behaviourNamed('presses-1').code}`;

let at: TestLab;
let customers: Customers;
let admin: ApiSession;
const orders = sampleShop().orders.filter(
  ({ managerExtension, status, behaviour, phone }, _nth, all) =>
    managerExtension === '103' &&
    status === 'open' &&
    behaviour === 'answers' &&
    all.filter((other) => other.phone === phone).length === 1,
);
const [first, second] = orders as [SampleOrder, SampleOrder];

beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  expect(
    (await ask('POST', '/api/couriers', { number: '17', name: 'Sergey Orlov', phone: mobile })).status,
  ).toBe(201);
  expect((await ask('PATCH', '/api/settings', { callingHours: '00:00-24:00' })).status).toBe(200);
});
afterAll(async () => {
  await ask('PATCH', '/api/settings', { callingHours: null, courierPinAlways: null });
  await ask('POST', '/api/couriers/17/disable');
  await customers.stop();
  await at.release();
});

const ask = (method: string, target: string, body?: object) => admin.request(method, target, body);

async function handOver(order: SampleOrder): Promise<void> {
  const { status } = await ask('PUT', `/api/orders/${order.orderNumber}/delivery`, { courier: '17' });
  expect(status).toBe(200);
}

async function ends(order: SampleOrder): Promise<void> {
  const { status } = await ask('PUT', `/api/orders/${order.orderNumber}/delivery`, { ended: 'delivered' });
  expect(status).toBe(200);
}

async function newest(wanted: (call: ApiCall) => boolean): Promise<ApiCall> {
  return await at.callThat('limit=1', wanted);
}

const isOver = ({ disposition, endedAt }: ApiCall): boolean => disposition !== null && endedAt !== null;

test('from the own mobile a courier reaches the customer of the one order on the way, until it is delivered', async () => {
  await handOver(first);
  const watch = await LeakWatch.begin(at, 'courier');
  const call = await customers.call({ to: did, from: mobile });
  await call.answered();
  expect(await newest(({ phase }) => phase === 'talking')).toMatchObject({
    ...{ direction: 'courier', startKind: 'inbound', courierName: 'Sergey Orlov', extension: '' },
    ...{ orderNumber: first.orderNumber, customerName: first.customerName },
  });
  // The courier has got no number of the customer's, in no header; the customer sees the company's alone.
  const got = call.messages.map(({ text }) => text).join('\n');
  expect(got).toContain('SIP/2.0 200');
  expect(got).not.toContain(first.phone.slice(-7));
  const invite = at.lab.carrier
    .invites()
    .findLast(({ startLine }) => startLine.includes(first.phone.slice(-10)));
  // Control: it is the customer's INVITE.
  expect(invite?.text).toContain(first.phone.slice(-7));
  expect(invite?.text).not.toContain(mobile.slice(-7));
  expect(invite?.text).toContain(did);
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'courier' });
  await watch.end();

  await ends(first);
  const after = await customers.call({ to: did, from: mobile });
  // Answered by an announcement, and let go.
  await after.answered();
  await after.over();
  expect(await newest(isOver)).toMatchObject({
    ...{ direction: 'courier', disposition: 'refused', refusal: 'order', orderNumber: null },
  });
});

test('with two orders on the way the last digits choose; from another phone number and PIN come first', async () => {
  await handOver(first);
  await handOver(second);
  const { pin } = (await (await ask('POST', '/api/couriers/17/pin')).json()) as { pin: string };
  const call = await customers.call({ to: did, from: null });
  await call.answered();
  await call.press('*');
  await call.press('17#');
  await call.press(`${pin}#`);
  await newest(({ phase, direction }) => phase === 'asking' && direction === 'courier');
  await call.press(`${second.orderNumber.slice(-3)}#`);
  expect(await newest(({ phase }) => phase === 'talking')).toMatchObject({
    ...{ direction: 'courier', orderNumber: second.orderNumber },
  });
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'courier' });
});

test('a customer who calls back reaches the courier’s mobile, which sees the company’s number', async () => {
  const { phone } = second;
  // The record of the courier's call is in the database some hundred milliseconds after its end.
  await eventually(
    async () => {
      const shown = await at.lab.star7.mustRun(['order', 'show', second.orderNumber, '--json']);
      const { calls } = JSON.parse(shown.stdout) as { calls: ApiCall[] };
      return calls.some(({ courierName, disposition }) => courierName !== null && disposition !== null);
    },
    { within: 5_000, every: 100, what: 'the record of the courier’s call' },
  );
  const call = await customers.call({ to: did, from: phone });
  await call.answered(15_000);
  const talking = await newest(({ phase }) => phase === 'talking');
  expect(talking).toMatchObject({
    ...{ direction: 'inbound', courierName: 'Sergey Orlov', orderNumber: second.orderNumber, extension: '' },
  });
  const invite = at.lab.carrier.invites().findLast(({ startLine }) => startLine.includes(mobile.slice(-10)));
  expect(invite?.text).toContain(did);
  expect(invite?.text).not.toContain(phone.slice(-7));
  expect(call.messages.map(({ text }) => text).join('\n')).not.toContain(mobile.slice(-7));
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
  await at.nothingLeft(talking.id);
});

test('on the page a code signs in once, and a call comes to the mobile first', async () => {
  const { code } = (await (await ask('POST', '/api/couriers/17/code')).json()) as { code: string };
  const url = at.lab.star7.httpUrl;
  const signIn = (): Promise<Response> =>
    fetch(`${url}/api/courier/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: code.toUpperCase() }),
    });
  const signedIn = await signIn();
  expect(signedIn.status).toBe(200);
  const day = (await signedIn.json()) as { csrfToken: string; orders: { orderNumber: string }[] };
  expect(day.orders.map(({ orderNumber }) => orderNumber).sort()).toEqual(
    [first.orderNumber, second.orderNumber].sort(),
  );
  expect((await signIn()).status).toBe(401);
  const headers = {
    cookie: (signedIn.headers.get('set-cookie') ?? '').split(';')[0]!,
    'x-star7-csrf': day.csrfToken,
  };
  const calls = (number: string): Promise<Response> =>
    fetch(`${url}/api/courier/orders/${number}/calls`, { method: 'POST', headers });
  expect((await calls('1001')).status).toBe(404);
  expect((await calls(first.orderNumber)).status).toBe(200);
  expect(await newest(({ phase }) => phase === 'talking')).toMatchObject({
    ...{ direction: 'courier', startKind: 'click', orderNumber: first.orderNumber },
  });
  expect((await fetch(`${url}/api/courier/call`, { method: 'DELETE', headers })).status).toBe(204);
  const ended = await newest(isOver);
  expect(ended).toMatchObject({ disposition: 'answered', hungUpBy: 'courier' });
  await at.nothingLeft(ended.id);
});

test('nothing that was printed, logged or audited has a courier’s number, and the audit log has each step', async () => {
  const audit = (await (await ask('GET', '/api/audit?limit=200')).json()) as { items: { action: string }[] };
  const actions = new Set(audit.items.map(({ action }) => action));
  for (const action of ['courier.add', 'delivery.set', 'courier.pin', 'courier.code', 'courier.sign-in'])
    expect(actions).toContain(action);
  const list = await (await ask('GET', '/api/couriers')).text();
  expect(list).toContain('Sergey Orlov');
  expect(JSON.stringify(audit) + list).not.toContain(mobile.slice(-7));
});
