/** Codes of faults of fields. Stable: pages translate them. */
export const leakFaultCodes = ['call-first', 'not-answered', 'was-answered', 'called-already'] as const;

declare module '#kernel/fault-code' {
  interface FaultCodes {
    leaks: (typeof leakFaultCodes)[number];
  }
}
