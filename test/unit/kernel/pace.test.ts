import { FakeClock } from './fake-clock';
import { Pace } from '#kernel/pace';

/** @returns what `work` returned, and how long it took by the clock, in milliseconds */
async function timed<Value>(clock: FakeClock, work: Promise<Value>): Promise<[Value, number]> {
  const began = clock.now();
  const over: [Value, number][] = [];
  void work.then((value) => void over.push([value, (clock.now() - began) / 1000]));
  for (let waited = 0; over.length === 0 && waited < 10_000; waited += 10) await clock.pass(10);
  const [first] = over;
  if (first === undefined) throw new Error('it never ends');
  return first;
}

function taking(clock: FakeClock, milliseconds: number): () => Promise<number> {
  return () => new Promise((resolve) => void clock.after(milliseconds, () => resolve(milliseconds)));
}

test('after each piece it rests three times as long as the piece took', async () => {
  const clock = new FakeClock();
  const pace = new Pace(clock, 3, 60_000);
  expect(await timed(clock, pace.of(taking(clock, 100)))).toEqual([100, 400]);
  expect(await timed(clock, pace.of(taking(clock, 20)))).toEqual([20, 80]);
});

test('work that is slow rests less, and in the end not at all', async () => {
  const clock = new FakeClock();
  const pace = new Pace(clock, 3, 1_000);
  expect(await timed(clock, pace.of(taking(clock, 700)))).toEqual([700, 1_000]);
  expect(await timed(clock, pace.of(taking(clock, 700)))).toEqual([700, 700]);
});

test('a piece that fails fails at once', async () => {
  const clock = new FakeClock();
  const failing = new Pace(clock, 3, 60_000).of(async () => {
    await taking(clock, 100)();
    throw new Error('the database is away');
  });
  const [message, took] = await timed(
    clock,
    failing.catch((error: unknown) => String(error)),
  );
  expect([message, took]).toEqual(['Error: the database is away', 100]);
});
