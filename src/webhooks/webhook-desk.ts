import type { OutgoingAddresses } from '#http/outgoing-addresses';
import { mostWebhooks, webhookUrlOf } from './model/webhook-rules';
import type {
  DeliveryState,
  IdleDeliveries,
  IdleDelivery,
  Webhook,
  WebhookBook,
  WebhookSetting,
} from './webhooks';
import type { AuditTrail } from '#audit/audit-trail';
import type { Page, PageRequest } from '#kernel/page';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';

export interface WebhookDeskParts {
  webhooks: WebhookBook;
  deliveries: IdleDeliveries;
  addresses: Pick<OutgoingAddresses, 'mayUse'>;
  trail: Pick<AuditTrail, 'before'>;
}

/**
 * Keeping the addresses that are told of orders and calls, and what could not be delivered. Audited before each change: an
 * address gets everything from then on, so none is added unseen.
 */
export class WebhookDesk {
  constructor(private readonly parts: WebhookDeskParts) {}

  async list(): Promise<Webhook[]> {
    return this.parts.webhooks.list();
  }

  /**
   * @returns the secret too, which is shown only here
   * @throws RefusedError `invalid-input`, `unavailable`
   */
  async add(actor: Actor, setting: WebhookSetting): Promise<{ webhook: Webhook; secret: string }> {
    const { webhooks, trail } = this.parts;
    const checked = this.#checked(setting);
    if ((await webhooks.list()).length >= mostWebhooks) {
      const detail = `a site has at most ${String(mostWebhooks)} addresses`;
      refuseFaults([{ field: 'url', code: 'too-many-webhooks', detail }]);
    }
    const by = actorOf(actor);
    await trail.before({ actor: by, action: 'webhook.add', subject: null, detail: detailOf(checked) });
    const { id, secret } = await webhooks.add(checked, by);
    return { webhook: await this.#find(id), secret };
  }

  /** Changes what is given. @throws RefusedError `webhook-unknown`, `invalid-input`, `unavailable` */
  async change(actor: Actor, id: number, changes: Partial<WebhookSetting>): Promise<Webhook> {
    const { webhooks, trail } = this.parts;
    const { url, topics, enabled } = await this.#find(id);
    const setting = this.#checked({ url, topics, enabled, ...changes });
    const by = actorOf(actor);
    await trail.before({
      actor: by,
      action: 'webhook.set',
      subject: subjectOf(id),
      detail: detailOf(setting),
    });
    await webhooks.change(id, setting, by);
    return this.#find(id);
  }

  /** Drops what waits for it, too. @throws RefusedError `webhook-unknown`, `unavailable` */
  async remove(actor: Actor, id: number): Promise<void> {
    await this.#find(id);
    await this.parts.trail.before({
      actor: actorOf(actor),
      action: 'webhook.delete',
      subject: subjectOf(id),
    });
    await this.parts.webhooks.remove(id);
  }

  /** @returns the new secret, which is shown only here @throws RefusedError `webhook-unknown`, `unavailable` */
  async renewSecret(actor: Actor, id: number): Promise<string> {
    await this.#find(id);
    const by = actorOf(actor);
    await this.parts.trail.before({ actor: by, action: 'webhook.secret', subject: subjectOf(id) });
    return this.parts.webhooks.renewSecret(id, by);
  }

  /** Deliveries that nobody tries. */
  async idle(page: PageRequest, state: DeliveryState): Promise<Page<IdleDelivery>> {
    return this.parts.deliveries.list(page, state);
  }

  /** @throws RefusedError `delivery-unknown`, `unavailable` */
  async resend(actor: Actor, id: number): Promise<void> {
    await this.#ofIdle(actor, 'webhook.resend', id, () => this.parts.deliveries.resend(id));
  }

  /** All of an address. @returns how many @throws RefusedError `webhook-unknown`, `unavailable` */
  async resendAll(actor: Actor, webhookId: number): Promise<number> {
    const { dead } = await this.#find(webhookId);
    await this.parts.trail.before({
      ...{ actor: actorOf(actor), action: 'webhook.resend', subject: subjectOf(webhookId), detail: { dead } },
    });
    return this.parts.deliveries.resendAll(webhookId);
  }

  /** @throws RefusedError `delivery-unknown`, `unavailable` */
  async drop(actor: Actor, id: number): Promise<void> {
    await this.#ofIdle(actor, 'webhook.drop', id, () => this.parts.deliveries.drop(id));
  }

  async #ofIdle(actor: Actor, action: string, id: number, work: () => Promise<boolean>): Promise<void> {
    await this.parts.trail.before({ actor: actorOf(actor), action, subject: `delivery:${String(id)}` });
    if (!(await work())) {
      throw new RefusedError('delivery-unknown', {
        message: `No delivery ${String(id)} was given up. See: star7 webhooks dead.`,
      });
    }
  }

  async #find(id: number): Promise<Webhook> {
    const found = await this.parts.webhooks.find(id);
    if (found === null) {
      throw new RefusedError('webhook-unknown', {
        message: `There is no webhook ${String(id)}. See: star7 webhooks list.`,
      });
    }
    return found;
  }

  #checked(setting: WebhookSetting): WebhookSetting {
    const url = webhookUrlOf(setting.url);
    if (url === null) {
      refuseFaults([
        { field: 'url', code: 'url-invalid', detail: 'must be an address such as https://shop.example/hook' },
      ]);
    } else if (!this.parts.addresses.mayUse(url)) {
      refuseFaults([
        {
          field: 'url',
          code: 'url-not-https',
          detail: 'must begin with https://, or its host be in STAR7_OUTGOING_PRIVATE',
        },
      ]);
    }
    return { url: url?.href ?? '', topics: [...new Set(setting.topics)], enabled: setting.enabled };
  }
}

function subjectOf(id: number): string {
  return `webhook:${String(id)}`;
}

/** Its host alone: a path may be a secret of the receiver's. */
function detailOf({ url, topics, enabled }: WebhookSetting): Record<string, string | boolean> {
  return { host: new URL(url).host, topics: topics.join(','), enabled };
}
