/** Codes of faults of the range of statistics. Stable: programs rely on them. */
export const statisticsFaultCodes = ['time-zone-unknown', 'range-empty', 'range-too-long'] as const;

declare module '#kernel/fault-code' {
  interface FaultCodes {
    supervision: (typeof statisticsFaultCodes)[number];
  }
}
