import type { KnownCourier } from './engine/courier-gate';
import type { Language } from '#kernel/language';
import { weekdays } from '#kernel/local-time';
import type { CourierVault } from '#vault/courier-vault';
import type { SealedPhone } from '#vault/phone-vault';

/** A courier as the queries of calls select one. */
export interface CourierRow {
  courier_id: number;
  courier_number: string;
  courier_name: string;
  courier_language: Language;
  active_days: string;
  pin_hash: string | null;
  phone_ciphertext: Buffer | null;
  phone_nonce: Buffer | null;
  phone_key_version: number | null;
}

/** The columns of {@link CourierRow}. @param alias the table's name in the query, a literal of the program */
export function courierColumns(alias: string): string {
  return [
    'id AS courier_id',
    'courier_number',
    'name AS courier_name',
    'language AS courier_language',
    'active_days',
    'pin_hash',
    'phone_ciphertext',
    'phone_nonce',
    'phone_key_version',
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');
}

/** @throws VaultError */
export function knownCourierFrom(row: CourierRow, vault: Pick<CourierVault, 'open'>): KnownCourier {
  return {
    who: {
      id: row.courier_id,
      number: row.courier_number,
      name: row.courier_name,
      language: row.courier_language,
    },
    phone: hasPhone(row) ? vault.open(row.courier_id, row) : null,
    pinHash: row.pin_hash,
    weekdays: new Set(row.active_days.split(',').map((day) => (weekdays as readonly string[]).indexOf(day))),
  };
}

/** All of them are null, or none. */
function hasPhone<Row extends CourierRow>(row: Row): row is Row & SealedPhone {
  return row.phone_ciphertext !== null;
}
