import { leastOfSecond } from '#leaks/model/case-scale';

/** What all sources of a case say together, in words: figures that are multiplied were read as marks. */
export type CaseStrength = 'weak' | 'fair' | 'strong';

interface Weights {
  /** 1 says nothing, less speaks against it. */
  survey: number;
  decoys: number;
  product: number;
  /** What the product has to reach. */
  asked: number;
}

interface SurveyState {
  endedAt: string | null;
  result: { isEvidence: boolean; askMore: boolean } | null;
}

/** @param isSupported a source besides the orders holds by itself, whatever the product is */
export function caseStrength({ product, asked }: Weights, isSupported: boolean): CaseStrength {
  if (product >= asked) return 'strong';
  // Half the way, of what is multiplied.
  return isSupported || product >= Math.sqrt(asked) ? 'fair' : 'weak';
}

/** Whether nothing but the orders speaks for it. */
export function byOrdersAlone({ survey, decoys }: Weights, isSupported: boolean): boolean {
  return !isSupported && survey * decoys < leastOfSecond;
}

/** The most that surveys about a case say. */
export function surveyWord(surveys: readonly SurveyState[]) {
  const results = surveys.flatMap(({ result }) => (result === null ? [] : [result]));
  if (results.some(({ isEvidence }) => isEvidence)) return 'evidence';
  if (surveys.some(({ endedAt }) => endedAt === null)) return 'running';
  if (results.length > 0) return results.some(({ askMore }) => askMore) ? 'more' : 'nothing';
  return surveys.length > 0 ? 'empty' : 'none';
}
