import { createParser } from 'eventsource-parser';
import type { ApiCall } from '#calls/call-json';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';

interface Told {
  id: string | undefined;
  event: string | undefined;
  data: { id?: string; extension?: string; phase?: string; registered?: unknown; inUse?: unknown };
}

interface Board {
  items: {
    extension: string;
    phone: { registered: unknown; inUse: unknown };
    call: ApiCall | null;
    callsToday: number;
    talkSecondsToday: number;
    lastCallEndedAt: string | null;
  }[];
}

let at: TestLab;
let token: string;
/** Everything that the supervisor was sent. */
const received: string[] = [];

beforeAll(async () => {
  at = TestLab.attach();
  const created = await at.lab.star7.mustRun([
    ...['token', 'create', '--role', 'supervisor', '--label', 'supervision', '--json'],
  ]);
  ({ token } = JSON.parse(created.stdout) as { token: string });
});
afterAll(async () => {
  await at.release();
});

const order = sampleShop().orders.find(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === '102' && status === 'open' && behaviour === 'answers',
)!;

async function get<Answer>(target: string): Promise<Answer> {
  const response = await at.request('GET', target, undefined, { authorization: `Bearer ${token}` });
  const text = await response.text();
  received.push(text);
  expect(response.status).toBe(200);
  return JSON.parse(text) as Answer;
}

async function lineOf(extension: string): Promise<Board['items'][number]> {
  return (await get<Board>('/api/board')).items.find((line) => line.extension === extension)!;
}

/** Live events from now on. */
async function listen(lastEventId?: string): Promise<{ told: Told[]; stop: () => void }> {
  const told: Told[] = [];
  const end = new AbortController();
  const response = await fetch(new URL('/api/events', at.lab.star7.httpUrl), {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: end.signal,
  });
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      received.push(data);
      told.push({ id, event, data: JSON.parse(data) as Told['data'] });
    },
  });
  void (async () => {
    for await (const chunk of response.body ?? []) parser.feed(Buffer.from(chunk as Uint8Array).toString());
  })().catch(() => undefined);
  return { told, stop: () => end.abort() };
}

async function until(told: readonly Told[], what: string, wanted: (one: Told) => boolean): Promise<Told> {
  return await eventually(() => told.find(wanted) ?? null, { within: 15_000, every: 20, what });
}

const isPhone =
  (inUse: boolean) =>
  ({ event, data }: Told): boolean =>
    event === 'phone' && data.extension === '102' && data.registered === true && data.inUse === inUse;

test('a supervisor sees phone and call as they change, on the board and live, and what the day came to', async () => {
  const phone = at.phone('102');
  await phone.command('reginfo');
  await eventually(async () => (await lineOf('102')).phone.registered === true, {
    within: 15_000,
    what: 'the phone on the board',
  });
  const before = await lineOf('102');
  const { told, stop } = await listen();
  await until(told, 'the phone as it stands', isPhone(false));

  const newest = await at.newest('102');
  const since = phone.events.length;
  const started = await at.request('POST', `/api/orders/${order.orderNumber}/calls`, {});
  expect(started.status).toBe(201);
  const { id } = (await started.json()) as ApiCall;
  await phone.incoming({ since });
  await until(told, 'the phone that rings', isPhone(true));
  await phone.answer();
  await until(
    told,
    'the talk',
    ({ event, data }) => event === 'call' && data.id === id && data.phase === 'talking',
  );
  expect(await lineOf('102')).toMatchObject({
    phone: { registered: true, inUse: true },
    call: { id, phase: 'talking', orderNumber: order.orderNumber, customerName: order.customerName },
  });

  // Whoever loses the connection now misses nothing of either kind.
  const { id: seen } = told.at(-1)!;
  stop();
  await phone.hangUp();
  await at.lastRecord('102', { after: newest });
  const later = await listen(seen);
  await until(
    later.told,
    'the end',
    ({ event, data }) => event === 'call' && data.id === id && data.phase === 'ended',
  );
  await until(later.told, 'the phone on the hook', isPhone(false));
  expect(later.told.some(({ event }) => event === 'gap')).toBe(false);
  later.stop();

  // Records are written together, half a second after the end.
  const after = await eventually(
    async () => {
      const line = await lineOf('102');
      return line.lastCallEndedAt === before.lastCallEndedAt ? null : line;
    },
    { within: 5_000, every: 50, what: 'the record' },
  );
  expect(after).toMatchObject({ call: null, callsToday: before.callsToday + 1 });
  expect(after.talkSecondsToday).toBeGreaterThanOrEqual(before.talkSecondsToday);
  expect(after.lastCallEndedAt).not.toBeNull();
});

test('statistics and the audit log know of it, and the chain is whole', async () => {
  const now = Date.now();
  const range = `from=${new Date(now - 3_600_000).toISOString()}&to=${new Date(now + 3_600_000).toISOString()}`;
  const { byManager, byHour } = await get<{
    byManager: { extension: string; answered: number }[];
    byHour: { answered: number }[];
  }>(`/api/statistics?${range}&timeZone=Asia/Kolkata&extension=102`);
  const answered = byManager.reduce((sum, line) => sum + line.answered, 0);
  expect(answered).toBeGreaterThanOrEqual(1);
  expect(byHour.reduce((sum, hour) => sum + hour.answered, 0)).toBe(answered);
  const { items } = await get<{ items: { actor: string }[] }>('/api/audit?action=board.view');
  expect(items.length).toBeGreaterThanOrEqual(1);

  await at.request('POST', '/api/audit/chain', undefined, { authorization: `Bearer ${token}` });
  const chain = await eventually(
    async () => {
      const state = await get<{ running: boolean; checkedAt: string | null; intact: boolean; rows: number }>(
        '/api/audit/chain',
      );
      return !state.running && state.checkedAt !== null ? state : null;
    },
    { within: 20_000, every: 100, what: 'the check' },
  );
  expect(chain).toMatchObject({ intact: true, faults: [] });
  expect(chain.rows).toBeGreaterThan(0);
});

test('the calls leave as a file with the account that may, and the audit log has it', async () => {
  await at.lab.openAccounts();
  const { accounts } = at.lab.secrets;
  const signedIn = (login: string): Promise<ApiSession> =>
    ApiSession.signIn(at.lab.star7.httpUrl, login, accounts[login] ?? '');
  const may = await (await signedIn('supervisor')).request('GET', '/api/calls.csv?extension=102');
  expect(may.status).toBe(200);
  const text = await may.text();
  received.push(text);
  expect(text).toContain(order.customerName);
  const mayNot = await (await signedIn('administrator')).request('GET', '/api/calls.csv');
  expect([mayNot.status, (await mayNot.json()) as object]).toEqual([
    403,
    expect.objectContaining({ slug: 'export-forbidden' }),
  ]);
  const { items } = await get<{ items: { actor: string; subject: string }[] }>(
    '/api/audit?action=call.export',
  );
  expect(items[0]).toMatchObject({ actor: 'account:supervisor', subject: 'manager:102' });
});

test('nothing of it holds a number or an address', () => {
  const search = new LeakSearch();
  const all = received.join('\n');
  expect(all).toContain(order.customerName);
  expect(search.found('what the supervisor was sent', all)).toEqual([]);
  // The search does find one where there is one.
  expect(search.found('the control', `${all}${order.phone}`)).not.toEqual([]);
});
