import type { Announcement } from './announcement';
import type { CallEffect } from './call-event';
import { bridgeId } from './call-state';
import type { Call, Leg } from './call-state';
import { conclude, decision } from './ending';
import { featureCodes, withFeatureKey } from './feature-codes';
import { causes } from './hangup-cause';
import type { Keying, KeyingResult } from './keying-facts';
import { isUp, legOf } from './legs';
import type { PhaseHandler, Step } from './steps';
import { enter, ignore, quietly, stay } from './steps';
import { connect } from './connect';
import { say, silenced, tell } from './verbs';
import { endOfTalk } from './end-of-talk';
import { orderOwnerOf } from './talk-time';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';

/*
 * In a conversation the customer keys in a new number of theirs, on their own phone. The manager is parted from them before
 * the first key and hears music, so that no tone, no event of RFC 4733 and no answer of the customer's reaches the
 * manager's phone; the customer hears the number read back, and confirms it. Then the two are joined again. The manager
 * learns whether a valid number was keyed in, never a digit or how many there were.
 */

/** Longer than any number. */
const mostKeys = 20;

const mostTries = 3;

/** Only the manager of an order may change its contacts: not a colleague who took the call. */
export function mayAskForNumber(call: Call): boolean {
  const owner = orderOwnerOf(call);
  return call.manager !== null && owner !== null && owner === call.manager.extension;
}

/** The code was keyed: is checked and audited as a request from the page is, and answered by `keying-requested`. */
export function permitKeying(call: Call, slot: Slot): Step {
  return { call, effects: [{ type: 'permit-keying', slot }] };
}

/** Parts the two. Nobody is asked before that is done: whatever the customer keys would reach the manager's phone. */
export function beginKeying(call: Call, slot: Slot): Step {
  const stay = call.legs.filter((leg) => isUp(leg) && !leg.released).map(({ channelId }) => channelId);
  const facts: Keying = {
    ...{ slot, stage: 'parting', digits: '', misses: 0, lateKeys: 0, told: null, result: null },
  };
  return enter({ ...call, keying: facts, keyed: null }, 'keying', call.plan.connectSeconds, [
    { type: 'part', bridgeId: bridgeId(call), stay },
  ]);
}

function onParted(call: Call): Step {
  const manager = legOf(call, 'manager');
  const told = say(call, manager, 'customer-keys');
  const asked = askForNumber(withKeying(told.call, { told: told.playbackId }), []);
  return {
    ...asked,
    effects: [...told.effects, { type: 'play-music', channelId: manager.channelId }, ...asked.effects],
  };
}

export const keying: PhaseHandler = (call, event) => {
  switch (event.type) {
    case 'digit':
      return onKey(call, event.leg, event.digit, event.at);
    case 'parted':
      return keyingOf(call).stage === 'parting' ? onParted(call) : ignore(call);
    case 'part-failed':
      return keyingOf(call).stage === 'parting' ? backToTalk(call, 'unavailable') : ignore(call);
    case 'number-checked':
      if (keyingOf(call).stage !== 'checking') return ignore(call);
      return event.isValid ? confirm(call) : onMiss(call, 'number-invalid', 'invalid');
    case 'number-saved':
      return keyingOf(call).stage === 'saving' ? backToTalk(call, event.result) : ignore(call);
    case 'keying-cancelled':
      return cancel(call);
    case 'timeout':
      return onPause(call);
    case 'announced':
    case 'announce-failed':
      return onHeard(call, event.playbackId);
    case 'leg-answered':
      return stay(call);
    case 'leg-ended':
      return endOfTalk(call, event);
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    default:
      return ignore(call);
  }
};

/** What was keyed is not kept over a restart: the two talk on, and the manager asks again. */
export function resumeKeying(call: Call): Step {
  return backToTalk(call, 'cancelled');
}

// ------------------------------------------------------------------------------------------- the customer

/** A caller keys in a new number before anybody has answered: there is nobody to be parted from. */
export function keyAlone(call: Call): Step {
  const facts: Keying = {
    slot: call.slot,
    stage: 'entering',
    digits: '',
    misses: 0,
    lateKeys: 0,
    told: null,
    result: null,
  };
  return askForNumber({ ...call, keying: facts, keyed: null }, []);
}

function askForNumber(call: Call, before: readonly Announcement[]): Step {
  const asked = tell(withKeying(call, { stage: 'entering', digits: '' }), ...before, 'key-new-number');
  return remain(asked.call, call.plan.announceSeconds + call.plan.askSeconds, asked.effects);
}

/** The time to answer begins when the question has been heard. */
function onHeard(call: Call, playbackId: string): Step {
  const { plan, hearing } = call;
  if (hearing !== playbackId) return stay(call);
  const heard = { ...call, hearing: null };
  switch (keyingOf(call).stage) {
    case 'entering':
      return remain(heard, plan.askSeconds);
    case 'confirming':
      return remain(heard, plan.confirmSeconds);
    default:
      return stay(heard);
  }
}

function onKey(before: Call, leg: Leg, digit: string, at: Micros): Step {
  const { call, code } = withFeatureKey(before, leg, digit, at);
  if (leg.party !== 'customer') return code === featureCodes.keyNumber ? cancel(call) : stay(call);
  return quietly(onCustomersKey(call, digit));
}

function onCustomersKey(call: Call, digit: string): Step {
  const { stage, digits, lateKeys } = keyingOf(call);
  // Keys without end, of a machine say, keep nobody apart for ever.
  if (stage === 'leaving')
    return lateKeys < mostKeys
      ? remain(withKeying(call, { lateKeys: lateKeys + 1 }), quietSeconds)
      : stay(call);
  if (stage === 'confirming') {
    if (digit === '1') return save(call);
    return digit === '2' ? onMiss(call, null, 'not-keyed') : stay(call);
  }
  if (stage !== 'entering') return stay(call);
  if (digit === '#') return digits === '' ? stay(call) : check(call);
  if (!/^\d$/.test(digit) || digits.length >= mostKeys) return stay(call);
  const keyed = withKeying({ ...call, hearing: null }, { digits: digits + digit });
  return remain(keyed, call.plan.keyPauseSeconds, silenced(call));
}

function onPause(call: Call): Step {
  const { stage, digits, result } = keyingOf(call);
  switch (stage) {
    case 'entering':
      return digits === '' ? onMiss(call, null, 'not-keyed') : check(call);
    case 'confirming':
      return onMiss(call, null, 'not-keyed');
    case 'parting':
    case 'checking':
    case 'saving':
      return backToTalk(call, 'unavailable');
    case 'leaving':
      return backToTalk(call, result ?? 'cancelled');
  }
}

/** What is being saved is saved. */
function cancel(call: Call): Step {
  const { stage } = keyingOf(call);
  if (stage === 'saving' || stage === 'leaving') return stay(call);
  return stage === 'parting' ? backToTalk(call, 'cancelled') : leave(call, 'cancelled');
}

/** For so long no key has come from the customer. */
const quietSeconds = 2;

/** The customer may still be keying: the two are joined once that has ended. */
function leave(call: Call, result: KeyingResult): Step {
  const leaving = withKeying({ ...call, hearing: null }, { stage: 'leaving', digits: '', result });
  return remain(leaving, quietSeconds, silenced(call));
}

function check(call: Call): Step {
  return ask(call, 'checking', { type: 'check-number' });
}

/** Reads the number back, to the customer alone. */
function confirm(call: Call): Step {
  const told = tell(
    withKeying(call, { stage: 'confirming' }),
    'you-keyed',
    { digits: keyingOf(call).digits },
    'confirm-number',
  );
  return remain(told.call, call.plan.announceSeconds + call.plan.confirmSeconds, told.effects);
}

/** Asks again, some times. */
function onMiss(call: Call, why: Announcement | null, result: KeyingResult): Step {
  const misses = keyingOf(call).misses + 1;
  if (misses >= mostTries) return leave(call, result);
  return askForNumber(withKeying(call, { misses }), why === null ? [] : [why]);
}

function save(call: Call): Step {
  return ask(call, 'saving', { type: 'save-number' });
}

/** Asks what the customer keyed to be looked at; nothing is said meanwhile. */
function ask(call: Call, stage: 'checking' | 'saving', effect: CallEffect): Step {
  const asking = withKeying({ ...call, hearing: null }, { stage });
  return remain(asking, call.plan.authoriseSeconds, [...silenced(call), effect]);
}

// ----------------------------------------------------------------------------------------------- together

/** Ends what either hears, and joins the two. A caller who keys while nobody has answered them goes on waiting (inbound.ts). */
function backToTalk(call: Call, result: KeyingResult): Step {
  const { told, slot } = keyingOf(call);
  const joining = call.phase === 'keying' ? connect(call) : stay(call);
  return {
    call: { ...joining.call, keying: null, keyed: { slot, result }, hearing: null },
    effects: [
      ...silenced(call),
      ...(told === null ? [] : [{ type: 'hush', playbackId: told } as const]),
      ...joining.effects,
    ],
  };
}

/** The same phase, with a new deadline. */
function remain(call: Call, seconds: number, effects: readonly CallEffect[] = []): Step {
  return enter(call, call.phase === 'keying' ? 'keying' : 'asking', seconds, effects);
}

/** @throws RangeError outside of the phase, which the phases prevent */
function keyingOf({ keying: facts }: Call): Keying {
  if (facts === null) throw new RangeError('nobody is keying');
  return facts;
}

function withKeying(call: Call, changes: Partial<Keying>): Call {
  return { ...call, keying: { ...keyingOf(call), ...changes } };
}
