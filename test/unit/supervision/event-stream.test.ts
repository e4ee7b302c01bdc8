import { Writable } from 'node:stream';
import { EventStream } from '#supervision/event-stream';
import { FakeClock } from '../kernel/fake-clock';
import { callView } from '../calls/memory-call-log';

/** Takes nothing until told to. */
class StuckSink extends Writable {
  #release: (() => void) | null = null;

  constructor() {
    super({ highWaterMark: 1000 });
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    this.#release = done;
  }

  take(): void {
    this.#release?.();
  }
}

function streamTo(sink: Writable, maxWaitingChanges = 10) {
  const clock = new FakeClock();
  const reasons: string[] = [];
  const settings = { heartbeatSeconds: 15, maxWaitingChanges };
  const stream = new EventStream(sink, 'e', clock, settings, (reason) => reasons.push(reason));
  return { stream, clock, reasons };
}

describe('a reader that does not keep up', () => {
  it('holds a bounded number of changes, then is cut off', () => {
    const sink = new StuckSink();
    const { stream, reasons, clock } = streamTo(sink, 10);
    for (let id = 1; id <= 1000; id++) stream.change({ id, change: { kind: 'call', call: callView(id) } });
    expect(reasons).toEqual(['reader-too-slow']);
    expect(sink.destroyed).toBe(true);
    // What was written before the first refusal, and not the thousand.
    expect(sink.writableLength).toBeLessThan(3000);
    expect(clock.waiting).toBe(0);
  });

  it('is cut off when it takes nothing for two heartbeats, however little waits', async () => {
    const sink = new StuckSink();
    const { stream, clock, reasons } = streamTo(sink);
    for (let id = 1; id <= 3; id++) stream.change({ id, change: { kind: 'call', call: callView(id) } });
    await clock.pass(15_000);
    expect(reasons).toEqual([]);
    await clock.pass(15_000);
    expect(reasons).toEqual(['reader-too-slow']);
  });

  it('is destroyed when it does not take the rest by the end', async () => {
    const sink = new StuckSink();
    const { stream, clock, reasons } = streamTo(sink);
    stream.change({ id: 1, change: { kind: 'call', call: callView(1) } });
    stream.end('stopping');
    expect(sink.destroyed).toBe(false);
    await clock.pass(2_000);
    expect(sink.destroyed).toBe(true);
    stream.end('stopping');
    stream.change({ id: 2, change: { kind: 'call', call: callView(2) } });
    expect(reasons).toEqual(['stopping']);
  });
});
