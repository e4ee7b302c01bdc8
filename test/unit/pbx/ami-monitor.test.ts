import { AmiError } from '#pbx/asterisk/ami/ami-error';
import { AmiMonitor } from '#pbx/asterisk/ami/ami-monitor';
import { everythingSaid } from '../log/everything-said';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { eventually } from '../../lab/eventually';
import { FakeAmiServer } from './fake-ami-server';

const within = 5000;
const unknown = { registered: 'unknown', inUse: 'unknown' };
const ready = { registered: true, inUse: false };
const talking = { registered: true, inUse: true };
const gone = { registered: false, inUse: false };

class Rig {
  readonly server = new FakeAmiServer();
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  /** What was told of the ups and downs. */
  readonly states: boolean[] = [];
  /** Phones whose state was told to have changed. */
  readonly phones: string[] = [];
  #monitor: AmiMonitor | null = null;

  get monitor(): AmiMonitor {
    this.#monitor ??= new AmiMonitor(
      { host: '127.0.0.1', port: this.server.port, username: 'star7', password: 'secret' },
      this.clock,
      this.log,
      {},
      (up) => this.states.push(up),
      (extension) => this.phones.push(extension),
    );
    return this.#monitor;
  }

  /** Listens, and has the monitor up. */
  async up(): Promise<void> {
    await this.server.listen();
    this.monitor.start();
    await this.isUp();
  }

  async isUp(): Promise<void> {
    await eventually(() => this.monitor.up, { within, what: 'AMI up' });
  }

  async isDown(): Promise<void> {
    await eventually(() => !this.monitor.up, { within, what: 'AMI down' });
  }

  async state(extension: string, wanted: object): Promise<void> {
    await eventually(() => JSON.stringify(this.monitor.stateOf(extension)) === JSON.stringify(wanted), {
      within,
      what: `${extension} to be ${JSON.stringify(wanted)}`,
    });
  }

  /** Lets the time pass that a timer waits for, once there is one. */
  async passWhenWaiting(milliseconds: number, timers = 1): Promise<void> {
    await eventually(() => this.clock.waiting === timers, { within, what: `${String(timers)} timers` });
    await this.clock.pass(milliseconds);
  }

  said(message: RegExp): MemoryLog['lines'] {
    return this.log.lines.filter((line) => message.test(line.message));
  }
}

let rig: Rig;
beforeEach(() => (rig = new Rig()));
afterEach(async () => {
  await rig.monitor.stop();
  await rig.server.close();
  expect(rig.clock.waiting).toBe(0);
});

describe('what is known of the phones', () => {
  it('is the whole state after log-in, by Asterisk’s words', async () => {
    for (const [extension, state] of [
      ['101', 'NOT_INUSE'],
      ['102', 'INUSE'],
      ['103', 'UNAVAILABLE'],
      ['104', 'RINGING'],
      ['105', 'ONHOLD'],
      ['106', 'BUSY'],
      ['107', 'RINGINUSE'],
      ['108', 'UNKNOWN'],
      ['109', 'INVALID'],
      ['110', 'SOMETHING NEW'],
    ] as const) {
      rig.server.states.set(`PJSIP/${extension}`, state);
    }
    await rig.up();
    const states = [...Array(11).keys()].map((n) => rig.monitor.stateOf(String(101 + n)));
    expect(states).toEqual([
      ready,
      talking,
      gone,
      talking,
      talking,
      talking,
      talking,
      unknown,
      unknown,
      unknown,
      unknown,
    ]);
    expect(rig.log.lines).toMatchObject([{ level: 'info', message: 'AMI is up', fields: { count: 7 } }]);
  });

  it('is unknown before the connection, and never throws', async () => {
    await rig.server.listen();
    expect(rig.monitor.up).toBe(false);
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
    expect(rig.monitor.stateOf('__proto__')).toEqual(unknown);
    rig.monitor.start();
    await rig.isUp();
    expect(rig.monitor.stateOf('constructor')).toEqual(unknown);
  });

  it('follows every change', async () => {
    await rig.up();
    for (const [state, wanted] of [
      ['NOT_INUSE', ready],
      ['RINGING', talking],
      ['INUSE', talking],
      ['NOT_INUSE', ready],
      ['UNAVAILABLE', gone],
      ['INVALID', unknown],
    ] as const) {
      rig.server.change('PJSIP/101', state);
      await rig.state('101', wanted);
    }
  });

  it('tells of each change, once the states are known, and of none that it lists', async () => {
    rig.server.states.set('PJSIP/101', 'NOT_INUSE');
    await rig.up();
    expect(rig.phones).toEqual([]);
    rig.server.change('PJSIP/101', 'INUSE');
    rig.server.change('SIP/102', 'INUSE');
    rig.server.change('PJSIP/103', 'INVALID');
    rig.server.change('PJSIP/104', 'INUSE');
    await rig.state('104', talking);
    expect(rig.phones).toEqual(['101', '103', '104']);
  });

  it('takes no other device for a phone', async () => {
    await rig.up();
    for (const device of ['SIP/101', 'Local/101@x', 'Custom:101', 'PJSIP/101/x', 'PJSIP/', 'x']) {
      rig.server.change(device, 'INUSE');
    }
    rig.server.tell({ Event: 'DeviceStateChange', Device: 'PJSIP/101' });
    rig.server.change('PJSIP/102', 'INUSE');
    await rig.state('102', talking);
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
  });

  it('keeps and says nothing of caller IDs, which events of other kinds bring', async () => {
    await rig.up();
    rig.server.tell({
      Event: 'Newchannel',
      Channel: 'PJSIP/101-0000002a',
      CallerIDNum: '+79161234567',
      ConnectedLineNum: '+79161234567',
      Exten: '+79161234567',
    });
    rig.server.change('PJSIP/+79161234567', 'INUSE');
    rig.server.change('PJSIP/101', 'INUSE');
    await rig.state('101', talking);
    expect(everythingSaid(rig.log)).not.toContain('9161234567');
    expect(rig.monitor.stateOf('+79161234567')).toEqual(unknown);
  });

  it('takes least privilege: logs in, lists, pings, and asks for nothing else', async () => {
    await rig.up();
    await rig.passWhenWaiting(10_000);
    await eventually(() => rig.server.actions.length === 3, { within });
    expect(rig.server.actions).toEqual(['login', 'devicestatelist', 'ping']);
  });

  it('says what to do where the list is forbidden, and still follows changes', async () => {
    rig.server.forbidden.add('devicestatelist');
    await rig.up();
    expect(rig.log.lines[0]).toMatchObject({
      level: 'error',
      fields: { error: { slug: 'ami-action-refused' } },
    });
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
    rig.server.change('PJSIP/101', 'NOT_INUSE');
    await rig.state('101', ready);
  });
});

describe('reconnecting', () => {
  it('tells each up and each down once', async () => {
    await rig.up();
    rig.server.drop();
    await rig.isDown();
    await rig.passWhenWaiting(1000);
    await rig.isUp();
    expect(rig.states).toEqual([true, false, true]);
  });

  it('asks for everything again, and forgets what is no longer there', async () => {
    rig.server.states.set('PJSIP/101', 'NOT_INUSE').set('PJSIP/102', 'INUSE');
    await rig.up();
    await rig.state('102', talking);
    rig.server.drop();
    await rig.isDown();
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
    rig.server.states.set('PJSIP/101', 'UNAVAILABLE').delete('PJSIP/102');
    await rig.passWhenWaiting(1000);
    await rig.isUp();
    expect(rig.monitor.stateOf('101')).toEqual(gone);
    expect(rig.monitor.stateOf('102')).toEqual(unknown);
    expect(rig.server.connections).toBe(2);
  });

  it('goes on for ever, with longer and longer pauses up to a limit, and says it once', async () => {
    await rig.server.listen();
    const { port } = rig.server;
    await rig.server.close();
    rig.server.port = port;
    rig.monitor.start();
    const pauses = [1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
    for (const [tries, seconds] of pauses.entries()) {
      await eventually(() => rig.said(/AMI is down/).length === tries + 1, {
        within,
        what: `try ${String(tries)}`,
      });
      await rig.passWhenWaiting(seconds * 1000 - 1);
      expect(rig.said(/AMI is down/)).toHaveLength(tries + 1);
      await rig.clock.pass(1);
    }
    expect(rig.said(/AMI is down/).filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(rig.said(/AMI is down/)[0]?.fields['error']).toEqual(new AmiError('ami-lost'));
    await eventually(() => rig.said(/AMI is down/).length === pauses.length + 1, { within });
    await rig.server.listen(port);
    await rig.passWhenWaiting(30_000);
    await rig.isUp();
    // And begins with short pauses again.
    rig.server.drop();
    await rig.isDown();
    await rig.passWhenWaiting(1000);
    await rig.isUp();
  });

  it('notices a server that freezes: half-open connections look like that too', async () => {
    rig.server.states.set('PJSIP/101', 'NOT_INUSE');
    await rig.up();
    rig.server.isFrozen = true;
    await rig.passWhenWaiting(10_000);
    await eventually(() => rig.server.actions.at(-1) === 'ping', { within });
    expect(rig.monitor.stateOf('101')).toEqual(ready);
    await rig.passWhenWaiting(5000);
    await rig.isDown();
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
    expect(rig.said(/AMI is down/)[0]?.fields['error']).toEqual(new AmiError('ami-silent'));
    // The old socket is destroyed, not left to a peer that never reads.
    await eventually(() => rig.server.peers.size === 0, { within, what: 'the old connection to be gone' });
    rig.server.isFrozen = false;
    await rig.passWhenWaiting(1000);
    await rig.isUp();
  });

  it.each(['login', 'devicestatelist'])('gives up on a server that never answers %s', async (action) => {
    rig.server.ignored.add(action);
    await rig.server.listen();
    rig.monitor.start();
    await eventually(() => rig.server.actions.at(-1) === action, { within });
    await rig.passWhenWaiting(5000);
    await eventually(() => rig.said(/AMI is down/).length === 1, { within });
    expect(rig.said(/AMI is down/)[0]?.fields['error']).toEqual(new AmiError('ami-silent'));
    rig.server.ignored.clear();
    await rig.passWhenWaiting(1000);
    await rig.isUp();
  });

  it('gives up on a list without an end', async () => {
    await rig.server.listen();
    rig.monitor.start();
    rig.server.ignored.add('devicestatelist');
    await eventually(() => rig.server.actions.at(-1) === 'devicestatelist', { within });
    const actionId = /ActionID: (star7-\d+)/.exec(rig.server.received)?.[1] ?? '';
    rig.server.tell({ Response: 'Success', ActionID: actionId, EventList: 'start' });
    rig.server.tell({ Event: 'DeviceStateChange', ActionID: actionId, Device: 'PJSIP/101', State: 'INUSE' });
    await rig.passWhenWaiting(5000);
    await eventually(() => rig.said(/AMI is down/).length === 1, { within });
    expect(rig.monitor.up).toBe(false);
  });

  it('does not knock on a door that was closed to it: a refused log-in waits longest', async () => {
    rig.server.password = 'another';
    await rig.server.listen();
    rig.monitor.start();
    await eventually(() => rig.said(/AMI is down/).length === 1, { within });
    expect(rig.said(/AMI is down/)[0]?.fields).toMatchObject({
      error: { slug: 'ami-login-refused' },
      milliseconds: 30_000,
    });
    await rig.passWhenWaiting(29_000);
    expect(rig.server.connections).toBe(1);
    rig.server.password = 'secret';
    await rig.clock.pass(1000);
    await rig.isUp();
  });

  it('sends nothing twice: what a lost connection did not answer is not replayed', async () => {
    await rig.up();
    rig.server.ignored.add('ping');
    await rig.passWhenWaiting(10_000);
    await eventually(() => rig.server.actions.at(-1) === 'ping', { within });
    rig.server.drop();
    await rig.isDown();
    await rig.passWhenWaiting(1000);
    await rig.isUp();
    expect(rig.server.actions).toEqual(['login', 'devicestatelist', 'ping', 'login', 'devicestatelist']);
  });

  it('leaves nothing to the console, which the library writes to', async () => {
    const spies = (['log', 'error', 'warn'] as const).map((name) => jest.spyOn(console, name));
    await rig.up();
    rig.server.drop();
    await rig.isDown();
    await rig.passWhenWaiting(1000);
    await rig.isUp();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});

describe('stopping', () => {
  it('ends the connection, and does not come back', async () => {
    await rig.up();
    await rig.monitor.stop();
    await eventually(() => rig.server.peers.size === 0, { within });
    expect(rig.monitor.stateOf('101')).toEqual(unknown);
    await rig.clock.pass(100_000);
    expect(rig.server.connections).toBe(1);
    expect(rig.said(/AMI is down/)).toEqual([]);
  });

  it('works while it connects, while it pauses, and before it began', async () => {
    await rig.monitor.stop();
    const connecting = new Rig();
    connecting.server.isFrozen = true;
    await connecting.server.listen();
    connecting.monitor.start();
    await eventually(() => connecting.server.actions.length === 1, { within });
    await connecting.monitor.stop();
    await connecting.server.close();
    expect(connecting.clock.waiting).toBe(0);

    const pausing = new Rig();
    pausing.server.port = connecting.server.port;
    pausing.monitor.start();
    await eventually(() => pausing.said(/AMI is down/).length === 1, { within });
    await pausing.monitor.stop();
    expect(pausing.clock.waiting).toBe(0);
  });
});

it.each([
  ['star7\r\nAction: Originate', 'secret'],
  ['star7', 'secret\r\n\r\nAction: Command\r\nCommand: core stop now'],
  ['star7\n', 'secret'],
  ['star7', 'sec\u0000ret'],
])(
  'an account that would inject another action is refused before anything is sent: %j',
  (username, password) => {
    const { clock, log } = rig;
    expect(() => new AmiMonitor({ host: '127.0.0.1', port: 1, username, password }, clock, log)).toThrow(
      new AmiError('ami-unsafe-header'),
    );
  },
);
