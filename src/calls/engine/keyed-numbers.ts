import type { CallId } from '../model/call-record';
import type { KeyingResult } from '../model/keying-facts';
import type { Masked } from '#kernel/masked';
import type { Slot } from '#kernel/slot';
import type { Manager } from '#people/model/manager';

/** A number that a customer keyed in during a call, and confirmed. */
export interface KeyedNumber {
  call: CallId;
  /** Whose call it is: the change is theirs, with their limits and in their name. */
  manager: Manager;
  orderNumber: string;
  slot: Slot;
  /** As keyed. */
  number: Masked;
}

/** Makes numbers that customers keyed in their contacts, by the same use case as typed ones. */
export interface KeyedNumbers {
  /** Whether it is one telephone number that may be called. */
  isNumber(keyed: Masked): boolean;
  /** @throws if it cannot be known whether it was saved */
  save(keyed: KeyedNumber): Promise<KeyingResult>;
}
