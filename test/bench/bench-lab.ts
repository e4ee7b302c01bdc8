import type { Daemon } from '../lab/daemon';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';

/** Waits until Asterisk has no calls: only the watchdog's own channels are then left. */
export async function drained({ asterisk }: Pick<Lab, 'asterisk'>): Promise<void> {
  await eventually(async () => !/^PJSIP\//m.test(await asterisk.cli('core show channels concise')), {
    within: 40_000,
    every: 200,
    what: 'the end of all calls',
  });
}

/** @throws if it has ended */
export function pidOf({ pid, name }: Daemon): number {
  if (pid === null) throw new Error(`${name} has ended`);
  return pid;
}
