import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';

import { projectFolder } from '../lab/project-folder';
import type { Lane, Stage, Step } from './plan';
import type { JestMessage, SuiteReport } from './suite-report';

export interface StepResult {
  step: Step;
  suites: readonly SuiteReport[];
  seconds: number;
  /** Why it counts as a failure although no test of it did; null where it ended as it should. */
  broken: string | null;
}

/** Runs the steps of a plan as processes. Where one fails, the others are run all the same: one run tells everything. */
export class StepRunner {
  readonly #running = new Set<ChildProcess>();
  #ended = false;

  /** @param say told a line for each step and each suite that ends */
  constructor(private readonly say: (line: string) => void) {}

  async run(stages: readonly Stage[]): Promise<StepResult[]> {
    const results: StepResult[] = [];
    for (const lanes of stages) {
      results.push(...(await Promise.all(lanes.map((lane) => this.#lane(lane)))).flat());
    }
    return results;
  }

  /** Asks what runs to end, and starts nothing more: each step that is not done is broken. */
  end(signal: NodeJS.Signals): void {
    this.#ended = true;
    for (const child of this.#running) child.kill(signal);
  }

  async #lane(lane: Lane): Promise<StepResult[]> {
    const results: StepResult[] = [];
    for (const step of lane) {
      const result = this.#ended ? notRun(step, 'the run was ended before it') : await this.#step(step);
      results.push(result);
      this.#sayEnd(result);
    }
    return results;
  }

  #step(step: Step): Promise<StepResult> {
    const started = performance.now();
    const output = step.log === null ? null : openLog(step.log);
    const stdio = output ?? 'inherit';
    this.say(`${step.name} ...`);
    return new Promise((resolve) => {
      const suites: SuiteReport[] = [];
      let complete = false;
      const [program = '', ...parameters] = step.command;
      const child = spawn(program, parameters, {
        cwd: projectFolder,
        env: { ...process.env, ...step.env },
        // Others than jest would pass the channel on to what they start.
        stdio: ['ignore', stdio, stdio, ...(step.jest ? (['ipc'] as const) : [])],
      });
      this.#running.add(child);
      const ends = (end: string | null): void => {
        this.#running.delete(child);
        const seconds = (performance.now() - started) / 1000;
        resolve({ step, suites, seconds, broken: whyBroken(step, suites, complete, end) });
      };
      child.on('message', (message: JestMessage) => {
        if ('complete' in message) complete = true;
        else {
          suites.push(message.suite);
          if (output !== null) this.#saySuite(step, message.suite);
        }
      });
      const disconnected = step.jest ? once(child, 'disconnect') : Promise.resolve();
      child.once('error', (error) => {
        ends(error.message);
      });
      child.once('exit', (code, signal) => {
        const end =
          code === 0 ? null : signal === null ? `it ended with ${String(code)}` : `${signal} ended it`;
        // Messages may still be on their way.
        void disconnected.then(() => {
          ends(end);
        });
      });
      if (output !== null) closeSync(output);
    });
  }

  #saySuite({ name }: Step, { file, seconds, passed, failed }: SuiteReport): void {
    const verdict = failed === 0 ? `${String(passed)} passed` : `${String(failed)} FAILED`;
    this.say(`${name}: ${file} ${seconds.toFixed(1)} s, ${verdict}`);
  }

  #sayEnd({ step, suites, seconds, broken }: StepResult): void {
    const failed = suites.filter((suite) => suite.failed > 0).length;
    const wrong = [
      ...(failed > 0 ? [`${String(failed)} suites failed`] : []),
      ...(broken === null ? [] : [broken]),
    ];
    const took = `in ${seconds.toFixed(0)} s`;
    if (wrong.length === 0) this.say(`${step.name}: done ${took}`);
    else
      this.say(
        `FAILED ${step.name}: ${wrong.join('; ')} ${took}${step.log === null ? '' : ` (${step.log})`}`,
      );
  }
}

function notRun(step: Step, broken: string): StepResult {
  return { step, suites: [], seconds: 0, broken };
}

/** @param end how the process ended; null where it says itself that all went well */
function whyBroken(
  step: Step,
  suites: readonly SuiteReport[],
  complete: boolean,
  end: string | null,
): string | null {
  if (!step.jest) return end;
  if (!complete) return `jest broke off: ${end ?? 'it told no end'}`;
  if (suites.length === 0) return 'jest found no tests (some are run by --all-faults alone)';
  return suites.some(({ failed }) => failed > 0) ? null : end;
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'w');
}
