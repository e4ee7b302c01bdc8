import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { eventually } from '../lab/eventually';
import { TestLab } from './test-lab';

/*
 * Star7 itself calls customers who have agreed to it: real prompts, real keys; one who has not agreed is never called; and after a kill
 * nobody is left on the line.
 */

const phoneOf = (nth: number, behaviour: string): string => `+79165${nth}99${behaviourNamed(behaviour).code}`;
const orders = [
  { number: '97001', phone: phoneOf(61, 'takes-survey'), agreed: '2026-03-01', isControl: false },
  { number: '97002', phone: phoneOf(62, 'presses-9'), agreed: '01.03.2026', isControl: true },
  { number: '97003', phone: phoneOf(63, 'answers'), agreed: '2026-03-01', isControl: true },
  { number: '97004', phone: phoneOf(64, 'takes-survey'), agreed: '', isControl: true },
];

let at: TestLab;
let admin: ApiSession;
/** Of the customers of the survey, by order number. */
const interviews = new Map<string, number>();

beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
  // Of an earlier run in the same lab.
  for (const table of ['call_consents', 'leak_survey_asked']) {
    await at.lab.database.query(
      `DELETE FROM ${table} WHERE customer_id IN (SELECT customer_id FROM orders WHERE order_number LIKE '9700_')`,
    );
  }
  await at.lab.star7.import(
    [
      'order_number,customer_name,phone,manager_extension,status,calls_agreed_on,calls_agreed_by',
      ...orders.map(({ number, phone, agreed }) =>
        [number, 'Vera Orlova', phone, '104', 'closed', agreed, agreed === '' ? '' : 'form'].join(','),
      ),
    ].join('\n'),
  );
});
afterAll(async () => {
  await at.lab.database.query('DELETE FROM leak_cases WHERE id = 970');
  await settings(null);
  await at.release();
});

async function settings(callingHours: string | null): Promise<void> {
  expect((await admin.request('PATCH', '/api/settings', { callingHours })).status).toBe(200);
}

interface Row {
  id: number;
  number: string;
  state: string;
  known: string | null;
  reason: string | null;
}

async function rows(): Promise<Map<string, Row>> {
  const found = await at.lab.database.query(
    `SELECT t.id, o.order_number AS number, t.state, t.known, t.reason
       FROM leak_survey_customers AS t JOIN leak_surveys AS s ON s.id = t.survey_id AND s.case_id = 970
       JOIN orders AS o ON o.id = t.order_id`,
  );
  return new Map((found as unknown as Row[]).map((row) => [row.number, row]));
}

async function state(number: string, wanted: string): Promise<Row> {
  return await eventually(
    async () => {
      const row = (await rows()).get(number);
      return row?.state === wanted ? row : null;
    },
    { within: 60_000, every: 250, what: `customer ${number}: ${wanted}` },
  );
}

/** The customer is not called again before this day. */
async function notBefore(number: string, day: string): Promise<void> {
  await at.lab.database.query(
    `UPDATE leak_survey_customers AS t JOIN orders AS o ON o.id = t.order_id SET t.next_at = '${day}'
      WHERE o.order_number = '${number}' AND t.state = 'waiting'`,
  );
}

async function callTo(number: string): Promise<ApiCall | undefined> {
  const { items } = await at.get<{ items: ApiCall[] }>('/api/calls?limit=50');
  return items.find(({ orderNumber }) => orderNumber === `interview:${String(interviews.get(number))}`);
}

describe('a survey by keys', () => {
  test('is of those who have agreed: the file says who, and when and by what', async () => {
    const database = at.lab.database;
    await database.query(
      `INSERT INTO leak_cases (id, kind, group_key, lamp, opened_week, last_week, z, threshold, opened_at)
       VALUES (970, 'manager', '104', 'recent', '2026-11-22', '2026-11-29', 3.8, 3.3, NOW(6))`,
    );
    for (const { number, isControl } of orders) {
      await database.query(
        `INSERT INTO leak_survey_targets (case_id, customer_id, order_id, is_control, posterior)
         SELECT 970, customer_id, id, ${isControl ? '1' : '0'}, 0.5 FROM orders WHERE order_number = '${number}'`,
      );
    }
    // Whom is called when, chance says: the last test's customer is not called before it.
    await settings('03:00-03:01');
    await at.lab.star7.mustRun(['leaks', 'survey', 'start', '970', '3', '--by-keys']);
    await notBefore('97003', '2999-01-01');
    // So does which question comes first; the customer of this lab presses the keys of one order.
    await database.query(
      `UPDATE leak_survey_customers AS t JOIN leak_surveys AS s ON s.id = t.survey_id SET t.reason_first = FALSE WHERE s.case_id = 970`,
    );
    await settings('00:00-24:00');
    for (const [number, { id }] of await rows()) interviews.set(number, id);
    expect([...interviews.keys()].sort()).toEqual(['97001', '97002', '97003']);
    const consent = await admin.request('GET', '/api/orders/97002/automatic-calls');
    expect(await consent.json()).toMatchObject({
      consent: { agreedOn: '2026-03-01', source: 'form', withdrawnAt: null },
    });
  });

  test('takes the keys of whoever answers, and 9 is the last call of this kind', async () => {
    expect(await state('97001', 'answered')).toMatchObject({ known: 'yes', reason: 'other-seller' });
    await state('97002', 'refused');
    expect(await (await admin.request('GET', '/api/orders/97002/automatic-calls')).json()).toMatchObject({
      consent: { withdrawnAt: expect.any(String) as string },
    });
    const record = await eventually(
      async () => {
        const call = await callTo('97001');
        return call === undefined || call.disposition === null ? null : call;
      },
      { within: 30_000, every: 250, what: 'the record' },
    );
    // Nobody of the shop takes part, and no order is named.
    expect(record).toMatchObject({ startKind: 'survey', extension: '', disposition: 'answered' });
    expect(JSON.stringify(record)).not.toMatch(/79165|"97001"/);
  });

  test('Star7 is killed while a customer listens: the PBX hangs up, and the next start knows it as no answer', async () => {
    await notBefore('97003', '2020-01-01');
    const call = await eventually(
      async () => {
        const found = await callTo('97003');
        return found?.phase === 'asking' ? found : null;
      },
      { within: 60_000, every: 100, what: 'the greeting' },
    );
    await at.lab.star7.kill();
    await eventually(
      async () => !JSON.stringify((await at.lab.asterisk.ari('GET', 'channels')).body).includes(call.id),
      { within: 20_000, every: 250, what: 'the end of the line' },
    );
    await at.lab.star7.start();
    await state('97003', 'not-reached');
    await at.nothingLeft(call.id);
    // With nobody left to ask it has ended by itself; who had not agreed was never called.
    const [survey] = (await at.lab.database.query(
      'SELECT ended_by FROM leak_surveys WHERE case_id = 970 AND ended_at IS NOT NULL',
    )) as unknown as { ended_by: string | null }[];
    expect(survey).toEqual({ ended_by: null });
    expect(JSON.stringify(at.lab.carrier.invites()).includes(orders[3]!.phone.slice(1))).toBe(false);
  });
});
