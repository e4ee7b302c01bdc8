import { connect, createServer } from 'node:net';
import { canaryNumbers } from './canaries';
import type { FuzzTarget } from './fuzz-target';

/*
 * Deliberately broken code. Each target misbehaves for the word `bad` in its input, which the seed produces
 * now and then: a harness that does not find these finds nothing.
 */

function brokenBy(name: string, onBad: (text: string) => unknown): FuzzTarget<string> {
  return {
    name,
    generate: (random) => (random.chance(0.005) ? `some bad text ${String(random.int(1000))}` : 'good'),
    growing: { 'a text': (size) => 'x'.repeat(size) },
    open: () => {
      const said: string[] = [];
      return Promise.resolve({
        run: async (text: string) => {
          const word = text.includes('bad') ? await onBad(text) : 'nothing';
          said.push(String(word));
          return ['ran'];
        },
        said: () => said.splice(0).join('\n'),
        close: () => Promise.resolve(),
      });
    },
  };
}

export const throws = brokenBy('throws', (text) => JSON.parse(text) as unknown);

export const rejectsUnseen = brokenBy('rejectsUnseen', () => void Promise.reject(new Error('nobody looks')));

export const throwsLater = brokenBy('throwsLater', () => {
  process.nextTick(() => {
    throw new Error('in a listener');
  });
});

export const neverSettles = brokenBy('neverSettles', () => new Promise(() => undefined));

export const loops = brokenBy('loops', (text) => {
  while (text.length > 0);
});

export const backtracks = brokenBy('backtracks', () => /^(\w+\s?)*$/.test(`${'word '.repeat(20)}!`));

export const tells = brokenBy('tells', () => `call to ${canaryNumbers[0]}`);

export const tellsInDisguise = brokenBy('tellsInDisguise', () =>
  Buffer.from(`call to ${canaryNumbers[0]}`).toString('base64'),
);

export const leavesTimer = brokenBy('leavesTimer', () => void setInterval(() => undefined, 60_000));

export const leavesSocket = brokenBy('leavesSocket', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => connect(port, '127.0.0.1', resolve));
});

const kept: string[] = [];
export const keeps: FuzzTarget<string> = {
  ...brokenBy('keeps', () => undefined),
  generate: () => 'good',
  open: () =>
    Promise.resolve({
      run: (text: string) => {
        kept.push(`${text}${String(kept.length)}`.repeat(5_000).split('').reverse().join(''));
        return Promise.resolve([]);
      },
      said: () => '',
      close: () => Promise.resolve(),
    }),
};

/** A hundred times the size takes ten thousand times as long. */
export const growsSquare: FuzzTarget<string> = {
  ...brokenBy('growsSquare', () => undefined),
  open: () =>
    Promise.resolve({
      run: (text: string) => {
        let count = 0;
        for (let at = 0; at < text.length; at += 1)
          for (let to = 0; to < 8 * text.length; to += 1) count += 1;
        return Promise.resolve([String(count > 0)]);
      },
      said: () => '',
      close: () => Promise.resolve(),
    }),
};
