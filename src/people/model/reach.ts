/*
 * Where a manager is reached. A manager may have a phone in the page, a desk phone and an own mobile. Which of them ring is the
 * manager's choice; all that ring do so at once, and the first to answer has the call.
 */

/** In the order in which they are listed and rung. */
export const deviceKinds = ['page', 'desk', 'mobile'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** The chosen devices; null: the page while it is on duty, else the desk phone. */
export type Reach = readonly DeviceKind[] | null;

/** What a manager has chosen, and whether the number of the own mobile is known. */
export interface ReachFacts {
  reach: Reach;
  hasMobile: boolean;
}

/** Whoever is no manager, and a manager who has chosen nothing. */
export const noReach: ReachFacts = { reach: null, hasMobile: false };

/** What is known of a device; `unknown` where the PBX is not asked, or does not answer. */
export interface DeviceState {
  registered: boolean | 'unknown';
  inUse: boolean | 'unknown';
}

/** A device that is asked for in place of the choice: the one that somebody dials or clicks on. */
export interface AskingDevice {
  kind: DeviceKind;
  /** It rings even if it is not among the chosen ones: it has dialled, and is called back. */
  evenIfNotChosen: boolean;
}

/**
 * The kinds of devices that ring now, in the order of {@link deviceKinds}; none: the manager cannot be reached.
 * @param isThere a page that is on duty, a mobile whose number is known; desk phones always are
 */
export function ringingKinds(
  reach: Reach,
  isThere: (kind: DeviceKind) => boolean,
  asking?: AskingDevice,
): DeviceKind[] {
  const rings =
    reach === null
      ? [isThere('page') ? ('page' as const) : ('desk' as const)]
      : deviceKinds.filter((kind) => reach.includes(kind) && isThere(kind));
  if (asking === undefined || !isThere(asking.kind)) return rings;
  return asking.evenIfNotChosen || rings.includes(asking.kind) ? [asking.kind] : rings;
}

/** Several devices as one phone: it can be called if one of them can, and is in use if one of them is. */
export function stateOfAll(devices: readonly DeviceState[]): DeviceState {
  return {
    registered: anyOf(devices.map(({ registered }) => registered)),
    inUse: anyOf(devices.map(({ inUse }) => inUse)),
  };
}

function anyOf(values: readonly (boolean | 'unknown')[]): boolean | 'unknown' {
  if (values.includes(true)) return true;
  return values.includes('unknown') ? 'unknown' : false;
}

/** As it is stored: `page,desk`. Kinds that this version does not know are left out. */
export function reachFrom(text: string | null): Reach {
  if (text === null) return null;
  const stored = text.split(',');
  return deviceKinds.filter((kind) => stored.includes(kind));
}

export function reachText(reach: Reach): string | null {
  return reach === null ? null : deviceKinds.filter((kind) => reach.includes(kind)).join(',');
}
