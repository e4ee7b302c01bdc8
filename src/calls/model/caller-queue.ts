import type { CallEvent } from './call-event';
import type { CallId } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Manager } from '#people/model/manager';
import type { Call, PhoneState } from './call-state';

/** A manager as the queue of callers sees them. */
export interface QueueAgent {
  manager: Manager;
  /** Null for none. */
  group: string | null;
  /** Takes no calls now, by their own word. */
  away: boolean;
  phone: PhoneState;
  /** Since when the phone is free: the longest free takes the next caller. */
  freeSince: Micros;
}

/** What the queue does with one waiting call. */
export interface QueueStep {
  call: CallId;
  event: Extract<CallEvent, { type: 'offered' | 'queued' | 'no-manager' }>;
}

/**
 * Gives waiting callers to free managers: in the order in which they began to wait, each to the manager of the order first
 * and, if that one is busy or not there, to whom the route allows: the one who has been free longest. A manager who did
 * not take a caller is not called for the same one again.
 *
 * Pure: the same callers and managers give the same steps.
 * @param calls all live calls; those that wait are looked at
 */
export function queueSteps(calls: readonly Call[], agents: readonly QueueAgent[], at: Micros): QueueStep[] {
  const waiting = calls
    .flatMap((call) => waiterOf(call) ?? [])
    .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const free = new Set(agents.filter(isFree).sort((a, b) => a.freeSince - b.freeSince));
  const steps: QueueStep[] = [];
  const kept: { able: readonly QueueAgent[] }[] = [];
  for (const waiter of waiting) {
    const able = agents.filter((agent) => isThere(agent) && mayTake(agent, waiter, agents));
    const owner = able.find(({ manager }) => manager.id === waiter.ownerId);
    const taker =
      owner !== undefined && free.has(owner) ? owner : [...free].find((one) => able.includes(one));
    if (taker !== undefined) {
      free.delete(taker);
      steps.push({ call: waiter.id, event: { type: 'offered', manager: taker.manager, at } });
    } else if (able.length === 0) {
      steps.push({ call: waiter.id, event: { type: 'no-manager', at } });
    } else {
      const ahead = kept.filter((other) => other.able.some((one) => able.includes(one))).length;
      kept.push({ able });
      steps.push({ call: waiter.id, event: { type: 'queued', ahead, at } });
    }
  }
  return steps;
}

interface Waiter {
  id: CallId;
  since: Micros;
  ownerId: number | null;
  overflow: 'wait' | 'group' | 'everybody';
  group: string | null;
  declined: readonly string[];
}

function waiterOf({ id, phase, inbound, requestedAt }: Call): Waiter | null {
  if (phase !== 'queueing' || inbound === null || inbound.route === null) return null;
  const { route, owner, declined, waitingSince } = inbound;
  return {
    id,
    since: waitingSince ?? requestedAt,
    ownerId: owner?.id ?? null,
    overflow: route.overflow,
    group: route.group,
    declined,
  };
}

function isFree(agent: QueueAgent): boolean {
  return isThere(agent) && agent.phone === 'ready';
}

/** Takes calls now, or will when the present one is over. */
function isThere({ away, phone }: QueueAgent): boolean {
  return !away && phone !== 'unreachable';
}

function mayTake({ manager, group }: QueueAgent, waiter: Waiter, agents: readonly QueueAgent[]): boolean {
  const { ownerId, overflow, declined } = waiter;
  if (declined.includes(manager.extension)) return false;
  if (ownerId === null) return waiter.group === null || group === waiter.group;
  if (manager.id === ownerId || overflow === 'everybody') return true;
  const owner = agents.find((agent) => agent.manager.id === ownerId);
  return overflow === 'group' && owner !== undefined && owner.group !== null && group === owner.group;
}
