import type { Micros } from '#kernel/micros';
import type { Call } from './call-state';
import { causes } from './hangup-cause';
import { withNewLeg } from './legs';
import type { Listener } from './listening-facts';
import type { Step } from './steps';
import { ignore } from './steps';

/*
 * Who listens to a call, as the call keeps it: for its note, so that nobody is forgotten in a crash, and for its record. The
 * listening itself is a machine of its own (listening.ts).
 */

export function withListener(call: Call, listener: Listener): Step {
  const others = call.listeners.filter(({ id }) => id !== listener.id);
  return { call: { ...call, listeners: [...others, listener] }, effects: [], unseen: true };
}

/** From now on it is a leg that has ended, of which the record tells who took part, and when. */
export function withoutListener(call: Call, id: string, at: Micros): Step {
  const listener = call.listeners.find((one) => one.id === id);
  if (listener === undefined) return ignore(call);
  const { channelId, extension, startedAt, answeredAt } = listener;
  const left = withNewLeg(call, {
    ...{ party: 'supervisor', origin: 'made', state: 'ended', channelId, extension },
    ...{ startedAt, answeredAt, endedAt: Math.max(at, answeredAt ?? startedAt) },
    cause: causes.normalClearing,
  });
  const listeners = call.listeners.filter((one) => one.id !== id);
  return { call: { ...left, listeners }, effects: [], unseen: true };
}
