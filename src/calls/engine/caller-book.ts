import type { CallerIdentity } from '../model/call-event';
import type { OrderFacts } from '../model/order-of-call';
import type { Masked } from '#kernel/masked';

export interface CallerQuestion {
  /** The caller's number as the carrier gave it; null if it was withheld. */
  caller: Masked | null;
  /** The company's number that was called, digits. */
  did: string;
}

export interface IdentifiedCaller extends CallerIdentity {
  /** Where the caller's number is, as surely as in the order: a call to one of them may be being set up. */
  places: readonly Pick<OrderFacts, 'orderId' | 'slot'>[];
}

/** What a caller has keyed in. */
export interface ProofOfOrder {
  orderNumber: string;
  /** Whole units of the order's total; null if the route asks for none. */
  amount: string | null;
}

/** Who calls. Fails with an error if the database does not answer. */
export interface CallerBook {
  identify(question: CallerQuestion): Promise<IdentifiedCaller>;
  /**
   * The open order that a caller named and proved.
   * @returns null if there is no such order or the proof is wrong: not distinguished, and in the same time
   */
  prove(proof: ProofOfOrder): Promise<Pick<CallerIdentity, 'manager' | 'order' | 'callable'> | null>;
}
