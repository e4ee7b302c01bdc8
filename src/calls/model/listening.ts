import type { Display } from './call-event';
import type { CallId } from './call-record';
import { bridgeId } from './call-state';
import type { Call } from './call-state';
import { displayOf } from './establish/manager-phone';
import { causes } from './hangup-cause';
import { currentLegOf, isUp } from './legs';
import type { Listener, ListeningMode } from './listening-facts';
import type { Micros } from '#kernel/micros';
import { idSuffixOf } from '#kernel/node';
import type { Language } from '#kernel/language';

/*
 * A supervisor takes part in a conversation: a machine beside the call's own. It reads how the call stands and changes nothing
 * in it, so that a call goes on as if nobody listened, and ends the listening with it.
 *
 *     calling ──answered──► waiting ──the two talk──► joined to a snoop, or to the bridge of the call
 *        │                     ▲                          │
 *        │                     └──── the two are parted ──┘    (a snoop stays: it has the manager's side alone)
 *        └── no answer ──► over ◄── hung up, the call is decided, a request failed
 *
 * Who listens or whispers is in a bridge with a snoop of the manager's leg: what the manager says and hears. The customer's leg is
 * never spied on: while the customer keys a number in, the manager is parted from them and hears music, and so does the
 * supervisor. Only who joins is in the call's bridge, after a moment with a snoop, and parted with it.
 */

/** How the supervisor's leg is linked with the conversation. */
export type Link =
  | { readonly to: 'nothing' }
  /** The snoop was asked for, and is not there yet. */
  | { readonly to: 'coming-snoop'; readonly spied: string; readonly whispers: boolean }
  /** `hears`: the two have been in a bridge for a moment. Before that the supervisor's leg does not go elsewhere. */
  | { readonly to: 'snoop'; readonly spied: string; readonly whispers: boolean; readonly hears: boolean }
  | { readonly to: 'call' };

export interface Listening {
  readonly listener: Listener;
  readonly callId: CallId;
  readonly node: string;
  readonly state: 'calling' | 'waiting' | 'over';
  /** Whether the two who talk know: nothing is heard before. A colleague who has taken the customer is told anew. */
  readonly told: 'not-yet' | 'being-told' | 'done';
  /** The manager's channel when they were told; null before. */
  readonly toldTo: string | null;
  readonly link: Link;
  /** How many snoops were asked for: the number of the last is in its id. */
  readonly snoops: number;
  /** The supervisor's leg has been in a bridge of two, and may be the third of another. */
  readonly hasHeard: boolean;
  /** How the call stood at the last look. */
  readonly seen: CallSeen;
}

/** What of a call matters to who listens. */
export interface CallSeen {
  /** The two hear each other now. */
  readonly talks: boolean;
  readonly isOver: boolean;
  /** The manager's channel; null if there is none, and while a colleague is asked or with them, who was told nothing. */
  readonly spied: string | null;
  readonly bridgeId: string;
  /** Of what is said to the two. */
  readonly language: Language;
}

export type ListeningEvent =
  | { type: 'answered'; channelId: string; at: Micros }
  | { type: 'ended'; channelId: string; at: Micros }
  | { type: 'digit'; channelId: string; digit: string; at: Micros }
  | { type: 'call-changed'; seen: CallSeen; at: Micros }
  | { type: 'told'; at: Micros }
  /** The supervisor's leg has been joined with this snoop for {@link settlingMs}. */
  | { type: 'hears'; snoopId: string; at: Micros }
  /** A request to the PBX failed: nobody can say what the supervisor hears. */
  | { type: 'failed'; at: Micros }
  | { type: 'mode-asked'; mode: ListeningMode; at: Micros }
  | { type: 'end-asked'; at: Micros }
  /** The phone was not answered. */
  | { type: 'timeout'; at: Micros };

export type ListeningEffect =
  | { type: 'call-phone'; channelId: string; phone: string; display: Display }
  /** Tells the two that a supervisor takes part; answered by `told` once they have heard it. */
  | { type: 'tell'; bridgeId: string; language: Language }
  | { type: 'snoop'; channelId: string; snoopId: string; whispers: boolean }
  /** @param snoopId answered by `hears`; null for none */
  | { type: 'join'; bridgeId: string; channelIds: readonly string[]; snoopId: string | null }
  | { type: 'hang-up'; channelId: string; cause: number }
  | { type: 'part'; bridgeId: string }
  /** The listener as the call is to know them from now on. */
  | { type: 'tell-call'; listener: Listener }
  /** The last effect. */
  | { type: 'over'; at: Micros };

export interface ListeningStep {
  listening: Listening;
  effects: readonly ListeningEffect[];
}

export function listenerChannelId(id: string, node: string): string {
  return `${id}-s${idSuffixOf(node)}`;
}

/** @param nth 1 for the first */
export function snoopChannelId(id: string, node: string, nth: number): string {
  return `${id}-x${String(nth)}${idSuffixOf(node)}`;
}

export function listeningBridgeId(id: string, node: string): string {
  return `${id}-l${idSuffixOf(node)}`;
}

export function seenOf(call: Call): CallSeen {
  const manager = currentLegOf(call, 'manager');
  return {
    talks: call.phase === 'talking',
    isOver: call.decision !== null,
    spied: manager !== undefined && isUp(manager) && call.transfer === null ? manager.channelId : null,
    bridgeId: bridgeId(call),
    language: call.inbound?.route?.language ?? call.plan.defaultLanguage,
  };
}

/** Rings the supervisor's phone, which shows whom it is about: the manager, and the order. */
export function beginListening(listener: Listener, call: Call): ListeningStep {
  const { number } = displayOf(call);
  return {
    listening: {
      ...{ listener, callId: call.id, node: call.plan.node, state: 'calling' },
      ...{
        told: listener.announced ? 'not-yet' : 'done',
        toldTo: null,
        link: { to: 'nothing' },
        snoops: 0,
        hasHeard: false,
        seen: seenOf(call),
      },
    },
    effects: [
      { type: 'tell-call', listener },
      {
        type: 'call-phone',
        channelId: listener.channelId,
        phone: listener.extension,
        display: { name: call.manager?.name ?? '', number },
      },
    ],
  };
}

/** Keys of the supervisor's phone, as Asterisk's ChanSpy has them. */
const modeOfKey: Readonly<Record<string, ListeningMode>> = { 4: 'listen', 5: 'whisper', 6: 'join' };

/** One event, one step. Pure. An event that changes nothing has no effects. */
export function listeningTransition(listening: Listening, event: ListeningEvent): ListeningStep {
  const { state, listener } = listening;
  if (state === 'over') return { listening, effects: [] };
  switch (event.type) {
    case 'answered':
      if (event.channelId === listener.channelId) return onPhoneAnswered(listening, event.at);
      return event.channelId === snoopOf(listening) ? onSnoop(listening) : { listening, effects: [] };
    case 'ended':
      if (event.channelId === listener.channelId) return end(listening, event.at);
      // The manager's leg has ended, or the PBX has let the snoop go.
      return event.channelId === snoopOf(listening)
        ? settle({ ...listening, link: { to: 'nothing' } })
        : { listening, effects: [] };
    case 'digit': {
      const mode = modeOfKey[event.digit];
      return mode === undefined || event.channelId !== listener.channelId
        ? { listening, effects: [] }
        : changeMode(listening, mode);
    }
    case 'mode-asked':
      return changeMode(listening, event.mode);
    case 'call-changed':
      return event.seen.isOver ? end(listening, event.at) : onCallChanged(listening, event.seen);
    case 'hears':
      return onHears(listening, event.snoopId);
    case 'told':
      return settle({ ...listening, told: 'done', toldTo: listening.seen.spied });
    case 'timeout':
      return state === 'calling' ? end(listening, event.at) : { listening, effects: [] };
    case 'failed':
    case 'end-asked':
      return end(listening, event.at);
  }
}

/** All channels that it may have on the PBX. */
export function channelsOfListening(listening: Listening): string[] {
  const snoop = snoopOf(listening);
  return [listening.listener.channelId, ...(snoop === null ? [] : [snoop])];
}

function onPhoneAnswered(listening: Listening, at: Micros): ListeningStep {
  if (listening.state !== 'calling') return { listening, effects: [] };
  const listener = { ...listening.listener, answeredAt: at };
  const begun = settle({ ...listening, listener, state: 'waiting' });
  return { ...begun, effects: [{ type: 'tell-call', listener }, ...begun.effects] };
}

function changeMode(listening: Listening, mode: ListeningMode): ListeningStep {
  if (listening.listener.mode === mode) return { listening, effects: [] };
  const listener = { ...listening.listener, mode };
  const changed = settle({ ...listening, listener });
  return { ...changed, effects: [{ type: 'tell-call', listener }, ...changed.effects] };
}

/** Whose side is not to be heard any more is not. */
function onCallChanged(before: Listening, seen: CallSeen): ListeningStep {
  const { link, listener, told, toldTo } = before;
  const isLost = isSnoop(link) && link.spied !== seen.spied;
  const isSomebodyElse =
    listener.announced && told === 'done' && seen.spied !== null && seen.spied !== toldTo;
  const listening = parted(before, seen);
  const settled = settle({
    ...listening,
    seen,
    ...(isLost && { link: { to: 'nothing' } }),
    ...(isSomebodyElse && { told: 'not-yet' }),
  });
  return isLost ? { ...settled, effects: [...withoutSnoop(before), ...settled.effects] } : settled;
}

/** With the bridge of the call who had joined is parted, too. */
function parted(listening: Listening, seen: CallSeen): Listening {
  return listening.link.to === 'call' && !seen.talks ? { ...listening, link: { to: 'nothing' } } : listening;
}

/** Does what is still to be done until the supervisor hears, and is heard, as the mode says. */
function settle(listening: Listening): ListeningStep {
  const { state, told, link, seen, listener } = listening;
  const settled: ListeningStep = { listening, effects: [] };
  if (state !== 'waiting') return settled;
  if (told !== 'done') {
    if (told === 'being-told' || !seen.talks) return settled;
    return {
      listening: { ...listening, told: 'being-told' },
      effects: [{ type: 'tell', bridgeId: seen.bridgeId, language: seen.language }],
    };
  }
  if (isSettling(link)) return settled;
  if (listener.mode === 'join' && listening.hasHeard)
    return link.to === 'call' || !seen.talks ? settled : join(listening);
  const whispers = listener.mode === 'whisper';
  const isThere = isSnoop(link) && link.whispers === whispers && link.spied === seen.spied;
  return isThere || seen.spied === null ? settled : snoop(listening, seen.spied, whispers);
}

/**
 * For so long the supervisor's leg stays with a snoop, ms. Asterisk 22 sends nothing to a leg that becomes the third of a bridge as
 * soon as it has answered (seen: the others hear it, and it hears nobody); one that was in a bridge of two before hears all. A
 * snoop that is hung up while it is being joined fails the request.
 */
export const settlingMs = 1_000;

/** Whether a snoop is on its way, or has just been joined: nothing else is begun before. */
function isSettling(link: Link): boolean {
  return link.to === 'coming-snoop' || (link.to === 'snoop' && !link.hears);
}

function onHears(listening: Listening, snoopId: string): ListeningStep {
  const { link } = listening;
  return link.to === 'snoop' && snoopId === snoopOf(listening)
    ? settle({ ...listening, hasHeard: true, link: { ...link, hears: true } })
    : { listening, effects: [] };
}

function snoop(before: Listening, spied: string, whispers: boolean): ListeningStep {
  const { listener, node } = before;
  const snoops = before.snoops + 1;
  const listening: Listening = { ...before, snoops, link: { to: 'coming-snoop', spied, whispers } };
  return {
    listening,
    effects: [
      ...withoutSnoop(before),
      { type: 'snoop', channelId: spied, snoopId: snoopChannelId(listener.id, node, snoops), whispers },
    ],
  };
}

function onSnoop(listening: Listening): ListeningStep {
  const { link, listener, node } = listening;
  if (link.to !== 'coming-snoop') return { listening, effects: [] };
  const { spied, whispers } = link;
  const snoopId = snoopChannelId(listener.id, node, listening.snoops);
  return {
    listening: { ...listening, link: { to: 'snoop', spied, whispers, hears: false } },
    effects: [
      {
        type: 'join',
        bridgeId: listeningBridgeId(listener.id, node),
        channelIds: [listener.channelId, snoopId],
        snoopId,
      },
    ],
  };
}

function join(listening: Listening): ListeningStep {
  const { listener, seen } = listening;
  return {
    listening: { ...listening, link: { to: 'call' } },
    effects: [
      ...withoutSnoop(listening),
      { type: 'join', bridgeId: seen.bridgeId, channelIds: [listener.channelId], snoopId: null },
    ],
  };
}

function withoutSnoop(listening: Listening): ListeningEffect[] {
  const channelId = snoopOf(listening);
  return channelId === null ? [] : [{ type: 'hang-up', channelId, cause: causes.normalClearing }];
}

function isSnoop(link: Link): link is Extract<Link, { spied: string }> {
  return link.to === 'snoop' || link.to === 'coming-snoop';
}

/** The snoop that there is, or that was asked for; null for none. */
function snoopOf({ link, listener, node, snoops }: Listening): string | null {
  return isSnoop(link) ? snoopChannelId(listener.id, node, snoops) : null;
}

function end(listening: Listening, at: Micros): ListeningStep {
  const { listener, node } = listening;
  return {
    listening: { ...listening, state: 'over', link: { to: 'nothing' } },
    effects: [
      ...withoutSnoop(listening),
      { type: 'hang-up', channelId: listener.channelId, cause: causes.normalClearing },
      { type: 'part', bridgeId: listeningBridgeId(listener.id, node) },
      { type: 'over', at },
    ],
  };
}
