import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { endOfTalk } from './end-of-talk';
import { conclude, decision } from './ending';
import { featureCodes, withFeatureKey } from './feature-codes';
import { causes } from './hangup-cause';
import type { PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import { talkSecondsLeft } from './talk-time';
import {
  cleared,
  comeBack,
  handOverAndConnect,
  handOverAndTalk,
  transferOf,
  withoutColleague,
  withTransfer,
} from './transfer';

/*
 * Three together. The manager who leaves passes the customer on; when the colleague leaves, the two talk on.
 */

export const conferring: PhaseHandler = (call, event) => {
  const { stage } = transferOf(call);
  switch (event.type) {
    case 'bridged':
      return stage === 'joining' ? together(call, event.at) : ignore(call);
    case 'bridge-failed':
      // Usually because the customer's leg has just ended; its `leg-ended` follows.
      return stage === 'joining' ? enter(call, 'conferring', 1) : ignore(call);
    case 'leg-answered':
      return stay(call);
    case 'digit':
      return onKey(call, event.leg, event.digit, event.at);
    case 'leg-ended':
      if (event.leg.party === 'customer') return endOfTalk(call, event);
      return event.leg.party === 'manager' ? leave(call, event.at) : alone(call, event.at);
    case 'complete-requested':
      return leave(call, event.at);
    case 'resume-requested':
      return alone(call, event.at);
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      return stage === 'joining'
        ? comeBack(call)
        : conclude(call, event.at, decision('answered', 'system', causes.normalClearing));
    default:
      return ignore(call);
  }
};

/** All are in the bridge, or come to it now. */
export function resumeConferring(call: Call, at: Micros): Step {
  return transferOf(call).stage === 'joining' ? comeBack(call) : together(call, at);
}

function together(call: Call, at: Micros): Step {
  return enter(withTransfer(call, { stage: 'together' }), 'conferring', talkSecondsLeft(call, at));
}

/** The colleague has left, or is hung up: manager and customer are in the bridge, unless the customer is still on the way to it. */
function alone(call: Call, at: Micros): Step {
  if (transferOf(call).stage === 'joining') return comeBack(call);
  const freed = withoutColleague(call);
  return enter(cleared(freed.call), 'talking', talkSecondsLeft(call, at), freed.effects);
}

function leave(call: Call, at: Micros): Step {
  return transferOf(call).stage === 'joining' ? handOverAndConnect(call, at) : handOverAndTalk(call, at);
}

function onKey(before: Call, leg: Leg, digit: string, at: Micros): Step {
  const { call, code } = withFeatureKey(before, leg, digit, at);
  switch (code) {
    case featureCodes.back:
      return alone(call, at);
    case featureCodes.transfer:
      return leave(call, at);
    default:
      return stay(call);
  }
}
