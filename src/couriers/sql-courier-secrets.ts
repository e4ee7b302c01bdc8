import { randomBytes } from 'node:crypto';
import { newCourierCode, plainCode } from './courier-code';
import type { CourierSecrets } from './couriers';
import { endSecrets, unknownCourier } from './sql-couriers';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';
import { secretHash } from '#people/noted-uses';

const hour: Micros = 3_600_000_000;
/** Until a courier on the road has typed it in. */
const codeLasts = hour;
/** A working day and some more. */
const sessionLasts = 14 * hour;
/** Expired rows that are removed at each sign-in. */
const mostSwept = 1000;

/** Codes and sessions of couriers: random secrets, of which only the SHA-256 is stored. */
export class SqlCourierSecrets implements CourierSecrets {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** The code before it is of no use any more, and whoever was signed in is signed out: the phone may be lost. @throws StoreError `courier-unknown` */
  async issueCode(number: string): Promise<{ code: string; expiresAt: Micros }> {
    const code = newCourierCode();
    const expiresAt = this.now() + codeLasts;
    await this.database.transaction(async (transaction) => {
      const [courier] = await transaction.query<{ id: number }>(
        'SELECT id FROM couriers WHERE active_number = ? FOR UPDATE',
        [number],
      );
      if (courier === undefined) throw unknownCourier(number);
      await endSecrets(transaction, courier.id);
      await transaction.insert(
        'courier_secrets',
        this.#row(secretHash(plainCode(code)), courier.id, 'code', expiresAt),
      );
    });
    return { code, expiresAt };
  }

  /** @throws StoreError */
  async redeem(code: string): Promise<{ session: string; courierId: number } | null> {
    const hash = secretHash(plainCode(code));
    const now = toDateTime(this.now());
    return this.database.transaction(async (transaction) => {
      const [found] = await transaction.query<{ courier_id: number }>(
        `SELECT s.courier_id FROM courier_secrets AS s JOIN couriers AS k ON k.id = s.courier_id
          WHERE s.id_hash = ? AND s.kind = 'code' AND s.expires_at > ? AND k.disabled_at IS NULL FOR UPDATE`,
        [hash, now],
      );
      await transaction.write('DELETE FROM courier_secrets WHERE expires_at <= ? LIMIT ?', [now, mostSwept]);
      if (found === undefined) return null;
      await transaction.write('DELETE FROM courier_secrets WHERE id_hash = ?', [hash]);
      const session = randomBytes(32).toString('base64url');
      await transaction.insert(
        'courier_secrets',
        this.#row(secretHash(session), found.courier_id, 'session', this.now() + sessionLasts),
      );
      return { session, courierId: found.courier_id };
    });
  }

  /** @throws StoreError: nobody is let in then */
  async findSession(session: string): Promise<number | null> {
    const rows = await this.database.query<{ courier_id: number }>(
      `SELECT s.courier_id FROM courier_secrets AS s JOIN couriers AS k ON k.id = s.courier_id
        WHERE s.id_hash = ? AND s.kind = 'session' AND s.expires_at > ? AND k.disabled_at IS NULL`,
      [secretHash(session), toDateTime(this.now())],
    );
    return rows[0]?.courier_id ?? null;
  }

  /** Ending a session that has ended is no fault. @throws StoreError */
  async end(session: string): Promise<void> {
    await this.database.write('DELETE FROM courier_secrets WHERE id_hash = ?', [secretHash(session)]);
  }

  #row(hash: Buffer, courierId: number, kind: 'code' | 'session', expiresAt: Micros) {
    return {
      id_hash: hash,
      courier_id: courierId,
      kind,
      created_at: toDateTime(this.now()),
      expires_at: toDateTime(expiresAt),
    };
  }
}
