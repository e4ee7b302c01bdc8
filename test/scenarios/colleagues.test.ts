import type { ApiCall } from '#calls/call-json';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { headerOf } from '../lab/sip-message';
import type { SipMessage } from '../lab/sip-message';
import { LeakWatch } from './leak-watch';
import { tellingHeaders } from './talkative-carrier';
import { TestLab } from './test-lab';

/*
 * A manager talks to a customer and puts them on hold, asks a colleague, and passes them on: from the page's routes and by the
 * keys of the phone. The phones send a tone, by which they are told from music.
 */

let at: TestLab;
let customers: Customers;
const tokens = new Map<string, string>();
beforeAll(async () => {
  at = TestLab.attach();
  const { customers: own, customersMedia: media, sip: pbx } = at.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await at.lab.star7.mustRun(['did', 'set', did, '--overflow', 'wait']);
  for (const extension of ['101', '102', '103']) {
    const { stdout } = await at.lab.star7.mustRun(['token', 'create', '--extension', extension, '--json']);
    tokens.set(extension, (JSON.parse(stdout) as { token: string }).token);
    // A phone's events are received once it has been asked something.
    await at.phone(extension).command('reginfo');
  }
});
afterEach(async () => {
  for (const call of up.splice(0)) call.hangUp();
  await Promise.all([101, 102, 103].map((extension) => at.onHook(extension)));
  await nobodyLeft();
});
afterAll(async () => {
  await customers.stop();
  await at.lab.star7.run(['did', 'delete', did]);
  await at.release();
});

const did = '74950000000';
const up: CustomerCall[] = [];

function orderOf(extension: string): SampleOrder {
  const { orders } = sampleShop();
  return orders.find(
    ({ managerExtension, status, behaviour, phone }) =>
      managerExtension === extension &&
      status === 'open' &&
      behaviour === 'answers' &&
      orders.filter((other) => other.phone === phone).length === 1,
  )!;
}

/** A request of this manager. */
async function asks(extension: string, method: string, target: string, body?: object): Promise<Response> {
  return await at.request(method, target, body, { authorization: `Bearer ${tokens.get(extension) ?? ''}` });
}

async function live(id: string, wanted: (call: ApiCall) => boolean): Promise<ApiCall> {
  return await eventually(
    async () => {
      const call = await at.get<ApiCall>(`/api/calls/${id}`);
      return wanted(call) ? call : null;
    },
    { within: 12_000, every: 50, what: 'the call in that state' },
  );
}

const inPhase = (id: string, phase: string): Promise<ApiCall> => live(id, (call) => call.phase === phase);

async function nobodyLeft(): Promise<void> {
  await eventually(
    async () => !JSON.stringify((await at.lab.asterisk.ari('GET', 'channels')).body).includes('PJSIP/'),
    { within: 10_000, every: 50, what: 'the end of every leg' },
  );
}

/** The customer of an order of 101 has called, and talks to 101. */
async function talking(): Promise<{
  id: string;
  order: SampleOrder;
  customer: CustomerCall;
  /** The call's id at the phone. */
  at101: string;
}> {
  const order = orderOf('101');
  const phone = at.phone(101);
  const since = phone.events.length;
  const customer = await customers.call({
    ...{ to: did, from: order.phone, headers: tellingHeaders(order.phone) },
  });
  up.push(customer);
  const { id: at101 = '' } = await phone.incoming({ since, within: 8_000 });
  await phone.answer();
  await customer.answered();
  const { id } = await eventually(
    async () =>
      (await at.calls(101)).find(({ phase, direction }) => phase === 'talking' && direction === 'inbound'),
    { within: 8_000, every: 50, what: 'the conversation' },
  );
  return { id, order, customer, at101 };
}

/** What the phones of the lab send all the time, hertz. */
const phonesTone = 440;

/** Of the two kinds of sound there are: nothing of what the phones send. */
async function hearsMusic(customer: CustomerCall): Promise<void> {
  customer.listenAgain();
  await eventually(() => customer.loudness() > 500 && (customer.toneShare(phonesTone) ?? 1) < 0.5, {
    within: 6_000,
    what: 'music for the customer, without the phones',
  });
}

async function hearsPhones(customer: CustomerCall): Promise<void> {
  customer.listenAgain();
  await eventually(() => (customer.toneShare(phonesTone) ?? 0) > 0.8, {
    within: 6_000,
    what: 'the phone for the customer, without music',
  });
}

/** A Refer-To with the dialog of the phone's own call, which the phone began (RFC 3891). */
function replacing(messages: readonly SipMessage[], callId: string): string {
  const answer = messages.findLast((message) => message.callId === callId && message.status === 200)!;
  const [to, from] = ['To', 'From'].map(
    (name) => /;tag=([^;\s]+)/.exec(headerOf(answer, name) ?? '')?.[1] ?? '',
  );
  const replaces = encodeURIComponent(`${callId};to-tag=${to ?? ''};from-tag=${from ?? ''}`);
  return `sip:102@127.0.0.1:${String(at.lab.ports.sip)}?Replaces=${replaces}`;
}

/** The phone of this manager rings for the order: answers. */
async function takes(extension: string, order: SampleOrder, since: number): Promise<void> {
  const phone = at.phone(extension);
  expect(await phone.incoming({ since, within: 8_000 })).toMatchObject({
    peerdisplayname: order.customerName,
    peeruri: `sip:*7${order.orderNumber}@127.0.0.1`,
  });
  await phone.answer();
}

test('a colleague is asked, and gets the customer: name and order, no number anywhere', async () => {
  const watch = await LeakWatch.begin(at, 'colleagues');
  const { id, order, customer } = await talking();
  const since = at.phone(102).events.length;
  const reply = await asks('101', 'POST', `/api/calls/${id}/transfer`, {
    kind: 'attended',
    extension: '102',
  });
  expect(reply.status).toBe(202);
  await hearsMusic(customer);
  await takes('102', order, since);
  expect(await live(id, ({ colleague }) => colleague?.isTalking === true)).toMatchObject({
    ...{ phase: 'consulting', extension: '101' },
  });
  await hearsMusic(customer);
  expect((await asks('101', 'POST', `/api/calls/${id}/transfer/complete`)).status).toBe(202);
  expect(await inPhase(id, 'talking')).toMatchObject({ extension: '102', managers: ['101', '102'] });
  await hearsPhones(customer);
  // 101 is free for the next customer.
  await eventually(() => at.phone(101).idle(), { within: 5_000, what: 'the free phone of 101' });
  await at.phone(102).hangUp();
  await customer.over();
  expect(await inPhase(id, 'ended')).toMatchObject({
    ...{ disposition: 'answered', hungUpBy: 'manager', extension: '102', managers: ['101', '102'] },
  });
  const { leaks, sip } = await watch.sentToAll();
  expect(leaks).toEqual([]);
  expect(sip).toBeGreaterThanOrEqual(6);
  await watch.end();
});

test('hold by *1, with music and no key of the manager’s; *1 again ends it', async () => {
  const { id, customer } = await talking();
  await at.phone(101).press('*1');
  await inPhase(id, 'holding');
  await hearsMusic(customer);
  await at.phone(101).press('*1');
  await inPhase(id, 'talking');
  await hearsPhones(customer);
});

test('*2, the extension and #: asked, three together by *4, and the manager leaves', async () => {
  const { id, order, customer } = await talking();
  const since = at.phone(102).events.length;
  await at.phone(101).press('*2');
  await inPhase(id, 'holding');
  await at.phone(101).press('102#');
  await takes('102', order, since);
  await live(id, ({ colleague }) => colleague?.isTalking === true);
  await at.phone(101).press('*4');
  await inPhase(id, 'conferring');
  await hearsPhones(customer);
  await at.phone(101).hangUp();
  expect(await inPhase(id, 'talking')).toMatchObject({ extension: '102' });
  customer.hangUp();
  expect(await inPhase(id, 'ended')).toMatchObject({ hungUpBy: 'customer' });
});

test('*3: passed on at once; a colleague who declines, and the manager’s phone rings again', async () => {
  const { id, order, customer } = await talking();
  const [since, own] = [at.phone(102).events.length, at.phone(101).events.length];
  await at.phone(101).press('*3');
  await inPhase(id, 'holding');
  await at.phone(101).press('102#');
  await inPhase(id, 'transferring');
  await at.phone(102).incoming({ since, within: 8_000 });
  await hearsMusic(customer);
  await at.phone(102).hangUp();
  await takes('101', order, own);
  expect(await inPhase(id, 'talking')).toMatchObject({ extension: '101' });
  await hearsPhones(customer);
});

test('whoever has passed a customer on can do nothing more to the call', async () => {
  const { id, order, customer } = await talking();
  const since = at.phone(102).events.length;
  const transferred = await asks('101', 'POST', `/api/calls/${id}/transfer`, {
    kind: 'blind',
    extension: '102',
  });
  expect(transferred.status).toBe(202);
  await takes('102', order, since);
  await live(id, ({ extension, phase }) => extension === '102' && phase === 'talking');
  for (const [method, path, body] of [
    ['POST', '/hold', undefined],
    ['POST', '/transfer', { kind: 'blind', extension: '101' }],
    ['DELETE', '', undefined],
  ] as const) {
    const { status } = await asks('101', method, `/api/calls/${id}${path}`, body);
    expect([method, path, status]).toEqual([method, path, 404]);
  }
  expect((await live(id, () => true)).phase).toBe('talking');
  await hearsPhones(customer);
});

test('the order goes along by choice', async () => {
  const { id, order } = await talking();
  const since = at.phone(102).events.length;
  await asks('101', 'POST', `/api/calls/${id}/transfer`, {
    ...{ kind: 'blind', extension: '102', withOrder: true },
  });
  await takes('102', order, since);
  await live(id, ({ ownerExtension }) => ownerExtension === '102');
  expect((await asks('102', 'GET', `/api/orders/${order.orderNumber}`)).status).toBe(200);
  expect((await asks('101', 'GET', `/api/orders/${order.orderNumber}`)).status).toBe(404);
  // And back.
  const own = at.phone(101).events.length;
  await asks('102', 'POST', `/api/calls/${id}/transfer`, {
    ...{ kind: 'blind', extension: '101', withOrder: true },
  });
  await takes('101', order, own);
  await live(id, ({ ownerExtension }) => ownerExtension === '101');
  expect((await asks('101', 'GET', `/api/orders/${order.orderNumber}`)).status).toBe(200);
});

test('refusals in words, and the two talk on', async () => {
  const { id } = await talking();
  const transfer = async (extension: string): Promise<string> => {
    const reply = await asks('101', 'POST', `/api/calls/${id}/transfer`, { kind: 'attended', extension });
    return ((await reply.json()) as { slug: string }).slug;
  };
  expect(await transfer('101')).toBe('colleague-self');
  expect(await transfer('999')).toBe('colleague-unknown');
  const busy = orderOf('102').orderNumber;
  await at.phone(102).dial(`*7${busy}`);
  // Not before Star7 knows of that call: a colleague who is not busy yet would be asked.
  await eventually(
    async () => (await at.calls(102)).some((call) => call.orderNumber === busy && call.endedAt === null),
    {
      within: 10_000,
      every: 50,
      what: 'the call of 102',
    },
  );
  expect(await transfer('102')).toBe('colleague-busy');
  expect(await inPhase(id, 'talking')).toMatchObject({ extension: '101' });
});

test('the customer hangs up while the colleague is asked: the manager hears so, and nobody is left', async () => {
  const { id, order, customer } = await talking();
  const since = at.phone(102).events.length;
  await asks('101', 'POST', `/api/calls/${id}/transfer`, { kind: 'attended', extension: '102' });
  await takes('102', order, since);
  await live(id, ({ colleague }) => colleague?.isTalking === true);
  customer.hangUp();
  const ended = await inPhase(id, 'ended');
  expect(ended).toMatchObject({ disposition: 'answered', hungUpBy: 'customer', extension: '101' });
  // The words were said to the end: they are longer than that.
  expect(Date.parse(ended.manager.endedAt!) - Date.parse(ended.customer.endedAt!)).toBeGreaterThan(700);
});

test('a customer who hangs up while a colleague’s phone rings is missed, and first on the list of the order’s manager', async () => {
  const { id, order, customer } = await talking();
  await asks('101', 'POST', `/api/calls/${id}/transfer`, { kind: 'blind', extension: '102' });
  await inPhase(id, 'transferring');
  customer.hangUp();
  expect(await inPhase(id, 'ended')).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
  const seen = async (): Promise<{ queue: string; missed: { disposition: string } | null }> =>
    (await (await asks('101', 'GET', `/api/orders/${order.orderNumber}`)).json()) as never;
  await eventually(async () => (await seen()).queue === 'missed', {
    within: 8_000,
    every: 50,
    what: 'the missed customer',
  });
  expect((await seen()).missed).toMatchObject({ disposition: 'not-taken' });
});

describe('the Transfer key of the phone (REFER)', () => {
  beforeAll(async () => {
    await at.lab.asterisk.override({
      '101': { allow_transfer: 'yes', set_var: 'PJSIP_TRANSFER_HANDLING()=ari-only' },
    });
  });
  afterAll(async () => {
    await at.lab.asterisk.override();
  });

  test('to a colleague: passed on by Star7', async () => {
    const watch = await LeakWatch.begin(at, 'colleagues-refer');
    const { id, order, customer } = await talking();
    const since = at.phone(102).events.length;
    await at.phone(101).transfer('102');
    await takes('102', order, since);
    expect(await inPhase(id, 'talking')).toMatchObject({ extension: '102', managers: ['101', '102'] });
    await hearsPhones(customer);
    customer.hangUp();
    await inPhase(id, 'ended');
    expect((await watch.sentToAll()).leaks).toEqual([]);
    await watch.end();
  });

  test('after a second call to the colleague (Replaces): that call ends, and the colleague’s phone rings for the customer', async () => {
    const watch = await LeakWatch.begin(at, 'colleagues-replaces');
    const { id, order, customer, at101 } = await talking();
    const [manager, colleague] = [at.phone(101), at.phone(102)];
    let since = colleague.events.length;
    const second = await manager.dial('102');
    await colleague.incoming({ since, within: 8_000 });
    await colleague.answer();
    await manager.event('CALL_ESTABLISHED', { id: second });
    since = colleague.events.length;
    await manager.choose(at101);
    await manager.transfer(replacing(manager.messages(), second));
    await takes('102', order, since);
    expect(await inPhase(id, 'talking')).toMatchObject({ extension: '102', managers: ['101', '102'] });
    await hearsPhones(customer);
    await eventually(() => manager.idle(), { within: 8_000, what: 'the free phone of 101' });
    customer.hangUp();
    await inPhase(id, 'ended');
    expect((await watch.sentToAll()).leaks).toEqual([]);
    await watch.end();
  });

  test('to an outside number: refused, and the carrier is asked for nothing', async () => {
    const before = at.lab.carrier.invites().length;
    const { id } = await talking();
    await at.phone(101).transfer('89161112233');
    // Baresip hangs up where a transfer is refused.
    expect(await inPhase(id, 'ended')).toMatchObject({ hungUpBy: 'manager', managers: ['101'] });
    expect(at.lab.carrier.invites().length).toBe(before);
  });
});
