import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { star7Host } from './chromium';
import { Exchange } from './exchange';

type Chosen = (exchange: Exchange) => boolean;

/** What waits, for as long as it is held. */
class Holds {
  readonly #held: { chosen: Chosen; until: Promise<void>; release: () => void }[] = [];

  /** @returns lets them go on */
  hold(chosen: Chosen): () => void {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.push({ chosen, until, release });
    return release;
  }

  releaseAll(): void {
    for (const { release } of this.#held.splice(0)) release();
  }

  /** @returns undefined where nothing holds it */
  of(exchange: Exchange): Promise<void> | undefined {
    return this.#held.find(({ chosen }) => chosen(exchange))?.until;
  }
}

/**
 * A reverse proxy on loopback between browsers and Star7. It keeps every byte that a browser receives: documents,
 * scripts, answers, headers and event streams, which no interface of the browser's own gives out whole. And it does to
 * connections what networks do.
 */
export class RecordingProxy {
  readonly exchanges: Exchange[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #lost = new Set<Chosen>();
  readonly #heldRequests = new Holds();
  readonly #heldAnswers = new Holds();
  #cut = false;

  private constructor(private readonly target: URL) {
    this.#server = createServer((request, response) => {
      void this.#pass(request, response);
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.#passSocket(request, socket, head),
    );
    this.#server.on('connection', (socket) => this.#accept(socket));
  }

  /** @param target Star7's own address */
  static async listen(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(new URL(target));
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** Where the tests' browsers find Star7. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://${star7Host}:${String(port)}`;
  }

  /** The network is gone: what is connected is reset, and nothing new is let in. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Nothing is cut off or held any more. */
  mend(): void {
    this.#cut = false;
    this.#heldRequests.releaseAll();
    this.#heldAnswers.releaseAll();
  }

  /**
   * Requests of that kind reach Star7, and their answers are lost with the connection. All of them: a browser sends once
   * more by itself what failed on a connection that it had used before. @returns ends it
   */
  loseAnswers(chosen: Chosen): () => void {
    this.#lost.add(chosen);
    return () => this.#lost.delete(chosen);
  }

  /** Requests of that kind wait. @returns lets them go on */
  hold(chosen: Chosen): () => void {
    return this.#heldRequests.hold(chosen);
  }

  /** Requests of that kind reach Star7, and their answers wait. @returns lets them come */
  holdAnswers(chosen: Chosen): () => void {
    return this.#heldAnswers.hold(chosen);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#cut) {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  /** A WebSocket, byte by byte. What the browser gets is unmasked (RFC 6455, 5.1), so it can be searched as it is. */
  #passSocket(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const exchange = new Exchange(request.method ?? '', request.url ?? '', request.headers);
    this.exchanges.push(exchange);
    const onward = connect(Number(this.target.port), this.target.hostname);
    const lines = [`${exchange.method} ${exchange.target} HTTP/1.1`];
    for (let index = 0; index + 1 < request.rawHeaders.length; index += 2)
      lines.push(`${request.rawHeaders[index] ?? ''}: ${request.rawHeaders[index + 1] ?? ''}`);
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.on('data', (bytes: Buffer) => {
      exchange.receive(bytes);
      socket.write(bytes);
    });
    socket.on('data', (bytes: Buffer) => {
      exchange.send(bytes);
      onward.write(bytes);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request.method ?? '', request.url ?? '', request.headers);
    this.exchanges.push(exchange);
    await this.#heldRequests.of(exchange);
    const isLost = [...this.#lost].some((chosen) => chosen(exchange));

    const onward = forward(
      {
        host: this.target.hostname,
        port: this.target.port,
        method: exchange.method,
        path: exchange.target,
        headers: request.headers,
        // Each browser's connection is its own: none of another's lingers here.
        agent: false,
      },
      (answer) => {
        if (isLost) {
          answer.resume();
          request.socket.resetAndDestroy();
          return;
        }
        exchange.status = answer.statusCode ?? null;
        exchange.rawHeaders = answer.rawHeaders;
        exchange.headers = answer.headers;
        const pass = (): void => {
          response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
          response.flushHeaders();
          answer.on('data', (bytes: Buffer) => {
            exchange.receive(bytes);
            if (!response.write(bytes)) answer.pause();
          });
          response.on('drain', () => answer.resume());
          answer.on('end', () => response.end());
          answer.on('error', () => response.destroy());
        };
        const held = this.#heldAnswers.of(exchange);
        if (held === undefined) pass();
        else void held.then(pass);
      },
    );
    onward.on('error', () => request.socket.destroy());
    response.on('close', () => onward.destroy());
    request.on('data', (bytes: Buffer) => {
      exchange.send(bytes);
      if (!onward.write(bytes)) request.pause();
    });
    onward.on('drain', () => request.resume());
    request.on('end', () => onward.end());
  }
}
