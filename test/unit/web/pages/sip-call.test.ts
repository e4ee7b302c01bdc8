import { EventEmitter } from 'node:events';
import { SipCall } from '../../../../src/web/phone/sip-phone';

/* A call whose path for sound is lost, over a session and a connection that do what they are told. */

jest.mock('jssip', () => ({}));

class Peer extends EventTarget {
  iceConnectionState = 'connected';
  iceGatheringState = 'complete';
  signalingState = 'stable';
  localDescription = { sdp: 'an offer' };
  readonly createOffer = jest.fn(() => Promise.resolve({ type: 'offer' }));
  readonly setLocalDescription = jest.fn(({ type }: { type: string }) => {
    // Candidates come a moment later, and a last event without one.
    if (type === 'offer') setTimeout(() => this.#gathers(), 50);
    return Promise.resolve();
  });
  readonly setRemoteDescription = jest.fn(() => Promise.resolve());
  readonly setConfiguration = jest.fn();
  getConfiguration = () => ({ bundlePolicy: 'balanced', iceServers: [] });

  #gathers(): void {
    this.localDescription = { sdp: 'an offer with candidates' };
    for (const candidate of [{}, null])
      this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  }

  becomes(state: string): void {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event('iceconnectionstatechange'));
  }
}

interface Handlers {
  onSuccessResponse: (response: { body: string }) => void;
  onErrorResponse: () => void;
  onTransportError: () => void;
  onDialogError: () => void;
}

class Session extends EventEmitter {
  readonly contact = '<sip:page-1@star7.invalid>';
  readonly connection = new Peer();
  readonly sendRequest = jest.fn((_method: string, _options?: { eventHandlers: Handlers }) => undefined);
  readonly terminate = jest.fn(() => this.emit('ended'));
  isReadyToReOffer = () => true;
  isEstablished = () => true;
  isEnded = () => false;

  /** The handlers of the last offer. */
  get asked(): Handlers {
    return this.sendRequest.mock.calls.filter(([method]) => method === 'INVITE').at(-1)![1]!.eventHandlers;
  }

  get offers(): number {
    return this.sendRequest.mock.calls.filter(([method]) => method === 'INVITE').length;
  }
}

let session: Session;
let call: SipCall;
let lost: boolean[];

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { Audio: class extends EventTarget {} });
  session = new Session();
  lost = [];
  call = new SipCall(session as never, null);
  call.onPath((isLost) => void lost.push(isLost));
});
afterEach(() => {
  session.emit('ended');
  jest.useRealTimers();
});

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

test('without a path it offers another one by an ICE restart, and takes the answer', async () => {
  session.connection.becomes('disconnected');
  await pass(2100);
  expect(session.connection.createOffer).toHaveBeenCalledWith({ iceRestart: true });
  expect(session.sendRequest.mock.calls[0]).toMatchObject([
    'INVITE',
    {
      body: 'an offer with candidates',
      extraHeaders: ['Contact: <sip:page-1@star7.invalid>', 'Content-Type: application/sdp'],
    },
  ]);
  session.asked.onSuccessResponse({ body: 'an answer' });
  session.asked.onSuccessResponse({ body: 'an answer' });
  await pass(0);
  expect(session.sendRequest.mock.calls.filter(([method]) => method === 'ACK')).toHaveLength(2);
  expect(session.connection.setRemoteDescription).toHaveBeenCalledTimes(1);
  session.connection.becomes('connected');
  expect(lost).toEqual([true, false]);
});

test.each(['onErrorResponse', 'onTransportError'] as const)(
  'an offer that comes to nothing (%s) is taken back and made again, and the call goes on',
  async (handler) => {
    session.connection.becomes('disconnected');
    await pass(2100);
    session.asked[handler]();
    await pass(1100);
    expect(session.connection.setLocalDescription).toHaveBeenCalledWith({ type: 'rollback' });
    expect(session.offers).toBe(2);
    expect(session.terminate).not.toHaveBeenCalled();
  },
);

test('an answer that the browser does not take is as good as none', async () => {
  session.connection.setRemoteDescription.mockRejectedValueOnce(new Error('no ICE'));
  session.connection.becomes('disconnected');
  await pass(2100);
  session.asked.onSuccessResponse({ body: 'an answer' });
  await pass(1100);
  expect(session.connection.setLocalDescription).toHaveBeenCalledWith({ type: 'rollback' });
  expect(session.offers).toBe(2);
});

test('a failed path does not reach JsSIP, which would hang up', async () => {
  const jssip = jest.fn();
  session.connection.addEventListener('iceconnectionstatechange', jssip);
  session.connection.becomes('failed');
  await pass(100);
  expect(jssip).not.toHaveBeenCalled();
  expect(session.offers).toBe(1);
  // The control.
  session.connection.becomes('connected');
  expect(jssip).toHaveBeenCalledTimes(1);
});

test('the PBX knows the call no more: it ends', async () => {
  session.connection.becomes('failed');
  await pass(100);
  session.asked.onDialogError();
  await pass(0);
  expect(session.terminate).toHaveBeenCalledTimes(1);
});

test('new credentials of the relay are those of the next path, and what else the connection was made with stays', async () => {
  const relay = { urls: ['turn:turn.shop.example'], username: '2000:page-1', credential: 'new', only: true };
  call.relayBy(relay);
  expect(session.connection.setConfiguration).toHaveBeenCalledWith({
    bundlePolicy: 'balanced',
    iceServers: [{ urls: relay.urls, username: '2000:page-1', credential: 'new' }],
    iceTransportPolicy: 'relay',
  });
  // A connection that is closed takes none, and says so by an exception.
  session.connection.signalingState = 'closed';
  call.relayBy(relay);
  expect(session.connection.setConfiguration).toHaveBeenCalledTimes(1);
  await pass(0);
});
