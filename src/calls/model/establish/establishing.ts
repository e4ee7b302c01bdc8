import type { Micros } from '#kernel/micros';
import type { Call, Leg, Phase } from '../call-state';
import type { PhaseHandler, Step } from '../steps';

/** The phases in which a call is established. */
export type EstablishingPhase = Extract<
  Phase,
  | 'authorising'
  | 'identifying'
  | 'asking'
  | 'queueing'
  | 'calling-manager'
  | 'calling-courier'
  | 'accepting'
  | 'calling-customer'
>;

/**
 * How one kind of call is established, until everyone has answered and `connect` takes over. A new kind needs: a file
 * here, a value of `CallKind`, a line in call-engine.ts, and its own start function.
 */
export interface Establishing {
  /** Handlers of the phases that this kind uses. */
  phases: Readonly<Partial<Record<EstablishingPhase, PhaseHandler>>>;
  /**
   * Resumes a call of an earlier process in one of these phases: sets the deadline again and repeats requests that may
   * have been lost.
   */
  resume: (call: Call, phase: EstablishingPhase, at: Micros) => Step;
  /** A leg that this kind released in one of these phases has ended. */
  onReleased: (call: Call, at: Micros) => Step;
  /** The PBX no longer knows a leg. Null, or absent: the call ends. */
  onLost?: (call: Call, leg: Leg, at: Micros) => Step | null;
}
