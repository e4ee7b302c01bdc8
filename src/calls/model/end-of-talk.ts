import type { Call } from './call-state';
import { isNetworkFault } from './disposition';
import { conclude, decision } from './ending';
import { enderOf } from './legs';
import type { PhaseEvent, Step } from './steps';

/** One of two who have talked is gone: the other goes too. */
export function endOfTalk(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' }>): Step {
  const by = isNetworkFault(event.cause) ? 'network' : enderOf(event.leg);
  return conclude(call, event.at, decision('answered', by, event.cause, event.sipCode));
}
