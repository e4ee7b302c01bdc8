/** A SIP request or response (RFC 3261, section 7), as one WebSocket frame carries it (RFC 7118, section 5). */
export interface SipMessage {
  start: SipRequestLine | SipStatusLine;
  headers: readonly SipHeader[];
  /** ASCII; '' for none. */
  body: string;
}

export interface SipRequestLine {
  method: string;
  uri: string;
}

export interface SipStatusLine {
  status: number;
  reason: string;
}

export interface SipHeader {
  /** As it came, so that nothing changes on the way. */
  name: string;
  value: string;
}

const mostHeaders = 64;
const longestLine = 4096;

/** Unicode category Cc: none stands in a line, the tabulator neither. */
const control = /\p{Cc}/u;
const requestLine = /^([A-Z]{1,16}) (sips?:[!-~]{1,512}) SIP\/2\.0$/;
const statusLine = /^SIP\/2\.0 ([1-6][0-9]{2}) (.{0,100})$/;
/** No compact form, no space before the colon: two readers could take such a line for two headers. */
const headerLine = /^([A-Za-z][A-Za-z0-9-]{1,39}): *(.*?) *$/;
/** SDP and DTMF: lines of printable ASCII. */
const bodyText = /^(?:[\x20-\x7e\t]|\r\n)*$/;

/**
 * Reads what cannot be read in two ways, and nothing else. RFC 3261 allows more (folded lines, compact names, lone line
 * feeds); neither JsSIP nor Asterisk writes that, and a reader that is more lenient than this one could find in it what this
 * one did not see.
 * @returns null for anything else
 */
export function parseSip(text: string): SipMessage | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const body = text.slice(end + 4);
  if (lines.length > mostHeaders || !bodyText.test(body)) return null;
  const start = control.test(first) ? null : startOf(first);
  if (start === null) return null;
  const headers: SipHeader[] = [];
  for (const line of lines) {
    const [, name, value] = (isPlain(line) ? headerLine.exec(line) : null) ?? [];
    if (name === undefined || value === undefined) return null;
    headers.push({ name, value });
  }
  const message = { start, headers, body };
  // The body is ASCII: its characters are its bytes.
  const lengths = valuesOf(message, 'content-length');
  const isWhole =
    lengths.length === 0 ? body === '' : lengths.length === 1 && lengths[0] === String(body.length);
  return isWhole ? message : null;
}

export function formatSip({ start, headers, body }: SipMessage): string {
  const first =
    'method' in start
      ? `${start.method} ${start.uri} SIP/2.0`
      : `SIP/2.0 ${String(start.status)} ${start.reason}`;
  return [first, ...headers.map(({ name, value }) => `${name}: ${value}`), '', body].join('\r\n');
}

/** The values of a header, in their order. @param name in lower case */
export function valuesOf({ headers }: Pick<SipMessage, 'headers'>, name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
}

/** The value of a header that stands once; null where it is missing or stands twice. @param name in lower case */
export function onlyValueOf(message: Pick<SipMessage, 'headers'>, name: string): string | null {
  const [value, ...others] = valuesOf(message, name);
  return value === undefined || others.length > 0 ? null : value;
}

/** An address of From, To or Contact. */
export interface SipAddress {
  uri: string;
  /** '' for none. */
  user: string;
  /** Whether it has a tag: for To, that the message belongs to a dialog. */
  tagged: boolean;
}

const parameters = /^(?:;[A-Za-z0-9.+_-]+(?:=(?:[^\s",;<>\\]+|"[^"\\]*"))?)*$/;
const nameAddress = /^(?:(?:"(?:[^"\\]|\\.)*"|[A-Za-z0-9 .!%*_+`'~-]*) ?)<([^<>"\s]+)>(.*)$/;
const bareAddress = /^([^<>"\s;?,]+)((?:;.*)?)$/;

/**
 * One address in angle brackets or bare; a list of addresses is none.
 * @returns null for anything else
 */
export function addressIn(value: string): SipAddress | null {
  const [, uri, rest] = nameAddress.exec(value) ?? bareAddress.exec(value) ?? [];
  if (uri === undefined || rest === undefined || !parameters.test(rest)) return null;
  const user = userIn(uri);
  return user === null ? null : { uri, user, tagged: /;tag=/i.test(rest) };
}

/** @returns the user of a SIP URI, '' without one; null for other URIs, and for those that bring headers along (`?Replaces=`) */
export function userIn(uri: string): string | null {
  const found = /^sips?:(?:([^@:?;,\s]*)@)?[A-Za-z0-9.:[\]-]+(?:;[A-Za-z0-9._~=+-]*)*$/.exec(uri);
  return found === null ? null : (found[1] ?? '');
}

function isPlain(line: string): boolean {
  return line.length <= longestLine && !control.test(line);
}

function startOf(line: string): SipRequestLine | SipStatusLine | null {
  const [, method, uri] = requestLine.exec(line) ?? [];
  if (method !== undefined && uri !== undefined) return { method, uri };
  const [, status, reason] = statusLine.exec(line) ?? [];
  return status === undefined || reason === undefined ? null : { status: Number(status), reason };
}
