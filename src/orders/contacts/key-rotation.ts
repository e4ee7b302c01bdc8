import type { ContactKind } from '#vault/blind-index';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { overwriting } from '#database/queries';
import type { Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { courierPhones } from '#couriers/courier-rotation';
import type { SealedTexts } from '#database/sealed-column';
import { managerPhones } from '#people/mobile-rotation';
import { totpSecrets } from '#people/totp-rotation';
import { deskPhoneSecrets } from '#phone/desk/desk-phone-rotation';
import { webhookSecrets } from '#webhooks/webhook-rotation';

export interface KeyVersionStatus {
  version: number;
  /** ISO 8601; null if the key file lacks the version, whose rows then cannot be read. */
  createdAt: string | null;
  /** How many contact points are sealed with it. */
  contactPoints: number;
  /** How many secrets of authenticators are sealed with it. */
  totpSecrets: number;
  /** How many mobiles of couriers are sealed with it. */
  courierPhones: number;
  /** Own mobiles of managers. */
  managerPhones: number;
  /** How many passwords of desk phones are sealed with it. */
  deskPhones: number;
  /** How many secrets of webhooks are sealed with it. */
  webhookSecrets: number;
  /** How many shops' keys are sealed with it. */
  shopKeys: number;
  /** How many numbers of decoys, and of people who called one, are sealed with it. */
  decoyNumbers: number;
  /** How many texts and pictures of mails are sealed with it. */
  mails: number;
}

/** What capabilities seal that stand after this one. */
export interface LaterTexts {
  shopKeys: SealedTexts;
  decoyNumbers: readonly SealedTexts[];
  mails: SealedTexts;
}

function laterIn({ shopKeys, decoyNumbers, mails }: LaterTexts): SealedTexts[] {
  return [shopKeys, ...decoyNumbers, mails];
}

export interface RotationProgress {
  done: number;
  total: number;
}

interface PointRow {
  id: number;
  customer_id: number;
  slot: string;
  kind: ContactKind;
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
}

interface Batch {
  count: number;
  /** The id of the batch's last row; null if there was none. */
  last: number | null;
}

/** Rows in a transaction: imports wait at most that long, calls never do. */
const batchRows = 500;

/** Rows that are not under the newest key, which is given twice. */
const outdated = '(key_version <> ? OR index_key_version <> ?)';

/**
 * Moves every contact point to the newest key, batch by batch, while imports and calls go on; then the few secrets of
 * authenticators and webhooks, mobiles of couriers, keys of shops, numbers of decoys and mails.
 *
 * Interrupted at any point, it goes on where it stopped: the rows show what is left. Versions stay in the key file
 * afterwards, for backups of the database that were sealed with them.
 */
export class KeyRotation {
  readonly #totp: SealedTexts;
  readonly #couriers: SealedTexts;
  readonly #managers: SealedTexts;
  readonly #desks: SealedTexts;
  readonly #webhooks: SealedTexts;

  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
    private readonly later: LaterTexts,
  ) {
    this.#totp = totpSecrets(database, vault.keys);
    this.#couriers = courierPhones(database, vault.keys);
    this.#managers = managerPhones(database, vault.keys);
    this.#desks = deskPhoneSecrets(database, vault.keys);
    this.#webhooks = webhookSecrets(database, vault.keys);
  }

  /** All versions, of the key file and of the rows, ascending. @throws StoreError, VaultError */
  async status(): Promise<KeyVersionStatus[]> {
    const keyring = this.vault.keys.refresh();
    const points = await this.#counts();
    const secrets = await this.#totp.counts();
    const phones = await this.#couriers.counts();
    const mobiles = await this.#managers.counts();
    const desks = await this.#desks.counts();
    const webhooks = await this.#webhooks.counts();
    const shops = await this.later.shopKeys.counts();
    const decoys = await Promise.all(this.later.decoyNumbers.map((each) => each.counts()));
    const mails = await this.later.mails.counts();
    const sealed = [points, secrets, phones, mobiles, desks, webhooks, shops, mails, ...decoys].flatMap(
      (counts) => [...counts.keys()],
    );
    return [...new Set([...keyring.versions, ...sealed])]
      .sort((a, b) => a - b)
      .map((version) => ({
        version,
        createdAt: keyring.createdAt(version),
        contactPoints: points.get(version) ?? 0,
        totpSecrets: secrets.get(version) ?? 0,
        courierPhones: phones.get(version) ?? 0,
        managerPhones: mobiles.get(version) ?? 0,
        deskPhones: desks.get(version) ?? 0,
        webhookSecrets: webhooks.get(version) ?? 0,
        shopKeys: shops.get(version) ?? 0,
        decoyNumbers: decoys.reduce((sum, counts) => sum + (counts.get(version) ?? 0), 0),
        mails: mails.get(version) ?? 0,
      }));
  }

  /**
   * Adds a version to the key file, unless rows of an earlier version are left from a rotation that did not end.
   * @returns whether one was added
   * @throws StoreError, VaultError
   */
  async begin(now: Date): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      // With the lock held nobody seals, and no second rotation can add a version of its own: two files with different
      // keys under one number would lose what was sealed with the first.
      await lockSealing(transaction);
      const { current } = this.vault.keys.refresh();
      const points = await transaction.query(`SELECT id FROM contact_points WHERE ${outdated} LIMIT 1`, [
        current,
        current,
      ]);
      if (points.length > 0 || (await this.#totp.isOutdated(transaction, current))) return false;
      if (await this.#couriers.isOutdated(transaction, current)) return false;
      if (await this.#managers.isOutdated(transaction, current)) return false;
      if (await this.#desks.isOutdated(transaction, current)) return false;
      if (await this.#webhooks.isOutdated(transaction, current)) return false;
      for (const texts of laterIn(this.later)) {
        if (await texts.isOutdated(transaction, current)) return false;
      }
      this.vault.keys.addVersion(now);
      return true;
    });
  }

  /**
   * Seals again what is not under the newest key. Two processes may run it at once; each then does a part.
   * @returns how many contact points, secrets and mobiles it moved
   * @throws StoreError, VaultError; what was moved stays moved
   */
  async reseal(onProgress: (progress: RotationProgress) => void = ignore): Promise<number> {
    const { current } = this.vault.keys.refresh();
    const total = await this.#left(current);
    let done = 0;
    let after = 0;
    onProgress({ done, total });
    for (;;) {
      const begun = after;
      const batch: Batch = await this.database.transaction((transaction) => this.#batch(transaction, begun));
      if (batch.last === null) {
        let few = 0;
        for (const each of [
          this.#totp,
          this.#couriers,
          this.#managers,
          this.#desks,
          this.#webhooks,
          ...laterIn(this.later),
        ])
          few += await each.reseal();
        return done + few;
      }
      after = batch.last;
      done += batch.count;
      // Rows that an import wrote meanwhile with the previous key count too.
      onProgress({ done, total: Math.max(done, total) });
    }
  }

  /** How many contact points each version seals. */
  async #counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      'SELECT key_version AS version, COUNT(*) AS count FROM contact_points GROUP BY key_version',
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  async #left(current: number): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT COUNT(*) AS count FROM contact_points WHERE ${outdated}`,
      [current, current],
    );
    return row?.count ?? 0;
  }

  async #batch(transaction: Transaction, after: number): Promise<Batch> {
    await lockSealing(transaction);
    const { current } = this.vault.keys.refresh();
    const rows = await transaction.query<PointRow>(
      `SELECT id, customer_id, slot, kind, ciphertext, nonce, key_version FROM contact_points
        WHERE ${outdated} AND id > ? ORDER BY id LIMIT ?`,
      [current, current, after, batchRows],
    );
    // Every id exists, so each row is an update: one statement for all of them. InnoDB looks at the primary key first,
    // so no other unique key can lead it to another row.
    await transaction.insertMany(
      'contact_points',
      rows.map((row) => ({
        ...row,
        ...this.vault.seal(row.id, row.kind, this.vault.open(row.id, row.kind, row)),
      })),
      overwriting('ciphertext', 'nonce', 'key_version', 'blind_index', 'index_key_version', 'base_index'),
    );
    return { count: rows.length, last: rows.at(-1)?.id ?? null };
  }
}

function ignore(): void {
  // Nobody watches.
}
