import { connect } from 'ari-client';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { within } from '#kernel/within';
import { AriClientGuard } from './ari-client-guard';
import type { AriClient, AriEvent } from './ari-client-guard';
import { AriError, readError } from './ari-errors';
import { AriOperations, AriRefusal } from './ari-operations';
import { AriSocketError } from './ari-socket';

export type { AriClient, AriEvent } from './ari-client-guard';

export interface AriOptions {
  /** Base address, `http://127.0.0.1:8088`. */
  url: string;
  username: string;
  password: string;
  /** The Stasis application's name, as the dialplan has it. */
  application: string;
}

const connectDeadlineMs = 10_000;
/** How long ari-client may reconnect by itself: its handshakes have no deadline. */
const reconnectDeadlineMs = 15_000;
const callDeadlineMs = 5_000;
const pingEveryMs = 3_000;
const firstPauseMs = 200;
const longestPauseMs = 5_000;

/** Sent when another program registers the application: from then on its events go there. */
const replacedType = 'ApplicationReplaced';

/** How requests are sent to the PBX. */
export type AriRequests = Pick<AriConnection, 'up' | 'call' | 'together'>;

/** The client of ari-client's that is in use. */
interface Link {
  client: AriClient;
  guard: AriClientGuard;
  /** Whether its socket is open. */
  open: boolean;
  /** Counts the sockets: what began on one socket must not act for the next. */
  sockets: number;
  pongs: number;
}

/**
 * A guard around ari-client 2.2, which by itself gives up after ten reconnects, may never answer a request, has no
 * heartbeat, and stops its event stream if a listener throws. Here every request has a deadline, a missed pong is a
 * lost connection, and connecting goes on until {@link stop}, or until another program takes the application: Star7
 * does not take it back.
 *
 * At most one client may have a socket at any time: two with one application take it from each other.
 */
export class AriConnection {
  #link: Link | null = null;
  #up = false;
  #stopped = false;
  /** Cancels the next ping, or the deadline for being up again. */
  #cancelWatch: () => void = () => undefined;
  /** Called by {@link stop}: each ends a wait. */
  readonly #waiting = new Set<() => void>();
  readonly #operations: AriOperations;

  constructor(
    private readonly options: AriOptions,
    /** The event types to subscribe to; the PBX sends no others. */
    private readonly eventTypes: readonly string[],
    private readonly onEvent: (event: AriEvent) => void,
    private readonly onState: (up: boolean) => void,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Another program has taken the application. This connection has ended: do not {@link start} it again. */
    private readonly onReplaced: () => void = () => undefined,
  ) {
    silenceSwagger();
    this.#operations = new AriOperations(options, callDeadlineMs);
  }

  get up(): boolean {
    return this.#up;
  }

  /** Connects and reconnects until {@link stop}. Resolves with the first connection, or when stopped. */
  async start(): Promise<void> {
    for (let pauseMs = firstPauseMs; this.#wanted(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await this.#build();
        return;
      } catch (error) {
        if (!this.#wanted()) return;
        this.log.warn('no connection to Asterisk; trying again', { url: this.options.url, error });
      }
      await this.#pause(pauseMs);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
    this.#operations.close();
    for (const end of this.#waiting) end();
  }

  /**
   * Does one operation with a deadline.
   * @param name for errors and the log: the operation only, no arguments
   * @throws {AriError}
   */
  async call<Result>(name: string, operation: (client: AriClient) => Promise<Result>): Promise<Result> {
    const link = this.#link;
    if (link === null || !this.#up) throw new AriError('disconnected', name);
    return await this.#within(callDeadlineMs, name, operation(link.client));
  }

  /** Operations that begin in `work` go out in one write and are done one after another: {@link AriOperations}. */
  together<Result>(work: () => Result): Result {
    return this.#operations.together(work);
  }

  async #build(): Promise<void> {
    const { url, username, password, application } = this.options;
    await this.#within(connectDeadlineMs, 'connect', this.#knock());
    if (!this.#wanted()) return;
    const connecting = connect(url, username, password) as unknown as Promise<AriClient>;
    const client = await this.#within(connectDeadlineMs, 'connect', connecting);
    if (!this.#wanted()) return;

    const link = this.#adopt(client);
    let connected = Promise.resolve();
    client.on('WebSocketConnected', () => {
      connected = this.#onConnected(link);
    });
    try {
      await this.#within(connectDeadlineMs, 'start', client.start(application));
    } catch (error) {
      if (link === this.#link) this.#drop();
      throw error;
    }
    client.on('WebSocketMaxRetries', () => this.#rebuild(link, 'ari-client gave up reconnecting'));
    await connected;
  }

  /** Makes this client the one in use. */
  #adopt(client: AriClient): Link {
    const guard = new AriClientGuard(
      client,
      this.clock,
      (event) => this.#onAriEvent(link, event),
      (event) => this.log.warn('an event of Asterisk could not be read', { event }),
    );
    const link: Link = { client, guard, open: false, sockets: 0, pongs: 0 };
    this.#link = link;
    this.#operations.attach(client);
    client.on('pong', () => link.pongs++);
    client.on('WebSocketReconnecting', () => this.#onDisconnected(link));
    return link;
  }

  /**
   * Checks access before ari-client does: at any status but 200 its swagger-client throws where nothing can catch it,
   * and the process ends without a useful message.
   */
  async #knock(): Promise<void> {
    try {
      await this.#operations.ping();
    } catch (error) {
      if (error instanceof AriSocketError) throw new AriError('disconnected', 'connect');
      const status = error instanceof AriRefusal ? error.status : null;
      if (status === 401) throw new AriError('unauthorised', 'connect');
      if (status === 403) throw new AriError('forbidden', 'connect');
      throw new AriError('no-ari', 'connect');
    }
  }

  /** The filter belongs to the socket's registration: every reconnect needs it again. */
  async #onConnected(link: Link): Promise<void> {
    link.open = true;
    const socket = ++link.sockets;
    const current = (): boolean => link === this.#link && link.open && socket === link.sockets;
    const types = new Set([...this.eventTypes, replacedType]);
    const allowed = [...types].map((type) => ({ type }));
    try {
      await this.#within(
        callDeadlineMs,
        'applications.filter',
        operationOf(
          link.client,
          'applications',
          'filter',
        )({
          applicationName: this.options.application,
          filter: { allowed },
        }),
      );
    } catch (error) {
      // Without it all events come, and unknown ones are ignored: slower, not wrong.
      if (current()) this.log.warn('the event filter was not accepted', { error });
    }
    if (!current()) return;
    this.#setUp(true);
    this.#listenForPongs(link);
  }

  #onDisconnected(link: Link): void {
    // Each failed attempt comes here again, and the first connection has its own deadline.
    if (link !== this.#link || !link.open) return;
    link.open = false;
    this.#setUp(false);
    this.#watch(reconnectDeadlineMs, () => this.#rebuild(link, 'ari-client did not reconnect'));
  }

  #listenForPongs(link: Link): void {
    const { pongs } = link;
    link.client.ping();
    this.#watch(pingEveryMs, () => {
      if (link.pongs === pongs) this.#rebuild(link, 'Asterisk did not answer a ping');
      else this.#listenForPongs(link);
    });
  }

  #watch(milliseconds: number, callback: () => void): void {
    this.#cancelWatch();
    this.#cancelWatch = this.clock.after(milliseconds, callback);
  }

  #onAriEvent(link: Link, event: AriEvent): void {
    if (link !== this.#link) return;
    if (event.type === replacedType) {
      this.#onApplicationReplaced(event);
      return;
    }
    try {
      this.onEvent(event);
    } catch (error) {
      // ari-client stops reading its socket if a listener throws.
      this.log.error('an event of Asterisk could not be handled', { event: event.type, error });
    }
  }

  #onApplicationReplaced(event: AriEvent): void {
    const { application } = this.options;
    if ((event['application'] ?? application) !== application) return;
    this.log.error(
      'another program has registered this Stasis application and now controls its calls: ' +
        'run one Star7 for each STAR7_ARI_APPLICATION, end the other program, then start Star7 again',
      { application },
    );
    this.stop();
    this.onReplaced();
  }

  #rebuild(link: Link, why: string): void {
    if (link !== this.#link) return;
    this.log.warn('connection to Asterisk lost; reconnecting', { reason: why });
    this.#drop();
    void this.start();
  }

  /** Gives up the client in use, whatever it is doing. */
  #drop(): void {
    this.#cancelWatch();
    const link = this.#link;
    this.#link = null;
    link?.guard.release();
    this.#setUp(false);
  }

  #wanted(): boolean {
    return !this.#stopped;
  }

  async #pause(milliseconds: number): Promise<void> {
    let wake: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (wake = resolve));
    this.#waiting.add(wake);
    await within(this.clock, milliseconds, stopped, () => undefined);
    this.#waiting.delete(wake);
  }

  #setUp(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    if (up) this.log.info('connected to Asterisk', { url: this.options.url });
    this.onState(up);
  }

  /** Waits for `work` until the deadline, or until this connection is stopped. @throws {AriError} */
  async #within<Result>(milliseconds: number, operation: string, work: PromiseLike<Result>): Promise<Result> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new AriError('disconnected', operation));
    });
    this.#waiting.add(stop);
    try {
      return await within(this.clock, milliseconds, Promise.race([work, stopped]), () => {
        throw new AriError('deadline', operation);
      });
    } catch (error) {
      throw readError(error, operation);
    } finally {
      this.#waiting.delete(stop);
    }
  }
}

/** An operation of ari-client by its name in Asterisk's description. */
export function operationOf(
  client: AriClient,
  resource: string,
  operation: string,
): (parameters: object) => Promise<unknown> {
  const resources = client as unknown as Record<
    string,
    Record<string, (parameters: object) => Promise<unknown>> | undefined
  >;
  const found = resources[resource]?.[operation];
  if (found === undefined) throw new AriError('refused', `${resource}.${operation}`);
  return found;
}

/** swagger-client 2.0 leaks a global `log` that prints a deprecation notice at every connect. */
function silenceSwagger(): void {
  Object.assign(globalThis, { log: () => undefined });
}
