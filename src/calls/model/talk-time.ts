import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';
import type { Talk } from './transfer-facts';

/** Who was parted for a while is not cut off as soon as the two are together again. */
const leastTalkSeconds = 30;

/** Of the longest call, which counts from the first moment together. */
export function talkSecondsLeft({ bridgedAt, plan }: Call, at: Micros): number {
  const talked = bridgedAt === null ? 0 : (at - bridgedAt) / 1_000_000;
  return Math.max(leastTalkSeconds, plan.maxCallSeconds - talked);
}

/** From now on the customer is with the manager who has this leg. */
export function withTalk(
  call: Call,
  { id: leg, extension }: Leg,
  at: Micros,
  order: Talk['order'] = 'stayed',
): Call {
  const talk: Talk = { at, leg, extension: extension ?? call.extension, order };
  return { ...call, talks: [...call.talks, talk] };
}

/** Seconds for which this leg had the customer; null if it had not, or if the customer stayed with the first manager. */
export function talkOf({ talks, unbridgedAt }: Call, leg: Leg): { at: Micros; seconds: number } | null {
  if (talks.length < 2) return null;
  const own = talks.findIndex((talk) => talk.leg === leg.id);
  const talk = talks[own];
  if (talk === undefined) return null;
  const until = talks[own + 1]?.at ?? unbridgedAt ?? talk.at;
  return { at: talk.at, seconds: Math.max(0, Math.floor((until - talk.at) / 1_000_000)) };
}

/** Whose the call's order is: of a caller's the manager of the order, until it went along with the customer; null if unknown. */
export function orderOwnerOf({
  talks,
  inbound,
  extension,
  order,
}: Pick<Call, 'talks' | 'inbound' | 'extension' | 'order'>): string | null {
  if (order === null) return null;
  const went = talks.findLast((talk) => talk.order === 'went');
  if (went !== undefined) return went.extension;
  if (inbound !== null) return inbound.owner?.extension ?? null;
  const owner = talks[0]?.extension ?? extension;
  // A courier's call has no manager.
  return owner === '' ? null : owner;
}
