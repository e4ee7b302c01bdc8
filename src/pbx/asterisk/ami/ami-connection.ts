import createClient from 'asterisk-manager';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { AmiError } from './ami-error';

export interface AmiAccount {
  host: string;
  port: number;
  username: string;
  password: string;
}

export type AmiEvent = createClient.Message;

/** Ids of actions: asterisk-manager's own id for the log-in is a time, ours are numbered. */
const actionIdPattern = /^(?:star7-)?\d{1,30}$/;

/**
 * One connection to AMI, from connect to close; never reused. A guard around asterisk-manager:
 *
 *  - an action that it would queue, replay after a reconnect or lose silently is rejected here instead;
 *  - every action has a deadline, and a missed deadline ends the connection: a half-open connection looks the
 *    same;
 *  - it cannot destroy its socket (`end()` never returns while the peer is frozen), so the socket gets an
 *    abort signal;
 *  - a line break in a header is refused before it is sent;
 *  - the name that a message gives itself never reaches asterisk-manager's own emitter;
 *  - a listener that throws would end the process.
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
    // Replaces asterisk-manager's own listener, which emits each message again under the name that the
    // message gives itself: an event called `rawevent` would loop endlessly, and a reply with that ActionID
    // would end the process.
    this.#client.removeAllListeners('rawevent');
    this.#client.on('rawevent', (message) => {
      if (this.#ended !== null) return;
      try {
        this.#settle(message);
        // An event with two names contains an injected one.
        if (typeof message['event'] === 'string') onEvent(message);
      } catch (error) {
        log.error('an AMI event could not be taken', { error });
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
      // asterisk-manager's own ids are times of day; two in one millisecond differ only by random digits.
      const actionid = `star7-${String(++this.#actions)}`;
      this.#client.action({ ...fields, actionid }, (refusal, response) => {
        if (refusal === undefined) resolve(response);
        else reject(new AmiError('ami-action-refused'));
      });
    });
  }

  /** Ends the connection at once and rejects pending actions. Only the first reason counts. */
  end(reason: AmiError): AmiError {
    if (this.#ended !== null) return this.#ended;
    this.#ended = reason;
    this.#abort.abort();
    for (const reject of [...this.#waiting]) reject(reason);
    this.#resolveEnded(reason);
    return reason;
  }

  /** Hands a reply to its action's callback: asterisk-manager listens for it under the action's id. */
  #settle(message: AmiEvent): void {
    const { response, actionid: id } = message;
    if (typeof response !== 'string' || typeof id !== 'string' || !actionIdPattern.test(id)) return;
    this.#client.emit(id, response.toLowerCase() === 'error' ? message : undefined, message);
  }

  /** Whatever is not there by the deadline ends the connection. */
  async #within<Value>(
    milliseconds: number,
    begin: (resolve: (value: Value) => void, reject: (error: AmiError) => void) => void,
  ): Promise<Value> {
    if (this.#ended !== null) throw this.#ended;
    return await new Promise<Value>((resolve, reject) => {
      const cancel = this.#clock.after(milliseconds, () => this.end(new AmiError('ami-silent')));
      const settle = (): void => {
        cancel();
        this.#waiting.delete(fail);
      };
      const fail = (error: AmiError): void => {
        settle();
        reject(error);
      };
      this.#waiting.add(fail);
      begin((value) => {
        settle();
        resolve(value);
      }, fail);
    });
  }
}

/** @throws AmiError `ami-unsafe-header` */
export function requireSafeAccount({ username, password }: AmiAccount): void {
  requireSafe({ username, password });
}

/** AMI has no quoting: a line break in a value would begin another header, two line breaks another action. */
function requireSafe(fields: Readonly<Record<string, string>>): void {
  const isSafe = Object.entries(fields).every(
    ([name, value]) => /^[A-Za-z]+$/.test(name) && !/\p{Cc}/u.test(value),
  );
  if (!isSafe) throw new AmiError('ami-unsafe-header');
}
