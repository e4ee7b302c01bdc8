import { changesToRestore, ordersSharing, restorableChange } from '#orders/model/contact-rules';
import type { ContactEntry, ContactHistory, OrderContacts } from '#orders/model/contact-rules';

function contacts(id: number, main: number | null, rest: Partial<ContactHistory> = {}): ContactHistory {
  const points = { main, second: null, recipient: null, email: null };
  return { ...{ id, customerId: 1, open: true, points, stated: points, entries: [] }, ...rest };
}

const idsOf = (orders: readonly OrderContacts[]): number[] => orders.map(({ id }) => id);

function changed(
  id: number,
  oldPoint: number | null,
  newPoint: number,
  rest: Partial<ContactEntry> = {},
): ContactEntry {
  return {
    ...{ id, orderId: 1, at: id, kind: 'contact-changed' as const, slot: 'main' as const },
    ...{ oldPoint, newPoint, restores: null, ...rest },
  };
}

const restored = (id: number, restores: number): ContactEntry =>
  changed(id, 11, 10, { kind: 'contact-restored', restores });

function history(
  main: number | null,
  entries: ContactEntry[],
  rest: Partial<ContactHistory> = {},
): ContactHistory {
  return { ...contacts(1, main), ...rest, entries };
}

describe('a change holds for', () => {
  it('the order, and the customer’s other open orders with the same number in the slot', () => {
    const others = [
      contacts(2, 10),
      contacts(3, 10, { open: false }),
      contacts(4, 11),
      contacts(5, 10, { customerId: 2 }),
      contacts(1, 10),
    ];
    expect(idsOf(ordersSharing(contacts(1, 10), others, 'main'))).toEqual([1, 2]);
  });

  it('the order alone where its slot is empty, or the others are closed', () => {
    expect(idsOf(ordersSharing(contacts(1, null), [contacts(2, null)], 'main'))).toEqual([1]);
    const closed = { open: false };
    expect(idsOf(ordersSharing(contacts(1, 10), [contacts(2, 10, closed)], 'main'))).toEqual([1]);
  });

  it('those orders for which the shop stated the same number, whatever was typed since', () => {
    const stated = (main: number) => ({ stated: { main, second: null, recipient: null, email: null } });
    // Corrected once with the first order; by itself since; while it was closed not at all; one of another number.
    const others = [
      contacts(2, 20, stated(10)),
      contacts(3, 21, stated(10)),
      contacts(4, 10),
      contacts(5, 20, stated(11)),
    ];
    expect(idsOf(ordersSharing(contacts(1, 20, stated(10)), others, 'main'))).toEqual([1, 2, 3, 4]);
  });
});

describe('restorable is', () => {
  it.each([
    ['the last change', history(12, [changed(1, 10, 11), changed(2, 11, 12)]), 2],
    ['whatever order they come in', history(12, [changed(2, 11, 12), changed(1, 10, 11)]), 2],
    [
      'the one before, once the last was restored',
      history(11, [changed(1, 10, 11), changed(2, 11, 12), restored(3, 2)]),
      1,
    ],
    ['none, once all are restored', history(10, [changed(1, 10, 11), restored(2, 1)]), null],
    ['none, once the shop stated another number', history(99, [changed(1, 10, 11)]), null],
    ['none of another slot', history(11, [changed(1, 10, 11, { slot: 'second' })]), null],
    ['none of an empty slot', history(null, []), null],
  ])('%s', (_what, given, id) => {
    expect(restorableChange(given, 'main')?.id ?? null).toBe(id);
  });
});

it('restored with a change are the same changes of other open orders, and no others', () => {
  const change = changed(1, 10, 11, { at: 5 });
  const own = history(11, [change]);
  const other = (id: number, entry: Partial<ContactEntry>, rest: Partial<OrderContacts> = {}) => ({
    ...history(11, [changed(id * 10, 10, 11, { at: 5, orderId: id, ...entry })], rest),
    id,
  });
  const others = [
    other(2, {}),
    other(3, {}, { open: false }),
    // It held another number before: that one it gets back.
    other(4, { oldPoint: 9 }),
    other(5, { at: 6 }),
    { ...own },
  ];
  expect(changesToRestore(change, own, others).map(({ orderId }) => orderId)).toEqual([1, 2, 4]);
});
