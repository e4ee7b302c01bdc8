import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { BackupFile } from './backup-file';
import { backupNameAt, keepNewest } from './backup-folder';
import { writeBackup } from './backup-writer';
import { restore } from './restore';
import { loadConfig } from '#config/load-config';
import { ContactProbe } from '#orders/contacts/contact-probe';
import { Snapshot } from '#database/snapshot';
import { commandTrail } from '#audit/command-trail';
import { BackupSeal } from '#vault/backup-seal';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { progressBar } from '#cli/progress-bar';
import { actorOf, keyFileOf, vaultOf, withDatabase } from '#cli/with-store';

/** Without a deadline: the server or the disk may be slow. */
const patient = { silenceMs: null };

const keysApart =
  'The keys are not included. Keep a copy of the key file too, in another place and with another person: without it the numbers in the backup are lost.';

/** `backup`, `restore`. */
export function registerBackup(program: Command, context: CliContext): void {
  program
    .command('backup')
    .argument('[file]', 'target file; default: a new file in STAR7_BACKUP_FOLDER')
    .option('--keep <count>', 'afterwards, keep only this many of the newest files in that folder', count)
    .description('write the whole database at this moment to one file, while calls go on')
    .addHelpText(
      'after',
      `
The file is compressed, has mode 0600, and is sealed with the keys, so that a restore notices any change. Numbers
are encrypted in it as in the database; names are not. The key file is never included: together, the two reveal
every number.`,
    )
    .action(async (file: string | undefined, options: { keep?: number }) => {
      const createdAt = new Date();
      const path = file ?? join(folderOf(context), backupNameAt(createdAt));
      if (file !== undefined && options.keep !== undefined) {
        throw new CliError(exitCodes.usage, '--keep works only with STAR7_BACKUP_FOLDER: give no file.');
      }
      const keyring = keyFileOf(context).read();
      const report = await withDatabase(
        context,
        async (database) => {
          const bar = progressBar(context, 'rows');
          try {
            return await Snapshot.take(database, (snapshot) =>
              writeBackup(snapshot, {
                path,
                createdAt,
                star7: program.version() ?? 'unknown',
                seal: new BackupSeal(keyring, keyring.current),
                onProgress: (rows) => bar.update(rows, rows),
              }),
            );
          } finally {
            bar.stop();
          }
        },
        patient,
      );
      const removed = options.keep === undefined ? 0 : await keepNewest(dirname(path), options.keep);
      await withDatabase(context, (database) =>
        commandTrail(database).after({
          actor: actorOf(context),
          action: 'backup.create',
          subject: null,
          detail: { rows: report.rows, bytes: report.bytes, removed },
        }),
      );
      context.print({ ...report, removed }, () =>
        [
          `wrote ${path}: ${report.tables} tables, ${report.rows} rows, ${report.bytes} bytes`,
          ...(removed > 0 ? [`removed ${removed} older files`] : []),
          keysApart,
        ].join('\n'),
      );
    });

  program
    .command('restore')
    .argument('<file>', 'file from star7 backup')
    .option(
      '--check',
      'only check that the file is complete and which keys it needs; do not touch a database',
    )
    .option('--replace <database>', 'first drop every table of this database; repeat its name to confirm')
    .option('--without-keys', 'the keys are lost: restore everything except the numbers, and trust the file')
    .description('fill an empty database from a backup, then migrate it to this version')
    .addHelpText(
      'after',
      `
Stop Star7 first. The key file must be that of the backup or a later one: this is checked before anything is changed,
and afterwards one number of each key is decrypted.`,
    )
    .action(async (file: string, options: { check?: boolean; replace?: string; withoutKeys?: boolean }) => {
      const backup = await BackupFile.open(file);
      try {
        await backup.verify(options.withoutKeys ? null : keyFileOf(context).read());
        const { createdAt, star7, migrations, seal } = backup.header;
        if (options.check) {
          context.print(
            { file, whole: true, createdAt, star7, migrations, keyVersion: seal.keyVersion },
            () =>
              `${file} is complete: created ${createdAt} by Star7 ${star7}, sealed with key ${seal.keyVersion}`,
          );
          return;
        }
        await restoreFrom(context, backup, options);
      } finally {
        await backup.close();
      }
    });
}

async function restoreFrom(
  context: CliContext,
  backup: BackupFile,
  options: { replace?: string; withoutKeys?: boolean },
): Promise<void> {
  const result = await withDatabase(
    context,
    async (database) => {
      const bar = progressBar(context, 'rows');
      try {
        const report = await restore(database, backup, options.replace ?? null, (rows) =>
          bar.update(rows, rows),
        );
        const opened = options.withoutKeys
          ? 0
          : await new ContactProbe(database, vaultOf(context)).openOneOfEach();
        await commandTrail(database).after({
          actor: actorOf(context),
          action: 'backup.restore',
          subject: null,
          detail: { rows: report.rows, createdAt: report.createdAt },
        });
        return { ...report, opened };
      } finally {
        bar.stop();
      }
    },
    patient,
  );
  context.print(result, ({ createdAt, tables, rows, migrated, opened }) =>
    [
      `restored ${tables} tables, ${rows} rows, as they were at ${createdAt}`,
      ...migrated.map((name) => `migrated ${name}`),
      options.withoutKeys
        ? 'no number was decrypted: the keys are missing'
        : `decrypted a number of each of ${opened} keys: the keys are correct`,
    ].join('\n'),
  );
}

function folderOf(context: CliContext): string {
  const { STAR7_BACKUP_FOLDER } = loadConfig(context.environment, ['backup']);
  if (STAR7_BACKUP_FOLDER !== undefined) return STAR7_BACKUP_FOLDER;
  throw new CliError(exitCodes.usage, 'Give a file, or set STAR7_BACKUP_FOLDER.');
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number, 1 or more.');
  return number;
}
