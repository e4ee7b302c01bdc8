import type { CallEffect } from '../call-event';
import type { Micros } from '#kernel/micros';
import type { Call } from '../call-state';
import { courierChannelId } from '../call-state';
import { isTrunkFailure } from '../disposition';
import { currentLegOf } from '../legs';
import type { PhaseEvent, Step } from '../steps';
import { enter } from '../steps';
import { make } from '../verbs';
import { failureOf } from './manager-phone';

/*
 * Calling a courier's own mobile, over a trunk: it shows the company's number, and never learns the customer's.
 */

/**
 * @param attempt which of the plan's trunks, from 0
 * @returns null if there is no such trunk, or the mobile's number is not known (any more)
 */
export function callCourier(
  call: Call,
  attempt: number,
  { ringSeconds, at }: { ringSeconds: number; at: Micros },
  before: readonly CallEffect[] = [],
): Step | null {
  const { plan, courier } = call;
  const trunk = plan.trunks[attempt];
  if (trunk === undefined || courier === null || courier.phone === null) return null;
  const made = make(
    call,
    { party: 'courier', channelId: courierChannelId(call.id, plan.node, attempt), attempt, trunk },
    {
      to: { number: courier.phone, trunk },
      display: { name: '', number: courier.who?.did ?? plan.defaultDid },
      ringSeconds,
    },
    at,
  );
  return enter(made.call, 'calling-courier', ringSeconds, [...before, ...made.effects]);
}

/** The next trunk, if the one that failed says nothing about the courier. Null if the courier was not reached. */
export function callCourierAgain(
  call: Call,
  event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>,
  ringSeconds: number,
): Step | null {
  // Without a reply the mobile may be ringing: over another trunk it might ring twice.
  const isTrunks = event.type === 'leg-failed' ? event.uncertain !== true : isTrunkFailure(failureOf(event));
  if (!isTrunks) return null;
  const attempt = (currentLegOf(call, 'courier')?.attempt ?? -1) + 1;
  return callCourier(call, attempt, { ringSeconds, at: event.at });
}
