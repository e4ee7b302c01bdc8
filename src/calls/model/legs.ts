import type { CallEffect, LegNews } from './call-event';
import type { Party } from './call-record';
import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';

/** The leg that has this channel. */
export function legByChannel({ legs }: Call, channelId: string): Leg | undefined {
  for (const leg of legs) if (leg.channelId === channelId) return leg;
  return undefined;
}

/** The party's current leg, or its last one; never a released leg. Undefined if there is none. */
export function currentLegOf({ legs }: Call, party: Party): Leg | undefined {
  for (let nth = legs.length - 1; nth >= 0; nth -= 1) {
    const leg = legs[nth];
    if (leg?.party === party && !leg.released) return leg;
  }
  return undefined;
}

/** @throws RangeError if the party has no leg, which the phases prevent */
export function legOf(call: Call, party: Party): Leg {
  const leg = currentLegOf(call, party);
  if (leg === undefined) throw new RangeError(`the ${party} has no leg`);
  return leg;
}

/** @throws RangeError as of {@link legOf} */
export function channelOf(call: Call, party: Party): string {
  return legOf(call, party).channelId;
}

export function isUp(leg: Leg): boolean {
  return leg.state !== 'ended';
}

/** The other legs of the leg's party that are up and still count: more devices of a manager, while they ring. */
export function rivalsOf({ legs }: Call, leg: Leg): Leg[] {
  return legs.filter(
    (other) => other.id !== leg.id && other.party === leg.party && isUp(other) && !other.released,
  );
}

/** Whether any leg is up, including released ones. */
export function hasLegsUp({ legs }: Call): boolean {
  return legs.some(isUp);
}

/** Who ended the call, by the leg that hung up: colleagues count as the manager; supervisors end none. */
export function enderOf({ party }: Leg): Extract<Ender, 'manager' | 'courier' | 'customer'> {
  return party === 'colleague' || party === 'supervisor' ? 'manager' : party;
}

/** Who has the shop's side of the call. */
export function shopPartyOf({ courier }: Pick<Call, 'courier'>): Extract<Party, 'manager' | 'courier'> {
  return courier === null ? 'manager' : 'courier';
}

/** Who calls from outside, in a call that comes in; in one that a manager has placed, the customer. */
export function callerPartyOf({
  kind,
  dialIn,
}: Pick<Call, 'kind' | 'dialIn'>): Extract<Party, 'customer' | 'courier' | 'manager'> {
  if (dialIn !== null) return 'manager';
  return kind === 'courier' ? 'courier' : 'customer';
}

export function hangUp(leg: Leg, cause: number): CallEffect[] {
  return isUp(leg) ? [{ type: 'hang-up', channelId: leg.channelId, cause }] : [];
}

/** A leg to be added to its call; the remaining fields have defaults. */
export type NewLeg = Pick<Leg, 'party' | 'origin' | 'state' | 'channelId' | 'startedAt'> & {
  [field in keyof Omit<Leg, 'id'>]?: Leg[field] | undefined;
};

/** Every leg has the same fields in the same order, which V8 copies several times as fast (docs/cost.md). */
export function wholeLeg(leg: NewLeg & Pick<Leg, 'id'>): Leg {
  return {
    id: leg.id,
    party: leg.party,
    origin: leg.origin,
    extension: leg.extension ?? null,
    attempt: leg.attempt ?? 0,
    trunk: leg.trunk ?? null,
    channelId: leg.channelId,
    state: leg.state,
    released: leg.released ?? false,
    startedAt: leg.startedAt,
    ringingAt: leg.ringingAt ?? null,
    answeredAt: leg.answeredAt ?? null,
    endedAt: leg.endedAt ?? null,
    cause: leg.cause ?? null,
    sipCode: leg.sipCode ?? null,
  };
}

export function withNewLeg(call: Call, leg: NewLeg): Call {
  const { legs } = call;
  return { ...call, legs: [...legs, wholeLeg({ ...leg, id: legs.length + 1 })] };
}

/** Replaces the leg with the same id. */
export function withLeg(call: Call, leg: Leg): Call {
  const legs = [...call.legs];
  legs[leg.id - 1] = leg;
  return { ...call, legs };
}

/** Whether an event of a leg is too late to matter. */
export function isLate(leg: Leg, event: LegNews): boolean {
  // A late or lost reply: the leg's events show that it exists.
  if (event.type === 'leg-failed') return leg.state !== 'requested';
  if (leg.state === 'ended') return true;
  // Of a released leg only the end matters.
  return leg.released && event.type !== 'leg-ended' && event.type !== 'leg-lost';
}

/** The leg after an event, independent of the phase. Returns the same object if nothing changes. */
export function legAfter(leg: Leg, event: LegNews & { at: Micros }): Leg {
  const { at } = event;
  switch (event.type) {
    case 'leg-ringing':
      return {
        ...leg,
        state: leg.state === 'answered' ? 'answered' : 'ringing',
        startedAt: leg.startedAt ?? at,
        ringingAt: leg.ringingAt ?? at,
      };
    case 'leg-answered':
      return {
        ...leg,
        state: 'answered',
        startedAt: leg.startedAt ?? at,
        answeredAt: leg.answeredAt ?? at,
      };
    case 'leg-ended':
      return withEnd(leg, event);
    case 'leg-failed':
      return { ...leg, state: 'ended', endedAt: at };
    case 'leg-lost':
      return { ...leg, state: 'ended' };
    case 'digit':
    case 'transfer-asked':
      return leg;
  }
}

/** Times set by Star7 may be later than an end that is reported late: limit them to the end. */
function withEnd(leg: Leg, event: Extract<LegNews, { type: 'leg-ended' }> & { at: Micros }): Leg {
  const { at: endedAt, cause, sipCode } = event;
  const before = (at: Micros | null): Micros | null => (at === null ? null : Math.min(at, endedAt));
  return {
    ...leg,
    state: 'ended',
    startedAt: before(leg.startedAt),
    ringingAt: before(leg.ringingAt),
    // An answer whose event was missed: no later than the end.
    answeredAt: before(leg.answeredAt) ?? (event.answered === true ? endedAt : null),
    endedAt,
    cause,
    sipCode,
  };
}
