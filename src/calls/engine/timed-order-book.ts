import type { LookUpOutcome, Metrics } from '#metrics/metrics';
import type { Authorisation, CallRequest, OrderBook } from './call-authority';
import type { Clock } from '#kernel/clock';

/** An order book whose look-ups for calls are timed. */
export class TimedOrderBook implements OrderBook {
  constructor(
    private readonly orders: OrderBook,
    private readonly clock: Clock,
    private readonly metrics: Pick<Metrics, 'lookedUp'>,
  ) {}

  async authorise(request: CallRequest): Promise<Authorisation> {
    const begun = this.clock.now();
    let outcome: LookUpOutcome = 'failed';
    try {
      const authorisation = await this.orders.authorise(request);
      outcome = 'answered';
      return authorisation;
    } finally {
      this.metrics.lookedUp(outcome, (this.clock.now() - begun) / 1_000_000);
    }
  }

  ownerOf(orderNumber: string): Promise<string | null> {
    return this.orders.ownerOf(orderNumber);
  }

  isManager(extension: string): Promise<boolean> {
    return this.orders.isManager(extension);
  }
}
