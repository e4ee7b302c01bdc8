import type { Log } from '#kernel/log';

/** Events that need attention. Stable slugs: alert rules and metrics rely on them. */
export const alertEvents = [
  /** A manager asked for too many wrong order numbers. */
  'manager-locked-out',
  /** All managers together asked for too many wrong order numbers: calls are blocked for a while. */
  'everybody-locked-out',
  /** A manager's hourly or daily call limit is used up. Raised at most once an hour for each manager. */
  'call-cap-reached',
  /** A manager tried to change more contacts than the hourly or daily limit allows. */
  'contact-change-limit-reached',
  /** An order's number is in a blocked range. */
  'destination-refused',
  /** Call attempts could not be written into the audit log; they wait in the calls table. */
  'audit-behind',
] as const;
export type AlertEvent = (typeof alertEvents)[number];

export interface Alert {
  event: AlertEvent;
  /** The affected extension; absent where there is none. */
  manager?: string;
  /** The kind of refusal, for events with several. */
  reason?: string;
}

/** A receiver of alerts. */
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

/** Logs alerts as warnings, with the slug in the field `event`, and counts them for metrics. */
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

  /** How often each alert was raised since this process started. */
  counts(): ReadonlyMap<AlertEvent, number> {
    return this.#counts;
  }
}
