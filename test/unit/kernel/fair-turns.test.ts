import { FairTurns } from '#kernel/fair-turns';

it('runs one piece of work at a time, and each owner in turn', async () => {
  const turns = new FairTurns();
  const done: string[] = [];
  let running = 0;
  const bring = (owner: string, name: string): Promise<void> =>
    turns.take(owner, async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      done.push(name);
      running -= 1;
    });
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => bring(name.slice(0, 1), name));
  await Promise.all(all);
  expect(done).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
});

it('a failure is its own caller’s alone', async () => {
  const turns = new FairTurns();
  const failed = turns.take('a', () => Promise.reject(new Error('no')));
  const after = turns.take('a', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await after).toBe('yes');
  expect(await turns.take('b', () => Promise.resolve('later'))).toBe('later');
});

it('work that fails before it gives a promise stops nobody else', async () => {
  const turns = new FairTurns();
  const failed = turns.take('a', () => {
    throw new Error('no');
  });
  const after = turns.take('b', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await after).toBe('yes');
});
