import type { Interview, InterviewEnd } from '#leaks/model/surveys/questions';
import type { CallableTarget, DrawnCustomer } from '#leaks/model/surveys/draw';
import type {
  Interviewee,
  Interviewer,
  NewSurvey,
  Survey,
  SurveyAnswers,
  SurveyStore,
  TargetCounts,
} from '#leaks/surveys/survey-store';
import type { ManagerIdentity } from '#kernel/principal';

/** The tables of surveys in memory, as far as the desks need them: a test says who can be asked. */
export class MemorySurveys implements SurveyStore {
  readonly allTargets: CallableTarget[] = [];
  readonly allSurveys: Survey[] = [];
  readonly allAnswers: SurveyAnswers[] = [];
  readonly drawn: DrawnCustomer[] = [];
  readonly named = new Set<string>();
  /** Who can be given to an interviewer. */
  readonly waiting: Interviewee[] = [];
  readonly given = new Map<number, Interviewee>();
  readonly finished: { id: number; end: InterviewEnd; interview: Interview | null }[] = [];

  keepTargets(): Promise<void> {
    return Promise.reject(new Error('no run in memory'));
  }

  targets(): Promise<ReadonlyMap<number, TargetCounts>> {
    const counts = new Map<number, TargetCounts>();
    const byKeys = { customers: 0, controls: 0 };
    for (const { caseId, isControl } of this.allTargets) {
      const { customers, controls } = counts.get(caseId) ?? { customers: 0, controls: 0 };
      counts.set(caseId, {
        customers: customers + (isControl ? 0 : 1),
        controls: controls + (isControl ? 1 : 0),
        byKeys,
      });
    }
    return Promise.resolve(counts);
  }

  targetsOf(caseId: number): Promise<CallableTarget[]> {
    return Promise.resolve(this.allTargets.filter((target) => target.caseId === caseId));
  }

  surveys(): Promise<Survey[]> {
    return Promise.resolve([...this.allSurveys]);
  }

  answers(): Promise<SurveyAnswers[]> {
    return Promise.resolve([...this.allAnswers]);
  }

  begin(
    { caseId, wanted, controls, byKeys, by }: NewSurvey,
    customers: readonly DrawnCustomer[],
  ): Promise<number | null> {
    if (this.allSurveys.some((one) => one.caseId === caseId && one.endedAt === null))
      return Promise.resolve(null);
    const id = this.allSurveys.length + 1;
    this.drawn.push(...customers);
    this.allSurveys.push({
      byKeys,
      ...{ id, caseId, wanted, controls, startedBy: by, startedAt: 1_000_000, endedAt: null, endedBy: null },
      ...{ customers: customers.length, answered: 0, refused: 0, notReached: 0, answersOfGroup: 0 },
    });
    return Promise.resolve(id);
  }

  end(id: number, by: string): Promise<boolean> {
    const at = this.allSurveys.findIndex((one) => one.id === id && one.endedAt === null);
    if (at < 0) return Promise.resolve(false);
    this.allSurveys[at] = { ...this.allSurveys[at]!, endedAt: 2_000_000, endedBy: by };
    return Promise.resolve(true);
  }

  endOfCase(caseId: number, by: string): Promise<void> {
    for (const { id } of this.allSurveys.filter((one) => one.caseId === caseId)) void this.end(id, by);
    return Promise.resolve();
  }

  interviewers(): Promise<Interviewer[]> {
    return Promise.resolve([...this.named].map((extension) => ({ extension, name: `Manager ${extension}` })));
  }

  addInterviewer(extension: string): Promise<boolean> {
    if (!/^10\d$/.test(extension)) return Promise.resolve(false);
    this.named.add(extension);
    return Promise.resolve(true);
  }

  removeInterviewer(extension: string): Promise<boolean> {
    return Promise.resolve(this.named.delete(extension));
  }

  isInterviewer({ extension }: ManagerIdentity): Promise<boolean> {
    return Promise.resolve(this.named.has(extension));
  }

  present({ id }: ManagerIdentity): Promise<Interviewee | null> {
    return Promise.resolve(this.given.get(id) ?? null);
  }

  candidates(): Promise<Interviewee[]> {
    return Promise.resolve([...this.waiting]);
  }

  give(id: number, manager: ManagerIdentity): Promise<boolean> {
    const at = this.waiting.findIndex((one) => one.id === id);
    const [one] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (one !== undefined) this.given.set(manager.id, one);
    return Promise.resolve(one !== undefined);
  }

  enter(
    id: number,
    { end, interview }: { end: InterviewEnd; interview: Interview | null },
  ): Promise<boolean> {
    const at = this.waiting.findIndex((one) => one.id === id);
    if (at < 0) return Promise.resolve(false);
    this.waiting.splice(at, 1);
    this.finished.push({ id, end, interview });
    return Promise.resolve(true);
  }

  noteCall(id: number, manager: ManagerIdentity, callId: string): Promise<void> {
    const one = this.given.get(manager.id);
    if (one?.id === id) this.given.set(manager.id, { ...one, callId });
    return Promise.resolve();
  }

  finish(
    id: number,
    manager: ManagerIdentity,
    { end, interview }: { end: InterviewEnd; interview: Interview | null },
  ): Promise<boolean> {
    if (this.given.get(manager.id)?.id !== id) return Promise.resolve(false);
    this.given.delete(manager.id);
    this.finished.push({ id, end, interview });
    return Promise.resolve(true);
  }
}
