import type { Micros } from '#kernel/micros';
import type { Call, Phase } from '../call-state';
import type { PhaseHandler, Step } from '../steps';

/** The phases in which a call is established. */
export type EstablishingPhase = Extract<
  Phase,
  'authorising' | 'calling-manager' | 'accepting' | 'calling-customer'
>;

/**
 * How one kind of call comes about, from its beginning until everybody has answered and `connect` (talking.ts) takes
 * over. One file each. A new kind is a file here, its word in {@link Call.kind} and its line in call-engine.ts; it begins
 * its calls by a function of its own, because every kind knows something else at the start.
 */
export interface Establishing {
  /** Of the phases that this kind of call goes through. */
  phases: Readonly<Partial<Record<EstablishingPhase, PhaseHandler>>>;
  /**
   * Goes on with a call in one of these phases that an earlier process began: sets the deadline again, and asks again for
   * what may not have been done.
   */
  resume: (call: Call, phase: EstablishingPhase, at: Micros) => Step;
  /** A leg that this kind released in one of these phases has ended. */
  onReleased: (call: Call, at: Micros) => Step;
}
