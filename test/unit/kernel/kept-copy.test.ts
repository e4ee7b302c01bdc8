import { KeptCopy } from '#kernel/kept-copy';
import { FakeClock, settled } from './fake-clock';

/** A store that answers when it is told to. */
function rig() {
  const clock = new FakeClock();
  const asked: { answer: (value: number) => void; fail: (error: Error) => void }[] = [];
  const taken: [number, number | null][] = [];
  const copy = new KeptCopy<number>(
    () => new Promise((answer, fail) => asked.push({ answer, fail })),
    clock,
    (value, before) => taken.push([value, before]),
  );
  return { clock, asked, taken, copy };
}

it('is read once for all who ask at the same time', async () => {
  const { asked, taken, copy } = rig();
  const reads = [copy.read(), copy.read(), copy.read()];
  expect([asked.length, copy.isReading, copy.value]).toEqual([1, true, null]);
  asked[0]?.answer(7);
  expect(await Promise.all(reads)).toEqual([7, 7, 7]);
  expect([copy.value, copy.isReading]).toEqual([7, false]);
  void copy.read();
  asked[1]?.answer(8);
  await settled();
  expect(taken).toEqual([
    [7, null],
    [8, 7],
  ]);
});

it('ages from the beginning of the newest read', async () => {
  const { clock, asked, copy } = rig();
  expect(copy.age).toBe(Infinity);
  void copy.read();
  await clock.pass(2000);
  asked[0]?.answer(1);
  await settled();
  expect(copy.age).toBe(2_000_000);
  copy.outdate();
  expect([copy.age, copy.value]).toEqual([Infinity, 1]);
});

it('does not keep what was read before a change', async () => {
  const { asked, taken, copy } = rig();
  const early = copy.read();
  copy.outdate();
  const late = copy.read();
  asked[1]?.answer(2);
  expect(await late).toBe(2);
  asked[0]?.answer(1);
  expect(await early).toBe(1);
  expect([copy.value, taken]).toEqual([2, [[2, null]]]);
});

it('stays as it is where it cannot be read, and is read again at the next question', async () => {
  const { asked, copy } = rig();
  void copy.read();
  asked[0]?.answer(1);
  await settled();
  const failing = copy.read();
  asked[1]?.fail(new Error('no database'));
  await expect(failing).rejects.toThrow('no database');
  expect([copy.value, copy.isReading]).toEqual([1, false]);
  void copy.read();
  expect(asked).toHaveLength(3);
});
