import type { Call } from './call-state';
import type { PhaseEvent, Step } from './steps';
import { ignore } from './steps';

/*
 * The Transfer key of a phone asks for a blind transfer (REFER). Who may be called is looked up while the two talk on, so that
 * a refusal disturbs nobody; the phone shows it.
 */

/** Of a manager's phone; anybody else is refused. */
export function lookUpTarget(call: Call, event: Extract<PhaseEvent, { type: 'transfer-asked' }>): Step {
  const { leg, to, channelId } = event;
  if (leg.party !== 'manager' || to === null) return ignore(call);
  return {
    call,
    effects: [{ type: 'find-colleague', kind: 'blind', to: { extension: to }, asker: channelId }],
  };
}

export function answered(call: Call, channelId: string, accepted: boolean): Step {
  return { call, effects: [{ type: 'answer-transfer', channelId, accepted }] };
}

/** What was asked for by a phone begins: the phone is answered before it is hung up. */
export function withAnswer(step: Step, asker: string | undefined): Step {
  if (asker === undefined) return step;
  return {
    ...step,
    effects: [{ type: 'answer-transfer', channelId: asker, accepted: true }, ...step.effects],
  };
}
