/** Codes of faults of fields. Stable: pages translate them. */
export const phoneFaultCodes = ['mac-invalid'] as const;

declare module '#kernel/fault-code' {
  interface FaultCodes {
    phone: (typeof phoneFaultCodes)[number];
  }
}
