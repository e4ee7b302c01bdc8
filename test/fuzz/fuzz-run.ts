import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BatchResult, Fault, WorkerReply, WorkerRequest, WorkerTask } from './worker-messages';

/** The place of a target: its module beside worker.ts, and its exported name. */
export interface TargetPlace {
  module: string;
  name: string;
}

export interface RunOptions {
  inputs: number;
  seed: number;
  /** An input that takes this long counts as a hang: its thread is then ended. */
  hangMs?: number;
  /** After this time an input that does not settle (but does not block the thread) is given up. */
  inputDeadlineMs?: number;
}

export interface RunReport {
  inputs: number;
  seconds: number;
  /** How many inputs reached each depth. */
  depths: Record<string, number>;
  faults: Fault[];
  slowestMs: number;
  /** After a garbage collection: when a tenth of the inputs is done, and at the end. */
  heapBytes: { early: number; late: number };
}

/** Inputs per session. */
const batchSize = 1_000;
const defaultHangMs = 60_000;
/** The limit of reported faults. */
const mostFaults = 30;

/**
 * Runs inputs of one target in a worker, watches it from outside, and starts another worker where it hangs or
 * dies.
 */
export class FuzzRun {
  readonly #progress = new SharedArrayBuffer(4);
  readonly #seed: number;
  readonly #hangMs: number;
  readonly #inputDeadlineMs: number | undefined;
  #worker: Worker | null = null;

  constructor(
    private readonly place: TargetPlace,
    { seed, hangMs = defaultHangMs, inputDeadlineMs }: Omit<RunOptions, 'inputs'>,
  ) {
    this.#seed = seed;
    this.#hangMs = hangMs;
    this.#inputDeadlineMs = inputDeadlineMs;
  }

  async inputs(total: number): Promise<RunReport> {
    const report: RunReport = {
      inputs: 0,
      seconds: 0,
      depths: {},
      faults: [],
      slowestMs: 0,
      heapBytes: { early: 0, late: 0 },
    };
    const begun = performance.now();
    while (report.inputs < total && report.faults.length < mostFaults) {
      const from = report.inputs;
      const count = Math.min(batchSize, total - from);
      const { result, ran } = await this.#batch(from, count);
      report.inputs += ran;
      add(report, result);
      if (from < total / 10 && report.inputs >= total / 10) report.heapBytes.early = await this.#heap();
    }
    report.heapBytes.late = await this.#heap();
    report.seconds = (performance.now() - begun) / 1000;
    return report;
  }

  /** Runs this input alone. @returns its faults */
  async replay(input: unknown): Promise<Fault[]> {
    const reply = await this.#ask({ do: 'replay', input });
    if (typeof reply === 'string') return [{ index: -1, what: reply, input }];
    return 'faults' in reply ? reply.faults : [];
  }

  /** Finds a smaller input with the same fault; inputs that hang are not minimised. */
  async minimised({ input, what, index }: Fault): Promise<Fault> {
    if (input === null || what === hangs || what.startsWith(dies)) return { input, what, index };
    const reply = await this.#ask({ do: 'minimise', input, what }, 60_000);
    return typeof reply !== 'string' && 'input' in reply
      ? { input: reply.input, what, index }
      : { input, what, index };
  }

  /**
   * Milliseconds of work for one input of each growing kind, for each of these sizes.
   * @throws where one of them breaks it
   */
  async grown(sizes: readonly number[]): Promise<Record<string, number>[]> {
    const times: Record<string, number>[] = [];
    for (const size of sizes) {
      const reply = await this.#ask({ do: 'grow', size }, 180_000);
      if (typeof reply === 'string' || !('grown' in reply)) {
        throw new Error(typeof reply === 'string' ? reply : textOfFailure(reply));
      }
      times.push(reply.grown);
    }
    return times;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  async #batch(from: number, count: number): Promise<{ result: BatchResult; ran: number }> {
    const reply = await this.#ask({ do: 'batch', from, count });
    if (typeof reply !== 'string' && 'result' in reply) return { result: reply.result, ran: count };
    if (typeof reply !== 'string') throw new Error(`target ${this.place.name}: ${textOfFailure(reply)}`);
    // The worker is gone: its current input is the guilty one, and the rest of the batch runs without it.
    const index = Math.max(from, Atomics.load(new Int32Array(this.#progress), 0));
    const made = await this.#ask({ do: 'make', index });
    const input = typeof made !== 'string' && 'input' in made ? made.input : null;
    const result: BatchResult = {
      depths: {},
      faults: [{ index, what: reply, input }],
      slowestMs: this.#hangMs,
    };
    return { result, ran: index + 1 - from };
  }

  async #heap(): Promise<number> {
    const reply = await this.#ask({ do: 'heap' });
    return typeof reply !== 'string' && 'heapBytes' in reply ? reply.heapBytes : Number.NaN;
  }

  /** @returns the reply; or how the worker ended, if it did */
  async #ask(request: WorkerRequest, hangMs = this.#hangMs): Promise<WorkerReply | string> {
    const worker = (this.#worker ??= this.#begin());
    const progress = new Int32Array(this.#progress);
    let watch: NodeJS.Timeout | undefined;
    const outcome = await new Promise<WorkerReply | string>((resolve) => {
      let at = Atomics.load(progress, 0);
      let since = performance.now();
      watch = setInterval(() => {
        const now = Atomics.load(progress, 0);
        if (now !== at) {
          at = now;
          since = performance.now();
        } else if (performance.now() - since > hangMs) resolve(hangs);
      }, 200);
      worker.removeAllListeners();
      worker.on('message', resolve);
      worker.on('error', (error) =>
        resolve(`${dies}: ${error.name}: ${error.message.replaceAll(/\d{4,}/g, '[digits]')}`),
      );
      worker.on('exit', () => resolve(dies));
      worker.postMessage(request);
    });
    clearInterval(watch);
    if (typeof outcome === 'string') await this.close();
    return outcome;
  }

  #begin(): Worker {
    const task: WorkerTask = {
      ...this.place,
      seed: this.#seed,
      inputDeadlineMs: this.#inputDeadlineMs,
      progress: this.#progress,
    };
    return new Worker(path.join(__dirname, 'worker-entry.js'), {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
  }
}

const hangs = 'hangs';
const dies = 'ends the process';

function add(report: RunReport, { depths, faults, slowestMs }: BatchResult): void {
  report.faults.push(...faults);
  report.slowestMs = Math.max(report.slowestMs, slowestMs);
  for (const [depth, count] of Object.entries(depths))
    report.depths[depth] = (report.depths[depth] ?? 0) + count;
}

function textOfFailure(reply: WorkerReply): string {
  return 'failed' in reply ? reply.failed : 'an answer to something else';
}
