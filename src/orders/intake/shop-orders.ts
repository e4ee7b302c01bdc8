import type { OrderFeed } from '../order-feed';
import { ManagerDirectory } from './manager-directory';
import { finished } from './order-draft';
import type { IncomingOrder, OrderIntake } from './order-intake';
import { settingsOf } from './order-rules';
import type { OrderRulesStore } from './order-rules';
import { explain } from './reject-file';
import type { NoticeCode, RowFault } from './row-notice';
import { readStatedOrder } from './stated-order';
import type { StatedOrder, StatedRules } from './stated-order';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { Region } from '#vault/phone-number';

/** What was not understood of an order that went in. */
export interface StatedNotice {
  /** Stable. */
  code: NoticeCode;
  /** JSON Pointer (RFC 6901) of the member; null where it is the order's. */
  pointer: string | null;
  /** What to do. */
  explanation: string;
}

/** An order that was left out. Its number may be the customer's own: it is not repeated. */
export interface RefusedOrder {
  result: 'refused';
  reason: RowFault;
  explanation: string;
}

/** What became of a stated order. Holds nothing of a contact. */
export type StatedResult =
  | {
      /** By what is stated beside contacts, see `WrittenOrder`. */
      result: 'created' | 'changed' | 'unchanged';
      /** Its number here. */
      orderNumber: string;
      notices: StatedNotice[];
    }
  | RefusedOrder;

export interface ShopOrderParts {
  intake: Pick<OrderIntake, 'managers' | 'write'>;
  rules: Pick<OrderRulesStore, 'read' | 'timeZone'>;
  /** Where numbers without a country code belong if their order names no country. */
  region: Region;
  feed: Pick<OrderFeed, 'publish'>;
  trail: Pick<AuditTrail, 'after'>;
}

const named = { added: 'created', changed: 'changed', unchanged: 'unchanged' } as const;

/** Notices of what a known order keeps. */
const ofNewOrders: ReadonlySet<NoticeCode> = new Set(['phone-missing', 'name-missing']);

interface Going {
  at: number;
  order: IncomingOrder;
  notices: StatedNotice[];
}

/**
 * Orders that a program of the shop states, one or many: through the same intake as a table, with the same refusals and
 * notices. What is answered never depends on whose a number is or on what is stored in its place: not whether the customer is
 * known, nor who got the order.
 */
export class ShopOrders {
  constructor(private readonly parts: ShopOrderParts) {}

  /**
   * Writes orders in their sequence; stating them again changes nothing. They can be called once this resolves. Audited
   * afterwards: the shop can state them again, but must be told what is done.
   * @returns a result for each order, in their sequence
   * @throws RefusedError `unavailable`: of several orders some may be written
   */
  async state(actor: Actor, orders: readonly StatedOrder[]): Promise<StatedResult[]> {
    const results = await this.#write(orders).catch((cause: unknown) => {
      throw new RefusedError('unavailable', { cause });
    });
    const counts = { created: 0, changed: 0, unchanged: 0, refused: 0 };
    for (const { result } of results) counts[result] += 1;
    const [only] = results;
    await this.parts.trail.after({
      actor: actorOf(actor),
      action: 'orders.state',
      subject:
        results.length === 1 && only !== undefined && 'orderNumber' in only
          ? `order:${only.orderNumber}`
          : null,
      detail: counts,
    });
    return results;
  }

  async #write(orders: readonly StatedOrder[]): Promise<StatedResult[]> {
    const rules = await this.#rules();
    const results: StatedResult[] = [];
    let batch = new Map<string, Going>();
    for (const [at, order] of orders.entries()) {
      const read = readStatedOrder(order, rules);
      const done = 'fault' in read ? read : finished(read.draft, rules);
      if ('fault' in done) {
        results[at] = refused(done.fault);
        continue;
      }
      // An order that is stated twice goes into the next batch, on top of what it is then.
      if (batch.has(done.order.orderNumber)) {
        await this.#hand([...batch.values()], results);
        batch = new Map();
      }
      const notices = done.notices.map(({ code, column }) => noticeOf(code, column));
      batch.set(done.order.orderNumber, { at, order: done.order, notices });
    }
    await this.#hand([...batch.values()], results);
    return results;
  }

  async #rules(): Promise<StatedRules> {
    const { intake, rules, region } = this.parts;
    const { clock, statuses, aliases, fields, ownMailDomain } = await settingsOf(rules);
    const managers = new ManagerDirectory(await intake.managers(), aliases);
    return { region, clock, statuses, managers, fields, ownMailDomain };
  }

  async #hand(batch: readonly Going[], results: StatedResult[]): Promise<void> {
    if (batch.length === 0) return;
    const result = await this.parts.intake.write(batch.map(({ order }) => order));
    for (const { position, fault } of result.refused) {
      const going = batch[position];
      if (going !== undefined) results[going.at] = refused(fault);
    }
    for (const { position, result: became, managerExtension } of result.written) {
      const going = batch[position];
      if (going === undefined) continue;
      const { at, order, notices } = going;
      const isNew = became === 'added';
      const { orderNumber } = order;
      results[at] = {
        result: named[became],
        orderNumber,
        notices: [
          ...notices.filter(({ code }) => isNew || !ofNewOrders.has(code)),
          ...result.notices
            .filter((notice) => notice.position === position)
            .map(({ code }) => noticeOf(code, null)),
        ],
      };
      if (became !== 'unchanged') this.parts.feed.publish({ orderNumber, managerExtension });
    }
  }
}

function noticeOf(code: NoticeCode, pointer: string | null): StatedNotice {
  return { code, pointer, explanation: explain(code) };
}

function refused(reason: RowFault): RefusedOrder {
  return { result: 'refused', reason, explanation: explain(reason) };
}
