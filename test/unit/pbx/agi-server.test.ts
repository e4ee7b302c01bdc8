import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import type { AgiSettings } from '#pbx/asterisk/agi/agi-server';
import { PeerError } from '#config/peer-list';
import { AgiServer } from '#pbx/asterisk/agi/agi-server';
import type { Authorisation, CallRequest } from '#calls/engine/call-authority';
import { everythingSaid } from '../log/everything-said';
import { FakeClock } from '../kernel/fake-clock';
import { guessGuardOf } from '../calls/guess-guard-of';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { MemoryLog } from '../log/memory-log';
import { MemoryOrderBook } from '../calls/memory-order-book';
import { eventually } from '../../lab/eventually';
import { asteriskArguments } from './asterisk-arguments';
import { recordedRequest } from './recorded-request';

const number = '+79161234567';

/** Asterisk's side of a FastAGI connection. */
class AsteriskSide {
  /** Commands received, in order. */
  readonly commands: string[] = [];
  closed = false;
  reply: (command: string) => string = () => '200 result=1\n';
  #rest = '';

  constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      const lines = (this.#rest + chunk).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) {
        this.commands.push(line);
        socket.write(this.reply(line));
      }
    });
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => undefined);
  }

  /** The channel variables as Asterisk understood the commands. */
  get variables(): Record<string, string> {
    return Object.fromEntries(
      this.commands.map((command) => {
        const [set, variable, name = '', value = '', ...rest] = asteriskArguments(command);
        expect([set, variable, rest]).toEqual(['SET', 'VARIABLE', []]);
        return [name, value];
      }),
    );
  }

  async end(): Promise<this> {
    await eventually(() => this.closed, { within: 5000, what: 'the end of the connection' });
    return this;
  }
}

class Rig {
  readonly orders = new MemoryOrderBook();
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly audit = new MemoryAuditLog();
  readonly asked: CallRequest[] = [];
  answer: (request: CallRequest) => Promise<Authorisation> = (request) => this.orders.authorise(request);
  readonly server: AgiServer;
  port = 0;

  constructor(settings: Partial<AgiSettings> = {}) {
    this.orders.addManager('101');
    this.orders.addManager('102');
    this.orders.addOrder('1001', '101', number, { customerName: 'Иван "Ваня" Петров' });
    this.orders.addOrder('1002', '102', number);
    this.orders.addOrder('1003', '101', number, { status: 'closed' });
    const authorise = (request: CallRequest): Promise<Authorisation> => {
      this.asked.push(request);
      return this.answer(request);
    };
    this.server = new AgiServer(
      {
        orders: { authorise },
        guard: guessGuardOf(this.clock, 50),
        audit: this.audit,
        endpoints: new EndpointDirectory(),
        clock: this.clock,
        log: this.log,
      },
      settings,
    );
  }

  async connect(): Promise<AsteriskSide> {
    if (this.port === 0) this.port = await this.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = this;
    return await new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new AsteriskSide(socket)));
      socket.on('error', reject);
    });
  }

  async ask(networkScript?: string, channel?: string): Promise<AsteriskSide> {
    const side = await this.connect();
    side.socket.write(recordedRequest(networkScript, channel));
    return await side.end();
  }

  get slugs(): unknown[] {
    return this.log.lines.map(({ fields }) => (fields['error'] as { slug?: string } | undefined)?.slug);
  }
}

const rigs: Rig[] = [];

function rigOf(settings?: Partial<AgiSettings>): Rig {
  const rig = new Rig(settings);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) {
    await rig.server.close();
    // Every connection took its timers with it.
    await eventually(() => rig.clock.waiting === 0, { within: 5000, what: 'the last timer' });
  }
});

const refused = { STAR7_STATUS: 'refused', STAR7_CUSTOMER: '', STAR7_MANAGER: '' };

describe('agi://…/order', () => {
  it('tells the dialplan name and manager of an open order of the phone that asks', async () => {
    const rig = rigOf();
    const side = await rig.ask();
    expect(side.variables).toEqual({
      STAR7_STATUS: 'open',
      STAR7_CUSTOMER: 'Иван "Ваня" Петров',
      STAR7_MANAGER: '101',
    });
    expect(rig.asked).toEqual([{ extension: '101', orderNumber: '1001', slot: 'main' }]);
    expect(rig.log.lines).toMatchObject([{ level: 'info', fields: { status: 'open' } }]);
  });

  it('locks out whoever asks for too many wrong orders, alike for every order, and writes each look down', async () => {
    const rig = rigOf();
    for (let n = 0; n < 50; n += 1) {
      expect((await rig.ask(`order?number=${9000 + n}`)).variables).toEqual(refused);
    }
    for (const number of ['1001', '1002', '9999']) {
      const side = await rig.ask(`order?number=${number}`);
      expect(side.variables).toEqual({ ...refused, STAR7_STATUS: 'locked-out' });
    }
    // Whoever is locked out is looked up, and the order is not.
    expect(rig.asked.slice(50)).toEqual(
      Array.from({ length: 3 }, () => ({ extension: '101', orderNumber: '', slot: 'main' })),
    );
    expect(rig.audit.entries).toHaveLength(53);
    expect(rig.audit.entries.at(-1)).toMatchObject({
      actor: 'manager:101',
      action: 'order.view',
      detail: { outcome: 'locked-out' },
    });
  });

  it('answers unknown, closed, someone else’s and absurd orders alike, and looks each of them up', async () => {
    const rig = rigOf();
    const absurd = [
      '9999',
      '1003',
      '1002',
      '',
      'x'.repeat(40),
      '1;2',
      '1/2',
      '1@2',
      '%26',
      '1001&number=1002',
      number,
    ];
    const commands = [];
    for (const order of absurd) {
      const side = await rig.ask(`order?number=${order}`);
      expect(side.variables).toEqual(refused);
      commands.push(side.commands.join('\n'));
    }
    expect(new Set(commands).size).toBe(1);
    expect(rig.asked).toHaveLength(absurd.length);
  });

  it('refuses a channel that no phone authenticated, and a phone that is no manager’s', async () => {
    const rig = rigOf();
    for (const channel of [
      'Local/101@x-0000002a;1',
      'PJSIP/carrier-0000002a',
      'SIP/101-0000002a',
      'PJSIP/102-0000002a',
    ]) {
      expect((await rig.ask('order?number=1001', channel)).variables).toEqual(refused);
    }
  });

  it('believes the extension in the URL only where the configuration says so', async () => {
    const local = 'Local/queue@x-0000002a;1';
    const wary = rigOf();
    expect((await wary.ask('order?number=1001&extension=101', local)).variables).toEqual(refused);
    expect((await wary.ask('order?number=1002&extension=102')).variables).toEqual(refused);
    const trusting = rigOf({ trustExtensionArgument: true });
    expect((await trusting.ask('order?number=1001&extension=101', local)).variables).toMatchObject({
      STAR7_STATUS: 'open',
    });
    expect((await trusting.ask('order?number=1001&extension=101&extension=102', local)).variables).toEqual(
      refused,
    );
    expect((await trusting.ask('order?number=1001')).variables).toMatchObject({ STAR7_STATUS: 'open' });
  });

  it('says unavailable where the database cannot answer', async () => {
    const rig = rigOf();
    rig.orders.failWith(new Error(`no database, asked for ${number}`));
    expect((await rig.ask()).variables).toEqual({ ...refused, STAR7_STATUS: 'unavailable' });
    expect(rig.log.lines[0]).toMatchObject({ level: 'error' });
    expect(everythingSaid(rig.log)).not.toContain('9161234567');
  });

  it('says unavailable where the database says nothing by the deadline', async () => {
    const rig = rigOf({ lookUpSeconds: 5 });
    rig.answer = () => new Promise(() => undefined);
    const side = await rig.connect();
    side.socket.write(recordedRequest());
    await eventually(() => rig.asked.length === 1, { within: 5000 });
    await rig.clock.pass(5000);
    expect((await side.end()).variables).toMatchObject({ STAR7_STATUS: 'unavailable' });
  });

  it('sends and says no number, though the request and the order hold some', async () => {
    const rig = rigOf();
    const sides = [await rig.ask(), await rig.ask(`order?number=${number}`), await rig.ask('order?number=9')];
    const sent = sides.map(({ commands }) => commands.join('\n')).join('\n') + everythingSaid(rig.log);
    expect(recordedRequest()).toContain('9161234567');
    expect(sent).toContain('STAR7_CUSTOMER');
    expect(sent).not.toContain('9161234567');
  });

  it('takes a request in any pieces, and with CRLF', async () => {
    const rig = rigOf();
    const side = await rig.connect();
    for (const byte of Buffer.from(recordedRequest().replaceAll('\n', '\r\n'))) {
      side.socket.write(Buffer.of(byte));
    }
    expect((await side.end()).variables).toMatchObject({ STAR7_STATUS: 'open' });
  });
});

describe('a connection that goes wrong', () => {
  it('ends at once, without a command, when the channel hangs up during the look-up', async () => {
    const rig = rigOf();
    rig.answer = () => new Promise(() => undefined);
    const side = await rig.connect();
    side.socket.write(recordedRequest());
    await eventually(() => rig.asked.length === 1, { within: 5000 });
    side.socket.write('HANGUP\n');
    await side.end();
    await eventually(() => rig.slugs.length === 1, { within: 5000 });
    expect(side.commands).toEqual([]);
    expect(rig.slugs).toEqual(['agi-hung-up']);
    expect(rig.log.lines).toMatchObject([{ level: 'debug' }]);
    // The look-up itself is left to its own deadline.
    await rig.clock.pass(5000);
  });

  it('ends when the channel hangs up in place of a reply', async () => {
    const rig = rigOf();
    const side = await rig.connect();
    side.reply = () => 'HANGUP\n200 result=1\n';
    side.socket.write(recordedRequest());
    await side.end();
    expect(side.commands).toHaveLength(1);
    expect(rig.slugs).toEqual(['agi-hung-up']);
  });

  it.each([
    '510 Invalid or unknown command\n',
    '511 Command Not Permitted on a dead channel or intercept routine\n',
    '520-Invalid command syntax.  Proper usage follows:\n Usage: SET VARIABLE\n520 End of proper usage.\n',
    'what?\n',
    '\n',
  ])('ends at %j in reply to a command', async (reply) => {
    const rig = rigOf();
    const side = await rig.connect();
    side.reply = () => reply;
    side.socket.write(recordedRequest());
    await side.end();
    expect(side.commands).toHaveLength(1);
    expect(rig.slugs).toEqual(['agi-command-refused']);
  });

  it.each([
    ['another script', recordedRequest('exec?cmd=rm'), 'agi-unknown-script'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'agi-bad-request'],
    ['an empty header', '\n', 'agi-bad-request'],
    ['an endless line', 'a'.repeat(5000), 'agi-too-long'],
    ['a line too long', `agi_channel: ${'a'.repeat(5000)}\n`, 'agi-too-long'],
    ['an endless header', 'agi_x: y\n'.repeat(200), 'agi-too-long'],
    ['binary', Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0x0a, 0x0a]).toString('latin1'), 'agi-bad-request'],
    ['more lines after the header', `${recordedRequest()}${'200 result=1\n'.repeat(200)}`, 'agi-too-long'],
  ])('ends with a line in the log, and asks for no order: %s', async (_what, bytes, slug) => {
    const rig = rigOf();
    const side = await rig.connect();
    side.socket.write(bytes);
    await side.end();
    expect(side.commands).toEqual([]);
    await eventually(() => rig.slugs.length > 0, { within: 5000 });
    expect(rig.slugs).toEqual([slug]);
    expect(rig.log.lines).toMatchObject([
      { level: 'warn', message: 'FastAGI connection ended early', fields: { host: '127.0.0.1' } },
    ]);
  });

  it.each([
    ['at once', ''],
    ['in the middle of the header', 'agi_network: yes\nagi_chan'],
    ['after the header, before a reply', recordedRequest()],
  ])('is forgotten when the peer goes %s', async (_when, bytes) => {
    const rig = rigOf();
    const side = await rig.connect();
    side.reply = () => '';
    side.socket.write(bytes);
    side.socket.end();
    await side.end();
    await eventually(() => rig.slugs.length > 0, { within: 5000 });
    expect(rig.slugs).toEqual(['agi-peer-gone']);
  });

  it.each([
    ['says nothing', ''],
    ['stops in the middle', 'agi_network: yes\n'],
    ['does not reply', recordedRequest()],
  ])('is closed at the deadline when the peer %s', async (_what, bytes) => {
    const rig = rigOf({ connectionSeconds: 15 });
    const side = await rig.connect();
    side.reply = () => '';
    side.socket.write(bytes);
    if (bytes.endsWith('\n\n')) await eventually(() => side.commands.length === 1, { within: 5000 });
    else await eventually(() => rig.clock.waiting === 1, { within: 5000 });
    expect(side.closed).toBe(false);
    await rig.clock.pass(15_000);
    await side.end();
    expect(rig.slugs).toEqual(['agi-timed-out']);
  });

  it('does nothing to the next one', async () => {
    const rig = rigOf();
    const bad = await rig.connect();
    bad.socket.write('\u0000\n\n');
    await bad.end();
    expect((await rig.ask()).variables).toMatchObject({ STAR7_STATUS: 'open' });
  });

  it('whatever is sent, it ends, and no order is told', async () => {
    const rig = rigOf();
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
            fc
              .constantFrom('HANGUP\n', '\n', 'agi_channel: PJSIP/101-0000002a\n', '200 result=1\n')
              .map((text) => Buffer.from(text)),
          ),
          { maxLength: 30 },
        ),
        async (pieces) => {
          const side = await rig.connect();
          for (const piece of pieces) side.socket.write(piece);
          side.socket.end();
          await side.end();
          // No script is ever named, so nothing may be answered.
          expect(side.commands).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    expect(rig.asked).toEqual([]);
    await eventually(() => rig.log.lines.length >= 200, { within: 5000 });
    expect(rig.slugs.every((slug) => typeof slug === 'string' && slug.startsWith('agi-'))).toBe(true);
  });
});

describe('who may connect', () => {
  it.each([
    [['10.0.0.0/8', '::1'], false],
    [['127.0.0.1'], true],
    [['127.0.0.0/8'], true],
    [[], false],
  ])('with %j the loopback address: %j', async (allowedPeers, isServed) => {
    const rig = rigOf({ allowedPeers });
    const side = await rig.ask();
    expect(side.commands.length > 0).toBe(isServed);
    if (!isServed) expect(rig.log.lines).toMatchObject([{ level: 'warn', fields: { host: '127.0.0.1' } }]);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/x', '::1/129', '', '10.0.0.0/'])('%j is no peer', (peer) => {
    expect(() => new Rig({ allowedPeers: [peer] })).toThrow(PeerError);
  });

  it('holds only so many at once, and serves again when one is gone', async () => {
    const rig = rigOf({ maxConnections: 2 });
    const [first] = [await rig.connect(), await rig.connect()];
    await eventually(() => rig.clock.waiting === 2, { within: 5000 });
    const third = await rig.connect();
    await third.end();
    expect(rig.log.lines).toMatchObject([{ level: 'warn', fields: { count: 2 } }]);
    first.socket.destroy();
    await eventually(() => rig.clock.waiting === 1, { within: 5000 });
    expect((await rig.ask()).variables).toMatchObject({ STAR7_STATUS: 'open' });
  });
});

it('a port that is taken is an error at once', async () => {
  const rig = rigOf();
  await rig.connect();
  const second = rigOf();
  await expect(second.server.listen({ host: '127.0.0.1', port: rig.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

it('closing cuts off whoever is connected, and can be done twice', async () => {
  const rig = rigOf();
  const side = await rig.connect();
  await eventually(() => rig.clock.waiting === 1, { within: 5000 });
  await rig.server.close();
  await side.end();
  await rig.server.close();
});
