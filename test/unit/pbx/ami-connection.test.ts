import createClient from 'asterisk-manager';
import { AmiConnection } from '#pbx/asterisk/ami/ami-connection';
import type { AmiEvent } from '#pbx/asterisk/ami/ami-connection';
import { AmiError } from '#pbx/asterisk/ami/ami-error';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { eventually } from '../../lab/eventually';
import { FakeAmiServer } from './fake-ami-server';

const within = 5000;
const injection = 'x\r\n\r\nAction: Originate\r\nChannel: PJSIP/carrier';

const server = new FakeAmiServer();
const log = new MemoryLog();
const clock = new FakeClock();
let connection: AmiConnection;
let events: AmiEvent[];

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(async () => {
  server.received = '';
  events = [];
  const account = { host: '127.0.0.1', port: server.port, username: 'star7', password: 'secret' };
  connection = new AmiConnection(
    account,
    (event) => {
      if (event['event'] === 'Broken') throw new Error('a listener that throws');
      events.push(event);
    },
    clock,
    log,
  );
  await connection.open(5000);
});
afterEach(() => {
  connection.end(new AmiError('ami-stopped'));
});

it('sends an action and gives its reply', async () => {
  expect(await connection.action({ action: 'Ping' }, 5000)).toMatchObject({
    response: 'Success',
    ping: 'Pong',
  });
  await expect(connection.action({ action: 'Nonsense' }, 5000)).rejects.toEqual(
    new AmiError('ami-action-refused'),
  );
});

it('keeps many actions apart that are sent at once', async () => {
  const replies = await Promise.all(
    [...Array(100).keys()].map(() => connection.action({ action: 'Ping' }, 5000)),
  );
  expect(new Set(replies.map(({ actionid }) => actionid)).size).toBe(100);
});

it('refuses an injection before it is sent', async () => {
  for (const fields of [
    { action: injection },
    { action: 'Ping', device: injection },
    { action: 'Ping\n' },
    { action: 'Ping', 'a\r\nb': 'x' },
    { action: 'Ping', 'Action: Originate\r\nx': 'y' },
  ]) {
    await expect(connection.action(fields, 5000)).rejects.toEqual(new AmiError('ami-unsafe-header'));
  }
  await connection.action({ action: 'Ping' }, 5000);
  expect(server.received).not.toContain('Originate');
});

it('the library itself lets the same injection through, which the guard is for', async () => {
  const bare = createClient(null, '127.0.0.1', 'star7', 'secret');
  const abort = new AbortController();
  await new Promise<void>((resolve) => {
    bare.on('connect', resolve);
    bare.connect({ host: '127.0.0.1', port: server.port, signal: abort.signal });
  });
  await new Promise<void>((resolve) => bare.login(() => resolve()));
  bare.action({ action: 'Ping', device: injection }, () => undefined);
  await eventually(() => server.actions.includes('originate'), { within, what: 'the injected action' });
  abort.abort();
});

it('rejects at once what is asked after the end, and what waits for a reply', async () => {
  server.ignored.add('ping');
  const waiting = connection.action({ action: 'Ping' }, 5000);
  server.drop();
  await expect(waiting).rejects.toEqual(new AmiError('ami-lost'));
  await expect(connection.action({ action: 'Ping' }, 5000)).rejects.toEqual(new AmiError('ami-lost'));
  expect(await connection.ended).toEqual(new AmiError('ami-lost'));
  expect(clock.waiting).toBe(0);
  server.ignored.clear();
});

it('goes on when the listener throws', async () => {
  server.tell({ Event: 'Broken' });
  server.tell({ Event: 'Whole' });
  await eventually(() => events.length === 1, { within });
  expect(events).toEqual([{ event: 'Whole' }]);
  expect(log.lines).toMatchObject([{ level: 'error', message: 'an AMI event could not be handled' }]);
});

it.each(['rawevent', 'managerevent', 'close', 'connect', 'error', 'response', 'data'])(
  'an event or a reply called %s, which asterisk-manager has one of its own of, is like any other',
  async (name) => {
    server.tell({ Event: name });
    server.tell({ Response: 'Success', ActionID: name });
    server.tell({ Response: 'Error', ActionID: name });
    expect(await connection.action({ action: 'Ping' }, 5000)).toMatchObject({ ping: 'Pong' });
    expect(events).toEqual([{ event: name }]);
  },
);

it('goes on after an event with two names, and one whose headers are names of JavaScript’s own', async () => {
  const [peer] = [...server.peers].filter(({ isLoggedIn }) => isLoggedIn);
  peer?.socket.write('Event: UserEvent\r\nUserEvent: a\r\nUserEvent: b\r\n\r\n');
  peer?.socket.write('Event: One\r\nEvent: Other\r\n\r\n');
  peer?.socket.write('Event: Odd\r\n__proto__: a\r\n__proto__: b\r\nconstructor: c\r\n\r\n');
  expect(await connection.action({ action: 'Ping' }, 5000)).toMatchObject({ ping: 'Pong' });
  expect(events.map(({ event }) => event)).toEqual(['UserEvent', 'Odd']);
});

it('takes an event that arrives in pieces', async () => {
  const [peer] = [...server.peers].filter(({ isLoggedIn }) => isLoggedIn);
  for (const byte of Buffer.from('Event: DeviceStateChange\r\nDevice: PJSIP/Ж\r\nState: INUSE\r\n\r\n')) {
    peer?.socket.write(Buffer.of(byte));
  }
  await eventually(() => events.length === 1, { within });
  expect(events).toEqual([{ event: 'DeviceStateChange', device: 'PJSIP/Ж', state: 'INUSE' }]);
});
