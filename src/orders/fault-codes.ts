import { addressFaults } from '#vault/typed-address';
import { contactFaults } from '#vault/typed-number';
import { callBars, timeFaults } from './model/outcome';
import { outcomeFaultCodes } from './model/outcome-rules';

/** Codes of faults of fields. Stable: pages translate them. */
export const orderFaultCodes = [
  ...contactFaults,
  ...addressFaults,
  ...timeFaults,
  ...callBars,
  ...outcomeFaultCodes,
  'unknown-outcome',
  'unknown-check',
  'empty',
  'not-of-order',
  'unknown-manager',
  'unknown-field',
  'value-unfit',
  'number-unfit',
  'number-either-way',
  'day-invalid',
] as const;

declare module '#kernel/fault-code' {
  interface FaultCodes {
    orders: (typeof orderFaultCodes)[number];
  }
}
