import type { CallId } from '../model/call-record';
import type { KeyingResult } from '../model/keying-facts';
import type { Masked } from '#kernel/masked';
import type { Slot } from '#kernel/slot';
import type { Principal } from '#kernel/principal';
import type { Manager } from '#people/model/manager';

/** Where a number is to go that a customer keys in during a call. */
export interface KeyingRequest {
  call: CallId;
  /** Whose call it is: the change is theirs, with their limits and in their name. */
  manager: Manager;
  orderNumber: string;
  slot: Slot;
}

/** A number that a customer keyed in during a call, and confirmed. */
export interface KeyedNumber extends KeyingRequest {
  /** Nobody has answered the customer: the change is nobody's but theirs. */
  isAlone: boolean;
  /** As keyed. */
  number: Masked;
}

/** Makes numbers that customers keyed in their contacts, by the same use case as typed ones. */
export interface KeyedNumbers {
  /**
   * Whether the manager, who has keyed the code for it, may have the customer key in a number; audited before the answer.
   * @throws if it cannot be known
   */
  permit(request: KeyingRequest): Promise<boolean>;
  /** Whether it is one telephone number that may be called. */
  isNumber(keyed: Masked): boolean;
  /** @throws if it cannot be known whether it was saved */
  save(keyed: KeyedNumber): Promise<KeyingResult>;
}

/** The manager as who acts by the phone, in a call. */
export function principalInCall({
  call,
  manager: { id, extension },
}: Pick<KeyingRequest, 'call' | 'manager'>): Extract<Principal, { role: 'manager' }> {
  // Since when the extension is theirs matters for calls without a manager alone.
  return { role: 'manager', manager: { id, extension, since: 0 }, by: { call } };
}
