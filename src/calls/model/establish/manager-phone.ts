import type { CallEffect, Display } from '../call-event';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Party } from '../call-record';
import type { Call, Leg } from '../call-state';
import { managerChannelId } from '../call-state';
import { classifyFailure } from '../disposition';
import type { LegFailure } from '../disposition';
import { causes } from '../hangup-cause';
import { rivalsOf } from '../legs';
import type { PhaseEvent, Step } from '../steps';
import { enter } from '../steps';
import { make, release } from '../verbs';

/*
 * Calling a manager's phone: the same for every kind of call that does.
 */

/** So many devices of one phone are called at most. */
const mostDevices = 10;

/** One phone can be several devices, of which the PBX calls only one by itself: asks for all of them first. */
export function callManager(call: Call, ringSeconds: number, before: readonly CallEffect[] = []): Step {
  return enter(call, 'calling-manager', ringSeconds, [
    ...before,
    { type: 'find-devices', phone: call.extension },
  ]);
}

export type DevicesFound = Extract<PhaseEvent, { type: 'devices-found' }>;

/** Whose phone is called, and what it shows. */
interface PhoneCall {
  party: Extract<Party, 'manager' | 'colleague'>;
  extension: string;
  autoAnswer: boolean;
  /** The number that customers see of this manager; null for the company's. */
  did: string | null;
  display: Display;
  ringSeconds: number;
}

/** Calls the phone of the call's manager. */
export function ringManager(call: Call, found: DevicesFound, ringSeconds: number): Step {
  const { extension, manager } = call;
  const { autoAnswer = false, did = null } = manager ?? {};
  const phone = { party: 'manager', extension, autoAnswer, did, ringSeconds } as const;
  const rung = ringDevices(call, found, { ...phone, display: displayOf(call) });
  return enter(rung.call, 'calling-manager', ringSeconds, rung.effects);
}

/** Calls all devices of a phone and the own mobile at once. Without any, the phone is called by its name. The caller sets the deadline. */
export function ringDevices(
  call: Call,
  { devices, mobile = null, at }: DevicesFound,
  { party, extension, autoAnswer, did, display, ringSeconds }: PhoneCall,
): Step {
  const { plan } = call;
  const [trunk] = plan.trunks;
  const ownMobile = trunk === undefined ? null : mobile;
  const phones = devices.length > 0 || ownMobile !== null ? devices.slice(0, mostDevices) : [null];
  // Where several ring, a desk phone that answers by itself would take the customer from wherever the manager is.
  const isAlone = phones.length === 1 && ownMobile === null;
  const effects: CallEffect[] = [];
  let ringing: Call = { ...call, mobile: ownMobile };
  for (const device of phones) {
    const attempt = nextAttemptOf(ringing);
    const made = make(
      ringing,
      { party, channelId: managerChannelId(call.id, plan.node, attempt), attempt, extension },
      { to: { phone: extension, device, autoAnswer: autoAnswer && isAlone }, display, ringSeconds },
      at,
    );
    ringing = made.call;
    effects.push(...made.effects);
  }
  if (ownMobile === null || trunk === undefined) return { call: ringing, effects };
  const made = ringMobile(ringing, ownMobile, trunk, { party, extension, did, ringSeconds }, at);
  return { call: made.call, effects: [...effects, ...made.effects] };
}

/** Whose mobile is called. */
interface MobileCall {
  party: Extract<Party, 'manager' | 'colleague'>;
  extension: string;
  /** The number that customers see of this manager; null for the company's. */
  did: string | null;
  ringSeconds: number;
}

export function ringMobile(
  call: Call,
  number: Masked,
  trunk: string,
  { party, extension, did, ringSeconds }: MobileCall,
  at: Micros,
): Step {
  const attempt = nextAttemptOf(call);
  return make(
    call,
    { party, channelId: managerChannelId(call.id, call.plan.node, attempt), attempt, extension, trunk },
    { to: { number, trunk }, display: { name: '', number: did ?? call.plan.defaultDid }, ringSeconds },
    at,
  );
}

/** Managers who were called before have left legs too: no channel id may be used twice. */
function nextAttemptOf({ legs }: Call): number {
  return legs.filter((leg) => leg.extension !== null && leg.origin === 'made').length;
}

/** What a manager's phone shows: the customer's name, and what to dial to call the order. */
export function displayOf({ order, plan, startKind, manager }: Call): Display {
  const name = order?.customerName ?? '';
  const why = startKind === 'call-back-wish' ? callBackWords[manager?.language ?? plan.defaultLanguage] : '';
  return { name: `${why}${name}`, number: `${plan.shortCode}${order?.orderNumber ?? ''}` };
}

/** Before the name, of a call that Star7 makes because the customer asked for it. */
const callBackWords: Readonly<Record<Language, string>> = { ru: 'Перезвон: ', en: 'Call back: ' };

/** The first device to answer is the manager's; the others stop ringing. */
export function releaseRivals(call: Call, leg: Leg): Step {
  return releaseAll(call, rivalsOf(call, leg), causes.answeredElsewhere);
}

export function releaseAll(call: Call, legs: readonly Leg[], cause: number): Step {
  const effects: CallEffect[] = [];
  let left = call;
  for (const leg of legs) {
    const released = release(left, leg, cause);
    left = released.call;
    effects.push(...released.effects);
  }
  return { call: left, effects };
}

export function failureOf({
  cause,
  sipCode,
  saidBy,
  leg,
}: Extract<PhaseEvent, { type: 'leg-ended' }>): LegFailure {
  return classifyFailure(cause, sipCode, leg.ringingAt !== null, saidBy);
}
