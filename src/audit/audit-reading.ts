import type { Micros } from '#kernel/micros';
import type { AuditEntry } from './audit-log';
import type { Page, PageRequest } from '#kernel/page';

export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
  from?: Micros;
  to?: Micros;
}

/** A row of the audit log. */
export interface AuditLine extends Required<Omit<AuditEntry, 'detail'>> {
  /** Its place in the chain; null until it has one. */
  seq: number | null;
  at: Micros;
  detail: AuditEntry['detail'] | null;
}

export interface AuditReader {
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditLine>>;
}
