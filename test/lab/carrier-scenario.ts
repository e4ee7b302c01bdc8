import type { CarrierBehaviour, CarrierStep } from './carrier-behaviours';
import { deafPortOffset } from './lab-ports';

/**
 * The SIPp scenario of a carrier: one dialogue for all customers, which branches on the last two digits of
 * the called number.
 *
 * SIPp has labels and jumps but no procedures, so each behaviour is written out in full. Each ends in one of
 * three common tails: the caller cancelled, the caller hung up, the call failed.
 */
export function carrierScenario(behaviours: readonly CarrierBehaviour[], trunk: 'first' | 'second'): string {
  const labels = new Labels();
  const [standard] = behaviours;
  if (standard === undefined) throw new Error('A carrier needs at least one behaviour');
  return [
    '<?xml version="1.0" encoding="UTF-8" ?>',
    '<scenario name="carrier">',
    receivesInvite(behaviours),
    ...behaviours.map(
      ({ code }) => `<nop hide="true" next="${labels.behaviour(code)}" test="is_${code}"></nop>`,
    ),
    `<nop hide="true" next="${labels.behaviour(standard.code)}"></nop>`,
    ...behaviours.map((behaviour) => branch(behaviour, trunk, labels)),
    tails(labels),
    '</scenario>',
    '',
  ].join('\n\n');
}

/** SIPp labels are words; numbers make them unique. */
class Labels {
  #next = 0;

  fresh(what: string): string {
    this.#next += 1;
    return `${what}_${this.#next}`;
  }

  behaviour(code: string): string {
    return `behaviour_${code}`;
  }

  readonly cancelled = 'cancelled';
  readonly hungUp = 'hung_up';
  readonly refusedAck = 'refused_ack';
  readonly end = 'end';
}

function receivesInvite(behaviours: readonly CarrierBehaviour[]): string {
  const codes = behaviours.map(
    ({ code }) =>
      `    <ereg regexp="^INVITE sip:[^@]*${code}@" search_in="msg" check_it="false" assign_to="is_${code}" />`,
  );
  return [
    '<recv request="INVITE" crlf="true">',
    '  <action>',
    // Saved for our later requests: our identity (To), theirs (From), their address (Contact).
    '    <ereg regexp="[^ ].*" search_in="hdr" header="From:" assign_to="caller" />',
    '    <ereg regexp="[^ ].*" search_in="hdr" header="To:" assign_to="callee" />',
    '    <ereg regexp="sip:[^>;]*" search_in="hdr" header="Contact:" assign_to="contact" />',
    '    <ereg regexp="[^ ].*" search_in="hdr" header="CSeq:" assign_to="invite_cseq" />',
    '    <ereg regexp="[^ ].*" search_in="hdr" header="Via:" assign_to="invite_via" />',
    '    <ereg regexp="^INVITE sip:([^@]*)@" search_in="msg" assign_to="request,called" />',
    ...codes,
    '  </action>',
    '</recv>',
    // SIPp refuses a scenario with an unused variable.
    '<Reference variables="request,contact,caller,callee" />',
  ].join('\n');
}

function branch(behaviour: CarrierBehaviour, trunk: 'first' | 'second', labels: Labels): string {
  const steps = trunk === 'second' ? (behaviour.onSecondTrunk ?? behaviour.steps) : behaviour.steps;
  let answered = false;
  const lines = steps.map((step, index) => {
    const text = written(step, labels, answered, index === steps.length - 1);
    if (step.do === 'answer') answered = true;
    return text;
  });
  return [
    `<!-- ${behaviour.code} ${behaviour.what} -->`,
    `<label id="${labels.behaviour(behaviour.code)}" />`,
    ...lines,
  ].join('\n');
}

function written(step: CarrierStep, labels: Labels, answered: boolean, last: boolean): string {
  switch (step.do) {
    case 'respond':
      return [
        response(step.status, step.reason, step.headers ?? [], step.sdp ?? false),
        ...(last ? [jump(labels.refusedAck)] : []),
      ].join('\n');
    case 'answer':
      return answer(step.headers ?? [], labels, step.isDeaf);
    case 'wait':
      return answered ? waitForBye(labels, step.for) : waitForCancel(labels, step.for);
    case 'wait-for-cancel':
      return waitForCancel(labels);
    case 'answer-too-late':
      return answerTooLate(labels);
    case 'talk':
      return talk(labels, step.customerHangsUpAfter);
    case 'press':
      return [
        send(
          [
            ...requestLines('INFO', []),
            'Content-Type: application/dtmf-relay',
            'Content-Length: [len]',
            '',
            `Signal=${step.key}`,
            'Duration=160',
          ],
          ' retrans="500"',
        ),
        `<recv request="BYE" optional="true" next="${labels.hungUp}"></recv>`,
        '<recv response="200"></recv>',
      ].join('\n');
    case 'update':
      return [
        ownRequest('UPDATE', step.headers, false),
        `<recv request="BYE" optional="true" next="${labels.hungUp}"></recv>`,
        '<recv response="200"></recv>',
      ].join('\n');
    case 're-invite':
      return [
        ownRequest('INVITE', step.headers, true),
        '<recv response="100" optional="true"></recv>',
        `<recv request="BYE" optional="true" next="${labels.hungUp}"></recv>`,
        '<recv response="200"></recv>',
        ownRequest('ACK', [], false),
      ].join('\n');
    case 'ignore':
      return ['<pause milliseconds="60000" />', jump(labels.end)].join('\n');
  }
}

function jump(label: string): string {
  return `<nop hide="true" next="${label}"></nop>`;
}

/** During a pause SIPp would miss the CANCEL; a recv with a time-out does not. */
function waitForCancel(labels: Labels, milliseconds?: number): string {
  if (milliseconds === undefined) return `<recv request="CANCEL" next="${labels.cancelled}"></recv>`;
  const label = labels.fresh('waited');
  return [
    `<recv request="CANCEL" next="${labels.cancelled}" timeout="${milliseconds}" ontimeout="${label}"></recv>`,
    `<label id="${label}" />`,
  ].join('\n');
}

function answer(headers: readonly string[], labels: Labels, isDeaf = false): string {
  const acknowledged = labels.fresh('acknowledged');
  return [
    withMediaAt(
      isDeaf ? `[media_port+${deafPortOffset}]` : mediaPort,
      response(200, 'OK', headers, true, ' retrans="500"'),
    ),
    // A CANCEL that crosses our 200 comes too late (RFC 3261, 9.2): it gets an answer and has no effect.
    `<recv request="ACK" optional="true" next="${acknowledged}"></recv>`,
    '<recv request="CANCEL"></recv>',
    response(200, 'OK', [], false),
    '<recv request="ACK"></recv>',
    `<label id="${acknowledged}" />`,
  ].join('\n');
}

/**
 * The CANCEL no longer finds an INVITE to end (RFC 3261, 9.1): its sender has a dialogue and must send a BYE.
 */
function answerTooLate(labels: Labels): string {
  return [
    '<recv request="CANCEL"></recv>',
    response(200, 'OK', [], false),
    send(
      [
        'SIP/2.0 200 OK',
        'Via: [$invite_via]',
        'From: [$caller]',
        'To: [$callee];tag=carrier[call_number]',
        '[last_Call-ID:]',
        'CSeq: [$invite_cseq]',
        'Contact: <sip:[local_ip]:[local_port]>',
        ...body(true),
      ],
      ' retrans="500"',
    ),
    '<recv request="ACK"></recv>',
    `<recv request="BYE" next="${labels.hungUp}"></recv>`,
  ].join('\n');
}

/** Inside the dialogue: answers re-INVITEs until the caller hangs up or the time is over. */
function waitForBye(labels: Labels, milliseconds?: number): string {
  const again = labels.fresh('talking');
  const over = labels.fresh('talked');
  const reinvited = labels.fresh('reinvited');
  const timeout = milliseconds === undefined ? '' : ` timeout="${milliseconds}" ontimeout="${over}"`;
  return [
    `<label id="${again}" />`,
    `<recv request="INVITE" optional="true" next="${reinvited}"${timeout}></recv>`,
    `<recv request="BYE" next="${labels.hungUp}"${timeout}></recv>`,
    `<label id="${reinvited}" />`,
    response(200, 'OK', [], true, ' retrans="500"', inDialogue),
    `<recv request="ACK" next="${again}"></recv>`,
    ...(milliseconds === undefined ? [] : [`<label id="${over}" />`]),
  ].join('\n');
}

function talk(labels: Labels, customerHangsUpAfter?: number): string {
  if (customerHangsUpAfter === undefined) return waitForBye(labels);
  return [
    waitForBye(labels, customerHangsUpAfter),
    ownRequest('BYE', [], false),
    // Both sides may hang up at the same moment; each BYE gets its answer.
    `<recv request="BYE" optional="true" next="${labels.hungUp}"></recv>`,
    `<recv response="200" next="${labels.end}"></recv>`,
  ].join('\n');
}

function tails(labels: Labels): string {
  return [
    '<!-- The caller gave up: 200 to the CANCEL, 487 to the INVITE. -->',
    `<label id="${labels.cancelled}" />`,
    response(200, 'OK', [], false),
    send([
      'SIP/2.0 487 Request Terminated',
      'Via: [$invite_via]',
      'From: [$caller]',
      'To: [$callee];tag=carrier[call_number]',
      '[last_Call-ID:]',
      'CSeq: [$invite_cseq]',
      'Content-Length: 0',
    ]),
    '<recv request="ACK"></recv>',
    jump(labels.end),
    '<!-- Refused: the ACK is part of the INVITE transaction (RFC 3261, 17.1.1.3). -->',
    `<label id="${labels.refusedAck}" />`,
    '<recv request="ACK"></recv>',
    jump(labels.end),
    '<!-- The caller hung up. -->',
    `<label id="${labels.hungUp}" />`,
    response(200, 'OK', [], false, '', inDialogue),
    `<label id="${labels.end}" />`,
    // Waits for retransmissions (shortened timers H, I and J).
    '<timewait milliseconds="2000" />',
  ].join('\n');
}

const mediaPort = '[media_port]';

function withMediaAt(port: string, message: string): string {
  return message.replace(mediaPort, () => port);
}

const sessionDescription = [
  'v=0',
  'o=carrier 1 1 IN IP[local_ip_type] [local_ip]',
  's=-',
  'c=IN IP[media_ip_type] [media_ip]',
  't=0 0',
  // Both, because SIPp cannot negotiate: it echoes the caller's preferred codec unchanged.
  'm=audio [media_port] RTP/AVP 8 0 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=ptime:20',
  'a=sendrecv',
];

const firstTag = '[last_To:];tag=carrier[call_number]';
/** Requests inside the dialogue already carry our tag. */
const inDialogue = '[last_To:]';

function response(
  status: number,
  reason: string,
  headers: readonly string[],
  sdp: boolean,
  attributes = '',
  to = firstTag,
): string {
  const contact = headers.some((header) => header.startsWith('Contact:'))
    ? []
    : ['Contact: <sip:[local_ip]:[local_port]>'];
  return send(
    [
      `SIP/2.0 ${status} ${reason}`,
      '[last_Via:]',
      '[last_From:]',
      to,
      '[last_Call-ID:]',
      '[last_CSeq:]',
      ...contact,
      ...headers.map(withCalledNumber),
      ...body(sdp),
    ],
    attributes,
  );
}

function ownRequest(method: string, headers: readonly string[], sdp: boolean): string {
  return send([...requestLines(method, headers), ...body(sdp)], method === 'ACK' ? '' : ' retrans="500"');
}

function requestLines(method: string, headers: readonly string[]): string[] {
  return [
    `${method} [$contact] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    'From: [$callee];tag=carrier[call_number]',
    'To: [$caller]',
    'Call-ID: [call_id]',
    `CSeq: [cseq] ${method}`,
    'Contact: <sip:[local_ip]:[local_port]>',
    'Max-Forwards: 70',
    ...headers.map(withCalledNumber),
  ];
}

function withCalledNumber(header: string): string {
  return header.replaceAll('[called]', '[$called]');
}

function body(sdp: boolean): string[] {
  return sdp
    ? ['Content-Type: application/sdp', 'Content-Length: [len]', '', ...sessionDescription]
    : ['Content-Length: 0'];
}

function send(lines: readonly string[], attributes = ''): string {
  return [`<send${attributes}><![CDATA[`, '', ...lines, '', ']]></send>'].join('\n');
}
