import type { FindingSlug } from './finding-slugs';

/** `high`: numbers can get out, or Star7 cannot be trusted to work. `medium`: one mistake away. `low`: worth knowing. */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** One thing that is open. Holds no number, no password and no file name that may hold one. */
export interface Finding {
  slug: FindingSlug;
  severity: Severity;
  /** What it is about: an endpoint, a user, a file. */
  subject: string;
  /** What is wrong. */
  what: string;
  /** Why that matters. */
  why: string;
  /** What to change, as it is to be written, and where. */
  mend: { where: string; line: string };
}

/** The gravest first; what is equally grave in the order in which it was looked at. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** Whether any is as grave as that, or graver. */
export function reaches(findings: readonly Finding[], threshold: Severity): boolean {
  const limit = severities.indexOf(threshold);
  return findings.some(({ severity }) => severities.indexOf(severity) <= limit);
}

/** The finding where that is so, else nothing. */
export function when(isSo: boolean, finding: Finding): Finding[] {
  return isSo ? [finding] : [];
}
