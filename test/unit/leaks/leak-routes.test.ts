import type { Figure } from '#leaks/model/shop-figures';
import { HttpRig, whole } from '../http/http-rig';
import type { MemoryLeakStore } from './memory-leak-store';

const lastWeek = '2026-11-29';

function figure(weekEnd: string, changes: Partial<Figure> = {}): Figure {
  return {
    ...{ kind: 'manager', group: '101', lamp: 'recent', weekEnd, z: 0.5, threshold: 3.3, unreliable: false },
    ...{
      customers: 283,
      observed: 170,
      expected: 185.04,
      spread: 9.96,
      bought: 140,
      silent: 2,
      silentSpread: 5,
    },
    ...changes,
  };
}

/** A run that found a case about manager 101. */
function fill(store: MemoryLeakStore): void {
  store.run = {
    ...{ startedAt: 1_000_000, endedAt: 1_500_000, startedBy: 'cli:root', weekEnd: lastWeek, orders: 9000 },
    ...{ customers: 900, withManager: 850, historyWeeks: 60, compared: 3, perYear: 1, missing: null },
  };
  store.figures.push(
    figure('2026-11-22'),
    figure(lastWeek, { z: 3.6, observed: 150 }),
    figure(lastWeek, { lamp: 'check', z: 1 }),
    figure(lastWeek, { group: '102', customers: 45, z: 2.5, unreliable: true }),
  );
  store.groupDrills.push(
    { kind: 'manager', group: '101', ordersAWeek: 21.3, weeksFifth: 8, weeksHalf: 4 },
    { kind: 'manager', group: '102', ordersAWeek: 1.2, weeksFifth: null, weeksHalf: 52 },
  );
  // A season: everybody orders 10 a week less.
  for (let week = 23; week >= 0; week -= 1) {
    const weekEnd = new Date(Date.parse(lastWeek) - week * 7 * 86_400_000).toISOString().slice(0, 10);
    store.weeks.push({ weekEnd, orders: week < 8 ? 30 : 40 });
  }
  store.moved.push({ group: '101', went: 19, came: 0, since: '2026-10-18' });
  store.allCases.push({
    ...{ id: 7, kind: 'manager', group: '101', lamp: 'recent', openedWeek: lastWeek, lastWeek },
    ...{
      z: 3.6,
      threshold: 3.3,
      openedAt: 1_500_000,
      closedAt: null,
      closedBy: null,
      reason: null,
      note: null,
      namedBy: [],
    },
  });
  store.allLeave.push({
    ...{ id: 1, extension: '101', firstDay: '2026-11-02', lastDay: '2026-11-08', enteredBy: 'cli:root' },
  });
}

const rigs: HttpRig[] = [];

/** The rig's administrator is account 1. */
function rigOf({ filled, named }: { filled: boolean; named: boolean }): HttpRig {
  const rig = new HttpRig();
  rigs.push(rig);
  if (filled) fill(rig.leaks);
  if (named) rig.leaks.named.add(1);
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map(({ app }) => app.close()));
});

/** Of the expected orders. */
const range = { low: 165, high: 205 };

test('somebody who was named sees each group, what its orders can show, cases and leave; the look is audited', async () => {
  const rig = rigOf({ filled: true, named: true });
  const answer = await rig.get('administrator', '/api/leaks');
  expect(answer.statusCode).toBe(200);
  const { run, power, shop, groups, cases, leave } = answer.json<Record<string, unknown[]>>();
  expect(run).toEqual({
    ...{ endedAt: '1970-01-01T00:00:01.500000Z', weekEnd: lastWeek, orders: 9000, customers: 900 },
    ...{ withManager: 850, historyWeeks: 60, compared: 3, perYear: 1, missing: null },
  });
  expect(power).toEqual({ shown: 1, of: 2, weeks: 8, fewest: 8, most: 8 });
  expect(shop).toMatchObject({ now: 240, before: 320, yearAgo: null, fell: true });
  expect((shop as unknown as { weeks: unknown[] }).weeks.at(-1)).toEqual({ weekEnd: lastWeek, orders: 240 });
  expect(groups).toEqual([
    {
      ...{ kind: 'manager', group: '101', customers: 283, level: 'alarm', tooFew: false, unreliable: false },
      lamps: [
        {
          lamp: 'recent',
          level: 'alarm',
          observed: 150,
          expected: 185,
          spread: 10,
          ...range,
          place: 'below',
        },
        {
          lamp: 'check',
          level: 'quiet',
          observed: 170,
          expected: 185,
          spread: 10,
          ...range,
          place: 'within',
        },
      ],
      ...{ bought: 140, handOver: { went: 19, came: 0, since: '2026-10-18' } },
      ...{ ordersAWeek: 21.3, weeksFifth: 8, weeksHalf: 4 },
      weeks: [
        { weekEnd: '2026-11-22', observed: 170, expected: 185, spread: 10, alarm: false },
        { weekEnd: lastWeek, observed: 150, expected: 185, spread: 10, alarm: true },
      ],
    },
    expect.objectContaining({
      ...{ group: '102', level: 'watch', tooFew: true, unreliable: true, weeksHalf: 52, handOver: null },
    }),
  ]);
  expect(cases).toMatchObject([{ id: 7, group: '101', openedWeek: lastWeek, closedAt: null }]);
  expect(leave).toEqual([{ id: 1, extension: '101', firstDay: '2026-11-02', lastDay: '2026-11-08' }]);
  expect(rig.audit.entries).toMatchObject([{ actor: 'account:admin', action: 'leak.view', subject: null }]);
});

test('a case is closed with a reason, once, and the audit log has its number alone', async () => {
  const rig = rigOf({ filled: true, named: true });
  const close = (id: string, payload: object) =>
    rig.as('administrator', { method: 'POST', url: `/api/leaks/cases/${id}/close`, payload });
  expect((await close('7', { reason: 'guilty' })).statusCode).toBe(400);
  for (const id of ['8', 'x', '1'.repeat(12)]) {
    expect((await close(id, { reason: 'explained' })).statusCode).toBe(404);
  }
  const closed = await close('7', { reason: 'explained', note: 'A competitor opened.' });
  expect(closed.json()).toMatchObject({ cases: [{ id: 7, reason: 'explained', closedBy: 'account:admin' }] });
  expect((await close('7', { reason: 'explained' })).statusCode).toBe(404);
  expect(rig.audit.entries).toContainEqual(
    expect.objectContaining({
      action: 'leak.close',
      subject: 'leak-case:7',
      detail: { reason: 'explained' },
    }),
  );
  expect(JSON.stringify(rig.audit.entries)).not.toContain('competitor');
});

test('supervisors and administrators who were not named, and programs, see nothing', async () => {
  const rig = rigOf({ filled: true, named: false });
  for (const who of ['administrator', 'supervisor'] as const) {
    expect((await rig.get(who, '/api/leaks/access')).json()).toEqual({ mayRead: false });
    expect((await rig.get(who, '/api/leaks')).statusCode).toBe(403);
    const payload = { reason: 'explained' };
    expect((await rig.as(who, { method: 'POST', url: '/api/leaks/cases/7/close', payload })).statusCode).toBe(
      403,
    );
  }
  expect((await rig.get('service', '/api/leaks')).statusCode).toBe(403);
  expect(rig.audit.entries).toEqual([]);
});

const asked = [
  '/api/leaks',
  '/api/leaks/access',
  '/api/orders',
  '/api/queue',
  '/api/orders/1001',
  '/api/orders/1001/timeline',
  '/api/calls',
  '/api/outcomes',
];

test('what a manager gets does not differ, whether there is a case about that manager or none', async () => {
  const answersOf = async (who: '101' | 'administrator', filled: boolean): Promise<unknown[]> => {
    const rig = rigOf({ filled, named: true });
    const answers = [];
    for (const url of asked) answers.push(whole(await rig.get(who, url)));
    return answers;
  };
  expect(await answersOf('101', true)).toEqual(await answersOf('101', false));
  // The same comparison of somebody who may see it finds the difference.
  expect(await answersOf('administrator', true)).not.toEqual(await answersOf('administrator', false));
});

test('a report of a month names a manager when two persons have agreed, and every consent is audited', async () => {
  const rig = rigOf({ filled: true, named: true });
  const report = async (month = '2026-11') =>
    (await rig.get('administrator', `/api/leaks/reports/${month}`)).json<{
      run: object | null;
      power: object;
      shop: object;
      groups: object[];
      cases: object[];
    }>();
  const first = await report();
  expect(first.run).toMatchObject({ weekEnd: lastWeek, orders: 9000 });
  expect(first.power).toEqual({ shown: 1, of: 2, weeks: 8, fewest: 8, most: 8 });
  expect(first.shop).toMatchObject({ now: 240, before: 320 });
  expect(first.groups).toEqual([{ kind: 'manager', compared: 2, worthALook: 1, tooFew: 1 }]);
  expect(first.cases).toMatchObject([{ id: 7, kind: 'manager', group: null, isOpen: true, note: null }]);
  const agree = (id: string) =>
    rig.as('administrator', { method: 'POST', url: `/api/leaks/cases/${id}/name`, payload: {} });
  expect((await agree('8')).statusCode).toBe(404);
  expect((await agree('7')).json()).toMatchObject({ cases: [{ id: 7, namedBy: ['account:admin'] }] });
  expect((await agree('7')).json()).toMatchObject({ slug: 'second-person-needed', status: 409 });
  expect((await report()).cases).toMatchObject([{ group: null }]);
  await rig.leaks.agreeToName(7, 'account:owner');
  expect((await report()).cases).toMatchObject([{ group: '101' }]);
  expect(await report('2026-10')).toMatchObject({ run: null, groups: [], cases: [] });
  for (const month of ['2026-13', '2026-1', 'x']) {
    expect((await rig.get('administrator', `/api/leaks/reports/${month}`)).statusCode).toBe(404);
  }
  expect(rig.audit.entries).toContainEqual(
    expect.objectContaining({ action: 'leak.name', subject: 'leak-case:7' }),
  );
  expect(rig.audit.entries).toContainEqual(
    expect.objectContaining({ action: 'leak.report', detail: { month: '2026-11' } }),
  );
});

test('who was not named gets no report and agrees to nothing', async () => {
  const rig = rigOf({ filled: true, named: false });
  expect((await rig.get('administrator', '/api/leaks/reports/2026-11')).statusCode).toBe(403);
  const agreed = await rig.as('administrator', {
    method: 'POST',
    url: '/api/leaks/cases/7/name',
    payload: {},
  });
  expect(agreed.statusCode).toBe(403);
  expect(rig.leaks.allCases[0]?.namedBy).toEqual([]);
});
