/**
 * The cost of a masked call compared with a plain one: `scripts/bench` runs this. docs/cost.md describes the
 * method.
 *
 * Thresholds are reported, not enforced. Exits 1 where Star7 lost a call at up to 80 calls a second, or the run
 * itself failed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';
import { projectFolder } from '../lab/project-folder';
import type { BenchPlan } from './bench';
import { Bench } from './bench';
import { chart } from './chart';
import type { CpuProfile } from './profile-summary';
import { summarise } from './profile-summary';
import { report } from './report';
import type { Variant } from './variant';
import { variantFacts, variants } from './variant';

const allParts = ['rates', 'simultaneous', 'memory', 'look-ups', 'codecs'] as const;
type Part = (typeof allParts)[number];

interface Options {
  quick: boolean;
  variants: Variant[];
  rates?: number[];
  repeats?: number;
  largeShop: boolean;
  parts: Part[];
  json: string;
  basePort: number;
  keep: boolean;
  profile: boolean;
  heap: boolean;
}

const quickPlan = {
  rates: [10, 40],
  seconds: 7,
  repeats: 1,
  simultaneous: [],
  lookUps: [10_000],
  memoryCalls: 1_000,
  codecCalls: 0,
  patience: 3,
};
const fullPlan = {
  rates: [5, 10, 20, 40, 80, 120],
  seconds: 12,
  repeats: 2,
  simultaneous: [50, 100, 150, 200, 250],
  lookUps: [10_000],
  memoryCalls: 10_000,
  codecCalls: 20,
  patience: 10,
};
const largeShop = 5_000_000;
/** Up to this rate a lost call is a fault rather than a measured limit. */
const promisedRate = 80;

const program = new Command('scripts/bench')
  .description(
    'Compares Star7 with a plain dialplan, an AGI script and an ari-client script: whole calls, one machine.',
  )
  .option('--quick', 'two minutes: 10 and 40 calls/s, once', false)
  .option('--variants <letters>', 'which of a, b, c, d', variantList, [...variants])
  .option('--rates <list>', 'calls a second, as 10,40', numberList)
  .option('--repeats <count>', 'how often each step is run', wholeNumber)
  .option('--parts <names>', `which of ${allParts.join(', ')}`, partList, [...allParts])
  .option('--large-shop', 'also look orders up among five million (made once, takes minutes, 2 GB)', false)
  .option(
    '--json <file>',
    'where the results go; the picture goes beside them, as .svg',
    path.join(defaultDirectory(), 'bench', 'results.json'),
  )
  .option('--base-port <port>', 'first of the lab’s ports', wholeNumber, basePorts.bench)
  .option('--profile', 'profile Star7’s process: its figures are then higher than without', false)
  .option('--heap', 'say what is live in Star7’s heap before and after the memory part', false)
  .option('--keep', 'leave the lab up', false)
  .action(async (options: Options) => {
    const plan = planOf(options);
    const lab = await Lab.up({
      directory: path.join(defaultDirectory(), 'bench'),
      basePort: options.basePort,
      ownPhones: true,
      // The production level; the lab's usual level is for examining calls.
      star7: { STAR7_LOG_LEVEL: 'info', ...hooks(options) },
      say: progress,
    });
    const bench = new Bench(lab, plan, progress);
    try {
      await bench.prepare();
      const results = await bench.run();
      console.log(`\n${report(results)}`);
      mkdirSync(path.dirname(options.json), { recursive: true });
      writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
      const picture = options.json.replace(/(?:\.json)?$/, '.svg');
      writeFileSync(picture, chart(results));
      progress(
        `results: ${path.relative(process.cwd(), options.json)}, ${path.relative(process.cwd(), picture)}`,
      );
      const lost = results.rates.some(
        (result) => result.variant === 'star7' && result.rate <= promisedRate && result.lost > 0,
      );
      process.exitCode = lost ? 1 : 0;
    } finally {
      await bench.stop();
      // A profile is written when the process ends.
      if (options.profile) await lab.star7.stop();
      if (!options.keep) await lab.down();
    }
    if (options.profile) printProfile();
  });

const profile = path.join(defaultDirectory(), 'bench', 'star7.cpuprofile');
const liveHeap = path.join(defaultDirectory(), 'bench', 'star7.heap');

/** Hooks that are loaded into Star7's process to measure it from inside. */
function hooks(options: Options): Record<string, string> {
  const asked = (['profile', 'heap'] as const).filter((name) => options[name]);
  if (asked.length === 0) return {};
  const files = asked.map((name) => path.join(projectFolder, `dist/test/bench/${name}-hook.js`));
  return {
    NODE_OPTIONS: files.map((file) => `--require ${file}`).join(' '),
    ...(options.profile && { BENCH_PROFILE_FILE: profile }),
    ...(options.heap && { BENCH_HEAP_FILE: liveHeap }),
  };
}

function printProfile(): void {
  const { places, functions } = summarise(JSON.parse(readFileSync(profile, 'utf8')) as CpuProfile);
  const whole = places.reduce((sum, { self }) => sum + self, 0);
  const share = (self: number): string => `${((100 * self) / whole).toFixed(1).padStart(5)} %`;
  console.log(`\n${path.relative(process.cwd(), profile)}: ${(whole / 1000).toFixed(1)} s of CPU, by place`);
  for (const { name, self } of places.slice(0, 20)) console.log(`${share(self)}  ${name}`);
  console.log('by function');
  for (const { name, self } of functions.slice(0, 25)) console.log(`${share(self)}  ${name}`);
}

function planOf(options: Options): BenchPlan {
  const { quick, variants: chosen, rates, repeats, largeShop: large, parts, heap } = options;
  const plan = quick ? quickPlan : fullPlan;
  const wants = (part: Part): boolean => parts.includes(part);
  return {
    ...plan,
    variants: chosen,
    rates: wants('rates') ? (rates ?? plan.rates) : [],
    simultaneous: wants('simultaneous') ? plan.simultaneous : [],
    memoryCalls: wants('memory') ? plan.memoryCalls : 0,
    // With --quick only where it is asked for.
    codecCalls: wants('codecs') ? (parts.length === 1 ? fullPlan.codecCalls : plan.codecCalls) : 0,
    heapFile: heap ? liveHeap : null,
    repeats: repeats ?? plan.repeats,
    lookUps: wants('look-ups') ? [...plan.lookUps, ...(large ? [largeShop] : [])] : [],
  };
}

function variantList(text: string): Variant[] {
  const letters = text.split(/[\s,]*/).filter((letter) => letter !== '');
  return letters.map((letter) => {
    const variant = variants.find((known) => variantFacts[known].letter === letter);
    if (variant === undefined) throw new InvalidArgumentError(`${letter} is none of a, b, c, d.`);
    return variant;
  });
}

function partList(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = allParts.find((known) => known === name);
    if (part === undefined) throw new InvalidArgumentError(`${name} is none of ${allParts.join(', ')}.`);
    return part;
  });
}

function numberList(text: string): number[] {
  return text.split(',').map(wholeNumber);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('A whole number, please.');
  return number;
}

function progress(line: string): void {
  console.error(line);
}

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
