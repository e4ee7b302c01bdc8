import type { Clock } from '#kernel/clock';

/** One event as ARI sends it (Asterisk: rest-api/api-docs/events.json); `type` says which. */
export interface AriEvent {
  type: string;
  /** ISO 8601 with milliseconds and offset, `2026-11-23T22:00:00.123+0000`. */
  timestamp?: string;
  [property: string]: unknown;
}

/**
 * The part of ari-client that Star7 uses. ari-client makes its operations at run time from Asterisk's own
 * description, and its published typings lag behind; see `operationOf`.
 */
export interface AriClient {
  on(
    event: 'pong' | 'WebSocketConnected' | 'WebSocketReconnecting' | 'WebSocketMaxRetries',
    listener: () => void,
  ): void;
  start(application: string): Promise<void>;
  ping(): void;
}

/** A WebSocket of `ws`. */
interface Socket {
  readonly readyState: number;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  ping(): void;
  close(): void;
  terminate(): void;
}

/** `ws`: the handshake is done, and neither side has begun to close the socket. */
const open = 1;

/** How long the peer has to confirm a socket's close; a frozen peer never would. */
const closeDeadlineMs = 1_000;

/**
 * Stands between ari-client 2.2.0 and its WebSockets, because it cannot be stopped from outside: `stop()`
 * while it waits to reconnect leaves the attempt in place, and an abandoned client registers the application
 * later, which takes it from the client in use. Its reading cannot be made safe from outside either: an event
 * of a type that Asterisk did not describe throws inside it, which ends the process.
 *
 * ari-client keeps each new socket in its property `_ws` and reads it back to listen. The guard replaces that
 * property and returns the socket with listeners that cannot throw, and that are called only while the socket
 * is the client's newest and the guard has not been released (`release`).
 *
 * The guard parses the messages itself, as plain events: ari-client would build an object with all its
 * operations from each.
 */
export class AriClientGuard {
  #socket: Socket | null = null;
  #isReleased = false;

  /**
   * @param onUnreadable called with the type of a message that is not an event or that Asterisk did not
   * describe
   */
  constructor(
    private readonly client: AriClient,
    private readonly clock: Clock,
    private readonly onEvent: (event: AriEvent) => void,
    private readonly onUnreadable: (type: string) => void,
  ) {
    let held: object | undefined;
    Object.defineProperty(client, '_ws', {
      configurable: true,
      get: () => held,
      set: (socket: Socket) => (held = this.#take(socket)),
    });
  }

  /** Ends the current socket; a socket that ari-client makes later is terminated before it sends anything. */
  release(): void {
    const socket = this.#socket;
    if (this.#isReleased) return;
    this.#isReleased = true;
    if (socket === null) return;
    const cancel = this.clock.after(closeDeadlineMs, () => socket.terminate());
    socket.on('close', cancel);
    socket.close();
  }

  #take(socket: Socket): object {
    // ws starts connecting only after this turn of the event loop, so no byte is sent.
    if (this.#isReleased) socket.terminate();
    else this.#socket = socket;
    return {
      on: (event: string, listener: (...values: unknown[]) => void) =>
        socket.on(event, (...values) => {
          if (this.#isReleased || socket !== this.#socket) return;
          try {
            if (event === 'message') this.#read(String(values[0]));
            else listener(...values);
          } catch {
            // The error's text may quote the message.
            this.onUnreadable('');
          }
        }),
      ping: () => {
        if (socket.readyState === open) socket.ping();
      },
      close: () => socket.close(),
    };
  }

  #read(message: string): void {
    let event: AriEvent | null = null;
    try {
      event = JSON.parse(message) as AriEvent | null;
    } catch {
      // The error's text would quote the message.
    }
    const type = event?.type;
    if (event !== null && typeof type === 'string' && isDescribed(this.client, type)) this.onEvent(event);
    else this.onUnreadable(wordOf(type));
  }
}

/** Whether Asterisk has described events of this type, as it does at each connect. */
function isDescribed(client: AriClient, type: string): boolean {
  const { _swagger: description } = client as { _swagger?: { apis: { events?: { models?: object } } } };
  return Object.hasOwn(description?.apis.events?.models ?? {}, type);
}

/** The loggable form of a type: a plain word as Asterisk's types are, else nothing. */
function wordOf(type: unknown): string {
  return typeof type === 'string' && /^[A-Za-z]{1,60}$/.test(type) ? type : '';
}
