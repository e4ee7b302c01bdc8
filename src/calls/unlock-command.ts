import { Command, InvalidArgumentError } from 'commander';
import { isExtension } from '#people/model/manager';
import { liftCourierLockOut, liftLockOut } from './lock-outs';
import { commandTrail } from '#audit/command-trail';
import { SqlLimitStore } from './sql-limit-store';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { operatorOf, withDatabase } from '#cli/with-store';

/** `manager unlock`. A running Star7 goes by it at the manager's next attempt. */
export function unlockCommand(context: CliContext): Command {
  return new Command('unlock')
    .argument('[extension]', "the manager's", (text: string) => {
      if (!isExtension(text)) throw new InvalidArgumentError('Not an extension.');
      return text;
    })
    .option('--all', 'lift every lock-out, including the one of all managers together')
    .description(
      'lift the lock-outs that follow too many wrong order numbers, or PINs keyed at the own mobile',
    )
    .action(async (extension: string | undefined, { all }: { all?: boolean }) => {
      if ((extension === undefined) === (all !== true)) {
        throw new CliError(exitCodes.usage, 'Name one extension, or use --all.');
      }
      await withDatabase(context, async (database) => {
        await liftLockOut(operatorOf(context), extension ?? null, {
          stores: { desk: new SqlLimitStore(database), mobile: new SqlLimitStore(database, 'mobiles') },
          trail: commandTrail(database),
        });
        context.print({ unlocked: extension ?? 'all' }, () =>
          extension === undefined ? 'no manager is locked out' : `manager ${extension} is not locked out`,
        );
      });
    });
}

/** `courier unlock`, likewise. */
export function unlockCourierCommand(context: CliContext): Command {
  return new Command('unlock')
    .description('lift the lock-outs of all couriers that follow wrong PINs and order numbers')
    .action(async () => {
      await withDatabase(context, async (database) => {
        await liftCourierLockOut(operatorOf(context), {
          store: new SqlLimitStore(database, 'couriers'),
          trail: commandTrail(database),
        });
        context.print({ unlocked: 'couriers' }, () => 'no courier is locked out');
      });
    });
}
