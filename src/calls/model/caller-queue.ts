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
}

/** What is known of the managers' phones; asked only for managers who may take a caller. */
export interface QueuePhones {
  stateOf(extension: string): PhoneState;
  /** Since when it is free: the longest free takes the next caller. */
  freeSince(extension: string): Micros;
}

/** What the queue does with one waiting call. */
export interface QueueStep {
  call: CallId;
  event: Extract<CallEvent, { type: 'offered' | 'queued' | 'no-manager' }>;
}

/**
 * Gives waiting callers to free managers: in the order in which they began to wait, each to the manager of the order first
 * and, if that one is busy or not there, to whom the route allows: the one who has been free longest. A manager who did
 * not take a caller is not called for the same one again. A place in the queue is said when it changes.
 *
 * Pure: the same callers, managers and phones give the same steps.
 * @param calls all live calls; those that wait are looked at
 */
export function queueSteps(
  calls: readonly Call[],
  agents: readonly QueueAgent[],
  phones: QueuePhones,
  at: Micros,
): QueueStep[] {
  const waiting = calls
    .flatMap((call) => waiterOf(call) ?? [])
    .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const taken = new Set<QueueAgent>();
  const isFree = (agent: QueueAgent): boolean =>
    !taken.has(agent) && phones.stateOf(agent.manager.extension) === 'ready';
  const steps: QueueStep[] = [];
  const kept: (readonly QueueAgent[])[] = [];
  for (const waiter of waiting) {
    const owner = agents.find(({ manager }) => manager.id === waiter.ownerId);
    // Most callers: nobody else is looked at.
    const isOwners = owner !== undefined && !owner.away && mayTake(owner, waiter, owner) && isFree(owner);
    const able = isOwners
      ? [owner]
      : agents.filter((agent) => !agent.away && mayTake(agent, waiter, owner) && isThere(agent, phones));
    const taker = isOwners ? owner : longestFree(able.filter(isFree), phones);
    if (taker !== undefined) {
      taken.add(taker);
      steps.push({ call: waiter.id, event: { type: 'offered', manager: taker.manager, at } });
    } else if (able.length === 0) {
      steps.push({ call: waiter.id, event: { type: 'no-manager', at } });
    } else {
      const ahead = kept.filter((other) => other.some((one) => able.includes(one))).length;
      kept.push(able);
      if (ahead !== waiter.ahead) steps.push({ call: waiter.id, event: { type: 'queued', ahead, at } });
    }
  }
  return steps;
}

function longestFree(agents: readonly QueueAgent[], phones: QueuePhones): QueueAgent | undefined {
  let found: { agent: QueueAgent; since: Micros } | undefined;
  for (const agent of agents) {
    const since = phones.freeSince(agent.manager.extension);
    if (found === undefined || since < found.since) found = { agent, since };
  }
  return found?.agent;
}

interface Waiter {
  id: CallId;
  since: Micros;
  ownerId: number | null;
  overflow: 'wait' | 'group' | 'everybody';
  group: string | null;
  declined: readonly string[];
  /** As the caller's call has it; null before it has to wait. */
  ahead: number | null;
}

function waiterOf({ id, phase, inbound, requestedAt }: Call): Waiter | null {
  if (phase !== 'queueing' || inbound === null || inbound.route === null) return null;
  const { route, owner, declined, waitingSince, ahead } = inbound;
  return {
    id,
    since: waitingSince ?? requestedAt,
    ownerId: owner?.id ?? null,
    overflow: route.overflow,
    group: route.group,
    declined,
    ahead,
  };
}

/** Takes calls now, or will when the present one is over. */
function isThere({ manager }: QueueAgent, phones: QueuePhones): boolean {
  return phones.stateOf(manager.extension) !== 'unreachable';
}

function mayTake({ manager, group }: QueueAgent, waiter: Waiter, owner: QueueAgent | undefined): boolean {
  const { ownerId, overflow, declined } = waiter;
  if (declined.includes(manager.extension)) return false;
  if (ownerId === null) return waiter.group === null || group === waiter.group;
  if (manager.id === ownerId || overflow === 'everybody') return true;
  return overflow === 'group' && owner !== undefined && owner.group !== null && group === owner.group;
}
