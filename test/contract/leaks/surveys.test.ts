import { SqlOrderBook } from '#calls/sql-order-book';
import { interviewTicket } from '#calls/model/interview-ticket';
import { mask, reveal } from '#kernel/masked';
import type { ManagerIdentity } from '#kernel/principal';
import { systemClock } from '#kernel/system-clock';
import { exitCodes } from '#cli/exit-codes';
import { toDateTime } from '#database/date-time';
import type { Interview } from '#leaks/model/surveys/questions';
import type { Target } from '#leaks/model/surveys/targets';
import { SqlSurveys } from '#leaks/surveys/sql-surveys';
import { SqlCallConsents } from '#orders/sql-call-consents';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { runCommand } from '../cli/command-runner';
import type { CommandAnswer } from '../cli/command-runner';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

let test: TestDatabase;
/** What the clock says, past the present. */
let later = 0;
const hour = 3_600_000_000;
const week = 7 * 24 * hour;

const surveys = (): SqlSurveys => new SqlSurveys(test.database, () => systemClock.now() + later);
const book = (): SqlOrderBook => new SqlOrderBook(test.database, test.vault);
const star7 = (...words: string[]): Promise<CommandAnswer> =>
  runCommand(['leaks', 'survey', ...words], {
    ...{ STAR7_DATABASE_URL: test.url, STAR7_KEY_FILE: test.keyFile.path, STAR7_DEFAULT_REGION: 'RU' },
  });

const managers: Record<string, ManagerIdentity> = {};
const phoneOf = (nth: number): string => `+79160${String(200_000 + nth)}`;
const yes: Interview = { offered: 'yes', known: 'yes', reason: 'price', mayCallBack: true };

beforeAll(async () => {
  test = await createTestDatabase();
  for (const [extension, team] of [
    ['101', 'North'],
    ['102', 'South'],
    ['190', null],
    ['191', 'North'],
  ] as const) {
    const id = await test.database.insert('managers', {
      ...{ extension, name: `Manager ${extension}`, created_at: '2026-01-01 00:00:00', group_name: team },
    });
    managers[extension] = { id, extension, since: 0 };
  }
  await new SqlOrderIntake(test.database, test.vault, systemClock.now).write(
    Array.from({ length: 40 }, (_, nth) => ({
      ...{ orderNumber: String(3000 + nth), customerName: `Customer ${nth}` },
      // The first half of 101, the others of 102; customer 39 bought from the interviewer once.
      managerExtension: nth === 39 ? '190' : nth < 20 ? '101' : '102',
      ...{ status: 'closed' as const, placedAt: 1_760_000_000_000_000 + nth, amount: null, currency: null },
      phones: { main: mask(phoneOf(nth)) },
    })),
  );
  for (const [id, kind, group] of [
    [7, 'manager', '101'],
    [8, 'team', 'North'],
  ] as const) {
    await test.database.insert('leak_cases', {
      ...{ id, kind, group_key: group, lamp: 'recent', opened_week: '2026-11-22', last_week: '2026-11-29' },
      ...{ z: 3.8, threshold: 3.3, opened_at: '2026-11-30 00:00:00' },
    });
  }
});
afterAll(() => test.drop());

/** By order number, since ids are the database's. */
async function customerOf(nth: number): Promise<{ customer: number; order: number }> {
  const [row] = await test.database.query<{ customer: number; id: number }>(
    'SELECT id, customer_id AS customer FROM orders WHERE order_number = ?',
    [String(3000 + nth)],
  );
  return { customer: row!.customer, order: row!.id };
}

async function target(nth: number, caseId = 7): Promise<Target> {
  return {
    caseId,
    customer: (await customerOf(nth)).customer,
    isControl: nth >= 20,
    posterior: 1 - nth / 100,
  };
}

/** One after another: each builds on what the one before left. */
describe('surveys', () => {
  it('the run leaves whom to ask, with the latest order; customers with one number are one person', async () => {
    await new SqlOrderIntake(test.database, test.vault, systemClock.now).write([
      {
        ...{ orderNumber: '3900', customerName: 'Customer 0', managerExtension: '102', status: 'closed' },
        ...{ placedAt: 1_770_000_000_000_000, amount: null, currency: null },
        phones: { main: mask(phoneOf(0)) },
      },
    ]);
    const nobody: Target = { caseId: 7, customer: 999_999, isControl: false, posterior: 0.9 };
    const targets = await Promise.all(Array.from({ length: 40 }, (_, nth) => target(nth)));
    await surveys().keepTargets([...targets, nobody]);
    expect((await surveys().targets()).get(7)).toMatchObject({ customers: 20, controls: 20 });
    const [first] = await surveys().targetsOf(7, false);
    const [latest] = await test.database.query<{ id: number }>(
      `SELECT id FROM orders WHERE order_number = '3900'`,
    );
    expect(first).toMatchObject({ orderId: latest!.id, posterior: 1 });
  });

  it('begin at the prompt, once an interviewer is named; one at a time', async () => {
    expect((await star7('plan', '--groups', '12')).json).toEqual({ answers: 22, customers: 74 });
    expect((await star7('start', '7', '3')).status).toBe(exitCodes.notFound);
    expect((await star7('interviewers', '--add', '999')).status).toBe(exitCodes.notFound);
    for (const extension of ['101', '190', '191']) {
      expect((await star7('interviewers', '--add', extension)).status).toBe(exitCodes.ok);
    }
    expect((await star7('interviewers', '--remove', '191')).json).toHaveLength(2);
    expect((await star7('start', '99', '3')).status).toBe(exitCodes.notFound);
    expect((await star7('start', '7', '3', '--controls', '1')).status).toBe(exitCodes.ok);
    expect((await star7('start', '7', '3')).text).toContain('running already');
    const [survey] = await surveys().surveys();
    expect(survey).toMatchObject({ caseId: 7, wanted: 3, customers: 40, answersOfGroup: 0, endedAt: null });
  });

  it('nobody interviews about the own group or team, or an own customer; who does not want to be called, is not', async () => {
    const { order } = await customerOf(5);
    await test.database.write(
      'UPDATE customers SET do_not_call = 1 WHERE id = (SELECT customer_id FROM orders WHERE id = ?)',
      [order],
    );
    const waited = await customerOf(6);
    await test.database.write(`UPDATE orders SET missed_at = NOW(6) WHERE id = ?`, [waited.order]);
    expect(await surveys().candidates(managers['101']!)).toEqual([]);
    const names = (await surveys().candidates(managers['190']!)).map(({ name }) => name);
    expect(names).toHaveLength(37);
    for (const nth of [5, 6, 39]) expect(names).not.toContain(`Customer ${nth}`);
    // A survey about a team is none of its members'.
    await test.database.write('UPDATE leak_surveys SET case_id = 8');
    expect(await surveys().candidates(managers['191']!)).toEqual([]);
    expect(await surveys().candidates(managers['102']!)).toHaveLength(18);
    await test.database.write('UPDATE leak_surveys SET case_id = 7');
  });

  it('whom somebody has by another survey is not given out, until that one ends', async () => {
    const { customer, order } = await customerOf(7);
    const now = toDateTime(systemClock.now());
    const other = await test.database.insert('leak_surveys', {
      ...{ case_id: 8, wanted: 3, controls: 1, started_by: 'account:a', started_at: now },
    });
    await test.database.insert('leak_survey_customers', {
      ...{ survey_id: other, customer_id: customer, order_id: order, is_control: true, reason_first: false },
      ...{ state: 'given', manager_id: managers['102']!.id, given_at: now },
    });
    const isCandidate = async (): Promise<boolean> =>
      (await surveys().candidates(managers['190']!)).some(({ name }) => name === 'Customer 7');
    expect(await isCandidate()).toBe(false);
    await surveys().endOfCase(8, 'account:a');
    expect(await isCandidate()).toBe(true);
    await test.database.write('DELETE FROM leak_surveys WHERE id = ?', [other]);
  });

  it('the order may be closed and anybody’s, but only the customer whom the interviewer has now can be called', async () => {
    const interviewer = managers['190']!;
    const [one, other] = await surveys().candidates(interviewer);
    const ask = (id: number, extension = '190') =>
      book().authorise({ extension, orderNumber: interviewTicket(id), slot: 'main' });
    expect((await ask(one!.id)).order).toBeNull();
    expect(await surveys().give(one!.id, interviewer)).toBe(true);
    expect(await surveys().give(one!.id, managers['191']!)).toBe(false);
    const allowed = await ask(one!.id);
    expect(allowed).toMatchObject({ manager: { extension: '190' }, restraints: { doNotCall: false } });
    const called = Array.from({ length: 40 }, (_, nth) => phoneOf(nth)).indexOf(
      reveal(allowed.order!.number),
    );
    expect(allowed.order!.customerName).toBe(`Customer ${called}`);
    expect((await ask(one!.id, '101')).order).toBeNull();
    expect((await ask(other!.id)).order).toBeNull();
    for (const text of ['interview:', `interview:${one!.id} `, `Interview:${one!.id}`, String(one!.id)]) {
      expect(
        (await book().authorise({ extension: '190', orderNumber: text, slot: 'main' })).order,
      ).toBeNull();
    }
    // By its number the same order is as unknown as ever.
    expect(allowed.order!.orderNumber).toBe(interviewTicket(one!.id));
    const number = String(3000 + called);
    expect(
      (await book().authorise({ extension: '190', orderNumber: number, slot: 'main' })).order,
    ).toBeNull();
    await star7('interviewers', '--remove', '190');
    expect((await ask(one!.id)).order).toBeNull();
    await star7('interviewers', '--add', '190');
    const call = '01900000-0000-7000-8000-000000000001';
    await surveys().noteCall(one!.id, interviewer, call);
    expect(await surveys().present(interviewer)).toMatchObject({ id: one!.id, callId: call });
    expect(await surveys().finish(one!.id, managers['191']!, { end: 'refused', interview: null })).toBe(
      false,
    );
  });

  it('who is not reached is tried again later, three times; who is left lying is given to the next one', async () => {
    const interviewer = managers['190']!;
    const { id } = (await surveys().present(interviewer))!;
    const isCandidate = async (): Promise<boolean> =>
      (await surveys().candidates(interviewer)).some((one) => one.id === id);
    for (let nth = 1; nth <= 3; nth += 1) {
      if (nth > 1) expect(await surveys().give(id, interviewer)).toBe(true);
      expect(await surveys().finish(id, interviewer, { end: 'not-reached', interview: null })).toBe(true);
      expect(await isCandidate()).toBe(false);
      later += 5 * hour;
      expect(await isCandidate()).toBe(nth < 3);
    }
    const [next] = await surveys().candidates(interviewer);
    expect(await surveys().give(next!.id, interviewer)).toBe(true);
    expect(await surveys().give(next!.id, managers['191']!)).toBe(false);
    later += 3 * hour;
    expect(await surveys().give(next!.id, managers['191']!)).toBe(true);
    expect(await surveys().present(interviewer)).toBeNull();
    expect(await surveys().finish(next!.id, managers['191']!, { end: 'never', interview: null })).toBe(true);
  });

  it('ends by itself with the last answer that it wants; refusals and “don’t remember” are no', async () => {
    const interviewer = managers['190']!;
    const isOfGroup = async (id: number): Promise<boolean> => {
      const [row] = await test.database.query<{ control: number }>(
        'SELECT is_control AS control FROM leak_survey_customers WHERE id = ?',
        [id],
      );
      return row!.control === 0;
    };
    const said = [yes, null, { ...yes, known: 'unsure' } as Interview];
    const [before] = await surveys().surveys();
    let left = 3 - before!.answersOfGroup;
    let yesses = 0;
    for (const one of await surveys().candidates(interviewer)) {
      if (left === 0) break;
      const ofGroup = await isOfGroup(one.id);
      expect(await surveys().answers()).toEqual([]);
      expect(await surveys().give(one.id, interviewer)).toBe(true);
      const interview = ofGroup ? said[3 - left]! : null;
      if (interview?.known === 'yes') yesses += 1;
      const end = interview === null ? 'refused' : 'answered';
      expect(await surveys().finish(one.id, interviewer, { end, interview })).toBe(true);
      if (ofGroup) left -= 1;
    }
    const [survey] = await surveys().surveys();
    expect(survey).toMatchObject({ answersOfGroup: 3, endedBy: null, notReached: 1 });
    expect(survey!.endedAt).not.toBeNull();
    const [result] = await surveys().answers();
    expect(result).toMatchObject({ asked: { answers: 3, yes: yesses }, controls: { yes: 0 } });
    expect(await surveys().candidates(interviewer)).toEqual([]);
    expect((await star7('list')).json).toMatchObject({
      cases: [{ caseId: 7, rung: 'look', surveys: [{ result: { asked: { answers: 3 } } }] }, { caseId: 8 }],
    });
  });

  it('nobody is asked again within half a year, and who refused for good never', async () => {
    const counts = async () => (await surveys().targets()).get(7)!;
    const now = await counts();
    expect(now.customers + now.controls).toBeLessThan(38);
    later += 27 * week;
    const again = await counts();
    // All but the two who are not to be called now, and the one who does not want to be asked again.
    expect(again.customers + again.controls).toBe(37);
  });

  it('by keys those alone are asked who have agreed; nobody else is given them', async () => {
    later = 60 * week;
    const consents = new SqlCallConsents(test.database, () => systemClock.now() + later);
    const state = async (nth: number, agreedOn: string): Promise<void> => {
      await new SqlOrderIntake(test.database, test.vault, systemClock.now).write([
        {
          ...{
            orderNumber: String(3000 + nth),
            customerName: `Customer ${nth}`,
            phones: { main: mask(phoneOf(nth)) },
          },
          automaticCalls: { agreedOn, source: 'form' },
        },
      ]);
    };
    for (const nth of [1, 2, 21, 22]) await state(nth, '2026-03-01');
    await state(23, '2999-01-01');
    expect((await surveys().targets()).get(7)).toMatchObject({ byKeys: { customers: 2, controls: 2 } });
    await surveys().keepTargets(await Promise.all([1, 2, 3, 21, 22, 23, 24].map((nth) => target(nth))));
    expect((await star7('start', '7', '5', '--by-keys', '--controls', '1')).status).toBe(exitCodes.ok);
    expect(await surveys().candidates(managers['190']!)).toEqual([]);
    const all = await surveys().automaticCandidates([]);
    expect(all).toHaveLength(4);
    const ask = (id: number) => book().authoriseAutomatic(interviewTicket(id));
    const [one, two, three] = all;
    // Not before it is this customer's turn.
    expect((await ask(one!.id)).order).toBeNull();
    expect(await surveys().giveAutomatic(one!.id)).toBe(true);
    expect(await surveys().giveAutomatic(one!.id)).toBe(false);
    const { order, restraints } = await ask(one!.id);
    expect(order).toMatchObject({ orderNumber: interviewTicket(one!.id), slot: 'main' });
    expect(restraints).toMatchObject({ doNotCall: false });
    // An interviewer cannot call by this ticket.
    expect(
      (await book().authorise({ extension: '190', orderNumber: interviewTicket(one!.id), slot: 'main' }))
        .order,
    ).toBeNull();
    const customer = (await surveys().customerOf(one!.id))!;
    await consents.state(customer, null, 'customer');
    expect((await ask(one!.id)).order).toBeNull();
    await surveys().finishAutomatic(one!.id, 'never', null);
    // A file that states the old consent again does not bring it back; an agreement of a later day does.
    const [{ number } = { number: '' }] = await test.database.query<{ number: string }>(
      'SELECT order_number AS number FROM orders WHERE customer_id = ? ORDER BY id LIMIT 1',
      [customer],
    );
    const holds = async (): Promise<boolean> => (await consents.of(number))?.consent?.withdrawnAt === null;
    await state(Number(number) - 3000, '2026-03-01');
    expect(await holds()).toBe(false);
    // A day to come is none, whatever is stated of it.
    await state(Number(number) - 3000, '2998-01-01');
    expect(await holds()).toBe(false);
    const tomorrow = new Date((systemClock.now() + later) / 1000 + 86_400_000).toISOString().slice(0, 10);
    await consents.state(customer, { agreedOn: tomorrow, source: 'form' }, 'account:s');
    expect(await holds()).toBe(true);

    expect(await surveys().giveAutomatic(two!.id)).toBe(true);
    const call = '01900000-0000-7000-8000-000000000002';
    await surveys().noteAutomaticCall(two!.id, call);
    expect(await surveys().endedCalls()).toEqual([]);
    await test.database.insert('calls', {
      ...{ id: call, direction: 'outbound', start_kind: 'survey', manager_extension: '', slot: 'main' },
      ...{ requested_at: toDateTime(systemClock.now()), phase: 'ended', disposition: 'answered' },
    });
    expect(await surveys().endedCalls()).toEqual([{ id: two!.id, wasAnswered: true }]);
    await surveys().finishAutomatic(two!.id, 'no-key', null);
    expect(await surveys().endedCalls()).toEqual([]);
    expect(await surveys().giveAutomatic(three!.id)).toBe(true);
    // A supervisor enters what the record does not say.
    const said = { end: 'answered' as const, interview: yes, note: 'Called back.', by: 'account:s' };
    expect(await surveys().enter(three!.id, said)).toBe(true);
    const [survey] = (await surveys().surveys()).filter(({ byKeys }) => byKeys);
    expect(survey).toMatchObject({ answered: 1, refused: 1, notReached: 1, endedAt: null });
    // Who talks is not called meanwhile.
    const [{ id: last } = { id: 0 }] = await surveys().automaticCandidates(['no order']);
    const lastCustomer = (await surveys().customerOf(last))!;
    const orders = await test.database.query<{ number: string }>(
      'SELECT order_number AS number FROM orders WHERE customer_id = ?',
      [lastCustomer],
    );
    expect(await surveys().automaticCandidates(orders.map((order) => order.number))).toEqual([]);
    // Who takes the consent back is waited for no longer; with nobody left the survey ends.
    expect(await surveys().withdrawn()).toEqual([]);
    await consents.state(lastCustomer, null, 'customer');
    expect(await surveys().withdrawn()).toEqual([last]);
    await surveys().giveUp(last);
    expect(await surveys().withdrawn()).toEqual([]);
    expect(await surveys().enter(last, said)).toBe(false);
    expect((await surveys().surveys()).find(({ byKeys }) => byKeys)!.endedAt).not.toBeNull();
  });

  it('tables and logs hold no number; the audit log says of nobody what was asked', async () => {
    const [{ text } = { text: '' }] = await test.database.query<{ text: string }>(
      `SELECT GROUP_CONCAT(action, ' ', COALESCE(subject, ''), ' ', COALESCE(detail, '')) AS text FROM audit_log`,
    );
    expect(text).toContain('leak.survey leak-case:7');
    expect(text).not.toMatch(/Customer \d|79160/);
  });
});
