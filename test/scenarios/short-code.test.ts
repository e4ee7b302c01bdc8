import { eventually } from '../lab/eventually';
import { loudness } from '../lab/loudness';
import { orderThat, sampleShop, wellKnownOrders } from '../lab/sample-shop';
import { headerOf } from '../lab/sip-message';
import { thorough } from '../run/thorough';
import { TestLab, testLabOptions } from './test-lab';

let at: TestLab;
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(async () => {
  await Promise.all([101, 102, 103, 104].map((extension) => at.onHook(extension)));
});
afterAll(async () => {
  await at.release();
});

/** Dials, waits for the refusal, and gives what the phone was told with what was recorded. */
async function refusedCall(dialled: string, extension = 101) {
  const phone = at.phone(extension);
  const after = await at.newest(extension);
  const id = await phone.dial(dialled);
  const told = await phone.closed(id, { within: 30_000 });
  return { id, told, record: await at.lastRecord(extension, { after }) };
}

async function dialledCall(behaviour: string) {
  const phone = at.phone(101);
  const after = await at.newest(101);
  const order = orderThat(behaviour);
  const id = await phone.dial(`*7${order.orderNumber}`);
  return { phone, id, order, after };
}

async function talkingCall(behaviour: string) {
  const call = await dialledCall(behaviour);
  await call.phone.event('CALL_ESTABLISHED', { id: call.id, within: 15_000 });
  return call;
}

describe('the two talk', () => {
  test('both hear each other; the manager hangs up', async () => {
    const { phone, order, after } = await talkingCall('answers');
    await eventually(() => loudness(phone.heard()) > 500, {
      within: 5_000,
      what: 'the echo of the phone’s own tone',
    });
    await phone.hangUp();
    const record = await at.lastRecord(101, { after });
    expect(record).toMatchObject({
      orderNumber: order.orderNumber,
      customerName: order.customerName,
      startKind: 'short-code',
      slot: 'main',
      trunk: 'carrier',
      disposition: 'answered',
      hungUpBy: 'manager',
      hangupCause: 16,
      sipCode: null,
    });
    const { manager, customer } = record as unknown as Record<string, Record<string, string | null>>;
    expect(Object.values({ ...manager, ...customer })).not.toContain(null);
    expect(customer!['ringingAt']! <= customer!['answeredAt']!).toBe(true);
    expect(customer!['answeredAt']! <= customer!['endedAt']!).toBe(true);
  });

  test('the customer hangs up', async () => {
    const { phone, id, after } = await talkingCall('hangs-up');
    await phone.closed(id, { within: 10_000 });
    const record = await at.lastRecord(101, { after });
    expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'customer' });
    expect(record.talkSeconds).toBeGreaterThanOrEqual(2);
  });

  test('the customer answers and hangs up in the same instant', async () => {
    // The phone's own 200 may come too late.
    const { phone, id, after } = await dialledCall('drops');
    await phone.closed(id, { within: 15_000 });
    expect(await at.lastRecord(101, { after })).toMatchObject({
      disposition: 'answered',
      hungUpBy: 'customer',
      talkSeconds: 0,
    });
  });

  test('the longest conversation is ended by the system', async () => {
    const { phone, id, after } = await talkingCall('answers-at-once');
    await phone.closed(id, { within: 30_000 });
    const record = await at.lastRecord(101, { after });
    expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'system' });
    // Never cut short; how much longer a loaded machine takes is not its business.
    expect(record.talkSeconds).toBeGreaterThanOrEqual(Number(testLabOptions.star7.STAR7_MAX_CALL_SECONDS));
  });

  test.each([
    ['is down', 'first-trunk-down'],
    ['forbids the call', 'first-trunk-forbids'],
  ])('the first trunk %s: the second one carries the call', async (_what, behaviour) => {
    const { phone, after, order } = await talkingCall(behaviour);
    for (const carrier of at.lab.carriers) {
      await eventually(
        () => carrier.invites().some(({ startLine }) => startLine.includes(order.phone.slice(-10))),
        {
          within: 3_000,
          what: `the call at ${carrier.name}`,
        },
      );
    }
    await phone.hangUp();
    expect(await at.lastRecord(101, { after })).toMatchObject({
      disposition: 'answered',
      trunk: 'carrier-b',
    });
  });

  test('the customer sees the company’s DID', async () => {
    const { phone, order } = await talkingCall('answers');
    const invite = at.lab.carrier
      .invites()
      .findLast(({ startLine }) => startLine.includes(order.phone.slice(-10)))!;
    expect(headerOf(invite, 'From')).toContain('sip:74950000000@');
    await phone.hangUp();
  });
});

/** What a customer who is called does, what the phone is told, and what the record says. */
const endings = [
  ['busy', '486', { disposition: 'busy', sipCode: 486, hangupCause: 17, hungUpBy: 'customer' }],
  ['unavailable', '480', { disposition: 'unreachable', sipCode: 480, hungUpBy: 'network' }],
  ['not-in-service', '404', { disposition: 'not-in-service', sipCode: 404, hungUpBy: 'network' }],
  ['gone', '404', { disposition: 'not-in-service', sipCode: 410, hungUpBy: 'network' }],
  ['declines', '403', { disposition: 'rejected', sipCode: 603, hungUpBy: 'customer' }],
  [
    'rings-then-forbidden',
    '403',
    { disposition: 'rejected', sipCode: 403, trunk: 'carrier', hungUpBy: 'customer' },
  ],
  ['forbidden', '503', { disposition: 'barred', sipCode: 403, trunk: 'carrier-b', hungUpBy: 'network' }],
  [
    'all-trunks-down',
    '503',
    { disposition: 'trunks-down', sipCode: 503, trunk: 'carrier-b', hungUpBy: 'network' },
  ],
  ['server-error', '503', { disposition: 'trunks-down', sipCode: 500, hungUpBy: 'network' }],
  ['never-answers', '480', { disposition: 'no-answer', hungUpBy: 'system' }],
  ['silent', '480', { disposition: 'no-answer', hungUpBy: 'system' }],
  ['redirects', '480', { disposition: 'unreachable', hungUpBy: 'network' }],
] as const;

/**
 * One for each way of ending that takes a PBX to see: at the first word, over both trunks by refusal, and over both by
 * failure. disposition.test.ts and call-flow.test.ts have a row for each of the others, which are tried here by scripts/test
 * --all-faults.
 */
const always: readonly string[] = ['busy', 'forbidden', 'all-trunks-down'];
const tried = endings.filter(([behaviour]) => thorough || always.includes(behaviour));

describe('every other ending: the phone is told why, and the record knows', () => {
  test.each(tried)('%s: %s', async (behaviour, status, expected) => {
    const { orderNumber } = orderThat(behaviour);
    const { told, record } = await refusedCall(`*7${orderNumber}`);
    expect(told).toMatch(new RegExp(`^${status} `));
    expect(record).toMatchObject({ orderNumber, talkSeconds: 0, ...expected });
  });

  if (thorough) {
    test('redirects: Asterisk hangs up in one thread while another notes the SIP code, so that it may be missing', async () => {
      const { record } = await refusedCall(`*7${orderThat('redirects').orderNumber}`);
      expect([302, null]).toContain(record.sipCode);
    });
  }

  test('what the manager hears is spoken, before any answer', async () => {
    const capture = await at.lab.capture('spoken');
    const { id } = await refusedCall(`*7${orderThat('busy').orderNumber}`);
    const { rtp } = await capture.sentToPhones('101');
    await capture.stop();
    // Two seconds of speech at 50 packets a second, at the least.
    expect(rtp).toBeGreaterThan(100);
    const answers = at
      .phone(101)
      .messages()
      .filter(({ callId, status, direction }) => callId === id && direction === 'received' && status === 200);
    expect(answers).toEqual([]);
  });
});

describe('the manager hangs up first', () => {
  test('while the customer rings: the customer’s leg is cancelled at once', async () => {
    const phone = at.phone(101);
    const after = await at.newest(101);
    const order = orderThat('never-answers');
    const id = await phone.dial(`*7${order.orderNumber}`);
    await phone.event('CALL_RINGING', { id });
    const cancels = () =>
      at.lab.carrier
        .messages()
        .filter(({ method, startLine }) => method === 'CANCEL' && startLine.includes(order.phone.slice(-10)))
        .length;
    const before = cancels();
    await phone.hangUp();
    const record = await at.lastRecord(101, { after });
    expect(record).toMatchObject({ disposition: 'cancelled', hungUpBy: 'manager' });
    expect(cancels()).toBe(before + 1);
  });

  test('around the instant of the answer, again and again: no leg is left, one record each', async () => {
    const phone = at.phone(101);
    const { orderNumber } = orderThat('answers');
    // The customer answers 300 ms after ringing: from well before it to just after it.
    for (const wait of [200, 280, 295, 300, 305, 310, 320, 350]) {
      const after = await at.newest(101);
      const id = await phone.dial(`*7${orderNumber}`);
      await phone.event('CALL_RINGING', { id });
      await new Promise((resolve) => setTimeout(resolve, wait));
      await phone.hangUpAll();
      const record = await at.lastRecord(101, { after });
      expect(['cancelled', 'answered']).toContain(record.disposition);
      expect(record.hungUpBy).toBe('manager');
    }
  });
});

describe('an order that this manager may not call', () => {
  test('unknown, closed and somebody else’s: the same words, the same status, the same record', async () => {
    const heard = async (dialled: string) => {
      const { told, record, id } = await refusedCall(dialled);
      const shown = at
        .phone(101)
        .messages()
        .filter(({ callId, direction }) => callId === id && direction === 'received')
        .map(({ startLine, method, status }) => method ?? `${String(status)} ${startLine}`);
      return {
        told,
        shown,
        record: {
          disposition: record.disposition,
          orderNumber: record.orderNumber,
          customerName: record.customerName,
          sipCode: record.sipCode,
          hangupCause: record.hangupCause,
        },
      };
    };
    // Of this shop: others may be called meanwhile.
    const numbers = sampleShop().numbers.map((number) => number.slice(-10));
    const called = (): number =>
      at.lab.carriers
        .flatMap((carrier) => carrier.invites())
        .filter(({ startLine }) => numbers.some((number) => startLine.includes(number))).length;
    expect(called()).toBeGreaterThan(0);
    const before = called();
    const unknown = await heard('*79999999');
    expect(unknown).toMatchObject({
      told: expect.stringMatching(/^404 /) as string,
      record: { disposition: 'refused', orderNumber: null, customerName: null },
    });
    expect(await heard(`*7${wellKnownOrders.closed}`)).toEqual(unknown);
    expect(await heard(`*7${wellKnownOrders.someoneElses}`)).toEqual(unknown);
    // Nobody was called for any of them.
    expect(called()).toBe(before);
  });

  test('absurd numbers are like unknown ones', async () => {
    const byPhone: Array<[extension: number, dialled: string[]]> = [
      [101, ['*7', '*7abc']],
      [102, [`*7${'1'.repeat(40)}`, '*71001%26x']],
      [103, ['*71001%2F2', '*71001%40x']],
      [104, ['*71001%2Cx', "*71001'--"]],
    ];
    const each = async ([extension, dialled]: [number, string[]]): Promise<void> => {
      for (const user of dialled) {
        const uri = `sip:${user}@127.0.0.1:${String(at.lab.ports.sip)}`;
        const { told, record } = await refusedCall(uri, extension);
        expect({ user, told, ...record }).toMatchObject({
          user,
          told: expect.stringMatching(/^404 /) as string,
          disposition: 'refused',
          orderNumber: null,
        });
      }
    };
    await Promise.all(byPhone.map(each));
  });
});

test('a second *7 during a call is told so; the first goes on', async () => {
  const { phone, id } = await talkingCall('answers');
  const second = await phone.dial(`*7${orderThat('hangs-up').orderNumber}`);
  expect(await phone.closed(second, { within: 15_000 })).toMatch(/^486 /);
  const [newest, first] = await eventually(
    async () => {
      const calls = await at.calls(101);
      return calls[0]?.disposition === 'manager-busy' ? calls : null;
    },
    { within: 3_000, what: 'the record of the second' },
  );
  expect(newest).toMatchObject({ orderNumber: orderThat('hangs-up').orderNumber, hungUpBy: 'system' });
  expect(first).toMatchObject({ phase: 'talking', disposition: null });
  expect(phone.events.some((event) => event.type === 'CALL_CLOSED' && event.id === id)).toBe(false);
  await phone.hangUpAll();
});
