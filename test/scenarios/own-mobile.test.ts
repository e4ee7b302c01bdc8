import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { Customers } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { LeakWatch } from './leak-watch';
import { spokenCode } from './spoken-code';
import { TestLab } from './test-lab';

/*
 * A manager's own mobile is confirmed by a call that says a code; it rings over the trunk beside the desk phone, and calls customers
 * by PIN and order number. It sees the company's number, the customer does not see the mobile's, and a voicemail gets no customer.
 */

const did = '74950000000';
/** For managers' mobiles. */
const ownDid = '74950000088';
/** Answers, and presses 1 a little later. */
const mobile = `+791655588${behaviourNamed('presses-1').code}`;
/** Answers, and presses nothing. */
const voicemail = `+791655588${behaviourNamed('answers').code}`;
const { orders } = sampleShop();
const order = orders.find(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === '104' && status === 'open' && behaviour === 'answers',
)!;
const anothers = orders.find(
  ({ managerExtension, status }) => managerExtension === '103' && status === 'open',
)!;

let at: TestLab;
let admin: ApiSession;
let manager: ApiSession;
let customers: Customers;
let clicks = 0;

beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await at.lab.openAccounts();
  const { administrator = '', '104': password = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  manager = await ApiSession.signIn(at.lab.star7.httpUrl, '104', password);
  expect((await admin.request('PATCH', '/api/settings', { callingHours: '00:00-24:00' })).status).toBe(200);
  await at.lab.star7.mustRun(['did', 'set', ownDid, '--purpose', 'managers', '--language', 'en']);
});
afterEach(() => at.onHook(104));
afterAll(async () => {
  await reach(null);
  await manager.request('DELETE', '/api/me/mobile');
  await at.lab.star7.mustRun(['did', 'delete', ownDid]);
  await at.lab.star7.mustRun(['manager', 'unlock', '--all']);
  await admin.request('PATCH', '/api/settings', { callingHours: null });
  await customers.stop();
  await at.release();
});

async function reach(devices: string[] | null): Promise<void> {
  expect((await admin.request('PUT', '/api/managers/104/reach', { devices })).status).toBe(200);
}

/** An operator vouches for the number. */
async function hasMobile(number: string): Promise<void> {
  const file = path.join(tmpdir(), `star7-own-mobile-${String(process.pid)}`);
  writeFileSync(file, number);
  await at.lab.star7.mustRun(['manager', 'mobile', '104', '--number-file', file, '--confirmed']);
  rmSync(file);
  // A running Star7 reads it within some seconds.
  await eventually(
    async () => (await (await admin.request('GET', '/api/managers')).text()).includes('"hasMobile":true'),
    { within: 15_000, what: 'the mobile' },
  );
}

/** A program asks for the call; desk phone and mobile ring. */
async function callFor(number: string) {
  await hasMobile(number);
  await reach(['desk', 'mobile']);
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

const isOver = ({ disposition, endedAt }: ApiCall): boolean => disposition !== null && endedAt !== null;

test('a number rings once the code is typed that a call to it has said', async () => {
  const { '104': password = '' } = at.lab.secrets.accounts;
  const written = await manager.request('PUT', '/api/me/mobile', { number: voicemail, password });
  expect(await written.json()).toMatchObject({ hasMobile: false, isWaiting: true });
  const code = await spokenCode(at.lab, async () => {
    expect((await manager.request('POST', '/api/me/mobile/call')).status).toBe(202);
  });
  // It shows the company's number.
  expect(inviteTo(voicemail)?.text).toContain(did);
  expect((await manager.request('PUT', '/api/me/mobile/code', { code: '12' })).status).toBe(400);
  const confirmed = await manager.request('PUT', '/api/me/mobile/code', { code });
  expect(await confirmed.json()).toMatchObject({ hasMobile: true, isWaiting: false });
});

test('who presses 1 at the mobile has the call: each side sees the company’s number alone', async () => {
  const watch = await LeakWatch.begin(at, 'own-mobile');
  const before = await at.newest(104);
  const { phone, id } = await callFor(mobile);
  const call = await phaseIs('talking');
  await phone.closed(id);
  const [own, customer] = [inviteTo(mobile)?.text ?? '', inviteTo(order.phone)?.text ?? ''];
  for (const text of [own, customer]) expect(text).toContain(did);
  expect(own).not.toContain(order.phone.slice(-7));
  expect(own).not.toContain(order.customerName);
  expect(customer).not.toContain(mobile.slice(-7));
  // The control: each is the INVITE to that number.
  expect([own.includes(mobile.slice(-7)), customer.includes(order.phone.slice(-7))]).toEqual([true, true]);
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

test('from the mobile, PIN and order number reach the customer; another’s order, a wrong PIN and a stranger do not', async () => {
  const { '104': password = '' } = at.lab.secrets.accounts;
  await hasMobile(mobile);
  const created = await manager.request('POST', '/api/me/mobile/pin', { password });
  const { pin } = (await created.json()) as { pin: string };
  const watch = await LeakWatch.begin(at, 'dial-in');
  const newest = async (wanted: (call: ApiCall) => boolean): Promise<ApiCall> =>
    await at.callThat('limit=1', wanted);
  const asked = ({ phase, startKind }: ApiCall): boolean => phase === 'asking' && startKind === 'own-mobile';

  const call = await customers.call({ to: ownDid, from: mobile });
  await call.answered();
  await newest(asked);
  await call.press(`${pin}#`);
  await newest(({ phase, extension }) => phase === 'asking' && extension === '104');
  await call.press(`${order.orderNumber}#`);
  const talking = await newest(({ phase }) => phase === 'talking');
  expect(talking).toMatchObject({
    ...{ direction: 'outbound', startKind: 'own-mobile', extension: '104', orderNumber: order.orderNumber },
  });
  const got = call.messages.map(({ text }) => text).join('\n');
  expect(got).toContain('SIP/2.0 200');
  expect(got).not.toContain(order.phone.slice(-7));
  const invite = inviteTo(order.phone)?.text ?? '';
  expect([invite.includes(did), invite.includes(mobile.slice(-7))]).toEqual([true, false]);
  // A Star7 that is killed takes the conversation over, and a hang-up ends both sides.
  await at.lab.star7.kill();
  await at.lab.star7.start();
  await newest(({ id, phase }) => id === talking.id && phase === 'talking');
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await at.nothingLeft(talking.id);

  const others = await customers.call({ to: ownDid, from: mobile });
  await others.answered();
  await newest(asked);
  await others.press(`${pin}#`);
  await newest(({ phase, extension }) => phase === 'asking' && extension === '104');
  await others.press(`${anothers.orderNumber}#`);
  await others.over();
  expect(await newest(isOver)).toMatchObject({
    ...{ disposition: 'refused', refusal: 'order', orderNumber: null, extension: '104' },
  });

  for (const [from, keyed] of [
    [mobile, pin === '000000' ? '000001' : '000000'],
    ['+79269998877', pin],
  ] as const) {
    const wrong = await customers.call({ to: ownDid, from });
    await wrong.answered();
    await newest(asked);
    for (let tries = 0; tries < 3 && !wrong.isOver; tries += 1) {
      wrong.listenAgain();
      await wrong.press(`${keyed}#`);
      if (tries === 2) break;
      await eventually(() => wrong.loudness() > 500, {
        within: 15_000,
        every: 20,
        what: 'the next question',
      });
    }
    await wrong.over();
    expect(await newest(isOver)).toMatchObject({ disposition: 'not-identified', extension: '' });
  }
  await watch.end();
});
