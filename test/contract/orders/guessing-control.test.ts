import type { Masked } from '#kernel/masked';
import type { Slot } from '#kernel/slot';
import type { ContactRows, ContactStore } from '#orders/contacts/contact-rows';
import type * as contactRules from '#orders/model/contact-rules';
import type { PointId } from '#orders/model/contact-rules';
import { difference } from './guessing-sequences';
import { GuessingWorld } from './guessing-world';
import type { TestDatabase } from '../database/test-database';

/*
 * The control of guessing.test.ts: with the rules of release 0.2.0, where a typed number that was known became the stored
 * one, corrections went along to orders that held the same one, and closed orders took them too, its sequences find the
 * difference soon.
 */

jest.mock('#orders/model/contact-rules', () => {
  const rules = jest.requireActual<typeof contactRules>('#orders/model/contact-rules');
  const ordersSharing: typeof rules.ordersSharing = (order, others, slot) => [
    order,
    ...others.filter(
      (other) =>
        other.id !== order.id &&
        other.open &&
        order.points[slot] !== null &&
        other.points[slot] === order.points[slot],
    ),
  ];
  return { ...rules, ordersSharing };
});

/** Typed numbers become the point that the customer has of them in that slot; every order takes them. */
function merging(store: ContactStore, { database, vault }: TestDatabase): ContactStore {
  const merge =
    (rows: ContactRows) => async (customerId: number, slot: Slot, number: Masked, stated: PointId) => {
      // Its own connection sees the rows of earlier transactions, which is enough here.
      const [known] = await database.query<{ id: number }>(
        'SELECT id FROM contact_points WHERE blind_index IN (?) AND customer_id = ? AND slot = ? LIMIT 1',
        [vault.hashes('phone', number).map(({ hash }) => hash), customerId, slot],
      );
      return known?.id ?? rows.addTyped(customerId, slot, number, stated);
    };
  return {
    transaction: (work) =>
      store.transaction((rows) => {
        const old = new Proxy(rows, {
          get(target, name: keyof ContactRows) {
            if (name === 'addTyped') return merge(target);
            if (name !== 'lockOrder') return target[name].bind(target);
            return async (...write: Parameters<ContactRows['lockOrder']>) => {
              const order = await target.lockOrder(...write);
              return order && { ...order, open: true };
            };
          },
        });
        return work(old);
      }),
  };
}

test('the rules of release 0.2.0 show whether a guess is right', async () => {
  const worlds = [await GuessingWorld.create(merging), await GuessingWorld.create(merging)] as const;
  const found: string[] = [];
  for (let index = 0; index < 60 && found.length < 3; index += 1) {
    const differs = await difference(worlds, 20261129, index);
    if (differs !== null) found.push(differs);
  }
  await Promise.all(worlds.map((world) => world.drop()));
  expect(found).toHaveLength(3);
});
