import type { CallEffect, CallEvent, LegNews } from './call-event';
import type { Call, Leg, Phase } from './call-state';

/** What a transition makes of a call. */
export interface Step {
  call: Call;
  effects: readonly CallEffect[];
  /** The event was late, stale or unknown here, and changed nothing. */
  ignored?: true;
}

/** An event as the phases see it: news of a leg names the leg, as it is after the event. */
export type Happening =
  Exclude<CallEvent, { channelId: string }> | (Extract<CallEvent, LegNews> & { leg: Leg });

/** What one phase makes of an event. */
export type PhaseHandler = (call: Call, event: Happening) => Step;

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

/** The event means nothing here, and the log says so. */
export function ignore(call: Call): Step {
  return { call, effects: [], ignored: true };
}

/** Whatever a step made of the call, it is one change. */
export function revised(before: Call, step: Step): Step {
  return step.ignored ? step : { ...step, call: { ...step.call, revision: before.revision + 1 } };
}
