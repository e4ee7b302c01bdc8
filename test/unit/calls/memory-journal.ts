import type { CallJournal } from '#calls/engine/call-journal';
import type { FinishedCall } from '#calls/engine/call-store';
import type { CallNote } from '#calls/model/call-note';
import type { CallId } from '#calls/model/call-record';

/** The journal in memory: what a next process would find. */
export class MemoryJournal implements CallJournal {
  full = false;
  readonly open = new Map<CallId, CallNote>();
  readonly waiting = new Map<CallId, FinishedCall>();
  /** Records that the store refused for what they say, with its code. */
  readonly setAside = new Map<CallId, string>();

  note(call: CallNote): void {
    // As the file has it: what JSON does not keep is lost.
    this.open.set(call.id, JSON.parse(JSON.stringify(call)) as CallNote);
  }

  finished(call: FinishedCall): void {
    this.open.delete(call.record.id);
    this.waiting.set(call.record.id, call);
  }

  refused(call: FinishedCall, code: string): void {
    this.waiting.set(call.record.id, call);
    this.setAside.set(call.record.id, code);
  }

  stored(ids: readonly CallId[]): void {
    for (const id of ids) {
      this.open.delete(id);
      this.waiting.delete(id);
    }
  }
}
