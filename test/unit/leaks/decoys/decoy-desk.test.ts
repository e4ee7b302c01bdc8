import type { Actor } from '#kernel/principal';
import { Random } from '#kernel/random';
import { mask } from '#kernel/masked';
import { DecoyDesk } from '#leaks/decoys/decoy-desk';
import { notice } from '#leaks/model/decoys/notice';
import { standingOf } from '#leaks/model/decoys/standing';
import { inventedShop } from './invented-shop';
import { MemoryDecoys } from './memory-decoys';

const operator: Actor = { role: 'operator', user: 'root' };
const other: Actor = { role: 'administrator', by: { account: 9, login: 'other', mayExport: true } };
const week = 7 * 24 * 3600 * 1_000_000;

function deskOf({ lines = 5, accepted = true } = {}) {
  const store = new MemoryDecoys();
  // Without addresses; what needs one is tried below.
  store.shop = {
    orders: inventedShop(400, 6).orders.map((order) => ({
      ...order,
      details: { ...order.details!, delivery: { ...order.details!.delivery, address: null } },
    })),
  };
  if (accepted) store.accepted = { at: 1, by: 'cli:root' };
  for (let id = 1; id <= lines; id += 1) {
    store.allNumbers.push({
      id,
      purpose: 'decoy',
      label: `line ${id}`,
      enteredAt: 0,
      smsSince: null,
      planted: null,
      isWorn: false,
    });
  }
  const audited: { action: string; subject: string | null }[] = [];
  let changes = 0;
  let seed = 0;
  const desk = new DecoyDesk({
    ...{ store, mailboxes: store, texts: store, clock: { now: () => week } },
    leaks: { mayRead: (actor) => Promise.resolve(actor.role === 'operator') },
    trail: {
      before: (entry) => {
        audited.push(entry);
        return Promise.resolve();
      },
    },
    random: () => new Random(17, (seed += 1)),
    changed: () => {
      changes += 1;
      return Promise.resolve();
    },
  });
  return { desk, store, audited, changes: () => changes };
}

test('nobody who may not see the watch learns or changes anything', async () => {
  const { desk, store, audited } = deskOf();
  for (const attempt of [
    () => desk.show(other),
    () => desk.accept(other),
    () => desk.addNumber(other, { phone: mask('+74951230001'), purpose: 'decoy', label: 'a' }),
    () => desk.addAddress(other, { town: 'Perm', address: 'Street 1' }),
    () => desk.plant(other, { kind: 'manager', key: '101' }, 1),
    () => desk.retire(other, 1),
    () => desk.judge(other, 1, 'named'),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ slug: 'role-forbidden' });
  }
  expect([audited, store.plantings, store.allNumbers.length]).toEqual([[], [], 5]);
});

test('nothing is planted before it is confirmed that the staff was told', async () => {
  const { desk, store } = deskOf({ accepted: false });
  const plant = () => desk.plant(operator, { kind: 'manager', key: '101' }, 1);
  await expect(plant()).rejects.toMatchObject({ slug: 'notice-not-accepted' });
  expect(await desk.accept(operator)).toEqual({ at: 1_000_000, by: 'cli:root' });
  expect(await plant()).toHaveLength(1);
  expect(store.plantings).toHaveLength(1);
  for (const text of Object.values(notice)) expect(text).toMatch(/Star7/);
});

test('each decoy has a line and a name of its own; the audit log says of none which', async () => {
  const { desk, store, audited, changes } = deskOf();
  const first = await desk.plant(operator, { kind: 'manager', key: '101' }, 3);
  const second = await desk.plant(operator, { kind: 'manager', key: '102' }, 9);
  // As many as there are free lines.
  expect([first.length, second.length, changes()]).toEqual([3, 2, 2]);
  expect(new Set([...first, ...second].map(({ numberId }) => numberId)).size).toBe(5);
  expect(new Set([...first, ...second].map(({ name }) => name)).size).toBe(5);
  await expect(desk.plant(operator, { kind: 'manager', key: '103' }, 1)).rejects.toMatchObject({
    slug: 'no-free-line',
  });
  await desk.retire(operator, first[0]!.id);
  // The retired decoy's orders stay, and another manager's order with the number would be of the same customer.
  await expect(desk.plant(operator, { kind: 'manager', key: '103' }, 1)).rejects.toMatchObject({
    slug: 'no-free-line',
  });
  expect(await desk.plant(operator, { kind: 'courier', key: 'Express' }, 1)).toMatchObject([
    { numberId: first[0]!.numberId },
  ]);
  await expect(desk.retire(operator, first[0]!.id)).rejects.toMatchObject({ slug: 'decoy-unknown' });
  expect(audited.every(({ subject }) => subject === null)).toBe(true);
  expect(new Set(audited.map(({ action }) => action))).toEqual(
    new Set(['leak.decoy-plant', 'leak.decoy-retire']),
  );
  expect(store.plantings.every(({ by }) => by === 'cli:root')).toBe(true);
});

test('for a list outside of Star7 there is a name and a line, and no order', async () => {
  const { desk, store } = deskOf();
  const [decoy] = await desk.plant(operator, { kind: 'courier', key: 'Express' }, 1);
  expect(decoy).toMatchObject({ kind: 'courier', key: 'Express', orderNumbers: [] });
  const names = store.shop.orders.map(({ customerName }) => customerName);
  expect(names).not.toContain(decoy!.name);
  for (const key of ['', ' ', 'x'.repeat(65), 'a\u0000b']) {
    await expect(desk.plant(operator, { kind: 'export', key }, 1)).rejects.toMatchObject({
      slug: 'channel-invalid',
    });
  }
});

test('where orders have addresses, a decoy has one of the company’s, or is not planted', async () => {
  const { desk, store } = deskOf();
  store.shop = inventedShop(400, 6);
  const plant = () => desk.plant(operator, { kind: 'manager', key: '101' }, 1);
  await expect(plant()).rejects.toMatchObject({ slug: 'no-address' });
  await desk.addAddress(operator, { town: 'Perm', address: 'Lenina 1' });
  await plant();
  const { orders } = store.plantings.at(-1)!.person;
  expect(orders.map(({ details }) => details!.delivery)).toMatchObject(
    orders.map(() => ({ town: 'Perm', address: 'Lenina 1' })),
  );
});

test('a number that somebody else took meanwhile is not tried again; without one, nothing is planted', async () => {
  const { desk, store } = deskOf();
  store.failing = 2;
  await desk.plant(operator, { kind: 'manager', key: '101' }, 1);
  const numbers = store.plantings.flatMap(({ person }) =>
    person.orders.map(({ orderNumber }) => orderNumber),
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  store.failing = 99;
  await expect(desk.plant(operator, { kind: 'manager', key: '101' }, 1)).rejects.toMatchObject({
    slug: 'no-free-number',
  });
});

test.each([
  ['999', 'no-open-order'],
  ['101', 'too-few-orders'],
] as const)('manager %s: %s', async (key, slug) => {
  const { desk, store } = deskOf();
  if (slug === 'too-few-orders') store.shop = { orders: store.shop.orders.slice(0, 10) };
  await expect(desk.plant(operator, { kind: 'manager', key }, 1)).rejects.toMatchObject({ slug });
});

describe('how it stands', () => {
  const decoy = (id: number, key: string) => ({
    id,
    kind: 'manager' as const,
    key,
    hasMailbox: false,
    smsSince: null,
    plantedAt: 0,
    retiredAt: null,
  });
  const named = (decoyId: number) => ({
    ...{ medium: 'call' as const, count: 1, decoyId, purpose: 'decoy' as const, class: 'named' as const },
  });

  test('channels in the order of planting; two named calls speak for one of them', () => {
    const decoys = [decoy(1, '101'), decoy(2, '101'), decoy(3, '102')];
    const standing = standingOf(decoys, [], [named(3), named(3)], 4 * week);
    expect(standing.channels).toMatchObject([
      { key: '101', decoys: 2, weeks: 4, strength: 'none' },
      { key: '102', decoys: 1, weeks: 4, strength: 'strong' },
    ]);
    expect(standing).toMatchObject({
      ...{ first: { key: '102' }, runnerUp: null },
      controls: { call: { isMeasured: false }, mail: { isMeasured: false } },
    });
  });

  test('SMS weigh for as long as they have come by the number, and not at all where they came after the decoy was retired', () => {
    const year = 52 * week;
    const old = { ...decoy(1, '101'), smsSince: year - week };
    const retired = { ...decoy(2, '102'), retiredAt: 4 * week, smsSince: 5 * week };
    const standing = standingOf([old, retired, { ...decoy(3, '103'), smsSince: 0 }], [], [], year);
    expect(standing.channels).toMatchObject([
      { key: '101', weeks: 52, texted: 1, textedWeeks: 1 },
      { key: '102', weeks: 4, texted: 0 },
      { key: '103', weeks: 52, texted: 1, textedWeeks: 52 },
    ]);
    // A year of silence acquits more than a week of it, and SMS that could not come not at all.
    const deaf = standingOf([{ ...retired, smsSince: null }], [], [], year);
    const [first, second, third] = standing.channels.map(({ ratio }) => ratio) as [number, number, number];
    expect([first > third, second]).toEqual([true, deaf.channels[0]!.ratio]);
  });

  test('strangers are measured once there are control numbers for long enough, and called controls weaken all else', () => {
    const decoys = Array.from({ length: 12 }, (_, nth) => decoy(nth, '101'));
    const offered = [1, 2, 3].map((decoyId) => ({ ...named(decoyId), class: 'offered' as const }));
    const controls = Array.from({ length: 4 }, () => ({ medium: 'call' as const, enteredAt: 0 }));
    const calls = Array.from({ length: 20 }, () => ({
      ...{ medium: 'call' as const, count: 1, decoyId: null },
      purpose: 'control' as const,
      class: 'offered' as const,
    }));
    const quiet = standingOf(decoys, controls, offered, 8 * week);
    const busy = standingOf(decoys, controls, [...offered, ...calls], 8 * week);
    const young = standingOf(decoys, controls, offered, week);
    expect([quiet, young].map(({ controls: { call } }) => call.isMeasured)).toEqual([true, false]);
    expect(quiet.channels[0]!.ratio).toBeGreaterThan(busy.channels[0]!.ratio);
    expect(busy.channels[0]!.strength).toBe('none');
  });

  test('a person says what a call was', async () => {
    const { desk, store } = deskOf();
    store.allDecoys.push({
      ...{
        id: 1,
        kind: 'manager',
        key: '101',
        name: 'A B',
        numberId: 1,
        numberLabel: 'line 1',
        address: null,
        mailboxLabel: null,
        smsSince: null,
      },
      ...{ orderNumbers: ['1'], plantedAt: 0, plantedBy: 'x', retiredAt: null },
    });
    store.allHits.push({
      ...{ id: 7, numberId: 1, numberLabel: 'line 1', purpose: 'decoy', at: 1, class: 'answered', digits: 0 },
      decoy: { id: 1, kind: 'manager', key: '101', name: 'A B' },
      ...{ ringSeconds: 5, openSeconds: 9, spokenSeconds: 4, otherLines: 0, judgedBy: null },
    });
    expect((await desk.show(operator)).standing.first).toBeNull();
    await desk.judge(operator, 7, 'named');
    expect((await desk.show(operator)).standing.first).toEqual({ kind: 'manager', key: '101' });
    await expect(desk.judge(operator, 8, 'named')).rejects.toMatchObject({ slug: 'hit-unknown' });
  });
});
