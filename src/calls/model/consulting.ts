import type { Announcement } from './announcement';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { bridgeId } from './call-state';
import { conclude, decision, isOfLastAnnouncement } from './ending';
import { failureOf, releaseRivals } from './establish/manager-phone';
import { isMobile, ringMobileAgain } from './establish/own-mobile';
import { featureCodes, withFeatureKey } from './feature-codes';
import { causes } from './hangup-cause';
import { currentLegOf, legOf, rivalsOf, withLeg } from './legs';
import type { PhaseEvent, PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { talkSecondsLeft } from './talk-time';
import {
  askToTake,
  beginAcceptingTransfer,
  nobodyAtColleaguesMobile,
  callNext,
  comeBack,
  comeBackSaying,
  handOverAndConnect,
  hushed,
  leaveCustomer,
  mobileOrRivalGone,
  onCustomerGone,
  ringColleague,
  transferOf,
  withTransfer,
} from './transfer';

/*
 * The manager asks a colleague while the customer hears music. Leaving passes the customer on: after the colleague has
 * answered to them, before that to their ringing phone.
 */

export const consulting: PhaseHandler = (call, event) => {
  const { stage } = transferOf(call);
  switch (event.type) {
    case 'devices-found':
      if (stage !== 'calling' || currentLegOf(call, 'colleague') !== undefined) return ignore(call);
      return event.isBusy === true
        ? notTaken(call, 'colleague-busy')
        : ringColleague(call, event, 'consulting');
    case 'leg-ringing':
      return stay(call);
    case 'leg-answered':
      return event.leg.party === 'colleague' && (stage === 'calling' || stage === 'accepting')
        ? onColleagueAnswered(call, event.leg)
        : stay(call);
    case 'digit':
      return onKey(call, event.leg, event.digit, event.at);
    case 'announced':
      return stage === 'accepting' && isOfLastAnnouncement(call, event.playbackId)
        ? askToTake(call)
        : stay(call);
    case 'announce-failed':
      return stay(call);
    case 'bridged':
      return stage === 'joining'
        ? enter(withTransfer(call, { stage: 'together' }), 'consulting', talkSecondsLeft(call, event.at))
        : ignore(call);
    case 'bridge-failed':
      // Usually because a leg has just ended; its `leg-ended` follows and says which.
      return stage === 'joining' ? enter(call, 'consulting', 1) : ignore(call);
    case 'leg-ended':
    case 'leg-failed':
      return onLegGone(call, event);
    case 'complete-requested':
      return complete(call, event.at);
    case 'three-requested':
      return stage === 'together' ? joinAll(call) : ignore(call);
    case 'resume-requested':
      return comeBack(call, hushed(call));
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      if (stage === 'joining') return comeBack(call);
      return stage === 'together'
        ? conclude(call, event.at, decision('answered', 'system', causes.normalClearing))
        : (nobodyAtColleaguesMobile(call, 'consulting') ?? notTaken(call, 'colleague-no-answer'));
    default:
      return ignore(call);
  }
};

/** The colleague is asked again; the customer is not left with music. */
export function resumeConsulting(call: Call): Step {
  return comeBack(call);
}

function onColleagueAnswered(call: Call, leg: Leg): Step {
  const { colleague, stage } = transferOf(call);
  // The phones of the shop ring on: it may be a voicemail.
  if (isMobile(leg)) return stage === 'accepting' ? stay(call) : beginAcceptingTransfer(call, 'consulting');
  return takeAt(call, leg, colleague.pressToAccept);
}

/** The leg has the question; the colleague's other devices stop ringing. @param asks whether a 1 is asked for first */
function takeAt(call: Call, leg: Leg, asks = false): Step {
  const chosen = releaseRivals(call, leg);
  const next = asks ? beginAcceptingTransfer(chosen.call, 'consulting') : joinColleague(chosen.call);
  return { ...next, effects: [...chosen.effects, ...next.effects] };
}

/** Manager and colleague hear each other. */
function joinColleague(call: Call): Step {
  const [manager, colleague] = [legOf(call, 'manager'), legOf(call, 'colleague')];
  return enter(withTransfer(call, { stage: 'joining' }), 'consulting', call.plan.connectSeconds, [
    ...hushed(call),
    {
      type: 'join',
      bridgeId: bridgeId(call),
      legs: [
        { channelId: manager.channelId, is: 'ringing' },
        { channelId: colleague.channelId, is: 'ready' },
      ],
    },
  ]);
}

/** The customer comes to the two. */
function joinAll(call: Call): Step {
  const { channelId } = legOf(call, 'customer');
  return enter(withTransfer(call, { stage: 'joining' }), 'conferring', call.plan.connectSeconds, [
    { type: 'join', bridgeId: bridgeId(call), legs: [{ channelId, is: 'holding' }] },
  ]);
}

function complete(call: Call, at: Micros): Step {
  return isAnswered(call) ? handOverAndConnect(call, at) : leaveCustomer(call);
}

/** The colleague is there, if not joined with the manager yet. */
function isAnswered(call: Call): boolean {
  const { stage } = transferOf(call);
  return stage === 'joining' || stage === 'together';
}

function onKey(before: Call, leg: Leg, digit: string, at: Micros): Step {
  const { stage } = transferOf(before);
  if (leg.party === 'colleague')
    return stage === 'accepting' && digit === '1' ? takeAt(before, leg) : stay(before);
  const { call, code } = withFeatureKey(before, leg, digit, at);
  switch (code) {
    case featureCodes.back:
    case featureCodes.hold:
      return comeBack(call, hushed(call));
    case featureCodes.transfer:
      return complete(call, at);
    case featureCodes.three:
      return stage === 'together' ? joinAll(call) : stay(call);
    default:
      return stay(call);
  }
}

function onLegGone(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>): Step {
  switch (event.leg.party) {
    case 'customer':
      return onCustomerGone(call, event);
    case 'manager':
      return complete(call, event.at);
    default: {
      const other = ringMobileAgain(call, event) ?? mobileOrRivalGone(call, event.leg, 'consulting');
      if (other !== null) return other;
      // The other devices ring on.
      if (rivalsOf(call, event.leg).length > 0) return stay(withLeg(call, { ...event.leg, released: true }));
      return isAnswered(call) ? comeBack(call) : notTaken(call, wordsFor(event));
    }
  }
}

function wordsFor(event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>): Announcement {
  const failure = event.type === 'leg-failed' ? 'unreachable' : failureOf(event);
  switch (failure) {
    case 'busy':
    case 'rejected':
      return 'colleague-busy';
    case 'unreachable':
    case 'not-in-service':
    case 'congestion':
      return 'colleague-unreachable';
    default:
      return 'colleague-no-answer';
  }
}

function notTaken(call: Call, why: Announcement): Step {
  return callNext(call, 'consulting') ?? withHushed(call, comeBackSaying(call, why));
}

function withHushed(call: Call, step: Step): Step {
  return { ...step, effects: [...hushed(call), ...step.effects] };
}
