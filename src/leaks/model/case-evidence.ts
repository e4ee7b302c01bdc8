import { betOf, evidenceAlpha, leastOfSecond } from './case-scale';
import type { Rung } from './case-scale';
import type { HitCounts, Strength } from './decoys/evidence';
import { falseAlarmChance } from './lamps';
import type { Lamp } from './lamps';
import { benjaminiHochberg, fisherOneSided, holm } from './surveys/fisher';
import type { Answers } from './surveys/fisher';

/** What is asked of the product, for each group that is compared: one of many is struck by chance. */
const asksFor = 20;

/** Of groups for which more should be asked, so many may be false. */
export const moreRate = 0.2;

/** A finished survey. */
export interface SurveyResult {
  /** Of the group's customers and of controls: who knew the customer's name or orders. */
  asked: Answers;
  controls: Answers;
  /** The chance of such a difference if the groups do not differ. */
  chance: number;
  /** Holds with all other surveys together. */
  isEvidence: boolean;
  /** Not evidence, and worth asking more. */
  askMore: boolean;
}

/** @param surveys all finished ones: the more groups are asked about, the more is asked of each */
export function surveyResults(surveys: readonly { asked: Answers; controls: Answers }[]): SurveyResult[] {
  const chances = surveys.map(({ asked, controls }) => fisherOneSided(asked, controls));
  const evidence = holm(chances, evidenceAlpha);
  const more = benjaminiHochberg(chances, moreRate);
  return surveys.map(({ asked, controls }, place) => ({
    ...{ asked, controls, chance: chances[place]! },
    ...{ isEvidence: evidence[place]!, askMore: more[place]! && !evidence[place]! },
  }));
}

export interface CaseSources {
  orders: { lamp: Lamp; z: number };
  /** Finished surveys about the group. */
  surveys: readonly SurveyResult[];
  isAsking: boolean;
  /** Of the group's list; null if it has no decoys. */
  decoys: { ratio: number; strength: Strength; hits: HitCounts; mails: HitCounts; sms: HitCounts } | null;
  /** How many groups are compared. */
  groups: number;
}

export interface CaseEvidence {
  /** Bets on each source; 1 says nothing. */
  orders: number;
  survey: number;
  decoys: number;
  /** All together, and what is asked of it. */
  product: number;
  asked: number;
  rung: Rung;
}

export function caseEvidence({ orders, surveys, isAsking, decoys, groups }: CaseSources): CaseEvidence {
  const byOrders = betOf(falseAlarmChance(orders.lamp, orders.z));
  const survey = surveys.reduce((product, { chance }) => product * betOf(chance), 1);
  const ratio = decoys?.ratio ?? 1;
  const product = byOrders * survey * ratio;
  const asked = asksFor * Math.max(1, groups);
  const isSecond = surveys.some(({ isEvidence }) => isEvidence) || isStrong(decoys?.strength);
  const isTogether = product >= asked && survey * ratio >= leastOfSecond;
  const isNamed = decoys !== null && decoys.hits.named + decoys.mails.named + decoys.sms.named > 0;
  const rung = isNamed ? 'named' : isSecond || isTogether ? 'supported' : isAsking ? 'asking' : 'look';
  return { orders: byOrders, survey, decoys: ratio, product, asked, rung };
}

function isStrong(strength: Strength | undefined): boolean {
  return strength === 'evidence' || strength === 'strong';
}
