import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { AuditTrail } from '#audit/audit-trail';
import type { PhoneEnd } from '#phone/model/phone-end';
import { phoneEndOf } from '#phone/model/phone-end';
import { PhoneGate } from '#phone/phone-gate';
import { eventually } from '../../lab/eventually';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { inviteOfPbx, own, register, sip, within } from './sip-samples';

/* The gate between real sockets: a page's on the one side, a PBX that notes what it gets on the other. */

let pbx: WebSocketServer;
let front: WebSocketServer;
let gate: PhoneGate;
let clock: FakeClock;
let audit: MemoryAuditLog;
let got: string[];
let pbxSocket: WebSocket | null;
let phones: {
  registered: string[];
  gone: string[];
  answer: () => Promise<{ endpoint: string; extension: string } | PhoneEnd>;
  close: ((end: PhoneEnd) => void) | null;
};

beforeEach(async () => {
  got = [];
  pbxSocket = null;
  audit = new MemoryAuditLog();
  pbx = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  front = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await Promise.all([once(pbx, 'listening'), once(front, 'listening')]);
  pbx.on('connection', (socket) => {
    pbxSocket = socket;
    socket.on('message', (data: Buffer) => got.push(data.toString()));
  });
  phones = {
    registered: [],
    gone: [],
    close: null,
    answer: () => Promise.resolve({ endpoint: own, extension: '101' }),
  };
  const log = new MemoryLog();
  clock = new FakeClock();
  gate = new PhoneGate({
    phones: {
      connect: (_session, close) => {
        phones.close = close;
        return phones.answer();
      },
      registered: (endpoint) => void phones.registered.push(endpoint),
      disconnected: (endpoint) => void phones.gone.push(endpoint),
    },
    pbxUrl: `ws://127.0.0.1:${String((pbx.address() as AddressInfo).port)}/ws`,
    trail: new AuditTrail(audit, clock, log),
    clock,
    log,
  });
  front.on('connection', (socket) => gate.serve(socket, 'session'));
});

afterEach(() => {
  gate.stop();
  for (const server of [pbx, front]) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

interface Page {
  socket: WebSocket;
  received: string[];
  end: Promise<PhoneEnd | null>;
}

async function page(): Promise<Page> {
  const socket = new WebSocket(`ws://127.0.0.1:${String((front.address() as AddressInfo).port)}`);
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString()));
  const end = once(socket, 'close').then(([code]) => phoneEndOf(code as number));
  await once(socket, 'open');
  return { socket, received, end };
}

const soon = { within: 15_000 };

test('frames pass both ways, in their order, those before the PBX has answered too', async () => {
  const { socket, received } = await page();
  socket.send(register());
  socket.send(within('BYE'));
  await eventually(() => got.length === 2, { ...soon, what: 'two frames at the PBX' });
  expect(got).toEqual([register(), within('BYE')]);
  pbxSocket?.send(inviteOfPbx(['P-Asserted-Identity: <sip:79161234567@x>']));
  pbxSocket?.send(sip('SIP/2.0 200 OK', ['CSeq: 1 REGISTER', `Contact: <sip:${own}@x>;expires=9`]));
  await eventually(() => received.length === 2, { ...soon, what: 'two frames at the page' });
  expect(received[0]).toMatch(/^INVITE /);
  expect(received.join('')).not.toContain('79161234567');
  expect(phones.registered).toEqual([own]);
});

test('a frame that is refused closes both sides, reaches nobody, and is in the audit log without its text', async () => {
  const { socket, end } = await page();
  socket.send(register());
  await eventually(() => got.length === 1, { ...soon, what: 'the first frame' });
  socket.send(within('REFER', ['Refer-To: <sip:79161234567@x>']));
  socket.send(within('BYE'));
  expect(await end).toBe('refused');
  await eventually(() => pbxSocket?.readyState === WebSocket.CLOSED, {
    ...soon,
    what: 'the PBX’s side closed',
  });
  expect(got).toEqual([register()]);
  await eventually(() => audit.entries.length === 1, { ...soon, what: 'the row' });
  expect(audit.entries).toEqual([
    { actor: 'manager:101', action: 'phone.refused', subject: 'manager:101', detail: { reason: 'header' } },
  ]);
  expect(phones.gone).toEqual([own]);
});

test.each([
  [
    'a binary frame',
    (socket: WebSocket) => socket.send(Buffer.from(register()), { binary: true }),
    'refused',
  ],
  [
    'a flood',
    (socket: WebSocket) => {
      for (let each = 0; each < 200; each += 1) socket.send(within('BYE'));
    },
    'too-fast',
  ],
] as const)('%s ends the connection', async (_what, send, expected) => {
  const { socket, end } = await page();
  socket.send(register());
  await eventually(() => got.length === 1, { ...soon, what: 'the first frame' });
  send(socket);
  expect(await end).toBe(expected);
  expect(got.length).toBeLessThan(200);
});

test.each(['not-on-duty', 'pbx-away'] as const)('a page that is %s is told so', async (why) => {
  phones.answer = () => Promise.resolve(why);
  expect(await (await page()).end).toBe(why);
});

test('the database does not answer: the page tries again later', async () => {
  phones.answer = () => Promise.reject(new Error('down'));
  expect(await (await page()).end).toBe('pbx-away');
});

test('the PBX goes away, or takes no connection: the page is told', async () => {
  const { socket, end } = await page();
  socket.send(register());
  await eventually(() => got.length === 1, { ...soon, what: 'the first frame' });
  pbxSocket?.terminate();
  expect(await end).toBe('pbx-away');
  for (const client of pbx.clients) client.terminate();
  await new Promise((resolve) => pbx.close(resolve));
  expect(await (await page()).end).toBe('pbx-away');
});

test('every five seconds the page hears that the connection is alive; one that does not answer is let go', async () => {
  const { socket, received, end } = await page();
  socket.send(register());
  await eventually(() => got.length === 1, { ...soon, what: 'the first frame' });
  const answered = new Promise((resolve) => socket.once('ping', resolve));
  await clock.pass(5000);
  await eventually(() => received.length === 1, { ...soon, what: 'a sign of life' });
  expect(received).toEqual(['\r\n\r\n']);
  await answered;
  // Its answer is on its way here, and the next question finds it.
  await new Promise((resolve) => {
    for (const client of front.clients) client.once('pong', resolve);
    socket.pong();
  });
  await clock.pass(5000);
  await eventually(() => received.length === 2, { ...soon, what: 'the next sign of life' });
  socket.pause();
  await clock.pass(10_000);
  await eventually(() => phones.gone.length === 1, { ...soon, what: 'the end of the connection' });
  socket.resume();
  expect(await end).toBeNull();
});

test('the session ends: the page is told why, and the PBX’s side is closed', async () => {
  const { socket, end } = await page();
  socket.send(register());
  await eventually(() => got.length === 1, { ...soon, what: 'the first frame' });
  phones.close?.('session-ended');
  expect(await end).toBe('session-ended');
  await eventually(() => pbxSocket?.readyState === WebSocket.CLOSED, {
    ...soon,
    what: 'the PBX’s side closed',
  });
});
