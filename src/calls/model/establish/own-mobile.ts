import type { Party } from '../call-record';
import type { Call, Leg } from '../call-state';
import { isTrunkFailure } from '../disposition';
import { causes } from '../hangup-cause';
import { isUp, rivalsOf, withLeg } from '../legs';
import type { PhaseEvent, Step } from '../steps';
import { enter, stay } from '../steps';
import { release } from '../verbs';
import { failureOf, ringMobile } from './manager-phone';

/*
 * A manager's own mobile, called over a trunk beside or instead of the phones of the shop. It shows the company's number. Its
 * voicemail may answer before anybody else does, so whoever answers is asked for a 1, and the phones of the shop ring on
 * meanwhile.
 */

/** Whether it is a manager's mobile: a leg of the shop's over a trunk. */
export function isMobile({ party, trunk }: Leg): boolean {
  return (party === 'manager' || party === 'colleague') && trunk !== null;
}

/**
 * The mobile over the next trunk, if the one that failed says nothing of the manager. Phase and deadline stay. Not one that had
 * answered: the line was there, and whoever talked on it is not called a second time.
 * @returns null where nothing more is to be tried
 */
export function ringMobileAgain(
  call: Call,
  event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>,
): Step | null {
  const { leg } = event;
  const { mobile, plan, transfer, manager } = call;
  if (!isMobile(leg) || leg.trunk === null || mobile === null || leg.answeredAt !== null) return null;
  // Without a reply the mobile may be ringing: over another trunk it might ring twice.
  const isTrunks = event.type === 'leg-failed' ? event.uncertain !== true : isTrunkFailure(failureOf(event));
  const trunk = plan.trunks[plan.trunks.indexOf(leg.trunk) + 1];
  if (!isTrunks || trunk === undefined) return null;
  const whose = leg.party === 'colleague' ? transfer?.colleague : manager;
  return ringMobile(
    withLeg(call, { ...leg, released: true }),
    mobile,
    trunk,
    {
      party: leg.party === 'colleague' ? 'colleague' : 'manager',
      extension: leg.extension ?? '',
      did: whose?.did ?? null,
      ringSeconds: plan.managerRingSeconds,
    },
    event.at,
  );
}

/** The leg of the party that has answered, or else the one that counts; several may ring. */
export function answeredLegOf({ legs }: Call, party: Party): Leg | undefined {
  const counting = legs.filter((leg) => leg.party === party && !leg.released);
  return counting.find((leg) => leg.state === 'answered' && isUp(leg)) ?? counting.at(-1);
}

/** Another device rang beside the one that is asked for a 1, and does not any more. Null for the one that is asked. */
export function rivalGone(call: Call, leg: Leg): Step | null {
  const asked = answeredLegOf(call, leg.party);
  return asked === undefined || asked.id === leg.id || asked.state !== 'answered'
    ? null
    : stay(withLeg(call, { ...leg, released: true }));
}

/** Nobody pressed 1 at the mobile, as nobody does at a voicemail: it is let go. Null unless a phone of the shop rings on. */
export function mobileLetGo(call: Call, party: Party): Step | null {
  const asked = answeredLegOf(call, party);
  if (asked === undefined || !isMobile(asked) || rivalsOf(call, asked).length === 0) return null;
  return release(call, asked, causes.normalClearing);
}

/** The same, of the call's manager, whose phones have so long from now on. */
export function nobodyAtMobile(call: Call, ringSeconds: number): Step | null {
  const left = mobileLetGo(call, 'manager');
  return left === null ? null : enter(left.call, 'calling-manager', ringSeconds, left.effects);
}
