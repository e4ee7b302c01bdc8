import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ChainFaultSlug } from './model/chain-fault';
import { headText, parseHead } from './audit-hash';
import type { AuditHead } from './audit-hash';
import { AuditVerifier } from './audit-verifier';
import type { AuditReport } from './audit-verifier';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { withDatabase } from '#cli/with-store';

/** `audit`: whether the audit log is as it was written. */
export function registerAudit(program: Command, context: CliContext): void {
  const audit = program.command('audit').description('the audit log and its chain of hashes');

  audit
    .command('verify')
    .option('--head <head>', 'a head noted earlier, as printed by `audit head`; repeatable', head, [])
    .option('--heads-file <file>', 'a file of such heads, one per line, for example appended by a cron job')
    .description('find rows that were changed, removed, moved or inserted; exit status 7 if there are any')
    .action(async ({ head: given, headsFile }: { head: AuditHead[]; headsFile?: string }) => {
      const anchors = [...given, ...(headsFile === undefined ? [] : headsOf(headsFile))];
      const report = await withDatabase(context, (database) => new AuditVerifier(database).verify(anchors));
      context.print({ ...report, end: headText(report.end), anchors: anchors.length }, () =>
        reportText(report, anchors.length),
      );
      if (!report.ok) process.exitCode = exitCodes.tampered;
    });

  audit
    .command('head')
    .description(
      'print the end of the chain; keep it where people with access to the database cannot change it',
    )
    .action(async () => {
      const end = await withDatabase(context, (database) => new AuditVerifier(database).head());
      context.print({ seq: end.seq, head: headText(end) }, () => headText(end));
    });

  audit
    .command('protect')
    .description(
      'make the database refuse changes to the audit log (the migration does so if it has the right)',
    )
    .action(async () => {
      if (!(await withDatabase(context, (database) => new AuditVerifier(database).protect()))) {
        throw new CliError(
          exitCodes.other,
          'This database user may not create triggers. Set STAR7_DATABASE_URL to a user with the privilege TRIGGER; if binary logging is on, the server also needs log_bin_trust_function_creators.',
        );
      }
      context.print({ protected: true }, () => 'the database refuses changes to the audit log');
    });
}

function head(text: string, before: AuditHead[]): AuditHead[] {
  const parsed = parseHead(text);
  if (parsed === null) throw new InvalidArgumentError('Give it as printed by `star7 audit head`.');
  return [...before, parsed];
}

function headsOf(file: string): AuditHead[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new CliError(exitCodes.badInput, `The file ${file} cannot be read.`);
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = parseHead(line);
      if (parsed === null)
        throw new CliError(exitCodes.badInput, `Line ${index + 1} of ${file} is not a head.`);
      return parsed;
    });
}

const faultTexts: Readonly<Record<ChainFaultSlug, string>> = {
  changed: 'was changed',
  missing: 'is missing',
  'out-of-place': 'does not follow the row before it: one of the two was moved, inserted or rewritten',
  unchained: 'a row is not in the chain',
  'head-mismatch': 'is not where the recorded end of the chain is',
  'anchor-mismatch': 'differs from the noted head: the end was cut off, or the chain was rewritten',
};

function reportText(report: AuditReport, anchors: number): string {
  const { rows, end, ok, faults, faultCount } = report;
  return [
    ok
      ? `${rows} rows, all unchanged; the chain ends at ${headText(end)}`
      : `${rows} rows, ${faultCount} faults:`,
    ...faults.map(({ slug, seq, to }) => {
      const place = seq === null ? '-' : to === undefined || to === seq ? String(seq) : `${seq} to ${to}`;
      return `  ${place}: ${faultTexts[slug]}`;
    }),
    ...(faultCount > faults.length ? [`  and ${faultCount - faults.length} more`] : []),
    ...(anchors === 0
      ? [
          'no head noted elsewhere was given: someone with full access to the database could have rewritten the whole chain',
        ]
      : []),
    ...(report.protected
      ? []
      : ['the database itself does not refuse changes: its triggers are missing (star7 audit protect)']),
  ].join('\n');
}
