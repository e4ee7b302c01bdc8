import type { ColumnChoices } from '../model/import-profiles';
import { defaultAssignment } from '../model/assignment';
import type { AssignmentRules } from '../model/assignment';
import type { SiteField } from '../model/site-fields';
import type { OrderStatus } from '../order-view';
import { statusWord } from './cells/order-status';
import type { ImportSettings } from './order-import';

/** What managers see of an order. */
export interface PageRules {
  /** Whether the address of a delivery is shown to managers too; supervisors see it always. */
  managersSeeAddress: boolean;
  /** Hosts of the shop: products there can be opened, and their pictures are shown. */
  shopHosts: string[];
}

/** What administrators decide of orders: how they come in, and what is shown of them. */
export interface OrderRules {
  /** Of the shop's words for a status. */
  statuses: Record<string, OrderStatus>;
  assignment: AssignmentRules;
  /** By profile: what a column is read as. */
  columns: Record<string, ColumnChoices>;
  /** By profile: what stands before order numbers, where two shops have the same ones. */
  prefixes: Record<string, string>;
  /** What a call is to settle, in the order of the page. */
  checklist: string[];
  /** What people fill in, in the order of the page. */
  fields: SiteField[];
  page: PageRules;
}

/** Until an administrator decides otherwise. */
export const defaultOrderRules: OrderRules = {
  statuses: {},
  assignment: defaultAssignment,
  columns: {},
  prefixes: {},
  checklist: [],
  fields: [],
  page: { managersSeeAddress: true, shopHosts: [] },
};

/** Where they are kept. */
export interface OrderRulesStore {
  /** Of Star7's own addresses, which no customer has; undefined for none. */
  readonly ownMailDomain?: string | undefined;
  read(): Promise<OrderRules>;
  /** The shop's zone (IANA), for times that state no offset. */
  timeZone(): Promise<string>;
  write<Name extends keyof OrderRules>(name: Name, body: OrderRules[Name], by: string): Promise<void>;
}

/** How a file is read by these rules. */
export async function settingsOf(
  store: Pick<OrderRulesStore, 'read' | 'timeZone' | 'ownMailDomain'>,
): Promise<
  Required<Pick<ImportSettings, 'clock' | 'statuses' | 'aliases' | 'choices' | 'prefixes' | 'fields'>> &
    Pick<ImportSettings, 'ownMailDomain'>
> {
  const [rules, clock] = await Promise.all([store.read(), store.timeZone()]);
  return {
    clock,
    statuses: new Map(Object.entries(rules.statuses).map(([word, status]) => [statusWord(word), status])),
    aliases: rules.assignment.aliases,
    choices: rules.columns,
    prefixes: rules.prefixes,
    fields: rules.fields,
    ownMailDomain: store.ownMailDomain,
  };
}
