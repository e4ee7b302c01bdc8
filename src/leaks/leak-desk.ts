import type { LeakRun, LeakStore, LeaveEntry } from './leak-store';
import type { Figure, GroupDrill, LeakCase } from './model/shop-figures';
import type { HandOver } from './model/hand-overs';
import { longestLeaveWeeks } from './model/leave';
import type { ClosingReason } from './model/leak-case';
import { controlsOf, readWatched, watchedDecoy } from './decoys/read-standing';
import type { WatchedStore } from './decoys/read-standing';
import { reportedDecoys } from './model/decoys/reported-lists';
import { daysOfMonth, monthlyReport } from './model/monthly-report';
import type { MonthlyReport } from './model/monthly-report';
import { shopLine, shownWeeks } from './model/shop-line';
import type { ShopLine } from './model/shop-line';
import type { LeakWatch } from './leak-watch';
import type { SurveyStore } from './surveys/survey-store';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

export interface LeakDeskParts {
  store: LeakStore;
  surveys: Pick<SurveyStore, 'endOfCase'>;
  decoys: WatchedStore;
  trail: Pick<AuditTrail, 'before'>;
}

/** What the watch shows: the last run, each group as it stands and stood, what its data can show, and cases. */
export interface LeakView {
  run: LeakRun | null;
  /** All customers together; null without 16 weeks. */
  shop: ShopLine | null;
  figures: Figure[];
  /** The recent orders of the last half year, week by week. */
  weeks: Figure[];
  drills: GroupDrill[];
  handOvers: HandOver[];
  /** Open ones. */
  cases: LeakCase[];
  closed: LeakCase[];
  leave: LeaveEntry[];
}

/** What a request asks for is not there, or is none. */
export class LeakRequestError extends Error {
  constructor(
    readonly slug:
      | 'case-unknown'
      | 'case-second-person'
      | 'month-invalid'
      | 'manager-unknown'
      | 'leave-unknown'
      | 'leave-invalid'
      | 'account-unknown'
      | 'survey-unknown'
      | 'interview-unknown',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The leak watch for people. Only the operator of the machine, who acts for the owner, and the accounts that were named may
 * use it: no role includes it. Each look is audited before anything is shown; the audit log names cases by number, never
 * whom they are about, for others read it.
 */
export class LeakDesk {
  constructor(private readonly parts: LeakDeskParts) {}

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async run(
    actor: Actor,
    watch: Pick<LeakWatch, 'run'>,
    perYear: number,
  ): Promise<Awaited<ReturnType<LeakWatch['run']>>> {
    requireOperator(actor);
    const by = actorOf(actor);
    await this.parts.trail.before({ actor: by, action: 'leak.run', subject: null });
    return watch.run({ perYear, by });
  }

  /** Shows nothing of the watch, so that it is no look. @throws RefusedError `unavailable` */
  async mayRead(actor: Actor): Promise<boolean> {
    if (actor.role === 'operator') return true;
    return actor.role !== 'manager' && 'account' in actor.by && this.parts.store.isReader(actor.by.account);
  }

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async show(actor: Actor): Promise<LeakView> {
    await this.#look(actor);
    const { store } = this.parts;
    const run = await store.lastRun();
    const cases = await store.cases();
    return {
      run,
      shop: await this.#shop(run),
      figures: run === null ? [] : await store.figuresOf(run.weekEnd),
      weeks: run === null ? [] : await store.recentWeeks(run.weekEnd, shownWeeks),
      drills: await store.drills(),
      handOvers: await store.handOvers(),
      cases: cases.filter(({ closedAt }) => closedAt === null),
      closed: cases.filter(({ closedAt }) => closedAt !== null),
      leave: await store.leave(),
    };
  }

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async cases(actor: Actor): Promise<LeakCase[]> {
    await this.#look(actor);
    return this.parts.store.cases();
  }

  /** Ends the case's survey too. @throws RefusedError; LeakRequestError `case-unknown` */
  async close(actor: Actor, id: number, reason: ClosingReason, note: string | null): Promise<void> {
    await this.#require(actor);
    const by = actorOf(actor);
    const subject = `leak-case:${id}`;
    await this.parts.trail.before({ actor: by, action: 'leak.close', subject, detail: { reason } });
    // First: a survey about a closed case would go on calling customers, and be shown nowhere.
    await this.parts.surveys.endOfCase(id, by);
    if (!(await this.parts.store.close(id, { reason, note, by }))) {
      throw new LeakRequestError('case-unknown', 'No open case has this number. See: star7 leaks cases.');
    }
  }

  /**
   * A report is passed on, so it names a manager's case only when two persons have agreed.
   * @throws RefusedError; LeakRequestError `case-unknown`, `case-second-person`
   */
  async agreeToName(actor: Actor, id: number): Promise<void> {
    await this.#require(actor);
    const by = actorOf(actor);
    await this.parts.trail.before({ actor: by, action: 'leak.name', subject: `leak-case:${id}` });
    const done = await this.parts.store.agreeToName(id, by);
    if (done === 'unknown') {
      throw new LeakRequestError('case-unknown', 'No case has this number. See: star7 leaks cases.');
    }
    if (done === 'again') {
      throw new LeakRequestError(
        'case-second-person',
        'You have agreed already, or two persons have. A report names the case when a second person agrees.',
      );
    }
  }

  /** @param month `2026-11` @throws RefusedError; LeakRequestError `month-invalid` */
  async report(actor: Actor, month: string): Promise<MonthlyReport> {
    await this.#require(actor);
    const days = daysOfMonth(month);
    if (days === null) throw new LeakRequestError('month-invalid', 'Give a month as 2026-11.');
    const { store, trail } = this.parts;
    await trail.before({ actor: actorOf(actor), action: 'leak.report', subject: null, detail: { month } });
    const run = await store.lastRunWithin(days.first, days.last);
    const cases = await store.cases();
    return monthlyReport(month, run, {
      figures: run === null ? [] : await store.figuresOf(run.weekEnd),
      drills: await store.drills(),
      ...{ cases, decoys: await this.#decoys(days, cases) },
      shop: await this.#shop(run),
    });
  }

  /** @throws RefusedError */
  async leave(actor: Actor): Promise<LeaveEntry[]> {
    await this.#require(actor);
    return this.parts.store.leave();
  }

  /** @throws RefusedError; LeakRequestError `leave-invalid`, `manager-unknown` */
  async addLeave(actor: Actor, extension: string, firstDay: string, lastDay: string): Promise<LeaveEntry> {
    await this.#require(actor);
    const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000;
    if (!(days >= 0 && days < longestLeaveWeeks * 7)) {
      throw new LeakRequestError(
        'leave-invalid',
        `Give the first and the last day of a leave of at most ${longestLeaveWeeks} weeks, as 2026-07-01.`,
      );
    }
    const enteredBy = actorOf(actor);
    const subject = `manager:${extension}`;
    await this.parts.trail.before({
      actor: enteredBy,
      action: 'leak.leave',
      subject,
      detail: { firstDay, lastDay },
    });
    const entry = await this.parts.store.addLeave({ extension, firstDay, lastDay, enteredBy });
    if (entry === null)
      throw new LeakRequestError('manager-unknown', 'No active manager has this extension.');
    return entry;
  }

  /** @throws RefusedError; LeakRequestError `leave-unknown` */
  async removeLeave(actor: Actor, id: number): Promise<void> {
    await this.#require(actor);
    await this.parts.trail.before({
      actor: actorOf(actor),
      action: 'leak.leave-delete',
      subject: `leave:${id}`,
    });
    if (!(await this.parts.store.removeLeave(id))) {
      throw new LeakRequestError('leave-unknown', 'No leave has this number. See: star7 leaks leave list.');
    }
  }

  /** @throws RefusedError */
  async readers(actor: Actor): Promise<string[]> {
    requireOperator(actor);
    return this.parts.store.readers();
  }

  /** @throws RefusedError; LeakRequestError `account-unknown` */
  async nameReader(actor: Actor, login: string, named: boolean): Promise<void> {
    requireOperator(actor);
    const { store, trail } = this.parts;
    const by = actorOf(actor);
    const action = named ? 'leak.name-reader' : 'leak.remove-reader';
    await trail.before({ actor: by, action, subject: `account:${login}` });
    if (!(await (named ? store.addReader(login, by) : store.removeReader(login)))) {
      throw new LeakRequestError(
        'account-unknown',
        named ? 'No supervisor or administrator has this login.' : 'This account was not named.',
      );
    }
  }

  /** The manager of a list is named where two persons have agreed to name a case about this manager. */
  async #decoys(days: { first: string; last: string }, cases: readonly LeakCase[]) {
    const { decoys } = this.parts;
    const month = { from: microsOf(days.first), to: microsOf(days.last) + dayMicros };
    const watched = await readWatched(decoys);
    return reportedDecoys(
      month,
      watched.decoys.map(watchedDecoy),
      controlsOf(watched),
      watched.counts,
      ({ kind, key }) =>
        kind !== 'manager' ||
        cases.some((one) => one.kind === 'manager' && one.group === key && one.namedBy.length > 1),
    );
  }

  /** Of the weeks up to a run's last one, as the latest run has read them. */
  async #shop(run: LeakRun | null): Promise<ShopLine | null> {
    return run === null ? null : shopLine(await this.parts.store.shopWeeks(), run.weekEnd);
  }

  async #look(actor: Actor): Promise<void> {
    await this.#require(actor);
    await this.parts.trail.before({ actor: actorOf(actor), action: 'leak.view', subject: null });
  }

  async #require(actor: Actor): Promise<void> {
    if (!(await this.mayRead(actor))) throw new RefusedError('role-forbidden');
  }
}

const dayMicros = 86_400_000_000;

/** The beginning of a day, in UTC. */
function microsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) * 1000;
}

function requireOperator(actor: Actor): void {
  if (actor.role !== 'operator') throw new RefusedError('role-forbidden');
}
