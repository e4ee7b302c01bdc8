import { Rounds } from '#kernel/rounds';
import { FakeClock, settled } from './fake-clock';

function rounds(answers: (boolean | Error)[] = []) {
  const clock = new FakeClock();
  const ends: (() => void)[] = [];
  const outages: unknown[] = [];
  let begun = 0;
  const made = new Rounds({
    ...{ clock, restMs: 1000, stopMs: 5000 },
    work: async () => {
      begun += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      const answer = answers.shift() ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onOutage: (error) => outages.push(error),
  });
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await settled();
  };
  return { clock, made, end, outages, begun: () => begun };
}

it('one round at a time: again at once while there is more or it was woken, and else after a rest', async () => {
  const { clock, made, end, begun } = rounds([true]);
  made.wake();
  made.wake();
  expect(begun()).toBe(1);
  await end();
  expect(begun()).toBe(2);
  // Woken while it works.
  made.wake();
  await end();
  expect(begun()).toBe(3);
  await end();
  await clock.pass(999);
  expect(begun()).toBe(3);
  await clock.pass(1);
  expect(begun()).toBe(4);
});

it('a stop waits for the round that is underway, and not for ever; nothing begins afterwards', async () => {
  const { clock, made, end, begun } = rounds([true]);
  made.wake();
  let isStopped = false;
  const stopped = made.stop().then(() => {
    isStopped = true;
  });
  await settled();
  expect(isStopped).toBe(false);
  await end();
  await stopped;
  made.wake();
  await clock.pass(10_000);
  expect(begun()).toBe(1);

  const hanging = rounds();
  hanging.made.wake();
  const late = hanging.made.stop();
  await hanging.clock.pass(5000);
  await late;
  expect(hanging.begun()).toBe(1);
});

it('a round that fails is begun again after a rest, and an outage is told of once', async () => {
  const [first, second, third] = [new Error('1'), new Error('2'), new Error('3')];
  const { clock, made, end, outages, begun } = rounds([first, second, false, third]);
  made.wake();
  for (let nth = 1; nth <= 4; nth += 1) {
    expect(begun()).toBe(nth);
    await end();
    await clock.pass(1000);
  }
  expect(outages).toEqual([first, third]);
});
