import type { Command } from 'commander';
import { Option } from 'commander';
import type { Log } from '#kernel/log';
import { loadConfig } from '#config/load-config';
import { collect, doctorSections } from './collect/collect';
import { examine } from './examine';
import type { Facts } from './facts';
import type { Finding, Severity } from './finding';
import { reaches, severities } from './finding';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { exitCodes } from '#cli/exit-codes';

interface DoctorOptions {
  /** True where no extension was given. */
  live?: string | true;
  liveAddress: string;
  failOn: Severity;
  asteriskCommand?: string;
}

const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** `doctor`: checks the running PBX, the database and the host for leaks and weaknesses. */
export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('check the running PBX, database and host; report each problem with the line that fixes it')
    .option(
      '--live [extension]',
      'place a test call to an unused number, with the settings of this manager’s phone, and search what the phone would receive',
    )
    .option(
      '--live-address <address>',
      'address of this machine as seen by Asterisk, for the test call',
      '127.0.0.1',
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity with exit status 1')
        .choices(severities)
        .default('high'),
    )
    .option(
      '--asterisk-command <command>',
      'program that runs Asterisk’s command line here (STAR7_ASTERISK_COMMAND)',
    )
    .addHelpText(
      'after',
      `
Exit status: 0 no finding of that severity or higher, 1 findings, 5 the database or the PBX is not responding.
It changes nothing. docs/doctor.md lists every check and says which rights it needs.`,
    )
    .action(async (options: DoctorOptions) => {
      const config = loadConfig(
        {
          ...context.environment,
          ...(options.asteriskCommand !== undefined && { STAR7_ASTERISK_COMMAND: options.asteriskCommand }),
        },
        doctorSections,
      );
      const facts = await collect(
        config,
        {
          environment: context.environment,
          live:
            options.live === undefined
              ? null
              : { manager: options.live === true ? null : options.live, address: options.liveAddress },
        },
        systemClock,
        quiet,
      );
      const findings = examine(facts);
      context.print({ ...summaryOf(findings), findings, live: facts.live }, () => reportOf(findings, facts));
      process.exitCode = exitStatus(findings, facts, options.failOn);
    });
}

function exitStatus(findings: readonly Finding[], facts: Facts, failOn: Severity): number {
  if (reaches(findings, failOn)) return exitCodes.findings;
  const isBlind = facts.database === null || (facts.pbx?.version ?? null) === null;
  return isBlind ? exitCodes.unreachable : exitCodes.ok;
}

function summaryOf(findings: readonly Finding[]): Record<Severity, number> {
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  return { high: count('high'), medium: count('medium'), low: count('low') };
}

function reportOf(findings: readonly Finding[], { live }: Facts): string {
  const { high, medium, low } = summaryOf(findings);
  const calls = (live?.calls ?? []).map(
    ({ manner, sip, rtp }) =>
      `test call ${manner}: searched ${sip} SIP messages and ${rtp} media packets the ${manner === 'as-courier' ? 'courier’s mobile' : 'phone'} would have received`,
  );
  return [
    ...findings.map(
      ({ severity, slug, subject, what, why, mend }) =>
        `${severity.toUpperCase().padEnd(6)}  ${subject}: ${what}\n        ${why}\n        ${mend.where}:\n            ${mend.line}\n        (${slug})\n`,
    ),
    ...calls,
    findings.length === 0 ? 'no findings' : `${high} high, ${medium} medium, ${low} low`,
  ].join('\n');
}

function ignore(): void {
  // Every fault becomes a finding.
}
