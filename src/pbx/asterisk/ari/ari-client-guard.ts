import type { Clock } from '#kernel/clock';

/** One event as ARI sends it (Asterisk: rest-api/api-docs/events.json); `type` says which. */
export interface AriEvent {
  type: string;
  /** ISO 8601 with milliseconds and offset, `2026-11-23T22:00:00.123+0000`. */
  timestamp?: string;
  [property: string]: unknown;
}

/**
 * What is used of ari-client. Its operations are made at run time from Asterisk's own description, which its
 * published typings lag behind; see `operationOf`.
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

/** Of `ws`: the socket's handshake is done, and nobody has begun to close it. */
const open = 1;

/** How long the other side has to agree to a socket's end; a frozen one never would. */
const closeDeadlineMs = 1_000;

/**
 * Stands between ari-client 2.2.0 and its WebSockets, because it cannot be stopped from outside: `stop()` while it
 * waits to reconnect leaves the attempt in place, and a client that was given up on registers the application
 * later, which takes it away from the one in use. Nor can its reading be made safe from outside: an event of a type
 * that Asterisk did not describe throws in it, and with that the process ends.
 *
 * ari-client keeps each new socket in its property `_ws` and reads it back to listen. The guard takes the place of
 * that property and hands back the socket with listeners that cannot throw, that are heard only while the socket is
 * the client's last, and not at all once the guard has let go.
 *
 * Messages it reads itself, as plain events: ari-client would make objects with all their operations from each.
 */
export class AriClientGuard {
  #socket: Socket | null = null;
  #letGo = false;

  /** @param onUnreadable told of a message that is no event, or of none that Asterisk described, by its type */
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

  /** Ends the socket that there is; one that ari-client makes later ends before it says a word. */
  letGo(): void {
    const socket = this.#socket;
    if (this.#letGo) return;
    this.#letGo = true;
    if (socket === null) return;
    const cancel = this.clock.after(closeDeadlineMs, () => socket.terminate());
    socket.on('close', cancel);
    socket.close();
  }

  #take(socket: Socket): object {
    // ws does not begin before this turn of the event loop is over, so no byte is sent.
    if (this.#letGo) socket.terminate();
    else this.#socket = socket;
    return {
      on: (event: string, listener: (...values: unknown[]) => void) =>
        socket.on(event, (...values) => {
          if (this.#letGo || socket !== this.#socket) return;
          try {
            if (event === 'message') this.#read(String(values[0]));
            else listener(...values);
          } catch {
            // The error's own words may quote the message.
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
      // The error's own words would quote the message.
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

/** What may be logged of a type: a word of Asterisk's, or nothing at all. */
function wordOf(type: unknown): string {
  return typeof type === 'string' && /^[A-Za-z]{1,60}$/.test(type) ? type : '';
}
