import type { LiveKeys } from './live-keys';
import { PhoneVault } from './phone-vault';

/** Whose number each table has: the company's own that a decoy has, or a stranger's who called one. */
const kinds = { decoy_numbers: 'decoy-phone', decoy_hits: 'decoy-caller' } as const;
export type DecoyTable = keyof typeof kinds;

/** Numbers in one of the tables of decoys. */
export class DecoyVault extends PhoneVault {
  constructor(keys: LiveKeys, table: DecoyTable) {
    super(keys, table, kinds[table]);
  }
}
