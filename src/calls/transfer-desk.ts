import type { CallControl } from './engine/call-control';
import type { CallView } from './model/call-view';
import type { ColleagueQuestion, ColleagueView } from './model/colleague-choice';
import { transferEntry } from './transfer-audit';
import type { AuditTrail } from '#audit/audit-trail';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

export interface TransferDeskParts {
  control: Pick<
    CallControl,
    'hold' | 'resume' | 'transfer' | 'completeTransfer' | 'joinThree' | 'colleagues' | 'live'
  >;
  /** A call that the principal may reach. @throws RefusedError `call-not-found` */
  find: (principal: Principal, id: string) => Promise<CallView>;
  trail: Pick<AuditTrail, 'before'>;
}

/**
 * What managers do in their own conversations: hold, pass on, three together. Whom a customer is passed to is audited first,
 * since a colleague is then shown the order.
 */
export class TransferDesk {
  constructor(private readonly parts: TransferDeskParts) {}

  /** @throws RefusedError `role-forbidden`, `call-not-found`, `not-talking` */
  async hold(principal: Principal, id: string): Promise<CallView> {
    return await this.#request(principal, id, (call) => this.parts.control.hold(call));
  }

  /** Off hold, without the colleague, or called back: manager and customer alone. @throws as {@link hold} */
  async resume(principal: Principal, id: string): Promise<CallView> {
    return await this.#request(principal, id, (call) => this.parts.control.resume(call));
  }

  /** The manager leaves the customer to the colleague who is called or talked with. @throws as {@link hold} */
  async complete(principal: Principal, id: string): Promise<CallView> {
    return await this.#request(principal, id, (call) => this.parts.control.completeTransfer(call));
  }

  /** The customer comes to manager and colleague. @throws as {@link hold} */
  async joinThree(principal: Principal, id: string): Promise<CallView> {
    return await this.#request(principal, id, (call) => this.parts.control.joinThree(call));
  }

  /**
   * Passes the customer to a colleague, or asks the colleague first.
   * @throws RefusedError as {@link hold}; `transfer-running`, `unavailable`, or why no colleague can be called
   */
  async transfer(principal: Principal, id: string, question: ColleagueQuestion): Promise<CallView> {
    const { control, trail } = this.parts;
    const call = await this.#findOwn(principal, id);
    await trail.before(transferEntry(principal, call.id, question, 'request'));
    // A colleague may have the customer since.
    await this.parts.find(principal, id);
    const result = await control.transfer(call.id, question);
    if (result !== 'begun') throw new RefusedError(result);
    return control.live(call.id) ?? call;
  }

  /** To whom the manager can pass customers. @throws RefusedError `role-forbidden`, `unavailable` */
  async colleagues(principal: Principal): Promise<ColleagueView[]> {
    if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
    try {
      return await this.parts.control.colleagues(principal.manager.extension);
    } catch (cause) {
      throw new RefusedError('unavailable', { cause });
    }
  }

  async #request(principal: Principal, id: string, request: (call: string) => boolean): Promise<CallView> {
    const call = await this.#findOwn(principal, id);
    if (!request(call.id)) throw new RefusedError('not-talking');
    return this.parts.control.live(call.id) ?? call;
  }

  /** Supervisors join by means of their own; whom a manager's customer is passed to is the manager's to say. */
  async #findOwn(principal: Principal, id: string): Promise<CallView> {
    if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
    return await this.parts.find(principal, id);
  }
}
