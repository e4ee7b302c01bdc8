import { FuzzRun } from './fuzz-run';
import { faultsOf, growth, steepGrowth } from './verdict';

/* Proves that the harness detects every kind of fault that it is for, with deliberately broken code. */

async function found(name: string, inputs = 750) {
  const run = new FuzzRun({ module: './broken-targets.ts', name }, { seed: 7 });
  try {
    const report = await run.inputs(inputs);
    return { report, wrong: faultsOf(report, []) };
  } finally {
    await run.close();
  }
}

test.each([
  ['throws', /SyntaxError/],
  ['rejectsUnseen', /^found: uncaught Error: nobody looks/],
  ['throwsLater', /^found: uncaught Error: in a listener/],
  ['tells', /^found: a canary was shown$/],
  ['tellsInDisguise', /^found: a canary was shown in disguise$/],
  ['leavesTimer', /^found: left open: Timeout$/],
  ['leavesSocket', /^found: left open: .*TCP/],
])('%s: the guilty input is identified', async (name, what) => {
  const { report, wrong } = await found(name);
  expect(wrong).toEqual([expect.stringMatching(what)]);
  expect(report.faults[0]?.input).toMatch(/bad/);
});

test.each(['loops', 'backtracks'])(
  '%s: the thread is ended, the input is identified, and the rest runs',
  async (name) => {
    const run = new FuzzRun({ module: './broken-targets.ts', name }, { seed: 7, hangMs: 3_000 });
    try {
      const report = await run.inputs(300);
      expect(report.inputs).toBe(300);
      expect(report.faults.length).toBeGreaterThan(0);
      expect(
        report.faults.every(({ what, input }) => what === 'hangs' && String(input).includes('bad')),
      ).toBe(true);
    } finally {
      await run.close();
    }
  },
);

test('neverSettles: the input is given up', async () => {
  const run = new FuzzRun(
    { module: './broken-targets.ts', name: 'neverSettles' },
    { seed: 7, inputDeadlineMs: 1_000 },
  );
  try {
    const report = await run.inputs(300);
    expect(faultsOf(report, [])).toEqual(['found: Error: never settles']);
  } finally {
    await run.close();
  }
});

test.each([
  ['workplaceEchoes', /^found: a canary was shown$/],
  ['workplaceTellsSession', /^found: Broken: a session is shown$/],
])('%s: pages that echo the request are detected', async (name, what) => {
  const run = new FuzzRun({ module: './targets/workplace.ts', name }, { seed: 7 });
  try {
    const wrong = faultsOf(await run.inputs(300), []);
    expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(what)]));
  } finally {
    await run.close();
  }
});

test('keeps: growing memory is detected', async () => {
  const { wrong } = await found('keeps', 3_000);
  expect(wrong).toEqual([expect.stringMatching(/^memory grew by \d+ MiB$|^found: ends the process/)]);
});

test('growsSquare: run time that grows faster than the input is detected', async () => {
  const run = new FuzzRun({ module: './broken-targets.ts', name: 'growsSquare' }, { seed: 7 });
  try {
    const { small, large } = growth;
    expect(steepGrowth(await run.grown([small, small, large, large]))).toHaveLength(1);
  } finally {
    await run.close();
  }
});

test('a depth that no input reached is reported', async () => {
  const run = new FuzzRun({ module: './broken-targets.ts', name: 'keeps' }, { seed: 7 });
  try {
    expect(faultsOf(await run.inputs(10), ['imported'])).toEqual(['no input got as far as imported']);
  } finally {
    await run.close();
  }
});

test('a failing input is minimised', async () => {
  const run = new FuzzRun({ module: './broken-targets.ts', name: 'tells' }, { seed: 7 });
  try {
    const fault = await run.minimised({
      index: 0,
      what: 'a canary was shown',
      input: 'a very bad text, and long',
    });
    expect(fault.input).toBe('bad');
  } finally {
    await run.close();
  }
});

test('the same seed gives the same inputs, another seed gives others', async () => {
  const faults = async (seed: number): Promise<unknown[]> => {
    const run = new FuzzRun({ module: './broken-targets.ts', name: 'tells' }, { seed });
    try {
      return (await run.inputs(1_000)).faults;
    } finally {
      await run.close();
    }
  };
  const first = await faults(1);
  expect(await faults(1)).toEqual(first);
  expect(await faults(2)).not.toEqual(first);
});
