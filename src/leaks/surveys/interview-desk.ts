import type { Interviewee, SurveyStore } from './survey-store';
import { LeakRequestError } from '../leak-desk';
import { isWhole } from '../model/surveys/questions';
import { faultOfEnd, mayCallAgain } from '../model/surveys/reached';
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
import { refuseFaults, RefusedError } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';

export interface InterviewDeskParts {
  store: SurveyStore;
  control: Pick<CallControl, 'click'>;
  /** A live call, or its record; null where there is none yet. */
  callOf: (id: string) => Promise<CallView | null>;
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
   * Calls the customer: the interviewer's phone rings first. Within the limits of all calls, and once in a try, unless nothing came of that call.
   * @throws RefusedError as of a click-to-call, `invalid-input`; LeakRequestError `interview-unknown`
   */
  async call(principal: Principal, id: number): Promise<CallView> {
    const manager = await this.#interviewer(principal);
    const { store, control, trail } = this.parts;
    const present = await store.present(manager);
    if (present?.id !== id) throw unknown();
    const before = await this.#callOf(present);
    if (before !== null && !mayCallAgain(before)) refuseFaults([faults['called-already']]);
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
   * What came of the customer, as far as it goes with the record of this try's call: who answers or refuses has answered it, and who is
   * not reached has not. Everything else a supervisor enters, with a note (SurveyDesk).
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
    const fault = faultOfEnd(end, await this.#callOf(present));
    if (fault !== null) refuseFaults([faults[fault]]);
    await trail.before({
      ...{ actor: actorOf(principal), action: 'interview.end', subject: `interview:${id}`, detail: { end } },
    });
    if (!(await store.finish(id, manager, { end, interview }))) throw unknown();
  }

  /** Of this try. @throws RefusedError `unavailable` where it is not on record yet */
  async #callOf({ callId }: Interviewee): Promise<CallView | null> {
    if (callId === null) return null;
    const call = await this.parts.callOf(callId);
    if (call === null) throw new RefusedError('unavailable');
    return call;
  }

  async #interviewer(principal: Principal): Promise<ManagerIdentity> {
    if (principal.role !== 'manager' || !(await this.parts.store.isInterviewer(principal.manager))) {
      throw new RefusedError('role-forbidden');
    }
    return principal.manager;
  }
}

const faults = {
  'call-first': { field: 'end', code: 'call-first', detail: 'needs a call to this customer before' },
  'not-answered': {
    field: 'end',
    code: 'not-answered',
    detail: 'must be not-reached: the call was not answered',
  },
  'was-answered': {
    field: 'end',
    code: 'was-answered',
    detail: 'must be answered, refused or never: the call was answered, and not marked as a voicemail',
  },
  'called-already': {
    field: 'end',
    code: 'called-already',
    detail: 'is to be said: this customer was called',
  },
} satisfies Record<string, FieldFault>;

function unknown(): LeakRequestError {
  return new LeakRequestError(
    'interview-unknown',
    'This customer is not yours to ask, or the survey has ended.',
  );
}
