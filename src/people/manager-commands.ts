import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { isDid, isExtension, largestCap } from './model/manager';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import type { ManagerEntry } from './manager-roster';
import { ManagerStore } from './sql-managers';
import { ManagerDesk } from './manager-desk';
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
    .argument('<name>', 'for lists and reports')
    .addOption(new Option('--language <language>', 'of the spoken prompts').choices(languages).default('ru'))
    .option('--did <digits>', "the company's number that this manager's customers see", did)
    .option('--call-back', 'a dialled short code is hung up and the phone called back')
    .option('--auto-answer', 'ask the phone to answer click-to-call by itself')
    .option('--press-to-accept', 'ask for a 1 before the customer is called')
    .option('--max-calls-hour <calls>', "a cap of this manager's own; 0 for none", cap)
    .option('--max-calls-day <calls>', 'the same of any 24 hours', cap)
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
        });
        context.print(added, () => `added manager ${extension}, ${name}`);
      });
    });

  manager
    .command('set')
    .argument('<extension>', "the manager's", extensionArgument)
    .option('--name <name>', 'for lists and reports')
    .addOption(new Option('--language <language>', 'of the spoken prompts').choices(languages))
    .option('--did <digits>', "the company's number that this manager's customers see", did)
    .option('--default-did', 'customers see the default number again')
    .option('--call-back', 'a dialled short code is hung up and the phone called back')
    .option('--no-call-back', 'the phone that dialled a short code is kept')
    .option('--auto-answer', 'ask the phone to answer click-to-call by itself')
    .option('--no-auto-answer', 'let the phone ring')
    .option('--press-to-accept', 'ask for a 1 before the customer is called')
    .option('--no-press-to-accept', 'do not ask')
    .option('--max-calls-hour <calls>', "a cap of this manager's own; 0 for none, `site` for the site's", cap)
    .option('--max-calls-day <calls>', 'the same of any 24 hours', cap)
    .description("change a manager's settings; what is not named stays")
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
        });
        context.print(changed, () => `changed manager ${extension}, ${changed.name}`);
      });
    });

  manager
    .command('list')
    .option('--all', 'disabled ones too')
    .description('list managers')
    .action(async (options: { all?: boolean }) => {
      await withDatabase(context, async (database) => {
        const managers = await new ManagerStore(database, systemClock.now).list({
          disabledToo: options.all ?? false,
        });
        const states =
          (await phoneStates?.(managers.map(({ extension }) => extension))) ?? new Map<string, string>();
        const rows = managers.map((entry) => ({ ...entry, phone: states.get(entry.extension) ?? null }));
        context.print(
          rows.map((row) => ({ ...row, disabledAt: isoTextOrNull(row.disabledAt) })),
          () => managerTable(rows),
        );
      });
    });

  manager
    .command('disable')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('let a manager call nobody from now on; orders, calls and records stay')
    .action(async (extension: string) => {
      await withDatabase(context, async (database) => {
        await managerDesk(database).disable(operatorOf(context), extension);
        context.print(
          { extension, disabled: true },
          () =>
            `disabled manager ${extension}. Import the open orders with another extension to hand them over.`,
        );
      });
    });

  return manager;
}

function managerDesk(database: Database): ManagerDesk {
  return new ManagerDesk({
    managers: new ManagerStore(database, systemClock.now),
    accounts: new SqlAccountDirectory(database, new Argon2Passwords(), systemClock.now),
    trail: commandTrail(database),
  });
}

function managerTable(managers: ReadonlyArray<ManagerEntry & { phone: string | null }>): string {
  return textTable(
    ['extension', 'name', 'language', 'DID', 'phone', 'open orders', 'settings', 'disabled'],
    managers.map((entry) => [
      entry.extension,
      entry.name,
      entry.language,
      entry.did ?? 'default',
      entry.phone ?? '-',
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
      'An extension is 1 to 32 letters and digits, with dots, dashes, underscores inside.',
    );
  }
  return text;
}

function did(text: string): string {
  if (!isDid(text)) {
    throw new InvalidArgumentError('Write the number with its country code, digits alone: 74951234567.');
  }
  return text;
}

function cap(text: string): number | null {
  if (text === 'site') return null;
  if (!/^\d{1,10}$/.test(text) || Number(text) > largestCap) {
    throw new InvalidArgumentError("Write a number of calls, 0 for no cap, or `site` for the site's cap.");
  }
  return Number(text);
}
