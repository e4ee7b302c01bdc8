/**
 * The two sides of a measured call, for SIPp: a manager's phone that dials one of its orders (`[field0]` is
 * the extension, `[field1]` the order number), and a carrier that answers at once.
 */

export interface PhoneScenario {
  /** The prefix before the order number. */
  prefix: string;
  /** Duration of the talk, milliseconds. */
  talkMs: number;
  /** The name of a file of A-law samples in SIPp's folder to send during the talk; null for silence. */
  audio: string | null;
}

/**
 * Calls, talks, hangs up. No password: in all variants the endpoint is identified by its From, so that the
 * measurement covers the call without the extra round trip of digest authentication.
 */
export function phoneScenario({ prefix, talkMs, audio }: PhoneScenario): string {
  const target = `${prefix}[field1]`;
  const port = audio === null ? '[media_port]' : '[rtpstream_audio_port]';
  return scenario(
    send([
      `INVITE sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
      ...fromAndTo(target),
      'Call-ID: [call_id]',
      'CSeq: 1 INVITE',
      contact,
      ...body(session(port)),
    ]),
    '<recv response="100" optional="true"></recv>',
    '<recv response="183" optional="true"></recv>',
    '<recv response="180" optional="true"></recv>',
    // 180 arrives more than once where both carrier and controller send it.
    '<recv response="180" optional="true"></recv>',
    '<recv response="200" rrs="true"></recv>',
    send([
      'ACK [next_url] SIP/2.0',
      ...fromAndTo(target, '[peer_tag_param]'),
      'Call-ID: [call_id]',
      'CSeq: 1 ACK',
      'Content-Length: 0',
    ]),
    ...(audio === null
      ? []
      : [`<nop><action><exec rtp_stream="/lab/${audio},-1,8,PCMA/8000" /></action></nop>`]),
    `<pause milliseconds="${talkMs}" />`,
    send([
      'BYE [next_url] SIP/2.0',
      ...fromAndTo(target, '[peer_tag_param]'),
      'Call-ID: [call_id]',
      'CSeq: 2 BYE',
      'Content-Length: 0',
    ]),
    '<recv response="200"></recv>',
  );
}

/** A customer (`[field0]` is the number) calls one of the company's numbers, talks, and hangs up. */
export function callerScenario({ did, talkMs }: { did: string; talkMs: number }): string {
  return scenario(
    send([
      `INVITE sip:${did}@[remote_ip]:[remote_port] SIP/2.0`,
      ...fromAndTo(did),
      'Call-ID: [call_id]',
      'CSeq: 1 INVITE',
      contact,
      ...body(session('[media_port]')),
    ]),
    '<recv response="100" optional="true"></recv>',
    '<recv response="180" optional="true"></recv>',
    '<recv response="183" optional="true"></recv>',
    '<recv response="180" optional="true"></recv>',
    '<recv response="200" rrs="true"></recv>',
    send([
      'ACK [next_url] SIP/2.0',
      ...fromAndTo(did, '[peer_tag_param]'),
      'Call-ID: [call_id]',
      'CSeq: 1 ACK',
      'Content-Length: 0',
    ]),
    `<pause milliseconds="${talkMs}" />`,
    send([
      'BYE [next_url] SIP/2.0',
      ...fromAndTo(did, '[peer_tag_param]'),
      'Call-ID: [call_id]',
      'CSeq: 2 BYE',
      'Content-Length: 0',
    ]),
    '<recv response="200"></recv>',
  );
}

export type CarrierCodec = 'g711' | 'opus';

/** Rings, answers immediately, and waits for the other side to hang up. Its sound is an echo of what it hears. */
export function carrierScenario(codec: CarrierCodec = 'g711'): string {
  return scenario(
    '<recv request="INVITE"></recv>',
    respond('180 Ringing', [], '[last_To:];tag=carrier[call_number]'),
    respond('200 OK', session('[media_port]', codec), '[last_To:];tag=carrier[call_number]'),
    '<recv request="ACK"></recv>',
    '<recv request="BYE"></recv>',
    respond('200 OK', [], '[last_To:]'),
  );
}

const contact = 'Contact: <sip:[field0]@[local_ip]:[local_port]>';

/** As Asterisk's offers number them. */
const formats: Readonly<Record<CarrierCodec, { payload: number; name: string }>> = {
  g711: { payload: 8, name: 'PCMA/8000' },
  opus: { payload: 107, name: 'opus/48000/2' },
};

function session(port: string, codec: CarrierCodec = 'g711'): string[] {
  const { payload, name } = formats[codec];
  return [
    'v=0',
    'o=bench 1 1 IN IP4 [local_ip]',
    's=-',
    'c=IN IP4 [media_ip]',
    't=0 0',
    `m=audio ${port} RTP/AVP ${String(payload)}`,
    `a=rtpmap:${String(payload)} ${name}`,
    'a=ptime:20',
    'a=sendrecv',
  ];
}

function fromAndTo(to: string, toTag = ''): string[] {
  return [
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    'From: <sip:[field0]@[remote_ip]>;tag=phone[call_number]',
    `To: <sip:${to}@[remote_ip]>${toTag}`,
    'Max-Forwards: 70',
  ];
}

function respond(status: string, sdp: readonly string[], to: string): string {
  return send([
    `SIP/2.0 ${status}`,
    '[last_Via:]',
    '[last_From:]',
    to,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    'Contact: <sip:carrier@[local_ip]:[local_port]>',
    ...(sdp.length === 0 ? ['Content-Length: 0'] : body(sdp)),
  ]);
}

function body(lines: readonly string[]): string[] {
  return ['Content-Type: application/sdp', 'Content-Length: [len]', '', ...lines];
}

/** ACK, and what needs none, is not repeated. */
function send(lines: readonly string[]): string {
  const [first = ''] = lines;
  const once =
    /^(?:ACK|SIP\/2\.0 1)/.test(first) || (first.startsWith('SIP/2.0 2') && !lines.includes('v=0'));
  return [`<send${once ? '' : ' retrans="500"'}><![CDATA[`, '', ...lines, '', ']]></send>'].join('\n');
}

function scenario(...steps: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" ?>',
    '<scenario name="bench">',
    ...steps,
    '</scenario>',
    '',
  ].join('\n\n');
}
