import type { Command } from 'commander';
import { Migrator } from '#database/migrator';
import type { CliContext } from './cli-context';
import { withDatabase } from './with-store';

/** Without a deadline: a migration may be silent for an hour. */
const patient = { silenceMs: null };

/** `migrate`: the database's tables. */
export function registerMigrate(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .option('--status', 'say what is done and what is pending, and change nothing')
    .option('--unlock', 'remove the lock that a migration left which died')
    .description('bring the database to what this version needs')
    .action(async (options: { status?: boolean; unlock?: boolean }) => {
      await withDatabase(
        context,
        async (database) => {
          const migrator = new Migrator(database);
          if (options.unlock) await migrator.unlock();
          if (options.status) {
            context.print(await migrator.status(), ({ done, pending }) =>
              [...done.map((name) => `done     ${name}`), ...pending.map((name) => `pending  ${name}`)].join(
                '\n',
              ),
            );
            return;
          }
          context.print({ migrated: await migrator.up() }, ({ migrated }) =>
            migrated.length === 0 ? 'up to date' : migrated.map((name) => `migrated ${name}`).join('\n'),
          );
        },
        patient,
      );
    });
}
