import type { CallEvent } from '../model/call-event';
import type { CallId } from '../model/call-record';
import type { Call } from '../model/call-state';
import {
  beginListening,
  channelsOfListening,
  listenerChannelId,
  listeningBridgeId,
  listeningTransition,
  seenOf,
  settlingMs,
} from '../model/listening';
import type { Listening, ListeningEffect, ListeningEvent, ListeningStep } from '../model/listening';
import type { Listener, ListeningMode } from '../model/listening-facts';
import type { CallRegistry } from './call-registry';
import type { ListeningFeed } from './listening-feed';
import type { Pbx, PbxEvent } from './pbx';
import type { Clock } from '#kernel/clock';
import type { Feed } from '#kernel/feed';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';

export interface ListeningRequest {
  callId: CallId;
  /** As in the audit log. */
  actor: string;
  name: string;
  /** Of the supervisor's phone. */
  extension: string;
  mode: ListeningMode;
  announced: boolean;
}

/** A change of a listening, for the audit log: what a supervisor did, by page or by keys, and when it ended. */
export interface ListeningNote {
  what: 'mode' | 'end';
  call: Pick<Call, 'id' | 'extension'>;
  listener: Listener;
  at: Micros;
  /** The process that it began in has ended meanwhile. */
  interrupted: boolean;
}

export interface ListeningsParts {
  pbx: Pbx;
  clock: Clock;
  log: Log;
  feed: ListeningFeed;
  notes: Feed<ListeningNote>;
  newId: () => string;
}

interface LiveListening {
  listening: Listening;
  cancelTimer: () => void;
  cancelSettling: () => void;
  /** The playback by which the two are being told; null for none. */
  telling: string | null;
  cancelTelling: () => void;
}

/** Longer than the announcement takes. Its end may go unseen while the PBX is not connected. */
const longestTellingMs = 8_000;

/** Drives the machines of those who listen: takes each step, and carries out its effects. */
export class Listenings {
  readonly #live = new Map<string, LiveListening>();
  readonly #byChannel = new Map<string, LiveListening>();
  /** At most one for each call. */
  readonly #byCall = new Map<CallId, LiveListening>();

  constructor(
    private readonly parts: ListeningsParts,
    private readonly registry: Pick<CallRegistry, 'find'>,
    private readonly tellCall: (id: CallId, event: CallEvent) => void,
    /** Called if the PBX did not carry out a request. */
    private readonly onDoubt: () => void,
  ) {}

  /** Channels and bridges that belong to somebody who listens, and which of the channels the PBX is known to have had. */
  get known(): { channels: string[]; bridges: string[]; phones: string[] } {
    const all = [...this.#live.values()].map(({ listening }) => listening);
    return {
      channels: all.flatMap(channelsOfListening),
      bridges: all.map(({ listener, node }) => listeningBridgeId(listener.id, node)),
      phones: all.flatMap(({ state, listener }) => (state === 'waiting' ? [listener.channelId] : [])),
    };
  }

  /** Who listens to a call; null for nobody. */
  of(call: CallId): Listener | null {
    return this.#byCall.get(call)?.listening.listener ?? null;
  }

  /** Rings the supervisor's phone. The caller has asked whether that may be. */
  begin(call: Call, { actor, name, extension, mode, announced }: ListeningRequest): void {
    const id = this.parts.newId();
    const { node, managerRingSeconds } = call.plan;
    const listener: Listener = {
      ...{ id, actor, name, extension, mode, announced },
      channelId: listenerChannelId(id, node),
      startedAt: this.parts.clock.now(),
      answeredAt: null,
    };
    const step = beginListening(listener, call);
    const live: LiveListening = {
      listening: step.listening,
      cancelTimer: () => undefined,
      cancelSettling: () => undefined,
      telling: null,
      cancelTelling: () => undefined,
    };
    this.#live.set(id, live);
    this.#byCall.set(call.id, live);
    live.cancelTimer = this.parts.clock.after(managerRingSeconds * 1000, () =>
      this.#dispatch(live, { type: 'timeout', at: this.parts.clock.now() }),
    );
    this.#take(live, step);
  }

  changeMode(call: CallId, mode: ListeningMode): void {
    this.#dispatch(this.#byCall.get(call), { type: 'mode-asked', mode, at: this.parts.clock.now() });
  }

  end(call: CallId): void {
    this.#dispatch(this.#byCall.get(call), { type: 'end-asked', at: this.parts.clock.now() });
  }

  /** The call has changed, or is over. */
  callChanged(call: Call): void {
    const live = this.#byCall.get(call.id);
    if (live === undefined) return;
    this.#dispatch(live, { type: 'call-changed', seen: seenOf(call), at: this.parts.clock.now() });
  }

  /** @returns whether the channel belongs to somebody who listens */
  receive(event: Extract<PbxEvent, { channelId: string }>): boolean {
    const live = this.#byChannel.get(event.channelId);
    if (live === undefined) return false;
    if (event.type === 'answered' || event.type === 'digit') this.#dispatch(live, event);
    else if (event.type === 'ended' || event.type === 'shut-down')
      this.#dispatch(live, { type: 'ended', channelId: event.channelId, at: event.at });
    // A supervisor passes nobody on, and the phone waits for an answer.
    else if (event.type === 'transfer-asked')
      this.#attempt(live, () => this.parts.pbx.answerTransfer(event.channelId, false));
    return true;
  }

  /** An announcement has been heard to its end. @returns whether it told of somebody who listens */
  played(playbackId: string): boolean {
    const live = [...this.#live.values()].find(({ telling }) => telling === playbackId);
    if (live !== undefined) this.#told(live);
    return live !== undefined;
  }

  /** The PBX no longer has this channel, and no event said so. */
  gone(channelId: string): void {
    const at = this.parts.clock.now();
    this.#dispatch(this.#byChannel.get(channelId), { type: 'ended', channelId, at });
  }

  /** Who listened when an earlier process ended: it is over, and the PBX is freed of their legs. */
  interrupted(call: Pick<Call, 'id' | 'extension'>, listeners: readonly Listener[]): void {
    const at = this.parts.clock.now();
    for (const listener of listeners)
      this.parts.notes.publish({ what: 'end', call, listener, at, interrupted: true });
  }

  /** Cancels all timers. */
  stop(): void {
    for (const live of this.#live.values()) {
      live.cancelTimer();
      live.cancelSettling();
      live.cancelTelling();
    }
  }

  #dispatch(live: LiveListening | undefined, event: ListeningEvent): void {
    if (live === undefined) return;
    this.#take(live, listeningTransition(live.listening, event));
  }

  #take(live: LiveListening, step: ListeningStep): void {
    const before = live.listening.listener;
    const { listening } = step;
    live.listening = listening;
    for (const channelId of channelsOfListening(listening)) this.#byChannel.set(channelId, live);
    if (listening.state !== 'calling') live.cancelTimer();
    this.parts.pbx.together(() => {
      for (const effect of step.effects) this.#do(effect, live);
    });
    if (before.mode !== listening.listener.mode) this.#note(listening, 'mode');
  }

  #do(effect: ListeningEffect, live: LiveListening): void {
    const { pbx, clock } = this.parts;
    const { callId } = live.listening;
    switch (effect.type) {
      case 'call-phone': {
        const { channelId, phone, display } = effect;
        const ringSeconds = this.registry.find(callId)?.call.plan.managerRingSeconds ?? 0;
        const to = { phone, device: null, autoAnswer: false };
        this.#attempt(live, () => pbx.make({ channelId, display, ringSeconds }, to));
        return;
      }
      case 'tell':
        this.#tell(live, effect);
        return;
      case 'snoop':
        this.#attempt(live, () => pbx.snoop(effect));
        return;
      case 'join': {
        const legs = effect.channelIds.map((channelId) => ({ channelId, is: 'ready' as const }));
        this.#attempt(live, async () => {
          await pbx.join({ bridgeId: effect.bridgeId, legs });
          if (effect.snoopId !== null) this.#settle(live, effect.snoopId);
        });
        return;
      }
      case 'hang-up':
        this.#attempt(live, () => pbx.hangUp(effect.channelId, effect.cause));
        return;
      case 'part':
        this.#attempt(live, () => pbx.part(effect.bridgeId));
        return;
      case 'tell-call':
        this.tellCall(callId, { type: 'listener-changed', listener: effect.listener, at: clock.now() });
        this.#publish(callId);
        return;
      case 'over':
        this.#over(live, effect.at);
        return;
    }
  }

  #tell(
    live: LiveListening,
    { bridgeId, language }: Pick<Extract<ListeningEffect, { type: 'tell' }>, 'bridgeId' | 'language'>,
  ): void {
    const { pbx, clock } = this.parts;
    const playbackId = `${live.listening.listener.id}-p1`;
    live.telling = playbackId;
    this.#attempt(live, async () => {
      await pbx.sayToAll({ bridgeId, playbackId, language, what: ['supervisor-listens'] });
      if (live.telling === null || live.listening.state === 'over') return;
      live.cancelTelling = clock.after(longestTellingMs, () => this.#told(live));
    });
  }

  #told(live: LiveListening): void {
    live.telling = null;
    live.cancelTelling();
    this.#dispatch(live, { type: 'told', at: this.parts.clock.now() });
  }

  #settle(live: LiveListening, snoopId: string): void {
    const { clock } = this.parts;
    live.cancelSettling();
    if (live.listening.state === 'over') return;
    live.cancelSettling = clock.after(settlingMs, () =>
      this.#dispatch(live, { type: 'hears', snoopId, at: clock.now() }),
    );
  }

  /** A request that failed ends the listening: nobody could say what is heard. What is left on the PBX is a stray then. */
  #attempt(live: LiveListening, action: () => Promise<void>): void {
    action().catch((error: unknown) => {
      this.parts.log.warn('the PBX did not carry out a request for a supervisor who listens', {
        call: live.listening.callId,
        error,
      });
      this.onDoubt();
      this.#dispatch(live, { type: 'failed', at: this.parts.clock.now() });
    });
  }

  #over(live: LiveListening, at: Micros): void {
    const { listener, callId } = live.listening;
    live.cancelTimer();
    live.cancelSettling();
    live.cancelTelling();
    this.#live.delete(listener.id);
    this.#byCall.delete(callId);
    for (const [channelId, other] of this.#byChannel) if (other === live) this.#byChannel.delete(channelId);
    this.#note(live.listening, 'end');
    this.tellCall(callId, { type: 'listener-left', id: listener.id, at });
    this.#publish(callId);
  }

  #note({ callId, listener }: Listening, what: ListeningNote['what']): void {
    const extension = this.registry.find(callId)?.call.extension ?? '';
    const call = { id: callId, extension };
    this.parts.notes.publish({ what, call, listener, at: this.parts.clock.now(), interrupted: false });
  }

  #publish(callId: CallId): void {
    const live = this.registry.find(callId);
    if (live !== undefined) this.parts.feed.publish(live.call);
  }
}
