import type { Socket } from 'jssip/lib/Socket';

/** As in phone-gate.ts, which sends one twice as often as this needs it (RFC 5626, section 4.4.1). */
const keepAlive = '\r\n\r\n';
/** For how long a connection may be silent before it counts as broken: a browser notices that after minutes. */
const longestSilenceMs = 12_000;

/** The page's WebSocket to the gate as JsSIP's transport. A connection of which nothing is heard any more is given up. */
export class SipSocket implements Socket {
  via_transport: string;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;
  #socket: WebSocket | null = null;
  #isRetired = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly url: string) {
    this.via_transport = url.startsWith('wss:') ? 'WSS' : 'WS';
  }

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
    this.disconnect();
    if (this.#isRetired) return;
    const socket = new WebSocket(this.url, 'sip');
    this.#socket = socket;
    this.#listen();
    socket.onopen = () => this.onconnect();
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#listen();
      if (data !== keepAlive) this.ondata(data);
    };
    socket.onclose = ({ wasClean, code, reason }) => {
      clearTimeout(this.#silence);
      this.#socket = null;
      if (!this.#isRetired) this.ondisconnect(!wasClean, code, reason);
    };
  }

  /**
   * What is still to be said is said by the connection that there is, and there will be no other. JsSIP, once stopped, waits five
   * seconds for repetitions of its last request (RFC 3261, timer K); where the gate closed the connection meanwhile, it would
   * connect anew, and take the phone from the tab that has it now.
   */
  retire(): void {
    this.#isRetired = true;
  }

  disconnect(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    for (const event of ['onopen', 'onmessage', 'onclose'] as const) socket[event] = null;
    socket.close();
  }

  /** Gives up this connection for another one: it leads nowhere, or the PBX does not answer on it. */
  drop(): void {
    if (this.#socket === null) return;
    this.disconnect();
    if (!this.#isRetired) this.ondisconnect(true);
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (!this.isConnected()) return false;
    this.#socket?.send(message as string);
    return true;
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.drop(), longestSilenceMs);
  }
}
