import type { Announcement } from './announcement';
import type { CallEffect } from './call-event';
import { recordOf } from './call-facts';
import type { Micros } from '#kernel/micros';
import type { Call, Decision, Leg } from './call-state';
import { bridgeId, playbackId } from './call-state';
import { causes } from './hangup-cause';
import { enderOf, hangUp, hasLegs, isUp, sideOf } from './legs';
import type { Happening, PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { say } from './verbs';

/*
 * The one way out: conclude, clear, finish. Every ending of every kind of call goes through it, so no leg and no bridge
 * is left, and each call has exactly one record.
 */

/** What is said to the leg that hears why, and the Q.850 cause with which it is hung up then. */
export interface Farewell {
  announcement: Announcement;
  cause: number;
}

export function decision(
  disposition: Decision['disposition'],
  hungUpBy: Decision['hungUpBy'],
  hangupCause: number | null = null,
  sipCode: number | null = null,
): Decision {
  return { disposition, refusal: null, hangupCause, sipCode, hungUpBy };
}

/** Who hears why a call ends as it does. */
function listenerOf(call: Call): Leg | undefined {
  return sideOf(call, 'manager');
}

/** Decides how the call ends, lets everybody else go, and says why where there is something to say and a leg to hear it. */
export function conclude(call: Call, at: Micros, decided: Decision, farewell?: Farewell): Step {
  const wasJoining = call.phase === 'connecting' || call.phase === 'talking';
  const concluded: Call = {
    ...call,
    decision: { ...decided, hangupCause: decided.hangupCause ?? farewell?.cause ?? null },
    unbridgedAt: call.bridgedAt === null ? null : at,
    farewellCause: farewell?.cause ?? causes.normalClearing,
  };
  const listener = listenerOf(concluded);
  const goodbyes: CallEffect[] = [];
  for (const leg of concluded.legs)
    if (leg !== listener && !leg.released) goodbyes.push(...hangUp(leg, causes.normalClearing));
  if (wasJoining) goodbyes.push({ type: 'part', bridgeId: bridgeId(call) });
  if (farewell !== undefined && listener !== undefined && isUp(listener)) {
    const saying = say(concluded, listener.channelId, farewell.announcement);
    return enter(saying.call, 'announcing', call.plan.announceSeconds, [...goodbyes, ...saying.effects]);
  }
  return clear(concluded, at, goodbyes);
}

/** Hangs up the leg that has heard why; the second time, whatever is still up. */
export function clear(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  const again = call.clearAttempts > 0;
  const listener = listenerOf(call);
  const hangUps: CallEffect[] = [];
  for (const leg of call.legs) {
    if (leg === listener) hangUps.push(...hangUp(leg, call.farewellCause));
    else if (again) hangUps.push(...hangUp(leg, causes.normalClearing));
  }
  const clearing = enter(
    { ...call, clearAttempts: call.clearAttempts + 1 },
    'clearing',
    call.plan.clearSeconds,
    [...before, ...hangUps],
  );
  return hasLegs(call) ? clearing : finish(clearing.call, at, before);
}

/** A leg has gone: the call goes on waiting, or is over. */
export function settle(call: Call, at: Micros): Step {
  return hasLegs(call) ? stay(call) : finish(call, at);
}

/** What is reported late (the end of a leg that was not seen) may have been before what is known already. */
function finish(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  let endedAt = at;
  for (const leg of call.legs) endedAt = Math.max(endedAt, leg.endedAt ?? at);
  const ended: Call = { ...call, phase: 'ended', endedAt };
  return { call: ended, effects: [...before, { type: 'record', record: recordOf(ended, endedAt) }] };
}

// ------------------------------------------------------------------------------------------ phases

export const announcing: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return stay(call);
    case 'announced':
    case 'announce-failed':
    case 'timeout':
    case 'hang-up-requested':
      return clear(call, event.at);
    case 'leg-ended':
    case 'leg-failed':
      return whileListening(call, event.at);
    default:
      return ignore(call);
  }
};

export const clearing: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ended':
    case 'leg-failed':
      return settle(call, event.at);
    case 'timeout':
      // Asked once more; then the PBX has lost track of a leg. The record is due all the same, its end unknown.
      return call.clearAttempts < 2 ? clear(call, event.at) : finish(call, event.at);
    default:
      return ignore(call);
  }
};

function whileListening(call: Call, at: Micros): Step {
  const listener = listenerOf(call);
  return listener !== undefined && isUp(listener) ? stay(call) : clear(call, at);
}

// ------------------------------------------------------------------------------- reasons of all kinds

/** The leg that waits is gone, or somebody asked to hang up, before the parties were joined. */
export function onLeaving(call: Call, event: Happening): Step {
  if (event.type === 'hang-up-requested') {
    return conclude(call, event.at, decision('cancelled', event.by, causes.normalClearing));
  }
  if (event.type === 'leg-ended' && event.leg.party !== 'customer') {
    return conclude(call, event.at, decision('cancelled', enderOf(event.leg), event.cause, event.sipCode));
  }
  return ignore(call);
}

/** The PBX no longer knows one of the legs: whatever the phase, the call cannot go on. */
export function onLegLost(call: Call, at: Micros): Step {
  if (call.phase === 'clearing') return settle(call, at);
  if (call.phase === 'announcing') return whileListening(call, at);
  // How long they talked is not known, and a guess would be no record.
  if (call.recovered) return interrupt({ ...call, bridgedAt: null }, at);
  const disposition = call.bridgedAt === null ? 'failed' : 'answered';
  return conclude(call, at, decision(disposition, 'system', causes.temporaryFailure), tryLater);
}

/** A call that cannot go on because the process that knew more of it is gone. */
export function interrupt(call: Call, at: Micros): Step {
  return conclude(call, at, decision('interrupted', 'system', causes.temporaryFailure), tryLater);
}

export function pbxFailed(call: Call, at: Micros): Step {
  return conclude(call, at, decision('failed', 'system'), tryLater);
}

export const tryLater: Farewell = { announcement: 'try-later', cause: causes.congestion };

/** Whether this is news of what was said last, rather than of something that was said before. */
export function isOfLastAnnouncement(call: Call, id: string): boolean {
  return id === playbackId(call.id, call.announcements);
}
