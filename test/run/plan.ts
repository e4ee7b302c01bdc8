import { existsSync } from 'node:fs';
import path from 'node:path';

import { basePorts } from '../lab/lab-ports';
import { projectFolder } from '../lab/project-folder';

/** One program that is run: a check, a part of the set-up, or jest. */
export interface Step {
  name: string;
  command: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Whether it is jest, and tells of its suites. */
  jest: boolean;
  /** Where its output goes; null for the terminal. */
  log: string | null;
}

/** Lanes run side by side, the steps of a lane one after another. */
export type Lane = readonly Step[];

/** One after another. */
export type Stage = readonly Lane[];

export interface Wishes {
  fast: boolean;
  allFaults: boolean;
  nodes: boolean;
  paths: readonly string[];
}

/** Jest's projects (jest.config.js), and where the tests of each lie. */
const folders = {
  unit: ['test/unit'],
  fuzz: ['test/fuzz'],
  contract: ['test/contract'],
  scenarios: ['test/scenarios'],
  browser: ['test/browser'],
  faults: ['test/faults'],
} as const;
/** Needs a real shop, whose installation takes half a minute and which nothing else needs. */
const shopSuite = 'test/scenarios/live-shop.test.ts';
/** Need real mail servers, likewise. */
const mailSuite = 'test/scenarios/mail-chain.test.ts';
type Project = keyof typeof folders;
const projects = Object.keys(folders) as Project[];

/** The major versions of Node that Star7 runs on (package.json, engines). */
export const nodeMajors = [20, 22, 24] as const;

/** Makes tests try all that a default run leaves out (thorough.ts, test/faults/matrix-report.ts). */
function thoroughEnv(): Record<string, string> {
  return {
    STAR7_TEST_THOROUGH: '1',
    STAR7_FAULTS: process.env['STAR7_FAULTS'] ?? 'all',
    STAR7_FAULT_REPETITIONS: process.env['STAR7_FAULT_REPETITIONS'] ?? '3',
  };
}

export class WrongPath extends Error {}

/** Those projects whose tests lie in this folder, or among whose tests this file is. */
export function projectsOf(testPath: string): Project[] {
  return projects.filter((project) =>
    folders[project].some((folder) => isWithin(testPath, folder) || isWithin(folder, testPath)),
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

export function planOf({ fast, allFaults, nodes, paths }: Wishes): Stage[] {
  if (nodes) return [[nodeMajors.map(onNode)]];
  if (paths.length > 0) return [[pathSteps(paths, allFaults ? thoroughEnv() : {})]];
  if (allFaults) return [[everythingLeftOut()]];
  const checks = [format(), types(), ...lint()];
  const unit = jest('unit', { workers: 2 });
  if (fast) return [[checks, [unit]]];
  return [
    [[rootAndBrowser()], [shop()], [mailServers()], checks, [unit, jest('fuzz')]],
    // Suites of faults mostly wait, the others half of the time: two cores are enough for all four.
    [
      [jest('scenarios')],
      [jest('browser', { options: ['--testPathIgnorePatterns', ...movedPages.map(asPattern)] })],
      [jest('faults')],
      [jest('contract'), morePages()],
    ],
  ];
}

/** The pages' lane would be the longest by far: the shortest takes these suites of it, on a lab of their own. */
const movedPages = ['calls', 'inbound', 'couriers'].map((name) => `test/browser/${name}.test.ts`);

function morePages(): Step {
  const env = {
    STAR7_TEST_BROWSER_LAB: path.join(projectFolder, '.lab/browser-more'),
    STAR7_TEST_BROWSER_LAB_PORT: String(basePorts.bench),
  };
  const more = jest('browser', { paths: movedPages.map(asPattern), env, log: logFile('browser-more') });
  return { ...more, name: 'browser, more' };
}

/** Whatever a default run leaves out, one after another: the matrix of faults measures times. */
function everythingLeftOut(): Step[] {
  const env = thoroughEnv();
  return [
    rootAndBrowser(),
    jest('unit', { paths: ['shuffled-events'], env }),
    jest('fuzz', { paths: ['harness'], env }),
    jest('scenarios', { paths: ['scenarios/short-code'], env }),
    jest('faults', {
      paths: ['faults/matrix', 'faults/callers-matrix', 'faults/trunk', 'faults/under-load'],
      env,
    }),
  ];
}

function pathSteps(paths: readonly string[], env: Readonly<Record<string, string>>): Step[] {
  const chosen = paths.map((given) => {
    const absolute = path.resolve(given);
    const testPath = path.relative(projectFolder, absolute);
    if (!existsSync(absolute)) throw new WrongPath(`${given} does not exist`);
    if (projectsOf(testPath).length === 0) throw new WrongPath(`no tests lie in ${given}`);
    return testPath;
  });
  const steps = projects.flatMap((project) => {
    const own = chosen.filter((testPath) => projectsOf(testPath).includes(project));
    return own.length === 0 ? [] : [jest(project, { paths: own.map(asPattern), env, log: null })];
  });
  if (steps.every(({ name }) => name === 'unit' || name === 'fuzz')) return steps;
  const needsShop = chosen.some((testPath) => isWithin(shopSuite, testPath));
  const needsMail = chosen.some((testPath) => isWithin(mailSuite, testPath));
  return [rootAndBrowser(), ...(needsShop ? [shop()] : []), ...(needsMail ? [mailServers()] : []), ...steps];
}

/** Jest takes patterns, in which a folder must not mean another whose name begins alike. */
function asPattern(testPath: string): string {
  const pattern = testPath.replace(/[.+*?()[\]{}|^$\\]/g, '\\$&');
  return /\.ts$/.test(testPath) ? `/${pattern}$` : `/${pattern}/`;
}

function onNode(major: number): Step {
  const bin = path.join(projectFolder, `.lab/nodes/${String(major)}/bin`);
  const { command, ...rest } = jest('unit', { workers: 2 });
  return {
    ...rest,
    name: `unit on Node ${String(major)}`,
    command: [path.join(bin, 'node'), ...command.slice(1)],
    // For what tests start by the name of node alone.
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    log: logFile(`unit-node-${String(major)}`),
  };
}

function jest(
  project: Project,
  {
    workers,
    options = [],
    paths = [],
    env = {},
    log = logFile(project),
  }: {
    workers?: number;
    options?: readonly string[];
    paths?: readonly string[];
    env?: Readonly<Record<string, string>>;
    log?: string | null;
  } = {},
): Step {
  const reporter = path.join(projectFolder, 'dist/test/run/suite-reporter.js');
  return {
    name: project,
    command: [
      ...ofModule('jest/bin/jest.js'),
      ...['--selectProjects', project],
      // Suites of a lab share one PBX, one database and the same phones.
      ...(workers === undefined ? ['--runInBand'] : ['--maxWorkers', String(workers)]),
      ...['--reporters', 'default', '--reporters', reporter],
      ...options,
      ...(paths.length > 0 ? ['--', ...paths] : []),
    ],
    env,
    jest: true,
    log,
  };
}

function rootAndBrowser(): Step {
  return setUp('set-up of labs', 'setup_labs', 'set-up');
}

function shop(): Step {
  return setUp('set-up of the shop', 'setup_shop', 'set-up-shop');
}

function mailServers(): Step {
  return setUp('set-up of mail servers', 'setup_mail_servers', 'set-up-mail');
}

/** @param part a function of scripts/lib/setup.sh */
function setUp(name: string, part: string, log: string): Step {
  const command = ['bash', '-euo', 'pipefail', '-c', `. scripts/lib/setup.sh; ${part}`];
  return { name, command, jest: false, log: logFile(log) };
}

function format(): Step {
  return check('format', ofModule('oxfmt/bin/oxfmt', '--check'));
}

function types(): Step {
  const tsc = (...parameters: string[]): string => ofModule('typescript/bin/tsc', ...parameters).join(' ');
  const all = [
    tsc('-p', 'tsconfig.json', '--noEmit'),
    tsc('-p', 'src/web/tsconfig.json'),
    tsc('-p', 'test/unit/web/pages/tsconfig.json'),
  ];
  return check('types', ['sh', '-c', all.join(' && ')]);
}

/** What is written, and what may import what. */
function lint(): Step[] {
  return [
    check('lint', ofModule('oxlint/bin/oxlint', '--report-unused-disable-directives')),
    check('borders', ofModule('eslint/bin/eslint.js', 'src')),
  ];
}

function check(name: string, command: readonly string[]): Step {
  return { name, command, jest: false, log: logFile(name) };
}

/** Not by npx, which would stand between and swallow signals. */
function ofModule(program: string, ...parameters: string[]): string[] {
  return [process.execPath, path.join('node_modules', program), ...parameters];
}

function logFile(name: string): string {
  return path.join(projectFolder, '.lab/logs', `test-${name}.log`);
}
