/**
 * The codes of faults of fields, by capability. Each capability declares its own in its fault-codes.ts, so that the
 * compiler refuses a code that no list has: pages translate them all.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Its members are declared elsewhere.
export interface FaultCodes {}
export type FaultCode = FaultCodes[keyof FaultCodes];
