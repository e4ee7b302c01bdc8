import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Call } from '../call-state';
import { newDialInFacts, nothingKeyedByManager } from '../dial-in-facts';
import type { DialInFacts, DialInQuestion } from '../dial-in-facts';
import { conclude, decision } from '../ending';
import { causes } from '../hangup-cause';
import { currentLegOf, withLeg } from '../legs';
import type { PhaseEvent, PhaseHandler, Step } from '../steps';
import { enter, ignore, quietly } from '../steps';
import { silenced } from '../verbs';
import { askFor, check, mostTries, onAsking, onKey } from './keyed-answer';
import type { Questioning } from './keyed-answer';

/*
 * A manager calls from the own mobile: the number for managers asks everybody for a PIN, then for an order number, and goes on as
 * a short code does (outbound.ts). Whose PIN it has to be follows from the caller's number, which can be forged: it is looked
 * up together with the PIN, so that nothing that is heard, and no time, tells whether a number is a manager's.
 */

/** A caller of the number for managers: the leg is a manager's from now on, if anybody's. */
export function managerDialsIn(call: Call, language: Language, caller: Masked | null): Step {
  const leg = currentLegOf(call, 'customer');
  const dialling: Call = {
    ...call,
    ...{ kind: 'outbound', direction: 'outbound', startKind: 'own-mobile', extension: '' },
    ...{ manager: null, order: null, inbound: null, dialIn: newDialInFacts(language, caller) },
  };
  return askFor(
    questions,
    leg === undefined ? dialling : withLeg(dialling, { ...leg, party: 'manager' }),
    'pin',
  );
}

export const askingManager: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return quietly(onKey(questions, call, event.digit));
    case 'manager-answer':
      return factsOf(call).isChecking ? onAnswer(call, event) : ignore(call);
    default:
      return onAsking(questions, call, event);
  }
};

const questions: Questioning<DialInQuestion> = {
  prompts: { pin: 'key-pin', 'order-number': 'mobile-key-order' },
  keyedOf: factsOf,
  withKeyed: withFacts,
  onKeyed: (call, question) =>
    question === 'pin' ? check(questions, call, { type: 'prove-manager' }) : authorise(call),
  onNothing: onWrong,
};

/** Who it is is known: the call and its leg are that manager's. */
function onAnswer(call: Call, event: Extract<PhaseEvent, { type: 'manager-answer' }>): Step {
  const { manager, isBusy, at } = event;
  if (manager === null) return onWrong(call, at);
  const { extension } = manager;
  const leg = currentLegOf(call, 'manager');
  const known = withFacts(
    { ...call, manager, extension, phone: isBusy ? 'busy' : 'ready' },
    { caller: null, isChecking: false, keyed: nothingKeyedByManager },
  );
  return askFor(questions, leg === undefined ? known : withLeg(known, { ...leg, extension }), 'order-number');
}

/** As if the order had been dialled at the desk phone. */
function authorise(call: Call): Step {
  const orderNumberAsAsked = factsOf(call).keyed['order-number'];
  return enter(
    { ...call, orderNumberAsAsked, hearing: null, dialIn: null },
    'authorising',
    call.plan.authoriseSeconds,
    [...silenced(call), { type: 'authorise' }],
  );
}

function onWrong(call: Call, at: Micros): Step {
  const misses = factsOf(call).misses + 1;
  const missed = withFacts(call, { misses, isChecking: false });
  const isKnown = call.manager !== null;
  if (misses < mostTries)
    return askFor(questions, missed, isKnown ? 'order-number' : 'pin', isKnown ? [] : ['not-right']);
  return conclude(
    missed,
    at,
    isKnown
      ? { ...decision('refused', 'system', causes.unallocated), refusal: 'order' }
      : decision('not-identified', 'system', causes.rejected),
    { announcement: 'mobile-refused', cause: causes.normalClearing },
  );
}

/** @throws RangeError for a call that did not come from a mobile, which the phases prevent */
function factsOf({ dialIn }: Call): DialInFacts {
  if (dialIn === null) throw new RangeError('nobody has dialled in');
  return dialIn;
}

function withFacts(call: Call, changes: Partial<DialInFacts>): Call {
  return { ...call, dialIn: { ...factsOf(call), ...changes } };
}
