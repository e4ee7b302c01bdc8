import type { Clock } from '#kernel/clock';
import type { ExtensionState, Extensions } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import type { AmiAccount, AmiEvent } from './ami-connection';
import { AmiConnection, requireSafeAccount } from './ami-connection';
import { AmiError } from './ami-error';
import { DeviceStates, unknownState } from './device-states';
import { SecurityEvents } from './security-events';

export interface AmiTimes {
  /** Deadline for the connect, the log-in and each action. */
  answerSeconds: number;
  /** Interval between two pings. */
  pingSeconds: number;
  /** Pause after the first failure; doubles with each further one, up to the longest. */
  shortestPauseSeconds: number;
  longestPauseSeconds: number;
}

export const defaultAmiTimes: AmiTimes = {
  answerSeconds: 5,
  pingSeconds: 10,
  shortestPauseSeconds: 1,
  longestPauseSeconds: 30,
};

/**
 * Watches, over AMI, which phones are registered and in use, and break-in attempts. Reconnects without limit,
 * with a new client each time.
 *
 * Least privilege in manager.conf, enough on Asterisk 22.10.1:
 *
 *     read=call,security     DeviceStateChange and the security events; eventfilter blocks the class's other events,
 *                            which contain caller IDs
 *     write=reporting        DeviceStateList. Ping needs no privilege.
 *
 * Not `system`: a user with it may add dialplan (DialplanExtensionAdd) and load modules. PJSIPShowContacts
 * and ContactStatus would need it, and report nothing beyond the device states.
 *
 *     ┌─► connecting ─► listing ─► up ──┐      the whole state is requested after each log-in,
 *     │        │           │       │ ping unanswered, socket closed
 *     └─ pause ◄───────────┴───────┘           and `stateOf` returns unknown until then
 */
export class AmiMonitor implements Extensions {
  readonly #account: AmiAccount;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #times: AmiTimes;
  readonly #security: SecurityEvents;
  /** Null while not connected. */
  #states: DeviceStates | null = null;
  #connection: AmiConnection | null = null;
  #isStopping = false;
  #endPause: () => void = () => undefined;
  #running: Promise<void> | null = null;
  /** The reason for being down that was last logged; null after "up" was logged. */
  #loggedReason: string | null = null;

  /** @throws AmiError `ami-unsafe-header` where user name or password could inject another action */
  constructor(
    account: AmiAccount,
    clock: Clock,
    log: Log,
    times: Partial<AmiTimes> = {},
    /** Called when the phones' states become known or unknown. */
    private readonly onState: (up: boolean) => void = () => undefined,
    /** Called when an endpoint's state may have changed, while the states are known. */
    private readonly onPhone: (endpoint: string) => void = () => undefined,
  ) {
    requireSafeAccount(account);
    this.#account = account;
    this.#clock = clock;
    this.#log = log;
    this.#times = { ...defaultAmiTimes, ...times };
    this.#security = new SecurityEvents(clock, log);
  }

  /** Starts without waiting for a connection: without AMI every call is attempted. */
  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#endPause();
    this.#connection?.end(new AmiError('ami-stopped'));
    await this.#running;
    this.#security.stop();
  }

  /** Whether the phones' states are known. */
  get up(): boolean {
    return this.#states !== null;
  }

  /** @param endpoint a desk phone's has the name of its extension */
  stateOf(endpoint: string): ExtensionState {
    return this.#states?.of(endpoint) ?? unknownState;
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (;;) {
      const { wasUp, reason } = await this.#session();
      if (reason.slug === 'ami-stopped') return;
      failures = wasUp ? 0 : failures + 1;
      const seconds = this.#pauseAfter(reason, failures);
      this.#sayDown(reason, seconds);
      await this.#pause(seconds * 1000);
      if (this.#isStopping) return;
    }
  }

  /** Runs one connection from start to end. Never rejects. */
  async #session(): Promise<{ wasUp: boolean; reason: AmiError }> {
    const states = new DeviceStates();
    let listed: () => void = () => undefined;
    const isListed = new Promise<void>((resolve) => (listed = resolve));
    const onEvent = (event: AmiEvent): void => {
      switch (event['event']) {
        case 'DeviceStateChange': {
          const endpoint = states.take(event['device'], event['state']);
          if (endpoint !== null && this.#states === states) this.onPhone(endpoint);
          return;
        }
        case 'DeviceStateListComplete':
          listed();
          return;
        default:
          this.#security.take(event);
      }
    };
    const connection = new AmiConnection(this.#account, onEvent, this.#clock, this.#log);
    this.#connection = connection;
    try {
      await connection.open(this.#times.answerSeconds * 1000);
      await this.#list(connection, isListed);
      this.#states = states;
      this.onState(true);
      this.#loggedReason = null;
      this.#log.info('AMI is up', { host: this.#account.host, port: this.#account.port, count: states.size });
      await this.#watch(connection);
    } catch (error) {
      connection.end(error instanceof AmiError ? error : new AmiError('ami-lost', error));
    }
    const wasUp = this.#states !== null;
    this.#states = null;
    this.#connection = null;
    if (wasUp) this.onState(false);
    return { wasUp, reason: await connection.ended };
  }

  /** Requests the state of every phone. Where that is not allowed, events still report each later change. */
  async #list(connection: AmiConnection, isListed: Promise<void>): Promise<void> {
    const milliseconds = this.#times.answerSeconds * 1000;
    try {
      await connection.action({ action: 'DeviceStateList' }, milliseconds);
    } catch (error) {
      if (!(error instanceof AmiError) || error.slug !== 'ami-action-refused') throw error;
      this.#log.error('the state of phones cannot be requested; it is known only after a change', {
        error,
      });
      return;
    }
    const cancel = this.#clock.after(milliseconds, () => connection.end(new AmiError('ami-silent')));
    const lost = await Promise.race([isListed, connection.ended]);
    cancel();
    if (lost !== undefined) throw lost;
  }

  /** Pings until the connection ends: a half-open connection is noticed only by a missed answer. */
  async #watch(connection: AmiConnection): Promise<void> {
    for (;;) {
      const isOver = Symbol('over');
      const ended = await Promise.race([
        connection.ended.then(() => isOver),
        this.#pause(this.#times.pingSeconds * 1000),
      ]);
      if (ended === isOver) {
        this.#endPause();
        return;
      }
      await connection.action({ action: 'Ping' }, this.#times.answerSeconds * 1000);
    }
  }

  /** Resolves when the time is over or `#endPause` is called. */
  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(milliseconds, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /**
   * A refused log-in will be refused again, and each one is a security event for fail2ban: use the longest
   * pause.
   */
  #pauseAfter({ slug }: AmiError, failures: number): number {
    const { shortestPauseSeconds, longestPauseSeconds } = this.#times;
    if (slug === 'ami-login-refused') return longestPauseSeconds;
    return Math.min(shortestPauseSeconds * 2 ** Math.max(0, failures - 1), longestPauseSeconds);
  }

  /** Logs each reason once; retries that fail for the same reason are not logged again. */
  #sayDown(error: AmiError, seconds: number): void {
    const isNews = error.slug !== this.#loggedReason;
    this.#loggedReason = error.slug;
    const { host, port } = this.#account;
    this.#log[isNews ? 'warn' : 'debug'](
      'AMI is down; the phones’ states are unknown and every call is tried',
      {
        error,
        host,
        port,
        milliseconds: seconds * 1000,
      },
    );
  }
}
