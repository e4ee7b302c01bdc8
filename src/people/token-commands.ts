import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { tokenRoles } from '#kernel/principal';
import { SqlTokenBook } from './sql-token-book';
import type { NewToken, TokenEntry } from './token-book';
import { TokenDesk } from './token-desk';
import { commandTrail } from '#audit/command-trail';
import type { Database } from '#database/database';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';

interface CreateOptions {
  role: NewToken['role'];
  extension?: string;
  label?: string;
  days?: number;
}

const dayInMicros = 86_400_000_000;

/** `token create`, `token list`, `token revoke`. */
export function registerToken(program: Command, context: CliContext): void {
  const token = program.command('token').description('bearer tokens for the REST interface');

  token
    .command('create')
    .addOption(new Option('--role <role>', 'role of the token').choices(tokenRoles).default('manager'))
    .option('--extension <extension>', 'extension of the manager, for the role manager')
    .option('--label <text>', 'purpose, shown in the list')
    .option('--days <count>', 'days until it expires; default: never expires', days)
    .description('create a token; it is shown only once, Star7 keeps only its hash')
    .addHelpText(
      'after',
      `
Roles: manager, the orders and calls of one manager; service, a program of the shop that starts calls for any
manager; supervisor, sees and hangs up every call but starts none; shop, a program of the shop that states its orders
and reads nothing (docs/orders.md).`,
    )
    .action(async (options: CreateOptions) => {
      const expiresAt = options.days === undefined ? null : Date.now() * 1000 + options.days * dayInMicros;
      const request = newToken(options, expiresAt);
      await withDatabase(context, async (database) => {
        const made = await tokenDesk(database).create(operatorOf(context), request);
        context.print(made, ({ id, token: text }) => `token ${id}, shown this once:\n${text}`);
      });
    });

  token
    .command('list')
    .description('list tokens, without the tokens themselves')
    .action(async () => {
      await withDatabase(context, async (database) => {
        const tokens = await new SqlTokenBook(database, systemClock.now).list();
        context.print(tokens.map(tokenJson), () => tokenTable(tokens));
      });
    });

  token
    .command('revoke')
    .argument('<id>', 'number of the token in the list', id)
    .description('revoke a token at once')
    .action(async (tokenId: number) => {
      await withDatabase(context, async (database) => {
        await tokenDesk(database).revoke(operatorOf(context), tokenId);
        context.print({ id: tokenId, revoked: true }, () => `revoked token ${tokenId}`);
      });
    });
}

function tokenDesk(database: Database): TokenDesk {
  return new TokenDesk(new SqlTokenBook(database, systemClock.now), commandTrail(database));
}

function newToken({ role, extension, label }: CreateOptions, expiresAt: number | null): NewToken {
  if (role === 'manager') {
    if (extension === undefined) {
      throw new CliError(
        exitCodes.usage,
        "A manager's token needs --extension. For a program of the shop: --role service.",
      );
    }
    return { role, extension, label: (label ?? `manager ${extension}`).slice(0, 100), expiresAt };
  }
  if (extension !== undefined) {
    throw new CliError(exitCodes.usage, `A token for the role ${role} takes no extension.`);
  }
  return { role, label: (label ?? role).slice(0, 100), expiresAt };
}

/** With times as the REST interface writes them. */
function tokenJson(entry: TokenEntry): object {
  return {
    ...entry,
    createdAt: isoTextOrNull(entry.createdAt),
    lastUsedAt: isoTextOrNull(entry.lastUsedAt),
    expiresAt: isoTextOrNull(entry.expiresAt),
    revokedAt: isoTextOrNull(entry.revokedAt),
  };
}

function tokenTable(tokens: readonly TokenEntry[]): string {
  return textTable(
    ['id', 'role', 'extension', 'label', 'made', 'last used', 'good until', 'revoked'],
    tokens.map((entry) => [
      entry.id,
      entry.role,
      entry.extension ?? '-',
      entry.label,
      textTime(entry.createdAt),
      textTime(entry.lastUsedAt),
      textTime(entry.expiresAt),
      textTime(entry.revokedAt),
    ]),
    'no tokens',
  );
}

function days(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 36_500)
    throw new InvalidArgumentError('Give a whole number of days.');
  return count;
}

function id(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Give a number from the list.');
  return number;
}
