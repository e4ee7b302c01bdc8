import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { mutatedBytes, pieces } from '../mutation';
import type { Random } from '#kernel/random';
import { RestRig, tokens } from './rest-rig';
import { quiet, turn } from './quiet-socket';

/** Bytes on a connection to REST, in pieces. */
type Bytes = string[];

const good = `Authorization: Bearer ${tokens[0]}\r\n`;
const requests = [
  `GET /api/orders HTTP/1.1\r\nHost: star7\r\n${good}\r\n`,
  `GET /api/orders/${canaryNumbers[0]} HTTP/1.1\r\nHost: star7\r\n${good}\r\n`,
  `POST /api/orders/1001/calls HTTP/1.1\r\nHost: star7\r\n${good}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  `POST /api/orders/1001/calls HTTP/1.1\r\nHost: star7\r\n${good}Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  `GET /healthz HTTP/1.0\r\n\r\n`,
  `GET /metrics HTTP/1.1\r\nHost: star7\r\nConnection: close\r\n\r\n`,
  `OPTIONS * HTTP/1.1\r\nHost: star7\r\n\r\n`,
  `CONNECT ${canaryNumbers[0]}:80 HTTP/1.1\r\nHost: star7\r\n\r\n`,
  `GET /api/events HTTP/1.1\r\nHost: star7\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${good}\r\n`,
  `GET /api/calls?orderNumber=${canaryNumbers[0]} HTTP/1.1\r\nHost: star7\r\n${good}Expect: 100-continue\r\n\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
];
const words = [
  ...[
    '\r\n',
    '\r\n\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Transfer-Encoding: chunked\r\n',
    'HTTP/1.1',
    ' ',
  ],
  ...[
    'Transfer-Encoding: identity, chunked\r\n',
    'ffffffffffffffff\r\n',
    '0\r\n\r\n',
    'Host: a\r\nHost: b\r\n',
    'Expect: x\r\n',
  ],
  ...['X-A: b\r\n', '%00', '//', '?', '#', 'HTTP/9.9', '\x00', ...canaryWords],
];

function generate(random: Random): Bytes {
  let bytes = random.list(1 + random.int(3), () => random.pick(requests)).join('');
  if (random.chance(0.8)) bytes = mutatedBytes(random, bytes, words);
  if (random.chance(0.03))
    bytes = bytes.replace('\r\n', `\r\n${'X-Long: aaaaaaaaaaaaaaaa\r\n'.repeat(random.size(3000))}`);
  return pieces(random, bytes);
}

async function run(rig: RestRig, port: number, input: Bytes): Promise<string[]> {
  const socket = connect({ host: '127.0.0.1', port });
  const answers = new Answers(socket);
  await answers.connected;
  for (const piece of input) {
    socket.write(piece, 'latin1');
    if (input.length > 1) await turn();
  }
  await answers.quiet();
  socket.resetAndDestroy();
  for (let turns = 0; turns < 5; turns += 1) await turn();
  await rig.settle();
  rig.said.also(answers.received);
  const statuses = [...answers.received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => status ?? '');
  must(
    statuses.every((status) => status < '500' || status === '505'),
    'an answer is a fault of the server',
  );
  return statuses.length === 0 ? ['no-answer'] : [...new Set(statuses)];
}

/** Collects the answer and detects its end. */
class Answers {
  received = '';
  readonly connected: Promise<void>;
  #closed = false;

  constructor(private readonly socket: Socket) {
    this.connected = new Promise((resolve) => socket.once('connect', resolve));
    socket.setEncoding('latin1');
    socket.on('error', () => undefined);
    socket.on('close', () => (this.#closed = true));
    socket.on('data', (text: string) => (this.received += text));
  }

  quiet(): Promise<void> {
    return quiet(this.socket, 15, () => ({ received: this.received, closed: this.#closed }));
  }
}

export const restBytes: FuzzTarget<Bytes> = {
  name: 'restBytes',
  generate,
  growing: {
    'a long request line': (size) => [`GET /${'a'.repeat(size)} HTTP/1.1\r\n\r\n`],
    'many headers': (size) => [`GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(size)}\r\n`],
    'many requests': (size) => ['GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(size / 40)],
  },
  open: async () => {
    const rig = new RestRig();
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    return { run: (input) => run(rig, port, input), said: () => rig.said.take(), close: () => rig.close() };
  },
};
