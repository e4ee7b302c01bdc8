import { passwordFaults } from './model/password-rules';

/** Codes of faults of fields. Stable: pages translate them. */
export const peopleFaultCodes = [
  ...passwordFaults,
  'wrong',
  'outdated',
  'login-taken',
  'login-invalid',
  'extension-taken',
] as const;

declare module '#http/problem' {
  interface FaultCodes {
    people: (typeof peopleFaultCodes)[number];
  }
}
