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
    .option(
      '--head <head>',
      'a head noted earlier, as `audit head` printed it; may be given several times',
      head,
      [],
    )
    .option('--heads-file <file>', 'a file of such heads, one a line, as a cron job appends them')
    .description(
      'find rows that were changed, removed, moved or put there; exit status 7 where there are any',
    )
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
    .description("print the chain's end, to be kept where nobody can reach it who can reach the database")
    .action(async () => {
      const end = await withDatabase(context, (database) => new AuditVerifier(database).head());
      context.print({ seq: end.seq, head: headText(end) }, () => headText(end));
    });

  audit
    .command('protect')
    .description('have the database refuse changes of the audit log (the migration does so where it may)')
    .action(async () => {
      if (!(await withDatabase(context, (database) => new AuditVerifier(database).protect()))) {
        throw new CliError(
          exitCodes.other,
          'This database user may not make triggers. Run it with STAR7_DATABASE_URL of a user with the privilege TRIGGER; where binary logging is on, the server also wants log_bin_trust_function_creators.',
        );
      }
      context.print({ protected: true }, () => 'the database refuses changes of the audit log');
    });
}

function head(text: string, before: AuditHead[]): AuditHead[] {
  const parsed = parseHead(text);
  if (parsed === null) throw new InvalidArgumentError('Write it as `star7 audit head` printed it.');
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
      if (parsed === null) throw new CliError(exitCodes.badInput, `Line ${index + 1} of ${file} is no head.`);
      return parsed;
    });
}

const faultTexts: Readonly<Record<ChainFaultSlug, string>> = {
  changed: 'was changed',
  missing: 'is missing',
  'out-of-place': 'does not follow the row before it: one of the two was moved, put there or written anew',
  unchained: 'a row is not in the chain',
  'head-mismatch': 'is not where the chain ends by its own account',
  'anchor-mismatch': 'is not what was noted: the end was cut off, or the chain was written anew',
};

function reportText(report: AuditReport, anchors: number): string {
  const { rows, end, ok, faults, faultCount } = report;
  return [
    ok
      ? `${rows} rows, each as it was written; the chain ends at ${headText(end)}`
      : `${rows} rows, ${faultCount} faults:`,
    ...faults.map(({ slug, seq, to }) => {
      const place = seq === null ? '-' : to === undefined || to === seq ? String(seq) : `${seq} to ${to}`;
      return `  ${place}: ${faultTexts[slug]}`;
    }),
    ...(faultCount > faults.length ? [`  and ${faultCount - faults.length} more`] : []),
    ...(anchors === 0
      ? ['no head from elsewhere was given: whoever can write the whole database could have written it anew']
      : []),
    ...(report.protected
      ? []
      : ['the database does not refuse changes by itself: its triggers are missing (star7 audit protect)']),
  ].join('\n');
}
