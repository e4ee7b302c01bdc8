import { within } from '#kernel/within';
import { FakeClock, settled } from './fake-clock';

const clock = new FakeClock();
const never = new Promise<never>(() => undefined);

afterEach(() => expect(clock.waiting).toBe(0));

it('returns what the work returns, and cancels its timer', async () => {
  const late = jest.fn();
  await expect(within(clock, 100, Promise.resolve('done'), late)).resolves.toBe('done');
  await clock.pass(100);
  expect(late).not.toHaveBeenCalled();
});

it('rejects as the work does, and cancels its timer', async () => {
  await expect(within(clock, 100, Promise.reject(new Error('failed')), () => null)).rejects.toThrow('failed');
});

it('returns what `late` returns at the deadline, not before it', async () => {
  const late = jest.fn(() => 'late');
  const result = within(clock, 100, never, late);
  await clock.pass(99);
  expect(late).not.toHaveBeenCalled();
  await clock.pass(1);
  await expect(result).resolves.toBe('late');
});

it('rejects with what `late` throws', async () => {
  const result = within(clock, 100, never, () => {
    throw new Error('too late');
  });
  const rejected = expect(result).rejects.toThrow('too late');
  await clock.pass(100);
  await rejected;
});

it('ignores work that ends after the deadline, also where it fails', async () => {
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<never>((_, reject) => (fail = reject));
  const result = within(clock, 100, work, () => 'late');
  await clock.pass(100);
  fail(new Error('nobody waits for it any more'));
  await settled();
  await expect(result).resolves.toBe('late');
});
