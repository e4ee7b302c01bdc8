import type { Log } from '#kernel/log';

/** What somebody should look at. Stable slugs: alert rules and metrics rely on them. */
export const alertEvents = [
  /** A manager asked for too many wrong order numbers. */
  'manager-locked-out',
  /** All managers together did: nobody can call for a while. */
  'everybody-locked-out',
  /** A manager's calls of an hour or a day are used up. Told once in an hour for each manager. */
  'call-cap-reached',
  /** A manager changed as many contacts as an hour or a day allows, and wanted more. */
  'contact-change-limit-reached',
  /** An order's number lies in a range that is closed. */
  'destination-refused',
  /** Call attempts could not be written into the audit log; they wait in the table of calls. */
  'audit-behind',
] as const;
export type AlertEvent = (typeof alertEvents)[number];

export interface Alert {
  event: AlertEvent;
  /** The extension that it is about; absent where it is about none. */
  manager?: string;
  /** The refusal, where there are several. */
  reason?: string;
}

/** Where alerts go. */
export interface Alerts {
  raise(alert: Alert): void;
}

const explanations: Readonly<Record<AlertEvent, string>> = {
  'manager-locked-out':
    'a manager asked for too many wrong order numbers and is locked out (star7 manager unlock)',
  'everybody-locked-out': 'too many wrong order numbers by all managers together: all are locked out',
  'call-cap-reached': 'a manager has used up the calls of an hour or a day',
  'contact-change-limit-reached': 'a manager has used up the changes of contacts of an hour or a day',
  'destination-refused': 'the number of an order is in a range that is closed (STAR7_DESTINATIONS)',
  'audit-behind': 'call attempts wait to be written into the audit log',
};

/** Alerts as warnings in the log, with the slug in the field `event`, and counted for metrics. */
export class LoggedAlerts implements Alerts {
  readonly #counts = new Map<AlertEvent, number>(alertEvents.map((event) => [event, 0]));

  constructor(private readonly log: Log) {}

  raise({ event, manager, reason }: Alert): void {
    this.#counts.set(event, (this.#counts.get(event) ?? 0) + 1);
    this.log.warn(explanations[event], {
      event,
      ...(manager !== undefined && { manager }),
      ...(reason !== undefined && { reason }),
    });
  }

  /** How often each was raised since this process began. */
  counts(): ReadonlyMap<AlertEvent, number> {
    return this.#counts;
  }
}
