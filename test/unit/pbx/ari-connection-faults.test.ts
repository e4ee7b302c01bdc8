import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import type { AriEvent } from '#pbx/asterisk/ari/ari-connection';
import { FakeAri } from './fake-ari';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { eventually, TooLateError } from '../../lab/eventually';

const application = 'star7';
const wanted = { type: 'ChannelDtmfReceived', application, digit: '1' };

let server: FakeAri;
let clock: FakeClock;
let log: MemoryLog;
let events: AriEvent[];
let states: boolean[];
let replaced: number;
let onEvent: (event: AriEvent) => void;
let ari: AriConnection;

beforeEach(async () => {
  server = await FakeAri.listen();
  clock = new FakeClock();
  log = new MemoryLog();
  events = [];
  states = [];
  replaced = 0;
  onEvent = (event) => events.push(event);
  ari = new AriConnection(
    { url: server.url, username: 'star7', password: 'hunter2', application },
    ['ChannelDtmfReceived'],
    (event) => onEvent(event),
    (up) => states.push(up),
    clock,
    log,
    () => replaced++,
  );
});

afterEach(async () => {
  ari.stop();
  await server.close();
});

const soon = async (what: string, check: () => boolean): Promise<void> => {
  await eventually(check, { within: 5_000, every: 5, what });
};

/** That ari-client's next attempts (after 100, 200, 400 ms of the machine's own time) come to nothing. */
const never = async (what: string, check: () => boolean): Promise<void> => {
  await expect(eventually(check, { within: 900, promised: true, what })).rejects.toThrow(TooLateError);
};

/** That the socket works: what is sent is heard, and so is all that was sent before. */
const hears = async (): Promise<void> => {
  const before = events.length;
  server.send(wanted);
  await soon('an event', () => events.length > before);
};

const levels = (level: string) => log.lines.filter((line) => line.level === level);

test('connects, asks for its events and for word of its replacement, and hears them', async () => {
  await ari.start();
  expect(ari.up).toBe(true);
  expect(server.filtersAsked).toEqual([
    { allowed: [{ type: 'ChannelDtmfReceived' }, { type: 'ApplicationReplaced' }] },
  ]);
  await hears();
  expect(events).toEqual([wanted]);
});

test('a cut socket is replaced by one other, which has the event filter again', async () => {
  await ari.start();
  server.cut();
  await soon('down', () => states.includes(false));
  await soon('up again', () => ari.up);
  expect(states).toEqual([true, false, true]);
  expect(server.filtersAsked).toHaveLength(2);
  expect(server.sockets.size).toBe(1);
  await hears();
});

test('a filter that is refused is a warning, and no more', async () => {
  server.filters = 'refuses';
  await ari.start();
  expect(ari.up).toBe(true);
  expect(levels('warn')[0]?.fields).toMatchObject({ error: { slug: 'refused' } });
});

test('it goes on while pings are answered; one that is not is a lost connection', async () => {
  await ari.start();
  for (let ping = 1; ping <= 3; ping++) {
    await soon('a ping', () => server.pings === ping);
    await hears();
    await clock.pass(3_000);
  }
  expect(states).toEqual([true]);

  await soon('the fourth', () => server.pings === 4);
  await hears();
  server.pongs = 'leaves';
  await clock.pass(3_000);
  await soon('the fifth', () => server.pings === 5);
  await clock.pass(3_000);
  expect(states).toEqual([true, false]);
  server.pongs = 'does';
  await soon('up again', () => ari.up);
  await soon('one socket', () => server.sockets.size === 1);
  expect(server.handshakes).toBe(2);
  await hears();
});

test('a client that could not register in time has no socket later', async () => {
  server.registrations = 'refuses';
  const started = ari.start();
  await soon('an attempt', () => server.handshakes > 0);
  await clock.pass(10_000);
  const attempts = server.handshakes;
  server.registrations = 'does';
  await clock.pass(200);
  await started;
  expect(ari.up).toBe(true);
  await never('a second socket', () => server.sockets.size > 1 || server.handshakes > attempts + 1);
  await hears();
  expect(events).toHaveLength(1);
  expect(replaced).toBe(0);
});

test('a handshake that stays without an answer is given up, at the first connection', async () => {
  server.registrations = 'leaves';
  const started = ari.start();
  await soon('a handshake', () => server.left === 1);
  await clock.pass(10_000);
  server.registrations = 'does';
  await clock.pass(200);
  await started;
  server.doLeft();
  await hears();
  expect(server.sockets.size).toBe(1);
});

test('a handshake that stays without an answer is given up, at a later one', async () => {
  await ari.start();
  server.registrations = 'leaves';
  server.cut();
  await soon('a handshake', () => server.left === 1);
  await clock.pass(15_000);
  server.registrations = 'does';
  await soon('up again', () => ari.up);
  expect(states).toEqual([true, false, true]);
  server.doLeft();
  await hears();
  expect(server.sockets.size).toBe(1);
});

test('stopped while ari-client waits to reconnect, it stays without a socket', async () => {
  await ari.start();
  server.cut();
  await soon('down', () => !ari.up);
  ari.stop();
  await never('a handshake', () => server.handshakes > 1);
  expect(server.sockets.size).toBe(0);
  expect(states).toEqual([true, false]);
});

test.each<[string, 'descriptions' | 'registrations' | 'filters', number]>([
  ['reads what Asterisk describes', 'descriptions', 0],
  ['registers', 'registrations', 1],
  ['sets the filter', 'filters', 1],
])('stopped while it %s, it stays without a socket', async (_, what, handshakes) => {
  server[what] = 'leaves';
  const started = ari.start();
  await soon('it is at it', () => server.left > 0);
  ari.stop();
  await started;
  server[what] = 'does';
  server.doLeft();
  await never('a handshake', () => server.handshakes > handshakes);
  expect(server.sockets.size).toBe(0);
  expect(ari.up).toBe(false);
  expect(states).toEqual([]);
});

test('stopped between two tries, it is over at once', async () => {
  await server.close();
  const started = ari.start();
  await soon('a warning', () => levels('warn').length === 1);
  ari.stop();
  await started;
  expect(clock.waiting).toBe(0);
});

test('a filter that is answered when its socket is gone does not make it up', async () => {
  server.filters = 'leaves';
  void ari.start();
  await soon('the filter', () => server.left === 1);
  server.registrations = 'leaves';
  server.cut();
  await soon('the next handshake', () => server.left === 2);
  server.doLeft();
  await soon('the second filter', () => server.left === 1);
  expect(states).toEqual([]);
  server.doLeft();
  await soon('up', () => ari.up);
  expect(states).toEqual([true]);
});

test('replaced by another program it ends its connection, says so once, and does not come back', async () => {
  await ari.start();
  server.send({ type: 'ApplicationReplaced', application: 'another' });
  await hears();
  expect(replaced).toBe(0);

  server.send({ type: 'ApplicationReplaced', application });
  await soon('told', () => replaced === 1);
  expect(ari.up).toBe(false);
  expect(states).toEqual([true, false]);
  await soon('no socket', () => server.sockets.size === 0);
  await never('a handshake', () => server.handshakes > 1);
  expect(levels('error')).toHaveLength(1);
  expect(levels('error')[0]?.message).toContain('STAR7_ARI_APPLICATION');
  await expect(ari.call('channels.list', () => Promise.resolve())).rejects.toMatchObject({
    slug: 'disconnected',
  });
});

test('a listener that throws does not end the events', async () => {
  await ari.start();
  onEvent = () => {
    onEvent = (event) => events.push(event);
    throw new Error('thrown by a test');
  };
  server.send(wanted);
  await soon('an error', () => levels('error').length === 1);
  await hears();
  expect(states).toEqual([true]);
});

test.each([
  ['an event of a type that Asterisk did not describe', { type: 'SomethingNew' }, 'SomethingNew'],
  ['an event whose type is no word', { type: '+79161234567' }, ''],
  ['what is no JSON', 'no JSON +79161234567', ''],
  ['an event that looks like a failure', { type: 'error' }, 'error'],
])('%s does not end the events, let alone the process', async (_, message, event) => {
  await ari.start();
  server.send(message);
  await hears();
  expect(levels('warn').map(({ fields }) => fields)).toEqual([{ event }]);
  expect(JSON.stringify(log.lines)).not.toContain('79161234567');
  expect(events).toEqual([wanted]);
});

test.each([
  ['an error of the system', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'disconnected'],
  ["Asterisk's no", new Error('{"message":"Channel not found"}'), 'refused'],
])('%s has its slug', async (_, error, slug) => {
  await ari.start();
  await expect(ari.call('channels.ring', () => Promise.reject(error))).rejects.toMatchObject({ slug });
});

test('an operation that stays without an answer has a deadline, and ends with the connection', async () => {
  await ari.start();
  const late = ari.call('channels.ring', () => new Promise(() => undefined));
  const expectation = expect(late).rejects.toMatchObject({ slug: 'deadline' });
  await clock.pass(5_000);
  await expectation;
  const last = ari.call('channels.ring', () => new Promise(() => undefined));
  ari.stop();
  await expect(last).rejects.toMatchObject({ slug: 'disconnected' });
});
