import type {
  Besides,
  IncomingOrder,
  IntakeResult,
  OrderIntake,
  WrittenBeside,
} from '#orders/intake/order-intake';
import { keptDetails, overKnown, parsedDetails } from '#orders/intake/kept-details';
import type { OrderDetails } from '#orders/model/order-details';
import type { Transaction } from '#database/queries';
import { reveal } from '#kernel/masked';

const noTransaction = {} as Transaction;

/** Keeps orders by their number, and what is written beside them, both or neither. */
export class MemoryIntake implements OrderIntake {
  readonly orders = new Map<string, IncomingOrder>();

  managers(): Promise<[]> {
    return Promise.resolve([]);
  }

  async write(orders: readonly IncomingOrder[], beside?: WrittenBeside): Promise<IntakeResult> {
    const besides: Besides = (await beside?.before(noTransaction)) ?? new Map<number, null>();
    const result: IntakeResult = {
      ...{ added: 0, changed: 0, unchanged: 0, pooled: 0 },
      ...{ refused: [], written: [], notices: [] },
    };
    for (const [position, order] of orders.entries()) {
      const fault = besides.get(position);
      if (fault && fault !== 'only-if-same') result.refused.push({ position, fault });
      if (fault !== undefined && fault !== 'only-if-same') continue;
      const before = this.orders.get(order.orderNumber);
      const after = { ...before, ...order, phones: { ...before?.phones, ...order.phones } };
      if (before?.details && order.details) after.details = detailsOver(before.details, order);
      const became =
        before === undefined ? 'added' : textOf(before) === textOf(after) ? 'unchanged' : 'changed';
      result[became] += 1;
      result.written.push({ position, result: became, managerExtension: null });
      this.orders.set(order.orderNumber, after);
    }
    await beside?.after(noTransaction, result);
    return result;
  }

  rehearse(): Promise<IntakeResult> {
    return Promise.reject(new Error('Nobody rehearses here.'));
  }
}

function detailsOver(known: OrderDetails, { details, keepsItems }: IncomingOrder): OrderDetails {
  const stated = keptDetails(details ?? known);
  return parsedDetails(overKnown(stated, keptDetails(known).details, keepsItems === true));
}

function textOf(order: IncomingOrder): string {
  const phones = Object.entries(order.phones).map(([slot, phone]) => [
    slot,
    phone === null ? null : reveal(phone),
  ]);
  return JSON.stringify([order, phones]);
}
