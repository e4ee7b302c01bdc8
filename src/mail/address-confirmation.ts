import { createHash, randomBytes } from 'node:crypto';
import type { Confirmations } from './confirmations';
import { refusePrograms } from './mail-access';
import { newToken } from './mail-intake';
import type { MailStore } from './mails';
import { confirmationMail, linkBytes, mostLinksOfOrder, mostLinksOfPerson } from './model/address-state';
import type { AddressState } from './model/address-state';
import { tokenFrom } from './model/alias';
import { isTaken } from './model/mail-rates';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { OrderFeed } from '#orders/order-feed';
import type { OrderLooks } from '#orders/order-looks';

/** Where links lead, and for how long. */
export interface ConfirmationLinks {
  /** Of the page, without the token: `https://confirm.shop.example/confirm`. */
  url: string;
  days: number;
}

export interface AddressConfirmationParts {
  store: Pick<MailStore, 'orderOfNumber' | 'counts' | 'write'>;
  confirmations: Confirmations;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Pick<Clock, 'now'>;
  /** Name of the shop. */
  shop: string;
  /** Null where customers reach no page of Star7. */
  links: ConfirmationLinks | null;
  /** Something waits to be sent. */
  onWritten: () => void;
}

const day: Micros = 86_400_000_000;

/**
 * An order's customer confirms the address by a link in a mail. The link is in the mail alone: it is sealed until the mail is sent, and
 * stored as a hash, so that nobody in the shop can confirm in the customer's place without reading mails at the address.
 */
export class AddressConfirmation {
  constructor(private readonly parts: AddressConfirmationParts) {}

  /**
   * Sends the link to the order's address.
   * @throws RefusedError `role-forbidden`, `locked-out`, `order-refused`, `confirmation-off`, `no-mail-address`, `address-confirmed`,
   * `too-many-mails`, `unavailable`
   */
  async ask(principal: Principal, orderNumber: string): Promise<AddressState> {
    refusePrograms(principal);
    const { store, confirmations, looks, trail, feed, clock, shop, links } = this.parts;
    const action = 'mail.confirm-ask';
    const view = await looks.findOrRefuse(principal, orderNumber, action);
    if (links === null) throw new RefusedError('confirmation-off');
    const now = clock.now();
    const order = await store.orderOfNumber(view.orderNumber, newToken(), now);
    if (order.email === null) throw new RefusedError('no-mail-address');
    if ((await confirmations.state(view.orderNumber, now)).state === 'confirmed') {
      throw new RefusedError('address-confirmed');
    }
    const author = actorOf(principal);
    const { ofOrder, ofAuthor } = await confirmations.asked(order.id, author, now - day);
    const isFree = isTaken('automatic', await store.counts(order.id, now));
    if (ofOrder >= mostLinksOfOrder || ofAuthor >= mostLinksOfPerson || !isFree) {
      throw new RefusedError('too-many-mails', { retryAfterSeconds: 3600 });
    }
    await trail.before({ actor: author, action, subject: `order:${view.orderNumber}` });
    const token = tokenFrom(randomBytes(linkBytes));
    const written = await store.write(order, {
      ...{ token: newToken(), at: now, kind: 'automatic', author, hidden: 0, once: null },
      limits: { links: { ofOrder: mostLinksOfOrder, ofAuthor: mostLinksOfPerson, since: now - day } },
      ...confirmationMail(shop),
      link: { token, hash: hashOf(token), expiresAt: now + links.days * day },
    });
    if (typeof written === 'string') throw new RefusedError('too-many-mails', { retryAfterSeconds: 3600 });
    this.parts.onWritten();
    feed.publish(view);
    return confirmations.state(view.orderNumber, now);
  }

  /**
   * @param token as it stands in a link
   * @returns whether it has confirmed an address: unknown, used and expired links are the same
   * @throws StoreError
   */
  async confirm(token: string): Promise<boolean> {
    const { confirmations, trail, feed, clock } = this.parts;
    const order = await confirmations.confirm(hashOf(token), clock.now());
    if (order === null) return false;
    feed.publish(order);
    await trail.after({
      ...{ actor: 'customer', action: 'mail.address-confirmed', subject: `order:${order.orderNumber}` },
    });
    return true;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(`confirm\0${token}`).digest();
}
