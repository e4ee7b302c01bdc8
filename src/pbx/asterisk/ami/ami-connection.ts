import createClient from 'asterisk-manager';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { within } from '#kernel/within';
import { AmiError } from './ami-error';

export interface AmiAccount {
  host: string;
  port: number;
  username: string;
  password: string;
}

export type AmiEvent = createClient.Message;

/** Ids of actions: asterisk-manager's own for the login is a time, ours are counted. */
const actionIdPattern = /^(?:star7-)?\d{1,30}$/;

/**
 * One connection to AMI, from connect to close; not used again after that. A guard around asterisk-manager:
 *
 *  - what asterisk-manager would hold back, replay after a reconnect, or lose silently is rejected here instead;
 *  - every action has a deadline, and missing it ends the connection: a half-open connection looks just like that;
 *  - asterisk-manager cannot destroy its socket (`end()` waits for a frozen peer without limit), so the socket gets an
 *    abort signal;
 *  - a line break in a header is refused before it is sent;
 *  - the name in an event or a reply is not used as a name of asterisk-manager's own events;
 *  - a listener that throws does not end the process.
 */
export class AmiConnection {
  readonly #client: createClient.Client;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<(error: AmiError) => void>();
  readonly #account: AmiAccount;
  readonly #clock: Clock;
  #ended: AmiError | null = null;
  #actions = 0;
  /** Resolves with the reason when the connection has ended, on either side. */
  readonly ended: Promise<AmiError>;
  #resolveEnded: (reason: AmiError) => void = () => undefined;

  /** @param onEvent each event, in order */
  constructor(account: AmiAccount, onEvent: (event: AmiEvent) => void, clock: Clock, log: Log) {
    this.#account = account;
    this.#clock = clock;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#client = createClient(null, account.host, account.username, account.password);
    // Replaces asterisk-manager's own listener, which emits each message again under the name in the message: an event
    // called `rawevent` would loop without end, and a reply with that as its ActionID would end the process.
    this.#client.removeAllListeners('rawevent');
    this.#client.on('rawevent', (message) => {
      if (this.#ended !== null) return;
      try {
        this.#settle(message);
        // If an event has two names, one was smuggled in.
        if (typeof message['event'] === 'string') onEvent(message);
      } catch (error) {
        log.error('an AMI event could not be handled', { error });
      }
    });
    this.#client.on('close', () => this.end(new AmiError('ami-lost')));
  }

  /** @throws AmiError `ami-unsafe-header`, `ami-lost`, `ami-silent`, `ami-login-refused` */
  async open(milliseconds: number): Promise<void> {
    requireSafeAccount(this.#account);
    await this.#within(milliseconds, (resolve) => {
      const { host, port } = this.#account;
      this.#client.on('connect', () => resolve(undefined));
      this.#client.connect({ host, port, signal: this.#abort.signal });
    });
    await this.#within(milliseconds, (resolve, reject) => {
      this.#client.login((refusal) => {
        if (refusal === undefined) resolve(undefined);
        else reject(this.end(new AmiError('ami-login-refused')));
      });
    });
  }

  /**
   * @returns the first reply; a list's rows follow as events with the same ActionID
   * @throws AmiError `ami-unsafe-header`, `ami-lost`, `ami-silent`, `ami-action-refused`
   */
  async action(fields: Readonly<Record<string, string>>, milliseconds: number): Promise<AmiEvent> {
    requireSafe(fields);
    return await this.#within<AmiEvent>(milliseconds, (resolve, reject) => {
      // asterisk-manager's own ids are times of day, and two in one millisecond may be equal.
      const actionid = `star7-${String(++this.#actions)}`;
      this.#client.action({ ...fields, actionid }, (refusal, response) => {
        if (refusal === undefined) resolve(response);
        else reject(new AmiError('ami-action-refused'));
      });
    });
  }

  /** Ends the connection at once, and rejects everything that waits. Only the first reason counts. */
  end(reason: AmiError): AmiError {
    if (this.#ended !== null) return this.#ended;
    this.#ended = reason;
    this.#abort.abort();
    for (const reject of [...this.#waiting]) reject(reason);
    this.#resolveEnded(reason);
    return reason;
  }

  /** Passes a reply to its caller: asterisk-manager waits for it under the action's id. */
  #settle(message: AmiEvent): void {
    const { response, actionid: id } = message;
    if (typeof response !== 'string' || typeof id !== 'string' || !actionIdPattern.test(id)) return;
    this.#client.emit(id, response.toLowerCase() === 'error' ? message : undefined, message);
  }

  /** What is not done by the deadline ends the connection. */
  async #within<Value>(
    milliseconds: number,
    begin: (resolve: (value: Value) => void, reject: (error: AmiError) => void) => void,
  ): Promise<Value> {
    if (this.#ended !== null) throw this.#ended;
    let fail: (error: AmiError) => void = () => undefined;
    const answer = new Promise<Value>((resolve, reject) => {
      fail = reject;
      this.#waiting.add(fail);
      begin(resolve, reject);
    });
    try {
      return await within(this.#clock, milliseconds, answer, () => {
        throw this.end(new AmiError('ami-silent'));
      });
    } finally {
      this.#waiting.delete(fail);
    }
  }
}

/** @throws AmiError `ami-unsafe-header` */
export function requireSafeAccount({ username, password }: AmiAccount): void {
  requireSafe({ username, password });
}

/** AMI has no quoting: a line break in a value would begin another header, two of them another action. */
function requireSafe(fields: Readonly<Record<string, string>>): void {
  const isSafe = Object.entries(fields).every(
    ([name, value]) => /^[A-Za-z]+$/.test(name) && !/\p{Cc}/u.test(value),
  );
  if (!isSafe) throw new AmiError('ami-unsafe-header');
}
