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

/** One `star7 doctor --json` against the lab, as an administrator runs it. */
export async function runDoctor(
  lab: Lab,
  {
    parameters = [],
    env = {},
  }: { parameters?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<DoctorReport> {
  const { code, stdout, stderr } = await lab.star7.run(['doctor', '--json', ...parameters], { env });
  if (stderr !== '') throw new Error(`star7 doctor: ${stderr}`);
  const { findings, live } = JSON.parse(stdout) as Pick<DoctorReport, 'findings' | 'live'>;
  return { status: code, findings, live, output: stdout };
}

/** What is told of the lab whatever is broken: where nothing keeps the clock, and no backups are set. */
const everyday = new Set(['ntp-unknown', 'backups-unknown']);

/** `high phone-send-pai endpoint 101`, in order. */
export function told({ findings }: DoctorReport): string[] {
  return findings
    .filter(({ slug }) => !everyday.has(slug))
    .map(({ severity, slug, subject }) => `${severity} ${slug} ${subject}`)
    .sort();
}
