import type { Announcement } from './announcement';
import type { Display, LegTarget } from './call-event';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { bridgeId, playbackId } from './call-state';
import type { NewLeg } from './legs';
import { hangUp, isUp, withLeg, withNewLeg } from './legs';
import type { Step } from './steps';

/*
 * Actions that every kind of call uses: create a leg, play an announcement, join the legs, release one leg. Each returns
 * the changed call and the effects; the caller sets phase and deadline.
 *
 * `collect` (digits from a leg), `hold` and parting a single leg belong here when a kind of call needs them.
 */

/** Creates a leg before the request is sent: its events may arrive before the reply. */
export function make(
  call: Call,
  leg: Omit<NewLeg, 'origin' | 'state' | 'startedAt'>,
  how: { to: LegTarget; display: Display; ringSeconds: number },
  at: Micros,
): Step {
  return {
    call: withNewLeg(call, { ...leg, origin: 'made', state: 'requested', startedAt: at }),
    effects: [{ type: 'make', channelId: leg.channelId, ...how }],
  };
}

/** Plays an announcement to one leg. The number in the playback's id tells a late `announced` from the expected one. */
export function say(call: Call, channelId: string, what: Announcement): Step {
  const announcements = call.announcements + 1;
  return {
    call: { ...call, announcements },
    effects: [
      {
        type: 'say',
        channelId,
        playbackId: playbackId(call.id, announcements),
        announcement: what,
        language: call.manager?.language ?? call.plan.defaultLanguage,
      },
    ],
  };
}

/** Bridges all legs that are up. The first leg has been waiting; answer it first if needed. */
export function join(call: Call): Step {
  const legs = call.legs.filter((leg) => isUp(leg) && !leg.released);
  return {
    call,
    effects: [
      {
        type: 'join',
        bridgeId: bridgeId(call),
        channelIds: legs.map(({ channelId }) => channelId),
        answerFirst: legs[0]?.state !== 'answered',
      },
    ],
  };
}

/** Hangs up one leg; the call continues. */
export function release(call: Call, leg: Leg, cause: number): Step {
  return { call: withLeg(call, { ...leg, released: true }), effects: hangUp(leg, cause) };
}
