import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { loadConfig } from '#config/load-config';
import { readOffset } from './cells/order-date';
import { importFile } from './import-desk';
import type { ImportReport } from './order-import';
import { commandTrail } from '#audit/command-trail';
import { settingsOf } from './order-rules';
import { readInThread } from './reading-thread/read-in-thread';
import { SqlOrderRules } from './sql-order-rules';
import { SqlOrderIntake } from './sql-order-intake';
import { profileIds } from '../model/import-profiles';
import { isPrefix, prefixFault } from '../model/number-prefix';
import { systemClock } from '#kernel/system-clock';
import { isRegion } from '#vault/phone-number';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { progressBar } from '#cli/progress-bar';
import { textTable } from '#cli/text-table';
import { counted } from '#cli/counted';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';

interface ImportOptions {
  region?: string;
  utcOffset?: number;
  profile?: string;
  prefix?: string;
  sameShop?: boolean;
  dryRun?: boolean;
}

/** `import FILE`. */
export function registerImport(program: Command, context: CliContext): void {
  program
    .command('import')
    .argument('<file>', 'CSV or XLSX; system, header, separator and encoding are detected')
    .option('--region <country>', 'of numbers without a country code, ISO 3166; else STAR7_DEFAULT_REGION')
    .option('--utc-offset <offset>', "for times that state none; else the shop's time zone", offset)
    .addOption(new Option('--profile <system>', 'how columns are read; else detected').choices(profileIds))
    .option(
      '--prefix <text>',
      'before order numbers, if another shop has the same; else what is kept of the profile',
      prefix,
    )
    .option('--same-shop', 'overwrite orders whose customer, phone and time all differ too')
    .option('--dry-run', 'read everything, report, and write nothing')
    .description('import orders: new ones are added, known ones brought up to date')
    .addHelpText(
      'after',
      `
Files of Shopify, WooCommerce, Tilda, Wix, Amazon, Matrixify, 1C-Bitrix, InSales, amoCRM and MoySklad go in as they are
(docs/orders.md). Any other file needs order_number and phone; the rest is optional: customer_name, manager_extension (or
the manager's name), email, amount, currency, placed_at, status, phone2, phone3, country, do_not_call, time_zone (IANA),
calls_agreed_on and calls_agreed_by (consent to automatic calls: a day, and by what), courier, items, delivery, payment, comments. The usual English and Russian names are accepted.

Shops that number their orders alike need a prefix: with --prefix B- order 1001 is B-1001, with --prefix "" no prefix holds. A
row is left out (another-order) if Star7 knows its number and nothing says that it is the same order: customer, phone number and
time are others. --same-shop takes such rows all the same.

A faulty row is skipped and listed in FILE.rejects.csv by line number and reason; the exit status is then 3. Of an optional
cell that cannot be read, the order goes in and the cell is listed as "noticed", without numbers and addresses. A missing
column leaves the stored value as it is, and an empty cell clears it. An empty status changes nothing. do_not_call is only
ever set: star7 order do-not-call clears it. Importing a file again is harmless.`,
    )
    .action(async (file: string, options: ImportOptions) => {
      const config = loadConfig(context.environment, ['numbers', 'limits', 'mail']);
      const region = options.region ?? config.STAR7_DEFAULT_REGION;
      if (!isRegion(region)) {
        throw new CliError(
          exitCodes.usage,
          `${region} is not the code of a country: use one such as RU (ISO 3166).`,
        );
      }
      const report = await withDatabase(context, async (database) => {
        const bar = progressBar(context, 'kB');
        const rules = new SqlOrderRules(
          database,
          systemClock.now,
          config.STAR7_DEFAULT_TIME_ZONE,
          config.STAR7_MAIL_DOMAIN,
        );
        const settings = await settingsOf(rules);
        try {
          return await importFile(
            operatorOf(context),
            {
              path: file,
              region,
              ...settings,
              clock: options.utcOffset ?? settings.clock,
              profile: options.profile,
              prefix: options.prefix,
              sameShop: options.sameShop === true,
              dryRun: options.dryRun === true,
              onProgress: ({ rows, bytes, totalBytes }) =>
                bar.update(Math.round(bytes / 1000), Math.round(totalBytes / 1000), `${rows} rows, `),
            },
            {
              intake: new SqlOrderIntake(database, vaultOf(context), systemClock.now),
              trail: commandTrail(database),
              read: readInThread(),
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

function prefix(text: string): string {
  if (!isPrefix(text)) throw new InvalidArgumentError(`It ${prefixFault.detail}.`);
  return text;
}

function reportText(report: ImportReport): string {
  const { rows, added, changed, unchanged, profile } = report;
  const lines = [
    `${counted(rows, 'row')} read as ${profile}: ${counted(added, 'order')} added, ${changed} changed, ${unchanged} as they were`,
    ...(report.dryRun ? ['Nothing was written: this was a dry run.'] : []),
    ...(report.prefix === '' ? [] : [`Order numbers begin with ${report.prefix}`]),
    ...(report.repeated > 0
      ? [`${counted(report.repeated, 'row goes', 'rows go')} on with an order of another row`]
      : []),
    ...(report.skipped > 0 ? [counted(report.skipped, 'row is no order', 'rows are no orders')] : []),
    ...(report.pooled > 0
      ? [
          `${counted(report.pooled, 'new order has', 'new orders have')} no manager and ` +
            (report.pooled === 1 ? 'waits in the pool' : 'wait in the pool'),
        ]
      : []),
    ...(report.namesCleaned > 0
      ? [`${counted(report.namesCleaned, 'name')} held a number or an e-mail address, which was taken out`]
      : []),
    ...(report.columnsIgnored > 0
      ? [`${counted(report.columnsIgnored, 'column was', 'columns were')} not needed`]
      : []),
  ];
  if (report.dryRun) {
    lines.push(
      textTable(
        ['column', 'read as'],
        report.columns.map(({ header, field }) => [header, field ?? '–']),
        '',
      ),
    );
  }
  if (report.words.length > 0) {
    lines.push(
      'Words that were not understood:',
      textTable(
        ['rows', 'word', 'reason'],
        report.words.map(({ rows: count, word, code }) => [count, word, code]),
        '',
      ),
    );
  }
  const noticed = Object.entries(report.noticedBy);
  if (noticed.length > 0) {
    lines.push(
      'Cells that were left out, of orders that went in:',
      textTable(['cells', 'reason'], byCount(noticed), ''),
    );
  }
  if (report.rejected > 0) {
    lines.push(
      `${counted(report.rejected, 'row')} rejected:`,
      textTable(['rows', 'reason'], byCount(Object.entries(report.rejectedBy)), ''),
    );
  }
  const others = report.rejectedBy['another-order'] ?? 0;
  if (others > 0) {
    lines.push(
      `${counted(others, 'row has the number of another customer’s order', 'rows have numbers of other customers’ orders')}, ` +
        "and nothing was overwritten. If the file is another shop's, " +
        'give a prefix (--prefix B-); if these are the same orders after all, import it with --same-shop.',
    );
  }
  if (report.rejectsPath !== null) lines.push(`Line by line: ${report.rejectsPath}`);
  return lines.join('\n');
}

function byCount(entries: ReadonlyArray<readonly [string, number]>): Array<[number, string]> {
  return [...entries].sort(([, a], [, b]) => b - a).map(([reason, count]) => [count, reason]);
}
