import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { connect } from './connect';
import { conclude, decision, isOfLastAnnouncement, wasLetGo, wasStopped } from './ending';
import { releaseAll, releaseRivals } from './establish/manager-phone';
import { isMobile, ringMobileAgain } from './establish/own-mobile';
import { causes } from './hangup-cause';
import { currentLegOf, isUp, legOf, rivalsOf, withLeg } from './legs';
import type { PhaseEvent, PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { endOfTalk } from './end-of-talk';
import { withTalk } from './talk-time';
import {
  askToTake,
  beginAcceptingTransfer,
  nobodyAtColleaguesMobile,
  callColleague,
  callNext,
  cleared,
  handOverAndConnect,
  hushed,
  lose,
  mobileOrRivalGone,
  recall,
  ringColleague,
  transferOf,
  withTransfer,
} from './transfer';

/*
 * The manager has left: the customer hears music while a colleague's phone is called, and the next one's. If nobody takes the
 * customer, the manager's own phone is called again; only if that is not answered either, the customer hears
 * that nobody can take the call.
 */

export const transferring: PhaseHandler = (call, event) => {
  const { stage, isRecall } = transferOf(call);
  const party = isRecall ? 'manager' : 'colleague';
  switch (event.type) {
    case 'devices-found':
      if (stage !== 'calling' || currentLegOf(call, party) !== undefined) return ignore(call);
      return event.isBusy === true ? notTaken(call, event.at) : ringColleague(call, event, 'transferring');
    case 'leg-ringing':
      return stay(call);
    case 'leg-answered':
      return event.leg.party === party && (stage === 'calling' || stage === 'accepting')
        ? onAnswered(call, event.leg, event.at)
        : stay(call);
    case 'digit':
      return stage === 'accepting' && event.leg.party === party && event.digit === '1'
        ? takeAt(call, event.leg, event.at)
        : stay(call);
    case 'announced':
      return stage === 'accepting' && isOfLastAnnouncement(call, event.playbackId)
        ? askToTake(call)
        : stay(call);
    case 'announce-failed':
      return stay(call);
    case 'leg-ended':
    case 'leg-failed':
      if (event.leg.party === 'customer')
        return event.type === 'leg-ended' ? endOfTalk(call, event) : ignore(call);
      return (
        ringMobileAgain(call, event) ??
        mobileOrRivalGone(call, event.leg, 'transferring') ??
        onPhoneGone(call, event)
      );
    case 'resume-requested':
      return isRecall ? ignore(call) : recall(call, event.at);
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      return nobodyAtColleaguesMobile(call, 'transferring') ?? notTaken(call, event.at);
    default:
      return ignore(call);
  }
};

/** The phone rings on; if none was called yet, it is called. */
export function resumeTransferring(call: Call): Step {
  const { isRecall, stage } = transferOf(call);
  const phone = currentLegOf(call, isRecall ? 'manager' : 'colleague');
  if (phone === undefined || !isUp(phone)) return callColleague(call, 'transferring');
  return stage === 'accepting'
    ? beginAcceptingTransfer(call, 'transferring')
    : enter(call, 'transferring', call.plan.managerRingSeconds);
}

function onPhoneGone(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>): Step {
  // The other devices ring on.
  if (rivalsOf(call, event.leg).length > 0) return stay(withLeg(call, { ...event.leg, released: true }));
  return event.type === 'leg-ended' && (wasLetGo(event) || wasStopped(event))
    ? ringAgain(call, event.at)
    : notTaken(call, event.at);
}

function onAnswered(call: Call, leg: Leg, at: Micros): Step {
  const { colleague, stage } = transferOf(call);
  // The phones of the shop ring on: it may be a voicemail.
  if (isMobile(leg)) return stage === 'accepting' ? stay(call) : beginAcceptingTransfer(call, 'transferring');
  return takeAt(call, leg, at, colleague.pressToAccept);
}

/** The leg has the customer; the other devices stop ringing. @param asks whether a 1 is asked for first */
function takeAt(call: Call, leg: Leg, at: Micros, asks = false): Step {
  const chosen = releaseRivals(call, leg);
  const next = asks ? beginAcceptingTransfer(chosen.call, 'transferring') : take(chosen.call, at);
  return { ...next, effects: [...chosen.effects, ...next.effects] };
}

function take(call: Call, at: Micros): Step {
  if (!transferOf(call).isRecall) return handOverAndConnect(call, at);
  const joining = connect(withTalk(call, legOf(call, 'manager'), at));
  return { call: cleared(joining.call), effects: [...hushed(call), ...joining.effects] };
}

/**
 * While Star7 was away the dialplan has ended a phone that rang, which is no word of the colleague's. Only once: some phones
 * answer 487 by themselves.
 */
function ringAgain(call: Call, at: Micros): Step {
  if (transferOf(call).isSecondCall === true) return notTaken(call, at);
  const freed = releaseAll(
    call,
    call.legs.filter(({ party, released }) => party !== 'customer' && !released),
    causes.noAnswer,
  );
  const next = callColleague(withTransfer(freed.call, { isSecondCall: true }), 'transferring');
  return { ...next, effects: [...freed.effects, ...next.effects] };
}

function notTaken(call: Call, at: Micros): Step {
  const next =
    callNext(call, 'transferring') ?? (transferOf(call).isRecall ? lose(call, at) : recall(call, at));
  return { ...next, effects: [...hushed(call), ...next.effects] };
}
