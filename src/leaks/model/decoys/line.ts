import type { HitClass } from './evidence';
import type { LinePlan } from './line-plan';
import type { Micros } from '#kernel/micros';

/*
 * A call to a line of a decoy. One of the company's own goes as calls to customers go (line-plan.ts), and leaves nothing behind here: its
 * record is that of the call which the company made. A stranger's is answered, asked whom it is for, and noted.
 *
 *   ringing ──► open ──► over          each with a deadline
 */

/** What somebody on the line hears. */
export type LineSentence = 'hello' | 'whom' | 'cannot-hear';

export interface LineCall {
  readonly phase: 'ringing' | 'open' | 'over';
  /** Of a call of the company's own; null for a stranger's. */
  readonly plan: LinePlan | null;
  readonly startedAt: Micros;
  readonly openedAt: Micros | null;
  /** Sentences said so far. */
  readonly said: number;
  readonly spoken: Micros;
  readonly digits: number;
}

export type LineEvent =
  | { type: 'timeout'; at: Micros }
  | { type: 'talked'; for: Micros; at: Micros }
  | { type: 'digit'; at: Micros }
  /** The caller hung up, or the PBX ended it. */
  | { type: 'ended'; at: Micros };

export type LineEffect =
  | { type: 'ring' | 'answer' }
  | { type: 'say'; sentence: LineSentence }
  | { type: 'hang-up'; reason: 'over' | 'busy' | 'rejected' }
  | { type: 'set-timer'; ms: number }
  /** Only of a stranger's. */
  | { type: 'note-hit'; hit: LineHit };

export interface LineHit {
  class: Extract<HitClass, 'silent' | 'answered'>;
  ringSeconds: number;
  openSeconds: number;
  spokenSeconds: number;
  digits: number;
}

export interface LineStep {
  call: LineCall;
  effects: LineEffect[];
}

/** A stranger's call rings for so long: like somebody who has the phone in a pocket. */
const strangerRingMs = { least: 4_000, most: 9_000 } as const;

/** Between two sentences to somebody who was asked; then the line is closed. */
const pauseMs = 10_000;
const strangerSentences: readonly LineSentence[] = ['whom', 'hello', 'cannot-hear'];

/** After the answer, an own caller hears somebody who does not hear them. */
const ownSentences: readonly LineSentence[] = ['hello', 'cannot-hear'];
const ownPauseMs = 4_000;

/** How much longer a line rings than customers did who did not answer. */
const patienceMs = 60_000;

/** So much talk is somebody, and not a click of the line. */
const leastSpoken = 600_000;

/** @param ringMs of a stranger's call, see {@link strangerRing} */
export function startLine(plan: LinePlan | null, ringMs: number, at: Micros): LineStep {
  const call: LineCall = {
    ...{ phase: 'ringing', plan, startedAt: at, openedAt: null, said: 0, spoken: 0, digits: 0 },
  };
  // Busy and rejected calls may not ring at all. Who does not answer is given up by the caller, never by the line.
  const rings = plan === null ? ringMs : plan.ringMs + (plan.end === 'no-answer' ? patienceMs : 0);
  return {
    call,
    effects: [...(rings > 0 ? [{ type: 'ring' } as const] : []), { type: 'set-timer', ms: rings }],
  };
}

/** @param share from 0 to 1, by chance */
export function strangerRing(share: number): number {
  return strangerRingMs.least + share * (strangerRingMs.most - strangerRingMs.least);
}

export function lineStep(call: LineCall, event: LineEvent): LineStep {
  if (call.phase === 'over') return { call, effects: [] };
  switch (event.type) {
    case 'ended':
      return end(call, event.at, null);
    case 'digit':
      return { call: { ...call, digits: call.digits + 1 }, effects: [] };
    case 'talked':
      return { call: { ...call, spoken: call.spoken + event.for }, effects: [] };
    case 'timeout':
      return call.phase === 'ringing' ? afterRing(call, event.at) : afterPause(call, event.at);
  }
}

function afterRing(call: LineCall, at: Micros): LineStep {
  switch (call.plan?.end) {
    case 'busy':
      return end(call, at, 'busy');
    case 'rejected':
      return end(call, at, 'rejected');
    case 'no-answer':
      return end(call, at, 'over');
    case 'answered':
    case undefined: {
      const open: LineCall = { ...call, phase: 'open', openedAt: at };
      const next = afterPause(open, at);
      return { call: next.call, effects: [{ type: 'answer' }, ...next.effects] };
    }
  }
}

/** Says the next sentence, or closes the line. */
function afterPause(call: LineCall, at: Micros): LineStep {
  const { plan, openedAt, said } = call;
  const sentence = (plan === null ? strangerSentences : ownSentences)[said];
  const leftMs = plan === null ? Infinity : plan.talkMs - (at - (openedAt ?? at)) / 1000;
  // Timers may be early by less than they can measure.
  if (leftMs < 1) return end(call, at, 'over');
  if (sentence === undefined && plan === null) return end(call, at, 'over');
  const pause = plan === null ? pauseMs : sentence === undefined ? leftMs : Math.min(ownPauseMs, leftMs);
  return {
    call: { ...call, said: said + 1 },
    effects: [
      ...(sentence === undefined ? [] : [{ type: 'say', sentence } as const]),
      { type: 'set-timer', ms: pause },
    ],
  };
}

/** @param hangUp null if the caller is gone */
function end(call: LineCall, at: Micros, hangUp: 'over' | 'busy' | 'rejected' | null): LineStep {
  return {
    call: { ...call, phase: 'over' },
    effects: [
      ...(hangUp === null ? [] : [{ type: 'hang-up', reason: hangUp } as const]),
      ...(call.plan === null ? [{ type: 'note-hit', hit: hitOf(call, at) } as const] : []),
    ],
  };
}

function hitOf({ startedAt, openedAt, spoken, digits }: LineCall, at: Micros): LineHit {
  const seconds = (duration: Micros): number => Math.max(0, Math.round(duration / 1_000_000));
  return {
    class: spoken >= leastSpoken ? 'answered' : 'silent',
    ringSeconds: seconds((openedAt ?? at) - startedAt),
    openSeconds: openedAt === null ? 0 : seconds(at - openedAt),
    spokenSeconds: seconds(spoken),
    digits,
  };
}
