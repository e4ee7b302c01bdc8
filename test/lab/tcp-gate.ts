import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';

/** How a gate treats traffic. */
export type GateMode =
  | 'open'
  /**
   * Accepts connections and forwards nothing in either direction: a frozen machine, a route that drops
   * packets. It may thaw.
   */
  | 'frozen'
  /** Accepts no connection and resets existing ones. */
  | 'closed'
  /** Forwards the request and resets the connection instead of returning the answer. */
  | 'cuts-answers';

/** `asks`: the client speaks first (HTTP). `greets`: the server does (MySQL). */
export type GateProtocol = 'asks' | 'greets';

interface Pair {
  near: Socket;
  far: Socket;
  isWebSocket: boolean;
}

/**
 * A TCP proxy on loopback between Star7 and its PBX or its database that simulates faults of networks and
 * machines. One port serves HTTP and WebSockets, as in Asterisk: `requests` governs HTTP and `sockets` the
 * WebSockets.
 */
export class TcpGate {
  #requests: GateMode = 'open';
  #sockets: GateMode = 'open';
  #delayMs = 0;
  readonly #pairs = new Set<Pair>();
  readonly #server: Server;

  private constructor(
    private readonly target: number,
    private readonly protocol: GateProtocol,
  ) {
    this.#server = createServer((near) => this.#accept(near));
  }

  static async listen(port: number, target: number, protocol: GateProtocol): Promise<TcpGate> {
    const gate = new TcpGate(target, protocol);
    await new Promise<void>((resolve, reject) => {
      gate.#server.once('error', reject);
      gate.#server.listen(port, '127.0.0.1', resolve);
    });
    return gate;
  }

  /** Sets the mode for all traffic, WebSockets too. */
  all(mode: GateMode): void {
    this.requests(mode);
    this.sockets(mode);
  }

  requests(mode: GateMode): void {
    this.#requests = mode;
    this.#apply(mode, false);
  }

  sockets(mode: GateMode): void {
    this.#sockets = mode;
    this.#apply(mode, true);
  }

  /** Delays each answer by this many milliseconds. */
  delay(milliseconds: number): void {
    this.#delayMs = milliseconds;
  }

  /** Removes all faults. */
  open(): void {
    this.delay(0);
    this.all('open');
  }

  /** Resets all open WebSockets; new ones pass. */
  cutSockets(): void {
    for (const pair of this.#pairs) if (pair.isWebSocket) this.#reset(pair);
  }

  async close(): Promise<void> {
    for (const pair of this.#pairs) this.#reset(pair);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(near: Socket): void {
    near.on('error', () => near.destroy());
    if (this.#requests === 'closed') {
      near.resetAndDestroy();
      return;
    }
    if (this.protocol === 'greets') {
      this.#join(near, false);
      return;
    }
    near.once('data', (first: Buffer) => {
      near.pause();
      const isWebSocket = /^GET [^ ]*\/events[ ?]/.test(first.toString('latin1', 0, 200));
      if (this.#modeOf(isWebSocket) === 'closed') {
        near.resetAndDestroy();
        return;
      }
      near.unshift(first);
      this.#join(near, isWebSocket);
    });
  }

  #join(near: Socket, isWebSocket: boolean): void {
    const far = connect(this.target, '127.0.0.1');
    const pair: Pair = { near, far, isWebSocket };
    this.#pairs.add(pair);
    const gone = (): void => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on('error', gone);
      socket.on('close', gone);
    }
    near.on('data', (bytes: Buffer) => far.write(bytes));
    far.on('data', (bytes: Buffer) => {
      if (this.#modeOf(isWebSocket) === 'cuts-answers') this.#reset(pair);
      else if (this.#delayMs === 0) near.write(bytes);
      else setTimeout(() => near.write(bytes), this.#delayMs);
    });
    if (this.#modeOf(isWebSocket) === 'frozen') this.#pause(pair);
    else near.resume();
  }

  #modeOf(isWebSocket: boolean): GateMode {
    return isWebSocket ? this.#sockets : this.#requests;
  }

  #apply(mode: GateMode, webSockets: boolean): void {
    for (const pair of this.#pairs) {
      if (pair.isWebSocket !== webSockets) continue;
      if (mode === 'closed') this.#reset(pair);
      else if (mode === 'frozen') this.#pause(pair);
      else this.#resume(pair);
    }
  }

  #pause({ near, far }: Pair): void {
    near.pause();
    far.pause();
  }

  #resume({ near, far }: Pair): void {
    near.resume();
    far.resume();
  }

  #reset(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.resetAndDestroy();
  }
}
