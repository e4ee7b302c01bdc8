import type { IncomingOrder, IntakeResult, OrderIntake } from '#orders/intake/order-intake';
import type { ListedManager } from '#orders/intake/manager-directory';

/** Takes everything, remembers it, and can be told to fail. */
export class RecordingIntake implements OrderIntake {
  readonly batches: IncomingOrder[][] = [];
  readonly rehearsed: IncomingOrder[][] = [];
  failAtBatch = Infinity;
  /** Orders whose number another order of the shop has. */
  clashing = new Set<string>();
  /** Numbers under which orders of other customers are known. */
  others = new Set<string>();

  managers(): Promise<readonly ListedManager[]> {
    return Promise.resolve([
      { extension: '101', name: 'Ольга Смирнова' },
      { extension: '102', name: 'Boris Petrov' },
    ]);
  }

  async write(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    await Promise.resolve();
    if (this.batches.length >= this.failAtBatch) throw new Error('the database went away');
    this.batches.push([...orders]);
    return this.#resultOf(orders);
  }

  rehearse(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    this.rehearsed.push([...orders]);
    return Promise.resolve(this.#resultOf(orders));
  }

  get orders(): IncomingOrder[] {
    return this.batches.flat();
  }

  #resultOf(orders: readonly IncomingOrder[]): IntakeResult {
    const refused = orders.flatMap(({ orderNumber, onlyIfSame }, position): IntakeResult['refused'] => {
      if (this.clashing.has(orderNumber)) return [{ position, fault: 'order-number-clash' }];
      const isOther = this.others.has(orderNumber) && onlyIfSame === true;
      return isOther ? [{ position, fault: 'another-order' }] : [];
    });
    const left = new Set(refused.map(({ position }) => position));
    const taken = orders.filter(({ continues }) => continues !== true).length - refused.length;
    const pooled = orders.filter(({ managerExtension }) => managerExtension === undefined).length;
    const written = orders.flatMap(({ managerExtension = null }, position) =>
      left.has(position) ? [] : [{ position, result: 'added' as const, managerExtension }],
    );
    return { added: taken, changed: 0, unchanged: 0, pooled, refused, written, notices: [] };
  }
}
