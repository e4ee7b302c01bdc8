import { Command } from 'commander';
import type { CliContext } from '#cli/cli-context';
import { registerDoctor } from '#doctor/doctor-command';
import type { Finding } from '#doctor/finding';
import type { LiveResult } from '#doctor/live/live-result';
import type { Lab } from '../lab/lab';

export interface DoctorReport {
  status: number | null;
  findings: Finding[];
  live: LiveResult | null;
  /** Everything that was printed. */
  output: string;
}

interface Look {
  parameters?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** One `star7 doctor --json` against the lab, as an administrator runs it: a process of its own. */
export async function runDoctor(lab: Lab, { parameters = [], env = {} }: Look = {}): Promise<DoctorReport> {
  const { code, stdout, stderr } = await lab.star7.run(['doctor', '--json', ...parameters], { env });
  if (stderr !== '') throw new Error(`star7 doctor: ${stderr}`);
  return reportOf(code, stdout);
}

/** The same command in this process, which a process of its own for each look would make wait for half of the time. */
export async function lookWithDoctor(
  lab: Lab,
  { parameters = [], env = {} }: Look = {},
): Promise<DoctorReport> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('STAR7_'));
  let printed = '';
  const context: CliContext = {
    environment: { ...Object.fromEntries(inherited), ...lab.env, ...env },
    out: process.stdout,
    json: true,
    print: (result) => {
      printed += JSON.stringify(result);
    },
  };
  const program = new Command('star7').exitOverride();
  registerDoctor(program, context);
  const before = process.exitCode;
  try {
    await program.parseAsync(['doctor', ...parameters], { from: 'user' });
    return reportOf(Number(process.exitCode), printed);
  } finally {
    process.exitCode = before;
  }
}

function reportOf(status: number | null, output: string): DoctorReport {
  const { findings, live } = JSON.parse(output) as Pick<DoctorReport, 'findings' | 'live'>;
  return { status, findings, live, output };
}

/** What is told of the lab whatever is broken: where nothing keeps the clock, and no backups are set. */
const everyday = new Set(['ntp-unknown', 'backups-unknown']);

/** `high phone-send-pai endpoint 101`, in order; a test call that proved nothing tells at which step, too. */
export function told({ findings }: DoctorReport): string[] {
  return findings
    .filter(({ slug }) => !everyday.has(slug))
    .map(({ severity, slug, subject, what }) =>
      [severity, slug, subject, ...(slug === 'live-inconclusive' ? [what] : [])].join(' '),
    )
    .sort();
}
