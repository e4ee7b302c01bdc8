import type { Clock } from '#kernel/clock';

export interface ReconnectionParts<Fault extends string> {
  /** One try; calls {@link Reconnection.failed} where it comes to nothing, and again when what it has made ends. */
  connect: () => Promise<void>;
  /** Wait after refused credentials, seconds: servers close accounts whose password is tried over and over. */
  refusedSeconds: number;
  /** Once for an outage, and for each other reason within it. */
  onDown: (fault: Fault) => void;
  clock: Pick<Clock, 'after'>;
}

/** Waits after each failed try to connect, seconds; the last one again and again. */
const backOff: readonly number[] = [1, 2, 5, 10, 30, 60];

/** Tries again whenever a connection fails or ends, in growing pauses, and tells of an outage once. */
export class Reconnection<Fault extends string> {
  #failures = 0;
  #fault: Fault | null = null;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(private readonly parts: ReconnectionParts<Fault>) {}

  /** Asked again after each wait. */
  hasStopped(): boolean {
    return this.#stopped;
  }

  /** It works: the next failure is a new outage. */
  works(): void {
    this.#failures = 0;
    this.#fault = null;
  }

  failed(fault: Fault): void {
    const { clock, connect, refusedSeconds, onDown } = this.parts;
    if (this.#stopped) return;
    if (this.#fault !== fault) {
      this.#fault = fault;
      onDown(fault);
    }
    const wait =
      fault === 'credentials-refused'
        ? refusedSeconds
        : (backOff[Math.min(this.#failures, backOff.length - 1)] ?? 60);
    this.#failures += 1;
    this.#cancel();
    this.#cancel = clock.after(wait * 1000, () => void connect());
  }

  /** No more tries. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }
}
