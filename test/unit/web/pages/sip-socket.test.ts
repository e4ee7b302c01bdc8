import { SipSocket } from '../../../../src/web/phone/sip-socket';

/* The page's connection to the gate, with a WebSocket that does what it is told. */

class FakeWebSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static last: FakeWebSocket;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  readonly send = jest.fn();
  readonly close = jest.fn();

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeWebSocket.last = this;
  }

  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }
}

let socket: SipSocket;
let got: unknown[];
let ends: unknown[][];

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { WebSocket: FakeWebSocket });
  got = [];
  ends = [];
  socket = new SipSocket('wss://shop.example/api/phone');
  socket.ondata = (data) => void got.push(data);
  socket.ondisconnect = (...end) => void ends.push(end);
  socket.connect();
  FakeWebSocket.last.opens();
});
afterEach(() => {
  jest.useRealTimers();
});

test('frames pass, and what only keeps the connection alive does not', () => {
  expect(FakeWebSocket.last).toMatchObject({ url: 'wss://shop.example/api/phone', protocol: 'sip' });
  FakeWebSocket.last.onmessage?.({ data: '\r\n\r\n' });
  FakeWebSocket.last.onmessage?.({ data: 'SIP/2.0 200 OK' });
  expect(got).toEqual(['SIP/2.0 200 OK']);
  expect(socket.send('REGISTER')).toBe(true);
  expect(FakeWebSocket.last.send).toHaveBeenCalledWith('REGISTER');
});

test('as long as the gate is heard it holds; silent for twelve seconds, it is given up', () => {
  for (let each = 0; each < 10; each += 1) {
    jest.advanceTimersByTime(10_000);
    FakeWebSocket.last.onmessage?.({ data: '\r\n\r\n' });
  }
  expect(ends).toEqual([]);
  jest.advanceTimersByTime(12_000);
  expect(ends).toEqual([[true]]);
  expect(FakeWebSocket.last.close).toHaveBeenCalledTimes(1);
  expect(socket.send('BYE')).toBe(false);
});

test('a connection that is never taken is given up, too', () => {
  socket.connect();
  expect(socket.isConnecting()).toBe(true);
  jest.advanceTimersByTime(12_000);
  expect(ends).toEqual([[true]]);
});

test('why the gate has closed it is told', () => {
  FakeWebSocket.last.onclose?.({ wasClean: true, code: 4002, reason: 'session-ended' });
  expect(ends).toEqual([[false, 4002, 'session-ended']]);
  socket.drop();
  jest.advanceTimersByTime(60_000);
  expect(ends).toHaveLength(1);
});

test('closed from here, nothing is told', () => {
  socket.disconnect();
  socket.drop();
  jest.advanceTimersByTime(60_000);
  expect(ends).toEqual([]);
});

test('once retired it says what is still to be said, and connects no more, whoever closes it', () => {
  const first = FakeWebSocket.last;
  socket.retire();
  expect(socket.send('BYE')).toBe(true);
  first.onclose?.({ wasClean: true, code: 4004, reason: 'taken' });
  expect(ends).toEqual([]);
  socket.connect();
  expect(FakeWebSocket.last).toBe(first);
  socket.drop();
  jest.advanceTimersByTime(60_000);
  expect(ends).toEqual([]);
});
