import { PathKeeper } from '../../../../src/web/phone/path-keeper';
import type { OfferEnd } from '../../../../src/web/phone/path-keeper';

/* When a talk looks for another path, in whatever order its network fails and comes back. */

let offers: ((end: OfferEnd) => void)[];
let lost: boolean[];
let givenUp: number;
let keeper: PathKeeper;

beforeEach(() => {
  jest.useFakeTimers();
  offers = [];
  lost = [];
  givenUp = 0;
  keeper = new PathKeeper({
    offer: () => new Promise((resolve) => offers.push(resolve)),
    changed: (isLost) => void lost.push(isLost),
    giveUp: () => {
      givenUp += 1;
      keeper.close();
    },
  });
});
afterEach(() => {
  keeper.close();
  jest.useRealTimers();
});

/** What came of the last offer. */
async function came(end: OfferEnd): Promise<void> {
  offers.at(-1)?.(end);
  await jest.advanceTimersByTimeAsync(0);
}

test('a short gap mends by itself, a longer one is mended by an offer', async () => {
  keeper.path('disconnected');
  jest.advanceTimersByTime(1900);
  keeper.path('connected');
  jest.advanceTimersByTime(60_000);
  expect({ offers: offers.length, lost, givenUp }).toEqual({ offers: 0, lost: [true, false], givenUp: 0 });
  keeper.path('disconnected');
  jest.advanceTimersByTime(2000);
  expect(offers).toHaveLength(1);
  await came('taken');
  keeper.path('connected');
  jest.advanceTimersByTime(60_000);
  expect({ offers: offers.length, lost, givenUp }).toEqual({
    offers: 1,
    lost: [true, false, true, false],
    givenUp: 0,
  });
});

test('no path is left: it is offered at once', () => {
  keeper.path('failed');
  jest.advanceTimersByTime(0);
  expect(offers).toHaveLength(1);
});

test('without a connection the offer waits for it; with it again, there is one whatever ICE says', async () => {
  keeper.disconnected();
  keeper.path('disconnected');
  jest.advanceTimersByTime(20_000);
  expect(offers).toHaveLength(0);
  keeper.connected();
  expect(offers).toHaveLength(1);
  await came('taken');
  keeper.path('connected');
  keeper.disconnected();
  keeper.connected();
  expect(offers).toHaveLength(2);
  // Registering again on the same connection is no news.
  await came('taken');
  keeper.connected();
  expect(offers).toHaveLength(2);
});

test('the connection breaks while an offer is on its way: the call goes on, and the next connection offers again', async () => {
  keeper.path('disconnected');
  jest.advanceTimersByTime(2000);
  keeper.disconnected();
  await came('broken');
  jest.advanceTimersByTime(9000);
  expect({ offers: offers.length, givenUp }).toEqual({ offers: 1, givenUp: 0 });
  keeper.connected();
  expect(offers).toHaveLength(2);
});

test('back before the broken offer is known to be: one offer at a time, and the next one after it', async () => {
  keeper.path('disconnected');
  jest.advanceTimersByTime(2000);
  keeper.disconnected();
  keeper.connected();
  expect(offers).toHaveLength(1);
  await came('broken');
  jest.advanceTimersByTime(1000);
  expect(offers).toHaveLength(2);
});

test('refused, it is offered again after a second; answered without a path, after four', async () => {
  keeper.path('failed');
  jest.advanceTimersByTime(0);
  await came('refused');
  jest.advanceTimersByTime(1000);
  expect(offers).toHaveLength(2);
  await came('taken');
  jest.advanceTimersByTime(3900);
  expect(offers).toHaveLength(2);
  jest.advanceTimersByTime(100);
  expect(offers).toHaveLength(3);
});

test('the PBX has ended the call meanwhile: it is over here, too', async () => {
  keeper.disconnected();
  keeper.connected();
  await came('gone');
  expect(givenUp).toBe(1);
});

test('half a minute without a path ends it, once', () => {
  keeper.path('disconnected');
  keeper.disconnected();
  jest.advanceTimersByTime(29_000);
  keeper.path('failed');
  expect(givenUp).toBe(0);
  jest.advanceTimersByTime(61_000);
  expect(givenUp).toBe(1);
});

test('once the call is over nothing is offered', async () => {
  keeper.path('failed');
  jest.advanceTimersByTime(0);
  keeper.close();
  await came('refused');
  keeper.want();
  jest.advanceTimersByTime(60_000);
  expect({ offers: offers.length, givenUp }).toEqual({ offers: 1, givenUp: 0 });
});
