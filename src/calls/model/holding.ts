import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import { playbackId } from './call-state';
import { endOfTalk } from './end-of-talk';
import { conclude, decision, isOfLastAnnouncement } from './ending';
import { featureCodes, withFeatureKey } from './feature-codes';
import { causes } from './hangup-cause';
import { legOf } from './legs';
import type { PhaseEvent, PhaseHandler, Step } from './steps';
import { enter, ignore, stay } from './steps';
import {
  beginTransfer,
  comeBack,
  comeBackIfUp,
  comeBackOrRecall,
  comeBackSaying,
  isManagerUp,
  onCustomerGone,
  recall,
} from './transfer';
import type { Hold, TransferKind } from './transfer-facts';
import { lookUpTarget, withAnswer } from './transfer-key';
import { say } from './verbs';

/*
 * The customer is on hold with music. The manager comes back, or names a colleague: on the page, or by keys of the phone,
 * which the customer does not hear any more.
 */

/** Longer than any extension; further keys are not kept. */
const mostKeys = 20;

export const holding: PhaseHandler = (call, event) => {
  const { stage } = holdOf(call);
  switch (event.type) {
    case 'parted':
      return stage === 'parting' ? onParted(call) : ignore(call);
    case 'part-failed':
      return stage === 'parting' ? comeBackIfUp(call, event.at) : ignore(call);
    case 'digit':
      return onKey(call, event.leg, event.digit, event.at);
    case 'resume-requested':
      return stage === 'held' || stage === 'dialling' ? comeBack(call, hushed(call)) : ignore(call);
    case 'colleague-found':
      if (stage !== 'held' && stage !== 'dialling' && stage !== 'finding') return ignore(call);
      return withAnswer(
        withHush(
          call,
          beginTransfer(call, isManagerUp(call) ? event.plan : { ...event.plan, kind: 'blind' }),
        ),
        event,
      );
    case 'transfer-asked':
      return stage === 'held' ? lookUpTarget(call, event) : ignore(call);
    case 'colleague-refused':
      return stage === 'finding' && event.asker === undefined
        ? comeBackOrRecall(call, wordsOf(event.refusal), event.at)
        : ignore(call);
    case 'announced':
    case 'announce-failed':
      return stage === 'returning' && isOfLastAnnouncement(call, event.playbackId)
        ? comeBack(call)
        : stay(call);
    case 'leg-answered':
      return stay(call);
    case 'leg-ended':
      return event.leg.party === 'customer' ? onCustomerGone(call, event) : onManagerGone(call, event);
    case 'hang-up-requested':
      return conclude(call, event.at, decision('answered', event.by, causes.normalClearing));
    case 'timeout':
      return onTimeout(call, event.at);
    default:
      return ignore(call);
  }
};

/** Whoever was to be called is asked for again: the two talk on. A manager who had left already is called. */
export function resumeHolding(call: Call, at: Micros): Step {
  return comeBackIfUp(call, at);
}

function onParted(call: Call): Step {
  const { dialling, then } = holdOf(call);
  const music = { type: 'play-music', channelId: legOf(call, 'customer').channelId } as const;
  const next =
    then !== null
      ? beginTransfer(call, isManagerUp(call) ? then : { ...then, kind: 'blind' })
      : dialling !== null
        ? beginDialling(call, dialling)
        : enter(withHold(call, { stage: 'held' }), 'holding', call.plan.holdSeconds);
  return { ...next, effects: [music, ...next.effects] };
}

/** A manager who hangs up on a customer on hold ends the call; not one who has named a colleague, or is being told why not. */
function onManagerGone(call: Call, event: Extract<PhaseEvent, { type: 'leg-ended' }>): Step {
  const { stage, then } = holdOf(call);
  if (stage === 'finding' || (stage === 'parting' && then !== null)) return stay(call);
  return stage === 'returning' ? recall(call, event.at) : endOfTalk(call, event);
}

function onTimeout(call: Call, at: Micros): Step {
  const { stage, digits } = holdOf(call);
  switch (stage) {
    case 'parting':
    case 'returning':
      return comeBackIfUp(call, at);
    case 'held':
      return comeBackSaying(call, 'customer-back');
    case 'dialling':
      return digits === '' ? withHush(call, comeBackSaying(call, 'customer-back')) : find(call);
    case 'finding':
      return comeBackOrRecall(call, 'try-later', at);
  }
}

// ------------------------------------------------------------------------------------ the manager's keys

function beginDialling(call: Call, dialling: TransferKind): Step {
  const asked = say(
    withHold(call, { stage: 'dialling', dialling, digits: '' }),
    legOf(call, 'manager'),
    'key-extension',
  );
  return enter(asked.call, 'holding', call.plan.askSeconds, asked.effects);
}

function onKey(before: Call, leg: Leg, digit: string, at: Micros): Step {
  if (leg.party !== 'manager') return stay(before);
  const isOfCode = digit === '*' || before.featureKeys === '*';
  const { call, code } = withFeatureKey(before, leg, digit, at);
  const { stage } = holdOf(call);
  if (stage !== 'held' && stage !== 'dialling') return stay(call);
  if (!isOfCode) return stage === 'dialling' ? onDigit(call, digit) : stay(call);
  switch (code) {
    case featureCodes.back:
    case featureCodes.hold:
      return comeBack(call, hushed(call));
    case featureCodes.consult:
      return withHush(call, beginDialling(call, 'attended'));
    case featureCodes.transfer:
      return withHush(call, beginDialling(call, 'blind'));
    default:
      return stay(call);
  }
}

/** `#` alone asks for whoever is free in the manager's own group. */
function onDigit(call: Call, digit: string): Step {
  const { digits } = holdOf(call);
  if (digit === '#') return find(call);
  if (!/^\d$/.test(digit) || digits.length >= mostKeys) return stay(call);
  const keyed = enter(
    withHold(call, { digits: digits + digit }),
    'holding',
    call.plan.keyPauseSeconds,
    digits === '' ? hushed(call) : [],
  );
  return keyed;
}

function find(call: Call): Step {
  const { dialling, digits } = holdOf(call);
  return withHush(
    call,
    enter(withHold(call, { stage: 'finding', digits: '' }), 'holding', call.plan.authoriseSeconds, [
      {
        type: 'find-colleague',
        kind: dialling ?? 'attended',
        to: digits === '' ? { group: null } : { extension: digits },
      },
    ]),
  );
}

/** What the manager was asked is not said to its end. */
function hushed(call: Call) {
  return holdOf(call).stage === 'dialling'
    ? [{ type: 'hush', playbackId: playbackId(call.id, call.announcements) } as const]
    : [];
}

function withHush(before: Call, step: Step): Step {
  return { ...step, effects: [...hushed(before), ...step.effects] };
}

// ----------------------------------------------------------------------------------------------- facts

/** What the phone hears of a refusal: the slugs are announcements, but for those that only pages and programs get. */
function wordsOf(refusal: Extract<PhaseEvent, { type: 'colleague-refused' }>['refusal']) {
  return refusal === 'colleagues-unavailable' || refusal === 'order-not-yours' ? 'try-later' : refusal;
}

/** @throws RangeError outside of the phase, which the phases prevent */
function holdOf({ hold }: Call): Hold {
  if (hold === null) throw new RangeError('nobody is on hold');
  return hold;
}

function withHold(call: Call, changes: Partial<Hold>): Call {
  return { ...call, hold: { ...holdOf(call), ...changes } };
}
