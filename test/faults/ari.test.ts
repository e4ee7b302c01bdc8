import { eventually } from '../lab/eventually';
import { FaultLab } from './fault-lab';

/*
 * Faults of the connection to the PBX. matrix.test.ts tests them in every state of a call; here are the
 * effects that only one state can show.
 */

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up();
});
afterEach(async () => {
  faults.ari.open();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
});

const pbx = async (): Promise<string | undefined> =>
  (await faults.at.get<{ parts: Record<string, string> }>('/healthz')).parts['pbx'];

async function isNoticed(): Promise<void> {
  await eventually(async () => (await pbx()) === 'down', { within: 20_000, every: 100, what: 'the fault' });
}

async function isBack(): Promise<void> {
  await eventually(async () => (await pbx()) === 'up', { within: 60_000, every: 100, what: 'the PBX' });
}

test('requests get no answer while the socket lives: every promise settles', async () => {
  const { id, phone } = await faults.callIn('talking');
  faults.ari.requests('frozen');
  await phone.hangUpAll();
  await faults.noLegLeft({ within: 40_000 });
  faults.ari.open();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
});

test('the reply to an originate is lost: no customer is left without a partner', async () => {
  const phone = faults.at.phone(101);
  faults.ari.requests('cuts-answers');
  const id = await phone.dial(`*7${faults.order('answers').orderNumber}`);
  await phone.closed(id, { within: 60_000 }).catch(() => phone.hangUpAll());
  faults.ari.open();
  await faults.noLegLeft({ within: 40_000 });
  await isBack();
  await faults.invariants();
  await faults.worksAgain();
});

test('an outage longer than ari-client’s retries: Star7 reconnects', async () => {
  faults.ari.all('closed');
  await isNoticed();
  const { status } = await faults.at.request(
    'POST',
    `/api/orders/${faults.order('answers').orderNumber}/calls`,
  );
  expect(status).toBe(503);
  // ari-client alone gives up after ten tries, 43 s.
  const since = performance.now();
  await eventually(() => performance.now() - since > 50_000, {
    within: 60_000,
    every: 1_000,
    what: 'the outage',
  });
  faults.ari.open();
  await isBack();
  await faults.invariants();
  await faults.worksAgain();
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
