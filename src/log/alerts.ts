import type { Log } from '#kernel/log';

/** Events that need attention. Stable slugs: alert rules and metrics rely on them. */
export const alertEvents = [
  /** A manager entered too many wrong order numbers. */
  'manager-locked-out',
  /** All managers together did: no manager can call for a while. */
  'everybody-locked-out',
  /** Callers of unknown numbers keyed too many wrong orders: for a while none is accepted. */
  'callers-locked-out',
  /** A courier entered too many wrong PINs or order numbers. */
  'courier-locked-out',
  /** All couriers together did: for a while none is put through by a PIN who keyed a wrong one. */
  'couriers-locked-out',
  /** Too many wrong PINs by calls from one number, a manager's mobile or not: it says neither whose, nor whether anybody's. */
  'mobile-locked-out',
  /** All callers of the number for managers did: for a while none is put through who keyed a wrong one. */
  'mobiles-locked-out',
  /** A manager or courier reached the hourly or daily call limit. Raised at most once an hour for each. */
  'call-cap-reached',
  /** Somebody tried to change more contacts than an hour or a day allows. */
  'contact-change-limit-reached',
  /** The number of an order is not an allowed destination. */
  'destination-refused',
  /** Call attempts could not be written to the audit log; they wait in the table of calls. */
  'audit-behind',
  /** What a program of the shop was to be told could not be delivered for a day. */
  'webhook-dead',
  /** A shop whose orders are fetched has not been reached for half an hour. */
  'shop-silent',
  /** Somebody from outside spoke on the line of a decoy or a control number. */
  'decoy-called',
  /** Somebody from outside wrote to the mailbox of a decoy, or to a control mailbox. */
  'decoy-written',
  /** Somebody from outside sent an SMS to the number of a decoy, or to a control number. */
  'decoy-texted',
  /** Somebody has asked to see what is hidden. */
  'reveal-asked',
  /** A second person has agreed. */
  'reveal-approved',
  /** A number, an address or an original mail was shown. */
  'reveal-shown',
  /** Somebody asked for more than a day allows. */
  'reveal-limit-reached',
  /** The provider of SMS has not been reached for five minutes, or refuses the account. */
  'sms-down',
  /** The account at the mail provider has not been reached for five minutes, or is refused. */
  'mailbox-down',
] as const;
export type AlertEvent = (typeof alertEvents)[number];

export interface Alert {
  event: AlertEvent;
  /** The extension concerned; absent if there is none. */
  manager?: string;
  /** Who, if it was no manager: `account:ivanova`, `token:7`. */
  actor?: string;
  /** The refusal, if the event has several. */
  reason?: string;
}

/** A receiver of alerts. */
export interface Alerts {
  raise(alert: Alert): void;
}

const explanations: Readonly<Record<AlertEvent, string>> = {
  'manager-locked-out':
    'a manager entered too many wrong order numbers and is locked out (star7 manager unlock)',
  'everybody-locked-out': 'all managers together entered too many wrong order numbers and are locked out',
  'callers-locked-out':
    'callers from unknown numbers keyed in too many wrong orders; for ten minutes none is put through by its order',
  'courier-locked-out':
    'a courier entered too many wrong PINs or order numbers and is locked out (star7 courier unlock)',
  'couriers-locked-out':
    'all couriers together entered too many wrong PINs or order numbers; those who did are locked out',
  'mobile-locked-out':
    'too many wrong PINs by calls from one number, which can be forged: for an hour none of them is right (star7 manager unlock)',
  'mobiles-locked-out':
    'too many wrong PINs on the number for managers: for an hour none is right by numbers from which a wrong one was keyed',
  'call-cap-reached': 'a manager or courier reached the hourly or daily call limit',
  'contact-change-limit-reached': 'somebody reached the hourly or daily limit of contact changes',
  'destination-refused': 'the number of an order is not an allowed destination (STAR7_DESTINATIONS)',
  'audit-behind': 'call attempts are waiting to be written to the audit log',
  'webhook-dead': 'a webhook could not be delivered and was given up (star7 webhooks dead)',
  'shop-silent':
    'a shop has not answered as it should for half an hour: its new orders are missing (star7 connectors list)',
  'decoy-called': 'somebody called a line of the leak watch and spoke (star7 leaks decoys hits)',
  'decoy-written': 'somebody wrote to a mailbox of the leak watch (star7 leaks decoys mails)',
  'decoy-texted': 'somebody sent an SMS to a line of the leak watch (star7 leaks decoys sms)',
  'reveal-asked': 'somebody asks to see what is hidden (star7 reveal list)',
  'reveal-approved': 'a second person approved that somebody sees what is hidden (star7 reveal list)',
  'reveal-shown': 'a number, an address or an original mail was shown (star7 reveal list)',
  'reveal-limit-reached':
    'somebody asked to see more of what is hidden than a day allows (star7 reveal list)',
  'sms-down': 'no connection to the SMS provider for five minutes: SMS wait (star7 sms test)',
  'mailbox-down':
    'the account at the mail provider cannot be read for five minutes: mails of customers wait there (star7 doctor)',
};

/** Logs alerts as warnings, with the slug in the field `event`, and counts them for metrics. */
export class LoggedAlerts implements Alerts {
  readonly #counts = new Map<AlertEvent, number>(alertEvents.map((event) => [event, 0]));

  constructor(private readonly log: Log) {}

  raise({ event, manager, actor, reason }: Alert): void {
    this.#counts.set(event, (this.#counts.get(event) ?? 0) + 1);
    this.log.warn(explanations[event], {
      event,
      ...(manager !== undefined && { manager }),
      ...(actor !== undefined && { actor }),
      ...(reason !== undefined && { reason }),
    });
  }

  /** How often each was raised since the start of this process. */
  counts(): ReadonlyMap<AlertEvent, number> {
    return this.#counts;
  }
}
