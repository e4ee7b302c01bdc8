import type { Interviewer, Survey, SurveyStore, TargetCounts } from './survey-store';
import { readStanding } from '../decoys/read-standing';
import type { WatchedStore } from '../decoys/read-standing';
import { LeakRequestError } from '../leak-desk';
import type { LeakDesk } from '../leak-desk';
import type { LeakStore } from '../leak-store';
import { caseEvidence, surveyResults } from '../model/case-evidence';
import type { CaseEvidence, SurveyResult } from '../model/case-evidence';
import type { LeakCase } from '../model/shop-figures';
import { isWhole } from '../model/surveys/questions';
import type { Interview, InterviewEnd } from '../model/surveys/questions';
import { drawnFrom } from '../model/surveys/draw';
import { answersNeeded, customersNeeded } from '../model/surveys/survey-plan';
import type { SurveyAssumptions } from '../model/surveys/survey-plan';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import type { Random } from '#kernel/random';
import { redact } from '#kernel/redaction/redaction';
import { refuseFaults, RefusedError } from '#kernel/refused-error';

/** Why no survey began. */
export const surveyFaults = ['nobody-to-ask', 'survey-running', 'no-interviewer'] as const;
export type SurveyFault = (typeof surveyFaults)[number];

export interface SurveyDeskParts {
  store: SurveyStore;
  watch: Pick<LeakStore, 'cases' | 'lastRun'>;
  decoys: WatchedStore;
  /** Who may see the watch. */
  leaks: Pick<LeakDesk, 'mayRead'>;
  trail: Pick<AuditTrail, 'before'>;
  clock: Pick<Clock, 'now'>;
  random: () => Random;
}

/** Characters of a note. */
export const longestNote = 500;

const nobody: TargetCounts = { customers: 0, controls: 0, byKeys: { customers: 0, controls: 0 } };

/** A survey, and what it found; null while it runs. */
export interface JudgedSurvey {
  survey: Survey;
  result: SurveyResult | null;
}

/** An open case with all that speaks for it. */
export interface CaseStanding {
  caseId: number;
  evidence: CaseEvidence;
  surveys: JudgedSurvey[];
  /** Who could be asked now. */
  targets: TargetCounts;
}

export interface SurveyView {
  interviewers: Interviewer[];
  /** Of open cases, oldest first. */
  cases: CaseStanding[];
}

/** Surveys for those who may see the leak watch. What was said is shown once a survey has ended, and of a group, never of a customer. */
export class SurveyDesk {
  constructor(private readonly parts: SurveyDeskParts) {}

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async show(actor: Actor): Promise<SurveyView> {
    await this.#audited(actor, 'leak.view', null);
    return this.#view();
  }

  /** Shows nothing of the shop. @throws RefusedError */
  async plan(
    actor: Actor,
    assumed: SurveyAssumptions,
  ): Promise<{ answers: number | null; customers: number | null }> {
    await this.#require(actor);
    const answers = answersNeeded(assumed);
    return { answers, customers: answers === null ? null : customersNeeded(answers) };
  }

  /**
   * Draws the customers, and mixes them with their controls.
   * @param wanted answers of the case's group @param controls for each customer
   * @param byKeys Star7 itself calls, those who have agreed to that and no others: customers and controls answer in the same way
   * @returns why not; null if it has begun
   * @throws RefusedError; LeakRequestError `case-unknown`
   */
  async begin(
    actor: Actor,
    caseId: number,
    { wanted, controls, byKeys = false }: { wanted: number; controls: number; byKeys?: boolean },
  ): Promise<SurveyFault | null> {
    const { store, watch, random } = this.parts;
    await this.#audited(actor, 'leak.survey', `leak-case:${caseId}`);
    const known = (await watch.cases()).some(({ id, closedAt }) => id === caseId && closedAt === null);
    if (!known)
      throw new LeakRequestError('case-unknown', 'No open case has this number. See: star7 leaks cases.');
    if (!byKeys && (await store.interviewers()).length === 0) return 'no-interviewer';
    const drawn = drawnFrom(await store.targetsOf(caseId, byKeys), controls, random());
    if (!drawn.some(({ isControl }) => isControl)) return 'nobody-to-ask';
    const id = await store.begin({ caseId, wanted, controls, byKeys, by: actorOf(actor) }, drawn);
    return id === null ? 'survey-running' : null;
  }

  /** What was said so far counts. @throws RefusedError; LeakRequestError `survey-unknown` */
  async end(actor: Actor, id: number): Promise<void> {
    await this.#audited(actor, 'leak.survey-end', `survey:${id}`);
    if (!(await this.parts.store.end(id, actorOf(actor)))) {
      throw new LeakRequestError(
        'survey-unknown',
        'No survey that runs has this number. See: star7 leaks survey list.',
      );
    }
  }

  /**
   * What came of a customer, in the interviewer's place: where the call's record says something else (a call from another phone, a voicemail that
   * nobody marked). Needs a note of why.
   * @throws RefusedError `invalid-input`; LeakRequestError `interview-unknown`
   */
  async enter(
    actor: Actor,
    id: number,
    { end, interview, note }: { end: InterviewEnd; interview: Interview | null; note: string },
  ): Promise<void> {
    const text = redact(note.trim(), '[…]').text.slice(0, longestNote);
    if (text === '') refuseFaults([{ field: 'note', code: 'empty', detail: 'must say why' }]);
    if ((end === 'answered') !== (interview !== null) || (interview !== null && !isWhole(interview))) {
      throw new RefusedError('invalid-input');
    }
    await this.#audited(actor, 'interview.enter', `interview:${id}`);
    const by = actorOf(actor);
    if (!(await this.parts.store.enter(id, { end, interview, note: text, by }))) {
      throw new LeakRequestError('interview-unknown', 'No customer of a survey that runs has this number.');
    }
  }

  /** @throws RefusedError; LeakRequestError `manager-unknown` */
  async nameInterviewer(actor: Actor, extension: string, named: boolean): Promise<void> {
    const action = named ? 'leak.name-interviewer' : 'leak.remove-interviewer';
    await this.#audited(actor, action, `manager:${extension}`);
    const { store } = this.parts;
    const by = actorOf(actor);
    if (!(await (named ? store.addInterviewer(extension, by) : store.removeInterviewer(extension)))) {
      throw new LeakRequestError(
        'manager-unknown',
        named ? 'No active manager has this extension.' : 'This manager was not named.',
      );
    }
  }

  async #view(): Promise<SurveyView> {
    const { store, watch, decoys, clock } = this.parts;
    const run = await watch.lastRun();
    const cases = await watch.cases();
    const surveys = await store.surveys();
    const answers = await store.answers();
    const targets = await store.targets();
    const standing = await readStanding(decoys, clock.now());
    const results = surveyResults(answers);
    const judged = surveys.map((survey) => ({
      survey,
      result: results[answers.findIndex(({ surveyId }) => surveyId === survey.id)] ?? null,
    }));
    const standingOf = (one: LeakCase): CaseStanding => {
      const own = judged.filter(({ survey }) => survey.caseId === one.id);
      const channel = standing.channels.find(({ kind, key }) => kind === one.kind && key === one.group);
      return {
        caseId: one.id,
        surveys: own,
        targets: targets.get(one.id) ?? nobody,
        evidence: caseEvidence({
          orders: { lamp: one.lamp, z: one.z },
          surveys: own.flatMap(({ result }) => result ?? []),
          isAsking: own.some(({ survey }) => survey.endedAt === null),
          decoys: channel ?? null,
          groups: run?.compared ?? 1,
        }),
      };
    };
    return {
      interviewers: await store.interviewers(),
      cases: cases.filter(({ closedAt }) => closedAt === null).map(standingOf),
    };
  }

  async #audited(actor: Actor, action: string, subject: string | null): Promise<void> {
    await this.#require(actor);
    await this.parts.trail.before({ actor: actorOf(actor), action, subject });
  }

  async #require(actor: Actor): Promise<void> {
    if (!(await this.parts.leaks.mayRead(actor))) throw new RefusedError('role-forbidden');
  }
}
