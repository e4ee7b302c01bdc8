import type { OrderDetails } from './order-details';

/** Whom new orders are given to that name no manager. */
export interface AssignmentRule {
  /** Decimal text: orders of at least, and of at most, this amount. */
  minAmount?: string;
  maxAmount?: string;
  /** One of these is a part of a town, a region, a country or an address. Any case. */
  places?: string[];
  /** One of these is a part of an item's title, option or article. */
  items?: string[];
  /** One of these is a part of the source or of a tag. */
  sources?: string[];
  /** Extensions; whoever has the fewest open orders gets it. Empty: every active manager. */
  managers: string[];
}

export interface AssignmentRules {
  /** A customer who has ordered before is given to the manager of the last order. */
  earlierManagerFirst: boolean;
  /** The first whose conditions all hold decides; without one the order waits in the pool. */
  rules: AssignmentRule[];
  /** Words of the shop for a manager, such as e-mail addresses, with the extension. */
  aliases: Record<string, string>;
}

export const defaultAssignment: AssignmentRules = { earlierManagerFirst: true, rules: [], aliases: {} };

export const mostAssignmentRules = 50;

/** What is known of an order that nobody has. */
export interface UnassignedOrder {
  amount: string | null;
  details: OrderDetails | null;
}

/** The managers among whom the order goes to the one with the fewest; null for the pool. */
export function candidatesFor(
  order: UnassignedOrder,
  { rules }: Pick<AssignmentRules, 'rules'>,
  active: readonly string[],
): readonly string[] | null {
  for (const rule of rules) {
    if (!holds(rule, order)) continue;
    const named = rule.managers.length === 0 ? active : rule.managers.filter((each) => active.includes(each));
    // Everybody whom the rule names has left: the next one decides.
    if (named.length > 0) return named;
  }
  return null;
}

function holds(rule: AssignmentRule, { amount, details }: UnassignedOrder): boolean {
  const { minAmount, maxAmount } = rule;
  if (minAmount !== undefined && (amount === null || Number(amount) < Number(minAmount))) return false;
  if (maxAmount !== undefined && (amount === null || Number(amount) > Number(maxAmount))) return false;
  const delivery = details?.delivery;
  return (
    hasWord(rule.places, [delivery?.town, delivery?.region, delivery?.country, delivery?.address]) &&
    hasWord(
      rule.items,
      (details?.items ?? []).flatMap(({ title, option, sku }) => [title, option, sku]),
    ) &&
    hasWord(rule.sources, [details?.source, ...(details?.tags ?? [])])
  );
}

function hasWord(
  words: readonly string[] | undefined,
  texts: ReadonlyArray<string | null | undefined>,
): boolean {
  if (words === undefined || words.length === 0) return true;
  const all = texts.map((text) => folded(text ?? ''));
  return words.some((word) => all.some((text) => text.includes(folded(word))));
}

function folded(text: string): string {
  return text.toLowerCase().replace(/ё/g, 'е').trim();
}
