import type { Extensions } from './extensions';

/** What is known of the phones where AMI is not configured: nothing, so every call is tried. */
export const unknownExtensions: Extensions = {
  stateOf: () => ({ registered: 'unknown', inUse: 'unknown' }),
};
