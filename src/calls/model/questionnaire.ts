import type { Announcement } from './announcement';

/** One question of an automatic call, and the keys that answer it. */
export interface KeyedQuestion {
  id: string;
  says: Announcement;
  /** Digits; 0 (say it again) and 9 (never again) are not among them. */
  keys: string;
  /** Asked only where that question was answered by that key. */
  onlyAfter?: { id: string; key: string };
}

/** Says the present question again. */
export const againKey = '0';
/** The customer wants no automatic call any more. */
export const neverKey = '9';

/**
 * How it ended. `answered`: every question has its key. `refused`: the customer began, and did not go on. `never`: no automatic call any
 * more. `no-key`: nobody pressed a key, as a voicemail does.
 */
export const questionnaireEnds = ['answered', 'refused', 'never', 'no-key'] as const;
export type QuestionnaireEnd = (typeof questionnaireEnds)[number];

/** What an automatic call asks, and has been told: keys that stand for answers, no number. */
export interface Questionnaire {
  readonly questions: readonly KeyedQuestion[];
  /** By question. */
  readonly answers: Readonly<Record<string, string>>;
  /** How often the present question was said. */
  readonly said: number;
  /** Null while it goes on. From then on the answers are being stored. */
  readonly end: QuestionnaireEnd | null;
}

export function newQuestionnaire(questions: readonly KeyedQuestion[]): Questionnaire {
  return { questions, answers: {}, said: 0, end: null };
}

/** @returns null if all have their answers */
export function presentQuestion({ questions, answers }: Questionnaire): KeyedQuestion | null {
  return (
    questions.find(
      ({ id, onlyAfter }) =>
        answers[id] === undefined && (onlyAfter === undefined || answers[onlyAfter.id] === onlyAfter.key),
    ) ?? null
  );
}

/** What is stored of an automatic call. */
export interface KeyedAnswers {
  /** By which the call was asked for. */
  ticket: string;
  callId: string;
  end: QuestionnaireEnd;
  answers: Readonly<Record<string, string>>;
}
