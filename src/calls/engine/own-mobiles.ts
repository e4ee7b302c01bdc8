import type { Masked } from '#kernel/masked';
import type { AskingDevice } from '#people/model/reach';

/** The own mobiles of managers. */
export interface OwnMobiles {
  /**
   * The number of a mobile that rings for this extension now, E.164; null for none.
   * @param asking a device that rings alone, if it is there
   * @throws if the database does not answer
   */
  ringing(extension: string, asking?: AskingDevice): Promise<Masked | null>;
}
