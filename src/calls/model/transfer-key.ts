import type { CallEffect } from './call-event';
import type { Call } from './call-state';
import { causes } from './hangup-cause';
import type { PhaseEvent, Step } from './steps';
import { ignore } from './steps';

/*
 * The Transfer key of a phone asks for a blind transfer (REFER). Who may be called is looked up while the two talk on, so that
 * a refusal disturbs nobody; the phone shows it.
 *
 * After a second call of the phone's own, with a colleague, it asks for the two to be joined (Replaces). That call is the PBX's, and
 * its legs have no protections of Star7's, so it ends, and the colleague's phone rings again: for the customer, with name and order.
 */

/** Of a manager's phone; anybody else is refused. */
export function lookUpTarget(call: Call, event: Extract<PhaseEvent, { type: 'transfer-asked' }>): Step {
  const { leg, to, channelId, second } = event;
  if (leg.party !== 'manager' || to === null) return ignore(call);
  return {
    call,
    effects: [
      {
        ...{ type: 'find-colleague', kind: 'blind', to: { extension: to }, asker: channelId },
        ...(second !== undefined && { second }),
      },
    ],
  };
}

export function answered(call: Call, channelId: string, accepted: boolean): Step {
  return { call, effects: [{ type: 'answer-transfer', channelId, accepted }] };
}

/** What was asked for by a phone begins: the phone is answered before it is hung up, and its second call ends. */
export function withAnswer(
  step: Step,
  { asker, second }: Extract<PhaseEvent, { type: 'colleague-found' }>,
): Step {
  if (asker === undefined) return step;
  const answering: CallEffect[] = [{ type: 'answer-transfer', channelId: asker, accepted: true }];
  if (second !== undefined)
    answering.push({ type: 'hang-up', channelId: second, cause: causes.normalClearing });
  return { ...step, effects: [...answering, ...step.effects] };
}
