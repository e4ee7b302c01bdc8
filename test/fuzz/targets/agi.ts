import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { LoggedAlerts } from '#log/alerts';
import { GuessGuard } from '#calls/engine/guess-guard';
import { AgiServer } from '#pbx/asterisk/agi/agi-server';
import { FakeClock } from '../../unit/kernel/fake-clock';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { MemoryAuditLog } from '../../unit/audit/memory-audit-log';
import { MemoryLimitStore } from '../../unit/calls/memory-limit-store';
import { MemoryOrderBook } from '../../unit/calls/memory-order-book';
import { asteriskArguments } from '../../unit/pbx/asterisk-arguments';
import { recordedRequest } from '../../unit/pbx/recorded-request';
import { canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, mutatedText, nastyWords, pieces } from '../mutation';
import type { Random } from '#kernel/random';
import { SaidLog, textOf } from '../said-log';
import { quiet, turn } from './quiet-socket';

/** One connection, from Asterisk's side. */
interface Connection {
  /** The request, in the pieces in which it arrives. */
  pieces: string[];
  /**
   * Whether the server trusts the extension in the request; it then locks out all managers after some
   * guesses.
   */
  trusts: boolean;
  /** Whether the lock-out has expired. */
  later: boolean;
  /** The answers to the first commands; later commands are accepted. */
  replies: string[];
}

const ok = '200 result=1\n';
const words = [
  ...[
    'agi_network_script: order?number=1001\n',
    'agi_channel: PJSIP/101-0000002a\n',
    'agi_callerid: ',
    '\n\n',
    '\n',
  ],
  ...[
    'HANGUP\n',
    'agi_',
    ': ',
    'order?',
    '&number=',
    'number=1001',
    'extension=101',
    '%0a',
    '%31001',
    'PJSIP/',
  ],
];
const questions = [
  ...[
    'order?number=1001&extension=101',
    'order?number=9999&extension=101',
    'order?number=9999&extension=102',
    'order?extension=79165550173',
  ],
  ...['order?number=1001', 'order?number=1002'],
  ...['order', 'order?', 'order?number=', 'other', ''],
];
const channels = [
  'PJSIP/101-0000002a',
  'PJSIP/102-0000002a',
  'PJSIP/999-0000002a',
  'DAHDI/i1/79165550173-1',
  '',
];
const replies = [
  ok,
  ok,
  ...[
    '510 Invalid or unknown command\n',
    '511 Command Not Permitted on a dead channel\n',
    'HANGUP\n',
    '\n',
    '200 \n',
  ],
  ...[
    '200 result=1',
    '520-Invalid\n520 End\n',
    `200 result=${canaryNumbers[0]}\n`,
    'HANGUP\n200 result=1\n',
    '\r\n',
  ],
];

function generate(random: Random): Connection {
  const question = random.chance(0.4) ? 'order?number=1001' : random.pick(questions);
  const asked = random.chance(0.4)
    ? mutatedText(random, question, ['&number=', '1001', '%', ...canaryWords])
    : question;
  const channel = random.chance(0.6) ? 'PJSIP/101-0000002a' : random.pick(channels);
  let request = bytesOf(recordedRequest(asked, channel)).replace('+79161234567', canaryNumbers[0]);
  if (random.chance(0.4)) request = mutatedBytes(random, request, words);
  if (random.chance(0.03))
    request = request.replace(
      '\n\n',
      `\n${bytesOf(random.pick([...words, ...nastyWords])).repeat(random.size(3000))}\n\n`,
    );
  if (random.chance(0.02)) request = 'x'.repeat(random.size(200_000));
  return {
    trusts: random.chance(0.3),
    later: random.chance(0.1),
    pieces: pieces(random, request),
    replies: random.list(random.int(5), () =>
      random.chance(0.8) ? random.pick(replies) : mutatedBytes(random, random.pick(replies), replies),
    ),
  };
}

class AgiRig {
  readonly log = new SaidLog();
  readonly clock = new FakeClock();
  readonly audit = new MemoryAuditLog();
  readonly #servers: readonly AgiServer[];
  #ports: number[] = [];

  constructor() {
    const orders = new MemoryOrderBook();
    orders.addManager('101');
    orders.addManager('102');
    orders.addOrder('1001', '101', canaryNumbers[0], { customerName: 'Иван "Ваня"\nПетров\\' });
    orders.addOrder('1002', '102', canaryNumbers[1]);
    const { log, clock, audit } = this;
    const endpoints = new EndpointDirectory();
    const rule = { limit: 2, windowSeconds: 60, lockSeconds: 120 };
    const locking = new GuessGuard({
      store: new MemoryLimitStore(),
      alerts: new LoggedAlerts(log),
      clock,
      rules: { perManager: rule, overall: rule },
    });
    this.#servers = [
      new AgiServer({ orders, guard: guessGuardOf(clock), audit, endpoints, clock, log }),
      new AgiServer(
        { orders, guard: locking, audit, endpoints, clock, log },
        { trustExtensionArgument: true },
      ),
    ];
  }

  async listen(): Promise<this> {
    for (const server of this.#servers) this.#ports.push(await server.listen({ host: '127.0.0.1', port: 0 }));
    return this;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
  }

  async run(input: Connection): Promise<string[]> {
    if (input.later) await this.clock.pass(200_000);
    const socket = connect({ host: '127.0.0.1', port: this.#ports[input.trusts ? 1 : 0]! });
    const asterisk = new Asterisk(socket, input.replies);
    await asterisk.connected;
    for (const piece of input.pieces) {
      socket.write(piece, 'latin1');
      if (input.pieces.length > 1) await turn();
    }
    await asterisk.quiet();
    // The server waits in vain for more, as when Asterisk is gone.
    socket.resetAndDestroy();
    for (let turns = 0; this.clock.waiting > 0; turns += 1) {
      must(turns < 1000, 'a connection stays open');
      await turn();
    }
    for (const entry of this.audit.entries.splice(0)) this.log.also(textOf(entry));
    this.log.also(asterisk.received);
    return this.#depthsOf(asterisk, input);
  }

  #depthsOf({ received }: Asterisk, { pieces: sent, trusts }: Connection): string[] {
    const lines = received.split('\n').slice(0, -1);
    const variables = lines.map((line) => {
      const [set, variable, name = '', value = '', ...rest] = asteriskArguments(line);
      must(
        set === 'SET' && variable === 'VARIABLE' && rest.length === 0,
        'a command is not what it should be',
      );
      must(/^STAR7_(STATUS|CUSTOMER|MANAGER)$/.test(name), 'another variable is set');
      return [name, value] as const;
    });
    const status = variables[0]?.[1] ?? 'no-status';
    must(['open', 'refused', 'locked-out', 'no-status'].includes(status), 'another status is set');
    if (status === 'open' && !trusts) {
      const request = sent.join('');
      must(/^agi_channel: ?PJSIP\/10[12]-[0-9a-f]{8}/m.test(request), 'an order is shown to somebody else');
    }
    return [status, ...(variables.length === 3 ? ['all-set'] : [])];
  }
}

/** Asterisk's side: answers commands, and detects the end of the output. */
class Asterisk {
  received = '';
  readonly connected: Promise<void>;
  #closed = false;
  #answered = 0;

  constructor(
    private readonly socket: Socket,
    private readonly replies: readonly string[],
  ) {
    this.connected = new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.#closed = true));
    socket.on('end', () => (this.#closed = true));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.received += text;
      for (let lines = text.split('\n').length; lines > 1; lines -= 1) {
        socket.write(this.replies[this.#answered++] ?? ok, 'latin1');
      }
    });
  }

  quiet(): Promise<void> {
    return quiet(this.socket, 12, () => ({ received: this.received, closed: this.#closed }));
  }
}

const plain = { replies: [], trusts: false, later: false };

export const agi: FuzzTarget<Connection> = {
  name: 'agi',
  generate,
  growing: {
    'a long line': (size) => ({ pieces: ['x'.repeat(size * 10)], ...plain }),
    'many lines': (size) => ({ pieces: ['agi_a: b\n'.repeat(size)], ...plain }),
    'many empty lines': (size) => ({ pieces: ['\n'.repeat(size * 5)], ...plain }),
    'a byte at a time': (size) => ({ pieces: Array.from(recordedRequest().slice(0, size / 20)), ...plain }),
    'many arguments': (size) => ({
      pieces: [recordedRequest(`order?${'number=1&'.repeat(Math.min(size, 8000) / 20)}`)],
      ...plain,
    }),
  },
  open: async () => {
    const rig = await new AgiRig().listen();
    return { run: (input) => rig.run(input), said: () => rig.log.take(), close: () => rig.close() };
  },
};
