import path from 'node:path';

import { projectFolder } from '../../lab/project-folder';
import type { Stage, Step, Wishes } from '../../run/plan';
import { planOf, projectsOf, WrongPath } from '../../run/plan';

const nothing: Wishes = { fast: false, allFaults: false, nodes: false, paths: [] };
const names = (stages: readonly Stage[]): string[][][] =>
  stages.map((lanes) => lanes.map((lane) => lane.map(({ name }) => name)));
const jestSteps = (stages: readonly Stage[]): Step[] => stages.flat(2).filter(({ jest }) => jest);
const inProject = (...files: string[]): string[] => files.map((file) => path.join(projectFolder, file));

test('by default everything is run: what is fast together, then four lanes of labs, and no lab beside another of its own', () => {
  expect(names(planOf(nothing))).toEqual([
    [
      ['set-up of labs'],
      ['set-up of the shop'],
      ['set-up of mail servers'],
      ['format', 'types', 'lint', 'borders'],
      ['unit', 'fuzz'],
    ],
    [['scenarios'], ['browser'], ['faults'], ['contract', 'browser, more']],
  ]);
});

test('every suite of a lab is run after the one before it, unit tests two at a time', () => {
  for (const { name, command } of jestSteps(planOf(nothing)))
    expect(command.includes('--runInBand')).toBe(name !== 'unit');
});

test('--fast needs no lab', () => {
  expect(names(planOf({ ...nothing, fast: true }))).toEqual([
    [['format', 'types', 'lint', 'borders'], ['unit']],
  ]);
});

test('--all-faults runs what a default run leaves out, one after another, and says so to the tests', () => {
  const stages = planOf({ ...nothing, allFaults: true });
  expect(names(stages)).toEqual([[['set-up of labs', 'unit', 'fuzz', 'scenarios', 'faults']]]);
  for (const { env } of jestSteps(stages))
    expect(env).toMatchObject({ STAR7_TEST_THOROUGH: '1', STAR7_FAULTS: 'all' });
});

test('--nodes runs the unit tests once on each version, each with the node of its own', () => {
  const steps = jestSteps(planOf({ ...nothing, nodes: true }));
  expect(steps.map(({ command: [node = ''] }) => path.relative(projectFolder, node))).toEqual([
    '.lab/nodes/20/bin/node',
    '.lab/nodes/22/bin/node',
    '.lab/nodes/24/bin/node',
  ]);
  for (const { command, env } of steps) {
    expect(command).toEqual(expect.arrayContaining(['--selectProjects', 'unit']));
    expect(env?.['PATH']).toMatch(/^\S+\.lab\/nodes\/\d+\/bin:/);
  }
});

describe('paths', () => {
  const planned = (...files: string[]) => planOf({ ...nothing, paths: inProject(...files) });

  test.each([
    ['test/unit/lab', ['unit']],
    ['test/contract/store', ['contract']],
    ['test/scenarios/limits.test.ts', ['scenarios']],
    ['test/browser', ['browser']],
    ['test/faults', ['faults']],
    ['test', ['unit', 'fuzz', 'contract', 'scenarios', 'browser', 'faults']],
    ['', []],
    ['src', []],
    ['test/unitary', []],
  ])('%j is for %j', (testPath, projects) => {
    expect(projectsOf(testPath)).toEqual(projects);
  });

  test('a file is run alone, with a lab where it needs one', () => {
    const stages = planned('test/scenarios/limits.test.ts');
    expect(names(stages)).toEqual([[['set-up of labs', 'scenarios']]]);
    expect(jestSteps(stages)[0]?.command.slice(-2)).toEqual(['--', '/test/scenarios/limits\\.test\\.ts$']);
  });

  test.each(['test/scenarios/live-shop.test.ts', 'test/scenarios', 'test'])(
    '%s needs the shop, too',
    (file) => {
      expect(names(planned(file)).flat(2).slice(0, 2)).toEqual(['set-up of labs', 'set-up of the shop']);
    },
  );

  test('unit tests need none', () => {
    const stages = planned('test/unit/lab', 'test/unit/run');
    expect(names(stages)).toEqual([[['unit']]]);
    expect(jestSteps(stages)[0]?.command.slice(-3)).toEqual(['--', '/test/unit/lab/', '/test/unit/run/']);
  });

  test('of several projects each runs its own, and the output goes to the terminal', () => {
    const steps = jestSteps(planned('test/unit/lab', 'test/browser'));
    expect(steps.map(({ name, log, command }) => [name, log, command.at(-1)])).toEqual([
      ['unit', null, '/test/unit/lab/'],
      ['browser', null, '/test/browser/'],
    ]);
  });

  test('with --all-faults they are run in full', () => {
    const [step] = jestSteps(planOf({ ...nothing, allFaults: true, paths: inProject('test/unit/run') }));
    expect(step?.env).toMatchObject({ STAR7_TEST_THOROUGH: '1' });
  });

  test.each([
    ['test/unit/no-such.test.ts', /does not exist/],
    ['src', /no tests lie in/],
  ])('%s is refused', (file, why) => {
    expect(() => planned(file)).toThrow(why);
    expect(() => planned(file)).toThrow(WrongPath);
  });
});
