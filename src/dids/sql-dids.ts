import type { DidRouteEntry, DidRouteStore } from './live-dids';
import type { DidRoute } from './model/did-route';
import { didOfName, nameOfDid } from './model/did-rules';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Micros } from '#kernel/micros';

interface Row {
  did: string;
  purpose: string;
  label: string;
  language: string;
  greeting: string | null;
  overflow: string;
  unknown_caller: string;
  proof: string;
  fallback: string;
  changes_number: number;
  group_name: string | null;
  ring_seconds: number;
  wait_seconds: number;
  opening_hours: string | null;
  time_zone: string;
  holidays: string;
  changed_at: string;
  changed_by: string;
}

/** The routes of the company's numbers. */
export class SqlDids implements DidRouteStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async read(): Promise<DidRouteEntry[]> {
    const rows = await this.database.execute<Row>(
      // The days as text: MySQL would return JSON parsed, MariaDB would not.
      `SELECT did, purpose, label, language, greeting, overflow, unknown_caller, proof, fallback, changes_number, group_name, ring_seconds,
              wait_seconds, opening_hours, time_zone, CAST(holidays AS CHAR) AS holidays, changed_at, changed_by
         FROM dids`,
    );
    return rows.map((row) => ({
      route: routeFrom(row),
      changedAt: fromDateTime(row.changed_at),
      changedBy: row.changed_by,
    }));
  }

  /** @throws StoreError */
  async write(route: DidRoute, at: Micros, by: string): Promise<void> {
    const row = {
      did: nameOfDid(route.did),
      purpose: route.purpose,
      label: route.label,
      language: route.language,
      greeting: route.greeting,
      overflow: route.overflow,
      unknown_caller: route.unknownCaller,
      proof: route.proof,
      fallback: route.fallback,
      changes_number: route.changesNumber,
      group_name: route.group,
      ring_seconds: route.ringSeconds,
      wait_seconds: route.waitSeconds,
      opening_hours: route.openingHours,
      time_zone: route.timeZone,
      holidays: JSON.stringify(route.holidays),
      changed_at: toDateTime(at),
      changed_by: by,
    };
    await this.database.insertMany('dids', [row], overwriting(...Object.keys(row)));
  }

  /** @throws StoreError */
  async remove(did: string | null): Promise<boolean> {
    return (await this.database.write('DELETE FROM dids WHERE did = ?', [nameOfDid(did)])) > 0;
  }
}

/** The choices are those of whichever version wrote the row: `canFollow` judges them. */
function routeFrom(row: Row): DidRoute {
  return {
    did: didOfName(row.did),
    purpose: row.purpose as DidRoute['purpose'],
    label: row.label,
    language: row.language as DidRoute['language'],
    greeting: row.greeting,
    overflow: row.overflow as DidRoute['overflow'],
    unknownCaller: row.unknown_caller as DidRoute['unknownCaller'],
    proof: row.proof as DidRoute['proof'],
    fallback: row.fallback as DidRoute['fallback'],
    changesNumber: row.changes_number === 1,
    group: row.group_name,
    ringSeconds: row.ring_seconds,
    waitSeconds: row.wait_seconds,
    openingHours: row.opening_hours,
    timeZone: row.time_zone,
    holidays: daysFrom(row.holidays),
  };
}

/** @returns what is no list of texts as one day that does not exist: the route is then not followed */
function daysFrom(text: string): string[] {
  try {
    const days: unknown = JSON.parse(text);
    if (Array.isArray(days) && days.every((day) => typeof day === 'string')) return days;
  } catch {
    // A database without that type accepts any text.
  }
  return ['unreadable'];
}
