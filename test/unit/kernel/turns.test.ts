import { Turns } from '#kernel/turns';
import { settled } from './fake-clock';

/** Work that ends when it is told to. */
function piece(log: string[], name: string) {
  let finish: (error?: Error) => void = () => undefined;
  const work = (): Promise<string> => {
    log.push(name);
    return new Promise((resolve, reject) => {
      finish = (error) => (error === undefined ? resolve(name) : reject(error));
    });
  };
  return { work, finish: (error?: Error) => finish(error) };
}

it('runs work of one key in order, one at a time', async () => {
  const turns = new Turns();
  const begun: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) => piece(begun, name));
  const results = [first, second, third].map((each) => turns.take('key', each!.work));
  await settled();
  expect(begun).toEqual(['first']);
  first!.finish();
  await settled();
  expect(begun).toEqual(['first', 'second']);
  second!.finish();
  await settled();
  third!.finish();
  expect(await Promise.all(results)).toEqual(['first', 'second', 'third']);
});

it('runs work of different keys side by side', async () => {
  const turns = new Turns();
  const begun: string[] = [];
  void turns.take('one', piece(begun, 'one').work);
  void turns.take('other', piece(begun, 'other').work);
  await settled();
  expect(begun).toEqual(['one', 'other']);
});

it('reports a failure to its own caller, and goes on with the next', async () => {
  const turns = new Turns();
  const rejected = turns.take('key', () => Promise.reject(new Error('rejected')));
  const thrown = turns.take('key', () => {
    throw new Error('thrown');
  });
  const next = turns.take('key', () => Promise.resolve('next'));
  await expect(rejected).rejects.toThrow('rejected');
  await expect(thrown).rejects.toThrow('thrown');
  await expect(next).resolves.toBe('next');
});

it('takes work that is given by the work before it, or right after that', async () => {
  const turns = new Turns();
  const inner = await turns.take('key', () => Promise.resolve(turns.take.bind(turns, 'key')));
  await expect(inner(() => Promise.resolve(1))).resolves.toBe(1);
});

it('settles when all work has ended, failed or not, and forgets the keys', async () => {
  const turns = new Turns();
  const begun: string[] = [];
  const [one, other] = [piece(begun, 'one'), piece(begun, 'other')];
  const results = [turns.take('one', one.work), turns.take('other', other.work)];
  let isSettled = false;
  void turns.settled().then(() => (isSettled = true));
  await settled();
  one.finish();
  await settled();
  expect(isSettled).toBe(false);
  other.finish(new Error('failed'));
  await Promise.allSettled(results);
  await settled();
  expect(isSettled).toBe(true);
  expect(turns.busy).toBe(0);
});
