import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { LeakWatch } from './leak-watch';
import { TestLab } from './test-lab';

/*
 * A customer who waits in vain presses 1 and is called back by Star7 itself, once the manager is free.
 */

const did = '74950000000';
/** Whose customers no other suite has ask to be called back: the oldest wish comes first. */
const extension = '104';

let at: TestLab;
let customers: Customers;
let admin: ApiSession;
beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  expect((await admin.request('PUT', `/api/dids/${did}`, { overflow: 'wait' })).status).toBe(200);
  await settings({ callBackTries: 2, callingHours: '00:00-24:00' });
  await at.phone(extension).command('reginfo');
});
afterEach(() => at.onHook(extension));
afterAll(async () => {
  await settings({ callBackTries: null, callingHours: null });
  await customers.stop();
  await at.lab.star7.run(['did', 'delete', did]);
  await at.release();
});

async function settings(changes: object): Promise<void> {
  expect((await admin.request('PATCH', '/api/settings', changes)).status).toBe(200);
}

/** Open orders of the manager whose customers answer, and have no other order. */
const shop = sampleShop();
const orders = shop.orders.filter(
  ({ managerExtension, status, behaviour, phone }) =>
    managerExtension === extension &&
    status === 'open' &&
    behaviour === 'answers' &&
    shop.orders.filter((other) => other.phone === phone).length === 1,
);

async function call(wanted: (call: ApiCall) => boolean, within?: number): Promise<ApiCall> {
  return await at.callThat(`extension=${extension}&limit=50`, wanted, within);
}

/** The customer calls while the manager talks, and presses 1. */
async function asksToBeCalledBack(order: SampleOrder, other: SampleOrder): Promise<void> {
  const phone = at.phone(extension);
  await phone.dial(`*7${other.orderNumber}`);
  await call(({ phase, orderNumber }) => phase === 'talking' && orderNumber === other.orderNumber);
  const caller = await customers.call({ to: did, from: order.phone });
  // Of nobody yet.
  await at.callThat(
    'limit=5',
    ({ phase, orderNumber }) => phase === 'queueing' && orderNumber === order.orderNumber,
  );
  await caller.press('1');
  await call(
    ({ orderNumber, disposition }) => orderNumber === order.orderNumber && disposition === 'call-back-wanted',
  );
  await phone.hangUp();
  await caller.over();
}

/** The manager's phone rings by itself, and shows why; then the customer's. */
async function isCalledBack(
  { orderNumber, customerName, phone: number }: SampleOrder,
  since: number,
): Promise<void> {
  const phone = at.phone(extension);
  const ringing = await phone.incoming({ since, within: 30_000 });
  expect(ringing).toMatchObject({
    peerdisplayname: `Перезвон: ${customerName}`,
    peeruri: `sip:*7${orderNumber}@127.0.0.1`,
  });
  const before = at.lab.carrier.invites().length;
  await phone.answer();
  await call(({ phase, startKind }) => phase === 'talking' && startKind === 'call-back-wish');
  const invites = at.lab.carrier.invites().slice(before);
  expect(invites).toHaveLength(1);
  expect(invites[0]!.startLine.includes(number.slice(1))).toBe(true);
  await phone.hangUp();
  expect(
    await call(
      (each) =>
        each.startKind === 'call-back-wish' && each.orderNumber === orderNumber && each.endedAt !== null,
    ),
  ).toMatchObject({ disposition: 'answered', direction: 'outbound' });
  await eventually(
    async () => (await at.get<{ missed: unknown }>(`/api/orders/${orderNumber}`)).missed === null,
    { within: 5_000, every: 100, what: 'the order to be off the list of missed calls' },
  );
}

test('once the manager is free, the manager’s phone rings, then the customer’s; no number anywhere', async () => {
  const [order, other] = orders as [SampleOrder, SampleOrder];
  const watch = await LeakWatch.begin(at, 'call-back-wish');
  await asksToBeCalledBack(order, other);
  await isCalledBack(order, at.phone(extension).events.length);
  const { leaks, sip } = await watch.sentTo(extension);
  expect(leaks).toEqual([]);
  expect(sip).toBeGreaterThan(3);
  await watch.end();
});

test('Star7 dies before it is done: the next one does it', async () => {
  const [, other, order] = orders as [SampleOrder, SampleOrder, SampleOrder];
  await asksToBeCalledBack(order, other);
  await at.lab.star7.kill();
  const since = at.phone(extension).events.length;
  await at.lab.star7.start();
  await isCalledBack(order, since);
});

test('Star7 dies while the manager’s phone rings: it is tried again, by a new call', async () => {
  const [, other, , order] = orders as [SampleOrder, SampleOrder, SampleOrder, SampleOrder];
  await asksToBeCalledBack(order, other);
  await at.phone(extension).incoming({ since: at.phone(extension).events.length, within: 30_000 });
  await at.lab.star7.kill();
  await at.lab.star7.start();
  // The phone that rang rings on, or the dialplan has stopped it; the customer was not called, and both are told apart.
  const ended = await call(
    (each) =>
      each.startKind === 'call-back-wish' && each.orderNumber === order.orderNumber && each.endedAt !== null,
    20_000,
  );
  expect(ended.disposition).not.toBe('answered');
  expect(ended.customer.startedAt).toBeNull();
  await at.nothingLeft(ended.id);
});
