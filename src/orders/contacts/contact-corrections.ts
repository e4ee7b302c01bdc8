import type { Slot } from '#kernel/slot';

/** The contents of a slot before somebody corrected it, once or several times. */
export interface ContactCorrection {
  /** The keyed hashes of the earlier contacts, the last first; null if the slot was empty. */
  oldHashes: readonly (Buffer | null)[];
}

interface CorrectionRow {
  order_id: number;
  slot: Slot;
  old_point_id: number | null;
  new_point_id: number;
  old_hash: Buffer | null;
  /** 1 where somebody restored the contact of before. */
  restored: number;
}

/** What people typed into the slots of orders, the last first (sql-contact-rows.ts). */
export class ContactCorrections {
  private constructor(private readonly changes: ReadonlyMap<string, readonly CorrectionRow[]>) {}

  /** @param select runs a statement with a list for its `?`; returns no rows for an empty one */
  static async of(
    orderIds: readonly number[],
    select: (sql: string, ids: readonly number[]) => Promise<CorrectionRow[]>,
  ): Promise<ContactCorrections> {
    const rows = await select(
      `SELECT e.order_id, e.slot, e.old_point_id, e.new_point_id, old.blind_index AS old_hash,
              EXISTS (SELECT 1 FROM order_entries AS r WHERE r.order_id = e.order_id AND r.restores = e.id)
                AS restored
         FROM order_entries AS e LEFT JOIN contact_points AS old ON old.id = e.old_point_id
        WHERE e.order_id IN (?) AND e.kind = 'contact-changed'
        ORDER BY e.id DESC`,
      orderIds,
    );
    const changes = new Map<string, CorrectionRow[]>();
    for (const row of rows) {
      const place = placeOf(row.order_id, row.slot);
      const earlier = changes.get(place);
      if (earlier === undefined) changes.set(place, [row]);
      else earlier.push(row);
    }
    return new ContactCorrections(changes);
  }

  /**
   * The correction that nobody restored.
   * @param pointId what the slot holds now: if it is not what the correction put there, the shop has stated another since
   */
  find(orderId: number, slot: Slot, pointId: number | null): ContactCorrection | null {
    const oldHashes: (Buffer | null)[] = [];
    let at = pointId;
    for (const row of this.#of(orderId, slot)) {
      if (row.restored === 1) continue;
      // Between the two the shop stated another number: corrections before that do not count.
      if (row.new_point_id !== at) break;
      oldHashes.push(row.old_hash);
      at = row.old_point_id;
    }
    return oldHashes.length > 0 ? { oldHashes } : null;
  }

  /** Whether somebody has ever typed a number into the slot, restored or not. */
  wasTyped(orderId: number, slot: Slot): boolean {
    return this.#of(orderId, slot).length > 0;
  }

  #of(orderId: number, slot: Slot): readonly CorrectionRow[] {
    return this.changes.get(placeOf(orderId, slot)) ?? [];
  }
}

function placeOf(orderId: number, slot: Slot): string {
  return `${orderId}/${slot}`;
}
