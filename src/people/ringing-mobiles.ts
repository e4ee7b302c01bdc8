import type { Mobiles } from './mobiles';
import type { AskingDevice, DeviceKind } from './model/reach';
import type { Log } from '#kernel/log';
import type { Masked } from '#kernel/masked';
import type { Destinations } from '#vault/destinations';
import { isOneOf } from '#vault/phone-number';

export interface RingingMobilesParts {
  mobiles: Pick<Mobiles, 'numberOf'>;
  /** The kinds of devices that ring for this extension now. */
  kindsOf: (extension: string, asking?: AskingDevice) => readonly DeviceKind[];
  destinations: Destinations;
  /** The company's own numbers, digits: a call to one of them would come back to Star7. */
  ownNumbers: () => Promise<readonly string[]>;
  log: Pick<Log, 'warn'>;
}

/**
 * The own mobiles that ring, each judged as it is called: the site's destinations and the company's numbers may be others than
 * they were when the number was typed.
 */
export class RingingMobiles {
  constructor(private readonly parts: RingingMobilesParts) {}

  /**
   * The number of a mobile that rings for this extension now, E.164; null for none.
   * @param asking a device that rings alone, if it is there
   * @throws if the database does not answer
   */
  async ringing(extension: string, asking?: AskingDevice): Promise<Masked | null> {
    const { mobiles, kindsOf, log } = this.parts;
    if (!kindsOf(extension, asking).includes('mobile')) return null;
    const number = await mobiles.numberOf(extension);
    if (number === null) return null;
    const why = await this.refusalOf(number);
    if (why === null) return number;
    log.warn("a manager's own mobile may not be called, so it does not ring", { manager: extension, why });
    return null;
  }

  /** Why the number may not be called; null if it may. */
  async refusalOf(number: Masked): Promise<string | null> {
    const { destinations, ownNumbers } = this.parts;
    const verdict = destinations.verdict(number);
    if (verdict !== 'open') return verdict;
    return isOneOf(number, await ownNumbers()) ? 'own-number' : null;
  }
}
