import type { Target } from './targets';
import type { Random } from '#kernel/random';

/** A target with the order by which the customer is called. */
export interface CallableTarget extends Target {
  orderId: number;
}

/** One customer of a survey, drawn for it. */
export interface DrawnCustomer {
  customer: number;
  orderId: number;
  isControl: boolean;
  /** Why they order less is asked before whether somebody offered something: for half, to see whether the order matters. */
  reasonFirst: boolean;
}

/** All customers of the case and so many controls for each, in an order that tells nobody which is which. */
export function drawnFrom(
  targets: readonly CallableTarget[],
  controls: number,
  random: Random,
): DrawnCustomer[] {
  const asked = targets.filter(({ isControl }) => !isControl);
  const others = shuffled(
    targets.filter(({ isControl }) => isControl),
    random,
  );
  const drawn = [...asked, ...others.slice(0, asked.length * controls)];
  return shuffled(drawn, random).map(({ customer, orderId, isControl }) => ({
    ...{ customer, orderId, isControl, reasonFirst: random.chance(0.5) },
  }));
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.int(last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
