import { AmiMonitor } from '#pbx/asterisk/ami/ami-monitor';
import { FakeClock, settled } from '../../unit/kernel/fake-clock';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { canaryNumbers, canaryWords } from '../canaries';
import { bytesOf, mutatedBytes, nastyWords, pieces } from '../mutation';
import type { Random } from '#kernel/random';
import { SaidLog } from '../said-log';
import type { MemorySocket } from './memory-socket';
import { connectInMemory } from './memory-socket';

/** Bytes from Asterisk's side, in pieces, and their time. */
interface Bytes {
  /**
   * `greeting`: instead of the greeting; `login`: instead of the answer to the log-in; `listing`: within the
   * list of states.
   */
  when: 'greeting' | 'login' | 'listing' | 'up';
  pieces: string[];
}

const names = [
  ...['Event', 'Response', 'ActionID', 'Message', 'Device', 'State', 'Service', 'AccountID', 'RemoteAddress'],
  ...[
    'Variable',
    'ChanVariable',
    'UserEvent',
    'Content',
    'Privilege',
    'EventList',
    'CallerIDNum',
    '__proto__',
  ],
  ...['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'Output', 'event', 'RESPONSE', ''],
];
const events = [
  ...['DeviceStateChange', 'DeviceStateListComplete', 'InvalidPassword', 'InvalidAccountID', 'ChallengeSent'],
  ...['UserEvent', 'FullyBooted', 'Newchannel', 'SuccessfulAuth', 'RequestBadFormat'],
  // Names of asterisk-manager's own events.
  ...[
    'rawevent',
    'managerevent',
    'connect',
    'close',
    'end',
    'error',
    'response',
    'asterisk',
    'data',
    'star7-1',
  ],
];
const values = [
  ...[
    'Success',
    'Error',
    'Follows',
    'Goodbye',
    'events follow',
    'star7-1',
    'star7-2',
    'rawevent',
    'managerevent',
  ],
  ...[
    'PJSIP/101',
    'PJSIP/102',
    'Custom:1',
    'INUSE',
    'NOT_INUSE',
    'UNAVAILABLE',
    'a=b',
    '__proto__=x',
    'IPV4/UDP/192.0.2.7/5060',
  ],
];
const words = [
  ...[
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '--END COMMAND--\r\n\r\n',
    ': ',
    'Response: Follows\r\n',
    'Asterisk Call Manager/',
  ],
  ...names,
  ...events.map((event) => `Event: ${event}\r\n`),
];

function message(random: Random): string {
  const lines: [string, string][] = [];
  if (random.chance(0.15)) {
    lines.push(
      ['Event', 'DeviceStateChange'],
      ['Device', 'PJSIP/102'],
      ['State', random.pick(['INUSE', 'UNAVAILABLE'])],
    );
  } else if (random.chance(0.8)) lines.push(['Event', random.pick(events)]);
  else lines.push(['Response', random.pick(values)], ['ActionID', random.pick(values)]);
  if (random.chance(0.3)) lines.push(['Device', random.pick(values)], ['State', random.pick(values)]);
  if (random.chance(0.3)) {
    lines.push(
      ['Service', 'PJSIP'],
      ['AccountID', random.pick(canaryWords)],
      ['RemoteAddress', `IPV4/UDP/${canaryNumbers[0]}/5060`],
    );
  }
  for (let count = random.size(8); count > 0; count -= 1) {
    lines.push([
      random.pick(names),
      random.pick(random.chance(0.5) ? values : [...nastyWords, ...canaryWords]),
    ]);
  }
  if (random.chance(0.2)) lines.push(random.pick(lines), random.pick(lines));
  return bytesOf(`${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
}

function generate(random: Random): Bytes {
  let bytes = random.list(1 + random.int(3), () => message(random)).join('');
  if (random.chance(0.5)) bytes = mutatedBytes(random, bytes, words);
  if (random.chance(0.03)) bytes += bytesOf(random.pick(words)).repeat(random.size(3000));
  const when = random.chance(0.7) ? 'up' : random.pick(['greeting', 'login', 'listing'] as const);
  return { when, pieces: pieces(random, bytes) };
}

/** Asterisk's side: correct output, except for the bytes of the input, sent once. */
class Asterisk {
  /** The input, until it was sent. */
  left: Bytes | null;
  connections = 0;
  socket: MemorySocket | null = null;

  constructor(input: Bytes) {
    this.left = input;
  }

  onConnection(socket: MemorySocket): void {
    this.connections += 1;
    this.socket = socket;
    socket.onWritten = (text) => queueMicrotask(() => this.#answer(socket, text));
    socket.connects();
    if (!this.say('greeting', socket)) socket.receives('Asterisk Call Manager/11.0.0\r\n');
  }

  /** @returns whether the input was sent now */
  say(when: Bytes['when'], socket: MemorySocket): boolean {
    if (this.left?.when !== when) return false;
    const bytes = this.left.pieces;
    this.left = null;
    for (const piece of bytes) socket.receives(piece);
    return true;
  }

  #answer(socket: MemorySocket, text: string): void {
    const action = /^action: *(\w+)/im.exec(text)?.[1]?.toLowerCase();
    const id = /^actionid: *(\S+)/im.exec(text)?.[1] ?? '';
    const reply = (...lines: string[]): void =>
      socket.receives(`${[...lines, `ActionID: ${id}`].join('\r\n')}\r\n\r\n`);
    if (action === 'login' && this.say('login', socket)) return;
    reply('Response: Success');
    if (action !== 'devicestatelist') return;
    this.say('listing', socket);
    reply('Event: DeviceStateChange', 'Device: PJSIP/101', 'State: INUSE');
    reply('Event: DeviceStateListComplete', 'EventList: Complete');
  }
}

async function run(input: Bytes, log: SaidLog): Promise<string[]> {
  const clock = new FakeClock();
  const asterisk = new Asterisk(input);
  const restore = connectInMemory((socket) => asterisk.onConnection(socket));
  const account = { host: '127.0.0.1', port: 5038, username: 'star7', password: 'secret' };
  const monitor = new AmiMonitor(account, clock, log);
  try {
    monitor.start();
    await turns();
    const depths = [monitor.up ? 'up' : 'not-up'];
    const warnings = log.count('warn');
    if (asterisk.socket !== null) asterisk.say('up', asterisk.socket);
    await turns();
    const { registered } = monitor.stateOf('102');
    if (registered !== 'unknown') depths.push('state-taken');
    if (log.count('warn') > warnings) depths.push('security-line');
    const connections = asterisk.connections;
    await healed(monitor, clock);
    if (asterisk.connections > connections) depths.push('connected-anew');
    // After any input, the next messages must be understood again.
    for (const [state, inUse] of [
      ['INUSE', true],
      ['NOT_INUSE', false],
    ] as const) {
      asterisk.socket?.receives(`Event: DeviceStateChange\r\nDevice: PJSIP/101\r\nState: ${state}\r\n\r\n`);
      await turns();
      must(monitor.stateOf('101').inUse === inUse, 'a state is not heard any more');
    }
    return depths;
  } finally {
    await monitor.stop();
    restore();
    must(clock.waiting === 0, 'a timer is left');
    must(asterisk.socket?.readyState !== 'open', 'a connection is left open');
  }
}

/**
 * Waits until AMI is up and two pings were answered: a missed ping ends a connection whose reader is stuck in
 * a message.
 */
async function healed(monitor: AmiMonitor, clock: FakeClock): Promise<void> {
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await clock.pass(5_000);
    await turns();
  }
  must(monitor.up, 'it does not come up again');
}

/** asterisk-manager emits from process.nextTick. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await settled();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const ami: FuzzTarget<Bytes> = {
  name: 'ami',
  generate,
  growing: {
    'a long line in pieces': (size) => ({
      when: 'up',
      pieces: new Array<string>(Math.ceil(size / 100)).fill('x'.repeat(1000)),
    }),
    'many headers': (size) => ({ when: 'up', pieces: [`Event: X\r\n${'a: b\r\n'.repeat(size)}\r\n`] }),
    'many events': (size) => ({ when: 'up', pieces: ['Event: InvalidPassword\r\n\r\n'.repeat(size)] }),
  },
  open: () => {
    const log = new SaidLog();
    return Promise.resolve({
      run: (input: Bytes) => run(input, log),
      said: () => log.take(),
      close: () => Promise.resolve(),
    });
  },
};
