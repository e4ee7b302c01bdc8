import type { ImportFindings } from './order-imports';
import type { StreamReport } from './order-import';

/** What is kept of how a file was read. */
export function findingsOf(report: StreamReport): ImportFindings {
  const { profile, columns, words, noticedBy, repeated, skipped, pooled } = report;
  return { profile, columns, words, noticed: noticedBy, repeated, skipped, pooled };
}
