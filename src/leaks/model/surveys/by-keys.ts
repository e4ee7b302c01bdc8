import { isWhole, reasonAnswers, saidAnswers } from './questions';
import type { Interview } from './questions';
import type { KeyedAnswers, KeyedQuestion } from '#calls/model/questionnaire';

/** To be asked at all is the first question; "no" is to hang up. */
const greeting: KeyedQuestion = { id: 'greeting', says: 'survey-greeting', keys: '1' };

const offered: readonly KeyedQuestion[] = [
  { id: 'offered', says: 'survey-offered', keys: '123' },
  { id: 'known', says: 'survey-known', keys: '123', onlyAfter: { id: 'offered', key: '1' } },
];
const reason: KeyedQuestion = { id: 'reason', says: 'survey-reason', keys: '1234' };
const callBack: KeyedQuestion = { id: 'callBack', says: 'survey-call-back', keys: '12' };

/** The questions of an interview, for keys: the same, in the same order. */
export function keyedQuestions(reasonFirst: boolean): KeyedQuestion[] {
  return [greeting, ...(reasonFirst ? [reason, ...offered] : [...offered, reason]), callBack];
}

/** What was keyed, as an interviewer would have entered it; null where it is not whole. */
export function interviewOfKeys(answers: KeyedAnswers['answers']): Interview | null {
  const said = (id: string) => saidAnswers[Number(answers[id]) - 1] ?? null;
  const [saidOffered, known] = [said('offered'), said('known')];
  const why = reasonAnswers[Number(answers['reason']) - 1];
  const mayCallBack = answers['callBack'];
  if (saidOffered === null || why === undefined || mayCallBack === undefined) return null;
  const interview = { offered: saidOffered, known, reason: why, mayCallBack: mayCallBack === '1' };
  return isWhole(interview) ? interview : null;
}
