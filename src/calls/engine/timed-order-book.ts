import type { Authorisation, CallRequest, OrderBook } from './call-authority';
import type { Clock } from '#kernel/clock';

/** Whether the order exists is not disclosed. */
export type LookUpOutcome = 'answered' | 'failed';

/** An order book whose look-ups for calls are timed. */
export class TimedOrderBook implements OrderBook {
  constructor(
    private readonly orders: OrderBook,
    private readonly clock: Clock,
    private readonly lookedUp: (outcome: LookUpOutcome, seconds: number) => void,
  ) {}

  async authorise(request: CallRequest): Promise<Authorisation> {
    const begun = this.clock.now();
    let outcome: LookUpOutcome = 'failed';
    try {
      const authorisation = await this.orders.authorise(request);
      outcome = 'answered';
      return authorisation;
    } finally {
      this.lookedUp(outcome, (this.clock.now() - begun) / 1_000_000);
    }
  }

  ownerOf(orderNumber: string): Promise<string | null> {
    return this.orders.ownerOf(orderNumber);
  }

  isManager(extension: string): Promise<boolean> {
    return this.orders.isManager(extension);
  }
}
