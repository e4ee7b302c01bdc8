import type { Ending, Fault } from './faults';
import type { FaultLab } from './fault-lab';
import { callerStates, wrongOnTheLine } from './inbound-scene';
import type { CallerState, InboundScene } from './inbound-scene';
import { emptyPass, endure, watched } from './matrix';
import type { Pass } from './matrix';

/** The endings of an undisturbed call where everybody hangs up after the fault. */
const undisturbed: Readonly<Record<CallerState, readonly Ending[]>> = {
  asked: ['abandoned/customer'],
  waiting: ['abandoned/customer'],
  // The manager may have declined before the customer hung up.
  ringing: ['abandoned/customer', 'not-taken/system'],
  taking: ['abandoned/customer', 'not-taken/system'],
  talking: ['answered/manager', 'answered/customer'],
  keying: ['answered/manager', 'answered/customer'],
  confirming: ['answered/manager', 'answered/customer'],
  held: ['answered/manager', 'answered/customer'],
  consulting: ['answered/manager', 'answered/customer'],
  three: ['answered/manager', 'answered/customer'],
  // Without a key they are asked for an order, and refused in the end.
  courierAsked: ['abandoned/customer', 'not-identified/system'],
  courierRings: ['cancelled/courier'],
  courierTalks: ['answered/courier', 'answered/customer'],
  courierBack: ['abandoned/customer', 'not-taken/system'],
  // As whoever calls from the own mobile, and keys nothing.
  mobileAsked: ['cancelled/manager', 'not-identified/system'],
  mobileTalks: ['answered/manager', 'answered/customer'],
};

/** Who talks, or is parted from the manager for a while. */
const answered: readonly CallerState[] = [
  ...(['talking', 'keying', 'confirming', 'held', 'consulting', 'three'] as const),
  ...(['courierTalks', 'mobileTalks'] as const),
];

/** All correct endings of a caller in this state. */
export function endingsOfCaller(fault: Fault, state: CallerState): readonly Ending[] {
  return [...undisturbed[state], ...(fault.of === 'trunk' ? [] : disturbed(fault, state))];
}

function disturbed({ of, forgetsLegs, endings }: Fault, state: CallerState): readonly Ending[] {
  if (forgetsLegs) return [answered.includes(state) ? 'answered/system' : 'failed/system'];
  // What is keyed is looked up in the database, and a caller is asked again.
  if (of === 'database') return state === 'asked' ? ['look-up-failed/system'] : [];
  // Nothing happens to the connections and processes.
  if (endings === undefined) return [];
  return answered.includes(state)
    ? ['answered/system', 'answered/network', 'interrupted/system']
    : // A customer's phone that rings is let go by the dialplan.
      ['interrupted/system', 'failed/system', ...(state === 'courierRings' ? ['no-answer/network'] : [])];
}

/**
 * Strikes callers in all states at once, repairs the fault, lets everybody hang up, and checks: one final record for each call
 * with a correct ending, nobody left or left alone on the line, new calls work.
 * @param spare a manager without a call
 */
export async function strikeCallers(
  fault: Fault,
  scene: InboundScene<CallerState>,
  faults: FaultLab,
  { whole, spare }: { whole: boolean; spare: string },
): Promise<Pass<CallerState>> {
  const pass = emptyPass(fault.name, callerStates);
  const wrong = (state: CallerState | '', what: string): void => void pass.violations.push({ state, what });
  return await watched(fault, faults, async (watch) => {
    await faults.recovered();
    const callers = await scene.begin();
    pass.strikes = callerStates.length;
    watch.start();
    const struckAt = performance.now();
    await fault.strike(faults);
    const hangUp = async (): Promise<void> => {
      scene.hangUpAll();
      await faults.onHook();
    };
    await endure(fault, faults, { whole, spare, struckAt, hangUp, pass });
    const looks = await watch.stop();
    for (const state of callerStates) {
      const { disposition, hungUpBy } = await faults.record(callers[state].id);
      const ending = `${disposition ?? 'none'}/${hungUpBy ?? 'nobody'}`;
      if (!endingsOfCaller(fault, state).includes(ending)) wrong(state, `on record as ${ending}`);
    }
    for (const what of wrongOnTheLine(looks)) wrong('', what);
    for (const what of await faults.endedTwice()) wrong('', what);
    return pass;
  });
}
