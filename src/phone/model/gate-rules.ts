import { echoCode } from './echo-code';
import type { SipHeader, SipMessage, SipRequestLine, SipStatusLine } from './sip-message';
import { addressIn, formatSip, onlyValueOf, parseSip, userIn, valuesOf } from './sip-message';

/*
 * What passes between a page and the PBX. The credentials are in the page, so its manager can say anything over this connection:
 * what is not listed here is refused. In the other direction, what is not listed does not reach the page.
 */

/** Why a frame of a page is refused. Stable: it is in the audit log. */
export type FrameFault =
  /** No SIP message, or one that can be read in two ways. */
  | 'unreadable'
  | 'method'
  | 'header'
  /** From, To, Contact or the credentials are another phone's. */
  | 'identity'
  /** A call to something else than a short code. */
  | 'target'
  /** A redirection. */
  | 'status'
  | 'body';

export type Judged = { forward: string } | { fault: FrameFault };

/** The header by which a page recognises the call that it asked for: its value is the call's id. */
export const callHeader = 'X-Star7-Call';

/** What a page may send, and what it may be sent: no REFER, MESSAGE, SUBSCRIBE, NOTIFY or PUBLISH. */
const methods: ReadonlySet<string> = new Set([
  ...['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'OPTIONS', 'UPDATE', 'INFO'],
]);
const methodsToPage: ReadonlySet<string> = new Set([...methods].filter((method) => method !== 'REGISTER'));

const everyHeader = [
  ...['via', 'from', 'to', 'call-id', 'cseq', 'contact', 'max-forwards', 'expires', 'allow', 'supported'],
  ...['require', 'content-type', 'content-length', 'reason', 'rack', 'rseq', 'session-expires', 'min-se'],
];
const headersOfPage: ReadonlySet<string> = new Set([
  ...everyHeader,
  // Retry-After: JsSIP says so where two offers meet.
  ...['user-agent', 'authorization', 'accept', 'unsupported', 'retry-after'],
]);
/** Neither identities (PAI, RPID, Diversion, History-Info) nor what tells the PBX's make or writes a text. */
const headersToPage: ReadonlySet<string> = new Set([
  ...everyHeader,
  ...['www-authenticate', 'min-expires', 'unsupported', 'record-route', callHeader.toLowerCase()],
]);

/** `*7` and an order number: what `star7-short-codes` of the dialplan takes; beside it the echo test, and nothing else. */
const shortCode = /^\*7[0-9A-Za-z.%_-]{0,96}$/;

/**
 * As JsSIP writes it. The PBX puts the connection's address in the place of the host, but leaves parameters: `maddr`, or the
 * one by which Asterisk keeps a transport's name, would lead its requests elsewhere.
 */
const contactUri = /^sip:[^@;]+@[^@;]+(?:;transport=wss?)?(?:;ob)?$/;

const bodyOf: Readonly<Record<string, string>> = {
  INVITE: 'application/sdp',
  UPDATE: 'application/sdp',
  ACK: 'application/sdp',
  PRACK: 'application/sdp',
  INFO: 'application/dtmf-relay',
};

/** Judges a frame of a page. What is passed on is written anew from what was read. @param endpoint the page's own */
export function frameOfPage(text: string, endpoint: string): Judged {
  const message = parseSip(text);
  if (message === null) return { fault: 'unreadable' };
  const { start } = message;
  const fault =
    commonFault(message, headersOfPage) ??
    ('method' in start ? requestFault(message, start, endpoint) : responseFault(message, start, endpoint));
  return fault === null ? { forward: formatSip(message) } : { fault };
}

/**
 * A frame of the PBX as the page may have it: headers that are not listed are left out, and where a call is redirected to.
 * @returns null for what does not reach the page at all
 */
export function frameToPage(text: string): string | null {
  const message = parseSip(text);
  if (message === null) return null;
  const { start, body } = message;
  if ('method' in start && !methodsToPage.has(start.method)) return null;
  if (body !== '' && onlyValueOf(message, 'content-type') !== 'application/sdp') return null;
  const isRedirection = 'status' in start && start.status >= 300 && start.status < 400;
  return formatSip({
    ...message,
    headers: message.headers.filter(
      (header) =>
        isListed(header, headersToPage) && !(isRedirection && header.name.toLowerCase() === 'contact'),
    ),
  });
}

/** Whether a frame for the page says that its registration holds. */
export function isRegistered(text: string): boolean {
  const message = parseSip(text);
  return (
    message !== null &&
    'status' in message.start &&
    message.start.status === 200 &&
    / REGISTER$/.test(onlyValueOf(message, 'cseq') ?? '') &&
    valuesOf(message, 'contact').length > 0
  );
}

function isListed({ name }: SipHeader, listed: ReadonlySet<string>): boolean {
  return listed.has(name.toLowerCase());
}

/** What every message must have once, and no other headers than those listed. */
function commonFault(message: SipMessage, listed: ReadonlySet<string>): FrameFault | null {
  if (!message.headers.every((header) => isListed(header, listed))) return 'header';
  for (const name of ['from', 'to', 'call-id', 'cseq']) {
    if (onlyValueOf(message, name) === null) return 'header';
  }
  if (valuesOf(message, 'contact').length > 1) return 'header';
  // A comma begins another hop.
  return onlyValueOf(message, 'via')?.includes(',') === false ? null : 'header';
}

function requestFault(
  message: SipMessage,
  { method, uri }: SipRequestLine,
  endpoint: string,
): FrameFault | null {
  if (!methods.has(method)) return 'method';
  if (!new RegExp(`^[0-9]{1,10} ${method}$`).test(onlyValueOf(message, 'cseq') ?? '')) return 'method';
  const from = addressIn(onlyValueOf(message, 'from') ?? '');
  const to = addressIn(onlyValueOf(message, 'to') ?? '');
  if (from?.user !== endpoint || to === null || hasForeignContact(message, endpoint)) return 'identity';
  if (hasForeignCredentials(message, endpoint)) return 'identity';
  const user = userIn(uri);
  if (method === 'REGISTER') {
    if (to.user !== endpoint) return 'identity';
    if (user !== '') return 'target';
  } else if (!to.tagged) {
    // The beginning of a call, or its end before the answer.
    if (method !== 'INVITE' && method !== 'CANCEL') return 'method';
    if (user === null || !(shortCode.test(user) || user === echoCode) || to.user !== user) return 'target';
  }
  return bodyFault(message, bodyOf[method]);
}

function responseFault(message: SipMessage, { status }: SipStatusLine, endpoint: string): FrameFault | null {
  if (status >= 300 && status < 400) return 'status';
  if (hasForeignContact(message, endpoint)) return 'identity';
  return bodyFault(message, 'application/sdp');
}

function hasForeignContact(message: SipMessage, endpoint: string): boolean {
  return valuesOf(message, 'contact').some((value) => {
    const contact = addressIn(value);
    return contact?.user !== endpoint || !contactUri.test(contact.uri);
  });
}

/** Digest credentials (RFC 7616) name their user: it must be the page's own, once. */
function hasForeignCredentials(message: SipMessage, endpoint: string): boolean {
  return valuesOf(message, 'authorization').some((value) => {
    const users = value.match(/username\*?\s*=[^,]*/gi) ?? [];
    return users.length !== 1 || users[0] !== `username="${endpoint}"`;
  });
}

function bodyFault(message: SipMessage, expected: string | undefined): FrameFault | null {
  if (message.body === '') return null;
  return expected !== undefined && onlyValueOf(message, 'content-type') === expected ? null : 'body';
}
