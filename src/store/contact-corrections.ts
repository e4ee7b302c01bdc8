import type { Slot } from '../core/call-record';

/** What stood in a slot before somebody corrected it. */
export interface ContactCorrection {
  /** The keyed hash of the contact from before; null where the slot was empty. */
  oldHash: Buffer | null;
}

interface CorrectionRow {
  order_id: number;
  slot: Slot;
  new_point_id: number;
  old_hash: Buffer | null;
}

/** The last changes of contacts that nobody took back, by order and slot (store/sql-contact-changes.ts). */
export class ContactCorrections {
  private constructor(private readonly last: ReadonlyMap<string, CorrectionRow>) {}

  /** @param select runs a statement with a list for its `?`; gives nothing for an empty one */
  static async of(
    orderIds: readonly number[],
    select: (sql: string, ids: readonly number[]) => Promise<CorrectionRow[]>,
  ): Promise<ContactCorrections> {
    const rows = await select(
      `SELECT e.order_id, e.slot, e.new_point_id, p.blind_index AS old_hash
         FROM order_entries AS e LEFT JOIN contact_points AS p ON p.id = e.old_point_id
        WHERE e.order_id IN (?) AND e.kind = 'contact-changed'
          AND NOT EXISTS (SELECT 1 FROM order_entries AS r WHERE r.order_id = e.order_id AND r.restores = e.id)
        ORDER BY e.id`,
      orderIds,
    );
    return new ContactCorrections(new Map(rows.map((row) => [`${row.order_id}/${row.slot}`, row])));
  }

  /** @param pointId what stands there now: once it is another than the correction put there, the shop has spoken since */
  find(orderId: number, slot: Slot, pointId: number | null): ContactCorrection | null {
    const row = this.last.get(`${orderId}/${slot}`);
    return row?.new_point_id === pointId ? { oldHash: row.old_hash } : null;
  }
}
