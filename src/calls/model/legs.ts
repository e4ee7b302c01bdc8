import type { CallEffect, LegNews } from './call-event';
import type { Party } from './call-record';
import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';

/** The leg that has this channel. */
export function legOf({ legs }: Call, channelId: string): Leg | undefined {
  for (const leg of legs) if (leg.channelId === channelId) return leg;
  return undefined;
}

/** The leg by which a party takes part, or took part last; undefined where it has had none. */
export function sideOf({ legs }: Call, party: Party): Leg | undefined {
  for (let nth = legs.length - 1; nth >= 0; nth -= 1) {
    const leg = legs[nth];
    if (leg?.party === party && !leg.released) return leg;
  }
  return undefined;
}

/** @throws RangeError where the party has no leg: the phases do not let that happen */
export function channelOf(call: Call, party: Party): string {
  const leg = sideOf(call, party);
  if (leg === undefined) throw new RangeError(`the ${party} has no leg`);
  return leg.channelId;
}

export function isUp(leg: Leg): boolean {
  return leg.state !== 'ended';
}

/** Whether a leg is up, a released one too. */
export function hasLegs({ legs }: Call): boolean {
  return legs.some(isUp);
}

/** On whose side a person ended the call. */
export function enderOf({ party }: Leg): Extract<Ender, 'manager' | 'customer'> {
  return party === 'customer' ? 'customer' : 'manager';
}

export function hangUp(leg: Leg, cause: number): CallEffect[] {
  return isUp(leg) ? [{ type: 'hang-up', channelId: leg.channelId, cause }] : [];
}

/** What is known of a leg that is new to its call. */
export type NewLeg = Pick<Leg, 'party' | 'origin' | 'state' | 'channelId' | 'startedAt'> &
  Partial<Omit<Leg, 'id'>>;

export function withNewLeg(call: Call, leg: NewLeg): Call {
  const { legs } = call;
  return { ...call, legs: [...legs, { ...blankLeg, ...leg, id: legs.length + 1 }] };
}

const blankLeg = {
  extension: null,
  attempt: 0,
  trunk: null,
  released: false,
  ringingAt: null,
  answeredAt: null,
  endedAt: null,
  cause: null,
  sipCode: null,
};

/** The leg in its place, changed. */
export function withLeg(call: Call, leg: Leg): Call {
  const legs = [...call.legs];
  legs[leg.id - 1] = leg;
  return { ...call, legs };
}

/** Whether news of a leg is too late to mean anything. */
export function isLate(leg: Leg, event: LegNews): boolean {
  // A reply that was lost or late, while the leg's events say that it is there: they are right.
  if (event.type === 'leg-failed') return leg.state !== 'requested';
  if (leg.state === 'ended') return true;
  // Of a phone that was let go, nothing but its end matters.
  return leg.released && event.type !== 'leg-ended' && event.type !== 'leg-lost';
}

/** The leg as an event shows it to be, whatever the phase then makes of that. The same leg where it changes nothing. */
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
      return ended(leg, event);
    case 'leg-failed':
      return { ...leg, state: 'ended', endedAt: at };
    case 'leg-lost':
      return { ...leg, state: 'ended' };
    case 'digit':
      return leg;
  }
}

/**
 * What Star7 asked of a leg, or found out about it, has the time at which Star7 did so. The end may be reported late, and
 * Star7 may have done that after the end: all that a leg went through lies before it.
 */
function ended(leg: Leg, event: Extract<LegNews, { type: 'leg-ended' }> & { at: Micros }): Leg {
  const { at: endedAt, cause, sipCode } = event;
  const before = (at: Micros | null): Micros | null => (at === null ? null : Math.min(at, endedAt));
  return {
    ...leg,
    state: 'ended',
    startedAt: before(leg.startedAt),
    ringingAt: before(leg.ringingAt),
    // An answer that was not seen: at the latest now.
    answeredAt: before(leg.answeredAt) ?? (event.answered === true ? endedAt : null),
    endedAt,
    cause,
    sipCode,
  };
}
