import type { LiveKeys } from './live-keys';
import { PhoneVault } from './phone-vault';

/** Numbers of the own mobiles of managers. */
export class ManagerVault extends PhoneVault {
  constructor(keys: LiveKeys) {
    super(keys, 'managers', 'manager-phone');
  }
}
