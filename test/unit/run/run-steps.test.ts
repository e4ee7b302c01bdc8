import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { eventually } from '../../lab/eventually';
import type { Step } from '../../run/plan';
import { StepRunner } from '../../run/run-steps';

let folder: string;
let said: string[];
let runner: StepRunner;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-run-'));
  said = [];
  runner = new StepRunner((line) => said.push(line));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const suite = {
  ...{ project: 'unit', file: 'test/a.test.ts', seconds: 1, passed: 3, failed: 0, skipped: 0 },
  failure: null,
};

/** A program that stands for a check. */
function check(name: string, code: string): Step {
  return {
    name,
    command: [process.execPath, '-e', code],
    jest: false,
    log: path.join(folder, `${name}.log`),
  };
}

/** One that stands for jest, which sends these messages. */
function jestThat(messages: readonly object[], then = 'process.disconnect()'): Step {
  const send = messages.map((message) => `process.send(${JSON.stringify(message)});`).join('');
  return { ...check('jest', `${send}${then}`), jest: true };
}

test('a check that ends well is told with nothing wrong, and its output is in its log', async () => {
  const [result] = await runner.run([[[check('good', 'console.log("all is well")')]]]);
  expect(result).toMatchObject({ suites: [], broken: null });
  expect(readFileSync(path.join(folder, 'good.log'), 'utf8')).toBe('all is well\n');
});

test('where a step fails, those after it are run all the same', async () => {
  const results = await runner.run([
    [[check('bad', 'process.exit(3)'), check('next', '')]],
    [[check('last', '')]],
  ]);
  expect(results.map(({ step, broken }) => [step.name, broken])).toEqual([
    ['bad', 'it ended with 3'],
    ['next', null],
    ['last', null],
  ]);
  expect(said.some((line) => line.startsWith('FAILED bad: it ended with 3'))).toBe(true);
});

test('a program that is not there is a failure', async () => {
  const step = { ...check('none', ''), command: [path.join(folder, 'none')] };
  expect((await runner.run([[[step]]]))[0]?.broken).toMatch(/ENOENT/);
});

test('suites of jest are taken down as they end', async () => {
  const [result] = await runner.run([[[jestThat([{ suite }, { complete: true }])]]]);
  expect(result).toMatchObject({ suites: [suite], broken: null });
  expect(said).toContain('jest: test/a.test.ts 1.0 s, 3 passed');
});

test('failed tests are failure enough: the exit status that comes with them is not one more', async () => {
  const failed = { ...suite, failed: 2, failure: 'text' };
  const step = jestThat(
    [{ suite: failed }, { complete: true }],
    'process.exitCode = 1; process.disconnect()',
  );
  expect((await runner.run([[[step]]]))[0]).toMatchObject({ suites: [failed], broken: null });
  expect(said).toContain('jest: test/a.test.ts 1.0 s, 2 FAILED');
});

test.each([
  ['is killed', jestOf([{ suite }], 'process.kill(process.pid, "SIGKILL")'), /broke off: SIGKILL ended it/],
  ['ends without a word', jestOf([{ suite }], 'process.disconnect()'), /broke off/],
  ['runs nothing', jestOf([{ complete: true }], 'process.disconnect()'), /no tests/],
  [
    'fails after all suites went well',
    jestOf([{ suite }, { complete: true }], 'process.exitCode = 1; process.disconnect()'),
    /ended with 1/,
  ],
])('a jest that %s is a failure', async (_, made, why) => {
  expect((await runner.run([[[made()]]]))[0]?.broken).toMatch(why);
});

test('lanes run side by side, stages one after another', async () => {
  const mark = (file: string): string =>
    `require("node:fs").writeFileSync(${JSON.stringify(path.join(folder, file))}, "")`;
  // Each waits for the other's mark: one after another they would wait for ever.
  const waits = (file: string): string =>
    `const look = () => require("node:fs").existsSync(${JSON.stringify(path.join(folder, file))}) || setTimeout(look, 10); look();`;
  const results = await runner.run([
    [[check('one', `${mark('1')};${waits('2')}`)], [check('other', `${mark('2')};${waits('1')}`)]],
    [
      [
        check(
          'after',
          `process.exit(require("node:fs").existsSync(${JSON.stringify(path.join(folder, '2'))}) ? 0 : 1)`,
        ),
      ],
    ],
  ]);
  expect(results.map(({ broken }) => broken)).toEqual([null, null, null]);
});

test('a run that is ended counts what ran and what was to come as failed', async () => {
  const running = runner.run([
    [[check('long', 'console.log("up"); setInterval(() => {}, 1000)'), check('next', '')]],
  ]);
  await eventually(() => logOf('long') === 'up\n', { within: 10_000, what: 'the first step' });
  runner.end('SIGTERM');
  expect((await running).map(({ broken }) => broken)).toEqual([
    'SIGTERM ended it',
    'the run was ended before it',
  ]);
});

function logOf(name: string): string {
  try {
    return readFileSync(path.join(folder, `${name}.log`), 'utf8');
  } catch {
    return '';
  }
}

/** For test.each, whose rows are made before there is a folder. */
function jestOf(messages: readonly object[], then: string): () => Step {
  return () => jestThat(messages, then);
}
