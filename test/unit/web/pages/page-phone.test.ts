import type { PhoneEnd } from '#phone/model/phone-end';
import { PagePhone } from '../../../../src/web/phone/page-phone';
import type { SipEvents } from '../../../../src/web/phone/sip-phone';

/* What the page makes of its phone's events and the manager's clicks, in whatever order they come. */

const mockPhones: FakeSip[] = [];
const mockRinger = {
  start: jest.fn(() => undefined),
  stop: jest.fn(() => undefined),
  try: jest.fn(() => undefined),
};
/** The answer to whether this page asked for a call. */
let mockAsked: () => Promise<boolean> = () => Promise.resolve(false);
const mockPost = jest.fn<Promise<unknown>, []>();
const mockDelete = jest.fn(() => Promise.resolve());

jest.mock('../../../../src/web/phone/sip-phone', () => ({
  // A class that stands further down: it is asked for when somebody goes on duty.
  get SipPhone() {
    return FakeSip;
  },
}));
jest.mock('../../../../src/web/phone/ringer', () => ({
  Ringer: class {
    unlock = () => undefined;
    close = () => undefined;
    start = () => mockRinger.start();
    try = () => mockRinger.try();
    stop = () => mockRinger.stop();
  },
}));
jest.mock('../../../../src/web/phone/asked-calls', () => ({
  AskedCalls: class {
    watch = () => () => undefined;
    has = () => mockAsked();
  },
}));
jest.mock('../../../../src/web/phone/tab-lock', () => ({
  becomePhone: () => Promise.resolve(() => undefined),
  isPhoneElsewhere: () => Promise.resolve(false),
}));
jest.mock('../../../../src/web/api/client', () => ({
  api: {
    POST: () => mockPost(),
    DELETE: () => mockDelete(),
    GET: () => Promise.resolve(),
  },
  take: (answer: unknown) => answer,
}));

class FakeSip {
  readonly stop = jest.fn();
  readonly start = jest.fn();
  relay: unknown;

  constructor(
    { relay }: { relay?: unknown },
    readonly events: SipEvents,
  ) {
    this.relay = relay ?? null;
    mockPhones.push(this);
  }

  readonly dialled: string[] = [];
  lastCall = new FakeCall();

  dial(code: string): FakeCall {
    this.dialled.push(code);
    this.lastCall = new FakeCall();
    return this.lastCall;
  }

  rings(id: string | null = null): FakeCall {
    const call = new FakeCall();
    this.events.incoming(call as never, id);
    return call;
  }
}

class FakeCall {
  readonly #ends: (() => void)[] = [];
  talks: () => void = () => undefined;
  readonly answer = jest.fn();
  readonly decline = jest.fn(() => this.ends());
  readonly end = jest.fn(() => this.ends());
  readonly hearByChosen = jest.fn();
  readonly speakBy = jest.fn(() => Promise.resolve());
  readonly totals = jest.fn(() => Promise.resolve(null));
  onTalk = (listener: () => void): void => void (this.talks = listener);
  onEnd = (listener: () => void): void => void this.#ends.push(listener);
  losesPath: (isLost: boolean) => void = () => undefined;
  onPath = (listener: (isLost: boolean) => void): void => void (this.losesPath = listener);
  ends(): void {
    for (const each of this.#ends) each();
  }
}

class FakeTrack extends EventTarget {
  enabled = true;
  isStopped = false;
  readonly copies: FakeTrack[] = [];
  clone(): FakeTrack {
    const copy = new FakeTrack();
    this.copies.push(copy);
    return copy;
  }
  stop(): void {
    this.isStopped = true;
  }
}

class FakeStream {
  readonly track = new FakeTrack();
  getTracks = () => [this.track];
  getAudioTracks = () => [this.track];
}

/** The devices, in the order in which the browser was asked for one. */
let streams: FakeStream[];
const getUserMedia = jest.fn<Promise<FakeStream>, [MediaStreamConstraints?]>();
let phone: PagePhone;

beforeEach(() => {
  jest.clearAllMocks();
  streams = [];
  mockPhones.length = 0;
  mockAsked = () => Promise.resolve(false);
  mockPost.mockImplementation(() => Promise.resolve({ endpoint: 'page-1', password: 'x' }));
  getUserMedia.mockReset().mockImplementation(() => Promise.resolve(newStream()));
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    window: Object.assign(new EventTarget(), { isSecureContext: true }),
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    navigator: { mediaDevices: Object.assign(new EventTarget(), { getUserMedia }) },
  });
  phone = new PagePhone();
});

afterEach(() => phone.goOffDuty());

function newStream(): FakeStream {
  const stream = new FakeStream();
  streams.push(stream);
  return stream;
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function onDuty(): Promise<FakeSip> {
  await phone.goOnDuty();
  const sip = mockPhones.at(-1)!;
  sip.events.registered();
  expect(phone.state()).toEqual({ duty: 'ready', call: null, fault: null });
  return sip;
}

test('off and on duty again at once: the end of the former phone is over before the next one is asked for', async () => {
  await onDuty();
  let ended: () => void = () => undefined;
  mockDelete.mockImplementationOnce(() => new Promise((resolve) => (ended = resolve)));
  const leaving = phone.goOffDuty();
  await settled();
  const before = mockPost.mock.calls.length;
  const coming = phone.goOnDuty();
  await settled();
  expect(mockPost.mock.calls).toHaveLength(before);
  ended();
  await Promise.all([leaving, coming]);
  expect(mockPost.mock.calls).toHaveLength(before + 1);
});

test('the echo test is no call of the page’s, and the microphone gives silence after it', async () => {
  expect(await phone.hearYourself()).toBeNull();
  const sip = await onDuty();
  const heard = phone.hearYourself();
  await settled();
  expect(sip.dialled).toEqual(['*7*1']);
  const { track } = streams.at(-1)!;
  expect(track.enabled).toBe(true);
  expect(phone.state()).toEqual({ duty: 'ready', call: null, fault: null });
  // One at a time: neither a second test nor an order is dialled meanwhile.
  expect(await phone.hearYourself()).toBeNull();
  await phone.dial('1001');
  expect(sip.dialled).toEqual(['*7*1']);
  sip.lastCall.ends();
  expect(await heard).toBe('unanswered');
  expect(track.enabled).toBe(false);
  await phone.dial('1001');
  expect(sip.dialled).toEqual(['*7*1', '*71001']);
  expect(await phone.hearYourself()).toBeNull();
});

test('declined, the next call is answered by a click, with the same microphone', async () => {
  const sip = await onDuty();
  const first = sip.rings();
  await settled();
  expect(mockRinger.start).toHaveBeenCalledTimes(1);
  phone.decline();
  expect(first.decline).toHaveBeenCalledTimes(1);
  expect(phone.state().call).toBeNull();

  const second = sip.rings();
  await settled();
  await phone.answer();
  expect(second.answer).toHaveBeenCalledWith(streams[0]);
  expect(streams[0]!.track).toMatchObject({ enabled: true, isStopped: false });
  second.talks();
  // Late news of the first are none of the second.
  first.talks();
  first.ends();
  expect(phone.state().call).toMatchObject({ stage: 'talking', muted: false, lost: false });
});

test('answered before it is known whether this page asked for the call, it does not ring in the talk', async () => {
  let say: (asked: boolean) => void = () => undefined;
  mockAsked = () => new Promise((resolve) => (say = resolve));
  const call = (await onDuty()).rings('id');
  await phone.answer();
  say(false);
  await settled();
  expect(call.answer).toHaveBeenCalledTimes(1);
  expect(mockRinger.start).not.toHaveBeenCalled();
});

test('a call that this page asked for is answered by itself, once', async () => {
  mockAsked = () => Promise.resolve(true);
  const call = (await onDuty()).rings('id');
  await settled();
  expect(call.answer).toHaveBeenCalledTimes(1);
  expect(mockRinger.start).not.toHaveBeenCalled();
});

test('the microphone is lost while it rings: a click waits for the next one', async () => {
  const sip = await onDuty();
  let give: (stream: FakeStream) => void = () => undefined;
  getUserMedia.mockImplementation(() => new Promise((resolve) => (give = resolve)));
  const call = sip.rings();
  await settled();
  streams[0]!.track.dispatchEvent(new Event('ended'));
  const answering = phone.answer();
  await settled();
  expect(call.answer).not.toHaveBeenCalled();
  give(newStream());
  await answering;
  // Asked for once, not by the loss and by the click.
  expect(getUserMedia).toHaveBeenCalledTimes(2);
  expect(call.answer).toHaveBeenCalledWith(streams[1]);
  expect(streams[1]!.track).toMatchObject({ enabled: true, isStopped: false });
});

test('without any microphone a click says so, and the call rings on', async () => {
  const sip = await onDuty();
  getUserMedia.mockImplementation(() => Promise.reject(new DOMException('', 'NotFoundError')));
  const call = sip.rings();
  streams[0]!.track.dispatchEvent(new Event('ended'));
  await settled();
  phone.dismissFault();
  await phone.answer();
  expect(call.answer).not.toHaveBeenCalled();
  expect(phone.state()).toMatchObject({ call: { stage: 'ringing' }, fault: { microphone: 'lost' } });
  getUserMedia.mockImplementation(() => Promise.resolve(newStream()));
  await phone.answer();
  expect(call.answer).toHaveBeenCalledWith(streams[1]);
});

test('lost in a talk, the next microphone takes its place, muted where it was', async () => {
  const call = (await onDuty()).rings();
  await settled();
  await phone.answer();
  call.talks();
  phone.mute(true);
  streams[0]!.track.dispatchEvent(new Event('ended'));
  await settled();
  expect(call.speakBy).toHaveBeenCalledWith(streams[1]);
  expect(streams[1]!.track.enabled).toBe(false);
});

test.each([null, 'pbx-away'] as (PhoneEnd | null)[])(
  'the connection is lost (%s): what rings ends here, and what is talked goes on',
  async (end) => {
    const sip = await onDuty();
    const ringing = sip.rings();
    await settled();
    sip.events.disconnected(end);
    expect(ringing.end).toHaveBeenCalledTimes(1);
    expect(phone.state()).toMatchObject({ duty: 'reconnecting', call: null });
    sip.events.registered();

    // Answered, and the answer has not been sent yet.
    const going = sip.rings();
    await settled();
    await phone.answer();
    sip.events.disconnected(end);
    expect(going.end).toHaveBeenCalledTimes(1);
    expect(phone.state().call).toBeNull();
    sip.events.registered();

    const talking = sip.rings();
    await settled();
    await phone.answer();
    talking.talks();
    sip.events.disconnected(end);
    expect(talking.end).not.toHaveBeenCalled();
    expect(phone.state()).toMatchObject({ duty: 'reconnecting', call: { stage: 'talking' } });
  },
);

test('off duty while a phone is made anew: none is there afterwards, and the microphone is closed', async () => {
  const sip = await onDuty();
  let give: (credentials: unknown) => void = () => undefined;
  mockPost.mockImplementation(() => new Promise((resolve) => (give = resolve)));
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  sip.events.refused();
  jest.advanceTimersByTime(1000);
  jest.useRealTimers();
  await settled();
  const leaving = phone.goOffDuty();
  await settled();
  expect(mockDelete).not.toHaveBeenCalled();
  give({ endpoint: 'page-2', password: 'x' });
  await leaving;
  expect(mockDelete).toHaveBeenCalledTimes(1);
  expect(mockPhones).toHaveLength(1);
  expect(phone.state()).toEqual({ duty: 'off', call: null, fault: null });
  expect(streams[0]!.track.isStopped).toBe(true);
});

test('off duty while the browser looks for another microphone: that is closed, too', async () => {
  await onDuty();
  let give: (stream: FakeStream) => void = () => undefined;
  getUserMedia.mockImplementation(() => new Promise((resolve) => (give = resolve)));
  streams[0]!.track.dispatchEvent(new Event('ended'));
  await phone.goOffDuty();
  give(newStream());
  await settled();
  expect(streams[1]!.track.isStopped).toBe(true);
  expect(phone.state()).toEqual({ duty: 'off', call: null, fault: null });
});

test('the path of the sound is lost: the page says so until it is back', async () => {
  const call = (await onDuty()).rings();
  await settled();
  await phone.answer();
  call.talks();
  call.losesPath(true);
  expect(phone.state().call).toMatchObject({ stage: 'talking', muted: false, lost: true });
  call.losesPath(false);
  expect(phone.state().call).toMatchObject({ stage: 'talking', muted: false, lost: false });
});

test.each([
  ['the same person signs in: on duty again, and told so', 'anna', { duty: 'ready', fault: 'slept' }],
  ['another person signs in: their phone is off', 'boris', { duty: 'off', fault: null }],
] as const)('the session ended unused, and %s', async (_what, login, expected) => {
  const leave = phone.open('anna');
  const sip = await onDuty();
  sip.events.disconnected('session-ended');
  expect(phone.state()).toMatchObject({ duty: 'off', fault: { end: 'session-ended' } });
  leave();
  const leaveAgain = phone.open(login);
  await settled();
  if (mockPhones.length > 1) mockPhones.at(-1)!.events.registered();
  expect(phone.state()).toMatchObject(expected);
  expect(mockPhones).toHaveLength(login === 'anna' ? 2 : 1);
  leaveAgain();
});

test('another microphone is chosen in a talk: it takes the place of the first, muted where that was', async () => {
  const call = (await onDuty()).rings();
  await settled();
  await phone.answer();
  call.talks();
  phone.mute(true);
  await phone.choose('microphone', 'headset');
  expect(getUserMedia).toHaveBeenLastCalledWith({
    audio: expect.objectContaining({ deviceId: { ideal: 'headset' }, echoCancellation: true }) as unknown,
  });
  expect(call.speakBy).toHaveBeenCalledWith(streams[1]);
  expect([streams[0]!.track.isStopped, streams[1]!.track.enabled]).toEqual([true, false]);
  await phone.choose('speaker', 'earphones');
  expect(call.hearByChosen).toHaveBeenCalledTimes(1);
  expect(mockRinger.try).not.toHaveBeenCalled();
  await phone.choose('ring', 'box');
  expect(mockRinger.try).toHaveBeenCalledTimes(1);
});

test('the browser keeps the page that was left, and shows it again: it is on duty again', async () => {
  const leave = phone.open('anna');
  await onDuty();
  window.dispatchEvent(new Event('pagehide'));
  expect([mockPhones[0]!.stop.mock.calls.length, phone.state().duty]).toEqual([1, 'off']);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  await settled();
  expect(mockPhones).toHaveLength(2);
  mockPhones[1]!.events.registered();
  expect(phone.state().duty).toBe('ready');
  leave();
});

test('the level is that of the microphone that is chosen, and the one before is let go', async () => {
  const sources: FakeStream[] = [];
  const context = {
    createMediaStreamSource: (source: FakeStream) => ({ connect: () => void sources.push(source) }),
    close: () => Promise.resolve(),
  };
  Object.assign(globalThis, {
    AudioContext: jest.fn(() => context),
    AnalyserNode: jest.fn(() => ({ fftSize: 2, getFloatTimeDomainData: () => undefined })),
    MediaStream: jest.fn(([track]: FakeTrack[]) => ({ track })),
  });
  await onDuty();
  const end = phone.lookAtLevel(() => undefined);
  await phone.choose('microphone', 'headset');
  const [before, now] = streams.map(({ track }) => track.copies);
  expect([before?.map(({ isStopped }) => isStopped), now?.map(({ isStopped }) => isStopped)]).toEqual([
    [true],
    [false],
  ]);
  expect(sources.at(-1)?.track).toBe(now?.[0]);
  await phone.goOffDuty();
  expect(now?.[0]?.isStopped).toBe(true);
  end();
  expect(streams.flatMap(({ track }) => track.copies)).toHaveLength(2);
});

test('no microphone is left, and one is plugged in: it is used at once, and nothing more is said', async () => {
  const leave = phone.open('anna');
  const call = (await onDuty()).rings();
  await settled();
  await phone.answer();
  call.talks();
  getUserMedia.mockImplementation(() => Promise.reject(new DOMException('', 'NotFoundError')));
  streams[0]!.track.dispatchEvent(new Event('ended'));
  await settled();
  expect(phone.state().fault).toEqual({ microphone: 'lost' });
  getUserMedia.mockImplementation(() => Promise.resolve(newStream()));
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  await settled();
  expect(call.speakBy).toHaveBeenCalledWith(streams[1]);
  expect(phone.state().fault).toBeNull();
  leave();
});

test('what sound is relayed by is renewed as long as one is on duty, and by nothing afterwards', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  try {
    const before = jest.getTimerCount();
    mockPost.mockImplementation(() =>
      Promise.resolve({ endpoint: 'page-1', password: 'x', relay: mockPost.mock.calls.length }),
    );
    const sip = await onDuty();
    expect(sip.relay).toBe(1);
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    expect(sip.relay).toBe(2);
    await phone.goOffDuty();
    expect(jest.getTimerCount()).toBe(before);
    const again = await onDuty();
    again.events.disconnected('session-ended');
    expect(jest.getTimerCount()).toBe(before);
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(mockPost).toHaveBeenCalledTimes(3);
  } finally {
    jest.useRealTimers();
  }
});

test('connected again, what sound is relayed by is new: the timer of a machine that slept stood still', async () => {
  mockPost.mockImplementation(() =>
    Promise.resolve({ endpoint: 'page-1', password: 'x', relay: mockPost.mock.calls.length }),
  );
  const sip = await onDuty();
  sip.events.disconnected(null);
  expect(phone.state().duty).toBe('reconnecting');
  sip.events.registered();
  await settled();
  expect([sip.relay, phone.state().duty]).toEqual([2, 'ready']);
  // A site without a relay is not asked for one.
  mockPost.mockImplementation(() => Promise.resolve({ endpoint: 'page-2', password: 'x', relay: null }));
  await phone.goOffDuty();
  const without = await onDuty();
  const asked = mockPost.mock.calls.length;
  without.events.disconnected(null);
  without.events.registered();
  await settled();
  expect(mockPost).toHaveBeenCalledTimes(asked);
});
