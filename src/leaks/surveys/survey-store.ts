import type { Answers } from '../model/surveys/fisher';
import type { CallableTarget, DrawnCustomer } from '../model/surveys/draw';
import type { Target } from '../model/surveys/targets';
import type { Interview, InterviewEnd } from '../model/surveys/questions';
import type { Micros } from '#kernel/micros';
import type { ManagerIdentity } from '#kernel/principal';

/** A survey as those who may see the watch see it: who said what is not part of it. */
export interface Survey {
  id: number;
  caseId: number;
  wanted: number;
  controls: number;
  /** By automatic calls with keys, and not by a person. */
  byKeys: boolean;
  startedBy: string;
  startedAt: Micros;
  endedAt: Micros | null;
  /** Null if it ended because all answers were there, or runs. */
  endedBy: string | null;
  /** Customers of it by what has come of them, controls too. */
  customers: number;
  answered: number;
  refused: number;
  notReached: number;
  /** Answers of the group's customers so far, refusals too. */
  answersOfGroup: number;
}

/** What was said in a finished survey, refusals counted as no. */
export interface SurveyAnswers {
  surveyId: number;
  asked: Answers;
  controls: Answers;
}

export interface NewSurvey {
  caseId: number;
  wanted: number;
  controls: number;
  byKeys: boolean;
  by: string;
}

/** A customer whom an interviewer has: nothing of why. */
export interface Interviewee {
  id: number;
  name: string;
  /** IANA; null where it is not known. */
  timeZone: string | null;
  reasonFirst: boolean;
  tries: number;
  /** Of the call of this try; null before it. */
  callId: string | null;
}

export interface Interviewer {
  extension: string;
  name: string;
}

/** Who could be asked, and of these who have agreed to automatic calls. */
export interface TargetCounts {
  customers: number;
  controls: number;
  byKeys: { customers: number; controls: number };
}

/** A customer who is called automatically, and what came of the call. */
export interface AutomaticTry {
  id: number;
  /** IANA; null where it is not known. */
  timeZone: string | null;
  reasonFirst: boolean;
}

/** Surveys by keys: Star7 itself calls. */
export interface AutomaticStore {
  /**
   * Customers of surveys by keys who may be called now: with consent on record, and as for interviewers otherwise.
   * @param talking orders whose customers are on the phone
   */
  automaticCandidates(talking: readonly string[]): Promise<AutomaticTry[]>;
  /** @returns whether nobody else was given the customer meanwhile */
  giveAutomatic(id: number): Promise<boolean>;
  noteAutomaticCall(id: number, callId: string): Promise<void>;
  /** Customers whose call has ended without an answer, and how it ended; those who are being called are left out. */
  endedCalls(): Promise<{ id: number; wasAnswered: boolean }[]>;
  /** Those who wait to be called and may not be any more: the consent was withdrawn. At most some at once. */
  withdrawn(): Promise<number[]>;
  /** Whoever waits and may not be called any more is not reached. Ends the survey, if nobody is left. */
  giveUp(id: number): Promise<void>;
  /**
   * What came of a call. `no-key` ends it: whoever answered and pressed nothing is not called again. `not-reached`: is tried again.
   * `never`: is never asked again.
   */
  finishAutomatic(id: number, end: InterviewEnd | 'no-key', interview: Interview | null): Promise<void>;
  /** Who is called. @returns null for an unknown id */
  customerOf(id: number): Promise<number | null>;
}

export interface SurveyStore {
  /** In place of those of the run before. Targets without an order that has a main number are left out. */
  keepTargets(targets: readonly Target[]): Promise<void>;
  /** How many customers of each case could be asked now: not asked lately, not to be called. By case. */
  targets(): Promise<ReadonlyMap<number, TargetCounts>>;
  /** Those of a case who could be asked now, likeliest first. @param byKeys only those who have agreed to automatic calls */
  targetsOf(caseId: number, byKeys: boolean): Promise<CallableTarget[]>;
  surveys(): Promise<Survey[]>;
  answers(): Promise<SurveyAnswers[]>;
  /** @returns its id; null if a survey about the case runs already */
  begin(survey: NewSurvey, customers: readonly DrawnCustomer[]): Promise<number | null>;
  /** @returns whether it ran */
  end(id: number, by: string): Promise<boolean>;
  /** Ends the one about a case, if any runs. */
  endOfCase(caseId: number, by: string): Promise<void>;
  interviewers(): Promise<Interviewer[]>;
  /** @returns false if no active manager has the extension */
  addInterviewer(extension: string, by: string): Promise<boolean>;
  removeInterviewer(extension: string): Promise<boolean>;
  isInterviewer(manager: ManagerIdentity): Promise<boolean>;
  /** The customer whom the interviewer has; null for none. */
  present(manager: ManagerIdentity): Promise<Interviewee | null>;
  /**
   * Customers who may be asked now by this interviewer: never one of the own, of a survey about the own group or team, who waits to
   * be called back, whom somebody else has by another survey, or who does not want to be called.
   */
  candidates(manager: ManagerIdentity): Promise<Interviewee[]>;
  /** @returns whether nobody else was given the customer meanwhile */
  give(id: number, manager: ManagerIdentity): Promise<boolean>;
  /**
   * What a supervisor enters, whatever the call's record says.
   * @returns whether the customer is to be asked, or has been given out, and the survey runs
   */
  enter(
    id: number,
    entered: { end: InterviewEnd; interview: Interview | null; note: string; by: string },
  ): Promise<boolean>;
  noteCall(id: number, manager: ManagerIdentity, callId: string): Promise<void>;
  /** @returns whether the interviewer had the customer, and the survey runs */
  finish(
    id: number,
    manager: ManagerIdentity,
    end: { end: InterviewEnd; interview: Interview | null },
  ): Promise<boolean>;
}
