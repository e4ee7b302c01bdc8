import { passwordFaults } from './model/password-rules';

/** Codes of faults of fields. Stable: pages translate them. */
export const peopleFaultCodes = [
  ...passwordFaults,
  'wrong',
  'outdated',
  'login-taken',
  'login-invalid',
  'extension-taken',
  'mobile-unknown',
] as const;

declare module '#kernel/fault-code' {
  interface FaultCodes {
    people: (typeof peopleFaultCodes)[number];
  }
}
