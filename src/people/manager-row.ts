import type { Language } from '#kernel/language';
import { fromDateTimeOrNull } from '#database/date-time';
import type { Manager } from './model/manager';
import type { AwayFacts, AwayReason } from './model/presence';
import { reachFrom } from './model/reach';
import type { ReachFacts } from './model/reach';
import { noPhone } from '#vault/phone-vault';

/** A manager as queries select it. */
export interface ManagerRow {
  manager_id: number;
  extension: string;
  manager_name: string;
  language: Language;
  did: string | null;
  short_code_mode: Manager['shortCodeMode'];
  auto_answer: number;
  press_to_accept: number;
  max_calls_hour: number | null;
  max_calls_day: number | null;
}

/** The columns of {@link ManagerRow}. @param alias the table's name in the query, a literal of the program */
export function managerColumns(alias: string): string {
  return [
    'id AS manager_id',
    'extension',
    'name AS manager_name',
    'language',
    'did',
    'short_code_mode',
    'auto_answer',
    'press_to_accept',
    'max_calls_hour',
    'max_calls_day',
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');
}

export function managerFrom(row: ManagerRow): Manager {
  return {
    id: row.manager_id,
    extension: row.extension,
    name: row.manager_name,
    language: row.language,
    did: row.did,
    shortCodeMode: row.short_code_mode,
    autoAnswer: row.auto_answer === 1,
    pressToAccept: row.press_to_accept === 1,
    maxCallsHour: row.max_calls_hour,
    maxCallsDay: row.max_calls_day,
  };
}

/** The columns of a manager without an own mobile. */
export const noMobile = { ...noPhone, phone_proved_at: null, pin_hash: null } as const;

/** Where and whether a manager takes calls, as queries select it. */
export interface AvailabilityRow {
  away_since: string | null;
  away_reason: AwayReason | null;
  away_until: string | null;
  reach: string | null;
  has_mobile: number;
}

/** The columns of {@link AvailabilityRow}. @param alias as of {@link managerColumns} */
export function availabilityColumns(alias: string): string {
  const columns = ['away_since', 'away_reason', 'away_until', 'reach'].map((name) => `${alias}.${name}`);
  return [...columns, `${alias}.phone_proved_at IS NOT NULL AS has_mobile`].join(', ');
}

export function awayFrom({
  away_since: since,
  away_reason: reason,
  away_until: until,
}: Omit<AvailabilityRow, 'reach' | 'has_mobile'>): AwayFacts {
  return {
    awaySince: fromDateTimeOrNull(since),
    awayReason: since === null ? null : reason,
    awayUntil: since === null ? null : fromDateTimeOrNull(until),
  };
}

export function availabilityFrom(row: AvailabilityRow): AwayFacts & ReachFacts {
  return { ...awayFrom(row), reach: reachFrom(row.reach), hasMobile: row.has_mobile === 1 };
}
