import type { Micros } from '#kernel/micros';
import type { CallId } from '../call-record';
import type { Call, CallPlan } from '../call-state';
import { connectedCustomer, customerUnavailable, tryTrunk } from './outbound';
import { failureOf } from './manager-phone';
import type { Establishing, EstablishingPhase } from './establishing';
import { conclude, decision, finishIfNoLegs, interrupt, onCancelled, pbxFailed } from '../ending';
import { causes } from '../hangup-cause';
import { currentLegOf, isUp } from '../legs';
import { newCall } from '../new-call';
import { againKey, neverKey, newQuestionnaire, presentQuestion } from '../questionnaire';
import type { KeyedQuestion, Questionnaire, QuestionnaireEnd } from '../questionnaire';
import { refusalEndings } from '../refusal';
import type { PhaseHandler, Step } from '../steps';
import { enter, ignore, stay } from '../steps';
import { silenced, tell } from '../verbs';

/*
 * Star7 itself calls a customer who has agreed to automatic calls, and asks questions that are answered by keys. Nobody of the shop takes
 * part, and no two legs are ever joined:
 *
 *     authorising ──► calling-customer ──► asking ──► announcing (thanks) ──► clearing ──► ended
 *
 * The answers are noted with the call, so that a call that outlives its process goes on with the question that was asked, and are stored
 * before the customer is thanked. While no Star7 runs the dialplan's watchdog hangs the customer up after three seconds, as it does
 * with every customer who is on the line with nobody.
 */

export interface AutomaticStart {
  id: CallId;
  /** In the place of an order number; see interview-ticket.ts. */
  ticket: string;
  questions: readonly KeyedQuestion[];
  at: Micros;
  plan: CallPlan;
}

export function startAutomatic({ id, ticket, questions, at, plan }: AutomaticStart): Step {
  const call = newCall({
    ...{ id, phase: 'authorising', kind: 'automatic', direction: 'outbound', startKind: 'survey' },
    ...{ extension: '', orderNumberAsAsked: ticket, slot: 'main', requestedAt: at, plan },
    ...{ phone: 'ready', inbound: null, questionnaire: newQuestionnaire(questions) },
  });
  return enter(call, 'authorising', plan.authoriseSeconds, [{ type: 'authorise' }]);
}

/** After a question, and for so long it is quiet before it is said again. */
const keySeconds = 7;

/** A question is said so often at most. */
const mostSaid = 3;
/** And so often if no key is pressed. */
const saidUnasked = 2;

// ------------------------------------------------------------------------------------------ phases

const authorising: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'authorised': {
      const { order, refusal } = event;
      // An extension is dialled for somebody who talks to a switchboard; a machine does not.
      if (order === null || (refusal ?? null) !== null || order.extension !== null) {
        const why = refusal ?? 'order';
        const { cause, ofOwnOrder } = refusalEndings[why];
        return conclude({ ...call, order: ofOwnOrder ? order : null }, event.at, {
          ...decision('refused', 'system', cause),
          refusal: why,
        });
      }
      return tryTrunk({ ...call, order }, 0, event.at);
    }
    case 'authorise-failed':
    case 'timeout':
      return conclude(call, event.at, decision('look-up-failed', 'system'));
    default:
      return onCancelled(call, event);
  }
};

const callingCustomer: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ringing':
    case 'digit':
      return stay(call);
    case 'leg-answered':
      return ask(call);
    case 'leg-ended':
      return connectedCustomer(call, event) ?? customerUnavailable(call, event.at, failureOf(event), event);
    case 'leg-failed':
      // Over another trunk the customer might be rung twice.
      return event.uncertain === true
        ? pbxFailed(call, event.at)
        : customerUnavailable(call, event.at, 'congestion', { cause: null, sipCode: null });
    case 'timeout':
      return conclude(call, event.at, decision('no-answer', 'system', causes.noAnswer));
    default:
      return onCancelled(call, event);
  }
};

/** How many questions were said tells what was answered: nothing of it is seen until the call ends. */
const asking: PhaseHandler = (call, event) => {
  const step = whileAsking(call, event);
  return step.call.phase === 'asking' ? unseen(step) : step;
};

const whileAsking: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return isEnding(call) ? stay(call) : onKey(call, event.digit);
    case 'announced':
      return event.playbackId === call.hearing && !isEnding(call)
        ? enter({ ...call, hearing: null }, 'asking', keySeconds)
        : stay(call);
    case 'announce-failed':
      return event.playbackId === call.hearing && !isEnding(call) ? begun(call) : stay(call);
    case 'timeout':
      if (isEnding(call)) return thank(call, event.at);
      return factsOf(call).said < saidUnasked ? ask(call) : begun(call);
    case 'answers-kept':
      return isEnding(call) ? thank(call, event.at) : ignore(call);
    case 'leg-ended':
    case 'leg-failed':
      return isEnding(call) ? stay(call) : begun(call);
    default:
      return onCancelled(call, event);
  }
};

function resume(call: Call, phase: EstablishingPhase, at: Micros): Step {
  switch (phase) {
    case 'calling-customer':
      return currentLegOf(call, 'customer')?.state === 'answered'
        ? ask(call)
        : enter(call, 'calling-customer', call.plan.customerRingSeconds);
    case 'asking': {
      const { end, said } = factsOf(call);
      if (end !== null) return keep({ ...call, hearing: null }, end);
      // What the customer heard of the question is not known: it is said again, and that counts only once.
      return ask(withFacts({ ...call, hearing: null }, { said: Math.max(0, said - 1) }));
    }
    default:
      return interrupt(call, at);
  }
}

export const automatic: Establishing = {
  phases: { authorising, 'calling-customer': callingCustomer, asking },
  resume,
  onReleased: finishIfNoLegs,
};

// ---------------------------------------------------------------------------------------- decisions

function isEnding(call: Call): boolean {
  return factsOf(call).end !== null;
}

function onKey(call: Call, digit: string): Step {
  const facts = factsOf(call);
  const question = presentQuestion(facts);
  if (digit === neverKey) return keep(call, 'never');
  if (question === null) return stay(call);
  if (digit === againKey) return facts.said < mostSaid ? ask(call) : stay(call);
  if (!question.keys.includes(digit)) return stay(call);
  const answered = withFacts(call, { answers: { ...facts.answers, [question.id]: digit }, said: 0 });
  return ask(answered);
}

/** Says the present question; where none is left, the answers are stored. */
function ask(call: Call): Step {
  const facts = factsOf(call);
  const question = presentQuestion(facts);
  if (question === null) return keep(call, 'answered');
  const told = tell(withFacts(call, { said: facts.said + 1 }), question.says);
  return enter(told.call, 'asking', call.plan.announceSeconds + keySeconds, told.effects);
}

/** Nothing more comes: who has begun has refused, and whoever never pressed a key was perhaps a voicemail. */
function begun(call: Call): Step {
  return keep(call, Object.keys(factsOf(call).answers).length > 0 ? 'refused' : 'no-key');
}

/** The line may be gone already: what was said is stored all the same. */
function keep(call: Call, end: QuestionnaireEnd): Step {
  const effects = [...silenced(call), { type: 'keep-answers' } as const];
  return enter(withFacts({ ...call, hearing: null }, { end }), 'asking', call.plan.authoriseSeconds, effects);
}

function thank(call: Call, at: Micros): Step {
  const { end } = factsOf(call);
  const customer = currentLegOf(call, 'customer');
  const isThere = customer !== undefined && isUp(customer);
  const ended = decision(
    'answered',
    isThere ? 'system' : 'customer',
    customer?.cause ?? causes.normalClearing,
    customer?.sipCode ?? null,
  );
  if (end === 'no-key') return conclude(call, at, ended);
  return conclude(call, at, ended, {
    announcement: end === 'never' ? 'survey-never' : 'survey-thanks',
    cause: causes.normalClearing,
    to: 'customer',
  });
}

/** Noted, so that it survives this process, and shown to nobody: what a customer answers is no part of a call's story. */
function unseen(step: Step): Step {
  return { ...step, unseen: true };
}

/** @throws RangeError for a call of another kind, which the kinds prevent */
function factsOf({ questionnaire }: Call): Questionnaire {
  if (questionnaire === null) throw new RangeError('not an automatic call');
  return questionnaire;
}

function withFacts(call: Call, changes: Partial<Questionnaire>): Call {
  return { ...call, questionnaire: { ...factsOf(call), ...changes } };
}
