import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { loadConfig } from '#config/load-config';
import { readOffset } from './cell-values';
import { importFile } from './import-desk';
import type { ImportReport } from './order-import';
import { commandTrail } from '#audit/command-trail';
import { SqlOrderIntake } from './sql-order-intake';
import { systemClock } from '#kernel/system-clock';
import { isRegion } from '#vault/phone-number';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { progressBar } from '#cli/progress-bar';
import { textTable } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';

/** `import FILE.csv`. */
export function registerImport(program: Command, context: CliContext): void {
  program
    .command('import')
    .argument('<file>', 'CSV with a header line; separator and encoding are detected')
    .option('--region <country>', 'of numbers without a country code, ISO 3166; else STAR7_DEFAULT_REGION')
    .option('--utc-offset <offset>', "of the shop's clock, for times that state none", offset, 0)
    .description('import orders: new ones are added, known ones brought up to date')
    .addHelpText(
      'after',
      `
Columns: order_number, customer_name, phone, manager_extension; optional email, amount, currency, placed_at, status
(open, closed, cancelled), phone2 (slot second), phone3 (slot recipient), do_not_call, time_zone (IANA). The usual
English and Russian names are accepted.

A faulty row is skipped and listed in FILE.csv.rejects.csv by line number and reason, without its content; the exit
status is then 3. A missing optional column leaves the stored value as it is, and an empty cell clears it. An empty
status changes nothing. do_not_call is only ever set: star7 order do-not-call clears it. Importing a file again is
harmless.`,
    )
    .action(async (file: string, options: { region?: string; utcOffset: number }) => {
      const region = options.region ?? loadConfig(context.environment, ['numbers']).STAR7_DEFAULT_REGION;
      if (!isRegion(region)) {
        throw new CliError(
          exitCodes.usage,
          `${region} is not the code of a country: use one such as RU (ISO 3166).`,
        );
      }
      const report = await withDatabase(context, async (database) => {
        const bar = progressBar(context, 'kB');
        try {
          return await importFile(
            operatorOf(context),
            {
              path: file,
              region,
              offsetMinutes: options.utcOffset,
              onProgress: ({ rows, bytes, totalBytes }) =>
                bar.update(Math.round(bytes / 1000), Math.round(totalBytes / 1000), `${rows} rows, `),
            },
            {
              intake: new SqlOrderIntake(database, vaultOf(context), systemClock.now),
              trail: commandTrail(database),
            },
          );
        } finally {
          bar.stop();
        }
      });
      context.print(report, reportText);
      // An audit log that could not be written takes precedence.
      if (report.rejected > 0) process.exitCode ||= exitCodes.badInput;
    });
}

function offset(text: string): number {
  const minutes = readOffset(text);
  if (minutes === null) throw new InvalidArgumentError('Give it as +03:00.');
  return minutes;
}

function reportText(report: ImportReport): string {
  const lines = [
    `${report.rows} rows: ${report.added} orders added, ${report.changed} changed, ${report.unchanged} as they were`,
  ];
  if (report.repeated > 0) lines.push(`${report.repeated} rows came again further down; the last one counts`);
  if (report.namesCleaned > 0) {
    lines.push(`${report.namesCleaned} names held a number or an e-mail address, which was taken out`);
  }
  if (report.columnsIgnored > 0) lines.push(`${report.columnsIgnored} columns were not needed`);
  if (report.rejectsPath !== null) {
    lines.push(
      `${report.rejected} rows rejected, listed in ${report.rejectsPath}:`,
      textTable(
        ['rows', 'reason'],
        Object.entries(report.rejectedBy)
          .sort(([, a], [, b]) => b - a)
          .map(([fault, count]) => [count, fault]),
        '',
      ),
    );
  }
  return lines.join('\n');
}
