import type { CallEffect, Display } from '../call-event';
import type { Language } from '#kernel/language';
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

/** Whose phone is called, and what it shows. */
interface PhoneCall {
  party: Extract<Party, 'manager' | 'colleague'>;
  extension: string;
  autoAnswer: boolean;
  display: Display;
  ringSeconds: number;
}

/** Calls the phone of the call's manager. */
export function ringManager(call: Call, devices: readonly string[], ringSeconds: number, at: Micros): Step {
  const { extension, manager } = call;
  const autoAnswer = manager?.autoAnswer ?? false;
  const phone = { party: 'manager', extension, autoAnswer, display: displayOf(call), ringSeconds } as const;
  const rung = ringDevices(call, devices, phone, at);
  return enter(rung.call, 'calling-manager', ringSeconds, rung.effects);
}

/** Calls all devices of a phone at once. Without any, the phone is called by its name. The caller sets the deadline. */
export function ringDevices(
  call: Call,
  devices: readonly string[],
  { party, extension, autoAnswer, display, ringSeconds }: PhoneCall,
  at: Micros,
): Step {
  const { plan } = call;
  // Managers who were called before have left legs too: no channel id may be used twice.
  const earlier = call.legs.filter((leg) => leg.extension !== null && leg.origin === 'made').length;
  const effects: CallEffect[] = [];
  let ringing = call;
  for (const [index, device] of (devices.length > 0 ? devices.slice(0, mostDevices) : [null]).entries()) {
    const attempt = earlier + index;
    const made = make(
      ringing,
      { party, channelId: managerChannelId(call.id, plan.node, attempt), attempt, extension },
      { to: { phone: extension, device, autoAnswer }, display, ringSeconds },
      at,
    );
    ringing = made.call;
    effects.push(...made.effects);
  }
  return { call: ringing, effects };
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
