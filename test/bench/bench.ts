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
import { drained, pidOf } from './bench-lab';
import { did, opusPrefix, prepareAsterisk, scriptApplication, setCdr } from './bench-pbx';
import { median, medianSpread, spread } from './call-times';
import type { CallTimes, Spread } from './call-times';
import { LoadGenerator } from './load';
import { parseChannelStatistics } from './media-statistics';
import { measureLookUps } from './order-look-ups';
import { cpuTimes, droppedByPort, machineTimes, residentBytes } from './process-cost';
import type { BenchResults, CodecResult, MemoryResult, RateResult, SimultaneousResult } from './results';
import type { Variant, VariantFacts } from './variant';
import { nameOf, variantFacts } from './variant';

export interface BenchPlan {
  variants: readonly Variant[];
  /** Calls a second. */
  rates: readonly number[];
  /** How long each rate lasts, seconds. */
  seconds: number;
  repeats: number;
  /** Steps of simultaneous calls; empty to skip this part. */
  simultaneous: readonly number[];
  /** Sizes of the databases for the look-ups. */
  lookUps: readonly number[];
  /** Calls between the two measurements of Star7's memory; 0 to skip this part. */
  memoryCalls: number;
  /** Conversations at once whose codecs are compared; 0 to skip this part. */
  codecCalls: number;
  /**
   * The file to which Star7's process writes the size of its live heap on request (heap-hook.ts); null for
   * none.
   */
  heapFile: string | null;
  /** How long a step waits for the machine's other work to pause, seconds; then it runs anyway. */
  patience: number;
}

const talkMs = 1_000;
/** For how long the media of conversations is measured, and how often. */
const codecMs = 10_000;
const codecRepeats = 3;
/** Calls per second during the memory measurement: the rate that the thresholds refer to. */
const memoryRate = 40;
/** Node compiles hot code while it runs: a process that has run for a minute costs less than a new one. */
const warmUps: Record<VariantFacts['controller'], { rate: number; calls: number }> = {
  none: { rate: 20, calls: 120 },
  'children of Asterisk': { rate: 20, calls: 120 },
  process: { rate: 50, calls: 1_500 },
};
/** More calls make a step longer without adding information. */
const leastCalls = 60;
const mostCalls = 1_600;
/** A variant that lost more than this share of calls at one rate is not tried at a higher rate. */
const hopeless = 0.05;

/** Three seconds of G.711 in packets of 20 ms. */
const leastPackets = 150;

/** A machine that is idle for this share of a second counts as quiet. */
const quiet = 0.7;

/** The result of one repetition of one step. */
interface Step {
  calls: number;
  lost: number;
  recordsLost: number | null;
  times: CallTimes[];
  /** CPU time in milliseconds, in total. */
  asterisk: number;
  controller: number;
  database: number;
  /** Share of all cores used by processes outside the benchmark. */
  noise: number;
}

/** The comparison, on a running lab. */
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
    const codecs = await this.#codecs();
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
      codecs,
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

  /** Each repetition begins with another variant, so that outside noise does not always hit the same one. */
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
    await drained(this.lab);
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

  /** Waits until the machine's other work pauses, up to the plan's `patience`. */
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

  /** CPU of all processes of the benchmark: PBX, database, controllers, SIPp, tcpdump and this process. */
  #ownCpu(): number {
    const { asterisk, star7, database } = this.lab;
    const daemons = [asterisk.daemon, star7.daemon, database.daemon, this.#script, ...this.#load.carriers];
    const pids = [process.pid, ...daemons.flatMap(({ pid }) => pid ?? [])];
    return pids.map(cpuTimes).reduce((sum, { own, children }) => sum + own + children, 0);
  }

  /** Sets Asterisk's records as the variant needs them, and makes its first calls unmeasured. */
  async #ready(variant: Variant): Promise<void> {
    await setCdr(this.lab, variantFacts[variant].cdr);
    if (this.#warm.has(variant)) return;
    this.#warm.add(variant);
    const warmUp = warmUps[variantFacts[variant].controller];
    await this.#load.run({ variant, ...warmUp, talkMs, capture: false, audio: false });
    await drained(this.lab);
  }

  /**
   * Waits for the records, at most a few seconds. @returns their number; null where the variant writes none
   */
  async #recordsOf(variant: Variant, expected: number): Promise<number | null> {
    if (variant === 'script') return null;
    const count = this.#recordCount();
    const now = (): Promise<number> => (variant === 'star7' ? count.star7() : count.asterisk());
    try {
      await eventually(async () => (await now()) >= expected, { within: 8_000, every: 100 });
    } catch {
      // The returned number shows the missing records.
    }
    return await now();
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

  /** Only dialplan and Star7: the other variants are not comparable here. */
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
   * Brings this many calls up and lets them talk. Lost packets are those that the kernel dropped at the PBX's
   * media ports and those that Asterisk missed in the sequence; a channel that received too few packets
   * counts as a lost call.
   */
  async #together(variant: Variant, calls: number): Promise<{ lost: number; dropped: number }> {
    const rate = 20;
    const risingMs = (calls / rate) * 1000;
    const togetherMs = 6_000;
    const { rtp } = this.lab.ports;
    let dropped = 0;
    let silent = 0;
    const watch = async (): Promise<void> => {
      // Until the first call hangs up: closing a socket discards its counter.
      for (let waited = 0; waited < risingMs + togetherMs - 1_000; waited += 500) {
        await pause(500);
        const now = [...droppedByPort()]
          .filter(([port]) => port >= rtp.first && port <= rtp.last)
          .reduce((sum, [, drops]) => sum + drops, 0);
        dropped = Math.max(dropped, now);
      }
      const sound = parseChannelStatistics(await this.lab.asterisk.cli('pjsip show channelstats'));
      dropped += sound.reduce((sum, { lost }) => sum + lost, 0);
      // By now the last call has talked for about four seconds.
      silent = 2 * calls - sound.filter(({ received }) => received >= leastPackets).length;
    };
    const { failed } = await this.#load.run(
      { variant, rate, calls, talkMs: risingMs + togetherMs, capture: false, audio: true },
      watch,
    );
    await drained(this.lab);
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
      await drained(this.lab);
      return samples;
    };
    await calls(Math.max(200, Math.round(memoryCalls / 5)));
    const liveBefore = await this.#liveHeap(pid);
    const samples = await calls(memoryCalls);
    const liveAfter = await this.#liveHeap(pid);
    this.say(`memory over ${memoryCalls} calls: done`);
    // A single value depends on the state of the garbage collector; the median of a quarter does not.
    const quarter = Math.ceil(samples.length / 4);
    return {
      calls: memoryCalls,
      before: median(samples.slice(0, quarter)),
      after: median(samples.slice(-quarter)),
      most: Math.max(...samples),
      live: liveBefore === null || liveAfter === null ? null : { before: liveBefore, after: liveAfter },
    };
  }

  // ------------------------------------------------------------------------------------------ codecs

  /** Of plain Dial(): what is compared is the media alone. In turn, so that outside noise does not always hit the same one. */
  async #codecs(): Promise<CodecResult[]> {
    const { codecCalls, repeats } = this.plan;
    if (codecCalls === 0) return [];
    await this.#ready('dialplan');
    const prefixes = { 'G.711': variantFacts.dialplan.prefix, Opus: opusPrefix } as const;
    const measured = { 'G.711': [] as CodecResult[], Opus: [] as CodecResult[] };
    for (let repeat = 0; repeat < Math.max(codecRepeats, repeats); repeat += 1) {
      for (const codec of ['G.711', 'Opus'] as const)
        measured[codec].push(await this.#codec(codec, prefixes[codec], codecCalls));
    }
    return (['G.711', 'Opus'] as const).map((codec) => {
      const all = measured[codec];
      const middle = (of: (result: CodecResult) => number): number => median(all.map(of));
      return {
        ...{ codec, calls: codecCalls, asteriskCpu: middle((each) => each.asteriskCpu) },
        lost: all.reduce((sum, { lost }) => sum + lost, 0),
        noise: middle((each) => each.noise),
      };
    });
  }

  async #codec(codec: CodecResult['codec'], prefix: string, calls: number): Promise<CodecResult> {
    await this.#quietMoment();
    const rate = 10;
    const risingMs = (calls / rate) * 1000 + 1_000;
    let asteriskCpu = 0;
    let noise = 0;
    let silent = 0;
    const watch = async (): Promise<void> => {
      await pause(risingMs);
      const pid = pidOf(this.lab.asterisk.daemon);
      const [before, machineBefore, ownBefore] = [cpuTimes(pid).own, machineTimes(), this.#ownCpu()];
      const since = performance.now();
      await pause(codecMs);
      asteriskCpu = (cpuTimes(pid).own - before) / ((performance.now() - since) / 1000) / calls;
      const machine = machineTimes();
      const busy = machine.busy - machineBefore.busy;
      noise = Math.max(0, busy - (this.#ownCpu() - ownBefore)) / (busy + machine.idle - machineBefore.idle);
      const sound = parseChannelStatistics(await this.lab.asterisk.cli('pjsip show channelstats'));
      silent = 2 * calls - sound.filter(({ received }) => received >= leastPackets).length;
    };
    const load = { variant: 'dialplan', prefix, rate, calls, talkMs: risingMs + codecMs + 1_000 } as const;
    const { failed } = await this.#load.run({ ...load, capture: false, audio: true }, watch);
    await drained(this.lab);
    this.say(
      `${codec}: ${calls} conversations, ${asteriskCpu.toFixed(1)} ms of Asterisk a second of one, ${percent(noise)} of the machine used by others`,
    );
    return { codec, calls, asteriskCpu, lost: failed + Math.max(0, silent), noise };
  }

  /** @returns bytes in use after a full collection; null where the plan does not request them */
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
 * Losses are summed over all repetitions; every other figure is the median of the repetitions, since not
 * every disturbance of a shared machine is visible from inside it.
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
