import { Command, InvalidArgumentError } from 'commander';
import { isExtension } from '#people/model/manager';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlLimitStore } from './sql-limit-store';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { actorOf, withDatabase } from '#cli/with-store';

/** `manager unlock`. A running Star7 goes by it at the manager's next attempt. */
export function unlockCommand(context: CliContext): Command {
  return new Command('unlock')
    .argument('[extension]', "the manager's", (text: string) => {
      if (!isExtension(text)) throw new InvalidArgumentError('Not an extension.');
      return text;
    })
    .option('--all', 'lift every lock-out, including the one of all managers together')
    .description('lift the lock-out that follows too many wrong order numbers')
    .action(async (extension: string | undefined, { all }: { all?: boolean }) => {
      if ((extension === undefined) === (all !== true)) {
        throw new CliError(exitCodes.usage, 'Name one extension, or use --all.');
      }
      await withDatabase(context, async (database) => {
        await new SqlAuditLog(database, systemClock.now).append({
          actor: actorOf(context),
          action: 'manager.unlock',
          subject: extension === undefined ? null : `manager:${extension}`,
        });
        await new SqlLimitStore(database).forgive(extension ?? null);
        context.print({ unlocked: extension ?? 'all' }, () =>
          extension === undefined ? 'no manager is locked out' : `manager ${extension} is not locked out`,
        );
      });
    });
}
