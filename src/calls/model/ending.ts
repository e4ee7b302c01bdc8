import type { Announcement } from './announcement';
import type { CallEffect } from './call-event';
import { recordOf } from './call-facts';
import type { Micros } from '#kernel/micros';
import type { Party } from './call-record';
import type { Call, Decision, Leg, Phase } from './call-state';
import { bridgeId, playbackId } from './call-state';
import { causes } from './hangup-cause';
import { callerPartyOf, currentLegOf, enderOf, hangUp, hasLegsUp, isUp, legByChannel, withLeg } from './legs';
import { withoutListener } from './listeners';
import type { PhaseEvent, PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { attended, say, silenced } from './verbs';

/*
 * How every call of every kind ends: conclude, hang up all legs, finish. So no leg and no bridge is left, and each call
 * has exactly one record.
 */

/** The announcement for the leg that hears the reason, and the Q.850 cause with which that leg is then hung up. */
export interface Farewell {
  announcement: Announcement;
  cause: number;
  /** Absent: whoever began the call. */
  to?: Party;
}

export function decision(
  disposition: Decision['disposition'],
  hungUpBy: Decision['hungUpBy'],
  hangupCause: number | null = null,
  sipCode: number | null = null,
): Decision {
  return { disposition, refusal: null, hangupCause, sipCode, hungUpBy };
}

/** The leg that hears the announcement: of who called, if nobody else is to. */
function listenerOf(call: Call): Leg | undefined {
  const inTheWay = call.kind === 'outbound' ? 'manager' : callerPartyOf(call);
  return currentLegOf(call, call.farewellTo ?? inTheWay);
}

/** Whether the call is over for everybody but this phone, which is still told why. */
export function isLastWordTo(call: Call, extension: string): boolean {
  const listener = call.phase === 'announcing' ? listenerOf(call) : undefined;
  return (
    listener?.extension === extension &&
    call.legs.every((leg) => leg === listener || !isUp(leg) || leg.released)
  );
}

/** Phases in which there may be a bridge. */
const bridgedPhases: ReadonlySet<Phase> = new Set<Phase>([
  'connecting',
  'talking',
  'holding',
  'consulting',
  'conferring',
]);

/** Records the decision, hangs up all other legs, and plays the announcement if there is one. */
export function conclude(before: Call, at: Micros, decided: Decision, farewell?: Farewell): Step {
  const { call, effects: readmissions } = withoutCallers(before, at);
  const concluded: Call = {
    ...call,
    keying: null,
    hold: null,
    transfer: null,
    decision: {
      ...decided,
      hangupCause: decided.hangupCause ?? farewell?.cause ?? null,
      ...(isLostOnTheWay(call, decided) && { untaken: true }),
    },
    unbridgedAt: call.bridgedAt === null ? null : at,
    farewellCause: farewell?.cause ?? causes.normalClearing,
    farewellTo: farewell?.to ?? null,
  };
  const listener = listenerOf(concluded);
  const goodbyes: CallEffect[] = [...readmissions];
  for (const leg of concluded.legs)
    if (leg !== listener && !leg.released) goodbyes.push(...hangUp(leg, causes.normalClearing));
  if (bridgedPhases.has(call.phase)) goodbyes.push({ type: 'part', bridgeId: bridgeId(call) });
  if (farewell !== undefined && listener !== undefined && isUp(listener)) {
    const saying = say(concluded, listener, farewell.announcement);
    return enter(saying.call, 'announcing', call.plan.announceSeconds, [
      ...goodbyes,
      ...silenced(concluded),
      ...attended(listener),
      ...saying.effects,
    ]);
  }
  return hangUpAll(concluded, at, goodbyes);
}

/** Whether the customer waits for somebody to take them, and nobody of the shop wants the call to end. */
function isLostOnTheWay({ phase }: Call, { hungUpBy }: Decision): boolean {
  return phase === 'transferring' && hungUpBy !== 'manager' && hungUpBy !== 'request';
}

/** Phases in which customers who have called wait for the shop's side to answer. */
const keepsCallers: ReadonlySet<Phase> = new Set<Phase>(['calling-manager', 'calling-courier', 'accepting']);

/**
 * Customers who called while their manager's or courier's phone was being called have done nothing to lose their call: they wait on, each
 * in a call of their own, as any caller does.
 */
function withoutCallers(call: Call, at: Micros): Step {
  if (!keepsCallers.has(call.phase)) return { call, effects: [] };
  const effects: CallEffect[] = [];
  let left: Call = { ...call, arrived: [] };
  for (const caller of call.arrived) {
    const leg = legByChannel(left, caller.arrivedChannelId);
    if (leg === undefined || !isUp(leg)) continue;
    left = withLeg(left, { ...leg, state: 'ended', released: true, endedAt: at });
    effects.push({ type: 'readmit', ...caller });
  }
  return { call: left, effects };
}

/** Hangs up the leg that heard the announcement (`conclude` hung up the others); the second time, all legs still up. */
export function hangUpAll(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
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
  return hasLegsUp(call) ? clearing : finish(clearing.call, at, before);
}

/** Finishes the call if no leg is up. */
export function finishIfNoLegs(call: Call, at: Micros): Step {
  return hasLegsUp(call) ? stay(call) : finish(call, at);
}

/** Events can arrive out of order: the call ends when its last leg did. */
function finish(last: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  // Who listened to the very end is in the record, too.
  const call = last.listeners.reduce((left, { id }) => withoutListener(left, id, at).call, last);
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
      return hangUpAll(call, event.at);
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
      return finishIfNoLegs(call, event.at);
    case 'timeout':
      // After the second attempt the record is written anyway, without the leg's end.
      return call.clearAttempts < 2 ? hangUpAll(call, event.at) : finish(call, event.at);
    default:
      return ignore(call);
  }
};

function whileListening(call: Call, at: Micros): Step {
  const listener = listenerOf(call);
  return listener !== undefined && isUp(listener) ? stay(call) : hangUpAll(call, at);
}

// ------------------------------------------------------------------------------------- common reasons

/** Before the parties were joined, who called hung up or a hang-up was requested. */
export function onCancelled(call: Call, event: PhaseEvent): Step {
  if (event.type === 'hang-up-requested') {
    return conclude(call, event.at, decision('cancelled', event.by, causes.normalClearing));
  }
  const isInbound = call.kind === 'inbound';
  if (event.type === 'leg-ended' && (event.leg.party === 'customer') === isInbound) {
    if (call.kind !== 'outbound' && wasLetGo(event))
      return conclude(call, event.at, decision('interrupted', 'system', event.cause));
    return conclude(
      call,
      event.at,
      decision(isInbound ? 'abandoned' : 'cancelled', enderOf(event.leg), event.cause, event.sipCode),
    );
  }
  return ignore(call);
}

/**
 * Whether the dialplan ended the leg while Star7 was down: nobody hung up. The same cause with a SIP status comes from a phone
 * that answered with 500.
 */
export function wasLetGo({
  cause,
  sipCode,
}: Pick<Extract<PhaseEvent, { type: 'leg-ended' }>, 'cause' | 'sipCode'>): boolean {
  return cause === causes.networkOutOfOrder && sipCode === null;
}

/**
 * Whether the PBX stopped a phone that rang, as the dialplan does while Star7 is down. It does so with 127, which Asterisk reports with 500; 487
 * answers a CANCEL alone (RFC 3261, section 9.2), and one of Star7's own comes after the leg is released. An answer of 500 becomes 38, but
 * one with a Reason of 127 (RFC 3326) looks the same: whoever relies on it calls a phone once more, and no oftener.
 */
export function wasStopped({ cause, sipCode }: Extract<PhaseEvent, { type: 'leg-ended' }>): boolean {
  return sipCode === 487 || (cause === causes.interworking && (sipCode === null || sipCode === 500));
}

/** The PBX no longer knows one of the legs: the call cannot continue, in any phase. */
export function onLegLost(call: Call, at: Micros): Step {
  if (call.phase === 'clearing') return finishIfNoLegs(call, at);
  if (call.phase === 'announcing') return whileListening(call, at);
  // How long they talked is unknown, and the record must not guess.
  if (call.recovered) return interrupt({ ...call, bridgedAt: null }, at);
  const disposition = call.bridgedAt === null ? 'failed' : 'answered';
  return conclude(call, at, decision(disposition, 'system', causes.temporaryFailure), tryLaterFarewell);
}

/** Ends a call whose state was lost with an earlier process. */
export function interrupt(call: Call, at: Micros): Step {
  return conclude(call, at, decision('interrupted', 'system', causes.temporaryFailure), tryLaterFarewell);
}

export function pbxFailed(call: Call, at: Micros): Step {
  return conclude(call, at, decision('failed', 'system'), tryLaterFarewell);
}

export const tryLaterFarewell: Farewell = { announcement: 'try-later', cause: causes.congestion };

/** Whether this is the id of the call's latest announcement rather than of an earlier one. */
export function isOfLastAnnouncement(call: Call, id: string): boolean {
  return id === playbackId(call.id, call.announcements);
}
