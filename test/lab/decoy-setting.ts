import { rmSync, writeFileSync } from 'node:fs';
import type { ApiSession } from './api-session';
import type { Lab } from './lab';

/** A line of a decoy: a number of the company's that no customer of the sample shop has. */
export const decoyLine = '+79165550100';

/** The orders of {@link prepareDecoys} have even numbers from here on. */
export const firstEvenOrder = 7000;
export const lastEvenOrder = firstEvenOrder + 2 * 59;

/**
 * What decoys need, in a lab whose sample shop leaves out no order number: a manager's orders with a number left out between each two, a
 * line, the staff told, and somebody who may see the watch.
 */
export async function prepareDecoys(
  lab: Lab,
  { extension, reader }: { extension: string; reader: string },
): Promise<void> {
  const rows = Array.from({ length: 60 }, (_, nth) => {
    // The newest numbers that were left out are these: tests before have left gaps of their own between orders of minutes ago.
    const placed = new Date(Date.now() - (60 - nth) * 2_000).toISOString();
    const number = String(firstEvenOrder + 2 * nth);
    return `${number},Name${letters(nth)} Family${letters(nth)},+79031230${String(100 + nth)},${extension},${placed},open`;
  });
  await lab.star7.import(
    ['order_number,customer_name,phone,manager_extension,placed_at,status', ...rows].join('\n'),
  );
  const file = lab.place.file('lines');
  writeFileSync(file, `${decoyLine} north 1`, { mode: 0o600 });
  // Known to a lab in which this was done before; what was planted then is none any more, so that the line is free.
  await lab.star7.run(['leaks', 'decoys', 'numbers', '--add', file]);
  rmSync(file);
  for (const table of ['decoy_mails', 'decoy_sms', 'decoy_hits', 'decoy_orders', 'decoys'])
    await lab.database.query(`DELETE FROM ${table}`);
  await lab.star7.mustRun(['leaks', 'decoys', 'notice', '--accept']);
  await lab.star7.mustRun(['leaks', 'readers', '--add', reader]);
}

export interface PlantedDecoy {
  name: string;
  orders: string[];
}

/** Over REST, so that the running Star7 knows the line at once. */
export async function plantDecoy(session: ApiSession, extension: string): Promise<PlantedDecoy> {
  const answer = await session.request('POST', '/api/leaks/decoys', {
    kind: 'manager',
    key: extension,
    count: 1,
  });
  const { decoys, fault } = (await answer.json()) as { decoys: PlantedDecoy[]; fault: string | null };
  const [decoy] = decoys;
  if (decoy === undefined) throw new Error(`no decoy was planted: ${String(fault)}`);
  return decoy;
}

/** Names are words. */
function letters(nth: number): string {
  return String.fromCharCode(97 + (nth % 26), 97 + Math.floor(nth / 26));
}
