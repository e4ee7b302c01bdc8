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
    .option('--status', 'list done and pending migrations, without changes')
    .option('--unlock', 'remove the lock left by a migration that died')
    .description('migrate the database to this version')
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
