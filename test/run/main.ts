import { Command } from 'commander';

import type { Wishes } from './plan';
import { planOf, WrongPath } from './plan';
import { StepRunner } from './run-steps';
import { summary, totals } from './summary';

const program = new Command('scripts/test')
  .description(
    'Everything that is tested, with all of its own set-up: format, types and lint beside the unit tests and fuzzing; then ' +
      'contracts, whole calls, the pages and faults, side by side on labs of their own. With paths, the tests of these files ' +
      'and folders alone.',
  )
  .argument('[paths...]', 'files or folders of tests: test/scenarios/limits.test.ts, test/browser')
  .option('--fast', 'format, types, lint and unit tests alone: no lab, no root', false)
  .option(
    '--all-faults',
    'what a default run leaves out, and nothing else, in about an hour: every fault in every state of a call ' +
      '(STAR7_FAULTS and STAR7_FAULT_REPETITIONS choose, test/faults/matrix-report.ts; the table is kept in .lab/faults), ' +
      'every ending of a call on the PBX, every shuffle of events, and the proof that fuzzing finds. With paths: these ' +
      'tests, in full',
    false,
  )
  .option('--nodes', 'the unit tests on every version of Node that Star7 runs on', false)
  .addHelpText(
    'after',
    `
The last line is \`N passed, N failed\` over all of it (and \`, N skipped\`); a check that fails and a run that breaks off
count as one failed test each, and the exit status is 1 then. Output of the steps: .lab/logs/test-*.log.

  scripts/test                                   all of it
  scripts/test --fast                            before each commit
  scripts/test test/scenarios/limits.test.ts     one file, with the lab that it needs
  scripts/test test/browser                      one folder
  scripts/test --all-faults test/scenarios/short-code.test.ts`,
  )
  .action(async (paths: string[], options: Omit<Wishes, 'paths'>) => {
    const wishes = { ...options, paths };
    if ([wishes.fast, wishes.nodes, paths.length > 0 || wishes.allFaults].filter(Boolean).length > 1)
      program.error('--fast and --nodes go with nothing else.');
    await run(wishes);
  });

async function run(wishes: Wishes): Promise<void> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const runner = new StepRunner((line) => {
    say(`[${seconds().toFixed(0).padStart(4)} s] ${line}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      runner.end(signal);
    });
  }
  const results = await runner.run(planOf(wishes));
  say(...summary(results, seconds()));
  process.exitCode = totals(results).failed === 0 ? 0 : 1;
}

function say(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof WrongPath) program.error(`${error.message}.`);
  throw error;
});
