import type { Micros } from '#kernel/micros';
import type { Call } from './call-state';
import { endOfTalk } from './end-of-talk';
import { causes } from './hangup-cause';
import { conclude, decision, pbxFailed } from './ending';
import { channelOf, enderOf } from './legs';
import type { PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { keyNumberCode, withFeatureKey } from './feature-codes';
import { beginKeying, mayAskForNumber } from './keying';

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
  return call.direction !== 'outbound'
    ? begun
    : {
        ...begun,
        effects: [...begun.effects, { type: 'watch-for-voicemail', channelId: channelOf(call, 'customer') }],
      };
}

/** Who was parted for a while is not cut off as soon as the two are together again. */
const leastTalkSeconds = 30;

function onJoined(call: Call, at: Micros): Step {
  if (call.bridgedAt === null) return beginTalking({ ...call, bridgedAt: at }, at);
  const left = call.plan.maxCallSeconds - (at - call.bridgedAt) / 1_000_000;
  return enter(call, 'talking', Math.max(leastTalkSeconds, left));
}

export const talking: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-answered':
      return stay(call);
    case 'digit': {
      const { call: keyed, code } = withFeatureKey(call, event.leg, event.digit);
      return code === keyNumberCode && mayAskForNumber(keyed) ? beginKeying(keyed, keyed.slot) : stay(keyed);
    }
    case 'keying-requested':
      return mayAskForNumber(call) ? beginKeying(call, event.slot) : ignore(call);
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
