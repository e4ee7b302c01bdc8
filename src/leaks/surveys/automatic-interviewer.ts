import type { AutomaticStore } from './survey-store';
import { interviewOfKeys, keyedQuestions } from '../model/surveys/by-keys';
import type { AuditTrail } from '#audit/audit-trail';
import type { AutomaticCalls } from '#calls/engine/automatic-calls';
import type { CallControl } from '#calls/engine/call-control';
import { refusalOfOrder } from '#calls/model/call-limits';
import type { CallLimits } from '#calls/model/call-limits';
import { interviewOf, interviewTicket } from '#calls/model/interview-ticket';
import type { KeyedAnswers } from '#calls/model/questionnaire';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Between two looks; each begins one call at most. */
const lookEveryMs = 5_000;

/** Calls at a time of this process: managers' calls need the trunks. */
const mostAtOnce = 2;

/**
 * Before answers that could not be written are written again; for a day. There are few: without the database no call
 * begins.
 */
const writeAgainMs = 5_000;
const mostWrites = 17_280;

export interface AutomaticInterviewerParts {
  store: AutomaticStore;
  /** Of customers to automatic calls. */
  consents: { state: (customerId: number, consent: null, by: string) => Promise<void> };
  control: Pick<CallControl, 'callAutomatically' | 'liveCalls'>;
  /** With the hours in which customers may be called. */
  limits: () => Promise<CallLimits>;
  trail: Pick<AuditTrail, 'before'>;
  clock: Clock;
  log: Log;
}

/**
 * Calls the customers of surveys by keys, one after another, at a bounded rate: each look settles the calls that have ended and begins one
 * at most. Whom it calls has agreed to automatic calls, which is asked again when the call is authorised.
 */
export class AutomaticInterviewer implements Pick<AutomaticCalls, 'keep'> {
  #cancel: () => void = () => undefined;
  #looking: Promise<void> = Promise.resolve();
  readonly #writes = new Set<Promise<void>>();
  #isStopped = false;

  constructor(private readonly parts: AutomaticInterviewerParts) {}

  start(): void {
    this.#cancel = this.parts.clock.after(lookEveryMs, () => {
      this.#looking = this.#look().finally(() => {
        if (!this.#isStopped) this.start();
      });
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Waits for a look that goes on, and for answers that are being written. */
  async settled(): Promise<void> {
    await this.#looking;
    await Promise.all(this.#writes);
  }

  /** Stores the answers at once, or goes on trying while the database is away. Resolves after the first attempt. */
  async keep(answers: KeyedAnswers): Promise<void> {
    const first = this.#write(answers);
    // From now on the customer is not settled: a slow database may have the call's end before the answers.
    const writing = first.catch(() => this.#writeAgain(answers));
    this.#writes.add(writing);
    void writing.finally(() => this.#writes.delete(writing));
    await first.catch((error: unknown) => {
      this.parts.log.warn('answers of a survey could not be stored; it is tried again', { error });
    });
  }

  /** Begins one call, if anybody is to be called now. */
  async #look(): Promise<void> {
    try {
      await this.#settleEnded();
      await this.#callNext();
    } catch (error) {
      this.parts.log.warn('the next customer of a survey could not be called; it is tried again', { error });
    }
  }

  /** Calls that were not answered, or whose answers were lost with an earlier process. */
  async #settleEnded(): Promise<void> {
    const { store } = this.parts;
    // While answers of an ended call are being written, it is not settled.
    if (this.#writes.size > 0) return;
    for (const { id, wasAnswered } of await store.endedCalls()) {
      await store.finishAutomatic(id, wasAnswered ? 'no-key' : 'not-reached', null);
    }
    // Or the survey would wait for them until somebody ends it.
    for (const id of await store.withdrawn()) await store.giveUp(id);
  }

  async #callNext(): Promise<void> {
    const { store, control, trail, clock } = this.parts;
    const live = control.liveCalls();
    if (live.filter(({ startKind }) => startKind === 'survey').length >= mostAtOnce) return;
    const talking = live.flatMap(({ orderNumber }) => orderNumber ?? []);
    const limits = await this.parts.limits();
    for (const { id, timeZone, reasonFirst } of await store.automaticCandidates(talking)) {
      const restraints = { doNotCall: false, timeZone, destination: 'open' } as const;
      if (refusalOfOrder(restraints, clock.now(), limits) !== null) continue;
      await trail.before({ actor: 'star7', action: 'interview.automatic', subject: `interview:${id}` });
      if (!(await store.giveAutomatic(id))) continue;
      const result = await control.callAutomatically({
        ticket: interviewTicket(id),
        questions: keyedQuestions(reasonFirst),
      });
      if ('call' in result) await store.noteAutomaticCall(id, result.call.id);
      // Counts as a try: whoever may not be called is not asked for each time. Without a PBX nobody has been tried: the
      // customer is given out anew once the time for that is over.
      else if (result.outcome !== 'unavailable') await store.finishAutomatic(id, 'not-reached', null);
      return;
    }
  }

  async #write({ ticket, end, answers }: KeyedAnswers): Promise<void> {
    const id = interviewOf(ticket);
    if (id === null) return;
    const interview = end === 'answered' ? interviewOfKeys(answers) : null;
    // Keys that make no interview, of a version with other questions, say nothing.
    const came = end === 'answered' && interview === null ? 'no-key' : end;
    const { store, consents, trail } = this.parts;
    const customer = end === 'never' ? await store.customerOf(id) : null;
    // First: should the rest fail, it is written again.
    if (customer !== null) {
      await trail.before({
        ...{ actor: 'star7', action: 'customer.call-consent', subject: `interview:${id}` },
        detail: { agreedOn: null },
      });
      await consents.state(customer, null, 'customer');
    }
    await store.finishAutomatic(id, came, interview);
  }

  async #writeAgain(answers: KeyedAnswers): Promise<void> {
    const { clock, log } = this.parts;
    for (let nth = 0; nth < mostWrites && !this.#isStopped; nth += 1) {
      await new Promise<void>((resolve) => void clock.after(writeAgainMs, resolve));
      try {
        await this.#write(answers);
        return;
      } catch {
        // The database is still away.
      }
    }
    log.error('answers of a survey were not stored', { call: answers.callId });
  }
}
