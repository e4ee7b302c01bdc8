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

/** A server may think long, and a disk be slow. */
const patient = { silenceMs: null };

const keysApart =
  'The keys are not in it. Keep a copy of the key file too, in another place and in other hands: without it no number in the backup can be read.';

/** `backup`, `restore`. */
export function registerBackup(program: Command, context: CliContext): void {
  program
    .command('backup')
    .argument('[file]', 'where to; without it a file of its own name in STAR7_BACKUP_FOLDER')
    .option('--keep <count>', 'remove all but the newest of that folder afterwards', count)
    .description('write the whole database to one file, as it is now, while calls go on')
    .addHelpText(
      'after',
      `
The file is compressed, has mode 0600, and is sealed with the keys, so that a restore notices any change. Numbers are
in it as they are in the database: encrypted. Names are not. The key file is not in it, and there is no option that
puts it there: whoever has both can read every number.`,
    )
    .action(async (file: string | undefined, options: { keep?: number }) => {
      const createdAt = new Date();
      const path = file ?? join(folderOf(context), backupNameAt(createdAt));
      if (file !== undefined && options.keep !== undefined) {
        throw new CliError(exitCodes.usage, '--keep goes with STAR7_BACKUP_FOLDER: name no file.');
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
          ...(removed > 0 ? [`removed ${removed} older`] : []),
          keysApart,
        ].join('\n'),
      );
    });

  program
    .command('restore')
    .argument('<file>', 'made by star7 backup')
    .option('--check', 'look only whether the file is whole and which keys it needs; touch no database')
    .option('--replace <database>', 'drop every table of the database first; its name must be repeated here')
    .option('--without-keys', 'the keys are lost: restore all but the numbers, and trust the file')
    .description('fill an empty database from a backup, then bring it to what this version needs')
    .addHelpText(
      'after',
      `
Stop Star7 first. The key file must be the one that the backup was made with, or a later one: it is compared before
anything is changed, and one number of each key is opened afterwards.`,
    )
    .action(async (file: string, options: { check?: boolean; replace?: string; withoutKeys?: boolean }) => {
      const backup = await BackupFile.open(file);
      try {
        await backup.verify(options.withoutKeys ? null : keyFileOf(context).read());
        const { createdAt, star7, migrations, seal } = backup.header;
        if (options.check) {
          context.print(
            { file, whole: true, createdAt, star7, migrations, keyVersion: seal.keyVersion },
            () => `${file} is whole: made ${createdAt} by Star7 ${star7}, sealed with key ${seal.keyVersion}`,
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
        ? 'no number was opened: without the keys none can be'
        : `opened a number of each of ${opened} keys: they are the right ones`,
    ].join('\n'),
  );
}

function folderOf(context: CliContext): string {
  const { STAR7_BACKUP_FOLDER } = loadConfig(context.environment, ['backup']);
  if (STAR7_BACKUP_FOLDER !== undefined) return STAR7_BACKUP_FOLDER;
  throw new CliError(exitCodes.usage, 'Name a file, or set STAR7_BACKUP_FOLDER.');
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('A whole number, 1 or more.');
  return number;
}
