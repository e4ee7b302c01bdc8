import path from 'node:path';

import type { JestMessage, SuiteReport } from './suite-report';

/** Of what jest hands to a reporter, the part that is read here. */
export interface RunSuite {
  path: string;
  context: { config: { displayName?: { name: string } } };
}

export interface SuiteResult {
  numPassingTests: number;
  numFailingTests: number;
  numPendingTests: number;
  numTodoTests: number;
  perfStats: { start: number; end: number };
  failureMessage?: string | null;
}

/** Tells scripts/test how each suite went. Jest's own reporter beside it writes for people. */
export default class SuiteReporter {
  constructor(private readonly config: { rootDir: string }) {}

  onTestResult(suite: RunSuite, result: SuiteResult): void {
    tell({ suite: suiteReport(this.config.rootDir, suite, result) });
  }

  onRunComplete(): void {
    tell({ complete: true });
  }
}

export function suiteReport(folder: string, suite: RunSuite, result: SuiteResult): SuiteReport {
  const failure = result.failureMessage ?? null;
  return {
    project: suite.context.config.displayName?.name ?? '',
    file: path.relative(folder, suite.path),
    seconds: Math.max(0, (result.perfStats.end - result.perfStats.start) / 1000),
    passed: result.numPassingTests,
    // A suite that breaks before its first test, or after its last one, has a message and no failed test.
    failed: Math.max(result.numFailingTests, failure === null ? 0 : 1),
    skipped: result.numPendingTests + result.numTodoTests,
    failure,
  };
}

function tell(message: JestMessage): void {
  process.send?.(message);
}
