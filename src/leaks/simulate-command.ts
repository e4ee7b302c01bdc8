import { basename, join } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { lamps } from './model/lamps';
import { defaultRule } from './model/verdicts';
import type { WatchRule } from './model/verdicts';
import { barsOf } from './model/simulation/bars';
import type { Bar } from './model/simulation/bars';
import { plantedLeaks } from './model/simulation/leaks';
import { scenarioNames } from './model/simulation/scenarios';
import type { ScenarioName } from './model/simulation/scenarios';
import { simulate } from './model/simulation/simulation';
import type { Measured, SimulationPlan, SimulationResult } from './model/simulation/simulation';
import { natural, positive } from './option-values';
import { PurchaseLogError, readPurchaseLog } from './purchase-log';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { textTable } from '#cli/text-table';
import { projectFolder } from '#config/version';

interface SimulateOptions {
  customers?: number;
  managers: number;
  shops: number;
  leaks: number;
  seed: number;
  perYear: number;
  scenario: readonly ScenarioName[];
  rule: keyof typeof rules;
}

/** The logs that come with the sources, and how many customers of each bring a manager more than 17 orders a week. */
const ownLogs = [
  { name: 'cj.csv.gz', customers: 50 },
  { name: 'onlineretail.csv.gz', customers: 300 },
] as const;

const logFolder = join(projectFolder, 'test/fixtures/purchases');

const usualCustomers = 100;

/** The rule, and variants to measure what a part of it brings. */
const rules = {
  full: defaultRule,
  recent: { ...defaultRule, lamps: ['recent'] },
  'by-value': { ...defaultRule, byValue: true },
} satisfies Record<string, WatchRule>;

/** `leaks simulate`. */
export function addSimulate(leaks: Command, context: CliContext): void {
  leaks
    .command('simulate')
    .argument(
      '[file]',
      'purchases as CSV: customer,day,value (day from 0); gzipped if the name ends in .gz; default: the logs of the sources',
    )
    .option(
      '--customers <number>',
      `customers of each manager; default: ${usualCustomers}, ` +
        ownLogs.map(({ name, customers }) => `${customers} of ${name}`).join(', '),
      natural,
    )
    .option('--managers <number>', 'managers', natural, 12)
    .option('--shops <number>', 'shops drawn for each scenario; more where they are smaller', natural, 20)
    .option('--leaks <number>', 'losses of each kind planted in each shop of the scenario random', natural, 5)
    .option('--seed <number>', 'another seed, another sample; the same one, the same result', natural, 77)
    .option('--per-year <number>', 'false alarms that the shop accepts in a year', positive, 1)
    .addOption(
      new Option('--scenario <names...>', 'what happens to the shops')
        .choices(scenarioNames)
        .default(scenarioNames, 'all'),
    )
    .addOption(
      new Option(
        '--rule <rule>',
        'full: as the watch runs; recent: the orders of the last 8 weeks alone; by-value: also by the class of purchases',
      )
        .choices(Object.keys(rules))
        .default('full'),
    )
    .description('measure false alarms and how many losses are found, on shops made from a log of purchases')
    .addHelpText(
      'after',
      `
Nothing of the own shop is read or written. Managers are assigned, things happen that are no loss (scenarios), and losses
are planted. All figures have a 95 % interval. docs/leak-watch.md explains the scenarios.`,
    )
    .action(async (file: string | undefined, options: SimulateOptions) => {
      const logs =
        file === undefined
          ? ownLogs.map(({ name, customers }) => ({ name, customers, path: join(logFolder, name) }))
          : [{ name: basename(file), customers: usualCustomers, path: file }];
      const simulations: Simulation[] = [];
      for (const { name, customers, path } of logs) {
        const pattern = await readPurchaseLog(path).catch((error: unknown) => explainFile(error, file));
        const result = simulate(pattern, planOf(options, customers));
        simulations.push({ log: name, ...result, bars: barsOf(result) });
      }
      context.print(simulations, () => simulations.map(simulationText).join('\n\n\n'));
    });
}

type Simulation = SimulationResult & { log: string; bars: readonly Bar[] };

function planOf(options: SimulateOptions, customers: number): SimulationPlan {
  return {
    ...{ customersEach: options.customers ?? customers, managers: options.managers, seed: options.seed },
    ...{ shops: options.shops, leaksEach: options.leaks, leaks: plantedLeaks.map(({ name }) => name) },
    ...{ scenarios: options.scenario, perYear: options.perYear },
    rule: rules[options.rule],
  };
}

function simulationText(simulation: Simulation): string {
  const { log, customersEach, managers, repeatOrders, scenarios, thresholds, perManagerYear, leaks } =
    simulation;
  const parts = [
    `${log}: ${managers} managers with ${customersEach} customers each; their customers bring ${repeatOrders.toFixed(1)} repeat orders a week`,
    '',
    'False alarms of a shop in a year, nothing was lost; at the default threshold',
    textTable(
      ['scenario', 'shop-years', 'all lamps', '95 %', 'recent', 'long', 'check', ''],
      scenarios.map(({ scenario, size, limit, shopYears, perShopYear, byLamp }) => [
        size === undefined ? scenario : `${scenario} (${size.managers} × ${size.customersEach})`,
        shopYears.toFixed(1),
        perShopYear.value.toFixed(2),
        intervalText(perShopYear, 2),
        ...lamps.map((lamp) => byLamp[lamp].toFixed(2)),
        limit ? 'a limit' : '',
      ]),
      'no scenario',
    ),
  ];
  if (repeatOrders > 0) {
    parts.push(
      '',
      'Found, %: at the thresholds that give this shop 1 and 0.1 false alarms of a manager in a year, all lamps together, ' +
        `and at the default (Z ${[thresholds['1'], thresholds['0.1'], thresholds.default].map((z) => z.toFixed(2)).join(', ')})`,
      textTable(
        ['loss', 'planted', 'within', 'at 1', '95 %', 'at 0.1', '95 %', 'default', '95 %'],
        leaks
          .filter(({ planted }) => planted > 0)
          .map(({ leak, within, planted, found }) => [
            leak,
            planted,
            `${within} weeks`,
            ...([found['1'], found['0.1'], found.default] as const).flatMap((one) => [
              one.value.toFixed(0),
              intervalText(one, 0),
            ]),
          ]),
        'the log is too short to plant a loss',
      ),
      '',
      'False alarms of a manager in a year that these thresholds gave, all lamps together: ' +
        [perManagerYear['1'], perManagerYear['0.1'], perManagerYear.default]
          .map((one) => `${one.value.toFixed(2)} (${intervalText(one, 2)})`)
          .join(', '),
    );
  }
  parts.push('', 'Bars', barsText(simulation.bars));
  return parts.join('\n');
}

const verdictTexts: Record<Bar['verdict'], string> = {
  held: 'held',
  unsure: 'missed, by less than the error',
  missed: 'MISSED',
};

function barsText(bars: readonly Bar[]): string {
  return textTable(
    ['bar', 'measured', '95 %', 'wanted', ''],
    bars.map(({ name, measured, wanted, bar, verdict }) => [
      name,
      measured.value.toFixed(2),
      intervalText(measured, 2),
      `at ${wanted} ${bar}`,
      verdictTexts[verdict],
    ]),
    'nothing was simulated that has a bar',
  );
}

function intervalText({ low, high }: Measured, digits: number): string {
  return `${low.toFixed(digits)}-${high.toFixed(digits)}`;
}

/** @param given the file that was asked for, if one was */
function explainFile(error: unknown, given: string | undefined): never {
  if (error instanceof PurchaseLogError) throw new CliError(exitCodes.badInput, error.message);
  const text =
    given === undefined
      ? 'The logs of purchases come with the sources (test/fixtures/purchases) and are not here. Give a file.'
      : 'The file cannot be read.';
  throw new CliError(exitCodes.badInput, text, error);
}
