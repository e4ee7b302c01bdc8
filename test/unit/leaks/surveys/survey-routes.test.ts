import type { LeakCase } from '#leaks/model/shop-figures';
import { callView } from '../../calls/memory-call-log';
import { HttpRig } from '../../http/http-rig';

const rigs: HttpRig[] = [];
const lastWeek = '2026-11-29';

/** Case 7, about manager 101; the rig's administrator may see the watch, and 102 interviews. */
function rigOf({ targets = 20 }: { targets?: number } = {}): HttpRig {
  const rig = new HttpRig();
  rigs.push(rig);
  const one: LeakCase = {
    ...{ id: 7, kind: 'manager', group: '101', lamp: 'recent', openedWeek: lastWeek, lastWeek, z: 3.6 },
    ...{ threshold: 3.3, openedAt: 1, closedAt: null, closedBy: null, reason: null, note: null, namedBy: [] },
  };
  rig.leaks.allCases.push(one);
  rig.leaks.named.add(1);
  rig.surveys.named.add('102');
  for (let nth = 0; nth < targets * 4; nth += 1) {
    rig.surveys.allTargets.push({
      ...{ caseId: 7, customer: 100 + nth, orderId: 500 + nth, isControl: nth % 4 > 0, posterior: 0.5 },
    });
  }
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map(({ app }) => app.close()));
});

describe('whoever may see the watch', () => {
  test('is told how many answers are needed, and starts a survey once', async () => {
    const rig = rigOf();
    const query = 'background=15&gone=50&contacted=90&controls=3&groups=1';
    const plan = await rig.get('administrator', `/api/leaks/surveys/plan?${query}`);
    expect(plan.json()).toEqual({ answers: 12, customers: 40 });
    const start = (payload: object) =>
      rig.as('administrator', { method: 'POST', url: '/api/leaks/cases/7/survey', payload });
    expect((await start({ answers: 12, controls: 4 })).statusCode).toBe(400);
    expect((await start({ answers: 12, controls: 2 })).json()).toEqual({ fault: null });
    expect((await start({ answers: 12, controls: 2 })).json()).toEqual({ fault: 'survey-running' });
    expect(rig.audit.entries).toContainEqual(
      expect.objectContaining({ action: 'leak.survey', subject: 'leak-case:7' }),
    );
    // Twenty and two controls for each, in an order that does not tell which is which, each question first for half of them.
    const { drawn } = rig.surveys;
    expect(drawn).toHaveLength(60);
    expect(drawn.filter(({ isControl }) => isControl)).toHaveLength(40);
    expect(new Set(drawn.map(({ customer }) => customer)).size).toBe(60);
    const first = drawn.slice(0, 20).filter(({ isControl }) => isControl).length;
    expect(first).toBeGreaterThan(5);
    expect(first).toBeLessThan(20);
    const reasonFirst = drawn.filter((one) => one.reasonFirst).length;
    expect(reasonFirst).toBeGreaterThan(15);
    expect(reasonFirst).toBeLessThan(45);
  });

  test('is told why none can begin', async () => {
    const rig = rigOf({ targets: 0 });
    const start = async (id: string) => {
      const payload = { answers: 12, controls: 3 };
      return rig.as('administrator', { method: 'POST', url: `/api/leaks/cases/${id}/survey`, payload });
    };
    expect((await start('7')).json()).toEqual({ fault: 'nobody-to-ask' });
    rig.surveys.named.clear();
    expect((await start('7')).json()).toEqual({ fault: 'no-interviewer' });
    expect((await start('8')).statusCode).toBe(404);
    expect((await start('x')).statusCode).toBe(404);
  });

  test('sees what was said once a survey has ended, and not before', async () => {
    const rig = rigOf();
    const payload = { answers: 12, controls: 3 };
    await rig.as('administrator', { method: 'POST', url: '/api/leaks/cases/7/survey', payload });
    const running = (await rig.get('administrator', '/api/leaks/surveys')).json<SurveyJson>();
    expect(running.cases).toMatchObject([
      { caseId: 7, rung: 'asking', surveys: [{ result: null, endedAt: null }] },
    ]);
    rig.surveys.allAnswers.push({
      ...{ surveyId: 1, asked: { answers: 12, yes: 8 }, controls: { answers: 36, yes: 2 } },
    });
    const ended = await rig.as('administrator', { method: 'POST', url: '/api/leaks/surveys/1/end' });
    expect(ended.json<SurveyJson>().cases).toMatchObject([
      {
        ...{ caseId: 7, rung: 'supported', targets: { customers: 20, controls: 60 } },
        surveys: [
          {
            ...{ endedBy: 'account:admin', wanted: 12 },
            result: { asked: { answers: 12, yes: 8 }, controls: { answers: 36, yes: 2 }, isEvidence: true },
          },
        ],
      },
    ]);
    const again = await rig.as('administrator', { method: 'POST', url: '/api/leaks/surveys/1/end' });
    expect(again.statusCode).toBe(404);
  });

  test('closes a case, and nobody is called for it any more', async () => {
    const rig = rigOf();
    const post = (url: string, payload: object) => rig.as('administrator', { method: 'POST', url, payload });
    await post('/api/leaks/cases/7/survey', { answers: 12, controls: 3 });
    const closed = await post('/api/leaks/cases/7/close', { reason: 'explained', note: null });
    expect(closed.statusCode).toBe(200);
    expect(rig.surveys.allSurveys).toMatchObject([{ caseId: 7, endedBy: 'account:admin' }]);
  });

  test('names interviewers, among managers', async () => {
    const rig = rigOf();
    const name = (payload: object) =>
      rig.as('administrator', { method: 'POST', url: '/api/leaks/interviewers', payload });
    expect((await name({ extension: '101', named: true })).json()).toMatchObject({
      interviewers: [{ extension: '102' }, { extension: '101' }],
    });
    expect((await name({ extension: '999', named: true })).statusCode).toBe(404);
    expect((await name({ extension: '101', named: false })).json<SurveyJson>().interviewers).toHaveLength(1);
    expect((await name({ extension: '101', named: false })).statusCode).toBe(404);
  });

  test('nobody else may', async () => {
    const rig = rigOf();
    for (const who of ['supervisor', '101', '102', 'service'] as const) {
      expect((await rig.get(who, '/api/leaks/surveys')).statusCode).toBe(403);
      const payload = { answers: 12, controls: 3 };
      const start = { method: 'POST', url: '/api/leaks/cases/7/survey', payload } as const;
      expect((await rig.as(who, start)).statusCode).toBe(403);
    }
    expect(rig.surveys.allSurveys).toEqual([]);
  });
});

interface SurveyJson {
  interviewers: object[];
  cases: object[];
}

describe('an interviewer', () => {
  const vera = {
    ...{ id: 31, name: 'Vera Orlova', timeZone: 'Europe/Moscow', reasonFirst: true, tries: 0, callId: null },
  };
  const post = (rig: HttpRig, who: '101' | '102' | 'administrator', url: string, payload?: object) =>
    rig.as(who, {
      method: 'POST',
      url: `/api/interviews/${url}`,
      ...(payload === undefined ? {} : { payload }),
    });

  test('gets one customer at a time, with a name and nothing of why; calls them without an order; and says what came of it', async () => {
    const rig = rigOf();
    rig.surveys.waiting.push({ ...vera }, { ...vera, id: 32, name: 'Oleg Titov' });
    expect((await rig.get('102', '/api/interviews/present')).json()).toMatchObject({ interview: null });
    const next = await post(rig, '102', 'next');
    const { interview, script } = next.json<Record<string, Record<string, unknown>>>();
    expect(interview).toEqual({ id: 31, name: 'Vera Orlova', reasonFirst: true, tries: 0, wasCalled: false });
    expect(script!['ru']).toMatchObject({ reason: 'Почему вы стали заказывать реже?' });
    expect((await post(rig, '102', 'next')).json()).toMatchObject({ interview: { id: 31 } });
    // Whoever was not called has not answered.
    const answers = { offered: 'yes', known: 'yes', reason: 'other-seller', mayCallBack: false };
    expect((await post(rig, '102', '31/end', { end: 'answered', answers })).json()).toMatchObject({
      errors: [{ code: 'call-first' }],
    });

    const call1 = callView(1);
    rig.control.answer = () => ({ outcome: 'started', call: rig.control.put(call1) });
    expect((await post(rig, '102', '32/call')).statusCode).toBe(404);
    const call = await post(rig, '102', '31/call');
    expect(call.statusCode).toBe(200);
    expect(rig.control.clicks).toMatchObject([
      { extension: '102', orderNumber: 'interview:31', slot: 'main', isInPage: false },
    ]);
    expect((await rig.get('102', '/api/interviews/present')).json()).toMatchObject({
      interview: { wasCalled: true },
    });

    // While it rings there is no answer; nor is the customer called twice in a try.
    for (const [url, payload, code] of [
      ['31/end', { end: 'answered', answers }, 'not-answered'],
      ['31/call', undefined, 'called-already'],
    ] as const) {
      expect((await post(rig, '102', url, payload)).json()).toMatchObject({ errors: [{ code }] });
    }
    rig.control.put({ ...call1, customer: { ...call1.manager, answeredAt: 5 } });
    expect((await post(rig, '102', '31/end', { end: 'not-reached' })).json()).toMatchObject({
      errors: [{ code: 'was-answered' }],
    });
    for (const wrong of [
      { end: 'answered' },
      { end: 'refused', answers },
      { end: 'answered', answers: { ...answers, offered: 'no' } },
      { end: 'answered', answers: { offered: 'yes', reason: 'price', mayCallBack: true } },
    ]) {
      expect((await post(rig, '102', '31/end', wrong)).statusCode).toBe(400);
    }
    expect((await post(rig, '102', '31/end', { end: 'answered', answers })).json()).toMatchObject({
      interview: null,
    });
    expect(rig.surveys.finished).toEqual([{ id: 31, end: 'answered', interview: answers }]);
    const said = JSON.stringify(rig.audit.entries);
    expect(said).toContain('interview:31');
    expect(said).not.toMatch(/Orlova|other-seller/);
  });

  test('who reaches nobody says so, after a call that was not answered', async () => {
    const rig = rigOf();
    rig.surveys.waiting.push({ ...vera });
    await post(rig, '102', 'next');
    const notReached = { end: 'not-reached' };
    expect((await post(rig, '102', '31/end', notReached)).statusCode).toBe(400);
    const unanswered = callView(1);
    rig.control.answer = () => ({ outcome: 'started', call: rig.control.put(unanswered) });
    await post(rig, '102', '31/call');
    expect((await post(rig, '102', '31/end', notReached)).statusCode).toBe(200);
    expect(rig.surveys.finished).toEqual([{ id: 31, end: 'not-reached', interview: null }]);
  });

  test('a supervisor who may see the watch enters something else, with a note of why', async () => {
    const rig = rigOf();
    rig.surveys.waiting.push({ ...vera });
    const enter = (payload: object, who: '101' | 'administrator' = 'administrator') =>
      rig.as(who, { method: 'POST', url: '/api/leaks/interviews/31/end', payload });
    expect((await enter({ end: 'not-reached' })).statusCode).toBe(400);
    expect((await enter({ end: 'not-reached', note: ' ' })).statusCode).toBe(400);
    expect((await enter({ end: 'answered', note: 'x' })).statusCode).toBe(400);
    expect((await enter({ end: 'not-reached', note: 'x' }, '101')).statusCode).toBe(403);
    expect((await enter({ end: 'not-reached', note: 'A voicemail.' })).statusCode).toBe(200);
    expect(rig.surveys.finished).toEqual([{ id: 31, end: 'not-reached', interview: null }]);
    expect((await enter({ end: 'not-reached', note: 'again' })).statusCode).toBe(404);
  });

  test('is one whom an owner named: managers who were not, and all other roles, are refused', async () => {
    const rig = rigOf();
    rig.surveys.waiting.push({ ...vera });
    for (const who of ['101', 'administrator'] as const) {
      expect((await post(rig, who, 'next')).statusCode).toBe(403);
      expect((await rig.get(who, '/api/interviews/present')).statusCode).toBe(403);
      expect((await post(rig, who, '31/call')).statusCode).toBe(403);
      expect((await post(rig, who, '31/end', { end: 'refused' })).statusCode).toBe(403);
    }
    expect(rig.surveys.waiting).toHaveLength(1);
  });
});
