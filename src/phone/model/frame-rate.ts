import type { Micros } from '#kernel/micros';

/** A page sends a handful of frames for a call; a talk needs none. */
const burst = 100;
const perSecond = 20;

/** How many frames a page may send now, and as of when. */
export interface FrameAllowance {
  left: number;
  at: Micros;
}

export function fullAllowance(at: Micros): FrameAllowance {
  return { left: burst, at };
}

/** One frame less. @returns null where the page sends too fast */
export function spendFrame({ left, at }: FrameAllowance, now: Micros): FrameAllowance | null {
  const grown = Math.min(burst, left + (Math.max(0, now - at) / 1_000_000) * perSecond);
  return grown < 1 ? null : { left: grown - 1, at: now };
}
