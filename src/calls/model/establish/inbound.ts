import type { Announcement, Spoken } from '../announcement';
import type { CallEffect, CallerIdentity } from '../call-event';
import type { CallId } from '../call-record';
import type { Micros } from '#kernel/micros';
import type { Masked } from '#kernel/masked';
import type { Manager } from '#people/model/manager';
import type { Call, CallPlan, Leg } from '../call-state';
import { playbackId } from '../call-state';
import { causes } from '../hangup-cause';
import {
  conclude,
  decision,
  interrupt,
  isOfLastAnnouncement,
  onCancelled,
  tryLaterFarewell,
  wasLetGo,
  wasStopped,
} from '../ending';
import { newCourierFacts } from '../courier-facts';
import type { ReachableCourier } from '../courier-facts';
import { newInboundFacts, nothingKeyed, whoDelivers } from '../inbound-facts';
import type { CallerRoute, InboundFacts, Question } from '../inbound-facts';
import { newCall } from '../new-call';
import { currentLegOf, isUp, legOf, rivalsOf, shopPartyOf, withLeg, withNewLeg } from '../legs';
import type { PhaseEvent, PhaseHandler, Step } from '../steps';
import { enter, ignore, quietly, stay } from '../steps';
import { connect } from '../connect';
import { keyAlone, keying } from '../keying';
import { say, silenced, tell } from '../verbs';
import type { Establishing, EstablishingPhase } from './establishing';
import { askWhoDelivers, courierCalls, keysCourierNumber } from './courier';
import { callCourier, callCourierAgain } from './courier-phone';
import { mostTries, onHeard, withKey } from './keyed-answer';
import { managerDialsIn } from './dial-in';
import { callManager, releaseAll, releaseRivals, ringManager } from './manager-phone';
import { answeredLegOf, isMobile, nobodyAtMobile, ringMobileAgain, rivalGone } from './own-mobile';

/*
 * Somebody calls one of the company's numbers. By the caller's number the database knows the order and its manager; others
 * may be asked for the order's number. Then the caller waits until calls/engine/call-queue.ts offers a manager, which it
 * does at once if the manager is free: only a caller who has to wait is answered, and hears announcements and music.
 * A manager who does not take the call loses it to the next one, and the caller goes on waiting. Whose order is on its way is put
 * through to the courier first, on the courier's own mobile. A caller who is a courier has a call of another kind (courier.ts).
 */

export interface InboundStart {
  id: CallId;
  /** The company's number that was called, digits. */
  did: string;
  /** As the carrier gave it; null if withheld. */
  caller: Masked | null;
  trunk: string | null;
  channelId: string;
  at: Micros;
  plan: CallPlan;
}

/** Starts a call: asks who calls. */
export function startInbound({ id, did, caller, trunk, channelId, at, plan }: InboundStart): Step {
  const call = newCall({
    ...{
      id,
      phase: 'identifying',
      kind: 'inbound',
      direction: 'inbound',
      startKind: 'inbound',
      extension: '',
    },
    ...{ orderNumberAsAsked: '', slot: 'main', requestedAt: at, plan, phone: 'ready' },
    inbound: newInboundFacts(did, caller),
  });
  const leg = { party: 'customer', origin: 'arrived', state: 'ringing', channelId, startedAt: at } as const;
  return enter(withNewLeg(call, { ...leg, trunk }), 'identifying', plan.authoriseSeconds, [
    { type: 'identify' },
  ]);
}

// ------------------------------------------------------------------------------------------ phases

const identifying: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'identified':
      return onIdentified(call, event);
    case 'courier-answer':
      return courierCalls(call, event.answer, event.at);
    case 'taken-over':
      return {
        call: { ...call, phase: 'ended', legs: [], endedAt: event.at },
        effects: [{ type: 'hand-over' }],
      };
    case 'identify-failed':
    case 'timeout':
      return conclude(call, event.at, decision('look-up-failed', 'system'), tryLaterFarewell);
    default:
      return onCancelled(call, event);
  }
};

const asking: PhaseHandler = (call, event) => {
  if (call.keying !== null) return whileKeying(call, event);
  switch (event.type) {
    case 'digit':
      return event.leg.party === 'customer' ? quietly(onKey(call, event.digit, event.at)) : stay(call);
    case 'timeout':
      return onPause(call, event.at);
    case 'proved':
      return onProved(call, event);
    case 'not-proved':
      return notProved(call, event.at);
    case 'identify-failed':
      return factsOf(call).isChanging
        ? waitOn(call, event.at, 'caller-number-not-changed')
        : conclude(call, event.at, decision('look-up-failed', 'system'), tryLaterFarewell);
    case 'announced':
    case 'announce-failed':
      return onAsked(call, event);
    case 'leg-answered':
      return stay(call);
    default:
      return onCancelled(call, event);
  }
};

const queueing: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'offered':
      return isOverdue(call, event.at)
        ? notTaken(call, event.at, 'not-taken')
        : offer(call, event.manager, event.at);
    case 'queued':
      return onQueued(call, event.ahead, event.at);
    case 'no-manager':
      return notTaken(call, event.at, 'not-taken');
    case 'timeout':
      return onWaited(call, event.at);
    case 'digit':
    case 'announced':
    case 'announce-failed':
    case 'leg-answered':
      return whileWaiting(call, event);
    default:
      return onCancelled(call, event);
  }
};

/** After a request to the PBX that had no reply. */
const retrySeconds = 1;

const callingManager: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ringing':
      return stay(call);
    case 'devices-found':
      if (currentLegOf(call, 'manager') !== undefined) return ignore(call);
      return ringManager(call, event, ringSecondsOf(call, event.at));
    case 'leg-answered':
      return event.leg.party === 'manager' ? onManagerAnswered(call, event.leg) : stay(call);
    case 'leg-ended':
    case 'leg-failed':
      if (event.leg.party !== 'manager') return onCancelled(call, event);
      return ringMobileAgain(call, event) ?? onPhoneGone(call, event);
    case 'timeout':
      return hasPhoneUp(call) ? passOn(call, event.at) : seekAgain(call, event.at);
    case 'digit':
    case 'announced':
    case 'announce-failed':
      return whileWaiting(call, event);
    default:
      return onCancelled(call, event);
  }
};

const callingCourier: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ringing':
      return stay(call);
    case 'leg-answered':
      // A mailbox may have answered, which must not be joined with a customer.
      return event.leg.party === 'courier' ? beginAccepting(call) : stay(call);
    case 'leg-ended':
    case 'leg-failed':
      if (event.leg.party !== 'courier') return onCancelled(call, event);
      return callCourierAgain(call, event, routeOf(call).ringSeconds) ?? toManagers(call, event.at);
    case 'timeout':
      return toManagers(call, event.at);
    case 'digit':
    case 'announced':
    case 'announce-failed':
      return whileWaiting(call, event);
    default:
      return onCancelled(call, event);
  }
};

const accepting: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return event.leg.party === shopPartyOf(call) && event.digit === '1'
        ? accept(call, event.leg)
        : stay(call);
    case 'leg-ringing':
      return stay(call);
    case 'leg-answered':
      // At a phone of the shop while the mobile, or its voicemail, is asked for a 1.
      return event.leg.party === 'manager' ? onManagerAnswered(call, event.leg) : stay(call);
    case 'announced':
      return isOfLastAnnouncement(call, event.playbackId) ? askToTake(call) : stay(call);
    case 'announce-failed':
      // Repeating at once could loop. The deadline ends it.
      return stay(call);
    case 'leg-ended':
    case 'leg-failed':
      if (event.leg.party === 'customer') return onCancelled(call, event);
      return rivalGone(call, event.leg) ?? mobileGone(call, event.leg, event.at) ?? afterAsking(call, event);
    case 'timeout':
      return nobodyAtMobile(call, ringSecondsOf(call, event.at)) ?? passOn(call, event.at);
    default:
      return onCancelled(call, event);
  }
};

/** The caller's number is not kept: a caller who was not identified yet has to call again. */
function resume(call: Call, phase: EstablishingPhase, at: Micros): Step {
  switch (phase) {
    case 'asking': {
      // What was keyed is not kept: the caller waits on, or is asked anew, with the tries that are left.
      const left = withFacts({ ...call, keying: null, hearing: null }, { isChanging: false });
      if (call.order !== null) return seek(left, at, musicFor(left));
      const route = routeOrNull(call);
      if (route === null) return interrupt(call, at);
      return route.purpose === 'couriers' ? askWhetherCourier(left) : ask(left, 'order-number');
    }
    case 'queueing':
      return enter(call, 'queueing', noticeSeconds(call, at), musicFor(call));
    case 'calling-manager': {
      const phone = currentLegOf(call, 'manager');
      if (phone !== undefined && isUp(phone))
        return enter(call, 'calling-manager', routeOf(call).ringSeconds);
      return seek(call, at);
    }
    case 'calling-courier': {
      const mobile = currentLegOf(call, 'courier');
      return mobile !== undefined && isUp(mobile)
        ? enter(call, 'calling-courier', routeOf(call).ringSeconds)
        : toManagers(call, at);
    }
    case 'accepting':
      return beginAccepting(call);
    default:
      return interrupt(call, at);
  }
}

export const inbound: Establishing = {
  phases: {
    identifying,
    asking,
    queueing,
    'calling-manager': callingManager,
    'calling-courier': callingCourier,
    accepting,
  },
  resume,
  onReleased: (call) => stay(call),
  // While Star7 was away the dialplan ends a phone that rings, and the caller waits on.
  onLost: (call, leg, at) => (leg.party === 'customer' ? null : seekAgain(call, at)),
};

// --------------------------------------------------------------------------------- who calls, and whom

function onIdentified(call: Call, event: Extract<PhaseEvent, { type: 'identified' }>): Step {
  const { route, isOpen, manager, order, callable, at } = event;
  // Everybody hears the same, at any hour: whoever calls is nobody's customer here.
  if (route.purpose === 'managers') return managerDialsIn(call, route.language, factsOf(call).caller);
  const known = withFacts(belongingTo(call, manager, { order, route, callable }), { isOpen });
  // Who carries the order answers at any hour.
  const reaching = event.courier ? reachCourier(known, event.courier, at) : null;
  if (reaching !== null) return reaching;
  // Couriers are let in at any hour; whose order is known is none.
  if (!isOpen && (order !== null || route.purpose !== 'couriers')) return notTaken(known, at, 'out-of-hours');
  if (order !== null) return seek(known, at);
  // Nobody's until the order is known: not the one's whose number was called.
  const nobodys = (): Call => belongingTo(known, null, { order, callable: false });
  if (route.purpose === 'couriers') return askWhetherCourier(nobodys());
  return route.unknownCaller === 'everybody' ? seek(known, at) : askStranger(nobodys(), at);
}

/** What the route says of callers who are not known. */
function askStranger(call: Call, at: Micros): Step {
  switch (routeOf(call).unknownCaller) {
    case 'refuse':
      return refuse(call, at);
    case 'order-number':
      return ask(call, 'order-number');
    case 'everybody':
      return seek(call, at);
  }
}

/** The call is this manager's from now on: in lists, for live events, and for the queue. */
function belongingTo(
  call: Call,
  manager: Manager | null,
  { order, route, callable }: Pick<CallerIdentity, 'order' | 'callable'> & { route?: CallerRoute },
): Call {
  const extension = manager?.extension ?? '';
  return {
    ...call,
    manager,
    extension,
    order: order === null ? null : { ...order, number: null, extension: null },
    slot: order?.slot ?? call.slot,
    inbound: {
      ...factsOf(call),
      ...(route !== undefined && { route }),
      owner: manager,
      callable,
      // What may be a number is not kept any longer than it is needed.
      caller: null,
      keyed: nothingKeyed,
      shownTo: manager === null ? [] : [extension],
    },
  };
}

// --------------------------------------------------------------------------- asked for the order's number

function ask(call: Call, question: Question, before: readonly Announcement[] = []): Step {
  const { keyed } = factsOf(call);
  const asked = withFacts(call, { question, keyed: question === 'order-number' ? nothingKeyed : keyed });
  const asks = tell(
    asked,
    ...before,
    question === 'amount' ? 'caller-key-amount' : 'caller-key-order-number',
  );
  return enter(asks.call, 'asking', call.plan.announceSeconds + call.plan.askSeconds, asks.effects);
}

/**
 * On the number for couriers. A customer who withholds the number may be calling back: who keys no digit is asked what the route
 * asks callers who are not known.
 */
function askWhetherCourier(call: Call): Step {
  const asks = tell(withFacts(call, { question: whoDelivers }), 'courier-key-number');
  return enter(asks.call, 'asking', call.plan.announceSeconds + call.plan.askSeconds, asks.effects);
}

function isNoCourier(call: Call, at: Micros): Step {
  return factsOf(call).isOpen ? askStranger(call, at) : notTaken(call, at, 'out-of-hours');
}

/** The time to answer begins when the question has been heard. */
function onAsked(call: Call, { playbackId: heard }: { playbackId: string }): Step {
  if (call.hearing !== heard) return stay(call);
  return enter({ ...call, hearing: null }, 'asking', call.plan.askSeconds);
}

/** What couriers press who are asked for an order like any caller. Whose order is known is a customer. */
const courierKey = '*';

/** A key ends the announcement, `#` the answer; without it a pause does. */
function onKey(call: Call, digit: string, at: Micros): Step {
  const { question, keyed, isChanging } = factsOf(call);
  if (question === null) return stay(call);
  if (question === whoDelivers)
    return /^\d$/.test(digit) ? keysCourierNumber(call, digit) : isNoCourier(call, at);
  const soFar = keyed[question];
  if (digit === '#') return soFar === '' ? stay(call) : onAnswer(call, question);
  const isUnknown = !isChanging && question === 'order-number';
  if (digit === courierKey && soFar === '' && isUnknown) return askWhoDelivers(call);
  const more = withKey(soFar, digit);
  if (more === null) return stay(call);
  const heard = withFacts({ ...call, hearing: null }, { keyed: { ...keyed, [question]: more } });
  return enter(heard, 'asking', call.plan.keyPauseSeconds, silenced(call));
}

function onPause(call: Call, at: Micros): Step {
  const { question, keyed, isChanging } = factsOf(call);
  if (question === whoDelivers) return isNoCourier(call, at);
  if (isChanging && (question === null || keyed[question] === ''))
    return waitOn(call, at, 'caller-number-not-changed');
  if (question === null) return conclude(call, at, decision('look-up-failed', 'system'), tryLaterFarewell);
  return keyed[question] === '' ? notProved(call, at) : onAnswer(call, question);
}

/** One question is answered: the next one, or the check of all. */
function onAnswer(call: Call, question: Question): Step {
  if (question === 'order-number' && routeOf(call).proof === 'amount') return ask(call, 'amount');
  return enter(
    withFacts({ ...call, hearing: null }, { question: null }),
    'asking',
    call.plan.authoriseSeconds,
    [...silenced(call), { type: 'prove' }],
  );
}

function notProved(call: Call, at: Micros): Step {
  const misses = factsOf(call).misses + 1;
  const missed = withFacts(call, { misses });
  if (factsOf(call).isChanging)
    return misses < mostTries
      ? askForProof(missed, ['caller-not-proved'])
      : waitOn(missed, at, 'caller-number-not-changed');
  return misses < mostTries ? ask(missed, 'order-number', ['caller-not-found']) : refuse(missed, at);
}

function onProved(call: Call, event: Extract<PhaseEvent, { type: 'proved' }>): Step {
  const isProved = routeOf(call).proof !== 'none';
  if (!factsOf(call).isChanging)
    return seek(withFacts(belongingTo(call, event.manager, event), { isProved }), event.at);
  const proved = withFacts(call, { isProved, keyed: nothingKeyed });
  // It was closed, or is another manager's by now.
  return call.order !== null && event.order?.orderId === call.order.orderId
    ? keyAlone(proved)
    : waitOn(proved, event.at, 'caller-number-not-changed');
}

function refuse(call: Call, at: Micros): Step {
  return conclude(call, at, decision('not-identified', 'system', causes.rejected), {
    announcement: 'caller-refused',
    cause: causes.normalClearing,
  });
}

// ----------------------------------------------------------------- a new number, from who waits

/**
 * Only for who has proved the order, or can: the number that somebody calls from can be forged, and whoever changes it gets
 * what is meant for the customer. Once in a call.
 */
function mayChangeNumber(call: Call): boolean {
  const { owner, callable, ahead, misses } = factsOf(call);
  const { changesNumber, proof } = routeOf(call);
  const isKnown = call.order !== null && owner !== null && callable && ahead !== null;
  return changesNumber && proof !== 'none' && isKnown && call.keyed === null && misses < mostTries;
}

function changeNumber(call: Call): Step {
  const changing = withFacts(call, { isChanging: true });
  return factsOf(call).isProved ? keyAlone({ ...changing, phase: 'asking' }) : askForProof(changing);
}

/** Of the order that the caller's number has led to. */
function askForProof(call: Call, before: readonly Announcement[] = []): Step {
  const keyed = { ...nothingKeyed, 'order-number': call.order?.orderNumber ?? '' };
  return ask(withFacts(call, { keyed }), 'amount', before);
}

/** The customer keys, as in a conversation (keying.ts); what came of it is said, and the caller waits on. */
function whileKeying(call: Call, event: PhaseEvent): Step {
  switch (event.type) {
    case 'digit':
    case 'number-checked':
    case 'number-saved':
    case 'announced':
    case 'announce-failed':
    case 'timeout': {
      const step = keying(call, event);
      const { keyed } = step.call;
      if (step.call.keying !== null || keyed === null) return step;
      const waiting = waitOn(
        step.call,
        event.at,
        keyed.result === 'saved' ? 'caller-number-changed' : 'caller-number-not-changed',
      );
      return { call: waiting.call, effects: [...step.effects, ...waiting.effects] };
    }
    default:
      return onCancelled({ ...call, keying: null }, event);
  }
}

/** Back to the place in the queue. */
function waitOn(call: Call, at: Micros, what: Announcement): Step {
  const told = tell(withFacts(call, { isChanging: false, keyed: nothingKeyed, question: null }), what);
  return seek(told.call, at, [...told.effects, ...musicFor(told.call)]);
}

// ----------------------------------------------------------------------------------------- the queue

/** Waits for a manager; the queue looks at the call at once. Until it offers one, the call is the owner's. */
function seek(call: Call, at: Micros, before: readonly CallEffect[] = []): Step {
  const { owner, waitingSince } = factsOf(call);
  const seeking = withFacts(
    { ...call, manager: owner, extension: owner?.extension ?? '' },
    { waitingSince: waitingSince ?? at },
  );
  return enter(seeking, 'queueing', noticeSeconds(seeking, at), before);
}

function offer(call: Call, manager: Manager, at: Micros): Step {
  const { extension } = manager;
  const { shownTo } = factsOf(call);
  const offered = withFacts(
    { ...call, manager, extension },
    { shownTo: shownTo.includes(extension) ? shownTo : [...shownTo, extension] },
  );
  const waits = whilePhoneRings(offered);
  return callManager(waits.call, ringSecondsOf(call, at), waits.effects);
}

/** A caller who was not answered yet hears ringing, or who was reached; others hear music. */
function whilePhoneRings(call: Call): Step {
  const { greeting } = routeOf(call);
  const { state, channelId } = legOf(call, 'customer');
  if (state === 'answered' || call.hearing !== null)
    return { call, effects: factsOf(call).ahead === null ? musicFor(call) : [] };
  if (greeting === null) return { call, effects: [{ type: 'ring', channelId }] };
  const greeted = tell(call, { sound: greeting });
  return { call: greeted.call, effects: [...greeted.effects, ...musicFor(greeted.call)] };
}

function onPhoneGone(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>): Step {
  // The other devices ring on.
  if (rivalsOf(call, event.leg).length > 0) return stay(withLeg(call, { ...event.leg, released: true }));
  // The PBX may be away, which is no word of the manager's; at once, the next request would fail in the same way.
  if (event.type === 'leg-failed' && event.uncertain) return enter(call, 'calling-manager', retrySeconds);
  if (event.type !== 'leg-ended') return passOn(call, event.at);
  if (wasLetGo(event)) return seekAgain(call, event.at);
  const { stopped } = factsOf(call);
  // An answer may look the same: nobody is called for ever.
  if (!wasStopped(event) || stopped.includes(call.extension)) return passOn(call, event.at);
  return seekAgain(withFacts(call, { stopped: [...stopped, call.extension] }), event.at);
}

/** The manager did not take the call: it is nobody's until the queue offers the next one. */
function passOn(call: Call, at: Micros): Step {
  if (call.courier !== null) return toManagers(call, at);
  const { declined } = factsOf(call);
  return seekAgain(withFacts(call, { declined: [...declined, call.extension] }), at);
}

function hasPhoneUp({ legs }: Call): boolean {
  return legs.some((leg) => leg.party === 'manager' && !leg.released && isUp(leg));
}

/** Whoever was called may be called again. */
function seekAgain(call: Call, at: Micros): Step {
  if (call.courier !== null) return toManagers(call, at);
  const phones = call.legs.filter(({ party, released }) => party === 'manager' && !released);
  const released = releaseAll(call, phones, causes.noAnswer);
  return seek(released.call, at, released.effects);
}

/** Nobody is free. The first time the caller is answered, and hears so; later the place is said at the next notice. */
function onQueued(call: Call, ahead: number, at: Micros): Step {
  const before = factsOf(call).ahead;
  const placed = withFacts(call, { ahead });
  if (before !== null) return stay(placed);
  const { greeting } = routeOf(call);
  const isNew = legOf(call, 'customer').state !== 'answered';
  const told = tell(
    placed,
    ...(greeting !== null && isNew ? [{ sound: greeting }] : []),
    'caller-wait',
    ...offers(placed),
  );
  return enter(told.call, 'queueing', noticeSeconds(placed, at), [...told.effects, ...musicFor(told.call)]);
}

/** A notice of the place is due, or the longest wait is over. */
function onWaited(call: Call, at: Micros): Step {
  const { ahead } = factsOf(call);
  if (isOverdue(call, at)) return notTaken(call, at, 'not-taken');
  if (ahead === null) return enter(call, 'queueing', noticeSeconds(call, at));
  const place: Spoken[] = ahead === 0 ? ['caller-next'] : ['caller-ahead', { number: ahead }];
  const told = tell(call, ...place, ...offers(call));
  return enter(told.call, 'queueing', noticeSeconds(call, at), [...told.effects, ...musicFor(told.call)]);
}

function offers(call: Call): Announcement[] {
  return [
    ...(mayBeCalledBack(call) ? (['caller-press-1'] as const) : []),
    ...(mayChangeNumber(call) ? (['caller-press-3'] as const) : []),
  ];
}

/** No phone rings beyond the longest wait. */
function ringSecondsOf(call: Call, at: Micros): number {
  return Math.max(1, Math.min(routeOf(call).ringSeconds, secondsLeft(call, at)));
}

/** Of the longest wait. */
function secondsLeft(call: Call, at: Micros): number {
  return routeOf(call).waitSeconds - (at - (factsOf(call).waitingSince ?? at)) / 1_000_000;
}

function isOverdue(call: Call, at: Micros): boolean {
  return secondsLeft(call, at) <= 0;
}

/** Until the next notice, or the end of the longest wait. */
function noticeSeconds(call: Call, at: Micros): number {
  return Math.max(0.1, Math.min(call.plan.queueNoticeSeconds, secondsLeft(call, at)));
}

function whileWaiting(
  call: Call,
  event: Extract<PhaseEvent, { type: 'digit' | 'announced' | 'announce-failed' | 'leg-answered' }>,
): Step {
  if (event.type !== 'digit') return onHeard(call, event);
  if (event.leg.party !== 'customer') return stay(call);
  if (event.digit === '1' && isOffered(call)) return wantsCallBack(call, event.at);
  // Not while a manager's phone rings: it would ring for nobody.
  if (event.digit === '3' && call.phase === 'queueing' && mayChangeNumber(call)) return changeNumber(call);
  return stay(call);
}

/** A key that was pressed for something else does not end the call. */
function isOffered(call: Call): boolean {
  return factsOf(call).ahead !== null && mayBeCalledBack(call);
}

function wantsCallBack(call: Call, at: Micros): Step {
  return conclude(call, at, decision('call-back-wanted', 'customer', causes.normalClearing), {
    announcement: 'caller-call-back',
    cause: causes.normalClearing,
  });
}

/** Only the manager of an order can call back, and only one that may be called. */
function mayBeCalledBack(call: Call): boolean {
  return call.order !== null && factsOf(call).callable && routeOf(call).fallback === 'call-back';
}

/** What the caller hears whom nobody takes: that somebody calls back, or only that nobody does. */
const notTakenAnnouncements = {
  'not-taken': { callsBack: 'caller-call-back', only: 'caller-not-taken' },
  'out-of-hours': { callsBack: 'caller-closed-call-back', only: 'caller-closed' },
} as const;

function notTaken(call: Call, at: Micros, disposition: keyof typeof notTakenAnnouncements): Step {
  const announcement = notTakenAnnouncements[disposition][mayBeCalledBack(call) ? 'callsBack' : 'only'];
  return conclude(call, at, decision(disposition, 'system', causes.noAnswer), {
    announcement,
    cause: causes.normalClearing,
  });
}

// ------------------------------------------------------------------------------------------ the courier

/** The call is no manager's meanwhile. Null if the mobile cannot be called: then a manager is looked for as for any caller. */
function reachCourier(call: Call, { who, phone }: ReachableCourier, at: Micros): Step | null {
  const { language, ringSeconds } = routeOf(call);
  const reaching = withFacts(
    { ...call, manager: null, extension: '', courier: newCourierFacts(language, { who, phone }) },
    { shownTo: [] },
  );
  const waits = whilePhoneRings(reaching);
  return callCourier(waits.call, 0, { ringSeconds, at }, waits.effects);
}

/** The courier did not take the call: from now on it is one for managers, whose phones ring in opening hours alone. */
function toManagers(call: Call, at: Micros): Step {
  const mobiles = call.legs.filter(({ party, released }) => party === 'courier' && !released);
  const released = releaseAll(call, mobiles, causes.noAnswer);
  const { owner, isOpen } = factsOf(call);
  const toOwner = { ...released.call, courier: null, manager: owner, extension: owner?.extension ?? '' };
  if (isOpen) return seek(toOwner, at, released.effects);
  const closed = notTaken(
    withFacts(toOwner, { shownTo: owner === null ? [] : [owner.extension] }),
    at,
    'out-of-hours',
  );
  return { ...closed, effects: [...released.effects, ...closed.effects] };
}

// ------------------------------------------------------------------------------------------ the manager

function onManagerAnswered(call: Call, leg: Leg): Step {
  // The phones of the shop ring on: it may be a voicemail.
  if (isMobile(leg)) return call.phase === 'accepting' ? stay(call) : beginAccepting(call);
  const chosen = releaseRivals(call, leg);
  const next = call.manager?.pressToAccept ? beginAccepting(chosen.call) : connectCaller(chosen.call);
  return { ...next, effects: [...chosen.effects, ...next.effects] };
}

function connectCaller(call: Call): Step {
  const joining = connect({ ...call, hearing: null });
  return { ...joining, effects: [...silenced(call), ...joining.effects] };
}

function beginAccepting(call: Call): Step {
  const asking = askToTake(call);
  return enter(asking.call, 'accepting', call.plan.acceptSeconds, asking.effects);
}

function askToTake(call: Call): Step {
  const asked = answeredLegOf(call, shopPartyOf(call)) ?? legOf(call, shopPartyOf(call));
  return say(call, asked, 'press-1-to-take');
}

function accept(call: Call, leg: Leg): Step {
  const chosen = releaseRivals(call, leg);
  const joining = connectCaller(chosen.call);
  const prompt = playbackId(call.id, call.announcements);
  return {
    ...joining,
    effects: [{ type: 'hush', playbackId: prompt }, ...chosen.effects, ...joining.effects],
  };
}

/** The mobile that was asked for a 1 has hung up, as voicemails do: the phones of the shop ring on. Null if none does. */
function mobileGone(call: Call, leg: Leg, at: Micros): Step | null {
  if (leg.party !== 'manager' || rivalsOf(call, leg).length === 0) return null;
  return enter(withLeg(call, { ...leg, released: true }), 'calling-manager', ringSecondsOf(call, at));
}

function afterAsking(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>): Step {
  return event.type === 'leg-ended' && wasLetGo(event) ? seekAgain(call, event.at) : passOn(call, event.at);
}

// ---------------------------------------------------------------------------------- what the caller hears

/** Begins once what is being said has ended; only for a caller whose call was answered. */
function musicFor(call: Call): CallEffect[] {
  const customer = currentLegOf(call, 'customer');
  const isThere = customer !== undefined && isUp(customer);
  return isThere && (customer.state === 'answered' || call.hearing !== null)
    ? [{ type: 'play-music', channelId: customer.channelId }]
    : [];
}

// ------------------------------------------------------------------------------------------------ facts

/** @throws RangeError for a call that is not inbound, which the kinds prevent */
function factsOf({ inbound: facts }: Call): InboundFacts {
  if (facts === null) throw new RangeError('not an inbound call');
  return facts;
}

function routeOrNull(call: Call): CallerRoute | null {
  return factsOf(call).route;
}

/** @throws RangeError before the caller is identified, which the phases prevent */
function routeOf(call: Call): CallerRoute {
  const { route } = factsOf(call);
  if (route === null) throw new RangeError('the caller is not identified');
  return route;
}

function withFacts(call: Call, changes: Partial<InboundFacts>): Call {
  return { ...call, inbound: { ...factsOf(call), ...changes } };
}
