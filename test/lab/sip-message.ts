/** A SIP message as one side saw it. */
export interface SipMessage {
  direction: 'received' | 'sent';
  /** The complete message, byte for byte as latin1. */
  text: string;
  startLine: string;
  /** The method of a request; null in a response. */
  method: string | null;
  /** The status of a response; null in a request. */
  status: number | null;
  callId: string;
  /** Whether To has a tag: the message then belongs to an existing dialogue. */
  inDialogue: boolean;
  /** The time in the log; null where the log has none. */
  at: string | null;
}

/** Data that could reveal the other party to a phone: header and value, in the order of the message. */
export interface Identity {
  header: string;
  value: string;
}

const identityHeaders = new Set([
  'from',
  'p-asserted-identity',
  'p-preferred-identity',
  'remote-party-id',
  'diversion',
  'history-info',
  'contact',
  'call-info',
  'refer-to',
  'referred-by',
]);

export function parseSipMessage(
  text: string,
  direction: SipMessage['direction'],
  at: string | null = null,
): SipMessage {
  const [startLine = ''] = text.split(/\r?\n/, 1);
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1];
  const message: SipMessage = {
    direction,
    text,
    startLine,
    method: status === undefined ? (startLine.split(' ')[0] ?? null) : null,
    status: status === undefined ? null : Number(status),
    callId: '',
    inDialogue: false,
    at,
  };
  message.callId = headerOf(message, 'Call-ID') ?? '';
  message.inDialogue = /;tag=/.test(headerOf(message, 'To') ?? '');
  return message;
}

/** The first header of that name (case-insensitive). */
export function headerOf(message: SipMessage, name: string): string | null {
  const wanted = name.toLowerCase();
  return headers(message).find(({ header }) => header.toLowerCase() === wanted)?.value ?? null;
}

/** All data in a message that could reveal the other party. A response's From is the receiver's own. */
export function identitiesIn(message: SipMessage): Identity[] {
  return headers(message).filter(
    ({ header }) =>
      identityHeaders.has(header.toLowerCase()) &&
      !(message.status !== null && header.toLowerCase() === 'from'),
  );
}

function headers({ text }: SipMessage): Identity[] {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  return (
    head
      .split(/\r?\n/)
      .slice(1)
      .map((line) => /^([^:\s]+)\s*:\s*(.*)$/.exec(line))
      .filter((match) => match !== null)
      // Names are UTF-8 (RFC 3261, 7.3.1).
      .map(([, header = '', value = '']) => ({
        header,
        value: Buffer.from(value, 'latin1').toString('utf8'),
      }))
  );
}

/** SIPp's `-trace_msg` log. */
export function parseSippLog(log: string): SipMessage[] {
  return log
    .split(/^-{40,} /m)
    .slice(1)
    .flatMap((part) => {
      const match = /^(\S+)\s*\n\w+ message (received|sent) .*?:\s*\n\n([\s\S]*)$/.exec(part);
      if (match === null) return [];
      const [, at = null, direction, text = ''] = match;
      return [parseSipMessage(text, direction === 'sent' ? 'sent' : 'received', at)];
    });
}

/** Parses the SIP trace in the output of baresip with `-s`. */
export function parseBaresipLog(log: string, ownPort: number): SipMessage[] {
  const trace = /#\r?\nUDP \S+:(\d+) -> \S+:(\d+)\r?\n([\s\S]*?)\x1b\[;m/g; // eslint-disable-line no-control-regex
  return [...log.matchAll(trace)].map(([, from, , text = '']) =>
    parseSipMessage(text, Number(from) === ownPort ? 'sent' : 'received'),
  );
}
