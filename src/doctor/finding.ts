import type { FindingSlug } from './finding-slugs';

/**
 * `high`: numbers can leak, or Star7 cannot be trusted to work. `medium`: one mistake away from that. `low`:
 * worth knowing.
 */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** One weakness. Contains no number, no password and no file name that may contain one. */
export interface Finding {
  slug: FindingSlug;
  severity: Severity;
  /** The affected object: an endpoint, a user, a file. */
  subject: string;
  /** What is wrong. */
  what: string;
  /** Why it matters. */
  why: string;
  /** The exact line to write, and where. */
  mend: { where: string; line: string };
}

/** Sorts by severity, the most severe first; equal severities keep the order of the checks. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** Whether any finding is at least as severe as the threshold. */
export function reaches(findings: readonly Finding[], threshold: Severity): boolean {
  const limit = severities.indexOf(threshold);
  return findings.some(({ severity }) => severities.indexOf(severity) <= limit);
}

/** The finding where the condition holds, else none. */
export function when(isSo: boolean, finding: Finding): Finding[] {
  return isSo ? [finding] : [];
}
