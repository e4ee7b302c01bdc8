import { parentPort, workerData } from 'node:worker_threads';
import { showsCanary, showsCanaryInDisguise } from './canaries';
import { garbageCollector } from '../lab/garbage-collector';
import type { FuzzSession, FuzzTarget } from './fuzz-target';
import { leftHandles, openHandles } from './open-handles';
import { Random } from '#kernel/random';
import { shrunk } from './shrinking';
import { threadMilliseconds } from './thread-time';
import type { BatchResult, Fault, WorkerReply, WorkerRequest, WorkerTask } from './worker-messages';

/*
 * Runs inputs, one at a time, in its own thread: an input that hangs blocks only this thread, and the
 * watching thread can end it.
 */

/** One input takes a millisecond, but the machine may be very busy. */
const usualDeadlineMs = 20_000;
/** Of work: what else the machine does meanwhile is not the input's. */
const slowMs = 10_000;
const tooSlow = 'took longer than ten seconds';

const task = workerData as WorkerTask;
const { module: place, name, seed, progress } = task;
const inputDeadlineMs = task.inputDeadlineMs ?? usualDeadlineMs;
const current = new Int32Array(progress);
// eslint-disable-next-line @typescript-eslint/no-require-imports -- which one is known only now
const target = (require(place) as Record<string, FuzzTarget>)[name]!;

/** Errors that reached the process: outside of a test they would have ended it. */
const uncaught: unknown[] = [];
process.on('uncaughtException', (error) => uncaught.push(error));
process.on('unhandledRejection', (reason) => uncaught.push(reason));

let baseline = openHandles();

interface Outcome {
  depths: readonly string[];
  what: string | null;
  said: string;
  milliseconds: number;
}

async function runOne(session: FuzzSession, input: unknown): Promise<Outcome> {
  uncaught.length = 0;
  const begun = performance.now();
  const workedBefore = threadMilliseconds();
  let depths: readonly string[] = [];
  let what: string | null = null;
  try {
    depths = await within(inputDeadlineMs, session.run(input));
  } catch (error) {
    what = wordsOf(error);
  }
  // Unhandled rejections are reported after this turn.
  await turn();
  const milliseconds = performance.now() - begun;
  const worked = threadMilliseconds() - workedBefore;
  if (uncaught.length > 0) what = `uncaught ${wordsOf(uncaught[0])}`;
  const said = session.said();
  if (what === null && showsCanary(said)) what = 'a canary was shown';
  if (what === null && worked > slowMs) what = tooSlow;
  return { depths, what, said, milliseconds };
}

/** @returns the faults after the end of the session */
async function closed(session: FuzzSession): Promise<string | null> {
  uncaught.length = 0;
  try {
    await within(inputDeadlineMs, session.close());
  } catch (error) {
    return wordsOf(error);
  }
  await turn();
  if (uncaught.length > 0) return `uncaught ${wordsOf(uncaught[0])}`;
  if (showsCanary(session.said())) return 'a canary was shown at the end';
  const left = await leftHandles(baseline);
  if (left === null) return null;
  // Report it once: the next session did not cause it.
  baseline = openHandles();
  return `left open: ${left}`;
}

async function alone(input: unknown): Promise<string | null> {
  const session = await target.open();
  const { what, said } = await runOne(session, input);
  const after = await closed(session);
  return what ?? (showsCanaryInDisguise(said) ? 'a canary was shown in disguise' : after);
}

async function batch(from: number, count: number): Promise<BatchResult> {
  const result: BatchResult = { depths: {}, faults: [], slowestMs: 0 };
  let session = await target.open();
  let said: string[] = [];
  for (let index = from; index < from + count; index += 1) {
    Atomics.store(current, 0, index);
    const input = target.generate(new Random(seed, index));
    const outcome = await runOne(session, input);
    for (const depth of outcome.depths) result.depths[depth] = (result.depths[depth] ?? 0) + 1;
    result.slowestMs = Math.max(result.slowestMs, outcome.milliseconds);
    said.push(outcome.said);
    if (outcome.what === null) continue;
    result.faults.push({ index, what: outcome.what, input });
    // The next input is not responsible for leftovers of this one.
    await closed(session);
    session = await target.open();
    said = [];
    if (result.faults.length >= 20) break;
  }
  const after = await closed(session);
  const disguised = showsCanaryInDisguise(said.join('\n'));
  if (result.faults.length === 0 && (after !== null || disguised)) {
    result.faults.push(...(await guilty(from, count, after ?? 'a canary was shown in disguise')));
  }
  return result;
}

/** Runs each input alone to find the guilty one. */
async function guilty(from: number, count: number, what: string): Promise<Fault[]> {
  for (let index = from; index < from + count; index += 1) {
    Atomics.store(current, 0, index);
    const input = target.generate(new Random(seed, index));
    const found = await alone(input);
    if (found !== null) return [{ index, what: found, input }];
  }
  return [
    { index: -1, what: `${what} (inputs ${String(from)} to ${String(from + count)} together)`, input: null },
  ];
}

async function replay(input: unknown): Promise<Fault[]> {
  const what = await alone(input);
  return what === null ? [] : [{ index: -1, what, input }];
}

async function grown(size: number): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const [what, make] of Object.entries(target.growing ?? {})) {
    const session = await target.open();
    const input = make(size);
    const begun = threadMilliseconds();
    const { what: wrong } = await runOne(session, input);
    times[what] = threadMilliseconds() - begun;
    await closed(session);
    if (wrong !== null && wrong !== tooSlow) throw new Error(`${what}: ${wrong}`);
  }
  return times;
}

async function heapBytes(): Promise<number> {
  const collect = garbageCollector();
  for (let round = 0; round < 3; round += 1) {
    collect();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

async function answerTo(request: WorkerRequest): Promise<WorkerReply> {
  switch (request.do) {
    case 'batch':
      return { result: await batch(request.from, request.count) };
    case 'replay':
      return { faults: await replay(request.input) };
    case 'make':
      return { input: target.generate(new Random(seed, request.index)) };
    case 'minimise':
      return { input: await shrunk(request.input, async (input) => (await alone(input)) === request.what) };
    case 'grow':
      return { grown: await grown(request.size) };
    case 'heap':
      return { heapBytes: await heapBytes() };
  }
}

parentPort!.on('message', (request: WorkerRequest) => {
  answerTo(request).then(
    (reply) => parentPort!.postMessage(reply),
    (error: unknown) => parentPort!.postMessage({ failed: wordsOf(error) } satisfies WorkerReply),
  );
});

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('never settles')), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** The error's class and text, without data of the input, and the line of Star7 that threw it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const line = /(?:src|node_modules)\/[\w@./-]+:\d+/.exec(error.stack?.replaceAll(__dirname, '') ?? '')?.[0];
  const words = (error.message.split('\n')[0] ?? '')
    .slice(0, 200)
    .replace(/"[^"]*"|'[^']*'/g, '…')
    .replace(/\p{Nd}[\p{Nd}\s().-]{3,}/gu, '[digits]');
  return `${error.name}: ${words}${line === undefined ? '' : ` (${line})`}`;
}
