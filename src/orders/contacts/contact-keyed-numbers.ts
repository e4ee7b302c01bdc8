import type { ContactDesk } from './contact-desk';
import type { TypedNumberReader } from '#vault/typed-number';
import { principalInCall } from '#calls/engine/keyed-numbers';
import type { KeyedNumber, KeyedNumbers } from '#calls/engine/keyed-numbers';
import type { KeyingResult } from '#calls/model/keying-facts';
import type { Masked } from '#kernel/masked';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** What of {@link KeyedNumbers} is the contacts' own. */
export type ContactsByKeys = Omit<KeyedNumbers, 'permit'>;

/**
 * A number that a customer keyed in is changed as a typed one is: by the manager whose call it is, with their limits, or, if
 * nobody had answered, in the name of the call; with the same rows in the audit log and the order's time line.
 */
export class ContactKeyedNumbers implements ContactsByKeys {
  constructor(
    private readonly contacts: Pick<ContactDesk, 'change'>,
    private readonly readNumber: TypedNumberReader,
  ) {}

  isNumber(keyed: Masked): boolean {
    return 'contact' in this.readNumber(keyed);
  }

  async save({ call, manager, orderNumber, slot, number, isAlone }: KeyedNumber): Promise<KeyingResult> {
    const actor: Principal = isAlone ? { role: 'service', by: { call } } : principalInCall({ call, manager });
    try {
      await this.contacts.change(actor, orderNumber, slot, number);
      return 'saved';
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      switch (error.slug) {
        case 'too-many-changes':
          return 'too-many-changes';
        case 'invalid-input':
          return 'invalid';
        case 'unavailable':
        case 'internal':
          return 'unavailable';
        default:
          return 'refused';
      }
    }
  }
}
