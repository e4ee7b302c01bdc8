import { endDeliveries } from './hand-over';
import type { CourierChanges, CourierEntry, CourierRoster, NewCourier } from './couriers';
import type { Weekday } from './model/courier-rules';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { isDuplicate, StoreError } from '#database/store-error';
import type { Language } from '#kernel/language';
import { weekdays } from '#kernel/local-time';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { CourierVault } from '#vault/courier-vault';
import { noPhone } from '#vault/phone-vault';

interface EntryRow {
  id: number;
  courier_number: string;
  name: string;
  company: string | null;
  language: Language;
  active_days: string;
  has_phone: number;
  has_pin: number;
  carries: number;
  disabled_at: string | null;
}

/** Of the mobile only whether there is one. */
const entries = `
  SELECT k.id, k.courier_number, k.name, k.company, k.language, k.active_days, k.disabled_at,
         k.phone_index IS NOT NULL AS has_phone, k.pin_hash IS NOT NULL AS has_pin,
         (SELECT COUNT(*) FROM deliveries AS d WHERE d.courier_id = k.id AND d.ended_at IS NULL) AS carries
    FROM couriers AS k`;

/** The people who deliver. */
export class SqlCouriers implements CourierRoster {
  constructor(
    private readonly database: Database,
    private readonly vault: CourierVault,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async list({ disabledToo }: { disabledToo: boolean }): Promise<CourierEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `${entries} ${disabledToo ? '' : 'WHERE k.disabled_at IS NULL'}
        ORDER BY LENGTH(k.courier_number), k.courier_number, k.id`,
    );
    return rows.map(entryFrom);
  }

  /** @throws StoreError */
  async find(number: string): Promise<CourierEntry | null> {
    const [row] = await this.database.query<EntryRow>(`${entries} WHERE k.active_number = ?`, [number]);
    return row === undefined ? null : entryFrom(row);
  }

  /** @throws StoreError `courier-exists`, VaultError */
  async add(courier: NewCourier): Promise<CourierEntry> {
    const { number, name, company = null, language = 'ru', activeDays = weekdays, phone } = courier;
    try {
      await this.database.transaction(async (transaction) => {
        await lockSealing(transaction);
        const id = await transaction.insert('couriers', {
          courier_number: number,
          name,
          company,
          language,
          active_days: activeDays.join(','),
          created_at: toDateTime(this.now()),
        });
        await this.#setPhone(transaction, id, phone);
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw new StoreError(
        'courier-exists',
        `Courier number ${number} is taken. Disable that courier first, or choose another number.`,
        { number },
      );
    }
    return this.#known(number);
  }

  /** @throws StoreError `courier-unknown`, VaultError */
  async change(number: string, { phone, ...changes }: CourierChanges): Promise<CourierEntry> {
    await this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const id = await lockCourier(transaction, number);
      await transaction.update(
        'couriers',
        { id },
        {
          name: changes.name,
          company: changes.company,
          language: changes.language,
          active_days: changes.activeDays?.join(','),
        },
      );
      await this.#setPhone(transaction, id, phone);
    });
    return this.#known(number);
  }

  /** @throws StoreError `courier-unknown` */
  async disable(number: string, by: string): Promise<void> {
    const at = this.now();
    await this.database.transaction(async (transaction) => {
      const id = await lockCourier(transaction, number);
      await endSecrets(transaction, id);
      await endDeliveries(transaction, { courier_id: id }, { as: 'taken-back', by, at });
      await transaction.update('couriers', { id }, { disabled_at: toDateTime(at) });
    });
  }

  /** Codes and sessions end, since the one before may be known to others. @throws StoreError `courier-unknown` */
  async setPin(number: string, hash: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const id = await lockCourier(transaction, number);
      await endSecrets(transaction, id);
      await transaction.update('couriers', { id }, { pin_hash: hash });
    });
  }

  /** The id is sealed into the ciphertext, so the row is there first. @param phone undefined leaves it, null removes it */
  async #setPhone(transaction: Transaction, id: number, phone: Masked | null | undefined): Promise<void> {
    if (phone === undefined) return;
    this.vault.keys.refresh();
    await transaction.update(
      'couriers',
      { id },
      phone === null ? noPhone : { ...this.vault.seal(id, phone) },
    );
  }

  async #known(number: string): Promise<CourierEntry> {
    const entry = await this.find(number);
    if (entry === null) throw unknownCourier(number);
    return entry;
  }
}

async function lockCourier(transaction: Transaction, number: string): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    'SELECT id FROM couriers WHERE active_number = ? FOR UPDATE',
    [number],
  );
  if (row === undefined) throw unknownCourier(number);
  return row.id;
}

/** Codes and sessions of a courier: whoever has them is let in no more. */
export async function endSecrets(transaction: Transaction, courierId: number): Promise<void> {
  await transaction.write('DELETE FROM courier_secrets WHERE courier_id = ?', [courierId]);
}

export function unknownCourier(number: string): StoreError {
  return new StoreError('courier-unknown', 'No active courier has this number. See: star7 courier list.', {
    number,
  });
}

function entryFrom(row: EntryRow): CourierEntry {
  return {
    id: row.id,
    number: row.courier_number,
    name: row.name,
    company: row.company,
    language: row.language,
    activeDays: row.active_days.split(',') as Weekday[],
    hasPhone: row.has_phone === 1,
    hasPin: row.has_pin === 1,
    carries: row.carries,
    disabledAt: fromDateTimeOrNull(row.disabled_at),
  };
}
