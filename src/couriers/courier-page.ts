import type { CourierSecrets } from './couriers';
import type { AuditTrail } from '#audit/audit-trail';
import type { CallControl } from '#calls/engine/call-control';
import type { CarriedOrder, CourierBook } from '#calls/engine/courier-book';
import type { CourierOfCall } from '#calls/model/courier-facts';
import type { CallView } from '#calls/model/call-view';
import { RefusedError } from '#kernel/refused-error';
import type { SignInLimiter } from '#people/sign-in-limiter';

export interface CourierPageParts {
  secrets: CourierSecrets;
  book: Pick<CourierBook, 'carried'>;
  calls: Pick<CallControl, 'courierClick' | 'liveOfCourier' | 'hangUpOfCourier'>;
  limiter: SignInLimiter;
  trail: Pick<AuditTrail, 'after' | 'before' | 'beforeRepeated'>;
}

/** What a courier's page shows: names and order numbers. */
export interface CourierDay {
  courier: CourierOfCall;
  /** Without it no call can come to the own mobile. */
  hasPhone: boolean;
  orders: readonly CarriedOrder[];
  call: CallView | null;
}

/** All codes are guessed at together: there is no login that a limit could go by. */
const allCodes = 'courier code';

/** What couriers do on their page. Whoever asks is known by a session; without one everything is refused. */
export class CourierPage {
  constructor(private readonly parts: CourierPageParts) {}

  /** @returns the session. @throws RefusedError `code-refused`, `too-many-sign-ins` */
  async signIn(code: string, address: string): Promise<string> {
    const { limiter, secrets, trail } = this.parts;
    const attempt = limiter.begin(`${allCodes} ${address}`, address);
    if ('waitSeconds' in attempt)
      throw new RefusedError('too-many-sign-ins', { retryAfterSeconds: attempt.waitSeconds });
    const signedIn = await secrets.redeem(code);
    if (signedIn === null) throw new RefusedError('code-refused');
    attempt.takeBack();
    const day = await this.parts.book.carried(signedIn.courierId);
    await trail.after({
      actor: day === null ? `courier-id:${String(signedIn.courierId)}` : `courier:${day.courier.number}`,
      action: 'courier.sign-in',
      subject: null,
    });
    return signedIn.session;
  }

  async signOut(session: string): Promise<void> {
    await this.parts.secrets.end(session);
  }

  /** @throws RefusedError `courier-signed-out`, `unavailable` */
  async day(session: string): Promise<CourierDay> {
    const day = await this.#signedIn(session);
    const { courier, orders } = day;
    // Names are shown: once in ten minutes, since the page asks every few seconds.
    if (orders.length > 0) {
      await this.parts.trail.beforeRepeated({
        actor: `courier:${courier.number}`,
        action: 'order.list',
        subject: null,
        detail: { rows: orders.length },
      });
    }
    return { ...day, call: this.parts.calls.liveOfCourier(courier.id) };
  }

  /**
   * Calls the own mobile first, then the customer.
   * @throws RefusedError `courier-signed-out`, `delivery-ended`, a limit's slug, `courier-busy`, `courier-unreachable`,
   * `call-unavailable`
   */
  async call(session: string, orderNumber: string): Promise<CallView> {
    const { courier } = await this.#signedIn(session);
    const { calls, trail } = this.parts;
    const result = await calls.courierClick({ courier, orderNumber });
    const call = 'call' in result ? result.call : null;
    await trail.after({
      actor: `courier:${courier.number}`,
      action: 'call.start',
      subject: call === null ? null : `call:${call.id}`,
      detail: { outcome: result.outcome === 'limited' ? result.limit : result.outcome },
    });
    switch (result.outcome) {
      case 'started':
      case 'existing':
        return result.call;
      case 'refused':
        throw new RefusedError('delivery-ended');
      case 'limited':
        throw new RefusedError(result.limit, { retryAfterSeconds: result.retryAfterSeconds });
      case 'unavailable':
        throw new RefusedError('call-unavailable');
      default:
        throw new RefusedError(result.outcome === 'manager-busy' ? 'courier-busy' : 'courier-unreachable');
    }
  }

  /** @throws RefusedError `courier-signed-out`, `call-ended` */
  async hangUp(session: string): Promise<void> {
    const { courier } = await this.#signedIn(session);
    const { calls } = this.parts;
    const live = calls.liveOfCourier(courier.id);
    if (live === null || !calls.hangUpOfCourier(live.id, courier.id)) throw new RefusedError('call-ended');
  }

  async #signedIn(session: string): Promise<Omit<CourierDay, 'call'>> {
    const courierId = await this.parts.secrets.findSession(session);
    const day = courierId === null ? null : await this.parts.book.carried(courierId);
    if (day === null) throw new RefusedError('courier-signed-out');
    return day;
  }
}
