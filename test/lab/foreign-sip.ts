import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { WebSocket } from 'ws';
import { within } from '#kernel/within';
import { systemClock } from '#kernel/system-clock';

/** What a page registers with. */
export interface PageCredentials {
  endpoint: string;
  password: string;
}

/** What a foreign client sends. */
export interface ForeignRequest {
  method: string;
  /** User of the request's address and of To. */
  target: string;
  /** User of From; default: the endpoint. */
  from?: string;
  headers?: readonly string[];
  /** How long an answer may take; what is silent is waited for in vain. Default: a second. */
  patienceMs?: number;
}

/** How a request fared: the status of its final answer, or why there was none. */
export type Fate = number | 'refused' | 'silence';

const fingerprint = Array.from({ length: 32 }, (_, nth) => nth.toString(16).padStart(2, '0').toUpperCase());
/** An offer that an endpoint with `webrtc=yes` takes (RFC 8829). */
const offer = [
  ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 8 101', 'c=IN IP4 0.0.0.0', 'a=mid:0'],
  ...['a=ice-ufrag:abcd', 'a=ice-pwd:abcdefghijklmnopqrstuvwx', 'a=setup:actpass'],
  `a=fingerprint:sha-256 ${fingerprint.join(':')}`,
  ...['a=rtcp-mux', 'a=sendrecv', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', ''],
].join('\r\n');

/** Carries SIP to where it is taken: a WebSocket through Star7, or a datagram to the PBX itself. */
interface Way {
  transport: 'WS' | 'UDP';
  send(text: string): void;
  /** The next message, or null once the other side has hung up on this way. */
  next(): Promise<string | null>;
  close(): void;
}

/** Sends one request as a program that is no page of Star7 may, and answers one challenge (RFC 7616) with the page's password. */
async function request(way: Way, page: PageCredentials, asked: ForeignRequest): Promise<Fate> {
  const callId = randomBytes(8).toString('hex');
  const write = (nth: number, authorization: readonly string[]): void => {
    const { method, target, from = page.endpoint, headers = [] } = asked;
    const body = method === 'INVITE' ? offer : '';
    const { transport } = way;
    way.send(
      [
        `${method} sip:${target}@star7.invalid SIP/2.0`,
        `Via: SIP/2.0/${transport} foreign.invalid;rport;branch=z9hG4bK${callId}${String(nth)}`,
        'Max-Forwards: 69',
        `To: <sip:${target}@star7.invalid>`,
        `From: <sip:${from}@star7.invalid>;tag=${callId}`,
        `Call-ID: ${callId}`,
        `CSeq: ${String(nth)} ${method}`,
        `Contact: <sip:${page.endpoint}@foreign.invalid${transport === 'WS' ? ';transport=ws' : ''}>`,
        ...(body === '' ? [] : ['Content-Type: application/sdp']),
        ...authorization,
        ...headers,
        `Content-Length: ${String(body.length)}`,
        '',
        body,
      ].join('\r\n'),
    );
  };
  write(1, []);
  let isChallenged = false;
  for (;;) {
    const text = await within(systemClock, asked.patienceMs ?? 1_000, way.next(), () => '');
    if (text === null) return 'refused';
    if (text === '') return 'silence';
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
    if (status < 200 && status !== 180 && status !== 183) continue;
    const challenge = /^WWW-Authenticate: *Digest (.+)$/im.exec(text)?.[1];
    if (status !== 401 || challenge === undefined || isChallenged) return status;
    isChallenged = true;
    write(2, [digest(page, asked, challenge)]);
  }
}

function digest({ endpoint, password }: PageCredentials, asked: ForeignRequest, challenge: string): string {
  const field = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const uri = `sip:${asked.target}@star7.invalid`;
  const [realm, nonce, opaque] = ['realm', 'nonce', 'opaque'].map(field);
  const answer = md5(
    [
      md5(`${endpoint}:${realm!}:${password}`),
      nonce,
      '00000001',
      'abcd',
      'auth',
      md5(`${asked.method}:${uri}`),
    ].join(':'),
  );
  return [
    `Authorization: Digest algorithm=MD5, username="${endpoint}", realm="${realm!}", nonce="${nonce!}", uri="${uri}"`,
    `response="${answer}", opaque="${opaque!}", qop=auth, nc=00000001, cnonce="abcd"`,
  ].join(', ');
}

/** Through Star7's gate, as a page would. */
export async function requestByGate(
  url: string,
  cookie: string,
  page: PageCredentials,
  asked: ForeignRequest,
): Promise<Fate> {
  const socket = await openGate(url, { cookie });
  if (socket === null) return 'refused';
  const way = wayOf(socket);
  try {
    return await request(way, page, asked);
  } finally {
    way.close();
  }
}

/** @returns null where Star7 takes no connection */
export function openGate(
  url: string,
  { cookie, origin = url }: { cookie?: string; origin?: string },
): Promise<WebSocket | null> {
  const address = new URL('/api/phone', url.replace(/^http/, 'ws'));
  const socket = new WebSocket(address, 'sip', {
    headers: { origin: new URL(origin).origin, ...(cookie !== undefined && { cookie }) },
  });
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** To the PBX itself, past Star7, as a program in the office's network might. */
export async function requestByUdp(
  port: number,
  page: PageCredentials,
  asked: ForeignRequest,
): Promise<Fate> {
  const socket = createSocket('udp4');
  const way = queued(
    'UDP',
    (text) => socket.send(text, port, '127.0.0.1'),
    () => socket.close(),
  );
  socket.on('message', (bytes) => way.take(bytes.toString('latin1')));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  try {
    return await request(way, page, asked);
  } finally {
    way.close();
  }
}

function wayOf(socket: WebSocket): Way {
  const way = queued(
    'WS',
    (text) => socket.send(text),
    () => socket.terminate(),
  );
  socket.on('message', (data) => {
    const text = (data as Buffer).toString('utf8');
    // Not the gate's keep-alive.
    if (text.trim() !== '') way.take(text);
  });
  socket.on('close', () => way.take(null));
  return way;
}

function queued(
  transport: Way['transport'],
  send: (text: string) => void,
  close: () => void,
): Way & { take(text: string | null): void } {
  const come: (string | null)[] = [];
  let waiting: ((text: string | null) => void) | null = null;
  return {
    ...{ transport, send, close },
    take(text) {
      if (waiting === null) come.push(text);
      else waiting(text);
      waiting = null;
    },
    next: () =>
      come.length > 0 ? Promise.resolve(come.shift() ?? null) : new Promise((resolve) => (waiting = resolve)),
  };
}
