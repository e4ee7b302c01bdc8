/** The subset of SIP (RFC 3261) that one test call needs: messages as text, one header per line. */
export interface SipText {
  startLine: string;
  /** The method of a request; null in a response. */
  method: string | null;
  /** The status of a response; null in a request. */
  status: number | null;
  headers: ReadonlyArray<readonly [name: string, value: string]>;
  body: string;
}

/** @returns null for anything but a SIP message: keep-alives, stray media */
export function readSip(bytes: Buffer): SipText | null {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [startLine = '', ...lines] = text.slice(0, end < 0 ? undefined : end).split('\r\n');
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1];
  const method = /^([A-Z]+) \S+ SIP\/2\.0$/.exec(startLine)?.[1];
  if (status === undefined && method === undefined) return null;
  return {
    startLine,
    method: method ?? null,
    status: status === undefined ? null : Number(status),
    headers: lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
    body: end < 0 ? '' : text.slice(end + 4),
  };
}

/** The first header of that name (case-insensitive); empty where there is none. */
export function header(message: SipText, name: string): string {
  return allHeaders(message, name)[0] ?? '';
}

export function allHeaders({ headers }: SipText, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** @param type of the body, if there is one */
export function writeSip(lines: readonly string[], body = '', type = 'application/sdp'): Buffer {
  const ending = body === '' ? [] : [`Content-Type: ${type}`];
  return Buffer.from(
    [...lines, ...ending, `Content-Length: ${Buffer.byteLength(body, 'latin1')}`, '', body].join('\r\n'),
    'latin1',
  );
}

/** A readable name of the message: `INVITE`, `200 to INVITE`. Reveals none of its content. */
export function nameOf(message: SipText): string {
  if (message.method !== null) return message.method;
  return `${message.status ?? 0} to ${header(message, 'CSeq').split(' ')[1] ?? 'a request'}`;
}

/** Names the line of a message that contains the offset: a header's name, or an SDP line's letter. */
export function lineAt(bytes: Buffer, offset: number): string {
  const before = bytes.toString('latin1', 0, offset);
  if (!before.includes('\n')) return 'first line';
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /^([A-Za-z-]+) *:/.exec(line)?.[1] ?? (/^[a-z]=/.test(line) ? `SDP ${line.slice(0, 2)}` : 'body');
}

/** Where to send media, and its possible encodings. */
export interface Offer {
  address: string;
  port: number;
  payloads: readonly string[];
  /** `a=rtpmap:` lines by payload. */
  maps: ReadonlyMap<string, string>;
}

/** @returns null where the body offers no plain audio */
export function readOffer(body: string): Offer | null {
  const [, port, payloads] = /^m=audio (\d+) RTP\/AVP ([\d ]+)/m.exec(body) ?? [];
  const address = /^c=IN IP[46] (\S+)/m.exec(body)?.[1];
  if (port === undefined || payloads === undefined || address === undefined) return null;
  return {
    address,
    port: Number(port),
    payloads: payloads.trim().split(/\s+/),
    maps: new Map(
      [...body.matchAll(/^a=rtpmap:(\d+) .*$/gm)].map(([line, payload = '']) => [payload, line.trim()]),
    ),
  };
}

/** A session description that accepts the first offered encoding; G.711 without an offer. */
export function session(offer: Offer | null, address: string, port: number, number: string | null): string {
  const payload = offer?.payloads[0] ?? '8';
  const map = offer === null ? 'a=rtpmap:8 PCMA/8000' : offer.maps.get(payload);
  const kind = address.includes(':') ? 'IP6' : 'IP4';
  return [
    'v=0',
    `o=${number ?? 'doctor'} 1 1 IN ${kind} ${address}`,
    `s=${number ?? 'doctor'}`,
    `c=IN ${kind} ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${payload}`,
    ...(map === undefined ? [] : [map]),
    ...(number === null ? [] : [`a=x-number:${number}`]),
    'a=sendrecv',
    '',
  ].join('\r\n');
}
