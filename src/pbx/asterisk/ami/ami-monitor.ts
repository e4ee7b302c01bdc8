import type { Clock } from '#kernel/clock';
import type { ExtensionState, Extensions } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import type { AmiAccount, AmiEvent } from './ami-connection';
import { AmiConnection, requireSafeAccount } from './ami-connection';
import { AmiError } from './ami-error';
import { DeviceStates, unknownState } from './device-states';
import { SecurityEvents } from './security-events';

export interface AmiTimes {
  /** Connect, log-in and each action. */
  answerSeconds: number;
  /** Between two pings. */
  pingSeconds: number;
  /** After the first failure; doubles with each, up to the longest. */
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
 * Watches over AMI which phones are registered and in use, and who tries to break in. Reconnects for ever, with a
 * new client each time.
 *
 * Least privilege in manager.conf, enough on Asterisk 22.10.1:
 *
 *     read=call,security     DeviceStateChange and the security events; eventfilter keeps the class's other events,
 *                            which have caller IDs in them, from being sent at all
 *     write=reporting        DeviceStateList. Ping needs none.
 *
 * Not `system`: whoever has it may add dialplan (DialplanExtensionAdd) and load modules. PJSIPShowContacts and
 * ContactStatus would need it, and say nothing that a device state does not.
 *
 *     ┌─► connecting ─► listing ─► up ──┐      the whole state is asked for after each log-in,
 *     │        │           │       │ ping unanswered, socket closed
 *     └─ pause ◄───────────┴───────┘           and `stateOf` says unknown until then
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
  /** Why it is not up, as the log was told; null after it was told that it is. */
  #saidReason: string | null = null;

  /** @throws AmiError `ami-unsafe-header` where user name or password could inject another action */
  constructor(
    account: AmiAccount,
    clock: Clock,
    log: Log,
    times: Partial<AmiTimes> = {},
    /** Told when the phones' states become known, and when they no longer are. */
    private readonly onState: (up: boolean) => void = () => undefined,
    /** Told that a phone's state may have changed while they are known. */
    private readonly onPhone: (extension: string) => void = () => undefined,
  ) {
    requireSafeAccount(account);
    this.#account = account;
    this.#clock = clock;
    this.#log = log;
    this.#times = { ...defaultAmiTimes, ...times };
    this.#security = new SecurityEvents(clock, log);
  }

  /** Begins, and does not wait for a connection: without AMI every call is tried. */
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

  stateOf(extension: string): ExtensionState {
    return this.#states?.of(extension) ?? unknownState;
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

  /** One connection, from its beginning to its end. Never rejects. */
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
      this.#saidReason = null;
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

  /** Asks for the state of every phone. Where that is not allowed, events still tell each change from now on. */
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

  /** Pings until the connection ends: a half-open one says nothing by itself. */
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

  /** @returns when the time is over, or when it is cut short by `#endPause` */
  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(milliseconds, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** A refused log-in will be refused again, and each is a security event for fail2ban: no hurry then. */
  #pauseAfter({ slug }: AmiError, failures: number): number {
    const { shortestPauseSeconds, longestPauseSeconds } = this.#times;
    if (slug === 'ami-login-refused') return longestPauseSeconds;
    return Math.min(shortestPauseSeconds * 2 ** Math.max(0, failures - 1), longestPauseSeconds);
  }

  /** Once for each reason; while it stays the same, tries are no news. */
  #sayDown(error: AmiError, seconds: number): void {
    const isNews = error.slug !== this.#saidReason;
    this.#saidReason = error.slug;
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
