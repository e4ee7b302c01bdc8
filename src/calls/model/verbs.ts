import type { Announcement } from './announcement';
import type { Display, LegTarget } from './call-event';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { bridgeId, playbackId } from './call-state';
import type { NewLeg } from './legs';
import { hangUp, isUp, withLeg, withNewLeg } from './legs';
import type { Step } from './steps';

/*
 * What every kind of call does, whatever it is for: ring, make, say, join, part, let go; and conclude, in ending.ts. Each
 * gives the changed call and the effects, and leaves phase and deadline to the caller.
 *
 * `collect` (digits of one leg) and `hold` (music for one leg) belong here too, as soon as a kind of call needs them.
 */

/** Makes a leg. It is known before the request goes out: its events may come before the reply. */
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

/** Speaks to one leg. The playback's id has a number, which tells a late `announced` from the one awaited. */
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

/** Joins all legs that are up, the oldest of which has waited for the others. */
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

/** Hangs a leg up while the call goes on. */
export function release(call: Call, leg: Leg, cause: number): Step {
  return { call: withLeg(call, { ...leg, released: true }), effects: hangUp(leg, cause) };
}
