import type { Announcement } from '../announcement';
import type { CallEffect } from '../call-event';
import type { Micros } from '#kernel/micros';
import type { Call } from '../call-state';
import { conclude, decision, onCancelled, tryLaterFarewell } from '../ending';
import type { PhaseEvent, Step } from '../steps';
import { enter, stay } from '../steps';
import { silenced, tell } from '../verbs';

/*
 * Callers who are asked to key something in: customers for their order, couriers and managers for who they are.
 */

/** Longer than any order number; further keys are not kept. */
const mostKeys = 32;

/** Wrong answers of one call. */
export const mostTries = 3;

/** What is keyed after one more key. @returns null for a key that counts for nothing */
export function withKey(soFar: string, digit: string): string | null {
  return /^\d$/.test(digit) && soFar.length < mostKeys ? soFar + digit : null;
}

/** What was being said has been heard. */
export function onHeard(
  call: Call,
  event: Extract<PhaseEvent, { type: 'announced' | 'announce-failed' | 'leg-answered' }>,
): Step {
  if (event.type === 'leg-answered' || call.hearing !== event.playbackId) return stay(call);
  return stay({ ...call, hearing: null });
}

/** What somebody has been asked for, and has keyed. */
export interface Keyed<Question extends string> {
  /** What is asked for; null for nothing. */
  readonly question: Question | null;
  /** What was keyed in is being looked up. */
  readonly isChecking: boolean;
  /** Keyed so far. May be anything, a telephone number too. */
  readonly keyed: Readonly<Record<Question, string>>;
  /** Wrong answers so far. */
  readonly misses: number;
}

/** Questions to somebody of the shop who calls from outside, one after another, in the phase `asking`. */
export interface Questioning<Question extends string> {
  readonly prompts: Readonly<Record<Question, Announcement>>;
  keyedOf(call: Call): Keyed<Question>;
  withKeyed(call: Call, changes: Partial<Keyed<Question>>): Call;
  /** The answer to a question is complete. */
  onKeyed(call: Call, question: Question): Step;
  /** Nothing was keyed in time. */
  onNothing(call: Call, at: Micros): Step;
}

/** Begins the answer to a question again. @param before what is said before the question */
export function askFor<Question extends string>(
  of: Questioning<Question>,
  call: Call,
  question: Question,
  before: readonly Announcement[] = [],
): Step {
  const { keyed } = of.keyedOf(call);
  const asked = of.withKeyed(call, { question, keyed: { ...keyed, [question]: '' } });
  const asks = tell(asked, ...before, of.prompts[question]);
  return enter(asks.call, 'asking', call.plan.askSeconds, asks.effects);
}

/** A key ends the announcement, `#` the answer; without it a pause does. */
export function onKey<Question extends string>(of: Questioning<Question>, call: Call, digit: string): Step {
  const { question, keyed, isChecking } = of.keyedOf(call);
  if (question === null || isChecking) return stay(call);
  if (digit === '#') return keyed[question] === '' ? stay(call) : of.onKeyed(call, question);
  const soFar = withKey(keyed[question], digit);
  if (soFar === null) return stay(call);
  const heard = of.withKeyed({ ...call, hearing: null }, { keyed: { ...keyed, [question]: soFar } });
  return enter(heard, 'asking', call.plan.keyPauseSeconds, silenced(call));
}

/** What happens while somebody is asked, besides keys and answers to what is looked up. */
export function onAsking<Question extends string>(
  of: Questioning<Question>,
  call: Call,
  event: PhaseEvent,
): Step {
  switch (event.type) {
    case 'timeout':
      return onPause(of, call, event.at);
    case 'identify-failed':
      return conclude(call, event.at, decision('look-up-failed', 'system'), tryLaterFarewell);
    case 'announced':
    case 'announce-failed':
    case 'leg-answered':
      return onHeard(call, event);
    default:
      return onCancelled(call, event);
  }
}

/** The deadline of an answer, or of its check. */
function onPause<Question extends string>(of: Questioning<Question>, call: Call, at: Micros): Step {
  const { question, keyed, isChecking } = of.keyedOf(call);
  if (isChecking || question === null)
    return conclude(call, at, decision('look-up-failed', 'system'), tryLaterFarewell);
  return keyed[question] === '' ? of.onNothing(call, at) : of.onKeyed(call, question);
}

/** Looks up what was keyed; no key counts until the answer is there. */
export function check<Question extends string>(
  of: Questioning<Question>,
  call: Call,
  lookUp: CallEffect,
): Step {
  const checking = of.withKeyed({ ...call, hearing: null }, { isChecking: true });
  return enter(checking, 'asking', call.plan.authoriseSeconds, [...silenced(call), lookUp]);
}
