import type { CallEffect, CallEvent, LegNews } from './call-event';
import type { Call, Leg, Phase } from './call-state';

/** The result of a transition. */
export interface Step {
  call: Call;
  effects: readonly CallEffect[];
  /** The event was late, stale or not handled in this phase, and changed nothing. */
  ignored?: true;
  /** A key of a customer's or a caller's: nothing of it is shown or written down, not even that there was one. */
  quiet?: true;
  /** Something that is kept, but neither shown with the call nor part of its story: only supervisors see it. */
  unseen?: true;
}

/** An event as the phases receive it: an event of a leg includes the leg, as it is after the event. */
export type PhaseEvent =
  | Exclude<CallEvent, { channelId: string }>
  | (Extract<CallEvent, LegNews> & { leg: Leg });

/** Handles the events of one phase. */
export type PhaseHandler = (call: Call, event: PhaseEvent) => Step;

/** Enters a phase, or the same one again, with a new deadline. */
export function enter(
  call: Call,
  phase: Exclude<Phase, 'ended'>,
  seconds: number,
  effects: readonly CallEffect[] = [],
): Step {
  const step = call.step + 1;
  return { call: { ...call, phase, step }, effects: [...effects, { type: 'set-timer', step, seconds }] };
}

/** Neither phase nor deadline changes. */
export function stay(call: Call): Step {
  return { call, effects: [] };
}

/** The event is not handled here; it is logged. */
export function ignore(call: Call): Step {
  return { call, effects: [], ignored: true };
}

/** Of a key that nobody may count. */
export function quietly(step: Step): Step {
  return { ...step, quiet: true };
}

/** Each step that changes the call raises its revision by one. */
export function revised(before: Call, step: Step): Step {
  return step.ignored || step.unseen || (step.quiet && step.call.phase === before.phase)
    ? step
    : { ...step, call: { ...step.call, revision: before.revision + 1 } };
}
