import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { endOfTalk } from './end-of-talk';
import { causes } from './hangup-cause';
import { conclude, decision, pbxFailed } from './ending';
import { channelOf, currentLegOf, enderOf } from './legs';
import type { PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { featureCodes, withFeatureKey } from './feature-codes';
import { beginKeying, mayAskForNumber, permitKeying } from './keying';
import { talkSecondsLeft, withTalk } from './talk-time';
import { beginHold } from './transfer';
import { lookUpTarget, withAnswer } from './transfer-key';

/*
 * From the answer to the end: the same for every kind of call.
 */

/** Resumes a conversation; the longest call time counts from its beginning. */
export function resumeTalking(call: Call, at: Micros): Step {
  const talked = (at - (call.bridgedAt ?? at)) / 1_000_000;
  return enter(call, 'talking', Math.max(1, call.plan.maxCallSeconds - talked));
}

export const connecting: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-answered':
    case 'digit':
      return stay(call);
    case 'bridged':
      return onJoined(call, event.at);
    case 'bridge-failed':
      // Usually because a leg has just ended; its `leg-ended` follows and says which.
      return enter(call, 'connecting', 1);
    case 'leg-ended':
      // The customer had answered, whichever leg ended.
      return conclude(call, event.at, decision('answered', enderOf(event.leg), event.cause, event.sipCode));
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      return call.bridgedAt === null
        ? pbxFailed(call, event.at)
        : conclude(call, event.at, decision('answered', 'system', causes.temporaryFailure));
    default:
      return ignore(call);
  }
};

/** Only whom a manager calls may be away: a caller talks, and couriers ask nothing of it. */
function beginTalking(call: Call, at: Micros): Step {
  const begun = resumeTalking(call, at);
  return call.direction !== 'outbound' || !call.plan.marksVoicemails
    ? begun
    : {
        ...begun,
        effects: [...begun.effects, { type: 'watch-for-voicemail', channelId: channelOf(call, 'customer') }],
      };
}

function onJoined(call: Call, at: Micros): Step {
  if (call.bridgedAt !== null) return enter(call, 'talking', talkSecondsLeft(call, at));
  const manager = currentLegOf(call, 'manager');
  const joined = { ...call, bridgedAt: at };
  return beginTalking(manager === undefined ? joined : withTalk(joined, manager, at), at);
}

export const talking: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-answered':
      return stay(call);
    case 'digit':
      return onKey(call, event.leg, event.digit, event.at);
    case 'keying-requested':
      return mayAskForNumber(call) ? beginKeying(call, event.slot) : ignore(call);
    case 'hold-requested':
      return beginHold(call);
    case 'colleague-found':
      return withAnswer(beginHold(call, { then: event.plan }), event);
    case 'transfer-asked':
      return lookUpTarget(call, event);
    case 'leg-ended':
      return endOfTalk(call, event);
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      return conclude(call, event.at, decision('answered', 'system', causes.normalClearing));
    default:
      return ignore(call);
  }
};

function onKey(before: Call, leg: Leg, digit: string, at: Micros): Step {
  const { call, code } = withFeatureKey(before, leg, digit, at);
  switch (code) {
    case featureCodes.hold:
      return beginHold(call);
    case featureCodes.consult:
      return beginHold(call, { dialling: 'attended' });
    case featureCodes.transfer:
      return beginHold(call, { dialling: 'blind' });
    case featureCodes.keyNumber:
      return mayAskForNumber(call) ? permitKeying(call, call.slot) : stay(call);
    default:
      return stay(call);
  }
}
