import { eventually } from '../lab/eventually';
import { call, calls } from '../lab/odd-phone-scenarios';
import type { Packet } from '../lab/pcap';
import { orderThat } from '../lab/sample-shop';
import type { CallUp } from './leak-calls';
import { allQuiet, dialOpenly, dialOrder } from './leak-calls';
import { LeakWatch } from './leak-watch';
import { carrierSources, customerMedia, TalkativeCarrier } from './talkative-carrier';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * Media and its negotiation: hold and resume, where media goes (SDP), and what the carrier says before the answer.
 */

let at: TestLab;
let watch: LeakWatch;
beforeAll(() => {
  at = TestLab.attach();
});
beforeEach(async () => {
  watch = await LeakWatch.begin(at, 'leaks-media');
});
afterEach(async () => {
  await allQuiet(at);
  await watch.end();
});
afterAll(async () => {
  await at.release();
});

/** Inside a call of an odd phone: holds (RFC 3264, 8.4), and a while later resumes. */
function holdsAndResumes(target: string): string {
  return (['sendonly', 'sendrecv'] as const)
    .map((direction, index) => inviteAgain(target, direction, 3 + index))
    .join('\n');
}

function inviteAgain(target: string, direction: string, sequence: number): string {
  const request = (method: string, body: readonly string[]): string =>
    [
      `<send${method === 'ACK' ? '' : ' retrans="500"'}><![CDATA[`,
      '',
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'From: <sip:[service]@[remote_ip]>;tag=odd[call_number]',
      `To: <sip:${target}@[remote_ip]>[peer_tag_param]`,
      'Call-ID: [call_id]',
      `CSeq: ${String(sequence)} ${method}`,
      'Contact: <sip:[service]@[local_ip]:[local_port]>',
      'Max-Forwards: 70',
      ...body,
      '',
      ']]></send>',
    ].join('\n');
  return [
    request('INVITE', [
      'Content-Type: application/sdp',
      'Content-Length: [len]',
      '',
      'v=0',
      `o=phone 1 ${String(sequence)} IN IP4 [local_ip]`,
      's=-',
      'c=IN IP4 [media_ip]',
      't=0 0',
      'm=audio [media_port] RTP/AVP 8 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      `a=${direction}`,
    ]),
    '<recv response="100" optional="true"></recv>',
    '<recv response="200"></recv>',
    request('ACK', ['Content-Length: 0']),
    call.for(300),
  ].join('\n');
}

describe('hold and resume by the manager', () => {
  function heldCall(target: string): string {
    return calls(target, [call.isAnswered(target), holdsAndResumes(target), call.hangsUp(target)]);
  }

  test('nothing', async () => {
    const target = `*7${orderThat('answers').orderNumber}`;
    const { ok, errors } = await at.lab.oddPhone('101').run(heldCall(target));
    expect([ok, errors.length]).toEqual([true, 0]);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(6);
  });

  test('control: unprotected, the answers to both tell the number', async () => {
    const { ok, errors } = await at.lab
      .oddPhone('201')
      .run(heldCall(`8${orderThat('answers').phone.slice(2)}`));
    expect([ok, errors.length]).toEqual([true, 0]);
    const leaks = await watch.leakedTo(201, /in (?:P-Asserted-Identity|Remote-Party-ID) of 200/);
    expect(leaks.length).toBeGreaterThanOrEqual(3);
  });
});

describe('with a customer whose media has an address of its own', () => {
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

  async function answered({ phone, id }: CallUp): Promise<void> {
    const leg = await carrier.call();
    leg.respond(180);
    leg.respond(200, { sdp: true });
    await phone.event('CALL_ESTABLISHED', { id });
    expect(await settled(() => leg.request('INVITE', { session: { number: leg.number } }))).toBe(200);
    expect(await settled(() => leg.request('UPDATE'))).toBe(200);
  }

  /** Asked again for as long as the PBX has a request of its own under way: 491 (RFC 3261, section 14.1). */
  async function settled(ask: () => Promise<number>): Promise<number> {
    return await eventually(
      async () => {
        const status = await ask();
        return status === 491 ? null : status;
      },
      { within: 5_000, every: 100, what: 'the end of the PBX’s own request' },
    );
  }

  function tellsOfMedia(packets: readonly Packet[]): number {
    const { address, port } = customerMedia;
    return packets.filter(({ payload }) => {
      const text = payload.toString('latin1');
      return text.includes(address) || text.includes(`m=audio ${port} `);
    }).length;
  }

  test('SDP: neither address nor port of the customer reaches the phone', async () => {
    const up = await dialOrder(at, 'answers');
    await answered(up);
    const { leaks, packets, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(tellsOfMedia(packets)).toBe(0);
    expect(sip).toBeGreaterThanOrEqual(4);
  });

  test('control: with direct media, they do', async () => {
    await at.lab.asterisk.override({
      '201': { direct_media: 'yes' },
      'carrier-open': { direct_media: 'yes' },
    });
    try {
      await answered(await dialOpenly(at, 'answers'));
      await eventually(async () => tellsOfMedia((await watch.sentTo(201)).packets) > 0, {
        within: 5_000,
        every: 100,
        what: 'the customer’s address at the unprotected phone',
      });
    } finally {
      await at.lab.asterisk.override();
    }
  });

  /** Media packets that the PBX has received from the carrier, by its own count. */
  async function mediaFromCarrier(): Promise<number> {
    const { body } = await at.lab.asterisk.ari('GET', 'channels');
    const customer = (body as { id: string; name: string }[]).find(({ name }) =>
      name.startsWith('PJSIP/carrier'),
    );
    const statistics = await at.lab.asterisk.ari('GET', `channels/${customer?.id ?? ''}/rtp_statistics`);
    return (statistics.body as { rxcount?: number }).rxcount ?? 0;
  }

  /** 183, and a spoken number, before the answer. @returns media packets that the phone had got by then */
  async function spokenBeforeAnswer(up: CallUp, extension: number): Promise<number> {
    const leg = await carrier.call();
    leg.respond(183, { sdp: true });
    // Again and again: Asterisk drops the first packets of a source until it trusts it (strictrtp).
    await eventually(
      async () => {
        leg.speak();
        return (await mediaFromCarrier()) >= 100;
      },
      { within: 5_000, every: 50, what: 'the carrier’s announcement at the PBX' },
    );
    const { rtp } = await watch.sentTo(extension);
    leg.respond(200, { sdp: true });
    await up.phone.event('CALL_ESTABLISHED', { id: up.id });
    return rtp;
  }

  /** Headers of media (RFC 3550, 5.1) that reached the phone: an extension, a CSRC, the carrier's own SSRC. */
  async function headersAt(extension: number): Promise<{ rtp: number; passed: string[]; leaks: string[] }> {
    const { packets, rtp, leaks } = await watch.sentTo(extension);
    const passed = packets
      .filter(({ payload }) => payload.length > 12 && payload[0]! >> 6 === 2)
      .flatMap(({ payload }) => [
        ...(payload[0]! & 0x10 ? ['extension'] : []),
        ...(payload[0]! & 0x0f ? ['CSRC'] : []),
        ...(payload.readUInt32BE(8) === carrierSources.ssrc ? ['SSRC'] : []),
      ]);
    return { rtp, passed: [...new Set(passed)].sort(), leaks: leaks.filter((leak) => /of media/.test(leak)) };
  }

  /** @returns once so many packets of it have reached the phone */
  async function speaksInHeaders(up: CallUp, extension: number): ReturnType<typeof headersAt> {
    const leg = await carrier.call();
    leg.respond(180);
    leg.respond(200, { sdp: true });
    await up.phone.event('CALL_ESTABLISHED', { id: up.id });
    return await eventually(
      async () => {
        leg.speakInHeaders();
        const found = await headersAt(extension);
        return found.rtp >= 100 ? found : null;
      },
      { within: 6_000, every: 100, what: 'media at the phone' },
    );
  }

  test('headers of media: extension, CSRC and SSRC of the carrier do not reach the phone', async () => {
    const { passed, leaks } = await speaksInHeaders(await dialOrder(at, 'answers'), 101);
    expect([passed, leaks]).toEqual([[], []]);
  });

  test('control: by an ordinary Dial(), they do, byte for byte', async () => {
    const { passed, leaks } = await speaksInHeaders(await dialOpenly(at, 'answers'), 201);
    expect(passed).toEqual(['CSRC', 'SSRC', 'extension']);
    expect(leaks).not.toEqual([]);
  });

  test('early media: what the carrier says before the answer is not heard', async () => {
    const up = await dialOrder(at, 'answers');
    expect(await spokenBeforeAnswer(up, 101)).toBe(0);
    const { leaks, sip } = await watch.sentTo(101);
    expect(leaks).toEqual([]);
    expect(sip).toBeGreaterThanOrEqual(3);
  });

  test('control: by an ordinary Dial(), it is', async () => {
    const up = await dialOpenly(at, 'answers');
    await spokenBeforeAnswer(up, 201);
    expect(await watch.leakedTo(201, /of media/)).not.toEqual([]);
  });
});

test('nothing of all this was written down', async () => {
  const files = await writtenFiles(at.lab);
  expect(files.flatMap(({ name, bytes }) => watch.search.found(name, bytes))).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['star7.log', 'log/messages.log']));
});
