import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { orderThat, sampleShop } from '../lab/sample-shop';
import type { Star7 } from '../lab/star7';
import { TestLab } from './test-lab';

/*
 * Two Star7 on one database, each with a name, a journal and a Stasis application of its own. What one of them does, and
 * above all its start, leaves the calls of the other alone.
 */

const order = orderThat('answers');
const theirOrder = sampleShop().orders.find(
  ({ managerExtension, status, behaviour }) =>
    managerExtension === '102' && status === 'open' && behaviour === 'answers',
)!;
const patience = { STAR7_MAX_CALL_SECONDS: '60', STAR7_RING_SECONDS_MANAGER: '20' };

let at: TestLab;
let database: Connection;
let second: Star7;
beforeAll(async () => {
  at = TestLab.attach();
  database = await createConnection(at.lab.database.url);
  second = at.lab.secondStar7({ ...patience, STAR7_NODE: 'b', STAR7_ARI_APPLICATION: 'star7-b' });
  await at.lab.star7.restartWith(patience);
});
afterEach(async () => {
  await Promise.all([at.onHook(101), at.onHook(102)]);
});
afterAll(async () => {
  await second.stop();
  await at.lab.star7.restartWith({});
  await database.end();
  await at.release();
});

async function ask(star7: Star7, method: 'GET' | 'POST', target: string): Promise<ApiCall> {
  const answer = await fetch(new URL(target, star7.httpUrl), {
    method,
    headers: {
      authorization: `Bearer ${at.lab.env['API_TOKEN'] ?? ''}`,
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
    ...(method === 'POST' && { body: '{}' }),
  });
  return (await answer.json()) as ApiCall;
}

async function row(id: string): Promise<Record<string, unknown> | undefined> {
  const [rows] = await database.query<RowDataPacket[]>('SELECT * FROM calls WHERE id = ?', [id]);
  return rows[0];
}

async function phase(star7: Star7, id: string, wanted: string): Promise<ApiCall> {
  return await eventually(
    async () => {
      const call = await ask(star7, 'GET', `/api/calls/${id}`);
      return call.phase === wanted ? call : null;
    },
    { within: 15_000, every: 50, what: `phase ${wanted} of ${id}` },
  );
}

/** A call by short code, which goes to the first node; talking, and its beginning in the database. */
async function dialled(): Promise<string> {
  const phone = at.phone(101);
  const after = await at.newest(101);
  const sip = await phone.dial(`*7${order.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id: sip, within: 10_000 });
  const { id } = await eventually(
    async () => {
      const [newest] = await at.calls(101);
      return newest !== undefined && newest.id !== after ? newest : null;
    },
    { within: 5_000, what: 'the call' },
  );
  await phase(at.lab.star7, id, 'talking');
  await eventually(async () => (await row(id)) !== undefined, { within: 5_000, what: 'the row of the call' });
  return id;
}

/** A call by click, asked of the second node; talking. */
async function clicked(): Promise<string> {
  const phone = at.phone(102);
  await phone.command('reginfo');
  const since = phone.events.length;
  const { id } = await ask(second, 'POST', `/api/orders/${theirOrder.orderNumber}/calls`);
  await phone.incoming({ since });
  await phone.answer();
  await phase(second, id, 'talking');
  return id;
}

test('a node that starts in the middle of the other’s call ends neither the call nor its record', async () => {
  const id = await dialled();
  await second.start();
  const theirs = await clicked();
  // Longer than two looks at the PBX, after which a node ends what it takes for a stray of its own.
  await eventually(async () => secondsSince((await phase(second, theirs, 'talking')).requestedAt) > 5, {
    within: 20_000,
    what: 'some seconds of both calls',
  });
  expect(await row(id)).toMatchObject({ phase: 'authorising', node: 'main', disposition: null });
  expect(await row(theirs)).toMatchObject({ phase: 'authorising', node: 'b', disposition: null });
  await phase(at.lab.star7, id, 'talking');

  // And the other way round: the first is killed and starts again, while the second's call is up.
  await at.lab.star7.kill();
  await at.lab.star7.start();
  await phase(at.lab.star7, id, 'talking');
  await phase(second, theirs, 'talking');

  await at.phone(101).hangUp();
  const record = await phase(second, id, 'ended');
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'manager', startKind: 'short-code' });
  expect(record.talkSeconds).toBeGreaterThan(4);
  expect(await ask(at.lab.star7, 'GET', `/api/calls/${id}`)).toEqual(record);
  await phase(second, theirs, 'talking');
  await at.phone(102).hangUp();
  expect(await phase(at.lab.star7, theirs, 'ended')).toMatchObject({
    disposition: 'answered',
    hungUpBy: 'manager',
    startKind: 'click',
  });
  await Promise.all([at.nothingLeft(id), at.nothingLeft(theirs)]);

  const [legs] = await database.query<RowDataPacket[]>(
    'SELECT party, origin, trunk IS NULL AS direct, answered_at < ended_at AS talked FROM call_legs WHERE call_id = ? ORDER BY nth',
    [id],
  );
  expect(legs).toEqual([
    { party: 'manager', origin: 'arrived', direct: 1, talked: 1 },
    { party: 'customer', origin: 'made', direct: 0, talked: 1 },
  ]);
});

function secondsSince(time: string): number {
  return (Date.now() - Date.parse(time)) / 1000;
}
