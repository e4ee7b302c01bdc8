import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What is used of a socket of `ws`, which has no typings here. */
interface Socket {
  on(event: 'close' | 'ping', listener: () => void): void;
  send(text: string): void;
  pong(): void;
  terminate(): void;
}
const { WebSocketServer } = createRequire(__filename)('ws') as {
  WebSocketServer: new (options: object) => {
    handleUpgrade(...upgrade: [...Upgrade, (socket: Socket) => void]): void;
  };
};
type Upgrade = [IncomingMessage, Duplex, Buffer];

/** Whether something is done, refused, or left without an answer until it is done after all. */
type Manner = 'does' | 'refuses' | 'leaves';

/** An ARI without an Asterisk: HTTP and WebSocket on the loopback, just enough for ari-client to feel at home. */
export class FakeAri {
  /** How it treats a registration, which is the WebSocket's handshake. */
  registrations: Manner = 'does';
  filters: Manner = 'does';
  descriptions: Manner = 'does';
  pongs: Manner = 'does';

  /** What it answers to all but descriptions, filters and pings, byte for byte (latin1), before it hangs up. */
  answer: string | null = null;

  /** Open sockets, each of them a registration of the application. */
  readonly sockets = new Set<Socket>();
  /** Handshakes asked for, whatever became of them. */
  handshakes = 0;
  pings = 0;
  /** Every request but handshakes: `PUT /ari/applications/star7/eventFilter`. */
  readonly requests: string[] = [];
  /** The bodies of the event filters that were asked for. */
  readonly filtersAsked: unknown[] = [];
  #left: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#answer(request, response);
    });
    // Without pongs of its own: whether it answers is for the test to say.
    const webSockets = new WebSocketServer({ noServer: true, autoPong: false });
    server.on('upgrade', (...upgrade: Upgrade) => {
      this.handshakes++;
      const [, stream] = upgrade;
      stream.on('error', () => undefined);
      this.#do(
        this.registrations,
        () => webSockets.handleUpgrade(...upgrade, (socket) => this.#onSocket(socket)),
        () => stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n'),
      );
    });
  }

  static async listen(): Promise<FakeAri> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeAri(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What was left without an answer. */
  get left(): number {
    return this.#left.length;
  }

  /** Does all that was left. */
  doLeft(): void {
    for (const action of this.#left.splice(0)) action();
  }

  send(message: object | string): void {
    for (const socket of this.sockets) {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    }
  }

  /** Cuts every socket without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  #onSocket(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('ping', () => {
      this.pings++;
      if (this.pongs === 'does') socket.pong();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const path = request.url?.split('?')[0] ?? '';
    this.requests.push(`${request.method ?? ''} ${path}`);
    const refuse = (): unknown => response.writeHead(400).end('{}');
    const described = descriptionAt(path, this.url);
    if (described !== null) {
      this.#do(this.descriptions, () => response.end(JSON.stringify(described)), refuse);
    } else if (path.endsWith('/eventFilter')) {
      this.filtersAsked.push(JSON.parse(body));
      this.#do(this.filters, () => response.end('{}'), refuse);
    } else if (this.answer !== null && !path.endsWith('/asterisk/ping')) {
      request.socket.end(this.answer, 'latin1');
    } else {
      response.end('{}');
    }
  }

  #do(manner: Manner, does: () => void, refuses: () => void): void {
    if (manner === 'does') does();
    else if (manner === 'refuses') refuses();
    else this.#left.push(does);
  }
}

const noParameters: object[] = [];

/** Asterisk describes its ARI so (Swagger 1.1); each resource by its operations, and events by their types. */
const resources: Record<string, { path: string; method: string; nickname: string; parameters: object[] }[]> =
  {
    applications: [
      {
        path: '/applications/{applicationName}/eventFilter',
        method: 'PUT',
        nickname: 'filter',
        parameters: [
          { name: 'applicationName', paramType: 'path', required: true, dataType: 'string' },
          { name: 'filter', paramType: 'body', required: false, dataType: 'object' },
        ],
      },
    ],
    asterisk: [{ path: '/asterisk/ping', method: 'GET', nickname: 'ping', parameters: noParameters }],
    bridges: [{ path: '/bridges', method: 'GET', nickname: 'list', parameters: noParameters }],
    channels: [
      { path: '/channels', method: 'GET', nickname: 'list', parameters: noParameters },
      {
        path: '/channels',
        method: 'POST',
        nickname: 'originate',
        parameters: ['endpoint', 'channelId'].map((name) => ({
          name,
          paramType: 'query',
          required: false,
          dataType: 'string',
        })),
      },
    ],
    events: [],
  };

const eventModels = Object.fromEntries(
  ['ChannelDtmfReceived', 'ApplicationReplaced'].map((id) => [
    id,
    { id, properties: { application: { type: 'string' } } },
  ]),
);

function descriptionAt(path: string, url: string): object | null {
  const name = /^\/ari\/api-docs\/(\w+)\.json$/.exec(path)?.[1];
  if (name === undefined) return null;
  const head = { swaggerVersion: '1.1', apiVersion: '2.0.0', basePath: `${url}/ari` };
  if (name === 'resources') {
    const apis = Object.keys(resources).map((resource) => ({ path: `/api-docs/${resource}.{format}` }));
    return { ...head, apis };
  }
  return {
    ...head,
    resourcePath: `/api-docs/${name}.{format}`,
    apis: (resources[name] ?? []).map(({ path: apiPath, method, nickname, parameters }) => ({
      path: apiPath,
      operations: [{ httpMethod: method, nickname, responseClass: 'void', parameters }],
    })),
    models: name === 'events' ? eventModels : {},
  };
}
