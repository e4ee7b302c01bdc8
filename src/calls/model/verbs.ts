import type { Spoken } from './announcement';
import type { CallEffect, Display, JoiningLeg, LegTarget } from './call-event';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { bridgeId, playbackId } from './call-state';
import type { NewLeg } from './legs';
import { callerPartyOf, hangUp, isUp, legOf, withLeg, withNewLeg } from './legs';
import type { Step } from './steps';

/*
 * Actions that every kind of call uses: create a leg, play an announcement, join the legs, release one leg. Each returns
 * the changed call and the effects; the caller sets phase and deadline.
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

/** Plays announcements to one leg. The number in the playback's id tells a late `announced` from the expected one. */
export function say(call: Call, leg: Leg, ...what: readonly Spoken[]): Step & { playbackId: string } {
  const announcements = call.announcements + 1;
  const id = playbackId(call.id, announcements);
  const { channelId } = leg;
  return {
    call: { ...call, announcements },
    playbackId: id,
    effects: [{ type: 'say', channelId, playbackId: id, what, language: languageOf(call, leg) }],
  };
}

/**
 * Says something to who called, instead of what they are hearing: a playback holds up all that follows. A call that came in
 * is answered for it, since carriers need not pass on what comes before.
 */
export function tell(call: Call, ...what: readonly Spoken[]): Step {
  const caller = legOf(call, callerPartyOf(call));
  const saying = say(call, caller, ...what);
  return {
    call: { ...saying.call, hearing: saying.playbackId },
    effects: [...silenced(call), ...attended(caller), ...saying.effects],
  };
}

/** Ends what the caller is hearing. */
export function silenced({ hearing }: Call): CallEffect[] {
  return hearing === null ? [] : [{ type: 'hush', playbackId: hearing }];
}

/** Accepts the call of somebody from outside; a phone of the shop hears announcements before that. */
export function attended({ party, origin, state, trunk, channelId }: Leg): CallEffect[] {
  const isPhoneOfShop = party === 'manager' && trunk === null;
  return !isPhoneOfShop && origin === 'arrived' && state !== 'answered'
    ? [{ type: 'answer', channelId }]
    : [];
}

function languageOf({ manager, inbound, courier, dialIn, plan }: Call, { party }: Leg): Language {
  const own =
    party === 'customer'
      ? inbound?.route?.language
      : party === 'courier'
        ? (courier?.who?.language ?? courier?.language)
        : (manager?.language ?? dialIn?.language);
  return own ?? plan.defaultLanguage;
}

/** Bridges all legs that are up. */
export function join(call: Call): Step {
  const legs = call.legs.filter((leg) => isUp(leg) && !leg.released);
  return {
    call,
    effects: [
      {
        type: 'join',
        bridgeId: bridgeId(call),
        legs: legs.map((leg, index) => ({ channelId: leg.channelId, is: whatIs(leg, index, call) })),
      },
    ],
  };
}

/** The first leg has been waiting for the others. */
function whatIs(
  { origin, state, party }: Leg,
  index: number,
  { kind, keying, hold, transfer }: Call,
): JoiningLeg['is'] {
  if (keying !== null) return party === 'customer' ? 'ready' : 'holding';
  // Whoever was on hold hears music; the manager may hear a colleague's phone ring.
  if (hold !== null || transfer !== null) return party === 'customer' ? 'holding' : 'ringing';
  if (origin === 'arrived' && state !== 'answered') return 'unanswered';
  if (index > 0) return 'ready';
  return kind === 'inbound' ? 'holding' : 'ringing';
}

/** Hangs up one leg; the call continues. */
export function release(call: Call, leg: Leg, cause: number): Step {
  return { call: withLeg(call, { ...leg, released: true }), effects: hangUp(leg, cause) };
}
