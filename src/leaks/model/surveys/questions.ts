import type { Language } from '#kernel/language';

/** What a customer says to a question with yes and no. "I do not remember" counts as no. */
export const saidAnswers = ['yes', 'no', 'unsure'] as const;
export type Said = (typeof saidAnswers)[number];

/** Why a customer orders less often. */
export const reasonAnswers = ['no-need', 'price', 'choice', 'other-seller'] as const;
export type ReasonSaid = (typeof reasonAnswers)[number];

/** The questions by number: 1 greets. */
export const questionNumbers = ['greeting', 'offered', 'known', 'reason', 'callBack'] as const;
export type Question = (typeof questionNumbers)[number];

/**
 * What the interviewer reads out, the same to everybody: names no manager, and nothing of a suspicion. "…" is the name of the shop.
 * `known` is asked only if the answer to `offered` was yes.
 */
export const script: Readonly<Record<Language, Readonly<Record<Question, string>>>> = {
  en: {
    greeting: 'This is …, a two-minute quality survey.',
    offered:
      'In the last two months, has anybody offered you similar goods by phone or messenger although you had not contacted them?',
    known: 'Did they know your name, or that you buy from us?',
    reason: 'Why do you order less often?',
    callBack: 'May we call you back?',
  },
  ru: {
    greeting: 'Здравствуйте, это магазин …, опрос качества, две минуты.',
    offered:
      'За последние два месяца предлагал ли вам кто-нибудь похожие товары по телефону или в мессенджере, хотя вы сами туда не обращались?',
    known: 'Знали ли они ваше имя или что вы покупаете у нас?',
    reason: 'Почему вы стали заказывать реже?',
    callBack: 'Можно ли перезвонить вам с уточнением?',
  },
};

/** What a customer who took part has said. */
export interface Interview {
  offered: Said;
  /** Null where nobody had offered anything. */
  known: Said | null;
  reason: ReasonSaid;
  mayCallBack: boolean;
}

/** Whether the answers go together. */
export function isWhole({ offered, known }: Pick<Interview, 'offered' | 'known'>): boolean {
  return (offered === 'yes') === (known !== null);
}

/** What came of a customer. `refused` counts as no; `never`: refused, and is not to be asked again. */
export const interviewEnds = ['answered', 'refused', 'never', 'not-reached'] as const;
export type InterviewEnd = (typeof interviewEnds)[number];

/** Tries to reach a customer. */
export const mostTries = 3;
