import { FaultLab } from './fault-lab';

/*
 * What carriers do besides refusing (test/scenarios/short-code.test.ts has every refusal): start and never go on, answer
 * a call that is given up, stop sending.
 */

jest.setTimeout(120_000);

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up({ STAR7_RING_SECONDS_CUSTOMER: '5' });
});
afterEach(async () => {
  for (const carrier of faults.at.lab.carriers) carrier.daemon.signal('SIGCONT');
  await faults.at.lab.asterisk.override();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
});

async function dialled(behaviour: string): Promise<{ told: string; id: string }> {
  const phone = faults.at.phone(101);
  const before = await faults.at.newest(101);
  const call = await phone.dial(`*7${faults.order(behaviour).orderNumber}`);
  const told = await phone.closed(call, { within: 30_000 });
  const id = await faults.at.newest(101);
  expect(id).not.toBe(before);
  return { told, id: id! };
}

test('183 and then nothing: given up in time', async () => {
  const { told, id } = await dialled('early-media-for-ever');
  expect(told).toMatch(/^480 /);
  expect(await faults.record(id)).toMatchObject({ disposition: 'no-answer', hungUpBy: 'system' });
  await faults.invariants();
});

test('200 after CANCEL: the customer who answered too late is let go at once', async () => {
  const { told, id } = await dialled('answers-too-late');
  expect(told).toMatch(/^480 /);
  expect(await faults.record(id)).toMatchObject({ disposition: 'no-answer', talkSeconds: 0 });
  const byes = faults.at.lab.carrier
    .messages()
    .filter(({ method, direction }) => method === 'BYE' && direction === 'received');
  expect(byes.length).toBeGreaterThan(0);
  await faults.invariants();
  await faults.worksAgain();
});

test('media that stops: the call is ended, by the network', async () => {
  await faults.at.lab.asterisk.override({ carrier: { rtp_timeout: '3' } });
  const { id } = await faults.callIn('talking');
  faults.at.lab.carrier.daemon.signal('SIGSTOP');
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'network' });
  faults.at.lab.carrier.daemon.signal('SIGCONT');
  await faults.invariants();
  await faults.worksAgain();
});

test('nothing of all this was written down', async () => {
  await faults.nothingWritten();
});
