import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { UA } from 'jssip';
import type { Socket } from 'jssip/lib/Socket';
import { WebSocket } from 'ws';
import { csrfToken } from '#people/csrf';

/** As in src/web/phone/sip-phone.ts, which runs in browsers alone. */
const host = 'star7.invalid';
const registerSeconds = 120;
const reconnect = { connection_recovery_min_interval: 1, connection_recovery_max_interval: 2 };
/** As the gate sends it to pages. */
const keepAlive = '\r\n\r\n';
const askEveryMs = 60_000;

/**
 * What a signed-in manager's page that is the phone does on the wire while nobody calls: a session, the stream of live events, the
 * gate with a registration by JsSIP, which the page uses too, and its refreshes. And the queue, which the page asks for each minute.
 */
export class IdlePage {
  #events: ClientRequest | null = null;
  #ua: UA | null = null;
  #queue: NodeJS.Timeout | undefined;
  /** Bytes of live events. */
  streamed = 0;
  registrations = 0;
  /** Ends of connections that nobody asked for. */
  breaks = 0;

  private constructor(
    private readonly url: string,
    private readonly session: string,
  ) {}

  /** @returns once it can be rung @param session what the cookie holds */
  static async open(url: string, session: string): Promise<IdlePage> {
    const page = new IdlePage(url, session);
    page.#stream();
    await page.#get('/api/session');
    await page.#register();
    page.#queue = setInterval(() => void page.#ask().catch(() => undefined), askEveryMs);
    return page;
  }

  close(): void {
    clearInterval(this.#queue);
    this.#ua?.stop();
    this.#events?.destroy();
  }

  get #headers(): Record<string, string> {
    return {
      cookie: `star7_session=${this.session}`,
      'x-star7-csrf': csrfToken(this.session),
      origin: new URL(this.url).origin,
    };
  }

  #stream(): void {
    const events = request(new URL('/api/events', this.url), { headers: this.#headers, agent: false });
    this.#events = events;
    events.on('response', (answer) => {
      answer.on('data', (bytes: Buffer) => (this.streamed += bytes.length));
      answer.on('close', () => (this.breaks += 1));
    });
    events.on('error', () => (this.breaks += 1));
    events.end();
  }

  /** As src/web/pages/manager/queries.ts: orders become due as time passes. */
  async #ask(): Promise<void> {
    await Promise.all(
      ['/api/queue?part=to-call&limit=50', '/api/queue/counts'].map((each) => this.#get(each)),
    );
  }

  async #get(target: string, method = 'GET'): Promise<unknown> {
    const answer = await fetch(new URL(target, this.url), { method, headers: this.#headers });
    if (!answer.ok) throw new Error(`${method} ${target}: ${String(answer.status)}`);
    return await answer.json();
  }

  async #register(): Promise<void> {
    const { endpoint, password } = (await this.#get('/api/phone', 'POST')) as Record<
      'endpoint' | 'password',
      string
    >;
    const address = new URL('/api/phone', this.url.replace(/^http/, 'ws')).href;
    const socket = new NodeSocket(address, this.#headers, () => (this.registrations += 1));
    const ua = new UA({
      sockets: [socket],
      uri: `sip:${endpoint}@${host}`,
      contact_uri: `sip:${endpoint}@${host};transport=ws`,
      password,
      register_expires: registerSeconds,
      session_timers: false,
      user_agent: 'Star7',
      ...reconnect,
    });
    this.#ua = ua;
    ua.on('disconnected', () => (this.breaks += 1));
    await new Promise<void>((resolve, reject) => {
      ua.on('registered', () => resolve());
      ua.on('registrationFailed', ({ cause }) =>
        reject(new Error(`a page could not register: ${String(cause)}`)),
      );
      ua.start();
    });
  }
}

/** The gate as JsSIP's transport, outside a browser. */
class NodeSocket implements Socket {
  readonly via_transport = 'WS';
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;
  #socket: WebSocket | null = null;

  constructor(
    readonly url: string,
    private readonly headers: Record<string, string>,
    /** The PBX has taken a registration, the first or a refresh. */
    private readonly onRegistration: () => void,
  ) {}

  get sip_uri(): string {
    return `sip:${new URL(this.url).host};transport=ws`;
  }

  isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }

  connect(): void {
    // Browsers compress messages where the server offers it; the gate does not.
    const socket = new WebSocket(this.url, 'sip', { headers: this.headers });
    this.#socket = socket;
    socket.on('open', () => this.onconnect());
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (/^SIP\/2\.0 200 [^]*^CSeq: \d+ REGISTER/m.test(text)) this.onRegistration();
      if (text !== keepAlive) this.ondata(text);
    });
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => this.ondisconnect(code !== 1000, code, reason.toString()));
  }

  disconnect(): void {
    this.#socket?.removeAllListeners('close');
    this.#socket?.terminate();
    this.#socket = null;
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (!this.isConnected()) return false;
    this.#socket?.send(message as string);
    return true;
  }
}
