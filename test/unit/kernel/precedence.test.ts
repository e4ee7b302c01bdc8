import { Precedence } from '#kernel/precedence';
import { FakeClock } from './fake-clock';

let clock: FakeClock;
let precedence: Precedence;
let done: string[];
beforeEach(() => {
  clock = new FakeClock();
  precedence = new Precedence(clock, { longest: 20, after: 2 });
  done = [];
});

const take = async (name: string): Promise<void> => {
  await precedence.turn();
  done.push(name);
};

/** Lets promises that have been kept go on. */
async function passes(milliseconds: number): Promise<void> {
  await clock.pass(milliseconds);
}

it('work goes on at once where nothing is urgent, or no longer', async () => {
  await take('a');
  precedence.set('call', true);
  precedence.set('call', false);
  await passes(2);
  await take('b');
  expect(done).toEqual(['a', 'b']);
});

it('work waits until all that is urgent has ended, and a little after', async () => {
  precedence.set('one', true);
  precedence.set('other', true);
  const taken = take('a');
  precedence.set('one', false);
  await passes(5);
  precedence.set('other', false);
  await passes(1);
  expect(done).toEqual([]);
  await passes(1);
  await taken;
  expect(done).toEqual(['a']);
});

it('what becomes urgent in the little while after comes first again', async () => {
  precedence.set('one', true);
  const taken = take('a');
  precedence.set('one', false);
  await passes(1);
  precedence.set('other', true);
  await passes(10);
  expect(done).toEqual([]);
  precedence.set('other', false);
  await passes(2);
  await taken;
});

it('work is held up, and never stopped', async () => {
  precedence.set('call', true);
  const taken = take('a');
  await passes(19);
  expect(done).toEqual([]);
  await passes(1);
  await taken;
  expect(done).toEqual(['a']);
});

it('what was never urgent ends nothing', async () => {
  precedence.set('call', true);
  const taken = take('a');
  precedence.set('another', false);
  await passes(3);
  expect(done).toEqual([]);
  await passes(17);
  await taken;
});
