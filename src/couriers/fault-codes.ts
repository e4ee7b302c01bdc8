import type { courierFaultCodes } from './model/courier-rules';

declare module '#kernel/fault-code' {
  interface FaultCodes {
    couriers: (typeof courierFaultCodes)[number];
  }
}
