import { eventually } from '../lab/eventually';
import { callStates, FaultLab } from './fault-lab';

/* Asterisk is restarted, freezes, or loads its modules anew. */

jest.setTimeout(240_000);

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up();
});
afterEach(async () => {
  await faults.at.lab.asterisk.start();
  await Promise.all(faults.at.lab.phones.map((phone) => phone.hangUpAll().catch(() => phone.restart())));
});
afterAll(async () => {
  await faults.down();
});

test.each(callStates)('killed while a call is %s, and started again', async (state) => {
  const { id } = await faults.callIn(state);
  await faults.at.lab.asterisk.daemon.stop({ within: 2_000, signal: 'SIGKILL' });
  await faults.at.lab.asterisk.start();
  await Promise.all(faults.at.lab.phones.map((phone) => phone.restart()));
  const record = await faults.record(id);
  expect(record.hungUpBy).not.toBeNull();
  expect(record.disposition).toBe(
    { 'calling-manager': 'failed', 'calling-customer': 'failed', talking: 'answered', announcing: 'busy' }[
      state
    ],
  );
  await faults.invariants();
  await faults.worksAgain();
});

test('frozen while they talk, and they hang up: found out when it thaws', async () => {
  const { id, phone } = await faults.callIn('talking');
  faults.at.lab.asterisk.daemon.signal('SIGSTOP');
  await phone.hangUpAll();
  const health = async () =>
    (await faults.at.get<{ parts: Record<string, string> }>('/healthz')).parts['pbx'];
  await eventually(async () => (await health()) === 'down', {
    within: 30_000,
    every: 100,
    what: 'the fault',
  });
  faults.at.lab.asterisk.daemon.signal('SIGCONT');
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.noLegLeft();
  await faults.invariants();
  await faults.worksAgain();
});

test('its modules are loaded anew while they talk: they talk on', async () => {
  const { id, phone } = await faults.callIn('talking');
  await faults.at.lab.asterisk.cli('core reload');
  await faults.becomes(id, 'talking');
  expect(await faults.legs()).toHaveLength(2);
  await phone.hangUpAll();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
});

test('nothing of all this was written down', async () => {
  await faults.nothingWritten();
});
