import type { Call } from '../model/call-state';
import type { CallId } from '../model/call-record';
import type { Listener } from '../model/listening-facts';
import { Feed } from '#kernel/feed';

/** Who takes part in a call as a supervisor, for live events. */
export interface ListeningView {
  callId: CallId;
  managerExtension: string;
  managerId: number | null;
  requestedAt: number;
  listeners: readonly Listener[];
  /** Whether anybody who has taken part in the call was announced: its manager sees only those. */
  announced: boolean;
}

export function listeningViewOf(call: Call): ListeningView {
  return {
    callId: call.id,
    managerExtension: call.extension,
    managerId: call.manager?.id ?? null,
    requestedAt: call.requestedAt,
    listeners: call.listeners,
    announced: call.listeners.some(({ announced }) => announced),
  };
}

/** Publishes who listens to a call, at each change. */
export class ListeningFeed {
  readonly #feed = new Feed<ListeningView>();
  readonly #announced = new Set<CallId>();

  publish(call: Call): void {
    const view = listeningViewOf(call);
    // That an announced one has left is for those who saw them.
    const wasAnnounced = view.announced || this.#announced.has(view.callId);
    if (view.announced) this.#announced.add(view.callId);
    else this.#announced.delete(view.callId);
    this.#feed.publish({ ...view, announced: wasAnnounced });
  }

  subscribe(listener: (view: ListeningView) => void): () => void {
    return this.#feed.subscribe(listener);
  }
}
