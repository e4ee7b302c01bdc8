import { contactFaults } from './contacts/contact-changes';
import { timeFaults } from './model/outcome';
import { outcomeFaultCodes } from './model/outcome-rules';

/** Codes of faults of fields. Stable: pages translate them. */
export const orderFaultCodes = [
  ...contactFaults,
  ...timeFaults,
  ...outcomeFaultCodes,
  'unknown-outcome',
  'empty',
] as const;

declare module '#http/problem' {
  interface FaultCodes {
    orders: (typeof orderFaultCodes)[number];
  }
}
