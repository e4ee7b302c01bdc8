import type { Writable } from 'node:stream';
import type { Change, NumberedChange } from './event-feed';
import type { Clock } from '#kernel/clock';
import type { AccessEnd } from '#people/authentication';
import { eventJson } from './event-json';

export interface EventStreamSettings {
  /** Interval of comments on a silent stream; a reader that is stuck for two intervals is cut off. */
  heartbeatSeconds: number;
  /**
   * How many changes may wait for one slow reader before it is cut off; more than the feed keeps for replay.
   */
  maxWaitingChanges: number;
}

/** How long a reader may take to receive the written data after its stream ends. */
const secondsToTakeTheRest = 2;

export type EndReason = 'reader-gone' | 'reader-too-slow' | 'stopping' | AccessEnd;

/**
 * Sends live changes to one reader, as server-sent events (HTML standard, section 9.2).
 *
 * Bounded: while the reader's connection is full, changes wait as references. A reader with too many waiting
 * changes, or stuck for two heartbeats, is cut off; it reconnects with Last-Event-ID and misses nothing.
 */
export class EventStream {
  /** Converted to text only when written: the readers share the views, but would not share the text. */
  readonly #waiting: (() => string)[] = [];
  #stuck = false;
  #stuckAtHeartbeat = false;
  #ended = false;
  #cancelHeartbeat: () => void = () => undefined;
  #cancelCutOff: () => void = () => undefined;

  /**
   * @param epoch names this run of Star7: the feed counts from 1 again after a restart
   * @param onEnd called once
   */
  constructor(
    private readonly sink: Writable,
    private readonly epoch: string,
    private readonly clock: Clock,
    private readonly settings: EventStreamSettings,
    private readonly onEnd: (reason: EndReason) => void,
  ) {
    sink.on('drain', () => {
      this.#stuck = false;
      this.#stuckAtHeartbeat = false;
      this.#flush();
    });
    sink.on('close', () => this.readerGone());
    sink.on('error', () => this.#finish('reader-gone'));
    // The time that browsers wait before reconnecting, in milliseconds.
    this.#send(() => 'retry: 3000\n\n');
    this.#beatLater();
  }

  /**
   * The reader's connection has ended. A response that is queued behind another on the connection gets no
   * event for that.
   */
  readerGone(): void {
    this.#cancelCutOff();
    this.#finish('reader-gone');
  }

  /** Sends a change of the feed. */
  change({ id, change }: NumberedChange): void {
    this.#send(() => `id: ${this.epoch}-${String(id)}\n${frameOf(change)}`);
  }

  /** Sends a current state: it is not a change, so it has no id to resume from. */
  current(change: Change): void {
    this.#send(() => frameOf(change));
  }

  /**
   * Marks the end of the current states: the reader may resume from here. An id alone is not an event, but
   * readers remember it (HTML standard, section 9.2.6).
   */
  deliveredUntil(id: number): void {
    this.#send(() => `id: ${this.epoch}-${String(id)}\n\n`);
  }

  /**
   * Tells the reader that changes are missing: the current states follow, and it must read everything else
   * again.
   */
  gap(): void {
    this.#send(() => 'event: gap\ndata: {}\n\n');
  }

  /** Ends the stream from Star7's side; the reader may reconnect. */
  end(reason: EndReason): void {
    if (this.#ended) return;
    this.#finish(reason);
    // A reader that disappeared silently would keep the connection, and prevent the server from closing.
    this.#cancelCutOff = this.clock.after(secondsToTakeTheRest * 1000, () => this.sink.destroy());
    this.sink.end();
  }

  #send(frame: () => string): void {
    if (this.#ended) return;
    if (this.#waiting.length >= this.settings.maxWaitingChanges) {
      this.#cutOff();
      return;
    }
    this.#waiting.push(frame);
    this.#flush();
  }

  #flush(): void {
    while (!this.#ended && !this.#stuck) {
      const frame = this.#waiting.shift();
      if (frame === undefined) return;
      this.#stuck = !this.sink.write(frame());
    }
  }

  #beatLater(): void {
    this.#cancelHeartbeat = this.clock.after(this.settings.heartbeatSeconds * 1000, () => this.#beat());
  }

  #beat(): void {
    if (this.#stuck) {
      if (this.#stuckAtHeartbeat) {
        this.#cutOff();
        return;
      }
      this.#stuckAtHeartbeat = true;
    } else {
      this.#send(() => ': still here\n\n');
    }
    if (!this.#ended) this.#beatLater();
  }

  /** Destroys the connection: `end` would wait for a reader that does not read. */
  #cutOff(): void {
    this.#finish('reader-too-slow');
    this.sink.destroy();
  }

  #finish(reason: EndReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelHeartbeat();
    this.#waiting.length = 0;
    this.onEnd(reason);
  }
}

function frameOf(change: Change): string {
  // JSON.stringify writes no line break, which would end the field.
  return `event: ${change.kind}\ndata: ${JSON.stringify(eventJson(change))}\n\n`;
}
