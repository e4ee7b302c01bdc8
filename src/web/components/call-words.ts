import type { ParseKeys, TFunction } from 'i18next';
import type { Call } from '../api/types';
import { duration } from '../i18n/formats';

/** `going`: being set up. `ended`: over, with any result. */
export type CallStage = 'going' | 'talking' | 'ended';

export interface CallWords {
  stage: CallStage;
  /** Of an ended call: whether the two talked. */
  good: boolean;
  headline: ParseKeys;
  /** What to do, or who ended it; null where there is nothing to add. */
  hint: ParseKeys | null;
}

/** Describes a call in plain words, for its manager. */
export function callWords(call: Call): CallWords {
  const going = (headline: ParseKeys, hint: ParseKeys | null = null): CallWords => ({
    stage: 'going',
    good: true,
    headline,
    hint,
  });
  // The conversation goes on, but not between these two alone.
  const aside = (headline: ParseKeys, hint: ParseKeys | null = null): CallWords => ({
    ...{ stage: 'talking', good: true, headline, hint },
  });
  // The result is known, though channels are still being hung up.
  if (call.disposition !== null) return endedWords(call);
  switch (call.phase) {
    case 'authorising':
      return going('call.checking');
    case 'identifying':
    case 'asking':
      return going('call.callerLookUp');
    case 'queueing':
      return going('call.callerWaits');
    case 'calling-manager':
      return going(isInbound(call) ? 'call.callerRings' : 'call.yourPhone', 'call.pickUp');
    case 'calling-courier':
      return going('call.courierRings');
    case 'accepting':
      return going('call.pressOne');
    case 'calling-customer':
      if (call.customer.answeredAt !== null) return going('call.extension');
      return call.customer.ringingAt === null ? going('call.dialling') : going('call.customerRings');
    case 'connecting':
      return going(isInbound(call) ? 'call.callerConnecting' : 'call.customerAnswered');
    case 'talking':
      return {
        ...{ stage: 'talking', good: true, headline: 'call.talking' },
        hint: call.keyed === null ? null : `call.keyed.${call.keyed.result}`,
      };
    case 'keying':
      return { stage: 'talking', good: true, headline: 'call.talking', hint: 'call.customerKeys' };
    case 'holding':
      return aside('call.held', 'call.heldHint');
    case 'consulting':
      return call.colleague?.isTalking === true
        ? aside('call.consultTalking', 'call.consultHint')
        : aside('call.consultRings', 'call.consultHint');
    case 'transferring':
      return aside(call.colleague === null ? 'call.recalling' : 'call.transferring');
    case 'conferring':
      return aside('call.conferring');
    case 'announcing':
    case 'clearing':
    case 'ended':
      return { stage: 'ended', good: false, headline: 'call.ending', hint: null };
  }
}

export function isInbound({ direction }: Pick<Call, 'direction'>): boolean {
  return direction === 'inbound';
}

function endedWords(call: Call): CallWords {
  const { disposition, refusal, hungUpBy, talkSeconds } = call;
  const ended = { stage: 'ended', good: false } as const;
  if (disposition === 'cancelled' && hungUpBy !== null && hungUpBy !== 'manager')
    return {
      ...ended,
      headline: isInbound(call) ? 'call.callerCancelled' : 'call.cancelledForYou',
      hint: `call.by.${hungUpBy}`,
    };
  switch (disposition) {
    case 'answered':
      return {
        ...ended,
        good: talkSeconds > 0,
        headline:
          talkSeconds > 0 ? 'call.talked' : isInbound(call) ? 'call.callerAnsweredOnly' : 'call.answeredOnly',
        hint: hungUpBy === null ? null : `call.by.${hungUpBy}`,
      };
    case 'refused':
      return {
        ...ended,
        headline: 'dispositions.refused',
        hint: refusal === null ? null : `refusals.${refusal}`,
      };
    case null:
      return { ...ended, headline: 'call.ending', hint: null };
    default:
      return { ...ended, headline: `dispositions.${disposition}`, hint: `call.todo.${disposition}` };
  }
}

/** When the called side answered: of a caller from outside the manager, since the caller's own leg may hear music before. */
export function answerOf(call: Pick<Call, 'direction' | 'manager' | 'customer'>): string | null {
  return isInbound(call) ? call.manager.answeredAt : call.customer.answeredAt;
}

/** How long the two have talked so far, or in all. @param now milliseconds, by the server's clock */
export function talkTime(call: Call, now: number): string {
  if (call.disposition !== null || call.phase === 'ended') return duration(call.talkSeconds);
  const answeredAt = answerOf(call);
  return duration(answeredAt === null ? 0 : (now - Date.parse(answeredAt)) / 1000);
}

/** How long a call that is up has talked; before the customer answers, since it was asked for. @param now as above */
export function callClock(call: Call, now: number): string {
  if (answerOf(call) !== null && call.phase !== 'accepting') return talkTime(call, now);
  return duration((now - Date.parse(call.requestedAt)) / 1000);
}

/** The result of a call, in one line. */
export function callResult(call: Call, t: TFunction): string {
  const { stage, headline } = callWords(call);
  if (stage === 'ended' && call.talkSeconds > 0)
    return t('call.talkedFor', { time: duration(call.talkSeconds) });
  return t(headline);
}
