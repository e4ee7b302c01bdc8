import type { CallId, Role } from '../model/call-record';
import { roles } from '../model/call-record';
import type { Call } from '../model/call-state';
import { bridgeId } from '../model/call-state';
import type { Survey } from './pbx';

/** Something on which the calls and the PBX disagree. */
export type Discrepancy =
  /** The call has a leg that the PBX has not. */
  | { kind: 'gone'; call: CallId; role: Role; channelId: string }
  /** A leg has answered, and the call does not know. */
  | { kind: 'answered'; call: CallId; role: Role; channelId: string }
  /** The two are joined, and the call does not know. */
  | { kind: 'joined'; call: CallId }
  /** A leg or a bridge of Star7's that no call has. */
  | { kind: 'stray-channel'; channelId: string }
  | { kind: 'stray-bridge'; bridgeId: string };

/**
 * Holds the calls against what the PBX has. One look proves nothing: it is older than the calls by the time it took to
 * arrive. What two looks a second apart have in common is true.
 */
export function discrepancies(calls: readonly Call[], survey: Survey): Discrepancy[] {
  return [...calls.flatMap((call) => ofCall(call, survey)), ...strays(calls, survey)];
}

/** The same for the same discrepancy, so that two looks can be compared. */
export function keyOf(discrepancy: Discrepancy): string {
  return JSON.stringify(discrepancy);
}

function ofCall(call: Call, { channels, bridges }: Survey): Discrepancy[] {
  const found: Discrepancy[] = [];
  const { id, dialledFrom, legs, phase } = call;
  if (dialledFrom !== null && !channels.has(dialledFrom)) {
    found.push({ kind: 'gone', call: id, role: 'manager', channelId: dialledFrom });
  }
  for (const role of roles) {
    const { channelId, state } = legs[role];
    if (channelId === null || state === 'absent' || state === 'ended') continue;
    const channel = channels.get(channelId);
    if (channel === undefined) {
      // A request that is under way has a reply to come; that of an earlier process has none.
      if (state !== 'requested' || call.recovered) found.push({ kind: 'gone', call: id, role, channelId });
    } else if (channel.answered && state !== 'answered') {
      found.push({ kind: 'answered', call: id, role, channelId });
    }
  }
  const { manager, customer } = legs;
  const bridge = bridges.get(bridgeId(id));
  const joined = [manager, customer].every(({ channelId }) => channelId !== null && bridge?.has(channelId));
  if (phase === 'connecting' && joined) found.push({ kind: 'joined', call: id });
  return found;
}

/** The legs that a call believes to be there, each as the discrepancy that it is where it is not. */
export function legsOf({ id, legs }: Call): Extract<Discrepancy, { kind: 'gone' }>[] {
  return roles.flatMap((role) => {
    const { channelId, state } = legs[role];
    return channelId === null || state === 'absent' || state === 'ended'
      ? []
      : [{ kind: 'gone', call: id, role, channelId } as const];
  });
}

function strays(calls: readonly Call[], { own, bridges }: Survey): Discrepancy[] {
  const known = new Set(
    calls.flatMap(({ legs, dialledFrom }) => [legs.manager.channelId, legs.customer.channelId, dialledFrom]),
  );
  const knownBridges = new Set(calls.map(({ id }) => bridgeId(id)));
  return [
    ...[...own]
      .filter((channelId) => !known.has(channelId))
      .map((channelId) => ({ kind: 'stray-channel', channelId }) as const),
    ...[...bridges.keys()]
      .filter((id) => !knownBridges.has(id))
      .map((id) => ({ kind: 'stray-bridge', bridgeId: id }) as const),
  ];
}
