import type { Command } from 'commander';
import { KeyRotation } from './key-rotation';
import type { KeyVersionStatus, LaterTexts } from './key-rotation';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { progressBar } from '#cli/progress-bar';
import { textTable } from '#cli/text-table';
import { actorOf, keyFileOf, vaultOf, withDatabase } from '#cli/with-store';
import type { Database } from '#database/database';
import type { ContactVault } from '#vault/contact-vault';
import type { LiveKeys } from '#vault/live-keys';

/** Of capabilities that stand after this one. */
export type LaterTextsOf = (database: Database, keys: LiveKeys) => LaterTexts;

/** `keys init`, `keys rotate`, `keys status`. */
export function registerKeys(program: Command, context: CliContext, laterOf: LaterTextsOf): void {
  const rotationOf = (database: Database, vault: ContactVault): KeyRotation =>
    new KeyRotation(database, vault, laterOf(database, vault.keys));
  const keys = program.command('keys').description('the keys that encrypt numbers');

  keys
    .command('init')
    .description('create the key file of a new installation; never overwrites one')
    .action(() => {
      const file = keyFileOf(context);
      file.create(new Date());
      context.print(
        { keyFile: file.path, version: 1 },
        ({ keyFile }) =>
          `created ${keyFile}\nBack it up, separately from the database: without it all numbers are lost.`,
      );
    });

  keys
    .command('rotate')
    .option('--add-only', 'only add the key; then restart Star7 and run this command again to move the rows')
    .description('add a key and re-encrypt all numbers with it; continues where an earlier run stopped')
    .addHelpText(
      'after',
      `
Calls and imports go on meanwhile. A Star7 that reads the key file itself notices the new key; if systemd passes the
file (LoadCredential=), restart Star7 between --add-only and the second run.

A key that no longer encrypts anything (see \`star7 keys status\`) stays in the file, for older backups of the
database. When no such backup is left, its entry can be deleted from the file.`,
    )
    .action(async (options: { addOnly?: boolean }) => {
      await withDatabase(context, async (database) => {
        const vault = vaultOf(context);
        const rotation = rotationOf(database, vault);
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
            added ? `added key ${version}` : `key ${version} exists from an unfinished rotation`,
            options.addOnly
              ? 'nothing re-encrypted yet'
              : `re-encrypted ${moved} contact points and secrets of authenticators with key ${version}`,
          ].join('\n'),
        );
      });
    });

  keys
    .command('status')
    .description('list the keys and how many values each encrypts')
    .action(async () => {
      await withDatabase(context, async (database) => {
        context.print(await rotationOf(database, vaultOf(context)).status(), statusTable);
      });
    });
}

function statusTable(versions: readonly KeyVersionStatus[]): string {
  return textTable(
    [
      'key',
      'made',
      'contact points',
      'authenticators',
      'couriers',
      'managers',
      'desk phones',
      'webhooks',
      'shops',
      'decoys',
      'mails',
    ],
    versions.map(
      ({
        version,
        createdAt,
        contactPoints,
        totpSecrets,
        courierPhones,
        managerPhones,
        deskPhones,
        webhookSecrets,
        shopKeys,
        decoyNumbers,
        mails,
      }) => [
        version,
        createdAt ?? 'MISSING in the key file',
        contactPoints,
        totpSecrets,
        courierPhones,
        managerPhones,
        deskPhones,
        webhookSecrets,
        shopKeys,
        decoyNumbers,
        mails,
      ],
    ),
    'no keys',
  );
}
