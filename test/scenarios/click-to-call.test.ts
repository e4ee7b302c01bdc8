import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { loudness } from '../lab/loudness';
import type { OddCall, OddPhone } from '../lab/odd-phone';
import { answersCall, ringsUntilCancelled } from '../lab/odd-phone-scenarios';
import { orderThat, sampleShop } from '../lab/sample-shop';
import { headerOf } from '../lab/sip-message';
import { lookWithDoctor } from './doctor-run';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';

let at: TestLab;
beforeAll(() => {
  at = TestLab.attach();
});
afterAll(async () => {
  await at.release();
});

const shop = sampleShop();

/** An open order of this manager whose customer answers. */
function orderOf(extension: string) {
  return shop.orders.find(
    (order) =>
      order.managerExtension === extension && order.status === 'open' && order.behaviour === 'answers',
  )!;
}

/** The calls to this customer: others may be called meanwhile. */
function callsTo({ phone }: { phone: string }) {
  return at.lab.carrier.invites().filter(({ startLine }) => startLine.includes(phone.slice(-10)));
}

/** Asks for a call over REST. */
async function click(orderNumber: string, body: object = {}, headers: Record<string, string> = {}) {
  const response = await at.request('POST', `/api/orders/${orderNumber}/calls`, body, headers);
  return { status: response.status, body: (await response.json()) as ApiCall & { type?: string } };
}

/** Asks for a call and waits until the phone rings. */
async function ringing(extension: string) {
  const phone = at.phone(extension);
  const order = orderOf(extension);
  const after = await at.newest(extension);
  await phone.command('reginfo');
  const since = phone.events.length;
  const clicked = await click(order.orderNumber);
  expect(clicked.status).toBe(201);
  const event = await phone.incoming({ since });
  return { phone, order, after, call: clicked.body, event, id: event.id! };
}

async function phase(id: string, wanted: string): Promise<ApiCall> {
  return await eventually(
    async () => {
      const call = await at.get<ApiCall>(`/api/calls/${id}`);
      return call.phase === wanted ? call : null;
    },
    { within: 10_000, every: 30, what: `phase ${wanted}` },
  );
}

/** Managers' settings as `star7 manager set` leaves them. */
async function settings(extension: string, options: string[]): Promise<void> {
  await at.lab.star7.mustRun(['manager', 'set', extension, ...options]);
}

test('the manager is called first and sees name and order; then the customer; they talk', async () => {
  const before = callsTo(orderOf('103')).length;
  const { phone, order, after, call, event } = await ringing('103');
  expect(event).toMatchObject({
    peerdisplayname: order.customerName,
    peeruri: `sip:*7${order.orderNumber}@127.0.0.1`,
  });
  expect(callsTo(order)).toHaveLength(before);
  await phone.answer();
  await phase(call.id, 'talking');
  await eventually(() => loudness(phone.heard()) > 500, {
    within: 5_000,
    what: 'the echo of the phone’s own tone',
  });
  await phone.hangUp();
  const record = await at.lastRecord('103', { after });
  expect(record).toMatchObject({
    id: call.id,
    startKind: 'click',
    disposition: 'answered',
    hungUpBy: 'manager',
  });
});

test('a double click is one call', async () => {
  const phone = at.phone(104);
  const { orderNumber } = orderOf('104');
  const after = await at.newest(104);
  await phone.command('reginfo');
  const since = phone.events.length;
  const both = await Promise.all([click(orderNumber), click(orderNumber)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(both[0].body.id).toBe(both[1].body.id);
  await phone.incoming({ since });
  await phone.hangUp();
  await at.lastRecord(104, { after });
  expect(phone.events.slice(since).filter(({ type }) => type === 'CALL_INCOMING')).toHaveLength(1);
});

test('the same idempotency key gives the first call, also when it is over', async () => {
  const { orderNumber } = orderOf('104');
  const headers = { 'idempotency-key': `key-${String(process.hrtime.bigint())}` };
  const phone = at.phone(104);
  const after = await at.newest(104);
  await phone.command('reginfo');
  const since = phone.events.length;
  const first = await click(orderNumber, {}, headers);
  await phone.incoming({ since });
  await phone.hangUp();
  await at.lastRecord(104, { after });
  const second = await click(orderNumber, {}, headers);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body.id).toBe(first.body.id);
});

test('the phone refuses: nobody else is called', async () => {
  const { phone, order, after } = await ringing('104');
  const before = callsTo(order).length;
  await phone.hangUp();
  expect(await at.lastRecord('104', { after })).toMatchObject({
    disposition: 'manager-busy',
    sipCode: 486,
    orderNumber: order.orderNumber,
  });
  expect(callsTo(order)).toHaveLength(before);
});

test('the manager does not answer', async () => {
  const { after } = await ringing('104');
  expect(await at.lastRecord('104', { after })).toMatchObject({
    disposition: 'manager-no-answer',
    hungUpBy: 'system',
  });
});

test('a manager who talks is busy, for the phone and for programs', async () => {
  const { phone, after, call } = await ringing('103');
  await phone.answer();
  await phase(call.id, 'talking');
  const other = shop.orders.find(
    ({ managerExtension, status, orderNumber }) =>
      managerExtension === '103' && status === 'open' && orderNumber !== call.orderNumber,
  )!;
  const second = await click(other.orderNumber);
  expect(second.status).toBe(409);
  expect(second.body.type).toMatch(/manager-busy/);
  expect(await at.get<ApiCall>(`/api/calls/${call.id}`)).toMatchObject({ phase: 'talking' });
  await phone.hangUp();
  await eventually(async () => (await at.get<ApiCall>(`/api/calls/${call.id}`)).phase === 'ended', {
    within: 5_000,
  });
  expect(after).not.toBe(call.id);
});

test('the next order is called while the phone still hears that the last customer was busy', async () => {
  const phone = at.phone(101);
  const [busy, next] = [orderThat('busy'), orderThat('answers')];
  await phone.command('reginfo');
  let since = phone.events.length;
  const first = await click(busy.orderNumber);
  const firstId = (await phone.incoming({ since })).id!;
  await phone.answer();
  await phase(first.body.id, 'announcing');
  since = phone.events.length;
  const second = await click(next.orderNumber);
  expect(second.status).toBe(201);
  await phone.closed(firstId);
  await phone.incoming({ since });
  await phone.answer();
  await phase(second.body.id, 'talking');
  await phone.hangUp();
  await phase(second.body.id, 'ended');
  expect(await at.get<ApiCall>(`/api/calls/${first.body.id}`)).toMatchObject({
    ...{ disposition: 'busy', hungUpBy: 'customer' },
  });
});

test('a phone that is not registered is known for it, and not tried', async () => {
  const phone = at.phone(105);
  const after = await at.newest(105);
  await phone.stop();
  try {
    const states = async () =>
      JSON.parse((await at.lab.star7.mustRun(['manager', 'list', '--json'])).stdout) as {
        extension: string;
        phone: string;
      }[];
    await eventually(
      async () => (await states()).find(({ extension }) => extension === '105')?.phone === 'not registered',
      { within: 10_000, every: 200, what: 'the phone to be gone' },
    );
    const answer = await click(orderOf('105').orderNumber);
    expect(answer.status).toBe(409);
    expect(answer.body.type).toMatch(/manager-unreachable/);
    expect(await at.lastRecord(105, { after })).toMatchObject({ disposition: 'manager-unreachable' });
  } finally {
    await phone.start();
  }
});

describe('hanging up by request', () => {
  test('while the manager’s phone rings', async () => {
    const { phone, after, call, id } = await ringing('103');
    expect((await at.request('DELETE', `/api/calls/${call.id}`)).status).toBe(202);
    await phone.closed(id);
    expect(await at.lastRecord('103', { after })).toMatchObject({
      disposition: 'cancelled',
      hungUpBy: 'request',
    });
  });

  test('while they talk; a second request finds it ended', async () => {
    const { phone, after, call, id } = await ringing('103');
    await phone.answer();
    await phase(call.id, 'talking');
    expect((await at.request('DELETE', `/api/calls/${call.id}`)).status).toBe(202);
    await phone.closed(id);
    expect(await at.lastRecord('103', { after })).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'request',
    });
    expect((await at.request('DELETE', `/api/calls/${call.id}`)).status).toBe(409);
  });
});

describe('a manager’s settings', () => {
  afterEach(async () => {
    await settings('103', ['--no-press-to-accept', '--no-auto-answer', '--no-call-back', '--default-did']);
  });

  test('press 1: the customer is called only then', async () => {
    await settings('103', ['--press-to-accept']);
    const { phone, order, after, call, id } = await ringing('103');
    await phone.answer();
    await phase(call.id, 'accepting');
    await phone.press('2');
    const before = callsTo(order).length;
    await phone.press('1');
    await phase(call.id, 'talking');
    expect(callsTo(order)).toHaveLength(before + 1);
    await phone.hangUp();
    await phone.closed(id);
    expect(await at.lastRecord('103', { after })).toMatchObject({ disposition: 'answered' });
  });

  test('press 1: nobody does, as where voicemail answered; the customer is not called', async () => {
    await settings('103', ['--press-to-accept']);
    const { phone, after, id, order } = await ringing('103');
    const before = callsTo(order).length;
    await phone.answer();
    await phone.closed(id, { within: 25_000 });
    expect(await at.lastRecord('103', { after })).toMatchObject({
      disposition: 'manager-declined',
      hungUpBy: 'system',
      trunk: null,
    });
    expect(callsTo(order)).toHaveLength(before);
  });

  test('auto-answer: the phone answers by itself', async () => {
    await settings('103', ['--auto-answer']);
    const { phone, after, call } = await ringing('103');
    await phase(call.id, 'talking');
    await phone.hangUp();
    expect(await at.lastRecord('103', { after })).toMatchObject({ disposition: 'answered' });
  });

  test('call-back: *7 is hung up, the phone rings, then the customer is called', async () => {
    await settings('103', ['--call-back']);
    const phone = at.phone(103);
    const after = await at.newest(103);
    const order = orderOf('103');
    await phone.command('reginfo');
    const since = phone.events.length;
    const dialled = await phone.dial(`*7${order.orderNumber}`);
    await phone.closed(dialled);
    const event = await phone.incoming({ since });
    expect(event.peerdisplayname).toBe(order.customerName);
    await phone.answer();
    await eventually(async () => (await at.calls(103))[0]?.phase === 'talking', {
      within: 10_000,
      every: 50,
      what: 'talking',
    });
    await phone.hangUp();
    expect(await at.lastRecord(103, { after })).toMatchObject({
      disposition: 'answered',
      startKind: 'call-back',
    });
  });

  test('a DID of one’s own is what the customer sees', async () => {
    await settings('103', ['--did', '74951112233']);
    const { phone, order, after, call } = await ringing('103');
    await phone.answer();
    await phase(call.id, 'talking');
    const invite = at.lab.carrier
      .invites()
      .findLast(({ startLine }) => startLine.includes(order.phone.slice(-10)))!;
    expect(headerOf(invite, 'From')).toContain('sip:74951112233@');
    await phone.hangUp();
    await at.lastRecord('103', { after });
  });
});

/** 103 has a softphone and an odd phone; whatever the odd one sees is searched for numbers. */
describe('an extension with two devices', () => {
  let odd: OddPhone;
  const both = async (): Promise<unknown> =>
    eventually(async () => /^PJSIP\/103\/.*&PJSIP\/103\//.test(await contactsOf('103')), {
      within: 5_000,
      every: 50,
      what: 'both registrations',
    });

  async function contactsOf(extension: string): Promise<string> {
    const { body } = await at.lab.asterisk.ari(
      'GET',
      `channels/star7-watchdog/variable?variable=PJSIP_DIAL_CONTACTS(${extension})`,
    );
    return (body as { value: string }).value;
  }

  function seenBy({ ok, errors, messages }: OddCall): string {
    expect([ok, errors]).toEqual([true, '']);
    const text = messages.map((message) => message.text).join('\n');
    expect(new LeakSearch().found('what the odd phone saw', text)).toEqual([]);
    return text;
  }

  beforeAll(async () => {
    odd = at.lab.oddPhone('103');
    await at.lab.asterisk.amend({
      // The odd phone answers no OPTIONS between two tests, and an unavailable device is not rung.
      'pjsip.conf': '[103](+type=aor)\nmax_contacts=2\nremove_existing=no\nqualify_frequency=0\n',
    });
  });
  beforeEach(async () => {
    await odd.register();
    await both();
  });
  afterAll(async () => {
    await at.lab.asterisk.amend();
    await at.phone(103).restart();
  });

  test('both ring; one is answered, and the other stops without a missed call', async () => {
    const { end } = await odd.await(ringsUntilCancelled());
    const before = callsTo(orderOf('103')).length;
    const { phone, order, after, call } = await ringing('103');
    await phone.answer();
    await phase(call.id, 'talking');
    // Reason (RFC 3326): another device has answered.
    expect(seenBy(await end)).toMatch(/^CANCEL [^]*Reason: *SIP;cause=200/m);
    expect(callsTo(order)).toHaveLength(before + 1);
    const { findings } = await lookWithDoctor(at.lab);
    expect(findings).toContainEqual(
      expect.objectContaining({ slug: 'phone-several-devices', subject: 'endpoint 103' }),
    );
    await phone.hangUp();
    expect(await at.lastRecord('103', { after })).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'manager',
    });
  });

  test('the other one answers first: the softphone stops', async () => {
    const { end } = await odd.await(answersCall());
    const phone = at.phone(103);
    await phone.command('reginfo');
    const since = phone.events.length;
    const after = await at.newest('103');
    const before = callsTo(orderOf('103')).length;
    const clicked = await click(orderOf('103').orderNumber);
    await phase(clicked.body.id, 'talking');
    await phone.event('CALL_CLOSED', { since });
    expect(callsTo(orderOf('103'))).toHaveLength(before + 1);
    expect((await at.request('DELETE', `/api/calls/${clicked.body.id}`)).status).toBe(202);
    seenBy(await end);
    expect(await at.lastRecord('103', { after })).toMatchObject({ disposition: 'answered' });
  });

  test('Star7 is killed while both ring: nobody is left, and no customer is called', async () => {
    const { end } = await odd.await(ringsUntilCancelled());
    const before = callsTo(orderOf('103')).length;
    const { phone, order, after, id } = await ringing('103');
    await at.lab.star7.kill();
    // By the watchdog in the dialplan, or by the next Star7.
    await phone.closed(id);
    seenBy(await end);
    await at.lab.star7.start();
    expect(await at.lastRecord('103', { after })).toMatchObject({ talkSeconds: 0, trunk: null });
    expect(callsTo(order)).toHaveLength(before);
  });

  test('given up while both ring: nobody is left', async () => {
    const { end } = await odd.await(ringsUntilCancelled());
    const { phone, order, after, call, id } = await ringing('103');
    const before = callsTo(order).length;
    await at.request('DELETE', `/api/calls/${call.id}`);
    await phone.closed(id);
    seenBy(await end);
    expect(await at.lastRecord('103', { after })).toMatchObject({ disposition: 'cancelled' });
    expect(callsTo(order)).toHaveLength(before);
  });
});

test('the command line shows a call live and ends with its outcome', async () => {
  const phone = at.phone(103);
  const order = orderOf('103');
  const after = await at.newest(103);
  await phone.command('reginfo');
  const since = phone.events.length;
  const running = at.lab.star7.run(['call', order.orderNumber, '--as', '103', '--json'], { within: 30_000 });
  // As long as the machine takes to start a command.
  await phone.incoming({ since, within: 20_000 });
  await phone.answer();
  await eventually(async () => (await at.calls(103))[0]?.phase === 'talking', {
    within: 10_000,
    every: 50,
    what: 'talking',
  });
  await phone.hangUp();
  const { code, stdout } = await running;
  const seen = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as ApiCall).phase);
  expect(code).toBe(0);
  expect([...new Set(seen)]).toEqual([
    'calling-manager',
    'calling-customer',
    'connecting',
    'talking',
    'clearing',
    'ended',
  ]);
  await at.lastRecord(103, { after });

  const refused = await at.lab.star7.run(['call', '99999999', '--as', '103']);
  expect(refused.code).toBe(4);
});
