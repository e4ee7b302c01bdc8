import type { LightMyRequestResponse } from 'fastify';
import { CallGate } from '#calls/engine/call-gate';
import { SqlOrderBook } from '#calls/sql-order-book';
import { mask, reveal } from '#kernel/masked';
import type { Slot } from '#kernel/slot';
import type { ContactStore } from '#orders/contacts/contact-rows';
import { SqlContactStore } from '#orders/contacts/sql-contact-rows';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import type { OrderChange } from '#orders/order-feed';
import { SqlOrderEntries } from '#orders/sql-order-entries';
import { SqlOrderRules } from '#orders/intake/sql-order-rules';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { ShopPictures } from '#orders/shop-pictures';
import { SqlOrderPool } from '#orders/sql-order-pool';
import { SqlOrdersInFull } from '#orders/sql-orders-in-full';
import { SqlOrderList } from '#orders/sql-order-list';
import { SqlOutcomeList } from '#orders/sql-outcome-list';
import { SqlWorkQueue } from '#orders/sql-work-queue';
import { SqlManagers } from '#people/sql-managers';
import { SqlEntryLists } from '#supervision/sql-entry-lists';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { capsOf, noLimits } from '../../unit/calls/no-limits';
import { HttpRig, whole } from '../../unit/http/http-rig';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

export type Insider = '101' | '102' | 'supervisor';

/** What a call came to, as far as its caller can tell. */
export interface CallSeen {
  refusal: string | null;
  /** One of the insiders' own phones rang: which one. */
  rang: string | null;
}

/** A shop as insiders see it: the REST API over a real database, live events, and what calls come to. */
export class GuessingWorld {
  readonly #events: OrderChange[] = [];

  private constructor(
    private readonly test: TestDatabase,
    private readonly rig: HttpRig,
    private readonly intake: SqlOrderIntake,
    private readonly gate: CallGate,
  ) {
    rig.orderFeed.subscribe((event) => this.#events.push(event));
  }

  /** @param altered gives another store of contacts, for a control */
  static async create(altered: (store: ContactStore, test: TestDatabase) => ContactStore = (store) => store) {
    const test = await createTestDatabase();
    const { database, vault } = test;
    const rig = new HttpRig({}, 1000, ({ clock, work, supervision }) => {
      const now = (): number => clock.now();
      const entries = new SqlOrderEntries(database, now);
      return {
        orders: new SqlOrderList(database, now),
        supervision: { ...supervision.parts, entryLists: new SqlEntryLists(database) },
        work: {
          ...{ feed: work.feed, alerts: new MemoryAlerts(), entries, timeLine: entries },
          ...{ callsUp: () => [], orderOfCall: () => Promise.resolve(null) },
          inFull: new SqlOrdersInFull(database),
          pool: new SqlOrderPool(database, now),
          rules: new SqlOrderRules(database, now, 'UTC'),
          pictures: new ShopPictures(new OutgoingAddresses()),
          readNumber: (typed) => ({ contact: typed }),
          readAddress: (typed) => ({ contact: typed }),
          queue: new SqlWorkQueue(database, now),
          outcomes: new SqlOutcomeList(database),
          contacts: altered(new SqlContactStore(database, vault, now), test),
        },
      };
    });
    const { clock } = rig;
    const managers = new SqlManagers(database, () => clock.now());
    for (const extension of ['101', '102']) await managers.add({ extension, name: `Manager ${extension}` });
    const gate = new CallGate({
      orders: new SqlOrderBook(database, vault),
      guard: guessGuardOf(clock),
      caps: capsOf(clock),
      alerts: new MemoryAlerts(),
      clock,
      limits: () => Promise.resolve(noLimits),
    });
    return new GuessingWorld(test, rig, new SqlOrderIntake(database, vault, () => clock.now()), gate);
  }

  async drop(): Promise<void> {
    await this.rig.app.close();
    await this.test.drop();
  }

  wait(minutes: number): void {
    this.rig.clock.set(minutes * 60_000_000);
  }

  /** The shop's rows. Their counts are for administrators, who are no insiders here. */
  async import(orders: readonly IncomingOrder[]): Promise<void> {
    await this.intake.write(orders);
  }

  type(who: Insider, order: string, slot: Slot, number: string): Promise<LightMyRequestResponse> {
    return this.rig.as(who, {
      method: 'PUT',
      url: `/api/orders/${order}/contacts/${slot}`,
      payload: { number },
    });
  }

  /** Takes back the newest change of a slot that the time line offers. */
  async restore(order: string, slot: Slot): Promise<LightMyRequestResponse> {
    const { items } = (await this.timeline('supervisor', order)).json<{
      items?: { id: string; slot: string | null; restorable: boolean }[];
    }>();
    const entry = items?.find((item) => item.slot === slot && item.restorable)?.id ?? '0';
    const url = `/api/orders/${order}/contacts/${slot}/restore`;
    return this.rig.as('supervisor', { method: 'POST', url, payload: { entry } });
  }

  wrapUp(
    who: Exclude<Insider, 'supervisor'>,
    order: string,
    outcome: string,
  ): Promise<LightMyRequestResponse> {
    return this.rig.as(who, { method: 'POST', url: `/api/orders/${order}/wrap-up`, payload: { outcome } });
  }

  note(who: Exclude<Insider, 'supervisor'>, order: string): Promise<LightMyRequestResponse> {
    const url = `/api/orders/${order}/notes`;
    return this.rig.as(who, { method: 'POST', url, payload: { text: 'перезвонить' } });
  }

  /** Takes back the newest outcome of the time line. */
  async undo(who: Exclude<Insider, 'supervisor'>, order: string): Promise<LightMyRequestResponse> {
    const { items } = (await this.timeline('supervisor', order)).json<{
      items?: { id: string; kind: string }[];
    }>();
    const entry = items?.find(({ kind }) => kind === 'outcome')?.id ?? '0';
    const url = `/api/orders/${order}/wrap-up/undo`;
    return this.rig.as(who, { method: 'POST', url, payload: { entry } });
  }

  timeline(who: Insider, order: string): Promise<LightMyRequestResponse> {
    return this.rig.get(who, `/api/orders/${order}/timeline?limit=100`);
  }

  get(who: Insider, url: string): Promise<LightMyRequestResponse> {
    return this.rig.get(who, url);
  }

  /** @param phones the insiders' own: who answers there knows that it rang */
  async call(
    extension: string,
    orderNumber: string,
    slot: Slot,
    phones: readonly string[],
  ): Promise<CallSeen> {
    const { order, refusal = null } = await this.gate.authorise({
      extension,
      orderNumber,
      slot,
      occupied: false,
    });
    const number = order === null ? null : reveal(order.number);
    return { refusal, rang: number !== null && phones.includes(number) ? number : null };
  }

  /** What has happened since this was last asked: live events, and rows of the audit log. */
  news(): unknown {
    const { audit } = this.rig;
    return { events: this.#events.splice(0), audit: audit.entries.splice(0) };
  }
}

/** All that a client can compare of an answer: status, headers with the length, body. */
export const seen = whole;

export function incoming(
  orderNumber: string,
  managerExtension: string,
  status: 'open' | 'closed',
  numbers: { main: string; second: string | null; recipient: string | null },
): IncomingOrder {
  const { main, second, recipient } = numbers;
  const phone = (number: string | null) => (number === null ? null : mask(number));
  return {
    ...{ orderNumber, managerExtension, status, customerName: `Customer of ${orderNumber}` },
    phones: { main: mask(main), second: phone(second), recipient: phone(recipient) },
  };
}
