import type { Clock } from '../calls/ports';

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
  on(event: '*', listener: (event: AriEvent) => void): void;
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
 */
export class AriClientGuard {
  #socket: Socket | null = null;
  #letGo = false;

  /** @param onUnreadable told of a message that ari-client could not read, by the message's type */
  constructor(
    client: AriClient,
    private readonly clock: Clock,
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
            listener(...values);
          } catch {
            // The error's own words may quote the message.
            this.onUnreadable(typeOf(values[0]));
          }
        }),
      ping: () => {
        if (socket.readyState === open) socket.ping();
      },
      close: () => socket.close(),
    };
  }
}

/** The type of the event in a message; a word of Asterisk's, or nothing at all. */
function typeOf(message: unknown): string {
  try {
    const { type } = JSON.parse(String(message)) as { type?: unknown };
    return typeof type === 'string' && /^[A-Za-z]{1,60}$/.test(type) ? type : '';
  } catch {
    return '';
  }
}
