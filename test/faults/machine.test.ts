import { eventually } from '../lab/eventually';
import { FaultLab } from './fault-lab';
import { smallDisk } from './small-disk';

/*
 * The disk is full. matrix.test.ts tests that in every state of a call, as well as file descriptors and the
 * clock.
 */

let faults: FaultLab;

beforeAll(async () => {
  smallDisk.mount();
  faults = await FaultLab.up({
    STAR7_JOURNAL_FILE: smallDisk.file('journal'),
    STAR7_LOG_FILE: smallDisk.file('star7.log'),
  });
});
afterEach(async () => {
  smallDisk.empty();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
  smallDisk.unmount();
});

test('the disk of journal and log is full: calls continue, their records are stored', async () => {
  smallDisk.fill();
  const { id, phone } = await faults.callIn('talking');
  await phone.hangUpAll();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
  // Once there is space, the journal is complete again.
  const during = await faults.callIn('talking');
  smallDisk.empty();
  await eventually(
    async () => {
      const { stdout } = await faults.at.lab.star7.run(['journal', 'status', '--json']);
      return (JSON.parse(stdout) as { openCalls: number }).openCalls === 1;
    },
    { within: 20_000, every: 200, what: 'the call in the journal' },
  );
  await during.phone.hangUpAll();
  await faults.record(during.id);
  await faults.invariants();
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
