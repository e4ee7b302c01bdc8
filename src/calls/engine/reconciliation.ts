import type { CallId } from '../model/call-record';
import type { Call, Phase } from '../model/call-state';
import { bridgeId } from '../model/call-state';
import { isUp } from '../model/legs';
import type { Survey } from './pbx';

/** A difference between the calls and the PBX. */
export type Discrepancy =
  /** The call has a leg that the PBX does not have. */
  | { kind: 'gone'; call: CallId; channelId: string }
  /** A leg has answered, but the call does not know. */
  | { kind: 'answered'; call: CallId; channelId: string }
  /** The legs are joined, but the call does not know. */
  | { kind: 'joined'; call: CallId }
  /** The phone of a supervisor who takes part in a call is gone. */
  | { kind: 'listener-gone'; channelId: string }
  /** A channel or a bridge of Star7 that belongs to no call, or to one whose legs have parted. */
  | { kind: 'stray-channel'; channelId: string }
  | { kind: 'stray-bridge'; bridgeId: string };

/** What supervisors who take part in calls have on the PBX. */
export interface ListeningChannels {
  channels: readonly string[];
  bridges: readonly string[];
  /** Those of the channels that are phones, and have answered. */
  phones: readonly string[];
}

/** Phases of a call that is over: its bridge, if it had one, was to be destroyed. */
const parted: ReadonlySet<Phase> = new Set<Phase>(['announcing', 'clearing']);

const nobodyListens: ListeningChannels = { channels: [], bridges: [], phones: [] };

/**
 * Compares the calls with the PBX. One snapshot proves nothing: it may be older than the state of the calls. Only what two
 * snapshots a second apart have in common is true. (What one snapshot does prove: reconciler.ts.)
 */
export function discrepancies(
  calls: readonly Call[],
  survey: Survey,
  listening: ListeningChannels = nobodyListens,
): Discrepancy[] {
  return [
    ...calls.flatMap((call) => ofCall(call, survey)),
    ...listening.phones
      .filter((channelId) => !survey.channels.has(channelId))
      .map((channelId) => ({ kind: 'listener-gone', channelId }) as const),
    ...strays(calls, survey, listening),
  ];
}

/** Equal for equal discrepancies, so that two snapshots can be compared. */
export function keyOf(discrepancy: Discrepancy): string {
  return JSON.stringify(discrepancy);
}

function ofCall(call: Call, { channels, bridges }: Survey): Discrepancy[] {
  const found: Discrepancy[] = [];
  const { id, phase } = call;
  const legs = call.legs.filter(isUp);
  for (const { channelId, state, released } of legs) {
    const channel = channels.get(channelId);
    if (channel === undefined) {
      // A request in progress will get a reply; one of an earlier process will not.
      if (state !== 'requested' || call.recovered) found.push({ kind: 'gone', call: id, channelId });
    } else if (channel.answered && state !== 'answered' && !released) {
      found.push({ kind: 'answered', call: id, channelId });
    }
  }
  if (phase === 'connecting') {
    const bridge = bridges.get(bridgeId(call));
    const sides = legs.filter(({ released }) => !released);
    if (sides.length > 1 && sides.every(({ channelId }) => bridge?.has(channelId)))
      found.push({ kind: 'joined', call: id });
  }
  return found;
}

/** The legs that are up according to the call, each as the discrepancy to report if it is gone. */
export function legsOf({ id, legs }: Call): Extract<Discrepancy, { kind: 'gone' }>[] {
  return legs.filter(isUp).map(({ channelId }) => ({ kind: 'gone', call: id, channelId }));
}

/** The channels that the PBX is known to have had. One that was only requested may still be created. */
export function channelsOf({ legs }: Call): string[] {
  return legs.filter((leg) => isUp(leg) && leg.state !== 'requested').map(({ channelId }) => channelId);
}

function strays(
  calls: readonly Call[],
  { own, bridges }: Survey,
  listening: ListeningChannels,
): Discrepancy[] {
  const known = new Set([
    ...calls.flatMap(({ legs }) => legs.filter(isUp).map(({ channelId }) => channelId)),
    ...listening.channels,
  ]);
  const joined = calls.filter(({ phase }) => !parted.has(phase));
  const knownBridges = new Set([...joined.map(bridgeId), ...listening.bridges]);
  return [
    ...[...own]
      .filter((channelId) => !known.has(channelId))
      .map((channelId) => ({ kind: 'stray-channel', channelId }) as const),
    ...[...bridges.keys()]
      .filter((id) => !knownBridges.has(id))
      .map((id) => ({ kind: 'stray-bridge', bridgeId: id }) as const),
  ];
}
