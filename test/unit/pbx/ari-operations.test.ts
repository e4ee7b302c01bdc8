import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import type { AriClient } from '#pbx/asterisk/ari/ari-client-guard';
import { AriOperations } from '#pbx/asterisk/ari/ari-operations';

type Operation = (parameters: object) => Promise<unknown>;

interface Asked {
  line: string;
  authorization: string | undefined;
  body: string;
}

let server: Server;
let asked: Asked[];
let connections: number;
let answer: { status: number; text: string } | null;
/** What else of an answer's headers. */
let headers: Record<string, string>;
let operations: AriOperations;
let channels: Record<string, Operation>;

beforeEach(async () => {
  asked = [];
  connections = 0;
  answer = { status: 200, text: '{"id":"one"}' };
  headers = {};
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url = '' } = request;
      asked.push({ line: `${method} ${url}`, authorization: request.headers.authorization, body });
      if (answer !== null) response.writeHead(answer.status, headers).end(answer.text);
    });
  });
  server.on('connection', () => connections++);
  attach(await listening(server));
});

async function listening(one: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  return (one.address() as AddressInfo).port;
}

/** @param deadlineMs far off, where a test is not about it: a machine may be busy with other things for seconds */
function attach(port: number, deadlineMs = 20_000): void {
  operations = new AriOperations(
    { url: `http://127.0.0.1:${port}`, username: 'star7', password: 'hunter2' },
    deadlineMs,
  );
  const client = described();
  operations.attach(client as unknown as AriClient);
  channels = client.channels;
}

afterEach(async () => {
  operations.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Nobody waits longer than this. */
function hurry(deadlineMs: number): void {
  operations.close();
  attach((server.address() as AddressInfo).port, deadlineMs);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

/** What ari-client has made of Asterisk's description, shortened. */
function described(): { channels: Record<string, Operation>; _swagger: object } {
  const path = { name: 'channelId', paramType: 'path' };
  return {
    channels: {},
    _swagger: {
      apis: {
        channels: {
          operations: {
            get: { method: 'GET', path: '/channels/{channelId}', parameters: [path] },
            hangup: {
              method: 'delete',
              path: '/channels/{channelId}',
              parameters: [path, { name: 'reason_code', paramType: 'query' }],
            },
            originate: {
              method: 'POST',
              path: '/channels',
              parameters: [
                { name: 'endpoint', paramType: 'query' },
                { name: 'timeout', paramType: 'query' },
                { name: 'variables', paramType: 'body' },
              ],
            },
          },
        },
      },
    },
  };
}

const call = (name: string, parameters: object): Promise<unknown> => {
  const operation = channels[name];
  if (operation === undefined) throw new Error(`no ${name}`);
  return operation(parameters);
};

test.each([
  ['a path', 'hangup', { channelId: 'a/b c' }, 'DELETE /ari/channels/a%2Fb%20c', ''],
  [
    'a query, and nothing of what is not given',
    'hangup',
    { channelId: '1', reason_code: '16', reason: 'not described' },
    'DELETE /ari/channels/1?reason_code=16',
    '',
  ],
  [
    'numbers, and channel variables as a body',
    'originate',
    { endpoint: 'PJSIP/101', timeout: 30, variables: { 'PJSIP_HEADER(add,X)': 'y' } },
    'POST /ari/channels?endpoint=PJSIP%2F101&timeout=30',
    '{"variables":{"PJSIP_HEADER(add,X)":"y"}}',
  ],
])('an operation is asked for with %s', async (_, name, parameters, line, body) => {
  await call(name, parameters);
  expect(asked).toEqual([{ line, body, authorization: 'Basic c3Rhcjc6aHVudGVyMg==' }]);
});

const channel = { channelId: '1' };

test('what is asked for is read, what was done is not', async () => {
  await expect(call('get', channel)).resolves.toEqual({ id: 'one' });
  await expect(call('hangup', channel)).resolves.toBeNull();
  answer = { status: 204, text: '' };
  await expect(call('get', channel)).resolves.toBeNull();
});

test.each([
  ['in pieces', { 'transfer-encoding': 'chunked' }],
  ['with all that a proxy may add', { via: '1.1 proxy', 'x-empty': '', 'set-cookie': 'a=b; Path=/' }],
  ['on a connection that is closed after it', { connection: 'close' }],
])('an answer is read %s', async (_, added) => {
  headers = added;
  answer = { status: 200, text: JSON.stringify({ name: 'Ольга', filler: 'x'.repeat(100_000) }) };
  for (let turn = 0; turn < 2; turn++) {
    await expect(call('get', channel)).resolves.toMatchObject({ name: 'Ольга' });
  }
});

test('one after another they share a socket', async () => {
  for (let turn = 0; turn < 20; turn++) await call('hangup', { channelId: String(turn) });
  expect(connections).toBe(1);
});

test('many at once have 64 sockets among them, and all are answered', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => String(index));
  await Promise.all(ids.map((channelId) => call('hangup', { channelId })));
  expect(connections).toBe(64);
  expect(new Set(asked.map(({ line }) => line)).size).toBe(200);
});

test("Asterisk's no is a refusal that does not repeat its words", async () => {
  answer = { status: 404, text: '{"message":"Channel +79161234567 not found"}' };
  const refused = call('hangup', channel);
  await expect(refused).rejects.toMatchObject({ name: 'AriRefusal', status: 404 });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('7916') as string });
});

test('an answer that is too long is not taken in', async () => {
  answer = { status: 200, text: JSON.stringify('x'.repeat(33 * 1024 * 1024)) };
  await expect(call('get', channel)).rejects.toMatchObject({ code: 'too-long' });
  answer = { status: 200, text: JSON.stringify('x'.repeat(31 * 1024 * 1024)) };
  await expect(call('get', channel)).resolves.toHaveLength(31 * 1024 * 1024);
});

test('a socket that says nothing is let go at the deadline', async () => {
  hurry(500);
  answer = null;
  await expect(call('hangup', channel)).rejects.toMatchObject({ code: 'silent' });
  answer = { status: 200, text: '{}' };
  await expect(call('get', channel)).resolves.toEqual({});
  expect(connections).toBe(2);
});

test('what waits for a socket for longer than the deadline is not asked for any more', async () => {
  hurry(500);
  answer = null;
  const stuck = Array.from({ length: 64 }, () => call('get', channel));
  const late = call('hangup', { channelId: 'late' });
  const all = await Promise.allSettled([...stuck, late]);
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
  await expect(late).rejects.toMatchObject({ code: 'silent' });
  expect(asked.map(({ line }) => line)).not.toContain('DELETE /ari/channels/late');
  expect(asked).toHaveLength(64);
});

test('once it is closed nothing is asked for', async () => {
  answer = null;
  const waiting = call('get', channel);
  operations.close();
  await expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await expect(call('hangup', channel)).rejects.toMatchObject({ code: 'closed' });
});

test('where nobody listens it is the system’s error', async () => {
  const gone = createTcpServer();
  attach(await listening(gone));
  await new Promise((resolve) => gone.close(resolve));
  await expect(call('hangup', channel)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

describe('together', () => {
  /** Answers as a test says, byte by byte. */
  let raw: TcpServer;
  let sockets: Socket[];
  /** What came in each read. */
  let reads: string[];
  let answers: ((socket: Socket) => void)[];

  beforeEach(async () => {
    operations.close();
    [sockets, reads, answers] = [[], [], []];
    raw = createTcpServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        reads.push(bytes.toString());
        answers.shift()?.(socket);
      });
    });
    attach(await listening(raw));
  });

  afterEach(async () => {
    operations.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => raw.close(resolve));
  });

  const ok = (id: string): string => {
    const body = `{"id":"${id}"}`;
    return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };
  const ask = (...ids: string[]): Promise<unknown>[] =>
    operations.together(() => ids.map((channelId) => call('get', { channelId })));

  test('requests of one moment go out in one write, in their order, and each has its own answer', async () => {
    answers = [(socket) => socket.write(ok('a') + ok('b') + ok('c'))];
    await expect(Promise.all(ask('a', 'b', 'c'))).resolves.toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(reads).toHaveLength(1);
    expect([...(reads[0] ?? '').matchAll(/^GET (\S+) /gm)].map(([, target]) => target)).toEqual([
      '/ari/channels/a',
      '/ari/channels/b',
      '/ari/channels/c',
    ]);
  });

  test('answers may come in any pieces', async () => {
    const bytes = `HTTP/1.1 100 Continue\r\n\r\n${ok('a')}HTTP/1.1 204 No Content\r\n\r\n${ok('c')}`;
    answers = [
      (socket) => {
        const drip = (at: number): void => {
          if (at < bytes.length) socket.write(bytes.slice(at, at + 7), () => drip(at + 7));
        };
        drip(0);
      },
    ];
    await expect(Promise.all(ask('a', 'b', 'c'))).resolves.toEqual([{ id: 'a' }, null, { id: 'c' }]);
  });

  test('a refusal among them is that one’s alone', async () => {
    const no = 'HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}';
    answers = [(socket) => socket.write(ok('a') + no + ok('c'))];
    const [a, b, c] = await Promise.allSettled(ask('a', 'b', 'c'));
    expect([a?.status, b?.status, c?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('where the connection is lost, what is not answered has failed, and nothing is sent again', async () => {
    answers = [(socket) => socket.write(ok('a'), () => socket.destroy())];
    const [a, b, c] = await Promise.allSettled(ask('a', 'b', 'c'));
    expect([a?.status, b?.status, c?.status]).toEqual(['fulfilled', 'rejected', 'rejected']);
    answers = [(socket) => socket.write(ok('d'))];
    await expect(Promise.all(ask('d'))).resolves.toEqual([{ id: 'd' }]);
    expect(sockets).toHaveLength(2);
    expect(reads).toHaveLength(2);
    expect(reads[1]).not.toMatch(/channels\/[bc]/);
  });

  test.each([
    ['more answers than were asked for', ok('a') + ok('smuggled')],
    ['what is no HTTP', 'SIP/2.0 200 OK\r\n\r\n'],
  ])('%s are not taken for anybody’s', async (_, bytes) => {
    answers = [(socket) => socket.write(bytes)];
    await Promise.allSettled(ask('a'));
    answers = [(socket) => socket.write(ok('b'))];
    await expect(Promise.all(ask('b'))).resolves.toEqual([{ id: 'b' }]);
    expect(sockets).toHaveLength(2);
  });

  test('an answer too many is not taken for that of a request that waited for the socket', async () => {
    const nothing = (): void => undefined;
    answers = [
      (socket) => socket.write(ok('first') + ok('smuggled')),
      ...Array.from({ length: 63 }, () => nothing),
      (socket) => socket.write(ok('late')),
    ];
    const busy = Array.from({ length: 64 }, () => call('get', channel));
    await expect(Promise.all([call('get', channel), Promise.any(busy)])).resolves.toEqual([
      { id: 'late' },
      { id: 'first' },
    ]);
    operations.close();
    await Promise.allSettled(busy);
  });

  test('what comes unasked ends the socket', async () => {
    answers = [(socket) => socket.write(ok('a'))];
    await Promise.all(ask('a'));
    const ended = new Promise((resolve) => sockets[0]?.once('close', resolve));
    sockets[0]?.write(ok('smuggled'));
    await ended;
    answers = [(socket) => socket.write(ok('b'))];
    await expect(Promise.all(ask('b'))).resolves.toEqual([{ id: 'b' }]);
  });

  test('within one another they are one', async () => {
    answers = [(socket) => socket.write(ok('a') + ok('b'))];
    const asking = operations.together(() => [...ask('a'), call('get', { channelId: 'b' })]);
    await Promise.all(asking);
    expect(reads).toHaveLength(1);
  });
});
