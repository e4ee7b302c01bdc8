import type { CallId } from '../call-record';
import type { Micros } from '#kernel/micros';
import type { Call, CallPlan } from '../call-state';
import { newCourierFacts, nothingKeyedByCourier } from '../courier-facts';
import type { CourierAnswer, CourierFacts, CourierOfCall, CourierQuestion } from '../courier-facts';
import { causes } from '../hangup-cause';
import { conclude, decision, finishIfNoLegs, interrupt, onCancelled, tryLaterFarewell } from '../ending';
import { currentLegOf, isUp, withLeg } from '../legs';
import { newCall } from '../new-call';
import type { AuthorisedOrder } from '../order-of-call';
import { refusalEndings } from '../refusal';
import type { PhaseHandler, Step } from '../steps';
import { enter, ignore, quietly, stay } from '../steps';
import { silenced } from '../verbs';
import { callCourier, callCourierAgain } from './courier-phone';
import type { Establishing, EstablishingPhase } from './establishing';
import { askFor, check, mostTries, onAsking, onKey } from './keyed-answer';
import type { Questioning } from './keyed-answer';
import {
  accepting,
  beginAccepting,
  callCustomer,
  callingCustomer,
  keepWaiting,
  resumeCallingCustomer,
} from './outbound';

/*
 * A courier calls the customer of a parcel: from the own mobile, by which the courier is known; from any phone, by courier
 * number and PIN; or by a click in the page, then the own mobile is called first. A courier who calls in begins like
 * any caller (inbound.ts) and becomes a courier as soon as it is known. Which order it is follows from what is on its way:
 * the only one, or the one whose last digits are keyed in.
 */

export interface CourierClick {
  id: CallId;
  courier: CourierOfCall;
  orderNumber: string;
  at: Micros;
  plan: CallPlan;
}

/** Starts a call by a click: asks whether the order is on its way with this courier. */
export function startCourierClick({ id, courier, orderNumber, at, plan }: CourierClick): Step {
  const call = newCall({
    ...{ id, phase: 'authorising', kind: 'courier', direction: 'courier', startKind: 'click', extension: '' },
    ...{
      orderNumberAsAsked: orderNumber,
      slot: 'main',
      requestedAt: at,
      plan,
      phone: 'ready',
      inbound: null,
    },
    courier: newCourierFacts(courier.language, { who: courier, isProved: true }),
  });
  return enter(call, 'authorising', plan.authoriseSeconds, [{ type: 'admit-courier' }]);
}

/** A caller turns out to be a courier: from now on the leg is the courier's, and the call no customer's. */
export function courierCalls(call: Call, answer: CourierAnswer, at: Micros): Step {
  return onAnswer(asCourier(call), answer, at);
}

/** A caller says that they are a courier: asks for courier number and PIN. */
export function askWhoDelivers(call: Call): Step {
  return askFor(questions, asCourier(call), 'courier-number');
}

/** A caller who was asked for it begins to key in a courier number. */
export function keysCourierNumber(call: Call, digit: string): Step {
  return onKey(questions, withFacts(asCourier(call), { question: 'courier-number' }), digit);
}

function asCourier(call: Call): Call {
  const leg = currentLegOf(call, 'customer');
  const language = call.inbound?.route?.language ?? call.plan.defaultLanguage;
  const courier: Call = {
    ...call,
    ...{ kind: 'courier', direction: 'courier', extension: '', manager: null, order: null, inbound: null },
    courier: newCourierFacts(language),
  };
  return leg === undefined ? courier : withLeg(courier, { ...leg, party: 'courier' });
}

// ------------------------------------------------------------------------------------------ phases

const authorising: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'courier-answer':
      return onAnswer(call, event.answer, event.at);
    case 'authorise-failed':
    case 'timeout':
      return conclude(call, event.at, decision('look-up-failed', 'system'), tryLaterFarewell);
    default:
      return onCancelled(call, event);
  }
};

const asking: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return event.leg.party === 'courier' ? quietly(onKey(questions, call, event.digit)) : stay(call);
    case 'courier-answer':
      return factsOf(call).isChecking ? onAnswer(call, event.answer, event.at) : ignore(call);
    default:
      return onAsking(questions, call, event);
  }
};

const callingCourier: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'leg-ringing':
    case 'digit':
      return stay(call);
    case 'customer-arrived':
      return keepWaiting(call, event);
    case 'leg-answered':
      // A mailbox may have answered, which must not be joined with a customer.
      return event.leg.party === 'courier' ? beginAccepting(call) : stay(call);
    case 'leg-ended':
    case 'leg-failed':
      // The customer had called, and has hung up again.
      if (event.leg.party !== 'courier') return stay(call);
      return (
        callCourierAgain(call, event, call.plan.managerRingSeconds) ??
        conclude(
          call,
          event.at,
          event.type === 'leg-ended'
            ? decision('courier-not-reached', 'system', event.cause, event.sipCode)
            : decision('courier-not-reached', 'system'),
        )
      );
    case 'timeout':
      return conclude(call, event.at, decision('courier-not-reached', 'system', causes.noAnswer));
    default:
      return onCancelled(call, event);
  }
};

/** What was keyed in, and the mobile's number, are not kept: who had not got that far has to call again. */
function resume(call: Call, phase: EstablishingPhase, at: Micros): Step {
  const leg = currentLegOf(call, 'courier');
  switch (phase) {
    case 'calling-courier':
      return leg !== undefined && isUp(leg)
        ? enter(call, 'calling-courier', call.plan.managerRingSeconds)
        : interrupt(call, at);
    case 'accepting':
      return beginAccepting(call);
    case 'calling-customer':
      return resumeCallingCustomer(call);
    default:
      return interrupt(call, at);
  }
}

export const courier: Establishing = {
  phases: {
    authorising,
    asking,
    'calling-courier': callingCourier,
    accepting,
    'calling-customer': callingCustomer,
  },
  resume,
  onReleased: finishIfNoLegs,
};

// ------------------------------------------------------------------------------------- who calls, and whom

function onAnswer(before: Call, answer: CourierAnswer, at: Micros): Step {
  if (answer.is === 'wrong') return onWrong(before, at);
  const { courier: who } = answer;
  const call = withFacts(before, { who, isChecking: false, question: null, keyed: nothingKeyedByCourier });
  switch (answer.is) {
    case 'admitted':
      return putThrough(withFacts(call, { phone: answer.phone }), answer.order, at);
    case 'limited':
      return refuse(call, answer, at);
    case 'asked':
      return askFor(questions, withFacts(call, { isProved: answer.isProved }), answer.question);
    case 'nothing':
      return conclude(
        call,
        at,
        { ...decision('refused', 'system', causes.unallocated), refusal: 'order' },
        { announcement: 'courier-nothing', cause: causes.normalClearing },
      );
  }
}

/** A courier on the line hears ringing and the customer is called; one who clicked is called first. */
function putThrough(before: Call, order: AuthorisedOrder, at: Micros): Step {
  const call = { ...before, order, slot: order.slot, hearing: null };
  const leg = currentLegOf(call, 'courier');
  if (leg === undefined) {
    return (
      callCourier(call, 0, { ringSeconds: call.plan.managerRingSeconds, at }) ??
      conclude(call, at, decision('courier-not-reached', 'system'))
    );
  }
  const calling = callCustomer(call, at);
  return { ...calling, effects: [...silenced(before), ...calling.effects] };
}

function refuse(call: Call, { order, refusal }: Extract<CourierAnswer, { is: 'limited' }>, at: Micros): Step {
  const { announcement, cause } = refusalEndings[refusal];
  return conclude(
    { ...call, order: { ...order, number: null, extension: null }, slot: order.slot },
    at,
    { ...decision('refused', 'system', cause), refusal },
    { announcement, cause },
  );
}

/** At a click there is nobody to ask again. */
function onWrong(call: Call, at: Micros): Step {
  const { misses, question } = factsOf(call);
  const missed = withFacts(call, { misses: misses + 1, isChecking: false });
  if (call.phase !== 'authorising' && misses + 1 < mostTries)
    return askFor(questions, missed, question === 'order-digits' ? question : firstQuestion(call), [
      'not-right',
    ]);
  if (factsOf(call).who === null)
    return conclude(missed, at, decision('not-identified', 'system', causes.rejected), farewell);
  return conclude(
    missed,
    at,
    { ...decision('refused', 'system', causes.unallocated), refusal: 'order' },
    farewell,
  );
}

const farewell = { announcement: 'courier-refused', cause: causes.normalClearing } as const;

/** Whoever is known by the own number is asked for the PIN alone. */
function firstQuestion(call: Call): CourierQuestion {
  return factsOf(call).who === null ? 'courier-number' : 'courier-pin';
}

// ------------------------------------------------------------------------------------------- what is keyed

const questions: Questioning<CourierQuestion> = {
  prompts: {
    'courier-number': 'courier-key-number',
    'courier-pin': 'key-pin',
    'order-digits': 'courier-key-order',
  },
  keyedOf: factsOf,
  withKeyed: withFacts,
  // A courier number is of no use without its PIN; all else is looked up at once.
  onKeyed: (call, question) =>
    question === 'courier-number'
      ? askFor(questions, call, 'courier-pin')
      : check(questions, call, { type: 'prove-courier' }),
  onNothing: onWrong,
};

// ------------------------------------------------------------------------------------------------ facts

/** @throws RangeError for a call without a courier, which the kinds prevent */
function factsOf({ courier: facts }: Call): CourierFacts {
  if (facts === null) throw new RangeError('not a courier’s call');
  return facts;
}

function withFacts(call: Call, changes: Partial<CourierFacts>): Call {
  return { ...call, courier: { ...factsOf(call), ...changes } };
}
