import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { isDid, isExtension, largestCap, longestGroup } from './model/manager';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import type { ManagerEntry } from './manager-roster';
import { SqlManagers } from './sql-managers';
import { ManagerDesk } from './manager-desk';
import { PresenceDesk } from './presence-desk';
import { SqlAccountDirectory } from './sql-account-directory';
import { commandTrail } from '#audit/command-trail';
import type { Database } from '#database/database';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';

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

  const setAway = async (extension: string, away: boolean, text: string): Promise<void> => {
    await withDatabase(context, async (database) => {
      const { awaySince } = await presenceDesk(database).set(operatorOf(context), extension, away);
      context.print({ extension, away, awaySince: isoTextOrNull(awaySince) }, () => text);
    });
  };

  manager
    .command('away')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('have inbound calls go to other managers: a break')
    .action((extension: string) => setAway(extension, true, `manager ${extension} is away`));

  manager
    .command('back')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('have the manager take inbound calls again')
    .action((extension: string) => setAway(extension, false, `manager ${extension} takes calls`));

  return manager;
}

/** A running Star7 reads the change within some seconds. */
const nobodyToNotify = { refresh: () => Promise.resolve() };

function presenceDesk(database: Database): PresenceDesk {
  return new PresenceDesk({
    managers: new SqlManagers(database, systemClock.now),
    agents: nobodyToNotify,
    trail: commandTrail(database),
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
