import { orderThat } from '../lab/sample-shop';
import { allQuiet, click, dialOpenly, dialOrder, talkOpenly, talkToCustomer } from './leak-calls';
import { LeakWatch } from './leak-watch';
import { OrdinaryScript } from './ordinary-script';
import { TalkativeCarrier } from './talkative-carrier';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * What SIP tells a phone of whom it talks to: connected line, identities asserted by the carrier, diversions,
 * redirects, callers from outside. Each with its positive control, in which the number is found.
 */

let at: TestLab;
let watch: LeakWatch;
beforeAll(() => {
  at = TestLab.attach();
});
beforeEach(async () => {
  watch = await LeakWatch.begin(at, 'leaks-identity');
});
afterEach(async () => {
  await allQuiet(at);
  await watch.end();
});
afterAll(async () => {
  await at.release();
});

describe('connected line, told by Asterisk when two legs are bridged', () => {
  test('control: an ordinary ARI script tells the number in a re-INVITE', async () => {
    const script = new OrdinaryScript(at.lab);
    await script.start();
    try {
      const phone = at.phone(201);
      await phone.answerMode('auto');
      await script.connect('201', orderThat('answers').phone);
      const leaks = await watch.leakedTo(201, /P-Asserted-Identity of INVITE/);
      expect(leaks).not.toEqual([]);
    } finally {
      await at.phone(201).answerMode('manual');
      await script.stop();
    }
  });

  test('*7: nothing', async () => {
    await talkToCustomer(at, 'answers');
    await watch.mediaTo(101);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(4);
  });

  test('click-to-call: nothing; the display has the order and the name', async () => {
    const phone = at.phone(101);
    const since = phone.events.length;
    const order = orderThat('answers');
    await click(at, order.orderNumber);
    const { id, peerdisplayname } = await phone.incoming({ since });
    expect(peerdisplayname).toContain(order.customerName);
    await phone.answer();
    await phone.event('CALL_ESTABLISHED', { id: id! });
    // More than the ringing tone of the wait: the customer answers 300 ms after ringing.
    await watch.mediaTo(101, 60);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(2);
  });
});

describe('what the carrier asserts', () => {
  test.each([
    ['asserted-identity', /(?:P-Asserted-Identity|Remote-Party-ID) of (?:18\d|200)/],
    ['identity-update', /(?:P-Asserted-Identity|Remote-Party-ID) of (?:UPDATE|INVITE)/],
    ['diverted', /(?:Diversion|History-Info|P-Asserted-Identity|Remote-Party-ID) of/],
  ])('%s: nothing; found with the protection off', async (behaviour, where) => {
    await Promise.all([talkToCustomer(at, behaviour), talkOpenly(at, behaviour)]);
    expect(await watch.leakedTo(201, where)).not.toEqual([]);
    await Promise.all([watch.mediaTo(101), watch.mediaTo(201)]);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(4);
  });

  test('302 to another number: nothing, and nobody else is called; found with the protection off', async () => {
    const invitesOf = (number: string) =>
      at.lab.carrier.invites().filter(({ startLine }) => startLine.includes(number)).length;
    const { phone, id, order } = await dialOrder(at, 'redirects');
    const before = invitesOf(order.phone);
    expect(await phone.closed(id)).toMatch(/^480 /);
    expect(invitesOf(order.phone) - before).toBeLessThanOrEqual(1);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(3);
    await dialOpenly(at, 'redirects');
    await watch.leakedTo(201, /number/);
  });
});

describe('a carrier that tells the number in every header, in the phrase and in SDP', () => {
  let carrier: TalkativeCarrier;
  beforeEach(async () => {
    await at.lab.carrier.stop();
    carrier = await TalkativeCarrier.start({ own: at.lab.carrier.port, pbx: at.lab.ports.sip });
  });
  afterEach(async () => {
    await allQuiet(at);
    await carrier.stop();
    await at.lab.carrier.start();
  });

  /** 100 to 200, then every request that a customer's phone can make, then BYE. */
  async function wholeCall(
    phone: { event: (type: string, options: { id: string }) => Promise<unknown> },
    id: string,
  ) {
    const call = await carrier.call();
    call.respond(181);
    call.respond(180);
    call.respond(183, { sdp: true });
    call.respond(200, { sdp: true });
    await phone.event('CALL_ESTABLISHED', { id });
    const answers = {
      update: await call.request('UPDATE'),
      reInvite: await call.request('INVITE', { session: { number: call.number } }),
      hold: await call.request('INVITE', { session: { number: call.number, direction: 'sendonly' } }),
      resume: await call.request('INVITE', { session: { number: call.number } }),
    };
    return { call, answers };
  }

  test('an answered call, held and resumed by the customer, ended by the customer: nothing', async () => {
    const { phone, id } = await dialOrder(at, 'answers');
    const { call, answers } = await wholeCall(phone, id);
    expect(answers).toMatchObject({ update: 200, reInvite: 200, hold: 200, resume: 200 });
    expect(await call.request('BYE')).toBe(200);
    await phone.closed(id);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(5);
  });

  test('control: the same call with the protection off', async () => {
    const { phone, id } = await dialOpenly(at, 'answers');
    const { call } = await wholeCall(phone, id);
    expect(await call.request('BYE')).toBe(200);
    const leaks = await watch.leakedTo(201, /e164/);
    expect(leaks.filter((leak) => /(?:Identity|Party-ID) of/.test(leak))).not.toEqual([]);
  });

  test('a refused call: nothing', async () => {
    const { phone, id } = await dialOrder(at, 'answers');
    const call = await carrier.call();
    call.respond(181);
    call.respond(486);
    expect(await phone.closed(id)).toMatch(/^486 /);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(3);
  });
});

test('nothing of all this was written down', async () => {
  const files = await writtenFiles(at.lab);
  expect(files.flatMap(({ name, bytes }) => watch.search.found(name, bytes))).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['star7.log', 'log/messages.log']));
});
