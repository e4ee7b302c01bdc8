import { changesToRestore, ordersSharing, restorableChange, statedPoint } from '#orders/model/contact-rules';
import type { ContactEntry, ContactHistory, OrderContacts } from '#orders/model/contact-rules';

function contacts(id: number, main: number | null, rest: Partial<ContactHistory> = {}): ContactHistory {
  return {
    ...{ id, customerId: 1, open: true, points: { main, second: null, recipient: null } },
    ...{ entries: [], typedPoints: new Set() },
    ...rest,
  };
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
    const typedPoints = new Set([20, 21]);
    // Corrected once with the first order; by itself since; while it was closed not at all.
    const others = [
      { ...contacts(2, 20), entries: [changed(1, 10, 20, { orderId: 2 })], typedPoints },
      { ...contacts(3, 21), entries: [changed(2, 10, 21, { orderId: 3 })], typedPoints },
      contacts(4, 10),
      { ...contacts(5, 20), entries: [changed(3, 11, 20, { orderId: 5 })], typedPoints },
    ];
    const own = history(20, [changed(1, 10, 20)], { typedPoints });
    expect(idsOf(ordersSharing(own, others, 'main'))).toEqual([1, 2, 3, 4]);
  });
});

describe('stated by the shop is', () => {
  it.each([
    ['what the slot holds, where nothing was typed', history(10, []), 10],
    ['what it held before the first change', history(12, [changed(1, 10, 11), changed(2, 11, 12)]), 10],
    ['the same once a change is restored', history(10, [changed(1, 10, 11), restored(2, 1)]), 10],
    ['another that the shop has stated since', history(99, [changed(1, 10, 11)]), 99],
    [
      'that one too, once something is typed over it',
      history(12, [changed(1, 10, 11), changed(2, 99, 12)]),
      99,
    ],
    [
      'no number that the shop stated after somebody had typed there',
      history(13, [changed(1, 10, 11), restored(2, 1)], { typedPoints: new Set([11, 13]) }),
      10,
    ],
    ['nothing, where the slot was empty', history(11, [changed(1, null, 11)]), null],
    ['another slot’s affair', history(10, [changed(1, 20, 21, { slot: 'second' })]), 10],
    // Releases up to 0.2.0 put a stored point into the slot where the typed number was equal to it.
    ['not a stored point that a change has put there', history(30, [changed(1, 10, 30)]), 10],
  ])('%s', (_what, given, point) => {
    expect(statedPoint(given, 'main')).toBe(point);
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
