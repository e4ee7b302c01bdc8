import type { Direction } from '#calls/model/call-record';
import { isMissed } from '#calls/model/caller-wait';
import type { MissedDisposition } from '#calls/model/caller-wait';
import type { Disposition } from '#calls/model/disposition';
import type { Micros } from '#kernel/micros';

/**
 * Calls from the customer of an order that reached nobody, and that nobody has settled since; also those, from either side, in
 * which the customer was passed on and nobody took them.
 */
export interface Missed {
  /** When the first of them began: since then the customer waits for us. */
  since: Micros;
  /** When the last of them began. */
  lastAt: Micros;
  calls: number;
  /** That a call back was asked for, if it was once; else what became of the last call. */
  disposition: MissedDisposition;
}

/** A recorded call of an order. */
export interface OrderCall {
  direction: Direction;
  disposition: Disposition | null;
  /** A voicemail has answered, or seems to have: nobody was talked to. */
  voicemail?: boolean;
  /** The customer was passed on at the end, and nobody took them. */
  untaken?: boolean;
  requestedAt: Micros;
  endedAt: Micros;
}

/**
 * What is missed of an order: its callers who reached nobody, after the last talk of the order's customer with a manager, in
 * either direction, and after the last outcome that was noted. A courier who calls settles nothing of a manager's. Depends on
 * nothing but what is recorded, so it may be worked out any number of times, in any order of events.
 * @param outcomeAt when the last outcome was noted that nobody took back; null if there is none
 */
export function missedOf(calls: readonly OrderCall[], outcomeAt: Micros | null): Missed | null {
  const settledAt = Math.max(outcomeAt ?? -Infinity, ...calls.filter(isTalk).map(({ endedAt }) => endedAt));
  const missed = calls
    .flatMap((call) => {
      const disposition = missedAs(call);
      return disposition !== null && call.endedAt > settledAt ? [{ ...call, disposition }] : [];
    })
    .sort((a, b) => a.requestedAt - b.requestedAt);
  const first = missed[0];
  const last = missed.at(-1);
  if (first === undefined || last === undefined) return null;
  const asked = missed.find(({ disposition }) => disposition === 'call-back-wanted');
  return {
    since: first.requestedAt,
    lastAt: last.requestedAt,
    calls: missed.length,
    disposition: (asked ?? last).disposition,
  };
}

/** As what a call is missed; null if it is not. */
export function missedAs({
  direction,
  disposition,
  untaken = false,
}: Pick<OrderCall, 'direction' | 'disposition' | 'untaken'>): MissedDisposition | null {
  if (direction === 'inbound' && isMissed(disposition)) return disposition;
  return untaken ? 'not-taken' : null;
}

function isTalk({ direction, disposition, voicemail = false, untaken = false }: OrderCall): boolean {
  return disposition === 'answered' && direction !== 'courier' && !voicemail && !untaken;
}
