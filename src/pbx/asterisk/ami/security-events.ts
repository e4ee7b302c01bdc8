import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { hidden } from '#kernel/masked';
import type { AmiEvent } from './ami-connection';

/**
 * The events of AMI's class `security` that are worth a log line; the others report successful log-ins and
 * password challenges. Source:
 * https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/AMI_Events/
 */
const worthALine: ReadonlySet<string> = new Set([
  'AuthMethodNotAllowed',
  'ChallengeResponseFailed',
  'FailedACL',
  'InvalidAccountID',
  'InvalidPassword',
  'InvalidTransport',
  'LoadAverageLimit',
  'MemoryLimit',
  'RequestBadFormat',
  'RequestNotAllowed',
  'RequestNotSupported',
  'SessionLimit',
  'UnexpectedAddress',
]);

/** Lines per minute. A scanner tries thousands of passwords; the log must stay readable. */
const maxLines = 60;
const minute = 60_000;

/** Logs attempts to break into the PBX. */
export class SecurityEvents {
  #lines = 0;
  #left = 0;
  #cancel: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  take(event: AmiEvent): void {
    const { event: name } = event;
    if (typeof name !== 'string' || !worthALine.has(name)) return;
    this.#cancel ??= this.clock.after(minute, () => this.#turn());
    if (this.#lines >= maxLines) {
      this.#left += 1;
      return;
    }
    this.#lines += 1;
    this.log.warn('security event on the PBX', {
      event: name,
      service: /^[A-Za-z_-]{1,32}$/.exec(textOf(event['service']))?.[0] ?? '',
      account: accountOf(textOf(event['accountid'])),
      host: hostOf(textOf(event['remoteaddress'])),
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#turn();
  }

  #turn(): void {
    if (this.#left > 0)
      this.log.warn('too many security events on the PBX; not all are logged', { count: this.#left });
    this.#lines = 0;
    this.#left = 0;
    this.#cancel = null;
  }
}

function textOf(value: AmiEvent[string]): string {
  // The attacker chose the text: keep it short and replace control characters, which could drive a terminal.
  return typeof value === 'string' ? value.slice(0, 64).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?') : '';
}

/**
 * A scanner's "account" is often the number that it tries to dial: text with more than five digits, and
 * anything that may be an e-mail address, is hidden.
 */
export function accountOf(account: string): string {
  const digits = account.match(/\p{N}/gu) ?? [];
  return digits.length > 5 || /[@＠﹫]/.test(account) ? hidden : account;
}

/** The address in `IPV4/UDP/192.0.2.7/5060`; only a valid address is returned. */
function hostOf(remoteAddress: string): string {
  return /^IPV[46]\/[A-Z]{2,4}\/([0-9a-fA-F.:]{2,45})\/\d{1,5}$/.exec(remoteAddress)?.[1] ?? '';
}
