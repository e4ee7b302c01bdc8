import type { Interviewee, SurveyStore } from './survey-store';
import { LeakRequestError } from '../leak-desk';
import { isWhole } from '../model/surveys/questions';
import type { Interview, InterviewEnd } from '../model/surveys/questions';
import type { AuditTrail } from '#audit/audit-trail';
import { startedCall } from '#calls/call-desk';
import type { CallControl } from '#calls/engine/call-control';
import { refusalOfOrder } from '#calls/model/call-limits';
import type { CallLimits } from '#calls/model/call-limits';
import type { CallView } from '#calls/model/call-view';
import { interviewTicket } from '#calls/model/interview-ticket';
import type { Clock } from '#kernel/clock';
import { actorOf } from '#kernel/principal';
import type { ManagerIdentity, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

export interface InterviewDeskParts {
  store: SurveyStore;
  control: Pick<CallControl, 'click'>;
  /** With the hours in which customers may be called. */
  limits: () => Promise<CallLimits>;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  clock: Pick<Clock, 'now'>;
}

/**
 * Interviews, for the managers whom an owner named. The interviewer gets one customer at a time, with a name and nothing else: no
 * order, no group, no manager, not whether it is a control.
 */
export class InterviewDesk {
  constructor(private readonly parts: InterviewDeskParts) {}

  /** The customer whom the interviewer has; null for none. @throws RefusedError `role-forbidden`, `unavailable` */
  async present(principal: Principal): Promise<Interviewee | null> {
    return this.parts.store.present(await this.#interviewer(principal));
  }

  /**
   * The next customer, or the present one.
   * @returns null if nobody can be called now
   * @throws RefusedError `role-forbidden`, `unavailable`
   */
  async next(principal: Principal): Promise<Interviewee | null> {
    const manager = await this.#interviewer(principal);
    const { store, trail, clock } = this.parts;
    const present = await store.present(manager);
    if (present !== null) return present;
    const limits = await this.parts.limits();
    for (const one of await store.candidates(manager)) {
      const restraints = { doNotCall: false, timeZone: one.timeZone, destination: 'open' } as const;
      if (refusalOfOrder(restraints, clock.now(), limits) !== null) continue;
      await trail.before({
        actor: actorOf(principal),
        action: 'interview.next',
        subject: `interview:${one.id}`,
      });
      // Somebody else may have been quicker.
      if (await store.give(one.id, manager)) return store.present(manager);
    }
    return null;
  }

  /**
   * Calls the customer: the interviewer's phone rings first. Within the limits of all calls.
   * @throws RefusedError as of a click-to-call; LeakRequestError `interview-unknown`
   */
  async call(principal: Principal, id: number): Promise<CallView> {
    const manager = await this.#interviewer(principal);
    const { store, control, trail } = this.parts;
    if ((await store.present(manager))?.id !== id) throw unknown();
    const result = await control.click({
      ...{
        extension: manager.extension,
        orderNumber: interviewTicket(id),
        slot: 'main',
        idempotencyKey: null,
        isInPage: 'account' in principal.by,
      },
    });
    const call = 'call' in result ? result.call : null;
    if (call !== null) await store.noteCall(id, manager, call.id);
    await trail.after({
      ...{ actor: actorOf(principal), action: 'interview.call' },
      subject: call === null ? null : `call:${call.id}`,
      detail: { outcome: result.outcome === 'limited' ? result.limit : result.outcome },
    });
    if (result.outcome === 'refused') throw unknown();
    return startedCall(result).call;
  }

  /**
   * What came of the customer. Whoever answers, or refuses, was called before.
   * @throws RefusedError `invalid-input`; LeakRequestError `interview-unknown`
   */
  async finish(
    principal: Principal,
    id: number,
    { end, interview }: { end: InterviewEnd; interview: Interview | null },
  ): Promise<void> {
    const manager = await this.#interviewer(principal);
    const { store, trail } = this.parts;
    const present = await store.present(manager);
    if (present?.id !== id) throw unknown();
    const fits = (end === 'answered') === (interview !== null) && (interview === null || isWhole(interview));
    if (!fits) throw new RefusedError('invalid-input');
    if (present.callId === null && end !== 'not-reached') throw unknown();
    await trail.before({
      ...{ actor: actorOf(principal), action: 'interview.end', subject: `interview:${id}`, detail: { end } },
    });
    if (!(await store.finish(id, manager, { end, interview }))) throw unknown();
  }

  async #interviewer(principal: Principal): Promise<ManagerIdentity> {
    if (principal.role !== 'manager' || !(await this.parts.store.isInterviewer(principal.manager))) {
      throw new RefusedError('role-forbidden');
    }
    return principal.manager;
  }
}

function unknown(): LeakRequestError {
  return new LeakRequestError(
    'interview-unknown',
    'This customer is not yours to ask, or the survey has ended.',
  );
}
