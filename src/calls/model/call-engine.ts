import type { CallEvent } from './call-event';
import type { Micros } from '#kernel/micros';
import type { Call, CallKind, Phase } from './call-state';
import { announcing, clear, clearing, isOfLastAnnouncement, onLegLost, settle } from './ending';
import type { Establishing, EstablishingPhase } from './establish/establishing';
import { outbound } from './establish/outbound';
import { isLate, legAfter, legOf, withLeg } from './legs';
import type { PhaseHandler, Step } from './steps';
import { ignore, revised, stay } from './steps';
import { connect, connecting, resumeTalking, talking } from './talking';

/*
 * The life of a call. `transition` decides and does nothing: effects are data, done by calls/engine.
 *
 *                     ┌─────────────┐
 *            start ──►│ authorising ├── refused, look-up failed, manager busy ──────────┐
 *                     └──┬───────┬──┘                                                  │
 *        *7, keep channel│       │click, or *7 with call-back                          │
 *                        │  ┌────▼────────────┐                                        │
 *                        │  │ calling-manager ├── no answer, busy, not registered ──┐  │
 *                        │  └────┬───────┬────┘                                     │  │
 *                        │       │  ┌────▼──────┐                                   │  │
 *                        │       │  │ accepting ├── nobody pressed 1 ───────────────┤  │
 *                        │       │  └────┬──────┘                                   │  │
 *                     ┌──▼───────▼───────▼─┐                                        │  │
 *     next trunk ┌───►│  calling-customer  ├── busy, no answer, … ──────────────────┼──┤
 *                └────┤                    ├── the manager hung up ─────────────────┤  │
 *                     └─────────┬──────────┘                                        │  │
 *                     ┌─────────▼──────────┐                                        │  │
 *                     │     connecting     ├── either side gone ────────────────────┤  │
 *                     └─────────┬──────────┘                                        │  │
 *                     ┌─────────▼──────────┐                             ┌──────────┼──▼───────┐
 *                     │      talking       │                             │      announcing     │
 *                     └─────────┬──────────┘                             └──────────┼──────────┘
 *                               │ either side gone, or the longest time             │
 *                     ┌─────────▼───────────────────────────────────────────────────▼──┐
 *                     │                            clearing                            │
 *                     └─────────┬──────────────────────────────────────────────────────┘
 *                     ┌─────────▼──────────┐
 *                     │       ended        │   exactly one record
 *                     └────────────────────┘
 *
 * Every phase but the last has a deadline. What a phase does not know is ignored, and says so.
 *
 * Up to the answer kinds of calls differ: the phases above `connecting` are those of establish/outbound.ts, and other
 * kinds go through some of them in their own way. What follows is written once, in talking.ts and ending.ts.
 */

/** By the kind of call: how it is established. */
const ways: Readonly<Record<CallKind, Establishing>> = { outbound };

/** What all kinds share. */
const shared: Readonly<Record<Exclude<Phase, EstablishingPhase | 'ended'>, PhaseHandler>> = {
  connecting,
  talking,
  announcing,
  clearing,
};

/** One event, one step. Pure: the same call and event give the same step. */
export function transition(call: Call, event: CallEvent): Step {
  return revised(call, stepOn(call, event));
}

/**
 * Goes on with a call that an earlier process began, once its legs are known to be as the call says: sets the deadline
 * again, and asks again for what may not have been done.
 */
export function resumeCall(call: Call, at: Micros): Step {
  return revised(call, resumption(call, at));
}

function resumption(call: Call, at: Micros): Step {
  const { phase } = call;
  switch (phase) {
    case 'connecting':
      return connect(call);
    case 'talking':
      return resumeTalking(call, at);
    case 'announcing':
    case 'clearing':
      return clear(call, at);
    case 'ended':
      return ignore(call);
    default:
      return ways[call.kind].resume(call, phase, at);
  }
}

function stepOn(call: Call, event: CallEvent): Step {
  const { phase } = call;
  if (phase === 'ended') return ignore(call);
  const handle = isEstablishing(phase) ? ways[call.kind].phases[phase] : shared[phase];
  if (handle === undefined) return ignore(call);
  if (!('channelId' in event)) return isStale(call, event) ? ignore(call) : handle(call, event);

  const leg = legOf(call, event.channelId);
  if (leg === undefined || isLate(leg, event)) return ignore(call);
  const after = legAfter(leg, event);
  const informed = after === leg ? call : withLeg(call, after);
  if (after.released)
    return isEstablishing(phase)
      ? ways[call.kind].onReleased(informed, event.at)
      : settle(informed, event.at);
  if (event.type === 'leg-lost') return onLegLost(informed, event.at);
  const step = handle(informed, { ...event, leg: after });
  // What a phase has no use for may still be news of a leg, and the record wants its time.
  return step.ignored && informed !== call ? stay(informed) : step;
}

function isEstablishing(phase: Phase): phase is EstablishingPhase {
  return !(phase in shared) && phase !== 'ended';
}

/** Whether this is about a deadline or an announcement that another has replaced. */
function isStale(call: Call, event: Exclude<CallEvent, { channelId: string }>): boolean {
  switch (event.type) {
    case 'timeout':
      return event.step !== call.step;
    case 'announced':
    case 'announce-failed':
      return !isOfLastAnnouncement(call, event.playbackId);
    default:
      return false;
  }
}
