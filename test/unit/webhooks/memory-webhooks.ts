import type { IdleDeliveries, IdleDelivery, Webhook, WebhookBook, WebhookSetting } from '#webhooks/webhooks';
import type { Page } from '#kernel/page';

/** Addresses and dead deliveries in memory. */
export class MemoryWebhooks implements WebhookBook {
  readonly rows: Webhook[] = [];
  readonly deadRows: IdleDelivery[] = [];
  readonly heldRows: IdleDelivery[] = [];
  #next = 1;

  readonly deliveries: IdleDeliveries = {
    list: (_page, state): Promise<Page<IdleDelivery>> =>
      Promise.resolve({ rows: state === 'dead' ? [...this.deadRows] : [...this.heldRows], next: null }),
    resend: (id) => Promise.resolve(this.#take((row) => row.id === id) > 0),
    resendAll: (webhookId) => Promise.resolve(this.#take((row) => row.webhookId === webhookId)),
    drop: (id) => Promise.resolve(this.#take((row) => row.id === id) > 0),
  };

  list(): Promise<Webhook[]> {
    return Promise.resolve([...this.rows]);
  }

  find(id: number): Promise<Webhook | null> {
    return Promise.resolve(this.rows.find((row) => row.id === id) ?? null);
  }

  add(setting: WebhookSetting, by: string): Promise<{ id: number; secret: string }> {
    const id = this.#next++;
    const fresh = { id, pending: 0, dead: 0, lastDeliveredAt: null, changedAt: 0, changedBy: by };
    this.rows.push({ ...fresh, ...setting });
    return Promise.resolve({ id, secret: `whsec_${String(id)}` });
  }

  change(id: number, setting: WebhookSetting, by: string): Promise<void> {
    const at = this.rows.findIndex((row) => row.id === id);
    const row = this.rows[at];
    if (row !== undefined) this.rows[at] = { ...row, ...setting, changedBy: by };
    return Promise.resolve();
  }

  remove(id: number): Promise<void> {
    this.rows.splice(
      this.rows.findIndex((row) => row.id === id),
      1,
    );
    return Promise.resolve();
  }

  renewSecret(id: number): Promise<string> {
    return Promise.resolve(`whsec_new-${String(id)}`);
  }

  #take(isMeant: (row: IdleDelivery) => boolean): number {
    const left = this.deadRows.filter((row) => !isMeant(row));
    return this.deadRows.splice(0, this.deadRows.length, ...left).length - left.length;
  }
}
