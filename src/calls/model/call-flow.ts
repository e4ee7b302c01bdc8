import type { Announcement } from './announcement';
import type { CallEffect, CallEvent } from './call-event';
import { recordOf } from './call-facts';
import type { CallId, Role, StartKind } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Call, CallSettings, Leg, Outcome, Phase, PhoneState } from './call-state';
import { bridgeId, customerChannelId, managerChannelId, playbackId } from './call-state';
import type { LegFailure } from './disposition';
import {
  causes,
  classifyFailure,
  customerEndings,
  isNetworkFault,
  isTrunkFailure,
  managerEndings,
} from './disposition';
import { refusalEndings } from './refusal';
import type { Refusal } from './refusal';

/*
 * The life of a call. `transition` decides and does nothing: effects are data, done by src/calls.
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
 */

export interface Step {
  call: Call;
  effects: readonly CallEffect[];
  /** The event was late, stale or unknown here, and changed nothing. */
  ignored?: true;
}

export interface CallStart {
  id: CallId;
  startKind: StartKind;
  extension: string;
  orderNumber: string;
  slot: Slot;
  at: Micros;
  settings: CallSettings;
  /** The phone's channel where `*7…` was dialled; null for click-to-call. */
  phoneChannelId: string | null;
  phone: PhoneState;
}

const absentLeg: Leg = {
  state: 'absent',
  channelId: null,
  startedAt: null,
  ringingAt: null,
  answeredAt: null,
  endedAt: null,
};

/** Begins a call: the first thing it wants is to know whether it may be. */
export function startCall(start: CallStart): Step {
  const call: Call = {
    id: start.id,
    phase: 'authorising',
    step: 0,
    revision: 0,
    startKind: start.startKind,
    extension: start.extension,
    orderNumberAsAsked: start.orderNumber,
    slot: start.slot,
    requestedAt: start.at,
    settings: start.settings,
    phone: start.phone,
    manager: null,
    order: null,
    legs: {
      manager:
        start.phoneChannelId === null
          ? absentLeg
          : // Its channel is there, and waits for an answer.
            { ...absentLeg, state: 'ringing', channelId: start.phoneChannelId, startedAt: start.at },
      customer: absentLeg,
    },
    dialledFrom: null,
    trunkIndex: 0,
    announcements: 0,
    clearAttempts: 0,
    bridgedAt: null,
    unbridgedAt: null,
    outcome: null,
    managerCause: causes.normalClearing,
    endedAt: null,
    recovered: false,
  };
  return enter(call, 'authorising', start.settings.authoriseSeconds, [{ type: 'authorise' }]);
}

/**
 * Goes on with a call that an earlier process began, once its legs are known to be as the call says: sets the deadline
 * anew, and asks again for what may not have been done. Who is being called may answer; who was not yet called is not.
 */
export function resumeCall(call: Call, at: Micros): Step {
  return revised(call, resumption(call, at));
}

function resumption(call: Call, at: Micros): Step {
  const { settings } = call;
  switch (call.phase) {
    case 'authorising':
      return interrupt(call, at);
    case 'calling-manager':
      return enter(call, 'calling-manager', settings.managerRingSeconds);
    case 'accepting':
      return beginAccepting(call);
    case 'calling-customer':
      return enter(call, 'calling-customer', settings.customerRingSeconds, [
        { type: 'ring-manager', channelId: channelOf(call, 'manager') },
      ]);
    case 'connecting':
      return connect(call);
    case 'talking': {
      const talked = (at - (call.bridgedAt ?? at)) / 1_000_000;
      return enter(call, 'talking', Math.max(1, settings.maxCallSeconds - talked));
    }
    case 'announcing':
    case 'clearing':
      return clear(call, at);
    case 'ended':
      return ignore(call);
  }
}

/** One event, one step. Pure: the same call and event give the same step. */
export function transition(call: Call, event: CallEvent): Step {
  return revised(call, stepOn(call, event));
}

function stepOn(call: Call, event: CallEvent): Step {
  if (call.phase === 'ended') return ignore(call);
  if (event.type === 'leg-ended' && event.channelId === call.dialledFrom)
    return onPhoneReleased(call, event.at);
  if (isStale(call, event)) return ignore(call);
  const informed = withLegNews(call, event);
  if (event.type === 'leg-lost') return onLegLost(informed, event.at);
  const step = handlers[call.phase](informed, event);
  // What a phase has no use for may still be news of a leg, and the record wants its time.
  return step.ignored && informed !== call ? stay(informed) : step;
}

// ------------------------------------------------------------------------------------------ phases

const handlers: Record<Exclude<Phase, 'ended'>, (call: Call, event: CallEvent) => Step> = {
  authorising(call, event) {
    switch (event.type) {
      case 'authorised':
        return onAuthorised(call, event);
      case 'authorise-failed':
      case 'timeout':
        return conclude(call, event.at, outcome('look-up-failed', 'system'), {
          announcement: 'try-later',
          cause: causes.congestion,
        });
      default:
        return onLeaving(call, event);
    }
  },

  'calling-manager'(call, event) {
    switch (event.type) {
      case 'leg-ringing':
        return stay(call);
      case 'leg-answered':
        return call.manager?.pressToAccept ? beginAccepting(call) : callCustomer(call, event.at);
      case 'leg-ended':
        // Picked up unseen, and heard nothing.
        if (event.answered === true) return pbxFailed(call, event.at);
        return managerUnavailable(
          call,
          event.at,
          classifyFailure(event.cause, event.sipCode, call.legs.manager.ringingAt !== null),
          event,
        );
      case 'leg-failed':
        return managerUnavailable(call, event.at, 'unreachable', { cause: null, sipCode: null });
      case 'timeout':
        return conclude(call, event.at, outcome('manager-no-answer', 'system', causes.noAnswer));
      default:
        return onLeaving(call, event);
    }
  },

  accepting(call, event) {
    switch (event.type) {
      case 'digit':
        return event.role === 'manager' && event.digit === '1' ? callCustomer(call, event.at) : stay(call);
      case 'announced':
        return askToAccept(call);
      case 'announce-failed':
        // Asking again at once would ask for ever. The deadline decides.
        return stay(call);
      case 'timeout':
        return conclude(call, event.at, outcome('manager-declined', 'system', causes.normalClearing));
      default:
        return onLeaving(call, event);
    }
  },

  'calling-customer'(call, event) {
    switch (event.type) {
      case 'leg-ringing':
      case 'digit':
        return stay(call);
      case 'leg-answered':
        return event.role === 'customer' ? connect(call) : stay(call);
      case 'leg-ended':
        if (event.role === 'manager') return onLeaving(call, event);
        // Nobody refused: the dialplan let it go, which had nobody to connect it to.
        if (call.recovered && event.sipCode === null && event.cause === causes.normalClearing)
          return interrupt(call, event.at);
        // Nobody was joined to who answered unseen, while Star7 was cut off from the PBX.
        if (event.answered === true)
          return conclude(call, event.at, outcome('answered', 'system', event.cause, event.sipCode));
        return customerUnavailable(
          call,
          event.at,
          classifyFailure(event.cause, event.sipCode, call.legs.customer.ringingAt !== null),
          event,
        );
      case 'leg-failed':
        if (event.role !== 'customer') return ignore(call);
        // Over another trunk the customer might be rung twice.
        return event.uncertain === true
          ? pbxFailed(call, event.at)
          : customerUnavailable(call, event.at, 'congestion', { cause: null, sipCode: null });
      case 'timeout':
        return conclude(call, event.at, outcome('no-answer', 'system', causes.noAnswer), {
          announcement: 'customer-no-answer',
          cause: causes.noAnswer,
        });
      default:
        return onLeaving(call, event);
    }
  },

  connecting(call, event) {
    switch (event.type) {
      case 'leg-answered':
      case 'digit':
        return stay(call);
      case 'bridged':
        return enter({ ...call, bridgedAt: event.at }, 'talking', call.settings.maxCallSeconds);
      case 'bridge-failed':
        // Mostly because a side has just gone: its `leg-ended` is on the way and knows who it was.
        return enter(call, 'connecting', 1);
      case 'leg-ended':
        // Whoever it was: the customer had answered.
        return conclude(call, event.at, outcome('answered', event.role, event.cause, event.sipCode));
      case 'hang-up-requested':
        return conclude(call, event.at, outcome('answered', event.by, causes.normalClearing));
      case 'timeout':
        return pbxFailed(call, event.at);
      default:
        return ignore(call);
    }
  },

  talking(call, event) {
    switch (event.type) {
      case 'leg-answered':
      case 'digit':
        return stay(call);
      case 'leg-ended': {
        const by = isNetworkFault(event.cause) ? 'network' : event.role;
        return conclude(call, event.at, outcome('answered', by, event.cause, event.sipCode));
      }
      case 'hang-up-requested':
        return conclude(call, event.at, outcome('answered', event.by, causes.normalClearing));
      case 'timeout':
        return conclude(call, event.at, outcome('answered', 'system', causes.normalClearing));
      default:
        return ignore(call);
    }
  },

  announcing(call, event) {
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
        return isUp(call.legs.manager) ? stay(call) : clear(call, event.at);
      default:
        return ignore(call);
    }
  },

  clearing(call, event) {
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
  },
};

// ---------------------------------------------------------------------------------------- decisions

function onAuthorised(asked: Call, event: Extract<CallEvent, { type: 'authorised' }>): Step {
  const call = { ...asked, manager: event.manager, order: event.order };
  // Nobody's phone is never busy: strangers without an endpoint all have the extension ''.
  if (call.phone === 'busy' && event.manager !== null) {
    return conclude(call, event.at, outcome('manager-busy', 'system', causes.busy), {
      announcement: 'already-in-call',
      cause: causes.busy,
    });
  }
  if (event.refusal) return refuse(call, event, event.refusal);
  if (event.manager === null || event.order === null) return refuse(call, event, 'order');
  if (call.phone === 'unreachable') {
    return conclude(call, event.at, outcome('manager-unreachable', 'system'));
  }
  if (call.startKind === 'click') return originateManager(call, event.at);
  return event.manager.shortCodeMode === 'call-back' ? releasePhone(call) : callCustomer(call, event.at);
}

/** The order stands in the record of a refusal that is told of one's own order only. */
function refuse(call: Call, event: Extract<CallEvent, { type: 'authorised' }>, refusal: Refusal): Step {
  const { announcement, cause, ofOwnOrder } = refusalEndings[refusal];
  return conclude(
    { ...call, order: ofOwnOrder ? event.order : null },
    event.at,
    { ...outcome('refused', 'system', cause), refusal },
    { announcement, cause },
  );
}

/** Hangs up the phone that dialled, to call it back: a phone that is still in its own call would say busy. */
function releasePhone(call: Call): Step {
  const channelId = channelOf(call, 'manager');
  return enter(
    {
      ...call,
      startKind: 'call-back',
      dialledFrom: channelId,
      legs: { ...call.legs, manager: absentLeg },
    },
    'calling-manager',
    call.settings.clearSeconds,
    [{ type: 'hang-up', channelId, cause: causes.normalClearing }],
  );
}

/** The phone that dialled is on the hook again: now it can be called back, unless the call was given up meanwhile. */
function onPhoneReleased(call: Call, at: Micros): Step {
  const released = { ...call, dialledFrom: null };
  return call.phase === 'calling-manager' ? originateManager(released, at) : settle(released, at);
}

function originateManager(call: Call, at: Micros): Step {
  const channelId = managerChannelId(call.id);
  const { managerRingSeconds } = call.settings;
  return enter(withLeg(call, 'manager', requestedLeg(channelId, at)), 'calling-manager', managerRingSeconds, [
    {
      type: 'originate-manager',
      channelId,
      extension: call.extension,
      display: {
        name: call.order?.customerName ?? '',
        number: `${call.settings.shortCode}${call.order?.orderNumber ?? ''}`,
      },
      ringSeconds: managerRingSeconds,
      autoAnswer: call.manager?.autoAnswer ?? false,
    },
  ]);
}

/** Asked again and again until the one deadline: a repetition does not move it. */
function askToAccept(call: Call): Step {
  return announce(call, 'press-1-to-accept');
}

function beginAccepting(call: Call): Step {
  const asking = askToAccept(call);
  return enter(asking.call, 'accepting', call.settings.acceptSeconds, asking.effects);
}

/** The manager's phone rings, or is played ringing, from now on. Who pressed 1 has heard enough of the question. */
function callCustomer(call: Call, at: Micros): Step {
  const { manager } = call.legs;
  return tryTrunk(withLeg(call, 'manager', { ...manager, ringingAt: manager.ringingAt ?? at }), 0, at, [
    ...(call.phase === 'accepting'
      ? [{ type: 'hush', playbackId: playbackId(call.id, call.announcements) } as const]
      : []),
    { type: 'ring-manager', channelId: channelOf(call, 'manager') },
  ]);
}

function tryTrunk(call: Call, trunkIndex: number, at: Micros, before: readonly CallEffect[] = []): Step {
  const { order } = call;
  const trunk = call.settings.trunks[trunkIndex];
  if (trunk === undefined || order === null) throw new RangeError('no such trunk, or no order');
  const { number } = order;
  if (number === null) return interrupt(call, at);
  const channelId = customerChannelId(call.id, trunkIndex);
  const { customerRingSeconds } = call.settings;
  return enter(
    { ...withLeg(call, 'customer', requestedLeg(channelId, at)), trunkIndex },
    'calling-customer',
    customerRingSeconds,
    [
      {
        type: 'originate-customer',
        channelId,
        order: { ...order, number },
        trunk,
        callerId: call.manager?.did ?? call.settings.defaultDid,
        ringSeconds: customerRingSeconds,
      },
      ...before,
    ],
  );
}

function connect(call: Call): Step {
  return enter(call, 'connecting', call.settings.connectSeconds, [
    {
      type: 'connect',
      bridgeId: bridgeId(call.id),
      manager: channelOf(call, 'manager'),
      customer: channelOf(call, 'customer'),
      answerManager: call.legs.manager.state !== 'answered',
    },
  ]);
}

function customerUnavailable(
  call: Call,
  at: Micros,
  failure: LegFailure,
  news: { cause: number | null; sipCode: number | null },
): Step {
  const next = call.trunkIndex + 1;
  if (isTrunkFailure(failure) && next < call.settings.trunks.length) return tryTrunk(call, next, at);
  const { disposition, hungUpBy, announcement, cause } = customerEndings[failure];
  return conclude(call, at, outcome(disposition, hungUpBy, news.cause, news.sipCode), {
    announcement,
    cause,
  });
}

function pbxFailed(call: Call, at: Micros): Step {
  return conclude(call, at, outcome('failed', 'system'), {
    announcement: 'try-later',
    cause: causes.congestion,
  });
}

function managerUnavailable(
  call: Call,
  at: Micros,
  failure: LegFailure,
  news: { cause: number | null; sipCode: number | null },
): Step {
  const disposition = managerEndings[failure];
  const by = failure === 'busy' || disposition === 'manager-declined' ? 'manager' : 'system';
  return conclude(call, at, outcome(disposition, by, news.cause, news.sipCode));
}

/** The manager's phone is gone, or a program asked to hang up, before the two were joined. */
function onLeaving(call: Call, event: CallEvent): Step {
  if (event.type === 'hang-up-requested') {
    return conclude(call, event.at, outcome('cancelled', event.by, causes.normalClearing));
  }
  if (event.type === 'leg-ended' && event.role === 'manager') {
    return conclude(call, event.at, outcome('cancelled', 'manager', event.cause, event.sipCode));
  }
  return ignore(call);
}

/** The PBX no longer knows one of the legs: whatever the phase, the call cannot go on. */
function onLegLost(call: Call, at: Micros): Step {
  if (call.phase === 'clearing') return settle(call, at);
  if (call.phase === 'announcing') return isUp(call.legs.manager) ? stay(call) : clear(call, at);
  // How long they talked is not known, and a guess would be no record.
  if (call.recovered) return interrupt({ ...call, bridgedAt: null }, at);
  const disposition = call.bridgedAt === null ? 'failed' : 'answered';
  return conclude(call, at, outcome(disposition, 'system', causes.temporaryFailure), {
    announcement: 'try-later',
    cause: causes.congestion,
  });
}

/** A call that cannot go on because the process that knew more of it is gone. */
function interrupt(call: Call, at: Micros): Step {
  return conclude(call, at, outcome('interrupted', 'system', causes.temporaryFailure), {
    announcement: 'try-later',
    cause: causes.congestion,
  });
}

// --------------------------------------------------------------------------------- the one way out

/**
 * Every ending goes through here: decides the outcome, lets the customer go, and tells the manager why
 * where there is something to tell and somebody to hear it.
 */
function conclude(
  call: Call,
  at: Micros,
  decided: Outcome,
  farewell?: { announcement: Announcement; cause: number },
): Step {
  const wasJoining = call.phase === 'connecting' || call.phase === 'talking';
  const concluded: Call = {
    ...call,
    outcome: { ...decided, hangupCause: decided.hangupCause ?? farewell?.cause ?? null },
    unbridgedAt: call.bridgedAt === null ? null : at,
    managerCause: farewell?.cause ?? causes.normalClearing,
  };
  const release: CallEffect[] = [
    ...hangUp(concluded.legs.customer, causes.normalClearing),
    ...(wasJoining ? [{ type: 'destroy-bridge', bridgeId: bridgeId(call.id) } as const] : []),
  ];
  if (farewell !== undefined && isUp(concluded.legs.manager)) {
    const announcing = announce(concluded, farewell.announcement);
    return enter(announcing.call, 'announcing', call.settings.announceSeconds, [
      ...release,
      ...announcing.effects,
    ]);
  }
  return clear(concluded, at, release);
}

function clear(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  const again = call.clearAttempts > 0;
  const clearing = enter(
    { ...call, clearAttempts: call.clearAttempts + 1 },
    'clearing',
    call.settings.clearSeconds,
    [
      ...before,
      ...hangUp(call.legs.manager, call.managerCause),
      ...(again ? hangUp(call.legs.customer, causes.normalClearing) : []),
    ],
  );
  return hasLegs(call) ? clearing : finish(clearing.call, at, before);
}

function settle(call: Call, at: Micros): Step {
  return hasLegs(call) ? stay(call) : finish(call, at);
}

/** What is told late (the end of a leg that was not seen) may have been before what is known already. */
function finish(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  const { manager, customer } = call.legs;
  const endedAt = Math.max(at, manager.endedAt ?? at, customer.endedAt ?? at);
  const ended: Call = { ...call, phase: 'ended', endedAt };
  return { call: ended, effects: [...before, { type: 'record', record: recordOf(ended, endedAt) }] };
}

// -------------------------------------------------------------------------------------------- legs

function isStale(call: Call, event: CallEvent): boolean {
  switch (event.type) {
    case 'timeout':
      return event.step !== call.step;
    case 'leg-ringing':
    case 'leg-answered':
    case 'leg-ended':
    case 'leg-lost':
    case 'digit':
      return event.channelId !== call.legs[event.role].channelId || call.legs[event.role].state === 'ended';
    case 'leg-failed':
      // A reply that was lost or late, while the leg's events say that it is there: they are right.
      return (
        event.channelId !== call.legs[event.role].channelId || call.legs[event.role].state !== 'requested'
      );
    case 'announced':
    case 'announce-failed':
      return event.playbackId !== playbackId(call.id, call.announcements);
    default:
      return false;
  }
}

/** Writes down what an event says of a leg, whatever the phase then makes of it. */
function withLegNews(call: Call, event: CallEvent): Call {
  switch (event.type) {
    case 'leg-ringing': {
      const leg = call.legs[event.role];
      return withLeg(call, event.role, {
        ...leg,
        state: leg.state === 'answered' ? 'answered' : 'ringing',
        startedAt: leg.startedAt ?? event.at,
        ringingAt: leg.ringingAt ?? event.at,
      });
    }
    case 'leg-answered': {
      const leg = call.legs[event.role];
      return withLeg(call, event.role, {
        ...leg,
        state: 'answered',
        startedAt: leg.startedAt ?? event.at,
        answeredAt: leg.answeredAt ?? event.at,
      });
    }
    case 'leg-ended': {
      const leg = call.legs[event.role];
      // An answer that was not seen: at the latest now.
      const answeredAt = leg.answeredAt ?? (event.answered === true ? event.at : null);
      return withLeg(call, event.role, endedLeg({ ...leg, answeredAt }, event.at));
    }
    case 'leg-failed':
      return withLeg(call, event.role, { ...call.legs[event.role], state: 'ended', endedAt: event.at });
    case 'leg-lost':
      return withLeg(call, event.role, { ...call.legs[event.role], state: 'ended' });
    default:
      return call;
  }
}

function withLeg(call: Call, role: Role, leg: Leg): Call {
  const { manager, customer } = call.legs;
  return {
    ...call,
    legs: role === 'manager' ? { manager: leg, customer } : { manager, customer: leg },
  };
}

/**
 * What Star7 asked of a leg, or found out about it, it dates by when it did so. Told late of the end, it may have done that
 * after the end: all that a leg went through lies before it.
 */
function endedLeg(leg: Leg, endedAt: Micros): Leg {
  const before = (at: Micros | null): Micros | null => (at === null ? null : Math.min(at, endedAt));
  return {
    ...leg,
    state: 'ended',
    startedAt: before(leg.startedAt),
    ringingAt: before(leg.ringingAt),
    answeredAt: before(leg.answeredAt),
    endedAt,
  };
}

function requestedLeg(channelId: string, at: Micros): Leg {
  return { ...absentLeg, state: 'requested', channelId, startedAt: at };
}

function isUp(leg: Leg): boolean {
  return leg.state !== 'absent' && leg.state !== 'ended';
}

function hasLegs(call: Call): boolean {
  return isUp(call.legs.manager) || isUp(call.legs.customer) || call.dialledFrom !== null;
}

function hangUp(leg: Leg, cause: number): CallEffect[] {
  return isUp(leg) && leg.channelId !== null ? [{ type: 'hang-up', channelId: leg.channelId, cause }] : [];
}

function channelOf(call: Call, role: Role): string {
  const { channelId } = call.legs[role];
  if (channelId === null) throw new RangeError(`the ${role} has no channel`);
  return channelId;
}

// ------------------------------------------------------------------------------------------- steps

function enter(
  call: Call,
  phase: Exclude<Phase, 'ended'>,
  seconds: number,
  effects: readonly CallEffect[] = [],
): Step {
  const step = call.step + 1;
  return { call: { ...call, phase, step }, effects: [...effects, { type: 'set-timer', step, seconds }] };
}

/** Whatever a step made of the call, it is one change. */
function revised(before: Call, step: Step): Step {
  return step.ignored ? step : { ...step, call: { ...step.call, revision: before.revision + 1 } };
}

function stay(call: Call): Step {
  return { call, effects: [] };
}

function ignore(call: Call): Step {
  return { call, effects: [], ignored: true };
}

/** Speaks to the manager. The playback's id carries a number, so that a late `announced` is known for one. */
function announce(call: Call, what: Announcement): Step {
  const announcements = call.announcements + 1;
  return {
    call: { ...call, announcements },
    effects: [
      {
        type: 'announce',
        channelId: channelOf(call, 'manager'),
        playbackId: playbackId(call.id, announcements),
        announcement: what,
        language: call.manager?.language ?? call.settings.defaultLanguage,
      },
    ],
  };
}

function outcome(
  disposition: Outcome['disposition'],
  hungUpBy: Outcome['hungUpBy'],
  hangupCause: number | null = null,
  sipCode: number | null = null,
): Outcome {
  return { disposition, refusal: null, hangupCause, sipCode, hungUpBy };
}
