import type { CarriedOrder, CourierBook, CourierProof } from '#calls/engine/courier-book';
import type { CourierAnswer, CourierOfCall } from '#calls/model/courier-facts';
import type { Masked } from '#kernel/masked';

export const sergey: CourierOfCall = {
  id: 7,
  number: '17',
  name: 'Sergey',
  language: 'en',
  did: '74950000017',
};

/** Couriers in memory. What a test does not say is answered as if there were none. */
export class MemoryCouriers implements CourierBook {
  /** Who calls, by the caller's number. */
  caller: CourierAnswer | null = null;
  /** By what was keyed: `17/123456/` for number and PIN, `//01` for the digits of an order. */
  readonly proofs = new Map<string, CourierAnswer>();
  /** By order number. */
  readonly orders = new Map<string, CourierAnswer>();
  readonly asked: CourierProof[] = [];
  failure: Error | null = null;

  identify(_caller: Masked): Promise<CourierAnswer | null> {
    return this.#answer(this.caller);
  }

  prove(proof: CourierProof): Promise<CourierAnswer> {
    this.asked.push(proof);
    const { courierNumber, pin, orderDigits } = proof;
    const key = orderDigits === '' ? `${courierNumber}/${pin}/` : `//${orderDigits}`;
    return this.#answer(this.proofs.get(key) ?? { is: 'wrong' });
  }

  admit(_courierId: number, orderNumber: string): Promise<CourierAnswer> {
    return this.#answer(this.orders.get(orderNumber) ?? { is: 'wrong' });
  }

  carried(): Promise<{ courier: CourierOfCall; hasPhone: boolean; orders: readonly CarriedOrder[] } | null> {
    return this.#answer(null);
  }

  #answer<Answer>(answer: Answer): Promise<Answer> {
    return this.failure === null ? Promise.resolve(answer) : Promise.reject(this.failure);
  }
}
