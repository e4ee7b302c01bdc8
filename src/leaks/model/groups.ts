import type { FrozenBase } from './frozen-base';
import { noOwner } from './order-log';
import { noGroup } from './tally';

/**
 * By what customers are grouped. `manager`: of the last order before the window. `former`: those whose manager of half a
 * year before was another one, by that manager: the base of somebody who left or handed customers over. `team`: of the
 * manager. `region` and `source`: of the customer.
 */
export const groupKinds = ['manager', 'former', 'team', 'region', 'source'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** A way to divide the customers. Groups are numbers from 0; what they stand for is the caller's. */
export interface Grouping {
  readonly kind: GroupKind;
  readonly groups: number;
  /** The group of a known customer at the window's start; {@link noGroup} for none. */
  groupOf(base: FrozenBase, customer: number): number;
  /** The group of all groups that are too small for a verdict of their own; undefined: they have none. */
  readonly others?: number;
  /** Weeks in which a group was on leave, as 1 by week of the log; null for none. */
  leaveOf?(group: number): Uint8Array | null;
}

/** @param leave by manager: weeks on leave as 1 by week of the log, null for none */
export function byManager(managers: number, leave: readonly (Uint8Array | null)[] = []): Grouping {
  return {
    kind: 'manager',
    groups: managers,
    groupOf: (base, customer) => groupFrom(base.owner(customer)),
    leaveOf: (group) => leave[group] ?? null,
  };
}

/** With one group more: all those that are too small, together. */
export function withOthers(grouping: Grouping): Grouping {
  const { kind, groups } = grouping;
  return {
    ...{ kind, groups: groups + 1, others: groups },
    groupOf: (base, customer) => grouping.groupOf(base, customer),
    leaveOf: (group) => grouping.leaveOf?.(group) ?? null,
  };
}

export function byFormerManager(managers: number): Grouping {
  return {
    kind: 'former',
    groups: managers,
    groupOf: (base, customer) => groupFrom(base.formerOwner(customer)),
  };
}

/** @param teamOf team of each manager; {@link noGroup} for none */
export function byTeam(teams: number, teamOf: Int16Array): Grouping {
  return {
    kind: 'team',
    groups: teams,
    groupOf: (base, customer) => teamOf[base.owner(customer)] ?? noGroup,
  };
}

/** @param groupOf group of each customer; {@link noGroup} for none */
export function byCustomer(kind: 'region' | 'source', groups: number, groupOf: Int16Array): Grouping {
  return { kind, groups, groupOf: (_, customer) => groupOf[customer] ?? noGroup };
}

function groupFrom(owner: number): number {
  return owner === noOwner ? noGroup : owner;
}
