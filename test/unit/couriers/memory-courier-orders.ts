import type { CourierOrders, KnownCourier, OrderOnTheWay } from '#calls/engine/courier-gate';
import type { Masked } from '#kernel/masked';
import { reveal } from '#kernel/masked';

/** Couriers and what they carry, in memory. */
export class MemoryCourierOrders implements CourierOrders {
  orders: OrderOnTheWay[] = [];

  constructor(public couriers: readonly KnownCourier[]) {}

  byPhone(phone: Masked): Promise<readonly KnownCourier[]> {
    return Promise.resolve(
      this.couriers.filter((courier) => courier.phone !== null && reveal(courier.phone) === reveal(phone)),
    );
  }

  byNumber(courierNumber: string): Promise<KnownCourier | null> {
    return Promise.resolve(this.couriers.find(({ who }) => who.number === courierNumber) ?? null);
  }

  byId(id: number): Promise<KnownCourier | null> {
    return Promise.resolve(this.couriers.find(({ who }) => who.id === id) ?? null);
  }

  onTheWay(_courierId: number, since: number): Promise<readonly OrderOnTheWay[]> {
    return Promise.resolve(this.orders.filter(({ handedOverAt }) => handedOverAt >= since));
  }
}
