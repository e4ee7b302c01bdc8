import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import { LeakWatch } from './leak-watch';
import { tellingHeaders } from './talkative-carrier';
import { TestLab } from './test-lab';

/*
 * Customers call one of the company's numbers, from a carrier that says who they are in every way there is.
 */

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
  await route({ overflow: 'wait' });
  // A phone's events are received once it has been asked something.
  await Promise.all([101, 102, 103].map((extension) => at.phone(extension).command('reginfo')));
});
afterAll(async () => {
  await customers.stop();
  await at.lab.star7.run(['did', 'delete', did]);
  await at.release();
});

const shop = sampleShop();
const did = '74950000000';

/** From now on a call to the number does this; what is not said is the default. */
async function route(changes: object): Promise<void> {
  const response = await admin.request('PUT', `/api/dids/${did}`, changes);
  expect(response.status).toBe(200);
}

/** Open orders of this manager whose customers answer, and have no other order. */
function ordersOf(extension: string): SampleOrder[] {
  return shop.orders.filter(
    ({ managerExtension, status, behaviour, phone }) =>
      managerExtension === extension &&
      status === 'open' &&
      behaviour === 'answers' &&
      shop.orders.filter((other) => other.phone === phone).length === 1,
  );
}

/** Calls from a number, as that customer's carrier hands them over. */
async function callFrom(number: string | null): Promise<CustomerCall> {
  return await customers.call({
    ...{ to: did, from: number },
    headers: number === null ? [] : tellingHeaders(number),
  });
}

/** The newest call of all, once it is as wanted. */
async function newest(wanted: (call: ApiCall) => boolean): Promise<ApiCall> {
  return await at.callThat('limit=1', wanted);
}

const isOver = ({ disposition, endedAt }: ApiCall): boolean => disposition !== null && endedAt !== null;

/** The manager's phone rings for this order: answers. */
async function takes(extension: number, order: SampleOrder, since: number): Promise<void> {
  const phone = at.phone(extension);
  const event = await phone.incoming({ since, within: 8_000 });
  expect(event).toMatchObject({
    peerdisplayname: order.customerName,
    peeruri: `sip:*7${order.orderNumber}@127.0.0.1`,
  });
  await phone.answer();
}

test('a known customer reaches the manager of the order, who sees name and order; no number anywhere', async () => {
  const [order] = ordersOf('102') as [SampleOrder];
  const watch = await LeakWatch.begin(at, 'inbound');
  const since = at.phone(102).events.length;
  const call = await callFrom(order.phone);
  await takes(102, order, since);
  await call.answered();
  await watch.mediaTo(102);
  expect(await newest(({ phase }) => phase === 'talking')).toMatchObject({
    ...{ direction: 'inbound', startKind: 'inbound', did, extension: '102' },
    ...{ orderNumber: order.orderNumber, customerName: order.customerName },
  });
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
  const { leaks, sip } = await watch.sentToAll();
  expect(leaks).toEqual([]);
  expect(sip).toBeGreaterThanOrEqual(3);
  await watch.end();
});

test('control: where the number is let through, the phone gets it', async () => {
  const [order] = ordersOf('102') as [SampleOrder];
  await at.lab.asterisk.override({
    'carrier-in': { context: 'from-leaky-phones', trust_id_inbound: 'yes', callerid: '' },
  });
  const watch = await LeakWatch.begin(at, 'inbound-control');
  try {
    const call = await customers.call({
      ...{ to: '201', from: order.phone },
      headers: tellingHeaders(order.phone),
    });
    await watch.leakedTo(201, /(?:From|Identity) of INVITE/);
    call.hangUp();
    await call.over();
  } finally {
    await watch.end();
    await at.lab.asterisk.override();
  }
});

test('nothing of the PBX has the number, while the caller waits: channels, AMI, console', async () => {
  const [order, other] = ordersOf('103') as [SampleOrder, SampleOrder];
  const seen = async (): Promise<string> =>
    [
      JSON.stringify((await at.lab.asterisk.ari('GET', 'channels')).body),
      await at.lab.asterisk.cli('core show channels verbose'),
    ].join('\n');
  const call = await callFrom(order.phone);
  await call.rings();
  const text = await seen();
  expect(text).toContain('carrier-in');
  expect(text).not.toContain(order.phone.slice(-7));
  call.hangUp();
  await newest(isOver);
  await at.lab.asterisk.override({ 'carrier-in': { callerid: '', context: 'from-leaky-phones' } });
  try {
    const open = await customers.call({ to: '201', from: other.phone });
    await open.rings();
    expect(await seen()).toContain(other.phone.slice(-7));
    open.hangUp();
    await open.over();
  } finally {
    await at.lab.asterisk.override();
  }
});

test('a caller whose manager is busy hears announcement and music, and is put through when the phone is free', async () => {
  const [first, second] = ordersOf('102') as [SampleOrder, SampleOrder];
  const phone = at.phone(102);
  const one = await callFrom(first.phone);
  await takes(102, first, phone.events.length);
  await one.answered();
  const since = phone.events.length;
  const two = await callFrom(second.phone);
  // Answered without a manager: that is the announcement.
  await two.answered();
  await eventually(() => two.loudness() > 500, { within: 5_000, what: 'announcement or music' });
  expect(await newest(({ phase }) => phase === 'queueing')).toMatchObject({
    ...{ extension: '102', orderNumber: second.orderNumber },
  });
  one.hangUp();
  await takes(102, second, since);
  await newest(({ phase }) => phase === 'talking');
  // Of the music nothing is left: the manager's phone plays silence.
  two.listenAgain();
  await eventually(() => two.loudness(200) < 100, { within: 5_000, what: 'the end of the music' });
  await phone.hangUp();
  expect(await newest(isOver)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await two.over();
});

test('a caller who presses 1 while waiting is called back', async () => {
  const [first, second] = ordersOf('102') as [SampleOrder, SampleOrder];
  const phone = at.phone(102);
  const one = await callFrom(first.phone);
  await takes(102, first, phone.events.length);
  const two = await callFrom(second.phone);
  await newest(({ phase, orderNumber }) => phase === 'queueing' && orderNumber === second.orderNumber);
  await two.press('1');
  await two.over();
  expect(await newest((call) => isOver(call) && call.orderNumber === second.orderNumber)).toMatchObject({
    ...{ disposition: 'call-back-wanted', extension: '102' },
  });
  await phone.hangUp();
  await one.over();
});

test('outside the opening hours nobody is called, and the order’s manager has the call', async () => {
  const [order] = ordersOf('102') as [SampleOrder];
  const phone = at.phone(102);
  const since = phone.events.length;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow' }).format(new Date());
  await route({ holidays: [today], timeZone: 'Europe/Moscow' });
  const call = await callFrom(order.phone);
  await call.answered();
  await eventually(() => call.loudness() > 500, { within: 5_000, what: 'the announcement' });
  await call.over();
  await route({ overflow: 'wait' });
  expect(await newest(isOver)).toMatchObject({ disposition: 'out-of-hours', extension: '102' });
  expect(phone.events.slice(since).filter(({ type }) => type === 'CALL_INCOMING')).toEqual([]);
});

test('a manager on a break is not called: a colleague takes the caller', async () => {
  const [order] = ordersOf('102') as [SampleOrder];
  await route({ overflow: 'everybody' });
  const away = async (isAway: boolean): Promise<void> => {
    const answer = await admin.request('PUT', '/api/managers/102/presence', { away: isAway });
    expect(answer.status).toBe(200);
  };
  await away(true);
  const call = await callFrom(order.phone);
  await call.rings();
  const ringing = await newest(({ phase }) => phase === 'calling-manager');
  expect(ringing.extension).not.toBe('102');
  call.hangUp();
  await newest(isOver);
  await away(false);
  await route({ overflow: 'wait' });
});

test('a caller without a number keys in order and amount, and reaches the order’s manager', async () => {
  const [order] = ordersOf('103') as [SampleOrder];
  const phone = at.phone(103);
  const since = phone.events.length;
  const call = await callFrom(null);
  await call.answered();
  await call.press(`${order.orderNumber}#`);
  await call.press(`${order.amount.split('.', 1).join('')}#`);
  await takes(103, order, since);
  await newest(({ phase }) => phase === 'talking');
  await phone.hangUp();
  await call.over();
  expect(await newest(isOver)).toMatchObject({ orderNumber: order.orderNumber, disposition: 'answered' });
});

test('a customer who calls while being called is joined at once: one call, one record', async () => {
  const order = shop.orders.find(
    ({ managerExtension, status, behaviour }) =>
      managerExtension === '101' && status === 'open' && behaviour === 'never-answers',
  )!;
  const phone = at.phone(101);
  await phone.dial(`*7${order.orderNumber}`);
  const calling = await newest(({ phase }) => phase === 'calling-customer');
  const call = await callFrom(order.phone);
  await call.answered();
  expect(await newest(({ phase }) => phase === 'talking')).toMatchObject({
    id: calling.id,
    direction: 'outbound',
  });
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({
    ...{ id: calling.id, disposition: 'answered', hungUpBy: 'customer', extension: '101' },
  });
  await at.nothingLeft(calling.id);
});

test('a customer who calls while their manager’s phone rings for them waits on if it is not answered', async () => {
  const [order] = ordersOf('101') as [SampleOrder];
  const phone = at.phone(101);
  const since = phone.events.length;
  const clicked = await at.request('POST', `/api/orders/${order.orderNumber}/calls`, {});
  expect(clicked.status).toBe(201);
  const { id } = (await clicked.json()) as ApiCall;
  await phone.incoming({ since, within: 5_000 });
  const call = await callFrom(order.phone);
  await call.rings();
  const after = phone.events.length;
  // The call that the manager asked for is over; the customer's rings.
  await takes(101, order, after);
  await call.answered();
  const talking = await newest(({ phase }) => phase === 'talking');
  expect(talking).toMatchObject({ direction: 'inbound', did, orderNumber: order.orderNumber });
  expect(await at.get<ApiCall>(`/api/calls/${id}`)).toMatchObject({ disposition: 'manager-no-answer' });
  call.hangUp();
  expect(await newest(isOver)).toMatchObject({ id: talking.id, disposition: 'answered' });
  await at.nothingLeft(id);
});

test('who waits changes their number after the order’s proof, and is then put through', async () => {
  const typed = '89161029385';
  const orders = ordersOf('103');
  const [other, order] = [orders[2]!, orders.at(-1)!];
  await route({ overflow: 'wait', changesNumber: true });
  const phone = at.phone(103);
  try {
    await phone.dial(`*7${other.orderNumber}`);
    await newest(({ phase, orderNumber }) => phase === 'talking' && orderNumber === other.orderNumber);
    const call = await callFrom(order.phone);
    await newest(({ phase, orderNumber }) => phase === 'queueing' && orderNumber === order.orderNumber);
    await call.press('3');
    await call.press(`${order.amount.split('.', 1).join('')}#`);
    await newest(({ phase, orderNumber }) => phase === 'asking' && orderNumber === order.orderNumber);
    const since = phone.events.length;
    await call.keysIn(typed);
    await phone.hangUpAll();
    await takes(103, order, since);
    await newest(({ phase }) => phase === 'talking');
    call.hangUp();
    expect(await newest(isOver)).toMatchObject({ direction: 'inbound', disposition: 'answered' });
    const asked = await admin.request('GET', '/api/audit?action=contact.change&limit=5');
    expect(JSON.stringify(await asked.json())).toMatch(
      new RegExp(`call:[0-9a-f-]+.*order:${order.orderNumber}`),
    );
    const clicked = await at.request('POST', `/api/orders/${order.orderNumber}/calls`, {});
    expect(clicked.status).toBe(201);
    await phone.incoming({ since: phone.events.length - 1, within: 5_000 });
    await phone.answer();
    await eventually(
      () => at.lab.carrier.invites().some(({ startLine }) => startLine.includes(typed.slice(1))),
      { within: 5_000, every: 100, what: 'the call to the new number' },
    );
    await phone.hangUp();
    await newest(isOver);
  } finally {
    await route({ overflow: 'wait' });
    await restoreMain(order);
  }
});

/** The number is the shop's again: a test that is run once more calls from it. */
async function restoreMain({ orderNumber }: SampleOrder): Promise<void> {
  const line = await admin.request('GET', `/api/orders/${orderNumber}/timeline`);
  const { items } = (await line.json()) as { items: { id: string; kind: string }[] };
  const changed = items.find(({ kind }) => kind === 'contact-changed');
  if (changed === undefined) return;
  await admin.request('POST', `/api/orders/${orderNumber}/contacts/main/restore`, { entry: changed.id });
}

describe('a new number that the customer keys in', () => {
  /** What the customer keys, and what is called then. */
  const typed = '89161029384';

  async function talking() {
    const order = ordersOf('103')[1]!;
    const phone = at.phone(103);
    const since = phone.events.length;
    const call = await callFrom(order.phone);
    await takes(103, order, since);
    const { id } = await newest(({ phase }) => phase === 'talking');
    return { order, phone, call, id };
  }

  const ask = async (id: string, token: string): Promise<number> =>
    (
      await at.request(
        'POST',
        `/api/calls/${id}/number`,
        { slot: 'second' },
        { authorization: `Bearer ${token}` },
      )
    ).status;

  test('goes into the slot; of tones, events and read-back nothing reaches the manager’s phone', async () => {
    const created = await at.lab.star7.mustRun(['token', 'create', '--extension', '103', '--json']);
    const { token } = JSON.parse(created.stdout) as { token: string };
    const { order, phone, call, id } = await talking();
    const watch = await LeakWatch.begin(at, 'keying');
    expect(await ask(id, token)).toBe(202);
    await call.keysIn(typed);
    const after = await newest(({ phase, keyed }) => phase === 'talking' && keyed !== null);
    expect(after.keyed).toEqual({ slot: 'second', result: 'saved' });
    // No event of RFC 4733 (payload type 101) has reached the phone: none of the twelve keys.
    const { packets, leaks } = await watch.sentTo(103);
    expect(leaks).toEqual([]);
    expect(packets.filter(({ payload }) => (payload[1]! & 0x7f) === 101 && payload[0] === 0x80)).toEqual([]);
    // Control: the two are joined again, and a key of the customer's does reach it.
    await call.press('5');
    await eventually(
      async () =>
        (await watch.sentTo(103)).packets.some(
          ({ payload }) => (payload[1]! & 0x7f) === 101 && payload[0] === 0x80,
        ),
      { within: 5_000, every: 100, what: 'the key at the manager’s phone' },
    );
    await watch.end();
    await phone.hangUp();
    await call.over();
    await newest(isOver);
    const clicked = await at.request('POST', `/api/orders/${order.orderNumber}/calls`, { slot: 'second' });
    expect(clicked.status).toBe(201);
    const since = phone.events.length;
    await phone.incoming({ since: Math.max(0, since - 1), within: 5_000 });
    await phone.answer();
    await eventually(
      () => at.lab.carrier.invites().some(({ startLine }) => startLine.includes(typed.slice(1))),
      { within: 5_000, every: 100, what: 'the call to the new number' },
    );
    await phone.hangUp();
    await newest(isOver);
  });
});

test('a number to which a phone forwards is not taken for one of the company’s; control: without that line it is', async () => {
  // Nobody's, since the control writes it down.
  const digits = '79995554433';
  const newestId = async (): Promise<string | undefined> =>
    (await at.get<{ items: ApiCall[] }>('/api/calls?limit=1')).items[0]?.id;
  /** What Asterisk does where a phone answers 302, and its endpoint has no FORWARD_CONTEXT. */
  const forward = async (): Promise<void> => {
    const query = new URLSearchParams({
      ...{ endpoint: `Local/${digits}@star7-inbound`, channelId: 'forwarded' },
      ...{ context: 'star7-refuse', extension: 's', priority: '1' },
    });
    expect((await at.lab.asterisk.ari('POST', `channels?${query.toString()}`)).status).toBe(200);
  };
  const isGone = async (): Promise<boolean> => {
    const { body } = await at.lab.asterisk.ari('GET', 'channels');
    return !JSON.stringify(body).includes('@star7-inbound');
  };
  const before = await newestId();
  await forward();
  await eventually(isGone, { within: 5_000, every: 50, what: 'the end of what was forwarded' });
  expect(await newestId()).toBe(before);

  await at.lab.asterisk.amend({
    'star7-extensions.conf': (text) => text.replace(/^.*=> n,GotoIf.*"Local"\]\?forwarded\)\n/m, ''),
  });
  try {
    await forward();
    expect(await newest(({ id }) => id !== before)).toMatchObject({ did: digits });
  } finally {
    await at.lab.asterisk.ari('DELETE', 'channels/forwarded');
    await eventually(isGone, { within: 5_000, every: 50, what: 'the end of what was forwarded' });
    await at.lab.asterisk.amend();
    await newest(isOver);
  }
});

test('nothing of all this was left on the line, or written down', async () => {
  await eventually(
    async () => {
      const { body } = await at.lab.asterisk.ari('GET', 'channels');
      return !JSON.stringify(body).includes('PJSIP/');
    },
    { within: 5_000, every: 50, what: 'the end of every leg' },
  );
});
