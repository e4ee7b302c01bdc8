import { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { sampleShop } from '../lab/sample-shop';
import { LeakWatch } from './leak-watch';
import { TestLab } from './test-lab';

/*
 * A manager's own mobile rings over the trunk beside the desk phone. It sees the company's number, the customer does not see
 * the mobile's, and a voicemail gets no customer.
 */

const did = '74950000000';
/** Answers, and presses 1 a little later. */
const mobile = `+791655588${behaviourNamed('presses-1').code}`;
/** Answers, and presses nothing. */
const voicemail = `+791655588${behaviourNamed('answers').code}`;
const order = sampleShop().orders.find(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === '104' && status === 'open' && behaviour === 'answers',
)!;

let at: TestLab;
let admin: ApiSession;
let clicks = 0;

beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  expect((await admin.request('PATCH', '/api/settings', { callingHours: '00:00-24:00' })).status).toBe(200);
});
afterEach(() => at.onHook(104));
afterAll(async () => {
  await put('reach', { devices: null });
  await put('mobile', { number: null });
  await admin.request('PATCH', '/api/settings', { callingHours: null });
  await at.release();
});

async function put(what: 'reach' | 'mobile', body: object): Promise<void> {
  expect((await admin.request('PUT', `/api/managers/104/${what}`, body)).status).toBe(200);
}

/** A program asks for the call; desk phone and mobile ring. */
async function callFor(number: string) {
  await put('mobile', { number });
  await put('reach', { devices: ['desk', 'mobile'] });
  const phone = at.phone(104);
  await phone.answerMode('manual');
  const since = phone.events.length;
  clicks += 1;
  const { status } = await at.request(
    'POST',
    `/api/orders/${order.orderNumber}/calls`,
    { extension: '104' },
    { 'idempotency-key': `own-mobile-${String(Date.now())}-${String(clicks)}` },
  );
  expect(status).toBe(201);
  const { id = '' } = await phone.incoming({ since, within: 15_000 });
  return { phone, id };
}

const inviteTo = (number: string) =>
  at.lab.carrier.invites().findLast(({ startLine }) => startLine.includes(number.slice(-10)));

const phaseIs = async (wanted: string) =>
  await at.callThat('extension=104&limit=1', ({ phase }) => phase === wanted);

test('who presses 1 at the mobile has the call: each side sees the company’s number alone', async () => {
  const watch = await LeakWatch.begin(at, 'own-mobile');
  const before = await at.newest(104);
  const { phone, id } = await callFor(mobile);
  const call = await phaseIs('talking');
  await phone.closed(id);
  const [own, customers] = [inviteTo(mobile)?.text ?? '', inviteTo(order.phone)?.text ?? ''];
  for (const text of [own, customers]) expect(text).toContain(did);
  expect(own).not.toContain(order.phone.slice(-7));
  expect(own).not.toContain(order.customerName);
  expect(customers).not.toContain(mobile.slice(-7));
  // The control: each is the INVITE to that number.
  expect([own.includes(mobile.slice(-7)), customers.includes(order.phone.slice(-7))]).toEqual([true, true]);
  await at.request('DELETE', `/api/calls/${call.id}`);
  const record = await at.lastRecord(104, { after: before });
  expect(record).toMatchObject({ disposition: 'answered', orderNumber: order.orderNumber });
  const audit = await (await admin.request('GET', '/api/audit?limit=50')).text();
  expect(audit).toContain('manager.mobile');
  expect(audit + JSON.stringify(record)).not.toContain(mobile.slice(-7));
  await watch.end();
});

test('a voicemail at the mobile: the desk phone rings on and has the call', async () => {
  const before = await at.newest(104);
  const { phone } = await callFor(voicemail);
  await phaseIs('accepting');
  await phone.answer();
  await phaseIs('talking');
  await phone.hangUp();
  expect(await at.lastRecord(104, { after: before })).toMatchObject({
    ...{ disposition: 'answered', hungUpBy: 'manager' },
  });
});
