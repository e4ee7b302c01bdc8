import type { Command } from 'commander';
import { Option } from 'commander';
import type { AccountEntry, NewAccount } from './accounts';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { SqlAccountDirectory } from './sql-account-directory';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { systemClock } from '#kernel/system-clock';
import { Argon2Passwords } from '#vault/argon2-passwords';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { actorOf, withDatabase } from '#cli/with-store';

interface AddOptions {
  manager?: string;
  role: NewAccount['role'];
  language?: Language;
  mayExport?: boolean;
}

/** `account add`, `account list`, `account reset`, `account disable`: who signs in on the pages. */
export function registerAccount(program: Command, context: CliContext): void {
  const account = program.command('account').description('accounts for the pages, with a password');

  account
    .command('add')
    .argument('[login]', "a manager's extension; for others lowercase letters, not an e-mail address")
    .argument('[name]', "name for lists and reports; a manager's is known")
    .option('--manager <extension>', 'for this manager: same as giving the extension as the login')
    .addOption(
      new Option('--role <role>', 'what the account may do')
        .choices(['manager', 'supervisor', 'administrator'])
        .default('manager'),
    )
    .addOption(new Option('--language <language>', 'language of the pages').choices(languages))
    .option('--may-export', 'may export the call log as a file')
    .description('create an account; prints a one-time password, only once')
    .addHelpText(
      'after',
      `
  star7 account add 101                                               for manager 101
  star7 account add petrova "Anna Petrova" --role administrator       creates the first administrator

Roles: manager, own orders and calls; supervisor, sees and hangs up every call; administrator, like supervisor, plus
managers, accounts, imports and settings.`,
    )
    .action(async (login: string | undefined, name: string | undefined, options: AddOptions) => {
      const wanted = newAccount(login, name, options);
      await withDirectory(context, async (directory, tell) => {
        const { account: made, password } = await directory.create(wanted);
        await tell('account.add', made.login, { role: made.role });
        context.print({ ...accountJson(made), password }, () => passwordText(made.login, password));
      });
    });

  account
    .command('list')
    .option('--all', 'include disabled ones')
    .description('list accounts')
    .action(async (options: { all?: boolean }) => {
      await withDirectory(context, async (directory) => {
        const accounts = await directory.list({ disabledToo: options.all ?? false });
        context.print(accounts.map(accountJson), () => accountTable(accounts));
      });
    });

  account
    .command('reset')
    .argument('<login>', "the account's")
    .description('create a one-time password; ends its sessions and turns its authenticator off')
    .action(async (login: string) => {
      await withDirectory(context, async (directory, tell) => {
        const password = await directory.resetPassword(login);
        await tell('account.reset', login);
        context.print({ login, password }, () => passwordText(login, password));
      });
    });

  account
    .command('disable')
    .argument('<login>', "the account's")
    .description('disable an account and end its sessions')
    .action(async (login: string) => {
      await withDirectory(context, async (directory, tell) => {
        await directory.disable(login);
        await tell('account.disable', login);
        context.print({ login, disabled: true }, () => `disabled account ${login}`);
      });
    });
}

type Tell = (action: string, login: string, detail?: Record<string, string>) => Promise<void>;

/** @param work is given the accounts, and what writes into the audit log */
async function withDirectory(
  context: CliContext,
  work: (directory: SqlAccountDirectory, tell: Tell) => Promise<void>,
): Promise<void> {
  await withDatabase(context, async (database) => {
    const { now } = systemClock;
    const audit = new SqlAuditLog(database, now);
    await work(new SqlAccountDirectory(database, new Argon2Passwords(), now), (action, login, detail) =>
      audit.append({
        actor: actorOf(context),
        action,
        subject: `account:${login}`,
        ...(detail !== undefined && { detail }),
      }),
    );
  });
}

function newAccount(
  login: string | undefined,
  name: string | undefined,
  { manager, role, language, mayExport }: AddOptions,
): NewAccount {
  if (role === 'manager') {
    const extension = manager ?? login;
    if (extension === undefined || name !== undefined || (manager !== undefined && login !== undefined)) {
      throw new CliError(
        exitCodes.usage,
        "A manager's account needs the extension alone: star7 account add 101. For others: --role.",
      );
    }
    return { role, extension };
  }
  if (login === undefined || name === undefined || manager !== undefined) {
    throw new CliError(exitCodes.usage, `The role ${role} needs a login and a name, and no manager.`);
  }
  return {
    role,
    login,
    name: name.slice(0, 200),
    mayExport: mayExport ?? false,
    ...(language !== undefined && { language }),
  };
}

/** With times as the REST interface writes them. */
function accountJson(entry: AccountEntry): object {
  return {
    ...entry,
    passwordChangedAt: isoTextOrNull(entry.passwordChangedAt),
    createdAt: isoTextOrNull(entry.createdAt),
    lastSeenAt: isoTextOrNull(entry.lastSeenAt),
    disabledAt: isoTextOrNull(entry.disabledAt),
  };
}

function accountTable(accounts: readonly AccountEntry[]): string {
  return textTable(
    ['login', 'name', 'role', 'password', 'codes', 'export', 'last seen', 'disabled'],
    accounts.map((entry) => [
      entry.login,
      entry.name,
      entry.role,
      entry.mustChangePassword ? 'one-time' : 'own',
      entry.totp ? 'yes' : '-',
      entry.mayExport ? 'yes' : '-',
      textTime(entry.lastSeenAt),
      textTime(entry.disabledAt),
    ]),
    'no accounts; add one with: star7 account add petrova "Anna Petrova" --role administrator',
  );
}

function passwordText(login: string, password: string): string {
  return `${login} signs in with this password, shown only once, and then sets another one:\n${password}`;
}
