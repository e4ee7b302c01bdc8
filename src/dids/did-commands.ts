import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { DidDesk } from './did-desk';
import { LiveDidRoutes } from './live-dids';
import type { DidRouteEntry } from './live-dids';
import { defaultRoute, fallbacks, overflows, proofs, purposes, unknownCallers } from './model/did-route';
import type { DidRoute } from './model/did-route';
import { didOfName, nameOfDid } from './model/did-rules';
import { SqlDids } from './sql-dids';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';
import type { Database } from '#database/database';
import { languages } from '#kernel/language';
import type { Log } from '#kernel/log';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import type { LiveAgents } from '#people/agents';

interface SetOptions {
  purpose?: DidRoute['purpose'];
  label?: string;
  language?: DidRoute['language'];
  greeting?: string | false;
  overflow?: DidRoute['overflow'];
  unknownCaller?: DidRoute['unknownCaller'];
  proof?: DidRoute['proof'];
  fallback?: DidRoute['fallback'];
  changesNumber?: boolean;
  group?: string | false;
  ringSeconds?: number;
  waitSeconds?: number;
  hours?: string | false;
  timeZone?: string;
  holidays?: string | false;
}

/** Reads who takes calls, from a command's own connection. */
export type AgentsOf = (database: Database) => Pick<LiveAgents, 'list'>;

/** `did list`, `did set`, `did delete`. */
export function registerDid(program: Command, context: CliContext, agentsOf: AgentsOf): void {
  const didDesk = (database: Database): DidDesk =>
    new DidDesk({
      routes: new LiveDidRoutes({ store: new SqlDids(database), clock: systemClock, log: standardError }),
      agents: agentsOf(database),
      trail: commandTrail(database),
    });
  const did = program.command('did').description('company numbers that customers call back');

  did
    .command('list')
    .description('list company numbers and what a call to each does')
    .action(async () => {
      await withDatabase(context, async (database) => {
        const entries = await didDesk(database).list();
        context.print(entries.map(entryJson), () => didTable(entries));
      });
    });

  did
    .command('set')
    .argument('<number>', 'country code and number, digits alone; `default`: all numbers not in the list')
    .addOption(new Option('--purpose <who>', 'who calls the number').choices(purposes))
    .option('--label <text>', 'name for lists')
    .addOption(new Option('--language <language>', 'language that callers hear').choices(languages))
    .option('--greeting <sound>', 'sound on the PBX that says who was reached: custom/shop-hello')
    .option('--no-greeting', 'no such sound')
    .addOption(
      new Option(
        '--overflow <whom>',
        "the order's manager is busy or away: wait, a manager of the same group, everybody",
      ).choices(overflows),
    )
    .addOption(
      new Option('--unknown-caller <how>', 'a caller whose number no order has, or who withholds it').choices(
        unknownCallers,
      ),
    )
    .addOption(new Option('--proof <what>', 'what is keyed after the order number').choices(proofs))
    .addOption(new Option('--fallback <what>', 'nobody takes the call, or it is closed').choices(fallbacks))
    .option('--changes-number', 'callers who wait may key in a new number, after the proof of the order')
    .option('--no-changes-number', 'they may not')
    .option('--group <name>', 'group of managers that takes callers of no manager')
    .option('--no-group', 'everybody takes them')
    .option('--ring-seconds <seconds>', "how long one manager's phone rings", seconds)
    .option('--wait-seconds <seconds>', 'how long a caller waits at most', seconds)
    .option('--hours <rules>', 'opening hours: "mon-fri 09:00-21:00, sat 10:00-18:00"')
    .option('--no-hours', 'always open')
    .option('--time-zone <zone>', 'of opening hours and holidays: Europe/Moscow')
    .option('--holidays <days>', 'days on which it is closed, all of them: 2027-01-01,2027-01-02')
    .option('--no-holidays', 'none')
    .description('add a company number, or change what is given; takes effect within a minute')
    .action(async (name: string, options: SetOptions) => {
      await withDatabase(context, async (database) => {
        const desk = didDesk(database);
        const own = didOfName(name);
        const before = (await desk.list()).find(({ route }) => route.did === own)?.route;
        const route = { ...(before ?? defaultRoute), ...changesOf(options), did: own };
        const { entry, warnings } = await desk.put(operatorOf(context), route).catch(explainFaults);
        for (const { field, detail } of warnings) process.stderr.write(`star7: ${field}: ${detail}\n`);
        context.print(entryJson(entry), () => `set the route of ${numberText(entry.route.did)}`);
      });
    });

  did
    .command('delete')
    .argument('<number>', 'as in the list; `default`: what holds for all others')
    .description('remove the route of a number: it has the one of all others then')
    .action(async (name: string) => {
      await withDatabase(context, async (database) => {
        await didDesk(database).remove(operatorOf(context), didOfName(name));
        context.print({ did: didOfName(name), deleted: true }, () => `deleted the route of ${name}`);
      });
    });
}

function changesOf(options: SetOptions): Partial<DidRoute> {
  const { greeting, group, hours, holidays, ...others } = options;
  return {
    ...others,
    ...(greeting !== undefined && { greeting: greeting === false ? null : greeting }),
    ...(group !== undefined && { group: group === false ? null : group }),
    ...(hours !== undefined && { openingHours: hours === false ? null : hours }),
    ...(holidays !== undefined && { holidays: daysOf(holidays) }),
  };
}

function daysOf(text: string | false): string[] {
  return text === false || text.trim() === '' ? [] : text.split(',');
}

function explainFaults(error: unknown): never {
  if (!(error instanceof RefusedError) || error.faults.length === 0) throw error;
  throw new CliError(
    exitCodes.usage,
    error.faults.map(({ field, detail }) => `${optionOf(field)} ${detail}.`).join('\n'),
  );
}

/** What a field is called at the prompt. */
function optionOf(field: string): string {
  if (field === 'did') return 'The number';
  if (field === 'openingHours') return '--hours';
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function entryJson({ route, changedAt, changedBy }: DidRouteEntry): object {
  return { ...route, changedAt: isoTextOrNull(changedAt), changedBy };
}

function numberText(did: string | null): string {
  return did ?? 'all other numbers';
}

function didTable(entries: readonly DidRouteEntry[]): string {
  return textTable(
    [
      'number',
      'for',
      'label',
      'language',
      'overflow',
      'unknown caller',
      'proof',
      'fallback',
      'changes number',
      'group',
      'rings',
      'waits',
      'open',
      'time zone',
      'holidays',
      'changed',
    ],
    entries.map(({ route, changedAt }) => [
      nameOfDid(route.did),
      route.purpose,
      route.label === '' ? '-' : route.label,
      route.language,
      route.overflow,
      route.unknownCaller,
      route.proof,
      route.fallback,
      route.changesNumber ? 'yes' : 'no',
      route.group ?? 'everybody',
      `${route.ringSeconds} s`,
      `${route.waitSeconds} s`,
      route.openingHours ?? 'always',
      route.timeZone,
      route.holidays.length,
      textTime(changedAt),
    ]),
    'no company numbers',
  );
}

function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of seconds.');
  return Number(text);
}

const standardError: Log = {
  debug() {
    // For services.
  },
  info() {
    // For services.
  },
  warn: say,
  error: say,
};

function say(message: string): void {
  process.stderr.write(`star7: ${message}\n`);
}
