import type {
  CourierChanges,
  CourierEntry,
  CourierRoster,
  CourierSecrets,
  DeliveryBook,
  DeliveryView,
  NewCourier,
} from './couriers';
import type { DeliveryEnd } from './model/courier-rules';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';
import { newPin } from '#vault/pin';
import { readMobile } from '#vault/typed-number';
import type { TypedNumberReader } from '#vault/typed-number';

export interface CourierDeskParts {
  couriers: CourierRoster;
  deliveries: DeliveryBook;
  secrets: Pick<CourierSecrets, 'issueCode'>;
  passwords: { hash(password: string): Promise<string> };
  readNumber: TypedNumberReader;
  /** Counts managers' wrong order numbers. */
  guard: Pick<GuessGuard, 'look'>;
  trail: Pick<AuditTrail, 'before' | 'beforeRepeated'>;
}

/**
 * Keeping couriers, and which order is with whom. Audited before it is done: a courier's mobile, PIN or code opens customers. A
 * mobile is written, as somebody typed it, and never read.
 */
export class CourierDesk {
  constructor(private readonly parts: CourierDeskParts) {}

  /** By number. */
  async list(filter: { disabledToo: boolean }): Promise<CourierEntry[]> {
    return this.parts.couriers.list(filter);
  }

  /** @throws RefusedError `invalid-input`, `unavailable`; slug `courier-exists` */
  async add(actor: Actor, courier: NewCourier): Promise<CourierEntry> {
    const added = this.#read(courier);
    await this.#audit(actor, 'courier.add', courier.number);
    return this.parts.couriers.add(added);
  }

  /** Changes what is given and leaves the rest. @throws RefusedError `invalid-input`, `unavailable`; slug `courier-unknown` */
  async change(actor: Actor, number: string, asked: CourierChanges): Promise<CourierEntry> {
    const changes = this.#read(asked);
    await this.#known(number);
    await this.#audit(actor, 'courier.set', number, { changed: Object.keys(changes).join(',') });
    return this.parts.couriers.change(number, changes);
  }

  /** What the courier carries is with nobody from now on. @throws RefusedError `unavailable`; slug `courier-unknown` */
  async disable(actor: Actor, number: string): Promise<void> {
    await this.#known(number);
    await this.#audit(actor, 'courier.disable', number);
    await this.parts.couriers.disable(number, actorOf(actor));
  }

  /** @returns a new PIN, which is shown only here. @throws RefusedError `unavailable`; slug `courier-unknown` */
  async newPin(actor: Actor, number: string): Promise<string> {
    await this.#known(number);
    await this.#audit(actor, 'courier.pin', number);
    const pin = newPin();
    await this.parts.couriers.setPin(number, await this.parts.passwords.hash(pin));
    return pin;
  }

  /** @returns a code that signs the courier in once, which is shown only here. @throws as {@link newPin} */
  async newCode(actor: Actor, number: string): Promise<{ code: string; expiresAt: Micros }> {
    await this.#known(number);
    await this.#audit(actor, 'courier.code', number);
    return this.parts.secrets.issueCode(number);
  }

  /** Who has an order now; managers ask for their own. @throws RefusedError `order-refused`, `locked-out` */
  async deliveryOf(actor: Actor, orderNumber: string): Promise<DeliveryView | null> {
    const found = await this.#guarded(
      actor,
      'delivery.view',
      () => this.parts.deliveries.of(orderNumber, managerIdOf(actor)),
      (delivery) => delivery === undefined,
    );
    return found ?? null;
  }

  /**
   * Gives an order to a courier, or ends its delivery; managers their own orders.
   * @throws RefusedError `order-refused`, `locked-out`, `order-closed`, `invalid-input`, `unavailable`
   */
  async setDelivery(
    actor: Actor,
    orderNumber: string,
    to: { courier: string } | { ended: Exclude<DeliveryEnd, 'handed-on'> },
  ): Promise<DeliveryView | null> {
    const { deliveries, trail } = this.parts;
    const action = 'delivery.set';
    const by = actorOf(actor);
    const before = await this.#guarded(
      actor,
      action,
      () => deliveries.of(orderNumber, managerIdOf(actor)),
      (delivery) => delivery === undefined,
    );
    await trail.before({
      actor: by,
      action,
      // The order was found, so this is its number.
      subject: `order:${orderNumber}`,
      detail: {
        before: before?.courierNumber ?? null,
        ...('ended' in to ? { ended: to.ended } : { courier: to.courier }),
      },
    });
    const changed = await deliveries.set(orderNumber, to, by, managerIdOf(actor));
    switch (changed.result) {
      case 'written':
        return changed.delivery;
      case 'no-order':
        throw new RefusedError('order-refused');
      case 'order-closed':
        throw new RefusedError('order-closed');
      case 'no-courier':
        refuseFaults([
          { field: 'courier', code: 'courier-unknown', detail: 'must be the number of an active courier' },
        ]);
        return null;
    }
  }

  /** Wrong order numbers of a manager count as they do everywhere. */
  async #guarded<Answer>(
    actor: Actor,
    action: string,
    ask: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const refused = (outcome: string): AuditEntry => ({
      actor: actorOf(actor),
      action,
      subject: null,
      detail: { outcome },
    });
    const look =
      actor.role === 'manager'
        ? await this.parts.guard.look(actor.manager.extension, ask, isMiss)
        : { answer: await ask() };
    if (!('answer' in look)) {
      await this.parts.trail.beforeRepeated(refused('locked-out'));
      throw new RefusedError('locked-out', { retryAfterSeconds: look.lockedForSeconds });
    }
    if (!isMiss(look.answer)) return look.answer;
    await this.parts.trail.before(refused('refused'));
    throw new RefusedError('order-refused');
  }

  /** @throws RefusedError `invalid-input` for what is no telephone number that may be called */
  #read<Asked extends CourierChanges>(asked: Asked): Asked {
    const { phone } = asked;
    if (phone === undefined || phone === null) return trimmed(asked);
    const read = readMobile(this.parts.readNumber, phone);
    if (!('number' in read))
      throw new RefusedError('invalid-input', { faults: [{ field: 'phone', ...read.fault }] });
    return { ...trimmed(asked), phone: read.number };
  }

  async #known(number: string): Promise<void> {
    if ((await this.parts.couriers.find(number)) === null) throw new RefusedError('courier-unknown');
  }

  async #audit(actor: Actor, action: string, number: string, detail?: AuditEntry['detail']): Promise<void> {
    await this.parts.trail.before({
      actor: actorOf(actor),
      action,
      subject: `courier:${number}`,
      ...(detail !== undefined && { detail }),
    });
  }
}

/** An empty company is none. */
function trimmed<Asked extends CourierChanges>(asked: Asked): Asked {
  const { name, company } = asked;
  return {
    ...asked,
    ...(name !== undefined && { name: name.trim() }),
    ...(company !== undefined && { company: company?.trim() || null }),
  };
}

function managerIdOf(actor: Actor): number | null {
  return actor.role === 'manager' ? actor.manager.id : null;
}
