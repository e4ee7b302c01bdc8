import type { Command } from 'commander';
import { KeyRotation } from './key-rotation';
import type { KeyVersionStatus } from './key-rotation';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { progressBar } from '#cli/progress-bar';
import { textTable } from '#cli/text-table';
import { actorOf, keyFileOf, vaultOf, withDatabase } from '#cli/with-store';

/** `keys init`, `keys rotate`, `keys status`. */
export function registerKeys(program: Command, context: CliContext): void {
  const keys = program.command('keys').description('the keys that encrypt numbers');

  keys
    .command('init')
    .description('make the key file of a new installation; never overwrites one')
    .action(() => {
      const file = keyFileOf(context);
      file.create(new Date());
      context.print(
        { keyFile: file.path, version: 1 },
        ({ keyFile }) =>
          `made ${keyFile}\nBack it up, apart from the database: without it no number can ever be read again.`,
      );
    });

  keys
    .command('rotate')
    .option('--add-only', 'add the key and leave the rows for later: then restart Star7, and run it again')
    .description('add a key and move all numbers to it; goes on where an earlier run stopped')
    .addHelpText(
      'after',
      `
Calls and imports go on meanwhile. A Star7 that reads the key file itself notices the new key; one that has it
from systemd (LoadCredential=) must be restarted between --add-only and the second run.

A key that encrypts nothing any more (see \`star7 keys status\`) stays in the file, for backups of the database from
before. Once no such backup is kept, its entry may be deleted from the file.`,
    )
    .action(async (options: { addOnly?: boolean }) => {
      await withDatabase(context, async (database) => {
        const vault = vaultOf(context);
        const rotation = new KeyRotation(database, vault);
        const trail = commandTrail(database);
        const added = await rotation.begin(new Date());
        const version = vault.keys.keyring.current;
        if (added) {
          // Before anything is sealed with it.
          await trail.before({
            actor: actorOf(context),
            action: 'keys.add',
            subject: `key:${version}`,
          });
        }
        let moved = 0;
        if (!options.addOnly) {
          const bar = progressBar(context, 'contact points');
          try {
            moved = await rotation.reseal(({ done, total }) => bar.update(done, total));
          } finally {
            bar.stop();
          }
          await trail.after({
            actor: actorOf(context),
            action: 'keys.rotate',
            subject: `key:${version}`,
            detail: { moved },
          });
        }
        context.print({ version, added, moved }, () =>
          [
            added ? `added key ${version}` : `key ${version} was there from a rotation that had not ended`,
            options.addOnly
              ? 'nothing moved yet'
              : `moved ${moved} contact points and secrets of authenticators to key ${version}`,
          ].join('\n'),
        );
      });
    });

  keys
    .command('status')
    .description('list the keys and how much each encrypts')
    .action(async () => {
      await withDatabase(context, async (database) => {
        context.print(await new KeyRotation(database, vaultOf(context)).status(), statusTable);
      });
    });
}

function statusTable(versions: readonly KeyVersionStatus[]): string {
  return textTable(
    ['key', 'made', 'contact points', 'authenticators'],
    versions.map(({ version, createdAt, contactPoints, totpSecrets }) => [
      version,
      createdAt ?? 'MISSING in the key file',
      contactPoints,
      totpSecrets,
    ]),
    'no keys',
  );
}
