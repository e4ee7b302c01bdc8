import type { CallEffect } from '../call-event';
import type { CallId } from '../call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Call, CallPlan, Leg, PhoneState } from '../call-state';
import { customerChannelId, playbackId } from '../call-state';
import type { LegFailure } from '../disposition';
import { classifyFailure, customerEndings, isTrunkFailure, managerEndings } from '../disposition';
import { causes } from '../hangup-cause';
import { callManager, failureOf, releaseAll, releaseRivals, ringManager } from './manager-phone';
import { askingManager } from './dial-in';
import { answeredLegOf, isMobile, nobodyAtMobile, ringMobileAgain, rivalGone } from './own-mobile';
import {
  conclude,
  decision,
  finishIfNoLegs,
  interrupt,
  onCancelled,
  pbxFailed,
  tryLaterFarewell,
} from '../ending';
import {
  channelOf,
  currentLegOf,
  hasLegsUp,
  isUp,
  legOf,
  rivalsOf,
  shopPartyOf,
  withLeg,
  withNewLeg,
} from '../legs';
import { newCall } from '../new-call';
import { refusalEndings } from '../refusal';
import type { Refusal } from '../refusal';
import type { PhaseEvent, PhaseHandler, Step } from '../steps';
import { enter, ignore, stay } from '../steps';
import { connect } from '../connect';
import { endOfTalk } from '../end-of-talk';
import { make, release, say } from '../verbs';
import type { Establishing, EstablishingPhase } from './establishing';

/*
 * A manager calls the customer of an order: by a short code from the phone, which is kept or called back, or by a click,
 * then the phone is called first; or by a call from the own mobile (dial-in.ts). Nobody is called before the order is authorised.
 */

export interface OutboundStart {
  id: CallId;
  startKind: Call['startKind'];
  extension: string;
  orderNumber: string;
  slot: Slot;
  at: Micros;
  plan: CallPlan;
  /** The phone's channel where `*7…` was dialled; null for click-to-call. */
  phoneChannelId: string | null;
  phone: PhoneState;
}

/** Starts a call: requests authorisation. */
export function startOutbound(start: OutboundStart): Step {
  const { id, startKind, extension, slot, at, plan, phoneChannelId, phone } = start;
  const call = newCall({
    ...{ id, phase: 'authorising', kind: 'outbound', direction: 'outbound', startKind, extension, slot },
    ...{ orderNumberAsAsked: start.orderNumber, requestedAt: at, plan, phone, inbound: null },
  });
  const begun =
    phoneChannelId === null
      ? call
      : withNewLeg(call, {
          party: 'manager',
          origin: 'arrived',
          // Its channel exists and waits for an answer.
          state: 'ringing',
          channelId: phoneChannelId,
          startedAt: at,
          extension,
        });
  return enter(begun, 'authorising', plan.authoriseSeconds, [{ type: 'authorise' }]);
}

// ------------------------------------------------------------------------------------------ phases

const authorising: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'authorised':
      return onAuthorised(call, event);
    case 'authorise-failed':
    case 'timeout':
      return conclude(call, event.at, decision('look-up-failed', 'system'), tryLaterFarewell);
    default:
      return onCancelled(call, event);
  }
};

const callingManager: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ringing':
      return stay(call);
    case 'customer-arrived':
      return keepWaiting(call, event);
    case 'devices-found':
      return currentLegOf(call, 'manager') === undefined
        ? ringManager(call, event, call.plan.managerRingSeconds)
        : ignore(call);
    case 'leg-answered':
      return onManagerAnswered(call, event.leg, event.at);
    case 'leg-ended':
      // The customer had called, and has hung up again: is called as if they had not.
      if (event.leg.party === 'customer') return stay(call);
      // The phone answered but the event was lost, so the manager heard nothing. No other device may be what answers.
      if (event.answered === true)
        return conclude(call, event.at, decision('failed', 'system', causes.congestion));
      return ringMobileAgain(call, event) ?? deviceUnavailable(call, event.at, event.leg, failureOf(event));
    case 'leg-failed':
      return ringMobileAgain(call, event) ?? deviceUnavailable(call, event.at, event.leg, 'unreachable');
    case 'timeout':
      return conclude(call, event.at, decision('manager-no-answer', 'system', causes.noAnswer));
    default:
      return onCancelled(call, event);
  }
};

/** Of the shop's side: a manager, or a courier (courier.ts). */
export const accepting: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'customer-arrived':
      return keepWaiting(call, event);
    case 'digit':
      return event.leg.party === shopPartyOf(call) && event.digit === '1'
        ? take(call, event.leg, event.at)
        : stay(call);
    case 'leg-ringing':
      return stay(call);
    case 'leg-answered':
      // At a phone of the shop while the mobile, or its voicemail, is asked for a 1.
      return event.leg.party === 'manager' ? onManagerAnswered(call, event.leg, event.at) : stay(call);
    case 'leg-ended':
    case 'leg-failed':
      return event.leg.party === 'manager'
        ? (rivalGone(call, event.leg) ?? mobileGone(call, event.leg) ?? onCancelled(call, event))
        : onCancelled(call, event);
    case 'announced':
      return askToAccept(call);
    case 'announce-failed':
      // Repeating at once could loop. The deadline ends it.
      return stay(call);
    case 'timeout':
      return (
        nobodyAtMobile(call, call.plan.managerRingSeconds) ??
        conclude(
          call,
          event.at,
          decision(
            call.courier === null ? 'manager-declined' : 'courier-not-reached',
            'system',
            causes.normalClearing,
          ),
        )
      );
    default:
      return onCancelled(call, event);
  }
};

/** The same, whoever has the shop's side. */
export const callingCustomer: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'customer-arrived':
      return takeCaller(call, event);
    case 'leg-ringing':
    case 'digit':
      return stay(call);
    case 'leg-answered':
      return event.leg.party === 'customer' ? onCustomerAnswered(call, event.leg) : stay(call);
    case 'dialling':
      return event.seconds === 0 ? connect(call) : enter(call, 'calling-customer', event.seconds);
    case 'leg-ended':
      if (event.leg.party !== 'customer') return onCancelled(call, event);
      // While the extension was being dialled: whoever answered has hung up.
      if (event.leg.answeredAt !== null && event.answered !== true && !call.recovered)
        return endOfTalk(call, event);
      return connectedCustomer(call, event) ?? customerUnavailable(call, event.at, failureOf(event), event);
    case 'leg-failed':
      if (event.leg.party !== 'customer') return ignore(call);
      // Over another trunk the customer might be rung twice.
      return event.uncertain === true
        ? pbxFailed(call, event.at)
        : customerUnavailable(call, event.at, 'congestion', { cause: null, sipCode: null });
    case 'timeout':
      if (currentLegOf(call, 'customer')?.state === 'answered') return connect(call);
      return conclude(call, event.at, decision('no-answer', 'system', causes.noAnswer), {
        announcement: 'customer-no-answer',
        cause: causes.noAnswer,
      });
    default:
      return onCancelled(call, event);
  }
};

/** Continues to ring phones that are already being called; calls nobody new. */
function resume(call: Call, phase: EstablishingPhase, at: Micros): Step {
  const { plan } = call;
  switch (phase) {
    case 'authorising':
      return interrupt(call, at);
    case 'calling-manager':
      // Without a leg, the earlier process was still asking for the phone's devices.
      return hasLegsUp(call) ? enter(call, 'calling-manager', plan.managerRingSeconds) : interrupt(call, at);
    case 'accepting':
      return beginAccepting(call);
    case 'calling-customer':
      return resumeCallingCustomer(call);
    default:
      return interrupt(call, at);
  }
}

/** The phone has hung up: call it back, unless the call has ended. */
function onReleased(call: Call, at: Micros): Step {
  return call.phase === 'calling-manager' ? callPhone(call) : finishIfNoLegs(call, at);
}

export const outbound: Establishing = {
  phases: {
    asking: askingManager,
    authorising,
    'calling-manager': callingManager,
    accepting,
    'calling-customer': callingCustomer,
  },
  resume,
  onReleased,
};

// ---------------------------------------------------------------------------------------- decisions

function onAuthorised(asked: Call, event: Extract<PhaseEvent, { type: 'authorised' }>): Step {
  const call = { ...asked, manager: event.manager, order: event.order };
  // A phone without an endpoint has the extension '' and counts as no manager's: skip the busy check.
  if (call.phone === 'busy' && event.manager !== null) {
    return conclude(call, event.at, decision('manager-busy', 'system', causes.busy), {
      announcement: 'already-in-call',
      cause: causes.busy,
    });
  }
  if (event.refusal) return refuse(call, event, event.refusal);
  if (event.manager === null || event.order === null) return refuse(call, event, 'order');
  if (call.phone === 'unreachable') {
    return conclude(call, event.at, decision('manager-unreachable', 'system'));
  }
  if (call.startKind === 'own-mobile') return callCustomer(call, event.at);
  if (call.startKind !== 'short-code') return callPhone(call);
  return event.manager.shortCodeMode === 'call-back' ? releasePhone(call) : callCustomer(call, event.at);
}

/** The record names the order only for refusals that are limited to the manager's own open orders. */
function refuse(call: Call, event: Extract<PhaseEvent, { type: 'authorised' }>, refusal: Refusal): Step {
  const { announcement, cause, ofOwnOrder } = refusalEndings[refusal];
  return conclude(
    { ...call, order: ofOwnOrder ? event.order : null },
    event.at,
    { ...decision('refused', 'system', cause), refusal },
    { announcement, cause },
  );
}

/** Hangs up the phone that dialled, to call it back: a phone that is still in its own call would say busy. */
function releasePhone(call: Call): Step {
  const phone = currentLegOf(call, 'manager');
  if (phone === undefined) throw new RangeError('no phone has dialled');
  const released = release(call, phone, causes.normalClearing);
  return enter(released.call, 'calling-manager', call.plan.clearSeconds, released.effects);
}

function callPhone(call: Call): Step {
  return callManager(call, call.plan.managerRingSeconds);
}

function onManagerAnswered(call: Call, leg: Leg, at: Micros): Step {
  // The phones of the shop ring on: it may be a voicemail.
  if (isMobile(leg)) return call.phase === 'accepting' ? stay(call) : beginAccepting(call);
  return take(call, leg, at, call.manager?.pressToAccept);
}

/** The leg has the call; the manager's other devices stop ringing. @param asks whether a 1 is asked for first */
function take(call: Call, leg: Leg, at: Micros, asks = false): Step {
  const chosen = releaseRivals(call, leg);
  const next = asks ? beginAccepting(chosen.call) : callCustomer(chosen.call, at);
  return { ...next, effects: [...chosen.effects, ...next.effects] };
}

/** The mobile that was asked for a 1 has hung up, as voicemails do: the phones of the shop ring on. Null if none does. */
function mobileGone(call: Call, leg: Leg): Step | null {
  if (rivalsOf(call, leg).length === 0) return null;
  return enter(withLeg(call, { ...leg, released: true }), 'calling-manager', call.plan.managerRingSeconds);
}

/** Repeated until the deadline, which a repetition does not move. */
function askToAccept(call: Call): Step {
  const asked = answeredLegOf(call, shopPartyOf(call)) ?? legOf(call, shopPartyOf(call));
  return say(call, asked, 'press-1-to-accept');
}

export function beginAccepting(call: Call): Step {
  const asking = askToAccept(call);
  return enter(asking.call, 'accepting', call.plan.acceptSeconds, asking.effects);
}

type CustomerArrived = Extract<PhaseEvent, { type: 'customer-arrived' }>;

/** The customer calls before the manager has answered: they wait, and are not called. */
export function keepWaiting(call: Call, event: CustomerArrived): Step {
  const { call: waiting, channelId } = withCaller(call, event);
  return { call: waiting, effects: [{ type: 'ring', channelId }] };
}

/** The customer calls while they are being called: their own leg takes the place of the one that rings or is refused. */
function takeCaller(call: Call, event: CustomerArrived): Step {
  const dialled = currentLegOf(call, 'customer');
  const freed = releaseAll(call, dialled === undefined ? [] : [dialled], causes.answeredElsewhere);
  const joining = connect(withCaller(freed.call, event).call);
  return { ...joining, effects: [...freed.effects, ...joining.effects] };
}

function withCaller(
  call: Call,
  { arrivedChannelId, since, trunk, did, caller, at }: CustomerArrived,
): { call: Call; channelId: string } {
  const channelId = arrivedChannelId;
  const leg = { party: 'customer', origin: 'arrived', state: 'ringing', channelId, startedAt: at } as const;
  const arrived = [...call.arrived, { arrivedChannelId, since, trunk, did, caller }];
  return { call: withNewLeg({ ...call, arrived }, { ...leg, trunk }), channelId };
}

/** The shop's side hears ringing from now on. After 1 is pressed, stop the prompt. */
export function callCustomer(call: Call, at: Micros): Step {
  const waiting = currentLegOf(call, 'customer');
  if (waiting !== undefined && isUp(waiting)) return connect(call);
  const shop = currentLegOf(call, shopPartyOf(call));
  const ringing = shop === undefined ? call : withLeg(call, { ...shop, ringingAt: shop.ringingAt ?? at });
  return tryTrunk(ringing, 0, at, [
    ...(call.phase === 'accepting'
      ? [{ type: 'hush', playbackId: playbackId(call.id, call.announcements) } as const]
      : []),
    ringShop(call),
  ]);
}

/**
 * After a restart: the customer's phone rings on, and the shop's side hears so. What is left of an extension is not known any
 * more: the shop's side hears the switchboard.
 */
export function resumeCallingCustomer(call: Call): Step {
  if (currentLegOf(call, 'customer')?.state === 'answered') return connect(call);
  return enter(call, 'calling-customer', call.plan.customerRingSeconds, [ringShop(call)]);
}

function ringShop(call: Call): CallEffect {
  return { type: 'ring', channelId: channelOf(call, shopPartyOf(call)) };
}

/** The customer's leg has ended, but not because the customer was not reached. Null if that is why. */
export function connectedCustomer(
  call: Call,
  event: Extract<PhaseEvent, { type: 'leg-ended' }>,
): Step | null {
  // Not a refusal: the dialplan hung up because there was no leg to connect to.
  if (call.recovered && event.sipCode === null && event.cause === causes.normalClearing)
    return interrupt(call, event.at);
  // The customer answered while Star7 was disconnected from the PBX; nobody was connected.
  return event.answered === true
    ? conclude(call, event.at, decision('answered', 'system', event.cause, event.sipCode))
    : null;
}

/** @param attempt which of the plan's trunks, from 0 */
export function tryTrunk(call: Call, attempt: number, at: Micros, after: readonly CallEffect[] = []): Step {
  const { order, plan } = call;
  const trunk = plan.trunks[attempt];
  if (trunk === undefined || order === null) throw new RangeError('no such trunk, or no order');
  const { number } = order;
  if (number === null) return interrupt(call, at);
  const made = make(
    call,
    { party: 'customer', channelId: customerChannelId(call.id, plan.node, attempt), attempt, trunk },
    {
      to: { number, trunk },
      display: { name: '', number: call.courier?.who?.did ?? call.manager?.did ?? plan.defaultDid },
      ringSeconds: plan.customerRingSeconds,
    },
    at,
  );
  return enter(made.call, 'calling-customer', plan.customerRingSeconds, [...made.effects, ...after]);
}

/** How long the PBX may take to say how long it dials. */
const mostDiallingSeconds = 30;

/**
 * An extension is dialled before the two are joined, so that its tones reach the switchboard alone; the manager goes on
 * hearing ringing.
 */
function onCustomerAnswered(call: Call, { channelId }: Leg): Step {
  const digits = call.order?.extension ?? null;
  if (digits === null) return connect(call);
  return enter(call, 'calling-customer', mostDiallingSeconds, [{ type: 'send-digits', channelId, digits }]);
}

interface LegEndNews {
  cause: number | null;
  sipCode: number | null;
}

export function customerUnavailable(call: Call, at: Micros, failure: LegFailure, news: LegEndNews): Step {
  const next = (currentLegOf(call, 'customer')?.attempt ?? -1) + 1;
  if (isTrunkFailure(failure) && next < call.plan.trunks.length) return tryTrunk(call, next, at);
  const { disposition, hungUpBy, announcement, cause } = customerEndings[failure];
  return conclude(call, at, decision(disposition, hungUpBy, news.cause, news.sipCode), {
    announcement,
    cause,
  });
}

/** One device was not answered: the others ring on. After the last one, what a person did counts most. */
function deviceUnavailable(call: Call, at: Micros, leg: Leg, failure: LegFailure): Step {
  if (rivalsOf(call, leg).length > 0) return stay(withLeg(call, { ...leg, released: true }));
  let decisive = { failure, cause: leg.cause, sipCode: leg.sipCode };
  for (const other of call.legs) {
    if (other.party !== 'manager' || other.origin !== 'made' || other.id === leg.id) continue;
    const { cause, sipCode } = other;
    // A phone that did not ring sends no 408: that is the PBX's own.
    const otherFailure =
      cause === null ? 'unreachable' : classifyFailure(cause, sipCode, other.ringingAt !== null, 'own');
    if (weightOf(otherFailure) > weightOf(decisive.failure))
      decisive = { failure: otherFailure, cause, sipCode };
  }
  return managerUnavailable(call, at, decisive.failure, decisive);
}

/** From what says least of the manager to what says most. */
const failuresByWeight: readonly LegFailure[] = [
  'unreachable',
  'congestion',
  'not-in-service',
  'no-answer',
  'busy',
  'barred',
  'rejected',
];

function weightOf(failure: LegFailure): number {
  return failuresByWeight.indexOf(failure);
}

function managerUnavailable(call: Call, at: Micros, failure: LegFailure, news: LegEndNews): Step {
  const disposition = managerEndings[failure];
  const by = failure === 'busy' || disposition === 'manager-declined' ? 'manager' : 'system';
  return conclude(call, at, decision(disposition, by, news.cause, news.sipCode));
}
