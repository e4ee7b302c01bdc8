import type { DeviceKind } from '#people/model/reach';

/*
 * The devices that a manager ticks. A mobile whose number was removed may still be among the stored ones; it rings no more, and
 * a choice with it is not taken.
 */

/** What is ticked of the stored choice; null: automatically. */
export function ticked(stored: readonly DeviceKind[] | null, hasMobile: boolean): DeviceKind[] | null {
  return stored?.filter((kind) => kind !== 'mobile' || hasMobile) ?? null;
}

/** The choice after a click on one of them. */
export function toggled(devices: readonly DeviceKind[] | null, kind: DeviceKind): DeviceKind[] {
  const before = devices ?? [];
  return before.includes(kind) ? before.filter((one) => one !== kind) : [...before, kind];
}

/** Nobody is reached nowhere by choice: that is a break. */
export function isLast(devices: readonly DeviceKind[] | null, kind: DeviceKind): boolean {
  return devices?.length === 1 && devices[0] === kind;
}

/** What is ticked first once it is no longer automatic: what rings now. */
export function keptOf(rings: readonly DeviceKind[]): DeviceKind[] {
  return rings.length > 0 ? [...rings] : ['desk'];
}
