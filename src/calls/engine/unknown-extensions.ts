import type { Extensions } from './extensions';

/** The state of phones without AMI: unknown, so every call is tried. */
export const unknownExtensions: Extensions = {
  stateOf: () => ({ registered: 'unknown', inUse: 'unknown' }),
};
