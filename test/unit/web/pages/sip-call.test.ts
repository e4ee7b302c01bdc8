import { EventEmitter } from 'node:events';
import { SipCall } from '../../../../src/web/phone/sip-phone';

/* A call whose path for media is lost, while the connection to the PBX is there or not. */

jest.mock('jssip', () => ({}));

class Peer extends EventTarget {
  iceConnectionState = 'connected';

  becomes(state: string): void {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event('iceconnectionstatechange'));
  }
}

class Session extends EventEmitter {
  readonly connection = new Peer();
  readonly renegotiate = jest.fn(() => true);
  isEstablished = () => true;
}

let session: Session;
let connected: boolean;

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { Audio: class extends EventTarget {} });
  session = new Session();
  connected = true;
  new SipCall(session as never, () => connected).onEnd(() => undefined);
});
afterEach(() => {
  jest.useRealTimers();
});

test('another path is looked for when the connection is there again, not before', () => {
  connected = false;
  session.connection.becomes('disconnected');
  jest.advanceTimersByTime(9000);
  expect(session.renegotiate).not.toHaveBeenCalled();
  connected = true;
  jest.advanceTimersByTime(2000);
  expect(session.renegotiate).toHaveBeenCalledWith({ rtcOfferConstraints: { iceRestart: true } });
  jest.advanceTimersByTime(9000);
  expect(session.renegotiate).toHaveBeenCalledTimes(1);
});

test.each([
  ['the path is back', () => session.connection.becomes('connected')],
  ['the call is over', () => session.emit('ended')],
])('none is looked for where %s', (_what, happens) => {
  session.connection.becomes('disconnected');
  happens();
  jest.advanceTimersByTime(9000);
  expect(session.renegotiate).not.toHaveBeenCalled();
});
