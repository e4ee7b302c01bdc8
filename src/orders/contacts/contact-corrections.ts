import type { ContactSlot } from '#kernel/slot';

interface CorrectionRow {
  order_id: number;
  slot: ContactSlot;
  new_point_id: number;
  old_hash: Buffer | null;
  new_hash: Buffer;
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
      `SELECT e.order_id, e.slot, e.new_point_id, old.blind_index AS old_hash, new.blind_index AS new_hash,
              EXISTS (SELECT 1 FROM order_entries AS r WHERE r.order_id = e.order_id AND r.restores = e.id)
                AS restored
         FROM order_entries AS e
              JOIN contact_points AS new ON new.id = e.new_point_id
              LEFT JOIN contact_points AS old ON old.id = e.old_point_id
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
   * The numbers that a correction which stands keeps out when the shop states them: all that the slot has held and all that
   * was typed there, restored or not. Which of them it is must not matter: a typed one may be equal to the shop's own.
   * @param pointId what the slot holds now: if no correction put it there, none stands
   */
  keptOut(orderId: number, slot: ContactSlot, pointId: number | null): readonly (Buffer | null)[] {
    const rows = this.#of(orderId, slot);
    const stands = rows.some((row) => row.restored === 0 && row.new_point_id === pointId);
    return stands ? rows.flatMap((row) => [row.old_hash, row.new_hash]) : [];
  }

  #of(orderId: number, slot: ContactSlot): readonly CorrectionRow[] {
    return this.changes.get(placeOf(orderId, slot)) ?? [];
  }
}

function placeOf(orderId: number, slot: ContactSlot): string {
  return `${orderId}/${slot}`;
}
