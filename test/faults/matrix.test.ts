import { oneEach, states, twenty } from './call-states';
import { FaultLab, faultsDirectory } from './fault-lab';
import { faultList } from './faults';
import { descriptorsOf, strikeOnce } from './matrix';
import { MatrixReport, selectionOf } from './matrix-report';
import { clockFile, faultSettings } from './matrix-lab';
import { smallDisk } from './small-disk';

/*
 * The matrix: every fault strikes calls in all states at once, and then all invariants are checked
 * (matrix.ts). scripts/test runs a part of it, each fault once and briefly; `scripts/test --all-faults` runs
 * the whole (matrix-report.ts).
 */

const selection = selectionOf(process.env);
const report = new MatrixReport(`${faultsDirectory}/matrix.json`, states);
/** The main faults also strike twenty calls at once. */
const main = [
  'database down, they hang up meanwhile',
  'ARI: an outage, they hang up meanwhile',
  'Star7 killed, and started again at once',
  'Asterisk killed, and started again',
];
const strikes = [
  ...faultList.map((fault) => ({ fault, cast: oneEach, spare: '109' })),
  ...faultList
    .filter(({ name }) => main.includes(name))
    .map((fault) => ({ fault: { ...fault, name: `20 calls: ${fault.name}` }, cast: twenty, spare: '121' })),
].filter(({ fault }) => selection.wanted(fault));

let faults: FaultLab;
let descriptors: number;
beforeAll(async () => {
  smallDisk.mount();
  clockFile.reset();
  faults = await FaultLab.up(faultSettings(), { moreManagers: 20 });
  for (const extension of twenty.get('manager asked') ?? [])
    await faults.at.lab.star7.mustRun(['manager', 'set', extension, '--press-to-accept']);
  if (!selection.adds) report.forget((name) => strikes.some(({ fault }) => fault.name === name));
  descriptors = descriptorsOf(faults);
});
afterEach(async () => {
  await faults.repairAll();
});
afterAll(async () => {
  process.stdout.write(`${report.table()}\n`);
  await faults.down();
  // Kept for an investigation of failures.
  smallDisk.keep(`${faultsDirectory}/logs`);
  smallDisk.unmount();
});

const repetitions = Array.from({ length: selection.repetitions }, (_, index) => index + 1);
test.each(strikes.flatMap((strike) => repetitions.map((nth) => [strike.fault.name, nth, strike] as const)))(
  '%s (%i)',
  async (_name, _nth, { fault, cast, spare }) => {
    const pass = await strikeOnce(fault, cast, faults, { whole: selection.whole, spare });
    report.add(pass);
    expect(pass.violations).toEqual([]);
  },
);

test('no file descriptor leaked, and no number or address was written anywhere', async () => {
  await faults.nothingWritten();
  // Connections come and go.
  expect(descriptorsOf(faults)).toBeLessThanOrEqual(descriptors + 25);
});
