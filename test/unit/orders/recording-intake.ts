import type { IncomingOrder, IntakeResult, OrderIntake } from '#orders/intake/order-intake';

/** Takes everything, remembers it, and can be told to fail. */
export class RecordingIntake implements OrderIntake {
  readonly batches: IncomingOrder[][] = [];
  failAtBatch = Infinity;
  /** Extensions that vanish between the beginning of the import and the batch. */
  vanished = new Set<string>();

  extensions(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(['101', '102']));
  }

  async write(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    await Promise.resolve();
    if (this.batches.length >= this.failAtBatch) throw new Error('the database went away');
    this.batches.push([...orders]);
    const withoutManager = orders.flatMap((order, index) =>
      this.vanished.has(order.managerExtension) ? [index] : [],
    );
    return { added: orders.length - withoutManager.length, changed: 0, unchanged: 0, withoutManager };
  }

  get orders(): IncomingOrder[] {
    return this.batches.flat();
  }
}
