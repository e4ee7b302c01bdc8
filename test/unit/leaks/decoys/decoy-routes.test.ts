import { HttpRig } from '../../http/http-rig';
import { inventedShop } from './invented-shop';

const rigs: HttpRig[] = [];

/** The rig's administrator is account 1. */
function rigOf({ named = true, accepted = true } = {}): HttpRig {
  const rig = new HttpRig();
  rigs.push(rig);
  if (named) rig.leaks.named.add(1);
  if (accepted) rig.decoys.accepted = { at: 1_000_000, by: 'cli:root' };
  rig.decoys.shop = {
    orders: inventedShop(200, 6).orders.map((order) => ({ ...order, details: null })),
  };
  for (const [id, purpose] of [
    [1, 'decoy'],
    [2, 'decoy'],
    [3, 'control'],
  ] as const) {
    rig.decoys.allNumbers.push({
      id,
      purpose,
      label: `line ${id}`,
      enteredAt: 0,
      smsSince: null,
      planted: null,
      isWorn: false,
    });
  }
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map(({ app }) => app.close()));
});

const plant = (rig: HttpRig, body: object) =>
  rig.as('administrator', { method: 'POST', url: '/api/leaks/decoys', payload: body });

test.each(['administrator', 'supervisor', '101', 'service'] as const)(
  '%s, who was not named, learns nothing of decoys, in the same bytes as of the watch',
  async (role) => {
    const rig = rigOf({ named: false });
    const watch = await rig.get(role, '/api/leaks');
    for (const path of [
      '/api/leaks/decoys',
      '/api/leaks/decoys/chance?sold=20&contacted=50&answered=100&decoys=12&hits=1',
    ]) {
      const answer = await rig.get(role, path);
      expect([answer.statusCode, answer.body]).toEqual([403, watch.body]);
    }
    expect(rig.audit.entries.filter(({ action }) => action.startsWith('leak.'))).toEqual([]);
  },
);

test('who was named plants decoys as far as lines go, and sees them without a number', async () => {
  const rig = rigOf();
  const planted = await plant(rig, { kind: 'manager', key: '101', count: 5 });
  expect(planted.statusCode).toBe(200);
  const { decoys, fault } = planted.json<{ decoys: { name: string }[]; fault: null }>();
  expect([decoys.length, fault]).toEqual([2, null]);
  const answer = await rig.get('administrator', '/api/leaks/decoys');
  expect(answer.json()).toMatchObject({
    ...{ noticeAcceptedAt: '1970-01-01T00:00:01.000000Z', freeLines: 0, controlLines: 1, hits: [] },
    decoys: [{ kind: 'manager', key: '101', line: 'line 1', retiredAt: null }, { line: 'line 2' }],
    standing: { channels: [{ kind: 'manager', key: '101', decoys: 2, strength: 'none' }], first: null },
  });
  expect((await plant(rig, { kind: 'manager', key: '101', count: 1 })).json()).toEqual({
    ...{ decoys: [], fault: 'no-free-line' },
  });
  const retired = await rig.as('administrator', { method: 'POST', url: '/api/leaks/decoys/1/retire' });
  expect(retired.json()).toMatchObject({ freeLines: 1 });
});

test('before the staff was told nothing is planted, and the answer says why', async () => {
  const rig = rigOf({ accepted: false });
  const answer = await plant(rig, { kind: 'manager', key: '101', count: 1 });
  expect(answer.json()).toEqual({ decoys: [], fault: 'notice-not-accepted' });
  expect(rig.decoys.plantings).toEqual([]);
});

test.each([
  { kind: 'nobody', key: '101', count: 1 },
  { kind: 'manager', key: '', count: 1 },
  { kind: 'manager', key: '101', count: 0 },
  { kind: 'manager', key: '101', count: 101 },
  { kind: 'manager', key: '101', count: 1, number: '1' },
])('%j is refused', async (body) => {
  expect((await plant(rigOf(), body)).statusCode).toBe(400);
});

test('a call is what a person says it was; what is not there is not found', async () => {
  const rig = rigOf();
  rig.decoys.allHits.push({
    ...{ id: 7, numberId: 3, numberLabel: 'line 3', purpose: 'control', decoy: null, at: 1, digits: 0 },
    ...{ class: 'answered', ringSeconds: 4, openSeconds: 9, spokenSeconds: 3, otherLines: 1, judgedBy: null },
  });
  const judge = (id: string) =>
    rig.as('administrator', {
      method: 'POST',
      url: `/api/leaks/decoy-hits/${id}`,
      payload: { class: 'offered' },
    });
  expect((await judge('7')).json()).toMatchObject({
    hits: [
      { id: 7, class: 'offered', judgedBy: 'account:admin', line: 'line 3', decoy: null, otherLines: 1 },
    ],
  });
  for (const id of ['8', 'x', '1'.repeat(12)]) expect((await judge(id)).statusCode).toBe(404);
  const missing = await rig.as('administrator', { method: 'POST', url: '/api/leaks/decoys/99/retire' });
  expect(missing.statusCode).toBe(404);
});

test('the calculator', async () => {
  const rig = rigOf();
  const ask = (query: string) => rig.get('administrator', `/api/leaks/decoys/chance?${query}`);
  const answer = await ask('sold=20&contacted=50&answered=100&decoys=12&hits=1');
  expect(answer.json()).toMatchObject({ chanceOfEach: 0.1, neededFor80: 16, neededFor95: 29 });
  expect(answer.json<{ chance: number }>().chance).toBeCloseTo(0.7176, 4);
  for (const query of ['', 'sold=101&contacted=50&answered=100&decoys=12&hits=1', 'sold=x']) {
    expect((await ask(query)).statusCode).toBe(400);
  }
});
