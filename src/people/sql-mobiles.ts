import { isExtension } from './model/manager';
import { managerColumns, managerFrom, noMobile } from './manager-row';
import type { ManagerRow } from './manager-row';
import type { MobileOwner, Mobiles, MobileState } from './mobiles';
import { unknownManager } from './sql-managers';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ManagerVault } from '#vault/manager-vault';
import type { SealedPhone } from '#vault/phone-vault';

interface StateRow {
  id: number;
  has_mobile: number;
  is_waiting: number;
  pin_hash: string | null;
  phone_index: Buffer | null;
}

const stateColumns = `id, phone_proved_at IS NOT NULL AS has_mobile, pin_hash, phone_index,
  phone_ciphertext IS NOT NULL AND phone_proved_at IS NULL AS is_waiting`;

/** Of an alias, hexadecimal digits: two numbers of the same one count their wrong PINs together, and no more. */
const aliasLength = 16;

/** The own mobiles of managers, sealed. */
export class SqlMobiles implements Mobiles {
  constructor(
    private readonly database: Database,
    private readonly vault: ManagerVault,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError, VaultError */
  numberOf(extension: string): Promise<Masked | null> {
    return this.#number(extension, 'phone_proved_at IS NOT NULL');
  }

  /** @throws StoreError, VaultError */
  waitingOf(extension: string): Promise<Masked | null> {
    return this.#number(extension, 'phone_proved_at IS NULL');
  }

  /** @throws StoreError */
  async ownersOf(number: Masked): Promise<readonly MobileOwner[]> {
    const rows = await this.database.query<ManagerRow & { pin_hash: string | null }>(
      `SELECT ${managerColumns('m')}, m.pin_hash FROM managers AS m
        WHERE m.phone_index IN (?) AND m.phone_proved_at IS NOT NULL AND m.disabled_at IS NULL LIMIT 2`,
      [this.vault.hashes(number).map(({ hash }) => hash)],
    );
    return rows.map((row) => ({ manager: managerFrom(row), pinHash: row.pin_hash }));
  }

  aliasOf(number: Masked): string {
    const [current] = this.vault.hashes(number);
    return current?.hash.toString('hex').slice(0, aliasLength) ?? '';
  }

  /** @throws StoreError `manager-unknown` */
  async stateOf(extension: string): Promise<MobileState> {
    const [row] = await this.database.execute<StateRow>(
      `SELECT ${stateColumns} FROM managers WHERE active_extension = ?`,
      [isExtension(extension) ? extension : ''],
    );
    if (row === undefined) throw unknownManager(extension);
    return {
      hasMobile: row.has_mobile === 1,
      isWaiting: row.is_waiting === 1,
      hasPin: row.pin_hash !== null,
    };
  }

  /** @throws StoreError `manager-unknown`, VaultError */
  async set(extension: string, number: Masked | null, isProved: boolean): Promise<void> {
    await this.#locked(extension, async (transaction, { id }) => {
      this.vault.keys.refresh();
      await transaction.update(
        'managers',
        { id },
        {
          ...noMobile,
          ...(number !== null && {
            ...this.vault.seal(id, number),
            phone_proved_at: isProved ? toDateTime(this.now()) : null,
          }),
        },
      );
    });
  }

  /** @throws StoreError `manager-unknown` */
  async prove(extension: string, number: Masked): Promise<boolean> {
    return this.#locked(extension, async (transaction, { id, phone_index: index }) => {
      const isSame = this.vault.hashes(number).some(({ hash }) => index?.equals(hash) === true);
      if (isSame) await transaction.update('managers', { id }, { phone_proved_at: toDateTime(this.now()) });
      return isSame;
    });
  }

  /** @throws StoreError `manager-unknown` */
  async setPin(extension: string, hash: string): Promise<boolean> {
    return this.#locked(extension, async (transaction, { id, has_mobile: hasMobile }) => {
      if (hasMobile === 1) await transaction.update('managers', { id }, { pin_hash: hash });
      return hasMobile === 1;
    });
  }

  async #number(extension: string, condition: string): Promise<Masked | null> {
    if (!isExtension(extension)) return null;
    const [row] = await this.database.execute<{ id: number } & SealedPhone>(
      `SELECT id, phone_ciphertext, phone_nonce, phone_key_version FROM managers
        WHERE active_extension = ? AND phone_ciphertext IS NOT NULL AND ${condition}`,
      [extension],
    );
    return row === undefined ? null : this.vault.open(row.id, row);
  }

  async #locked<Result>(
    extension: string,
    work: (transaction: Transaction, row: StateRow) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<StateRow>(
        `SELECT ${stateColumns} FROM managers WHERE active_extension = ? FOR UPDATE`,
        [isExtension(extension) ? extension : ''],
      );
      if (row === undefined) throw unknownManager(extension);
      return work(transaction, row);
    });
  }
}
