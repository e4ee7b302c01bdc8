import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ariUsername } from '../lab/asterisk';
import type { Daemon } from '../lab/daemon';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';
import { projectFolder } from '../lab/project-folder';
import { plainDatabase, prepareData, RecordCount } from './bench-data';
import { did, prepareAsterisk, scriptApplication, setCdr } from './bench-pbx';
import { median, medianSpread, spread } from './call-times';
import type { CallTimes, Spread } from './call-times';
import { LoadGenerator } from './load';
import { parseChannelStatistics } from './media-statistics';
import { measureLookUps } from './order-look-ups';
import { cpuTimes, droppedByPort, machineTimes, residentBytes } from './process-cost';
import type { BenchResults, MemoryResult, RateResult, SimultaneousResult } from './results';
import type { Variant, VariantFacts } from './variant';
import { nameOf, variantFacts } from './variant';

export interface BenchPlan {
  variants: readonly Variant[];
  /** Calls a second. */
  rates: readonly number[];
  /** How long each rate is kept up, seconds. */
  seconds: number;
  repeats: number;
  /** Calls up at once, step by step; empty to leave that out. */
  simultaneous: readonly number[];
  /** Sizes of the databases in which orders are looked up. */
  lookUps: readonly number[];
  /** Calls between the two looks at Star7's memory; 0 to leave that out. */
  memoryCalls: number;
  /** Where Star7's process writes what is live in its heap when it is told to (heap-hook.ts); null where it does not. */
  heapFile: string | null;
  /** How long a step waits for the machine's other work to pause, seconds; then it runs all the same. */
  patience: number;
}

const talkMs = 1_000;
/** Calls a second while memory is looked at: what thresholds are about. */
const memoryRate = 40;
/** Node compiles what is called often as it goes: a process that has run for a minute costs less than a new one. */
const warmUps: Record<VariantFacts['controller'], { rate: number; calls: number }> = {
  none: { rate: 20, calls: 120 },
  'children of Asterisk': { rate: 20, calls: 120 },
  process: { rate: 50, calls: 1_500 },
};
/** Beyond these a step says nothing new and only takes time. */
const leastCalls = 60;
const mostCalls = 1_600;
/** Calls of a variant that lost more than this share at one rate are not tried at a higher one. */
const hopeless = 0.05;

/** Three seconds of G.711 in packets of 20 ms. */
const leastPackets = 150;

/** A machine that is idle for so much of a second is taken for quiet. */
const quiet = 0.7;

/** What one repetition of one step found. */
interface Step {
  calls: number;
  lost: number;
  recordsLost: number | null;
  times: CallTimes[];
  /** Milliseconds in all. */
  asterisk: number;
  controller: number;
  database: number;
  /** Share of all cores that went to processes that are none of the bench's. */
  noise: number;
}

/** The comparison, on a lab that is up. */
export class Bench {
  readonly #load: LoadGenerator;
  readonly #script: Daemon;
  #records: RecordCount | null = null;
  #warm = new Set<Variant>();

  constructor(
    private readonly lab: Lab,
    private readonly plan: BenchPlan,
    private readonly say: (line: string) => void,
  ) {
    this.#load = new LoadGenerator(lab);
    this.#script = lab.place.daemon('odd-bench-script');
  }

  async prepare(): Promise<void> {
    await prepareData(this.lab);
    await prepareAsterisk(this.lab);
    this.#records = await RecordCount.open(this.lab);
    await this.#load.start();
    if (this.plan.variants.includes('script')) await this.#startScript();
  }

  async run(): Promise<BenchResults> {
    const begun = performance.now();
    const startedAt = new Date().toISOString();
    const loadBefore = loadavg()[0] ?? 0;
    const rates = await this.#rates();
    const simultaneous = await this.#simultaneous();
    const memory = await this.#memory();
    const lookUps: BenchResults['lookUps'] = [];
    for (const orders of this.plan.lookUps) {
      lookUps.push({ orders, milliseconds: await measureLookUps(this.lab, orders) });
      this.say(`look-ups among ${orders} orders: done`);
    }
    return {
      startedAt,
      seconds: (performance.now() - begun) / 1000,
      machine: {
        cores: cpus().length,
        model: cpus()[0]?.model ?? 'unknown',
        loadBefore,
        loadAfter: loadavg()[0] ?? 0,
      },
      node: process.versions.node,
      asterisk: (await this.lab.asterisk.cli('core show version')).split(' ')[1] ?? 'unknown',
      repeats: this.plan.repeats,
      rates,
      simultaneous,
      lookUps,
      memory,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.#load.stop(), this.#script.stop(), this.#records?.close()]);
  }

  // ------------------------------------------------------------------------------------------- rates

  async #rates(): Promise<RateResult[]> {
    const results: RateResult[] = [];
    const given = new Set<Variant>();
    for (const rate of this.plan.rates) {
      const steps = new Map<Variant, [Step, ...Step[]]>();
      for (let repeat = 0; repeat < this.plan.repeats; repeat += 1) {
        for (const variant of this.#inTurn(repeat)) {
          if (given.has(variant)) continue;
          const step = await this.#step(variant, rate);
          const former = steps.get(variant);
          steps.set(variant, former === undefined ? [step] : [...former, step]);
          this.say(
            `${rate} calls/s ${nameOf(variant)}: ${step.calls} calls, ${step.lost} lost, Asterisk ${(step.asterisk / step.calls).toFixed(1)} ms and controller ${(step.controller / step.calls).toFixed(1)} ms a call, ${percent(step.noise)} of the machine used by others`,
          );
          if (step.lost > step.calls * hopeless) given.add(variant);
        }
      }
      for (const variant of this.plan.variants) {
        const found = steps.get(variant);
        if (found !== undefined) results.push(together(variant, rate, found));
      }
    }
    return results;
  }

  /** Each repetition begins with another variant, so that a neighbour's noise does not always meet the same one. */
  #inTurn(repeat: number): Variant[] {
    const { variants } = this.plan;
    const first = repeat % variants.length;
    return [...variants.slice(first), ...variants.slice(0, first)];
  }

  async #step(variant: Variant, rate: number): Promise<Step> {
    await this.#ready(variant);
    const calls = Math.min(mostCalls, Math.max(leastCalls, Math.round(rate * this.plan.seconds)));
    await this.#recordCount().reset();
    await this.#quietMoment();
    const before = this.#cpu(variant);
    const machineBefore = machineTimes();
    const ownBefore = this.#ownCpu();
    const result = await this.#load.run({ variant, rate, calls, talkMs, capture: true, audio: false });
    if (!result.wholeCapture) {
      this.say('the capture of the next step lacks packets: its times are of the calls that it shows');
    }
    const records = await this.#recordsOf(variant, result.successful);
    await this.#drained();
    const after = this.#cpu(variant);
    const machine = machineTimes();
    const busy = machine.busy - machineBefore.busy;
    const all = busy + machine.idle - machineBefore.idle;
    return {
      calls,
      noise: Math.max(0, busy - (this.#ownCpu() - ownBefore)) / all,
      lost: result.failed,
      recordsLost: records === null ? null : Math.max(0, result.successful - records),
      times: result.times,
      asterisk: after.asterisk - before.asterisk,
      controller: after.controller - before.controller,
      database: after.database - before.database,
    };
  }

  /** Waits until the machine's other work pauses, for as long as the plan has patience. */
  async #quietMoment(): Promise<void> {
    const deadline = performance.now() + this.plan.patience * 1000;
    for (;;) {
      const before = machineTimes();
      await pause(1_000);
      const after = machineTimes();
      const [busy, idle] = [after.busy - before.busy, after.idle - before.idle];
      if (idle / (busy + idle) >= quiet || performance.now() > deadline) return;
    }
  }

  /** CPU of everything that belongs to the bench: PBX, database, controllers, SIPp, tcpdump and this process. */
  #ownCpu(): number {
    const { asterisk, star7, database } = this.lab;
    const daemons = [asterisk.daemon, star7.daemon, database.daemon, this.#script, this.#load.carrier];
    const pids = [process.pid, ...daemons.flatMap(({ pid }) => pid ?? [])];
    return pids.map(cpuTimes).reduce((sum, { own, children }) => sum + own + children, 0);
  }

  /** Sets Asterisk's records as the variant has them, and lets it make its first calls unmeasured. */
  async #ready(variant: Variant): Promise<void> {
    await setCdr(this.lab, variantFacts[variant].cdr);
    if (this.#warm.has(variant)) return;
    this.#warm.add(variant);
    const warmUp = warmUps[variantFacts[variant].controller];
    await this.#load.run({ variant, ...warmUp, talkMs, capture: false, audio: false });
    await this.#drained();
  }

  /** Waits for the records, a few seconds at most. @returns how many there are, null where nobody writes any */
  async #recordsOf(variant: Variant, expected: number): Promise<number | null> {
    if (variant === 'script') return null;
    const count = this.#recordCount();
    const now = (): Promise<number> => (variant === 'star7' ? count.star7() : count.asterisk());
    try {
      await eventually(async () => (await now()) >= expected, { within: 8_000, every: 100 });
    } catch {
      // Told by the number.
    }
    return await now();
  }

  /** No call is left in Asterisk: its channels are then none but the watchdog's own. */
  async #drained(): Promise<void> {
    await eventually(
      async () => !/^PJSIP\//m.test(await this.lab.asterisk.cli('core show channels concise')),
      {
        within: 40_000,
        every: 200,
        what: 'the end of all calls',
      },
    );
  }

  #cpu(variant: Variant): { asterisk: number; controller: number; database: number } {
    const { asterisk, star7, database } = this.lab;
    const pbx = cpuTimes(pidOf(asterisk.daemon));
    const controller = (): number => {
      switch (variantFacts[variant].controller) {
        case 'none':
          return 0;
        case 'children of Asterisk':
          return pbx.children;
        case 'process':
          return cpuTimes(pidOf(variant === 'star7' ? star7.daemon : this.#script)).own;
      }
    };
    return { asterisk: pbx.own, controller: controller(), database: cpuTimes(pidOf(database.daemon)).own };
  }

  // ------------------------------------------------------------------------------------ simultaneous

  /** Dialplan and Star7 alone: the others are no measure of this one. */
  async #simultaneous(): Promise<SimultaneousResult[]> {
    const results: SimultaneousResult[] = [];
    if (this.plan.simultaneous.length === 0) return results;
    for (const variant of this.plan.variants) {
      if (variant !== 'dialplan' && variant !== 'star7') continue;
      await this.#ready(variant);
      let most = 0;
      let unlimited = true;
      for (const calls of this.plan.simultaneous) {
        const { lost, dropped } = await this.#together(variant, calls);
        this.say(`${calls} at once ${nameOf(variant)}: ${lost} calls and ${dropped} packets lost`);
        if (lost > 0 || dropped > 0) {
          unlimited = false;
          break;
        }
        most = calls;
      }
      results.push({ variant, calls: most, unlimited });
    }
    return results;
  }

  /**
   * Brings so many calls up and lets them talk. Lost are packets that the kernel threw away at the PBX's media ports,
   * and those that Asterisk missed in the numbering; a channel that heard too little counts as a lost call.
   */
  async #together(variant: Variant, calls: number): Promise<{ lost: number; dropped: number }> {
    const rate = 20;
    const risingMs = (calls / rate) * 1000;
    const togetherMs = 6_000;
    const { rtp } = this.lab.ports;
    let dropped = 0;
    let silent = 0;
    const watch = async (): Promise<void> => {
      // Until the first hangs up: a socket that is closed takes its count with it.
      for (let waited = 0; waited < risingMs + togetherMs - 1_000; waited += 500) {
        await pause(500);
        const now = [...droppedByPort()]
          .filter(([port]) => port >= rtp.first && port <= rtp.last)
          .reduce((sum, [, drops]) => sum + drops, 0);
        dropped = Math.max(dropped, now);
      }
      const sound = parseChannelStatistics(await this.lab.asterisk.cli('pjsip show channelstats'));
      dropped += sound.reduce((sum, { lost }) => sum + lost, 0);
      // The last call has talked for some four seconds by now.
      silent = 2 * calls - sound.filter(({ received }) => received >= leastPackets).length;
    };
    const { failed } = await this.#load.run(
      { variant, rate, calls, talkMs: risingMs + togetherMs, capture: false, audio: true },
      watch,
    );
    await this.#drained();
    return { lost: failed + Math.max(0, silent), dropped };
  }

  // ------------------------------------------------------------------------------------------ memory

  async #memory(): Promise<MemoryResult | null> {
    const { memoryCalls } = this.plan;
    if (memoryCalls === 0 || !this.plan.variants.includes('star7')) return null;
    await this.#ready('star7');
    const pid = pidOf(this.lab.star7.daemon);
    const calls = async (count: number): Promise<number[]> => {
      const samples: number[] = [];
      const watch = async (): Promise<void> => {
        for (let waited = 0; waited < count / memoryRate; waited += 1) {
          await pause(1_000);
          samples.push(residentBytes(pid));
        }
      };
      const load = { rate: memoryRate, calls: count, talkMs, capture: false, audio: false };
      await this.#load.run({ variant: 'star7', ...load }, watch);
      await this.#drained();
      return samples;
    };
    await calls(Math.max(200, Math.round(memoryCalls / 5)));
    const liveBefore = await this.#liveHeap(pid);
    const samples = await calls(memoryCalls);
    const liveAfter = await this.#liveHeap(pid);
    this.say(`memory over ${memoryCalls} calls: done`);
    // A moment's figure says where the collector stands. A quarter's median does not.
    const quarter = Math.ceil(samples.length / 4);
    return {
      calls: memoryCalls,
      before: median(samples.slice(0, quarter)),
      after: median(samples.slice(-quarter)),
      most: Math.max(...samples),
      live: liveBefore === null || liveAfter === null ? null : { before: liveBefore, after: liveAfter },
    };
  }

  /** @returns bytes in use after a full collection; null where the plan does not ask for them */
  async #liveHeap(pid: number): Promise<number | null> {
    const { heapFile } = this.plan;
    if (heapFile === null) return null;
    rmSync(heapFile, { force: true });
    process.kill(pid, 'SIGUSR2');
    await eventually(() => existsSync(heapFile), { within: 10_000, what: 'a look at the heap' });
    return Number(readFileSync(heapFile, 'utf8'));
  }

  // ------------------------------------------------------------------------------------------ script

  async #startScript(): Promise<void> {
    const { place, asterisk, secrets, database } = this.lab;
    await this.#script.stop();
    place.start({
      name: 'odd-bench-script',
      command: [process.execPath, path.join(projectFolder, 'dist/test/bench/minimal-controller.js')],
      logFile: place.logFile('bench-script'),
      pidFile: place.pidFile('odd-bench-script'),
      cwd: projectFolder,
      env: {
        ...process.env,
        BENCH_ARI_URL: asterisk.ariUrl,
        BENCH_ARI_USERNAME: ariUsername,
        BENCH_ARI_PASSWORD: secrets.ari,
        BENCH_DATABASE_URL: database.testUrlOf(plainDatabase),
        BENCH_APPLICATION: scriptApplication,
        BENCH_DID: did,
      },
    });
    await eventually(
      async () => (await asterisk.ari('GET', `applications/${scriptApplication}`)).status === 200,
      {
        within: 15_000,
        what: 'the script',
      },
    );
  }

  #recordCount(): RecordCount {
    if (this.#records === null) throw new Error('Not prepared');
    return this.#records;
  }
}

/**
 * Losses are of all repetitions; of every other figure the median of the repetitions: what disturbs a shared machine is
 * not all to be seen from within it.
 */
function together(variant: Variant, rate: number, steps: readonly [Step, ...Step[]]): RateResult {
  const sum = (read: (step: Step) => number): number => steps.reduce((total, step) => total + read(step), 0);
  const middle = (read: (step: Step) => number): number => median(steps.map(read));
  const times = (from: keyof CallTimes, to: keyof CallTimes): Spread | null =>
    medianSpread(steps.map((step) => spread(step.times, from, to)));
  return {
    variant,
    rate,
    calls: sum((step) => step.calls),
    lost: sum((step) => step.lost),
    recordsLost: variant === 'script' ? null : sum((step) => step.recordsLost ?? 0),
    inviteToInvite: times('phoneInvite', 'carrierInvite'),
    inviteToAnswer: times('phoneInvite', 'phoneAnswer'),
    answerToAnswer: times('carrierAnswer', 'phoneAnswer'),
    asteriskCpu: middle((step) => step.asterisk / step.calls),
    controllerCpu: middle((step) => step.controller / step.calls),
    databaseCpu: middle((step) => step.database / step.calls),
    noise: middle((step) => step.noise),
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function pidOf(daemon: Daemon): number {
  const { pid } = daemon;
  if (pid === null) throw new Error(`${daemon.name} has ended`);
  return pid;
}
