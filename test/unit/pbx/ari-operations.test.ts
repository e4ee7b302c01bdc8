import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AriClient } from '../../../src/pbx/ari-client-guard';
import { AriOperations } from '../../../src/pbx/ari-operations';

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
let operations: AriOperations;
let channels: Record<string, Operation>;

beforeEach(async () => {
  asked = [];
  connections = 0;
  answer = { status: 200, text: '{"id":"one"}' };
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url = '', headers } = request;
      asked.push({ line: `${method} ${url}`, authorization: headers.authorization, body });
      if (answer !== null) response.writeHead(answer.status).end(answer.text);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  operations = new AriOperations(
    { url: `http://127.0.0.1:${port}`, username: 'star7', password: 'hunter2' },
    150,
  );
  const client = described();
  operations.attach(client as unknown as AriClient);
  channels = client.channels;
});

afterEach(async () => {
  operations.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

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
  await expect(call(name, parameters)).resolves.toEqual({ id: 'one' });
  expect(asked).toEqual([{ line, body, authorization: 'Basic c3Rhcjc6aHVudGVyMg==' }]);
});

test('an answer without a body is null', async () => {
  answer = { status: 204, text: '' };
  await expect(call('hangup', { channelId: '1' })).resolves.toBeNull();
});

test('one after another they share sockets', async () => {
  for (let turn = 0; turn < 20; turn++) await call('hangup', { channelId: String(turn) });
  // The next request may be made before the pool knows that the first socket is free again.
  expect(connections).toBeLessThanOrEqual(2);
});

test("Asterisk's no is a refusal that does not repeat its words", async () => {
  answer = { status: 404, text: '{"message":"Channel +79161234567 not found"}' };
  const refused = call('hangup', { channelId: '1' });
  await expect(refused).rejects.toMatchObject({ name: 'AriRefusal', status: 404 });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('7916') as string });
});

test('an answer that is too long is not taken in', async () => {
  answer = { status: 200, text: JSON.stringify('x'.repeat(33 * 1024 * 1024)) };
  await expect(call('hangup', { channelId: '1' })).rejects.toMatchObject({
    code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  });
  answer = { status: 200, text: JSON.stringify('x'.repeat(31 * 1024 * 1024)) };
  await expect(call('hangup', { channelId: '1' })).resolves.toHaveLength(31 * 1024 * 1024);
});

test('a socket that says nothing is let go at the deadline', async () => {
  answer = null;
  await expect(call('hangup', { channelId: '1' })).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  answer = { status: 200, text: '{}' };
  await expect(call('hangup', { channelId: '1' })).resolves.toEqual({});
  expect(connections).toBe(2);
});
