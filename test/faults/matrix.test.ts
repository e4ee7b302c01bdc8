import { oneEach } from './call-states';
import { FaultLab, faultsDirectory } from './fault-lab';
import { faultList } from './faults';
import { descriptorsOf, strikeOnce } from './matrix';
import { MatrixReport, selectionOf } from './matrix-report';
import { clockFile, faultSettings } from './matrix-lab';
import { smallDisk } from './small-disk';

/*
 * The matrix: every fault strikes at calls in every state at once, and all that must hold is looked at (matrix.ts).
 * scripts/test runs a part of it, each fault once and short; `scripts/test --all-faults` the whole (matrix-report.ts).
 */

jest.setTimeout(240_000);

const selection = selectionOf(process.env);
const wanted = faultList.filter(selection.wanted);
const report = new MatrixReport(`${faultsDirectory}/matrix.json`);
const spare = '109';

let faults: FaultLab;
let descriptors: number;
beforeAll(async () => {
  smallDisk.mount();
  clockFile.reset();
  faults = await FaultLab.up(faultSettings(), { moreManagers: 20 });
  await faults.at.lab.star7.mustRun([
    'manager',
    'set',
    ...(oneEach.get('manager asked') ?? []),
    '--press-to-accept',
  ]);
  report.forget((name) => wanted.some((fault) => fault.name === name));
  descriptors = descriptorsOf(faults);
});
afterEach(async () => {
  await faults.mendAll();
});
afterAll(async () => {
  process.stdout.write(`${report.table()}\n`);
  await faults.down();
  // For whoever looks into what went wrong.
  smallDisk.keep(`${faultsDirectory}/logs`);
  smallDisk.unmount();
});

if (wanted.length > 0) {
  const repetitions = Array.from({ length: selection.repetitions }, (_, index) => index + 1);
  test.each(wanted.flatMap((fault) => repetitions.map((nth) => [fault.name, nth, fault] as const)))(
    '%s (%i)',
    async (_name, _nth, fault) => {
      const pass = await strikeOnce(fault, oneEach, faults, { whole: selection.whole, spare });
      report.add(pass);
      expect(pass.violations).toEqual([]);
    },
  );
}

test('no file descriptor was lost, and nothing of all this was written down', async () => {
  await faults.nothingWritten();
  // Each process that was started since has fewer; connections come and go.
  expect(descriptorsOf(faults)).toBeLessThanOrEqual(descriptors + 10);
});
