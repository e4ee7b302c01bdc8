import type { LiveKeys } from './live-keys';
import { PhoneVault } from './phone-vault';

/** Numbers of the own mobiles of couriers. */
export class CourierVault extends PhoneVault {
  constructor(keys: LiveKeys) {
    super(keys, 'couriers', 'courier-phone');
  }
}
