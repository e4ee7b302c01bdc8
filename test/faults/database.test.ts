import { eventually } from '../lab/eventually';
import { FaultLab } from './fault-lab';

/*
 * Faults of the database. matrix.test.ts tests them in every state of a call; here are the effects that only
 * one state can show.
 */

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up();
});
afterEach(async () => {
  faults.database.open();
  await faults.at.lab.database.start();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
});

const invites = (): number =>
  faults.at.lab.carriers.reduce((sum, carrier) => sum + carrier.invites().length, 0);

async function toldAt101(): Promise<string> {
  const phone = faults.at.phone(101);
  const id = await phone.dial(`*7${faults.order('answers').orderNumber}`);
  return await phone.closed(id, { within: 40_000 });
}

test.each(['down', 'silent'] as const)('%s before the look-up: a spoken word, no call', async (how) => {
  const before = invites();
  if (how === 'down') await faults.at.lab.database.stop();
  else faults.database.all('frozen');
  expect(await toldAt101()).toMatch(/^503 /);
  expect(invites()).toBe(before);
  faults.database.open();
  await faults.at.lab.database.start();
  const id = await eventually(
    async () => {
      const [newest] = await faults.at.calls(101);
      return newest?.disposition === 'look-up-failed' ? newest.id : null;
    },
    { within: 60_000, every: 200, what: 'the record of the refusal' },
  );
  expect(await faults.record(id)).toMatchObject({ hungUpBy: 'system' });
  await faults.invariants();
  await faults.worksAgain();
});

test('down from mid-call until after its end: the journal has its record until the database takes it', async () => {
  const { id, phone } = await faults.callIn('talking');
  await faults.at.lab.database.stop();
  await phone.hangUpAll();
  await faults.noLegLeft({ within: 30_000 });
  const { code, stdout } = await faults.at.lab.star7.run(['journal', 'status', '--json']);
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { recordsWaiting: 1, openCalls: 0, damagedLines: 0 }]);
  await faults.at.lab.database.start();
  await faults.record(id);
  await faults.invariants();
  await eventually(async () => (await faults.at.lab.star7.run(['journal', 'status'])).code === 0, {
    within: 30_000,
    every: 200,
    what: 'an empty journal',
  });
  await faults.worksAgain();
});

test('down when the call ends, and Star7 is killed too: the next start stores the record', async () => {
  const { id, phone } = await faults.callIn('talking');
  await faults.at.lab.database.stop();
  await phone.hangUpAll();
  await faults.noLegLeft();
  await faults.at.lab.star7.kill();
  await faults.at.lab.database.start();
  await faults.at.lab.star7.start();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
});

test('a record that the database refuses is kept and reported; it delays no other, and is stored after the repair', async () => {
  const { star7, database } = faults.at.lab;
  const { id, phone } = await faults.callIn('talking');
  const { orderNumber } = faults.order('answers');
  // As after restoring an older backup: the record names a missing order.
  const [order] = await database.query('SELECT id FROM orders WHERE order_number = ?', [orderNumber]);
  const orderId = Number(order!['id']);
  await database.query('UPDATE calls SET order_id = NULL, refused_order_id = NULL');
  await database.query('DELETE FROM deliveries WHERE order_id = ?', [orderId]);
  await database.query('UPDATE orders SET id = id + 1000000 WHERE id = ?', [orderId]);
  await phone.hangUpAll();
  const refused = await eventually(
    async () => {
      const { code, stdout } = await star7.run(['journal', 'status', '--json']);
      const status = JSON.parse(stdout) as { refused: unknown[] };
      return status.refused.length > 0 ? { code, ...status } : null;
    },
    { within: 20_000, every: 200, what: 'the record to be set aside' },
  );
  expect(refused).toMatchObject({ code: 1, refused: [{ id, code: 'ER_NO_REFERENCED_ROW_2' }] });
  const page = await (await fetch(new URL('/metrics', star7.httpUrl))).text();
  expect(page).toContain('\nstar7_records_refused 1\n');
  expect(page).toContain('\nstar7_records_waiting 0\n');
  // Another record passes it, and the API returns how it ended.
  await faults.worksAgain();
  expect(await faults.at.get(`/api/calls/${id}`)).toMatchObject({ phase: 'ended', disposition: 'answered' });
  expect(await faults.isStored(id)).toBe(false);

  await database.query('UPDATE orders SET id = ? WHERE order_number = ?', [orderId, orderNumber]);
  await star7.stop();
  await star7.start();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await eventually(async () => (await star7.run(['journal', 'status'])).code === 0, {
    within: 30_000,
    every: 200,
    what: 'an empty journal',
  });
  await faults.invariants();
  await faults.worksAgain();
});

test('connections refused: the same as down, and calls again once there are some', async () => {
  const before = invites();
  faults.database.all('closed');
  expect(await toldAt101()).toMatch(/^503 /);
  expect(invites()).toBe(before);
  faults.database.open();
  await faults.invariants();
  await faults.worksAgain();
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
