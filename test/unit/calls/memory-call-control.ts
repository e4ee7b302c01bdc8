import type { CallControl, ClickRequest, ClickResult, HangUpBy } from '#calls/engine/call-control';
import { CallFeed } from '#calls/engine/call-feed';
import type { PhoneState } from '#calls/model/call-state';
import type { CallView } from '#calls/model/call-view';
import type { CallId } from '#calls/model/call-record';
import type { Slot } from '#kernel/slot';

/** Calls that a test sets up by hand. */
export class MemoryCallControl implements CallControl {
  readonly feed = new CallFeed();
  readonly clicks: ClickRequest[] = [];
  readonly hungUp: { id: CallId; by: HangUpBy }[] = [];
  readonly askedForNumbers: { id: CallId; slot: Slot }[] = [];
  readonly phones = new Map<string, PhoneState>();
  readonly #live = new Map<CallId, CallView>();
  /** What the next clicks come to. */
  answer: (request: ClickRequest) => ClickResult | Promise<ClickResult> = () => ({ outcome: 'refused' });

  /** Begins or changes a live call, and tells the feed. */
  put(call: CallView): CallView {
    if (call.phase === 'ended') this.#live.delete(call.id);
    else this.#live.set(call.id, call);
    this.feed.publish(call);
    return call;
  }

  async click(request: ClickRequest): Promise<ClickResult> {
    this.clicks.push(request);
    return await this.answer(request);
  }

  hangUp(id: CallId, by: HangUpBy): boolean {
    const call = this.#live.get(id);
    if (call === undefined || call.phase === 'clearing') return false;
    this.hungUp.push({ id, by });
    this.put({ ...call, phase: 'clearing' });
    return true;
  }

  askForNumber(id: CallId, slot: Slot): boolean {
    const call = this.#live.get(id);
    if (call?.phase !== 'talking') return false;
    this.askedForNumbers.push({ id, slot });
    this.put({ ...call, phase: 'keying' });
    return true;
  }

  cancelKeying(id: CallId): boolean {
    const call = this.#live.get(id);
    if (call?.phase !== 'keying') return false;
    this.put({ ...call, phase: 'talking' });
    return true;
  }

  phoneState(extension: string): PhoneState {
    return this.phones.get(extension) ?? 'ready';
  }

  live(id: CallId): CallView | null {
    return this.#live.get(id) ?? null;
  }

  liveCalls(): CallView[] {
    return [...this.#live.values()];
  }
}
