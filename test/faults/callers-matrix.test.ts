import { strikeCallers } from './callers-matrix';
import { FaultLab, faultsDirectory } from './fault-lab';
import { faultList } from './faults';
import { callerStates, InboundScene } from './inbound-scene';
import type { CallerState } from './inbound-scene';
import { MatrixReport, selectionOf } from './matrix-report';
import { clockFile, faultSettings } from './matrix-lab';
import { smallDisk } from './small-disk';

/*
 * The matrix of customers who have called: every fault strikes one caller in each state at once (callers-matrix.ts). Chosen and
 * repeated as matrix.test.ts is; of the whole, scripts/test runs the faults that strike deepest.
 */

const selection = selectionOf(process.env);
const report = new MatrixReport(`${faultsDirectory}/callers-matrix.json`, callerStates);
const main = [
  'database down, they hang up meanwhile',
  'ARI: an outage, they hang up meanwhile',
  'Star7 killed, and started again at once',
  'Asterisk killed, and started again',
];
const strikes = faultList.filter(({ name }) => selection.wanted({ name, always: main.includes(name) }));

let faults: FaultLab;
let scene: InboundScene<CallerState>;
beforeAll(async () => {
  smallDisk.mount();
  clockFile.reset();
  faults = await FaultLab.up(faultSettings(), { moreManagers: 20 });
  scene = await InboundScene.of(faults, callerStates);
  if (!selection.adds) report.forget((name) => strikes.some((fault) => fault.name === name));
});
afterEach(async () => {
  scene.hangUpAll();
  await faults.repairAll();
});
afterAll(async () => {
  process.stdout.write(`${report.table()}\n`);
  await scene.stop();
  await faults.down();
  // Kept for an investigation of failures.
  smallDisk.keep(`${faultsDirectory}/logs`);
  smallDisk.unmount();
});

const repetitions = Array.from({ length: selection.repetitions }, (_, index) => index + 1);
test.each(strikes.flatMap((fault) => repetitions.map((nth) => [fault.name, nth, fault] as const)))(
  '%s (%i)',
  async (_name, _nth, fault) => {
    const pass = await strikeCallers(fault, scene, faults, { whole: selection.whole, spare: '121' });
    report.add(pass);
    expect(pass.violations).toEqual([]);
  },
);

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
