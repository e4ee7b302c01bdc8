import type {
  AutomaticStore,
  AutomaticTry,
  Interviewee,
  Interviewer,
  NewSurvey,
  Survey,
  SurveyAnswers,
  SurveyStore,
  TargetCounts,
} from './survey-store';
import { mostTries } from '../model/surveys/questions';
import type { Interview, InterviewEnd } from '../model/surveys/questions';
import type { CallableTarget, DrawnCustomer } from '../model/surveys/draw';
import type { Target } from '../model/surveys/targets';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import { isDuplicate } from '#database/store-error';
import type { Micros } from '#kernel/micros';
import type { ManagerIdentity } from '#kernel/principal';

/** Nobody is asked again within half a year. */
const restWeeks = 26;

/** A customer who was not reached is tried again after so many hours. */
const againHours = 4;

/** Whom an interviewer has had for so long is given to the next one. */
const heldHours = 2;

/** Customers who are read at once: some of them are in the wrong time of the day. */
const readAtOnce = 50;

/** Columns of {@link Interviewee}. */
const intervieweeColumns = 't.id, o.customer_name, c.time_zone, t.reason_first, t.tries, t.call_id' as const;

interface IntervieweeRow {
  id: number;
  customer_name: string;
  time_zone: string | null;
  reason_first: number;
  tries: number;
  call_id: string | null;
}

/** That customer `t.customer_id` with order `o` may be called and was not asked lately. */
const mayBeAsked = `c.do_not_call = 0 AND o.missed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM customers AS u WHERE u.id = t.customer_id AND u.do_not_call = 1)
  AND NOT EXISTS (SELECT 1 FROM leak_survey_asked AS a WHERE a.customer_id IN (t.customer_id, o.customer_id)
                     AND (a.never OR a.asked_at > ? - INTERVAL ${restWeeks} WEEK))`;

/** That the customer of order `o` has agreed to automatic calls. */
const hasAgreed =
  'EXISTS (SELECT 1 FROM call_consents AS k WHERE k.customer_id = o.customer_id AND k.withdrawn_at IS NULL AND k.agreed_on <= UTC_DATE())';

/** That customer `t` of a survey, with order `o`, is to be called now: see {@link due}. */
const isDue = `(t.state = 'waiting' OR (t.state = 'given' AND t.given_at < ? - INTERVAL ${heldHours} HOUR))
          AND (t.next_at IS NULL OR t.next_at <= ?) AND ${mayBeAsked}
          AND NOT EXISTS (SELECT 1 FROM leak_survey_customers AS h JOIN leak_surveys AS r ON r.id = h.survey_id AND r.ended_at IS NULL
                           WHERE h.state = 'given' AND h.customer_id = t.customer_id AND h.id <> t.id
                             AND h.given_at >= ? - INTERVAL ${heldHours} HOUR)`;

/** The values of {@link isDue}. */
function due(now: string): string[] {
  return [now, now, now, now];
}

/** The tables of surveys. */
export class SqlSurveys implements SurveyStore, AutomaticStore {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  async keepTargets(targets: readonly Target[]): Promise<void> {
    const rows: Record<string, string | number | boolean>[] = [];
    for (const { caseId, customer, isControl, posterior } of targets) {
      const order = await this.#latestOrder(customer);
      if (order === null) continue;
      rows.push({
        case_id: caseId,
        customer_id: customer,
        order_id: order,
        is_control: isControl,
        posterior,
      });
    }
    await this.database.transaction(async (transaction) => {
      await transaction.write('DELETE FROM leak_survey_targets');
      await transaction.insertMany('leak_survey_targets', rows);
      await transaction.write(
        `DELETE FROM leak_survey_asked WHERE NOT never AND asked_at < ? - INTERVAL ${restWeeks} WEEK`,
        [toDateTime(this.now())],
      );
    });
  }

  async targets(): Promise<ReadonlyMap<number, TargetCounts>> {
    const rows = await this.database.query<{
      case_id: number;
      customers: number;
      controls: number;
      agreed: number;
      agreed_controls: number;
    }>(
      `SELECT t.case_id, CAST(SUM(NOT t.is_control) AS SIGNED) AS customers, CAST(SUM(t.is_control) AS SIGNED) AS controls,
              COUNT(IF(NOT t.is_control AND ${hasAgreed}, 1, NULL)) AS agreed,
              COUNT(IF(t.is_control AND ${hasAgreed}, 1, NULL)) AS agreed_controls
         FROM leak_survey_targets AS t JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
        WHERE ${mayBeAsked} GROUP BY t.case_id`,
      [toDateTime(this.now())],
    );
    return new Map(
      rows.map(({ case_id: id, customers, controls, agreed, agreed_controls: agreedControls }) => [
        id,
        { customers, controls, byKeys: { customers: agreed, controls: agreedControls } },
      ]),
    );
  }

  async targetsOf(caseId: number, byKeys: boolean): Promise<CallableTarget[]> {
    const rows = await this.database.query<{
      customer_id: number;
      order_id: number;
      is_control: number;
      posterior: number;
    }>(
      `SELECT t.customer_id, t.order_id, t.is_control, t.posterior
         FROM leak_survey_targets AS t JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
        WHERE t.case_id = ? AND ${mayBeAsked} ${byKeys ? `AND ${hasAgreed}` : ''} ORDER BY t.posterior DESC, t.customer_id`,
      [caseId, toDateTime(this.now())],
    );
    return rows.map((row) => ({
      ...{ caseId, customer: row.customer_id, orderId: row.order_id },
      ...{ isControl: row.is_control === 1, posterior: row.posterior },
    }));
  }

  async surveys(): Promise<Survey[]> {
    const rows = await this.database.query<{
      id: number;
      case_id: number;
      wanted: number;
      controls: number;
      by_keys: number;
      started_by: string;
      started_at: string;
      ended_at: string | null;
      ended_by: string | null;
      customers: number;
      answered: number;
      refused: number;
      not_reached: number;
      of_group: number;
    }>(
      `SELECT s.*, COUNT(*) AS customers, CAST(SUM(t.state = 'answered') AS SIGNED) AS answered,
              CAST(SUM(t.state = 'refused') AS SIGNED) AS refused, CAST(SUM(t.state = 'not-reached') AS SIGNED) AS not_reached,
              CAST(SUM(t.state IN ('answered', 'refused') AND NOT t.is_control) AS SIGNED) AS of_group
         FROM leak_surveys AS s JOIN leak_survey_customers AS t ON t.survey_id = s.id GROUP BY s.id ORDER BY s.id`,
    );
    return rows.map((row) => ({
      ...{ id: row.id, caseId: row.case_id, wanted: row.wanted, controls: row.controls },
      byKeys: row.by_keys === 1,
      ...{ startedBy: row.started_by, startedAt: fromDateTime(row.started_at) },
      ...{ endedAt: fromDateTimeOrNull(row.ended_at), endedBy: row.ended_by },
      ...{ customers: row.customers, answered: row.answered, refused: row.refused },
      ...{ notReached: row.not_reached, answersOfGroup: row.of_group },
    }));
  }

  async answers(): Promise<SurveyAnswers[]> {
    const rows = await this.database.query<{
      survey_id: number;
      is_control: number;
      answers: number;
      yes: number;
    }>(
      `SELECT t.survey_id, t.is_control, COUNT(*) AS answers, COUNT(IF(t.known = 'yes', 1, NULL)) AS yes
         FROM leak_survey_customers AS t JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NOT NULL
        WHERE t.state IN ('answered', 'refused') GROUP BY t.survey_id, t.is_control ORDER BY t.survey_id`,
    );
    const ids = [...new Set(rows.map(({ survey_id: id }) => id))];
    const none = { answers: 0, yes: 0 };
    return ids.map((surveyId) => {
      const side = (isControl: number) =>
        rows.find((row) => row.survey_id === surveyId && row.is_control === isControl) ?? none;
      const of = ({ answers, yes }: { answers: number; yes: number }) => ({ answers, yes });
      return { surveyId, asked: of(side(0)), controls: of(side(1)) };
    });
  }

  async begin(
    { caseId, wanted, controls, byKeys, by }: NewSurvey,
    customers: readonly DrawnCustomer[],
  ): Promise<number | null> {
    try {
      return await this.database.transaction(async (transaction) => {
        const id = await transaction.insert('leak_surveys', {
          ...{ case_id: caseId, wanted, controls, by_keys: byKeys },
          ...{ started_by: by, started_at: toDateTime(this.now()) },
        });
        await transaction.insertMany(
          'leak_survey_customers',
          customers.map(({ customer, orderId, isControl, reasonFirst }) => ({
            ...{ survey_id: id, customer_id: customer, order_id: orderId },
            ...{ is_control: isControl, reason_first: reasonFirst },
          })),
        );
        return id;
      });
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  async end(id: number, by: string): Promise<boolean> {
    return (await this.#end({ id }, by)) > 0;
  }

  async endOfCase(caseId: number, by: string): Promise<void> {
    await this.#end({ case_id: caseId }, by);
  }

  /** @returns how many of these were running */
  #end(which: { id: number } | { case_id: number }, by: string): Promise<number> {
    const ended = { ended_at: toDateTime(this.now()), ended_by: by };
    return this.database.update('leak_surveys', { ...which, ended_at: null }, ended);
  }

  async interviewers(): Promise<Interviewer[]> {
    return this.database.query<Interviewer>(
      `SELECT m.extension, m.name FROM leak_interviewers AS i JOIN managers AS m ON m.id = i.manager_id
        WHERE m.disabled_at IS NULL ORDER BY m.extension`,
    );
  }

  async addInterviewer(extension: string, by: string): Promise<boolean> {
    const [manager] = await this.database.query<{ id: number }>(
      'SELECT id FROM managers WHERE active_extension = ?',
      [extension],
    );
    if (manager === undefined) return false;
    const row = { manager_id: manager.id, named_by: by, named_at: toDateTime(this.now()) };
    await this.database.insertMany('leak_interviewers', [row], 'manager_id = manager_id');
    return true;
  }

  async removeInterviewer(extension: string): Promise<boolean> {
    const removed = await this.database.write(
      'DELETE FROM leak_interviewers WHERE manager_id IN (SELECT id FROM managers WHERE extension = ?)',
      [extension],
    );
    return removed > 0;
  }

  async isInterviewer({ id }: ManagerIdentity): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM leak_interviewers WHERE manager_id = ?', [id]);
    return rows.length > 0;
  }

  async present({ id }: ManagerIdentity): Promise<Interviewee | null> {
    const [row] = await this.database.query<IntervieweeRow>(
      `SELECT ${intervieweeColumns} FROM leak_survey_customers AS t
         JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL
         JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
        WHERE t.manager_id = ? AND t.state = 'given' LIMIT 1`,
      [id],
    );
    return row === undefined ? null : intervieweeOf(row);
  }

  async candidates({ id, extension }: ManagerIdentity): Promise<Interviewee[]> {
    const now = toDateTime(this.now());
    const rows = await this.database.query<IntervieweeRow>(
      `SELECT ${intervieweeColumns} FROM leak_survey_customers AS t
         JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL AND NOT s.by_keys
         JOIN leak_cases AS k ON k.id = s.case_id
         JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
         JOIN contact_points AS p ON p.id = o.main_point_id AND p.active
         JOIN managers AS m ON m.id = ?
        WHERE ${isDue}
          AND NOT (k.kind IN ('manager', 'former') AND SUBSTRING_INDEX(k.group_key, '/', 1) = ?)
          AND NOT (k.kind = 'team' AND k.group_key <=> m.group_name)
          AND NOT EXISTS (SELECT 1 FROM orders AS x
                           WHERE x.customer_id IN (t.customer_id, o.customer_id) AND x.manager_id = m.id)
        ORDER BY t.id LIMIT ${readAtOnce}`,
      [id, ...due(now), extension],
    );
    return rows.map(intervieweeOf);
  }

  give(id: number, { id: manager }: ManagerIdentity): Promise<boolean> {
    return this.#give(id, manager);
  }

  /** @param manager null: Star7 itself calls */
  async #give(id: number, manager: number | null): Promise<boolean> {
    const now = toDateTime(this.now());
    const given = await this.database.write(
      `UPDATE leak_survey_customers SET state = 'given', manager_id = ?, given_at = ?, call_id = NULL
        WHERE id = ? AND (state = 'waiting' OR (state = 'given' AND given_at < ? - INTERVAL ${heldHours} HOUR))`,
      [manager, now, id, now],
    );
    return given > 0;
  }

  async noteCall(id: number, { id: manager }: ManagerIdentity, callId: string): Promise<void> {
    await this.database.update(
      'leak_survey_customers',
      { id, manager_id: manager, state: 'given' },
      { call_id: callId },
    );
  }

  async finish(
    id: number,
    { id: manager }: ManagerIdentity,
    { end, interview }: { end: InterviewEnd; interview: Interview | null },
  ): Promise<boolean> {
    return this.#finish(id, manager, end, interview);
  }

  async enter(
    id: number,
    {
      end,
      interview,
      note,
      by,
    }: { end: InterviewEnd; interview: Interview | null; note: string; by: string },
  ): Promise<boolean> {
    return this.#finish(id, 'any', end, interview, { note, entered_by: by });
  }

  async automaticCandidates(talking: readonly string[]): Promise<AutomaticTry[]> {
    const rows = await this.database.query<IntervieweeRow>(
      `SELECT ${intervieweeColumns} FROM leak_survey_customers AS t
         JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL AND s.by_keys
         JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
         JOIN contact_points AS p ON p.id = o.main_point_id AND p.active
        WHERE ${isDue} AND ${hasAgreed}
          AND o.customer_id NOT IN (SELECT customer_id FROM orders WHERE order_number IN (?))
        ORDER BY t.id LIMIT ${readAtOnce}`,
      // A list of none is no SQL.
      [...due(toDateTime(this.now())), talking.length === 0 ? [''] : talking],
    );
    return rows.map(({ id, time_zone: timeZone, reason_first: reasonFirst }) => ({
      ...{ id, timeZone, reasonFirst: reasonFirst === 1 },
    }));
  }

  giveAutomatic(id: number): Promise<boolean> {
    return this.#give(id, null);
  }

  async noteAutomaticCall(id: number, callId: string): Promise<void> {
    await this.database.update(
      'leak_survey_customers',
      { id, manager_id: null, state: 'given' },
      { call_id: callId },
    );
  }

  async withdrawn(): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT t.id FROM leak_survey_customers AS t
         JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL AND s.by_keys
         JOIN orders AS o ON o.id = t.order_id JOIN customers AS c ON c.id = o.customer_id
        WHERE t.state = 'waiting' AND (c.do_not_call OR NOT ${hasAgreed}) ORDER BY t.id LIMIT ${readAtOnce}`,
    );
    return rows.map(({ id }) => id);
  }

  async giveUp(id: number): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ survey_id: number; wanted: number }>(
        `SELECT t.survey_id, s.wanted FROM leak_survey_customers AS t
           JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL
          WHERE t.id = ? AND t.state = 'waiting' FOR UPDATE`,
        [id],
      );
      if (row === undefined) return;
      await this.#write(transaction, id, mostTries, 'not-reached', null);
      await this.#endIfWhole(transaction, row.survey_id, row.wanted);
    });
  }

  async endedCalls(): Promise<{ id: number; wasAnswered: boolean }[]> {
    const rows = await this.database.query<{ id: number; disposition: string; answered: string | null }>(
      `SELECT t.id, c.disposition, c.customer_answered_at AS answered FROM leak_survey_customers AS t
         JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL AND s.by_keys
         JOIN calls AS c ON c.id = t.call_id AND c.phase = 'ended'
        WHERE t.state = 'given' AND t.manager_id IS NULL ORDER BY t.id`,
    );
    // Hung up by a supervisor, or interrupted: whoever answered has been asked all the same.
    return rows.map(({ id, disposition, answered }) => ({
      ...{ id, wasAnswered: disposition === 'answered' || answered !== null },
    }));
  }

  async finishAutomatic(
    id: number,
    end: InterviewEnd | 'no-key',
    interview: Interview | null,
  ): Promise<void> {
    await this.#finish(id, null, end, interview);
  }

  async customerOf(id: number): Promise<number | null> {
    const [row] = await this.database.query<{ customer_id: number }>(
      'SELECT o.customer_id FROM leak_survey_customers AS t JOIN orders AS o ON o.id = t.order_id WHERE t.id = ?',
      [id],
    );
    return row?.customer_id ?? null;
  }

  /** @param manager null: Star7 itself has called; `any`: a supervisor enters it, whoever has the customer */
  #finish(
    id: number,
    manager: number | null | 'any',
    end: InterviewEnd | 'no-key',
    interview: Interview | null,
    entered: { note: string; entered_by: string } | null = null,
  ): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{
        survey_id: number;
        customer_id: number;
        order_customer: number;
        tries: number;
        wanted: number;
      }>(
        `SELECT t.survey_id, t.customer_id, o.customer_id AS order_customer, t.tries, s.wanted
           FROM leak_survey_customers AS t JOIN leak_surveys AS s ON s.id = t.survey_id AND s.ended_at IS NULL
           JOIN orders AS o ON o.id = t.order_id
          WHERE t.id = ? AND ${
            manager === 'any' ? "t.state IN ('waiting', 'given')" : "t.manager_id <=> ? AND t.state = 'given'"
          } FOR UPDATE`,
        manager === 'any' ? [id] : [id, manager],
      );
      if (row === undefined) return false;
      await this.#write(transaction, id, row.tries + 1, end, interview);
      if (entered !== null) await transaction.update('leak_survey_customers', { id }, { ...entered });
      if (end !== 'not-reached') {
        const asked_at = toDateTime(this.now());
        const never = end === 'never';
        await transaction.insertMany(
          'leak_survey_asked',
          [...new Set([row.customer_id, row.order_customer])].map((customer_id) => ({
            ...{ customer_id, asked_at, never },
          })),
          'asked_at = VALUES(asked_at), never = never OR VALUES(never)',
        );
      }
      await this.#endIfWhole(transaction, row.survey_id, row.wanted);
      return true;
    });
  }

  async #write(
    transaction: Transaction,
    id: number,
    tries: number,
    end: InterviewEnd | 'no-key',
    interview: Interview | null,
  ): Promise<void> {
    const now = toDateTime(this.now());
    if (end === 'not-reached' && tries < mostTries) {
      await transaction.write(
        `UPDATE leak_survey_customers SET state = 'waiting', tries = ?, next_at = ? + INTERVAL ${againHours} HOUR WHERE id = ?`,
        [tries, now, id],
      );
      return;
    }
    await transaction.update(
      'leak_survey_customers',
      { id },
      {
        ...{ state: stateOf(end), tries, ended_at: now },
        ...{ offered: interview?.offered ?? null, known: interview?.known ?? null },
        ...{ reason: interview?.reason ?? null, may_call_back: interview?.mayCallBack ?? null },
      },
    );
  }

  /** Once all answers are there, or nobody is left to be asked. */
  async #endIfWhole(transaction: Transaction, survey: number, wanted: number): Promise<void> {
    const [row] = await transaction.query<{ answers: number; left: number }>(
      `SELECT COUNT(IF(state IN ('answered', 'refused') AND NOT is_control, 1, NULL)) AS answers,
              COUNT(IF(state IN ('waiting', 'given'), 1, NULL)) AS \`left\`
         FROM leak_survey_customers WHERE survey_id = ?`,
      [survey],
    );
    if (row !== undefined && row.answers < wanted && row.left > 0) return;
    await transaction.update('leak_surveys', { id: survey }, { ended_at: toDateTime(this.now()) });
  }

  /** Of the customer, and of those who have the same number: they are one person. */
  async #latestOrder(customer: number): Promise<number | null> {
    const [row] = await this.database.query<{ id: number }>(
      `SELECT o.id FROM orders AS o JOIN contact_points AS p ON p.id = o.main_point_id AND p.active
        WHERE o.status <> 'cancelled' AND o.customer_id IN (
                SELECT ? UNION
                SELECT same.customer_id FROM contact_points AS own
                  JOIN contact_points AS same ON same.blind_index = own.blind_index AND same.kind = own.kind AND NOT same.typed
                 WHERE own.customer_id = ? AND own.kind = 'phone' AND own.slot IN ('main', 'second') AND NOT own.typed
                   AND same.slot IN ('main', 'second'))
          AND o.id NOT IN (SELECT order_id FROM decoy_orders)
        ORDER BY COALESCE(o.placed_at, o.added_at) DESC, o.id DESC LIMIT 1`,
      [customer, customer],
    );
    return row?.id ?? null;
  }
}

function stateOf(end: InterviewEnd | 'no-key'): string {
  if (end === 'never') return 'refused';
  return end === 'no-key' ? 'not-reached' : end;
}

function intervieweeOf(row: IntervieweeRow): Interviewee {
  return {
    ...{ id: row.id, name: row.customer_name, timeZone: row.time_zone },
    ...{ reasonFirst: row.reason_first === 1, tries: row.tries, callId: row.call_id },
  };
}
