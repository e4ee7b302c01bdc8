import type { PeriodChoice } from './period';
import { rangeOf, readPeriod, writePeriod } from './period';

/** The filter of the audit log; part of the address, as that of the call log. */
export interface AuditFilter extends PeriodChoice {
  /** `manager:101`, `account:boss`. */
  actor: string | null;
  /** `order.view`. */
  action: string | null;
  /** `order:1001`. */
  subject: string | null;
}

export const wholeAudit: AuditFilter = {
  period: 'all',
  from: null,
  to: null,
  actor: null,
  action: null,
  subject: null,
};

export function readAuditFilter(search: string): AuditFilter {
  const address = new URLSearchParams(search);
  return {
    ...readPeriod(address, 'all'),
    actor: textOrNull(address.get('actor')),
    action: textOrNull(address.get('action')),
    subject: textOrNull(address.get('subject')),
  };
}

export function writeAuditFilter(filter: AuditFilter): string {
  return new URLSearchParams({
    ...writePeriod(filter, 'all'),
    ...present({ actor: filter.actor, action: filter.action, subject: filter.subject }),
  }).toString();
}

/** The query of GET /api/audit. */
export function auditQueryOf(filter: AuditFilter, now: Date): Record<string, string> {
  const { from, to } = rangeOf(filter, now);
  return present({
    actor: filter.actor,
    action: filter.action,
    subject: filter.subject,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  });
}

/** The detail of an entry as pairs to show, in the order in which they were written. */
export function detailPairs(detail: unknown): { name: string; value: string }[] {
  if (typeof detail !== 'object' || detail === null) return [];
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({
      name,
      value: typeof value === 'object' ? JSON.stringify(value) : String(value),
    }));
}

function present(texts: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed.length > 100 ? null : trimmed;
}
