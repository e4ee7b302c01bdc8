import type { Writable } from 'node:stream';
import type { Change, NumberedChange } from './event-feed';
import type { Clock } from '#kernel/clock';
import type { AccessEnd } from '#people/authentication';
import { eventJson } from './event-json';

export interface EventStreamSettings {
  /** A silent stream gets a comment this often; a reader stuck for two of them is cut off. */
  heartbeatSeconds: number;
  /** Changes that wait for one slow reader before it is cut off; more than the feed keeps for replay. */
  maxWaitingChanges: number;
}

/** How long a reader may take for what was already written when its stream ends. */
const secondsToTakeTheRest = 2;

export type EndReason = 'reader-gone' | 'reader-too-slow' | 'stopping' | AccessEnd;

/**
 * Live changes to one reader, as server-sent events (HTML standard, section 9.2).
 *
 * Bounded: while the reader's connection takes no more, changes wait as references, and a reader that lets too
 * many wait, or is stuck for two heartbeats, is cut off; it comes back with Last-Event-ID and misses nothing.
 */
export class EventStream {
  /** Made into text only when written: the views are shared with the other readers, the text would not be. */
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
    // Read by browsers as the time to wait before reconnecting, in milliseconds.
    this.#send(() => 'retry: 3000\n\n');
    this.#beatLater();
  }

  /** The reader's connection has ended. An answer that waits behind another on it is not told so by itself. */
  readerGone(): void {
    this.#cancelCutOff();
    this.#finish('reader-gone');
  }

  /** A change of the feed. */
  change({ id, change }: NumberedChange): void {
    this.#send(() => `id: ${this.epoch}-${String(id)}\n${frameOf(change)}`);
  }

  /** How something stands now: not a change, so it has no id to go on from. */
  current(change: Change): void {
    this.#send(() => frameOf(change));
  }

  /**
   * All that stands is told: from here the reader may go on. An id by itself is no event, and readers remember it all
   * the same (HTML standard, section 9.2.6).
   */
  toldUntil(id: number): void {
    this.#send(() => `id: ${this.epoch}-${String(id)}\n\n`);
  }

  /** Tells the reader that changes are missing here: how things stand follows, the rest it has to read again. */
  gap(): void {
    this.#send(() => 'event: gap\ndata: {}\n\n');
  }

  /** Ends it at Star7's wish; the reader may come back. */
  end(reason: EndReason): void {
    if (this.#ended) return;
    this.#finish(reason);
    // A reader that is gone without a word would keep the connection, and the server from closing.
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

  /** `end` would wait for a reader that does not read. */
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
