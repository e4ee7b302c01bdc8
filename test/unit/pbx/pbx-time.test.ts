import { PbxTime } from '#pbx/asterisk/pbx-time';
import { FakeClock } from '../kernel/fake-clock';

const second = 1_000_000;

/** A PBX whose clock differs from ours, until somebody sets one of them. */
function world(difference = 0) {
  const clock = new FakeClock();
  const time = new PbxTime(clock);
  const pbx = { ahead: difference };
  /** An event that the PBX stamps now, and that is heard of so many seconds later. */
  const heardAfter = async (seconds: number): Promise<{ happened: number; told: number }> => {
    const happened = clock.now();
    const stamp = happened + pbx.ahead;
    await clock.pass(seconds * 1000);
    return { happened, told: time.ofNews(stamp) };
  };
  return { clock, time, pbx, heardAfter };
}

test.each([0, 0.002, 0.5, 30, 60])(
  'of one clock: what is heard of %s s late happened when it happened',
  async (late) => {
    const { happened, told } = await world().heardAfter(late);
    expect(told).toBe(happened);
  },
);

test.each([3600, -3600, 5])('the PBX is %s s ahead: known from the first event on', async (ahead) => {
  const { heardAfter } = world(ahead * second);
  const first = await heardAfter(0.01);
  expect(Math.abs(first.told - first.happened)).toBeLessThanOrEqual(0.01 * second);
  const second_ = await heardAfter(12);
  expect(Math.abs(second_.told - second_.happened)).toBeLessThanOrEqual(0.01 * second);
});

test.each([3600, -3600])(
  'one clock is set by %s s meanwhile: from the next event on they agree again',
  async (by) => {
    const { pbx, heardAfter } = world();
    await heardAfter(0.01);
    pbx.ahead += by * second;
    for (const late of [0.01, 0.02, 0.005]) {
      const { happened, told } = await heardAfter(late);
      expect(Math.abs(told - happened)).toBeLessThanOrEqual(0.02 * second);
    }
  },
);

test('the one clock of both is set while an event is under way: it is off by its delay at the most, and the next is right', async () => {
  const { clock, time } = world();
  const stamp = clock.now();
  await clock.pass(5);
  clock.set(3600 * second);
  expect(time.ofNews(stamp)).toBe(clock.now());
  const next = clock.now();
  await clock.pass(3);
  expect(clock.now() - time.ofNews(next)).toBeLessThanOrEqual(3_000);
});

test('what is long past is told in our time too, and never as to come', async () => {
  const { clock, time, heardAfter } = world(-3600 * second);
  const longAgo = clock.now();
  await clock.pass(600_000);
  await heardAfter(0.001);
  expect(Math.abs(time.ofPast(longAgo - 3600 * second) - longAgo)).toBeLessThanOrEqual(1_000);
  expect(time.ofPast(clock.now() + 10 * second)).toBe(clock.now());
});
