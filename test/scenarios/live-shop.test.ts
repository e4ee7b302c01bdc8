import { SqlOrderBook } from '#calls/sql-order-book';
import { Database } from '#database/database';
import { reveal } from '#kernel/masked';
import { ContactVault } from '#vault/contact-vault';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { eventually } from '../lab/eventually';
import { VendureShop } from '../lab/vendure';
import type { Purchase, VendureOrder } from '../lab/vendure';
import { printBars, timeBar } from '../run/bars';
import type { Bar } from '../run/bars';
import { TestLab } from './test-lab';

/*
 * Orders of a real shop (Vendure), fetched by the map that docs/connectors.md prints: from the customer's payment to the call on
 * the PBX, with the shop's webhooks and without them, and what the call came to back in the shop.
 */

/** Seconds. */
const promised = 5;
const poll = 30;

const bars: Bar[] = [];
let at: TestLab;
let shop: VendureShop;
let database: Database;
let book: SqlOrderBook;
let administrator: ApiSession;
let connector: { id: number; hook: { path: string; secret: string } };

/** What has been begun, to be ended in reverse. */
const ends: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
  at = TestLab.attach();
  ends.push(() => at.release());
  const { lab } = at;
  const { env, httpUrl } = lab.star7;
  const opening = lab.openAccounts();
  shop = await VendureShop.start(lab.place, lab.ports.shop);
  ends.push(() => shop.stop());
  await opening;
  const password = lab.secrets.accounts['administrator'] ?? '';
  administrator = await ApiSession.signIn(httpUrl, 'administrator', password);
  database = Database.connect(env['STAR7_DATABASE_URL'] ?? '', { silenceMs: null });
  ends.push(() => database.close());
  const keys = new LiveKeys(KeyFile.locate(env['STAR7_KEY_FILE'] ?? null));
  book = new SqlOrderBook(database, new ContactVault(keys));
  // So rarely that whatever comes by the minute comes by a webhook.
  connector = await shop.connect(administrator, { managerExtension: '101', pollSeconds: 3600 });
  ends.push(() => administrator.must('DELETE', `/api/connectors/${String(connector.id)}`));
  await eventually(async () => (await stateOf()).syncedAt !== null, {
    ...{ within: 20_000, every: 100, what: 'the first synchronisation' },
  });
});
afterAll(async () => {
  printBars('Orders of a running Vendure', bars);
  for (const end of ends.reverse()) await end();
});

let customers = 0;

/** Somebody who answers; nobody else's number. */
function somebody(): Purchase {
  customers += 1;
  const number = `8 (916) 720-${String(10 + customers)}-${behaviourNamed('answers').code}`;
  const email = `customer${String(customers)}@shop.example`;
  return { firstName: 'Olga', lastName: 'Krylova', phone: number, email, town: 'Kazan' };
}

/** As Star7 keeps it. */
function international(typed: string): string {
  return `+7${typed.replace(/\D/g, '').slice(1)}`;
}

async function stateOf(): Promise<{ syncedAt: string | null; hints: number }> {
  const { state } = await administrator.must<{ state: { syncedAt: string | null; hints: number } }>(
    'GET',
    `/api/connectors/${String(connector.id)}`,
  );
  return state;
}

function hooksGoTo(secret: string): Promise<void> {
  return shop.sendHooks({ url: `${at.lab.star7.httpUrl}${connector.hook.path}`, secret });
}

/** Where a call of manager 101 would go; null for nowhere. */
async function callable({ number }: VendureOrder): Promise<string | null> {
  const { order } = await book.authorise({ extension: '101', orderNumber: number, slot: 'main' });
  return order ? reveal(order.number) : null;
}

/** Waits until Star7 would call this number for the order, and notes how long it took. */
async function becomes(
  order: VendureOrder,
  wanted: string | null,
  { what, since, limit = promised }: { what: string; since: number; limit?: number },
): Promise<void> {
  await eventually(async () => (await callable(order)) === wanted, {
    ...{ within: limit * 1000, promised: true, every: 50, what },
  });
  bars.push(timeBar(what, limit, (performance.now() - since) / 1000));
}

function callsTo(phone: string): number {
  return at.lab.carrier.invites().filter(({ startLine }) => startLine.includes(phone.slice(-10))).length;
}

/** Manager 101 dials the order and talks to whoever has this number. */
async function talks({ number }: VendureOrder, phone: string): Promise<void> {
  const handset = at.phone(101);
  const [after, before] = [await at.newest(101), callsTo(phone)];
  const id = await handset.dial(`*7${number}`);
  await eventually(() => callsTo(phone) > before, { within: 10_000, what: 'a call at the carrier' });
  await handset.event('CALL_ESTABLISHED', { id, within: 15_000 });
  await handset.hangUp();
  expect(await at.lastRecord(101, { after })).toMatchObject({ orderNumber: number, disposition: 'answered' });
}

async function isRefused({ number }: VendureOrder): Promise<void> {
  const after = await at.newest(101);
  const id = await at.phone(101).dial(`*7${number}`);
  expect(await at.phone(101).closed(id, { within: 30_000 })).toMatch(/^404/);
  expect(await at.lastRecord(101, { after })).toMatchObject({ disposition: 'refused' });
}

test('with webhooks: an order is called seconds after it was placed, with what the shop knows of it', async () => {
  await hooksGoTo(connector.hook.secret);
  const customer = somebody();
  const phone = international(customer.phone);
  const order = await shop.place(customer);
  const since = performance.now();
  await becomes(order, phone, { what: 'placed to callable, by webhook', since });
  await talks(order, phone);
  const session = await manager();
  const shown = await session.must<object>('GET', `/api/orders/${order.number}/details`);
  expect(shown).toMatchObject({
    details: { items: [{ title: 'Kettle', quantity: '2' }], delivery: { town: 'Kazan', method: 'Courier' } },
  });

  const outcomeAt = performance.now();
  await session.must('POST', `/api/orders/${order.number}/wrap-up`, { outcome: 'confirmed' });
  const notes = await eventually(
    async () => {
      const found = await shop.notes(order);
      return found.length > 0 ? found : null;
    },
    { within: promised * 1000, promised: true, every: 50, what: 'the outcome in the shop' },
  );
  bars.push(timeBar('outcome to note in the shop', promised, (performance.now() - outcomeAt) / 1000));
  expect(notes).toEqual([expect.stringMatching(/^Star7: \D+$/)]);

  const other = somebody();
  await shop.changePhone(order, other.phone);
  const changedAt = performance.now();
  await becomes(order, international(other.phone), { what: 'changed number, by webhook', since: changedAt });
  await talks(order, international(other.phone));

  await shop.cancel(order);
  await becomes(order, null, { what: 'cancelled order, by webhook', since: performance.now() });
  await isRefused(order);
});

test('without webhooks: the same by the next look, and nothing before it', async () => {
  await hooksGoTo(connector.hook.secret);
  const [moved, dropped] = [await shop.place(somebody()), await shop.place(somebody())];
  for (const order of [moved, dropped])
    await eventually(async () => (await callable(order)) !== null, { within: 10_000, what: 'the order' });

  // Star7 refuses what is signed with another secret: the shop's webhooks arrive, and are worth nothing.
  await hooksGoTo('not the secret');
  const [fresh, next] = [somebody(), somebody()];
  const [former, kept] = [await callable(moved), await callable(dropped)];
  await shop.changePhone(moved, next.phone);
  await shop.cancel(dropped);
  const placed = await shop.place(fresh);
  await eventually(() => /Star7 answered 401/.test(shop.log()), { within: 10_000, what: 'a refusal' });
  expect(await Promise.all([placed, moved, dropped].map(callable))).toEqual([null, former, kept]);
  expect((await stateOf()).hints).toBe(0);

  // From one look to the next one is the longest that an order waits.
  const path = `/api/connectors/${String(connector.id)}`;
  await administrator.must('PATCH', path, { pollSeconds: poll });
  await administrator.must('POST', `${path}/sync`, {});
  await eventually(async () => (await callable(dropped)) === null, { within: 15_000, what: 'a look' });
  expect(await Promise.all([placed, moved].map(callable))).toEqual(
    [fresh, next].map(({ phone }) => international(phone)),
  );
  const [last, other] = [somebody(), somebody()];
  await shop.changePhone(placed, other.phone);
  await shop.cancel(moved);
  const late = await shop.place(last);
  const since = performance.now();
  const limit = poll + promised;
  const what = (change: string) => `${change}, without webhooks and with a look each ${String(poll)} s`;
  await Promise.all([
    becomes(late, international(last.phone), { what: what('placed to callable'), since, limit }),
    becomes(placed, international(other.phone), { what: what('changed number'), since, limit }),
    becomes(moved, null, { what: what('cancelled order'), since, limit }),
  ]);
  await talks(late, international(last.phone));
  await isRefused(moved);
});

function manager(): Promise<ApiSession> {
  return ApiSession.signIn(at.lab.star7.httpUrl, '101', at.lab.secrets.accounts['101'] ?? '');
}
