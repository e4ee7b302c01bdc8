import { eventually } from '../lab/eventually';
import { call, calls } from '../lab/odd-phone-scenarios';
import { orderThat } from '../lab/sample-shop';
import { lookWithDoctor } from './doctor-run';
import { allQuiet, dialOrder } from './leak-calls';
import { LeakWatch } from './leak-watch';
import { TalkativeCarrier } from './talkative-carrier';
import { TestLab } from './test-lab';

/*
 * Text and data in mid-call: MESSAGE, INFO, bodies of other requests, other media (T.140, MSRP, fax). With the modules of
 * dialplan/modules.sample.conf, with all that Debian has, and with all but the one that passes text.
 */

let at: TestLab;
let watch: LeakWatch;
beforeAll(() => {
  at = TestLab.attach();
});
beforeEach(async () => {
  watch = await LeakWatch.begin(at, 'leaks-text');
});
afterEach(async () => {
  await allQuiet(at);
  await watch.end();
});
afterAll(async () => {
  await at.release();
});

/** What SIP can carry inside a call, each with a type of its body. */
const ways = [
  ['MESSAGE', 'text/plain'],
  ['INFO', 'text/plain'],
  ['INFO', 'application/dtmf-relay'],
  ['INFO', 'application/media_control+xml'],
  ['INFO', 'application/x-www-form-urlencoded'],
  ['UPDATE', 'text/plain'],
  ['NOTIFY', 'message/sipfrag'],
  ['PUBLISH', 'text/plain'],
  ['OPTIONS', 'text/plain'],
  ['X-TEXT', 'text/plain'],
] as const;

/** Other media, offered beside the audio: real-time text (RFC 4103), MSRP (RFC 4975), fax (T.38). */
const otherMedia = (number: string): string[] => [
  'm=text 47776 RTP/AVP 98 100',
  'a=rtpmap:98 t140/1000',
  'a=rtpmap:100 red/1000',
  'a=fmtp:100 98/98',
  'm=message 47778 TCP/MSRP *',
  'a=accept-types:text/plain',
  `a=path:msrp://127.0.0.77:47778/${number};tcp`,
  'm=image 47780 udptl t38',
];

/** All of it from the carrier to 101. @returns the leaks, and the requests by which they came */
async function toldByCarrier(): Promise<{ leaks: string[]; requests: string[] }> {
  await at.lab.carrier.stop();
  const carrier = await TalkativeCarrier.start({ own: at.lab.carrier.port, pbx: at.lab.ports.sip });
  try {
    const { phone, id } = await dialOrder(at, 'answers');
    const leg = await carrier.call();
    leg.respond(180);
    leg.respond(200, { sdp: true });
    await phone.event('CALL_ESTABLISHED', { id });
    await eventually(async () => (await at.calls(101))[0]?.phase === 'talking', {
      within: 5_000,
      every: 20,
      what: 'the conversation',
    });
    for (const [method, type] of ways) leg.tell(method, type, `Signal=5\r\n${leg.number}\r\n`);
    const session = { number: leg.number, more: otherMedia(leg.number) };
    // Asked again as long as a request of the PBX's own is under way (RFC 3261, 14.1). What came before is done with then.
    await eventually(async () => (await leg.request('INVITE', { session })) !== 491, {
      within: 5_000,
      every: 100,
      what: 'an answer to other media',
    });
    await leg.request('BYE');
    await phone.closed(id);
    const { leaks, packets } = await watch.sentTo(101);
    const starts = packets.map(({ payload }) => payload.toString('latin1', 0, 12).split(' ')[0] ?? '');
    return { leaks, requests: starts.filter((start) => ways.some(([method]) => method === start)) };
  } finally {
    await allQuiet(at);
    await carrier.stop();
    await at.lab.carrier.start();
  }
}

/** A phone sends text inside its call. @returns whether it reached the carrier */
async function toldByPhone(): Promise<boolean> {
  const words = 'call me on my own number';
  const target = `*7${orderThat('answers').orderNumber}`;
  const { ok, errors } = await at.lab
    .oddPhone('101')
    .run(
      calls(target, [call.isAnswered(target), call.for(400), call.says(target, words), call.hangsUp(target)]),
    );
  expect([ok, errors]).toEqual([true, '']);
  const packets = await watch.sentToCarriers();
  return packets.some(({ payload }) => payload.includes(words));
}

test('with the modules of the sample, nothing passes, in either direction', async () => {
  expect(await toldByCarrier()).toEqual({ leaks: [], requests: [] });
  expect(await toldByPhone()).toBe(false);
});

describe('with all modules that Debian has', () => {
  async function restart(): Promise<void> {
    await at.lab.asterisk.stop();
    await at.lab.asterisk.start();
    await at.phonesBack();
    await eventually(async () => (await fetch(new URL('/readyz', at.lab.star7.httpUrl))).status === 200, {
      within: 10_000,
      every: 50,
      what: 'Star7 to be ready',
    });
  }

  beforeAll(async () => {
    // With the sample's noload.
    await at.lab.asterisk.amend({
      'modules.conf': (text) => text.replace('autoload=no', 'autoload=yes'),
    });
    await restart();
  });
  afterAll(async () => {
    await at.lab.asterisk.amend();
    await restart();
  });

  test('but the one that is not to be loaded: nothing passes', async () => {
    const modules = await at.lab.asterisk.cli('module show');
    expect(Number(/(\d+) modules loaded/.exec(modules)?.[1])).toBeGreaterThan(300);
    expect(await toldByCarrier()).toEqual({ leaks: [], requests: [] });
    expect(await toldByPhone()).toBe(false);
  });

  test('control: with that one, MESSAGE passes both ways, nothing else does, and the doctor says so', async () => {
    await at.lab.asterisk.cli('module load res_pjsip_messaging.so');
    const { leaks, requests } = await toldByCarrier();
    expect(requests).toEqual(['MESSAGE']);
    expect(leaks.length).toBeGreaterThan(0);
    for (const leak of leaks) expect(leak).toMatch(/MESSAGE/);
    expect(await toldByPhone()).toBe(true);

    const { findings, live } = await lookWithDoctor(at.lab, { parameters: ['--live', '104'] });
    const slugs = findings.map(({ slug }) => slug);
    expect(slugs).toEqual(expect.arrayContaining(['text-in-calls', 'live-text-passed', 'live-number-sent']));
    expect(live?.calls.map(({ textOf }) => textOf)).toEqual([
      ['carrier', 'phone'],
      ['carrier', 'phone'],
    ]);
  });
});
