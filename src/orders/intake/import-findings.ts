import type { ImportFindings } from './order-imports';
import type { StreamReport } from './order-import';

/** What is kept of how a file was read. */
export function findingsOf(report: StreamReport): ImportFindings {
  const { profile, columns, words, prefix, noticedBy, rejectedBy, ...counts } = report;
  const { repeated, skipped, pooled } = counts;
  return {
    profile,
    prefix,
    columns,
    words,
    noticed: noticedBy,
    rejected: rejectedBy,
    repeated,
    skipped,
    pooled,
  };
}
