import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../lab/eventually';
import { defaultDirectory } from '../lab/lab';
import { FaultLab } from './fault-lab';

/* The machine has no more of something: disk where journal and log lie, file descriptors. */

jest.setTimeout(120_000);

const small = path.join(defaultDirectory(), 'faults-small-disk');
const filler = path.join(small, 'filler');
let faults: FaultLab;

beforeAll(async () => {
  unmount();
  mkdirSync(small, { recursive: true, mode: 0o700 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'tmpfs', small]);
  faults = await FaultLab.up({
    STAR7_JOURNAL_FILE: path.join(small, 'journal'),
    STAR7_LOG_FILE: path.join(small, 'star7.log'),
  });
});
afterEach(async () => {
  rmSync(filler, { force: true });
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
  unmount();
});

/** Also what a run that broke off has left. */
function unmount(): void {
  if (existsSync(small) && readFileSync('/proc/mounts', 'utf8').includes(` ${small} `)) {
    execFileSync('umount', ['-l', small]);
  }
}

/** Takes every byte that is left. */
function fill(): void {
  for (const size of [1 << 20, 4096]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }
}

test('the disk of journal and log is full: calls go on, their records are stored', async () => {
  fill();
  const { id, phone } = await faults.callIn('talking');
  await phone.hangUpAll();
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
  // Once there is space, the journal is whole again.
  const during = await faults.callIn('talking');
  rmSync(filler);
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

test('no more file descriptors: nobody is left on the line, and calls again once there are some', async () => {
  const { id, phone } = await faults.callIn('talking');
  const pid = String(faults.at.lab.star7.daemon.pid);
  execFileSync('prlimit', ['--pid', pid, '--nofile=3:']);
  try {
    await phone.hangUpAll();
    await faults.noLegLeft({ within: 30_000 });
    const refused = await phone.dial(`*7${faults.order('answers').orderNumber}`);
    await phone.closed(refused, { within: 60_000 }).catch(() => phone.hangUpAll());
  } finally {
    execFileSync('prlimit', ['--pid', pid, '--nofile=1024:']);
  }
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  await faults.invariants();
  await faults.worksAgain();
});

test('nothing of all this was written down', async () => {
  await faults.nothingWritten();
});
