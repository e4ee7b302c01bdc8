import { eventually } from '../lab/eventually';
import { callStates, FaultLab } from './fault-lab';

/* The database is down, slow, killed, or takes no more connections. */

jest.setTimeout(180_000);

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

test.each(callStates)(
  'down while a call is %s and until after its end: the journal has its record until the database takes it',
  async (state) => {
    const { id, phone } = await faults.callIn(state);
    await faults.at.lab.database.stop();
    if (state !== 'announcing') await phone.hangUpAll();
    await faults.noLegLeft({ within: 30_000 });
    const { code, stdout } = await faults.at.lab.star7.run(['journal', 'status', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { recordsWaiting: 1, openCalls: 0, damagedLines: 0 },
    ]);
    await faults.at.lab.database.start();
    await faults.record(id);
    await faults.invariants();
    await eventually(async () => (await faults.at.lab.star7.run(['journal', 'status'])).code === 0, {
      within: 30_000,
      every: 200,
      what: 'an empty journal',
    });
    await faults.worksAgain();
  },
);

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

test('five seconds for every answer: no call is lost, and none without an authority in time', async () => {
  faults.database.delay(5_000);
  expect(await toldAt101()).toMatch(/^(?:503|200|BYE)/);
  faults.database.open();
  await faults.noLegLeft({ within: 40_000 });
  await faults.invariants();
  await faults.worksAgain();
});

test('killed while records are written: each is there once', async () => {
  const struck = await faults.callIn('talking');
  const killing = faults.at.lab.database.daemon.stop({ within: 1, signal: 'SIGKILL' });
  await struck.phone.hangUpAll();
  await killing;
  await faults.noLegLeft();
  await faults.at.lab.database.start();
  expect(await faults.record(struck.id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
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

test('nothing of all this was written down', async () => {
  await faults.nothingWritten();
});
