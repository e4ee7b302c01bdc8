import type { Micros } from '#kernel/micros';

/*
 * Whether a machine answered, by how the customer's side begins to talk: a person says a word or a short sentence and waits
 * for an answer, a greeting goes on. Figures of these rules: docs/decisions.md, 58, and `scripts/bench --voicemail`.
 */

const second: Micros = 1_000_000;

export const voicemailRules = {
  /** For so long after the answer the customer's side is listened to. */
  windowSeconds: 12,
  /** So much talk without a pause of a listener is a greeting. */
  talk: 2.6 * second,
  /** A pause of somebody who waits for an answer; pauses between the sentences of a greeting are shorter. */
  pause: 0.95 * second,
  /** Less talk is a click or a breath. */
  least: 0.12 * second,
} as const;

/** What was heard of the customer since the answer. Times are the PBX's. */
export interface Hearing {
  /** Since when they talk; null while they are silent. */
  readonly talkingSince: Micros | null;
  /** When they last stopped; null before. */
  readonly silentSince: Micros | null;
  /** How long they have talked, without the talk that goes on. */
  readonly talked: Micros;
}

export const nothingHeard: Hearing = { talkingSince: null, silentSince: null, talked: 0 };

export function talkBegan(hearing: Hearing, at: Micros): Hearing {
  return hearing.talkingSince === null ? { ...hearing, talkingSince: at } : hearing;
}

/** @param talk how long it was */
export function talkEnded({ talked }: Hearing, at: Micros, talk: Micros): Hearing {
  return { talkingSince: null, silentSince: at, talked: talked + talk };
}

/** Who answered, as far as it is known at this time; null while it is not. */
export function whoAnswered(hearing: Hearing, at: Micros): 'voicemail' | 'person' | null {
  const { talkingSince, silentSince, talked } = hearing;
  const silence = silentSince === null ? 0 : (talkingSince ?? at) - silentSince;
  // The pause was that of a listener, whatever is said after it.
  if (talked >= voicemailRules.least && silence >= voicemailRules.pause) return 'person';
  const going = talkingSince === null ? 0 : at - talkingSince;
  return talked + going >= voicemailRules.talk ? 'voicemail' : null;
}

/** When {@link whoAnswered} may say something else, if nothing is heard until then; null: not without another event. */
export function nextLookAt({ talkingSince, silentSince, talked }: Hearing): Micros | null {
  if (talkingSince !== null) return talkingSince + voicemailRules.talk - talked;
  return silentSince === null || talked < voicemailRules.least ? null : silentSince + voicemailRules.pause;
}
