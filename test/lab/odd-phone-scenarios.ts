/**
 * SIPp scenarios for behaviour that well-behaved softphones lack. Each is one dialogue, with digest
 * authentication with the phone's own password. `[service]` is the extension, `[remote_ip]:[remote_port]` the
 * PBX.
 */

const session = [
  'v=0',
  'o=phone 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  'm=audio [media_port] RTP/AVP 8 0 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=sendrecv',
];

/** Takes over the extension: its calls reach the odd phone until the softphone registers again. */
export function registration(): string {
  const register = (cseq: number, authentication: readonly string[]): string =>
    send([
      'REGISTER sip:[remote_ip]:[remote_port] SIP/2.0',
      ...fromAndTo('[service]', '[service]'),
      'Call-ID: [call_id]',
      `CSeq: ${cseq} REGISTER`,
      contact,
      'Expires: 60',
      ...authentication,
      'Content-Length: 0',
    ]);
  return scenario(
    register(1, []),
    '<recv response="401" auth="true"></recv>',
    register(2, [authentication]),
    '<recv response="200"></recv>',
  );
}

/** Awaits a call and refuses it. @param headers as `Contact: <sip:999@127.0.0.1>` of a 302 */
export function refusesCall(status: number, reason: string, headers: readonly string[] = []): string {
  return awaiting(
    '<recv request="INVITE"></recv>',
    respond(180, 'Ringing'),
    respond(status, reason, headers),
    '<recv request="ACK"></recv>',
  );
}

/** Awaits a call and rings until it is cancelled. */
export function ringsUntilCancelled(): string {
  // SIPp sends nothing else while it may have to repeat a response.
  const once = (response: string): string => response.replace(' retrans="500"', '');
  return awaiting(
    [
      '<recv request="INVITE">',
      '  <action>',
      '    <ereg regexp="[^ ].*" search_in="hdr" header="CSeq:" assign_to="cseq" />',
      '  </action>',
      '</recv>',
    ].join('\n'),
    respond(180, 'Ringing'),
    '<recv request="CANCEL"></recv>',
    once(respond(200, 'OK')),
    once(respond(487, 'Request Terminated')).replace('[last_CSeq:]', 'CSeq: [$cseq]'),
    '<recv request="ACK"></recv>',
  );
}

/** Awaits a call, answers it, does something inside it, then waits for the other side to hang up. */
export function answersCall(inside: readonly string[] = []): string {
  return awaiting(
    [
      '<recv request="INVITE">',
      '  <action>',
      '    <ereg regexp="[^ ].*" search_in="hdr" header="From:" assign_to="other" />',
      '    <ereg regexp="[^ ].*" search_in="hdr" header="To:" assign_to="self" />',
      '    <ereg regexp="sip:[^>;]*" search_in="hdr" header="Contact:" assign_to="contact" />',
      '  </action>',
      '</recv>',
      '<Reference variables="other,self,contact" />',
    ].join('\n'),
    respond(180, 'Ringing'),
    respond(200, 'OK', [], true),
    '<recv request="ACK"></recv>',
    ...inside,
    '<recv request="BYE"></recv>',
    respond(200, 'OK', [], false, '[last_To:]'),
  );
}

/** Calls a target. @param then the steps after the INVITE; see `ends` and the steps below */
export function calls(target: string, then: readonly string[]): string {
  const invite = (cseq: number, authentication: readonly string[]): string =>
    send([
      `INVITE sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
      ...fromAndTo('[service]', target),
      'Call-ID: [call_id]',
      `CSeq: ${cseq} INVITE`,
      contact,
      ...authentication,
      ...body(session),
    ]);
  return scenario(
    invite(1, []),
    '<recv response="401" auth="true"></recv>',
    send([
      `ACK sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
      ...fromAndTo('[service]', target, '[peer_tag_param]'),
      'Call-ID: [call_id]',
      'CSeq: 1 ACK',
      'Content-Length: 0',
    ]),
    invite(2, [authentication]).replace('branch=[branch]', inviteBranch),
    '<recv response="100" optional="true"></recv>',
    ...then,
  );
}

/** A CANCEL, and the ACK of a refusal, belong to the INVITE's own transaction (RFC 3261, 9.1 and 17.1.1.3). */
const inviteBranch = 'branch=z9hG4bK-odd-[pid]-[call_number]-invite';

/** Steps inside `calls`. */
export const call = {
  /** Waits for a provisional answer: 180, or 183 where there is early media. */
  rings: ['<recv response="183" optional="true"></recv>', '<recv response="180"></recv>'].join('\n'),

  /** @param target the called party */
  isAnswered(target: string): string {
    return [
      '<recv response="183" optional="true"></recv>',
      '<recv response="180" optional="true"></recv>',
      '<recv response="200" rrs="true"></recv>',
      send([
        'ACK [next_url] SIP/2.0',
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 2 ACK',
        'Content-Length: 0',
      ]),
    ].join('\n');
  },

  /** Gives up while it rings. */
  cancels(target: string): string {
    return [
      cancel(target),
      '<recv response="200"></recv>',
      '<recv response="487"></recv>',
      send([
        `ACK sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 2 ACK',
        'Content-Length: 0',
      ]).replace('branch=[branch]', inviteBranch),
    ].join('\n');
  },

  /** Gives up at the moment of the answer: the CANCEL crosses the 200, so the call must be ended with BYE. */
  cancelsTooLate(target: string): string {
    return [
      '<recv response="183" optional="true"></recv>',
      '<recv response="180" optional="true"></recv>',
      '<recv response="200" rrs="true"></recv>',
      cancel(target),
      // Asterisk may or may not still know the transaction.
      '<recv response="200" optional="true" next="late"></recv>',
      '<recv response="481"></recv>',
      '<label id="late" />',
      send([
        'ACK [next_url] SIP/2.0',
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 2 ACK',
        'Content-Length: 0',
      ]),
      call.hangsUp(target),
    ].join('\n');
  },

  /**
   * REFER inside the call.
   * @param status the expected answer; after a 202 the NOTIFYs arrive too close together for SIPp, so use the
   *   softphone (Phone.transfer) for transfers that are expected to work
   */
  refers(target: string, referTo: string, status: number): string {
    return [
      send([
        'REFER [next_url] SIP/2.0',
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 3 REFER',
        contact,
        `Refer-To: ${referTo}`,
        'Referred-By: <sip:[service]@[remote_ip]>',
        'Content-Length: 0',
      ]),
      `<recv response="${status}"></recv>`,
    ].join('\n');
  },

  /** MESSAGE inside the call; whatever the PBX responds, or nothing, is waited for a moment. */
  says(target: string, text: string): string {
    return [
      send([
        'MESSAGE [next_url] SIP/2.0',
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 4 MESSAGE',
        contact,
        'Content-Type: text/plain',
        'Content-Length: [len]',
        '',
        text,
      ]).replace(' retrans="500"', ''),
      '<recv response="202" timeout="400" ontimeout="said"></recv>',
      '<label id="said" />',
    ].join('\n');
  },

  hangsUp(target: string): string {
    return [
      send([
        'BYE [next_url] SIP/2.0',
        ...fromAndTo('[service]', target, '[peer_tag_param]'),
        'Call-ID: [call_id]',
        'CSeq: 9 BYE',
        'Content-Length: 0',
      ]),
      '<recv response="200"></recv>',
    ].join('\n');
  },

  /** Waits. */
  for(milliseconds: number): string {
    return `<pause milliseconds="${milliseconds}" />`;
  },
};

/**
 * Subscribes to the state of an extension.
 * @param status the expected answer: 200 where subscriptions are allowed, 603 where not
 * @param notifies how many NOTIFYs to accept after a 200
 */
export function subscribes(
  target: string,
  event: 'dialog' | 'presence',
  status: number,
  notifies = 0,
): string {
  const accept = event === 'dialog' ? 'application/dialog-info+xml' : 'application/pidf+xml';
  const subscribe = (cseq: number, authentication: readonly string[]): string =>
    send([
      `SUBSCRIBE sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
      ...fromAndTo('[service]', target),
      'Call-ID: [call_id]',
      `CSeq: ${cseq} SUBSCRIBE`,
      contact,
      `Event: ${event}`,
      `Accept: ${accept}`,
      'Expires: 60',
      ...authentication,
      'Content-Length: 0',
    ]);
  return scenario(
    subscribe(1, []),
    '<recv response="401" auth="true"></recv>',
    subscribe(2, [authentication]),
    `<recv response="${status}"></recv>`,
    ...takesNotifies(notifies),
  );
}

function cancel(target: string): string {
  return send([
    `CANCEL sip:${target}@[remote_ip]:[remote_port] SIP/2.0`,
    ...fromAndTo('[service]', target),
    'Call-ID: [call_id]',
    'CSeq: 2 CANCEL',
    'Content-Length: 0',
  ]).replace('branch=[branch]', inviteBranch);
}

function takesNotifies(count: number): string[] {
  return Array.from({ length: count }, () =>
    ['<recv request="NOTIFY"></recv>', respond(200, 'OK', [], false, '[last_To:]')].join('\n'),
  );
}

const contact = 'Contact: <sip:[service]@[local_ip]:[local_port]>';
const authentication = '[authentication]';

function fromAndTo(from: string, to: string, toTag = ''): string[] {
  return [
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: <sip:${from}@[remote_ip]>;tag=odd[call_number]`,
    `To: <sip:${to}@[remote_ip]>${toTag}`,
    'Max-Forwards: 70',
  ];
}

function respond(
  status: number,
  reason: string,
  headers: readonly string[] = [],
  sdp = false,
  to = '[last_To:];tag=odd[call_number]',
): string {
  return send([
    `SIP/2.0 ${status} ${reason}`,
    '[last_Via:]',
    '[last_From:]',
    to,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    ...(headers.some((header) => header.startsWith('Contact:')) ? [] : [contact]),
    ...headers,
    ...(sdp ? body(session) : ['Content-Length: 0']),
  ]);
}

function body(lines: readonly string[]): string[] {
  return ['Content-Type: application/sdp', 'Content-Length: [len]', '', ...lines];
}

function send(lines: readonly string[]): string {
  const retransmitted = /^(?:ACK|SIP\/2\.0 1)/.test(lines[0] ?? '') ? '' : ' retrans="500"';
  return [`<send${retransmitted}><![CDATA[`, '', ...lines, '', ']]></send>'].join('\n');
}

/**
 * A scenario that waits for a call. The PBX also checks the phone with OPTIONS, which SIPp counts as another
 * call; so the scenario runs until the intended call is over and is then stopped.
 */
function awaiting(...steps: readonly string[]): string {
  return scenario(
    '<recv request="OPTIONS" optional="true" next="asked"></recv>',
    ...steps,
    '<nop next="over"><action><exec int_cmd="stop_gracefully" /></action></nop>',
    '<label id="asked" />',
    respond(200, 'OK'),
    '<label id="over" />',
  );
}

function scenario(...steps: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" ?>',
    '<scenario name="odd phone">',
    ...steps,
    '</scenario>',
    '',
  ].join('\n\n');
}
