import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { isDid, isExtension, largestCap, longestGroup } from './model/manager';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import type { ManagerEntry } from './manager-roster';
import { SqlManagers } from './sql-managers';
import { ManagerDesk } from './manager-desk';
import { awayReasons } from './model/presence';
import type { Break } from './model/presence';
import { deviceKinds } from './model/reach';
import type { Reach } from './model/reach';
import { MobileDesk } from './mobile-desk';
import { SqlMobiles } from './sql-mobiles';
import { PresenceDesk } from './presence-desk';
import { presenceJson } from './presence-json';
import { ReachDesk } from './reach-desk';
import { SqlAccountDirectory } from './sql-account-directory';
import { commandTrail } from '#audit/command-trail';
import type { Database } from '#database/database';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { systemClock } from '#kernel/system-clock';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import type { CliContext } from '#cli/cli-context';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { loadConfig } from '#config/load-config';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { RefusedError } from '#kernel/refused-error';
import { ManagerVault } from '#vault/manager-vault';
import { numberRules } from '#vault/number-rules';
import { typedNumberReader } from '#vault/typed-number';

interface AddOptions {
  language: Language;
  did?: string;
  callBack?: boolean;
  autoAnswer?: boolean;
  pressToAccept?: boolean;
  maxCallsHour?: number | null;
  maxCallsDay?: number | null;
  group?: string | false;
}

interface SetOptions extends Partial<AddOptions> {
  name?: string;
  defaultDid?: boolean;
}

/** What else is known of the managers' phones, by extension: from the PBX, where it is asked. */
export type PhoneStates = (extensions: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** `manager add`, `manager set`, `manager list`, `manager disable`. @returns `manager`, for commands of other capabilities */
export function registerManager(program: Command, context: CliContext, phoneStates?: PhoneStates): Command {
  const manager = program.command('manager').description('the employees who call customers');

  manager
    .command('add')
    .argument('<extension>', "SIP endpoint and number of the manager's phone", extensionArgument)
    .argument('<name>', 'name for lists and reports')
    .addOption(
      new Option('--language <language>', 'language of the voice prompts').choices(languages).default('ru'),
    )
    .option('--did <digits>', "company number shown to this manager's customers", did)
    .option('--call-back', 'hang up a dialled short code and call the phone back')
    .option('--auto-answer', 'ask the phone to answer click-to-call automatically')
    .option('--press-to-accept', 'ask to press 1 before the customer is called')
    .option('--max-calls-hour <calls>', 'limit of calls in any hour for this manager; 0: no limit', cap)
    .option('--max-calls-day <calls>', 'limit of calls in any 24 hours for this manager; 0: no limit', cap)
    .option('--group <name>', 'managers of one group stand in for each other when customers call', group)
    .description('add a manager')
    .action(async (extension: string, name: string, options: AddOptions) => {
      await withDatabase(context, async (database) => {
        const added = await managerDesk(database).add(operatorOf(context), {
          extension,
          name,
          language: options.language,
          did: options.did ?? null,
          shortCodeMode: options.callBack ? 'call-back' : 'keep',
          autoAnswer: options.autoAnswer ?? false,
          pressToAccept: options.pressToAccept ?? false,
          maxCallsHour: options.maxCallsHour ?? null,
          maxCallsDay: options.maxCallsDay ?? null,
          group: options.group || null,
        });
        context.print(added, () => `added manager ${extension}, ${name}`);
      });
    });

  manager
    .command('set')
    .argument('<extension>', "the manager's", extensionArgument)
    .option('--name <name>', 'name for lists and reports')
    .addOption(new Option('--language <language>', 'language of the voice prompts').choices(languages))
    .option('--did <digits>', "company number shown to this manager's customers", did)
    .option('--default-did', 'show the default number to customers again')
    .option('--call-back', 'hang up a dialled short code and call the phone back')
    .option('--no-call-back', 'keep the line of a phone that dialled a short code')
    .option('--auto-answer', 'ask the phone to answer click-to-call automatically')
    .option('--no-auto-answer', 'let the phone ring')
    .option('--press-to-accept', 'ask to press 1 before the customer is called')
    .option('--no-press-to-accept', 'do not ask')
    .option(
      '--max-calls-hour <calls>',
      "limit of calls in any hour for this manager; 0: no limit, `site`: the site's",
      cap,
    )
    .option('--max-calls-day <calls>', 'limit of calls in any 24 hours, likewise', cap)
    .option('--group <name>', 'managers of one group stand in for each other when customers call', group)
    .option('--no-group', 'in no group')
    .description("change a manager's settings; other settings stay")
    .action(async (extension: string, options: SetOptions) => {
      await withDatabase(context, async (database) => {
        const changed = await managerDesk(database).change(operatorOf(context), extension, {
          ...(options.name !== undefined && { name: options.name }),
          ...(options.language !== undefined && { language: options.language }),
          ...(options.did !== undefined && { did: options.did }),
          ...(options.defaultDid && { did: null }),
          ...(options.callBack !== undefined && { shortCodeMode: options.callBack ? 'call-back' : 'keep' }),
          ...(options.autoAnswer !== undefined && { autoAnswer: options.autoAnswer }),
          ...(options.pressToAccept !== undefined && { pressToAccept: options.pressToAccept }),
          ...(options.maxCallsHour !== undefined && { maxCallsHour: options.maxCallsHour }),
          ...(options.maxCallsDay !== undefined && { maxCallsDay: options.maxCallsDay }),
          ...(options.group !== undefined && { group: options.group || null }),
        });
        context.print(changed, () => `changed manager ${extension}, ${changed.name}`);
      });
    });

  manager
    .command('list')
    .option('--all', 'include disabled ones')
    .description('list managers')
    .action(async (options: { all?: boolean }) => {
      await withDatabase(context, async (database) => {
        const managers = await new SqlManagers(database, systemClock.now).list({
          disabledToo: options.all ?? false,
        });
        const states =
          (await phoneStates?.(managers.map(({ extension }) => extension))) ?? new Map<string, string>();
        const rows = managers.map((entry) => ({ ...entry, phone: states.get(entry.extension) ?? null }));
        context.print(
          rows.map((row) => ({
            ...row,
            awaySince: isoTextOrNull(row.awaySince),
            awayUntil: isoTextOrNull(row.awayUntil),
            disabledAt: isoTextOrNull(row.disabledAt),
          })),
          () => managerTable(rows),
        );
      });
    });

  manager
    .command('disable')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('disable a manager: no calls and no sign-in; orders, calls and records stay')
    .action(async (extension: string) => {
      await withDatabase(context, async (database) => {
        await managerDesk(database).disable(operatorOf(context), extension);
        context.print(
          { extension, disabled: true },
          () =>
            `disabled manager ${extension}. To hand over the open orders, import them with another extension.`,
        );
      });
    });

  const setAway = async (extension: string, away: Break | null, text: string): Promise<void> => {
    await withDatabase(context, async (database) => {
      const presence = await presenceDesk(database).set(operatorOf(context), extension, away);
      context.print(presenceJson(presence), () => text);
    });
  };

  manager
    .command('away')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('have inbound calls go to other managers: a break')
    .addOption(new Option('--reason <reason>', 'why').choices(awayReasons))
    .option('--until <time>', 'the break ends automatically then: 2026-07-01T14:00:00+03:00', moment)
    .action((extension: string, { reason = null, until = null }: Partial<Break>) =>
      setAway(
        extension,
        { reason, until },
        `manager ${extension} is away${until === null ? '' : ` until ${isoTime(until)}`}`,
      ),
    );

  manager
    .command('back')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('have the manager take inbound calls again')
    .action((extension: string) => setAway(extension, null, `manager ${extension} takes calls`));

  manager
    .command('reach')
    .argument('<extension>', "the manager's", extensionArgument)
    .argument(
      '<devices...>',
      '`page`, `desk`, `mobile`, or `automatic`: the page while it is on duty, else the desk phone',
    )
    .description("choose where a manager's calls ring; several devices ring at once")
    .action(async (extension: string, names: string[]) => {
      const devices = reachArgument(names);
      await withDatabase(context, async (database) => {
        await reachDesk(database).set(operatorOf(context), extension, devices);
        context.print(
          { extension, devices },
          () => `calls of manager ${extension} ring: ${devices?.join(', ') ?? 'automatic'}`,
        );
      });
    });

  manager
    .command('mobile')
    .argument('<extension>', "the manager's", extensionArgument)
    .option(
      '--number-file <file>',
      'read the number of the own mobile from this file; `-`: from standard input',
    )
    .option('--remove', 'remove the number')
    .option('--confirmed', "it is known to be the manager's: nobody need read out a code to confirm it")
    .description(
      "the number of a manager's own mobile, which can ring as the manager's phone; it is never shown",
    )
    .action(async (extension: string, { numberFile, remove, confirmed = false }: MobileOptions) => {
      if ((numberFile === undefined) === (remove === undefined))
        throw new CliError(exitCodes.usage, 'Give either --number-file or --remove.');
      await withDatabase(context, async (database) => {
        const number = numberFile === undefined ? null : numberIn(numberFile);
        const { hasMobile, isWaiting } = await explained(
          mobileDesk(context, database).set(operatorOf(context), extension, number, confirmed),
        );
        context.print(
          { extension, hasMobile, isWaiting },
          () =>
            `the mobile of manager ${extension} is ${hasMobile ? 'known' : isWaiting ? 'to be confirmed by the manager, in the page' : 'not known'}`,
        );
      });
    });

  return manager;
}

/** @throws CliError without what was asked for, which may be a telephone number */
async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.slug === 'manager-unknown')
      throw new CliError(
        exitCodes.notFound,
        'No active manager has this extension. See: star7 manager list.',
      );
    const [fault] = error.faults;
    if (fault === undefined) throw error;
    throw new CliError(exitCodes.usage, `The number in --number-file ${fault.detail}.`);
  }
}

function numberIn(file: string): Masked {
  try {
    return mask(readFileSync(file === '-' ? 0 : file, 'utf8').trim());
  } catch (cause) {
    throw new CliError(exitCodes.usage, '--number-file cannot be read.', { cause });
  }
}

interface MobileOptions {
  numberFile?: string;
  remove?: true;
  confirmed?: boolean;
}

function mobileDesk(context: CliContext, database: Database): MobileDesk {
  return new MobileDesk({
    managers: new SqlManagers(database, systemClock.now),
    mobiles: new SqlMobiles(database, new ManagerVault(vaultOf(context).keys), systemClock.now),
    readNumber: typedNumberReader(numberRules(loadConfig(context.environment, ['limits', 'numbers']))),
    agents: nobodyToNotify,
    trail: commandTrail(database),
  });
}

/** A running Star7 reads the change within some seconds. */
const nobodyToNotify = { refresh: () => Promise.resolve() };

function presenceDesk(database: Database): PresenceDesk {
  return new PresenceDesk({
    managers: new SqlManagers(database, systemClock.now),
    agents: nobodyToNotify,
    trail: commandTrail(database),
    clock: systemClock,
  });
}

function reachDesk(database: Database): ReachDesk {
  return new ReachDesk({
    managers: new SqlManagers(database, systemClock.now),
    agents: nobodyToNotify,
    trail: commandTrail(database),
    // What rings now, only the running Star7 knows.
    ringing: () => [],
  });
}

function managerDesk(database: Database): ManagerDesk {
  return new ManagerDesk({
    managers: new SqlManagers(database, systemClock.now),
    accounts: new SqlAccountDirectory(database, new Argon2Passwords(), systemClock.now),
    agents: nobodyToNotify,
    trail: commandTrail(database),
  });
}

function managerTable(managers: ReadonlyArray<ManagerEntry & { phone: string | null }>): string {
  return textTable(
    ['extension', 'name', 'language', 'DID', 'group', 'phone', 'away', 'open orders', 'settings', 'disabled'],
    managers.map((entry) => [
      entry.extension,
      entry.name,
      entry.language,
      entry.did ?? 'default',
      entry.group ?? '-',
      entry.phone ?? '-',
      textTime(entry.awaySince),
      entry.openOrders,
      [
        entry.shortCodeMode === 'call-back' ? 'call-back' : null,
        entry.autoAnswer ? 'auto-answer' : null,
        entry.pressToAccept ? 'press-to-accept' : null,
        entry.maxCallsHour === null ? null : `${entry.maxCallsHour}/hour`,
        entry.maxCallsDay === null ? null : `${entry.maxCallsDay}/day`,
      ]
        .filter((setting) => setting !== null)
        .join(' ') || '-',
      textTime(entry.disabledAt),
    ]),
    'no managers; add one with: star7 manager add 101 "Anna Petrova"',
  );
}

function extensionArgument(text: string): string {
  if (!isExtension(text)) {
    throw new InvalidArgumentError(
      'An extension has 1 to 32 letters and digits, with dots, dashes and underscores inside.',
    );
  }
  return text;
}

/** @throws InvalidArgumentError for anything but kinds of devices, or `automatic` alone */
function reachArgument(names: readonly string[]): Reach {
  if (names.length === 1 && names[0] === 'automatic') return null;
  const unknown = names.filter((name) => !(deviceKinds as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`Give ${deviceKinds.join(', ')}, or automatic alone.`);
  return deviceKinds.filter((kind) => names.includes(kind));
}

function moment(text: string): Micros {
  const at = parseIsoTime(text);
  if (at === null) throw new InvalidArgumentError('Give a time with its zone: 2026-07-01T14:00:00+03:00.');
  return at;
}

function did(text: string): string {
  if (!isDid(text)) {
    throw new InvalidArgumentError('Give the number with its country code, digits only: 74951234567.');
  }
  return text;
}

function group(text: string): string {
  if (Array.from(text.trim()).length > longestGroup) {
    throw new InvalidArgumentError(`Give ${longestGroup} characters at most.`);
  }
  return text.trim();
}

function cap(text: string): number | null {
  if (text === 'site') return null;
  if (!/^\d{1,10}$/.test(text) || Number(text) > largestCap) {
    throw new InvalidArgumentError("Give a number of calls, 0 for no limit, or `site` for the site's limit.");
  }
  return Number(text);
}
