import { inspect } from 'node:util';
import { ConnectorDesk } from '#connectors/connector-desk';
import type { ConnectorKindName } from '#connectors/model/connector-kinds';
import { kindTraits } from '#connectors/model/connector-kinds';
import type { RestMap } from '#connectors/model/rest-map';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { reveal } from '#kernel/masked';
import type { SiteFieldKind } from '#orders/model/site-fields';
import { anyOrder, FakeShop } from '../../fakes/fake-shop';
import type { Dialect } from '../../fakes/fake-shop';
import { connectorOf, hookSecret, JumpingClock, shopZone, SyncRig } from './sync-rig';

/** A kind of shop, and the fake that speaks as it does. */
export interface KindUnderTest {
  kind: ConnectorKindName;
  dialect: Dialect;
  keys: Readonly<Record<string, string>>;
  map?: RestMap;
  /** Of the real system, as the fake counts it. */
  limit: { requests: number; windowMs: number };
  /** Orders of a page. */
  pageSize: number;
  /** Minutes that 100,000 orders take by the limit alone; 15 if absent. */
  firstSync?: number;
  /** What the shop allows when a first synchronisation of many orders is measured. */
  allowFirstSync?: (fake: FakeShop) => void;
  /** What the intake has of `anyOrder(0)`, besides what all kinds give. */
  order: object;
  /** The number is read of the customer's comment too. */
  comment?: { sent: string; taken: string };
  /** The status of the outcome `refused`, and what the shop is told in all; null where it can be told nothing. */
  refused: string;
  told: ((id: string) => object[]) | null;
  /** It does not say how long a storm of refusals lasts. */
  saysNoTime?: true;
  /** The key that its webhooks are signed with. */
  signedWith?: string;
  /** How the fake calls its own fields for wrapping, floor and day; absent where a shop cannot have any. */
  own?: { gift: string; floor: string; day: string };
}

/** Rigs that a suite may use for what is special to its kind. */
export interface ContractRig {
  clock: JumpingClock;
  fake: FakeShop;
  rig: SyncRig;
}

/** What every kind of shop keeps to. Declares the tests. @returns the rig of the test that runs */
export function connectorContract(of: KindUnderTest): () => ContractRig {
  let clock: JumpingClock;
  let fake: FakeShop;
  let rig: SyncRig;
  const { pageSize } = of;
  const hooks = kindTraits[of.kind].hooks;
  const secret = of.signedWith ?? hookSecret;

  beforeEach(async () => {
    clock = new JumpingClock();
    fake = new FakeShop(of.dialect, { now: () => clock.milliseconds, limit: of.limit });
    rig = new SyncRig(clock, fake, of.keys, {
      ...{ kind: of.kind, map: of.map ?? null, outcomeStatuses: { refused: of.refused } },
    });
    await rig.add();
  });
  afterEach(() => {
    expect(fake.objections).toEqual([]);
    expect(fake.limited).toBe(0);
  });

  const hinted = (id: string) => rig.shops.addHints(1, [{ id, changedAt: null }]);
  const taken = (number: string) => rig.intake.orders.get(number);
  const phoneOf = (number: string): string => {
    const phone = taken(number)?.phones.main;
    return phone ? reveal(phone) : 'none';
  };

  test('an order has all that a manager needs, whatever way its number was typed', async () => {
    const placedAt = clock.now();
    fake.place({ ...anyOrder(0), phone: '8 (916) 555-01-07', comment: of.comment?.sent ?? '' });
    await rig.work(await rig.begin());
    const order = taken('1000');
    expect(order).toMatchObject({
      ...{ orderNumber: '1000', customerName: 'Анна Крылова', amount: '100.50', status: 'open', placedAt },
      details: { items: [{ title: 'Чайник', quantity: '1' }], delivery: { town: 'Москва' } },
    });
    expect(order).toMatchObject(of.order);
    expect(phoneOf('1000')).toBe('+79165550107');
    if (of.comment !== undefined) expect(inspect(order?.details)).toContain(of.comment.taken);
  });

  test('page after page comes, also where one time of change has more than a page', async () => {
    const first = 2 * pageSize + 7;
    for (let nth = 0; nth < first; nth += 1) fake.place(anyOrder(nth));
    clock.jump(5000);
    for (let nth = first; nth < first + pageSize; nth += 1) fake.place(anyOrder(nth));
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(first + pageSize);
    expect(rig.shops.one().state).toMatchObject({ syncedAt: expect.any(Number) as number, failures: 0 });
    expect(rig.shops.one().rejects.size).toBe(0);
  });

  test('a first synchronisation asks no more than its limit lets through in the time that is promised', async () => {
    const count = Math.max(4 * pageSize, 2000);
    of.allowFirstSync?.(fake);
    for (let nth = 0; nth < count; nth += 1) {
      fake.place(anyOrder(nth));
      clock.jump(1000);
    }
    await rig.work(await rig.begin());
    expect(rig.intake.orders.size).toBe(count);
    const { requests, windowMs } = connectorOf(of.kind, of.map).limit;
    const minutes = ((fake.requests / count) * 100_000 * (windowMs / requests)) / 60_000;
    expect(minutes).toBeLessThanOrEqual(of.firstSync ?? 15);
  });

  test('an order that changes while pages are read moves no other out of them', async () => {
    const count = 3 * pageSize;
    for (let nth = 0; nth < count; nth += 1) {
      fake.place(anyOrder(nth));
      clock.jump(1000);
    }
    const sync = await rig.begin();
    await sync.step();
    const ids = [...fake.orders.keys()].slice(0, Math.ceil(pageSize / 2));
    for (const id of ids) fake.change(id, { status: 'completed' });
    await rig.work(sync);
    expect(rig.intake.orders.size).toBe(count);
    expect(taken('1000')?.status).toBe('closed');
  });

  test('what no webhook has named is found by the next pass: a number, a state, an order', async () => {
    const [first, second, third] = [1, 2, 3].map((nth) => fake.place(anyOrder(nth)).id);
    const sync = await rig.begin();
    await rig.work(sync);
    rig.untilPoll();
    fake.change(first!, { phone: '+7 916 555-01-99' });
    fake.change(second!, { status: 'cancelled' });
    fake.change(third!, { status: 'completed' });
    fake.place(anyOrder(4));
    await rig.work(sync);
    expect(phoneOf('1000')).toBe('+79165550199');
    expect(['1000', '1001', '1002', '1003'].map((number) => taken(number)?.status)).toEqual([
      ...['open', 'cancelled', 'closed', 'open'],
    ]);
  });

  test('what is named is fetched; what the shop has no more is cancelled', async () => {
    const { id } = fake.place(anyOrder(1));
    const sync = await rig.begin();
    await rig.work(sync);
    fake.change(id, { status: 'completed' });
    await hinted(id);
    await rig.work(sync);
    expect(taken('1000')?.status).toBe('closed');
    fake.orders.delete(id);
    await hinted(id);
    await rig.work(sync);
    expect(taken('1000')?.status).toBe('cancelled');
  });

  test('a storm of refusals is waited out, as long as the shop says', async () => {
    for (let nth = 0; nth < pageSize + 5; nth += 1) fake.place(anyOrder(nth));
    const sync = await rig.begin();
    let storm = 3;
    fake.fault = () => (storm-- > 0 ? fake.tooMany(77_000) : null);
    const pauses: number[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const pause = await sync.step();
      pauses.push(pause);
      expect(rig.shops.one().state.fault).toBe('shop-limit');
      clock.jump(pause);
    }
    expect(pauses).toEqual(of.saysNoTime ? [1000, 2000, 4000] : [77_000, 77_000, 77_000]);
    await rig.work(sync);
    expect(rig.intake.orders.size).toBe(pageSize + 5);
  });

  test('fields of the site are read from those of the shop’s own, each by its kind', async () => {
    const { own } = of;
    if (own === undefined) {
      expect(connectorOf(of.kind, of.map).ownFields).toBeUndefined();
      expect(kindTraits[of.kind]).not.toHaveProperty('ownFields');
      return;
    }
    rig = new SyncRig(clock, fake, of.keys, {
      ...{ kind: of.kind, map: of.map ?? null },
      ownFields: { ...own, colour: own.floor, none: 'no such field' },
    });
    await rig.add();
    const field = (id: string, kind: SiteFieldKind) => ({ id, name: id, kind, choices: [], managers: true });
    rig.rules.rules = {
      ...rig.rules.rules,
      fields: [
        ...[field('gift', 'yes-no'), field('floor', 'number'), field('day', 'date')],
        ...[field('colour', 'choice'), field('none', 'text')],
      ],
    };
    fake.place(anyOrder(0));
    await rig.work(await rig.begin());
    expect(taken('1000')?.details?.fields).toEqual({ gift: 'yes', floor: '5', day: '2026-12-31' });
    expect(kindTraits[of.kind]).toMatchObject({ ownFields: true });
  });

  const { told } = of;
  test('the shop is told what a call came to, without numbers, if it can be told', async () => {
    if (told === null) {
      expect(connectorOf(of.kind).pushBack).toBeUndefined();
      return;
    }
    const { id } = fake.place(anyOrder(1));
    const sync = await rig.begin();
    await rig.work(sync);
    rig.shops.one().outcomes = [
      {
        ...{ shopOrderId: id, isUndone: false, tries: 0, entryId: 1, outcome: 'refused' },
        label: 'Отказ <по телефону>, 8 916 555-01-07',
      },
    ];
    await rig.work(sync);
    expect(fake.told).toEqual(told(id));
    expect(rig.shops.one().told).toHaveLength(1);
    expect(JSON.stringify(fake.told)).not.toMatch(/555/);
  });

  test('faults have a name, and hold neither a number nor a key', async () => {
    fake.place(anyOrder(1));
    const sync = await rig.begin();
    const said = { message: 'call +79165550107', keys: of.keys };
    const faults: Array<string | null> = [];
    const left: unknown[] = [];
    for (const status of [401, 403, 500, 502, 400, 200]) {
      fake.fault = () => ({ status, json: said });
      clock.jump((await sync.step()) + 1);
      faults.push(rig.shops.one().state.fault);
      left.push(rig.shops.one().state, [...rig.shops.one().rejects.values()]);
    }
    expect(faults).toEqual([
      ...['shop-refuses-keys', 'shop-refuses-keys', 'shop-failed', 'shop-failed', 'shop-refused'],
      'shop-answer-unreadable',
    ]);
    const shown = inspect(left, { depth: 9 });
    for (const key of Object.values(of.keys)) expect(shown).not.toContain(key);
    expect(shown).not.toMatch(/5550107/);
    fake.fault = () => null;
    // Control: keys and numbers were there.
    await rig.work(sync);
    expect(phoneOf('1000')).toBe('+79161000007');
  });

  const desk = () =>
    new ConnectorDesk({
      ...{ store: rig.shops, clock, addresses: new OutgoingAddresses('') },
      trail: { before: () => Promise.resolve(), after: () => Promise.resolve() },
      orders: {
        read: () => Promise.resolve({ orders: [], refused: [] }),
        othersOf: () => Promise.resolve(new Set()),
        timeZone: () => Promise.resolve(shopZone),
      },
      ...{ wake: () => undefined, changed: () => undefined, onHook: () => undefined },
    });
  const send = (body: string, headers: Record<string, string>, name = 'hook') =>
    desk()
      .takeHook(name, Buffer.from(body), (header) => headers[header] ?? '')
      .then(() => 'taken')
      .catch((error: unknown) => (error as { slug?: string }).slug);

  if (hooks === 'none') {
    test('it sends no webhooks, and none are taken', async () => {
      expect(await send('{"id":1}', {})).toBe('hook-refused');
      expect(rig.shops.one().hints.size).toBe(0);
    });
    return () => ({ clock, fake, rig });
  }

  test('a webhook leaves the id of an order, and a forged one nothing', async () => {
    const order = fake.place(anyOrder(1));
    const { body, headers } = fake.hook(order, secret);
    expect(await send(body, headers, 'another')).toBe('hook-unknown');
    if (hooks !== 'address') {
      const other = fake.hook(order, 'another secret');
      expect(await send(other.body, other.headers)).toBe('hook-refused');
    }
    if (hooks !== 'address') {
      expect(await send(`${body} `, headers)).toBe('hook-refused');
      if (Object.keys(headers).some((name) => /signature|hmac/.test(name)))
        expect(await send(body, {})).toBe('hook-refused');
    }
    expect(rig.shops.one().hints.size).toBe(0);
    for (const junk of [
      '',
      '{',
      '[]',
      'null',
      '%E0%A4%A&id',
      '\0',
      '{"id":{"a":1},"events":[null]}',
      'leads[a][0][id]=-1',
    ]) {
      expect(await send(junk, headers)).toBe(hooks === 'address' ? 'taken' : 'hook-refused');
    }
    expect(rig.shops.one().hints.size).toBe(0);
    expect(await send(body, headers)).toBe('taken');
    expect(await send(body, headers)).toBe('taken');
    expect([...rig.shops.one().hints.keys()]).toEqual([order.id]);
    await rig.work(await rig.begin());
    expect(taken('1000')?.status).toBe('open');
    // What is none of an order leaves nothing.
    expect(rig.shops.one().hints.size).toBe(0);
  });

  return () => ({ clock, fake, rig });
}
