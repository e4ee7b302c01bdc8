import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { SqlCallStore } from '#calls/sql-call-store';
import { exitCodes } from '#cli/exit-codes';
import { mask } from '#kernel/masked';
import { systemClock } from '#kernel/system-clock';
import { ContactVault } from '#vault/contact-vault';
import { LiveKeys } from '#vault/live-keys';
import { WebhookVault } from '#vault/webhook-vault';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { webhookTopics } from '#webhooks/model/webhook-event';
import type { WebhookEvent } from '#webhooks/model/webhook-event';
import { announce } from '#webhooks/outbox';
import { SqlOutbox } from '#webhooks/sql-outbox';
import { SqlWebhooks } from '#webhooks/sql-webhooks';
import { WebhookDispatcher } from '#webhooks/webhook-dispatcher';
import { WebhookSender } from '#webhooks/webhook-sender';
import { eventually } from '../../lab/eventually';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { MemoryLog } from '../../unit/log/memory-log';
import { runCommand } from '../cli/command-runner';
import { rotationOf } from '../orders/rotation-of';
import { order, phone, WorkDatabase } from '../orders/work-database';

interface Got {
  id: string;
  timestamp: string;
  signature: string;
  body: string;
  json: { type: string; timestamp: string; data: Record<string, unknown> };
}

let work: WorkDatabase;
let webhooks: SqlWebhooks;
let outbox: SqlOutbox;
let receiver: Server;
let url: string;
/** What the shop's server got, and what it answers. */
let got: Got[] = [];
let answer: (nth: number) => number = () => 204;
const dispatchers: WebhookDispatcher[] = [];

/** Waits until a check throws nothing. */
const comesTrue = (check: () => unknown): Promise<boolean> =>
  eventually(
    async () => {
      await check();
      return true;
    },
    { within: 15_000 },
  );

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const header = (name: string): string => String(request.headers[name] ?? '');
      got.push({
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        body,
        json: JSON.parse(body) as Got['json'],
      });
      response.writeHead(answer(got.length)).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));

beforeAll(async () => {
  work = await WorkDatabase.create();
  const { database, keys } = work.test;
  webhooks = new SqlWebhooks(database, new WebhookVault(keys), systemClock.now);
  outbox = new SqlOutbox(database);
});
afterAll(() => work.test.drop());

beforeEach(() => {
  [got, answer] = [[], () => 204];
});
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((each) => each.stop()));
  for (const { id } of await webhooks.list()) await webhooks.remove(id);
});

/** A process that delivers. */
function dispatcher(log = new MemoryLog(), alerts = new MemoryAlerts()): WebhookDispatcher {
  const made = new WebhookDispatcher({
    ...{ outbox, log, alerts, clock: systemClock, version: '0', random: () => 0.5 },
    vault: new WebhookVault(work.test.keys),
    sender: new WebhookSender(new OutgoingAddresses('127.0.0.0/8')),
    onTried: () => undefined,
  });
  dispatchers.push(made);
  made.start();
  return made;
}

const add = (topics = [...webhookTopics], to = url) =>
  webhooks.add({ url: to, topics, enabled: true }, 'cli:root');

async function waiting(): Promise<
  { topic: string; message_id: string; order_number: string; body: string }[]
> {
  return work.test.database.query(
    'SELECT topic, message_id, order_number, body FROM webhook_deliveries WHERE NOT dead ORDER BY id',
  );
}

/** Something of an order happens. */
function event(orderNumber: string, id: string): WebhookEvent {
  return { topic: 'order.status', id, at: systemClock.now(), orderNumber, data: { status: 'closed' } };
}

const put = (...events: WebhookEvent[]): Promise<void> =>
  work.test.database.transaction((transaction) => announce(transaction, events));

const arrived = (count: number): Promise<boolean> =>
  comesTrue(() => expect(got.length).toBeGreaterThanOrEqual(count));

/** A call of an order that ended. */
async function callEnds(orderNumber: string, disposition: 'answered' | 'no-answer'): Promise<string> {
  const id = v7();
  const [{ id: orderId } = { id: 0 }] = await work.test.database.query<{ id: number }>(
    'SELECT id FROM orders WHERE order_number = ?',
    [orderNumber],
  );
  const at = systemClock.now();
  const none = { startedAt: at, ringingAt: null, answeredAt: null, endedAt: at };
  const record = {
    ...({ id, direction: 'outbound', startKind: 'click', managerExtension: '101', did: null } as const),
    ...({
      managerId: work.managers['101']!,
      orderId,
      orderNumber,
      contactPointId: null,
      slot: 'main',
    } as const),
    ...{ trunk: 'a', requestedAt: at, endedAt: at, manager: none, customer: none, legs: [] },
    ...({ talkSeconds: disposition === 'answered' ? 7 : 0, disposition, refusal: null } as const),
    ...({ hangupCause: 16, sipCode: null, hungUpBy: 'manager' } as const),
  };
  const ended = [{ record, story: [{ at, kind: 'ended', detail: {} }], orderNumberAsAsked: orderNumber }];
  const store = new SqlCallStore(work.test.database, 'main');
  expect(await store.save({ begun: [], ended })).toEqual([]);
  expect(await store.save({ begun: [], ended })).toEqual([]);
  return id;
}

it('tells of statuses, outcomes and calls, once each, and of no contact', async () => {
  await add();
  work.now = systemClock.now();
  const secret = { customerName: `Anna ${phone(1)}`, email: mask('anna@example.test') };
  await work.intake.write([order('1', 1, { ...secret, statedNumber: 'ЦБ-1' })]);
  await work.intake.write([order('1', 1, { statedNumber: 'ЦБ-1', status: 'closed' })]);
  await work.intake.write([order('1', 1, { statedNumber: 'ЦБ-1', status: 'open' })]);
  const note = { text: `ring ${phone(1)}`, hidden: 0 };
  const asked = {
    outcome: 'confirmed',
    note,
    callId: null,
    callLaterAt: null,
    checked: [],
    idempotencyKey: null,
  };
  await work.entries.wrapUp({ ...work.by('1'), ...asked });
  const call = await callEnds('1', 'no-answer');
  dispatcher();
  await arrived(5);
  await comesTrue(async () => expect(await waiting()).toEqual([]));
  const data = { orderNumber: '1', shopNumber: 'ЦБ-1' };
  expect(got.map(({ json: { type, data: said } }) => ({ type, ...said }))).toEqual([
    { type: 'order.status', ...data, status: 'closed', previousStatus: 'open' },
    { type: 'order.status', ...data, status: 'open', previousStatus: 'closed' },
    {
      type: 'order.outcome',
      ...data,
      outcome: 'confirmed',
      takenBack: false,
      callId: null,
      callLaterAt: null,
      manager: '101',
    },
    {
      ...{
        type: 'call.ended',
        ...data,
        callId: call,
        direction: 'outbound',
        disposition: 'no-answer',
        manager: '101',
      },
      ...{ talkSeconds: 0, voicemail: false },
      requestedAt: expect.any(String) as string,
      endedAt: expect.any(String) as string,
    },
    {
      type: 'customer.not-reached',
      ...data,
      callId: call,
      direction: 'outbound',
      disposition: 'no-answer',
      voicemail: false,
    },
  ]);
  const all = JSON.stringify(got);
  // The control: names of orders are found, and the number is where it was stated.
  expect(all).toContain('ЦБ-1');
  const stated: unknown = await work.test.database.query('SELECT text FROM order_entries');
  expect(JSON.stringify(stated)).toContain(phone(1));
  expect(all).not.toMatch(/900555|anna|Anna|ring/);
});

it('is signed with the secret that was shown, over id, time and body', async () => {
  const { secret } = await add();
  await put(event('1', 'm1'));
  dispatcher();
  await arrived(1);
  const [{ id, timestamp, body, signature }] = got as [Got];
  const sign = (text: string): string =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(text)
      .digest('base64')}`;
  expect(signature).toBe(sign(`${id}.${timestamp}.${body}`));
  expect(signature).not.toBe(sign(`${id}.${timestamp}.${body} `));
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(300);
  const stored: unknown = await work.test.database.knex('webhooks').select('*');
  expect(JSON.stringify(stored)).not.toContain(secret.slice(8, 20));
});

it('happens with the change or not at all, and for those addresses alone that want it', async () => {
  await add(['call.ended']);
  const quiet = await add();
  await webhooks.change(quiet.id, { url, topics: [...webhookTopics], enabled: false }, 'cli:root');
  const both = await add(['order.status', 'call.ended']);
  const failing = work.test.database.transaction(async (transaction) => {
    await announce(transaction, [event('1', 'undone')]);
    throw new Error('the change failed');
  });
  await expect(failing).rejects.toThrow('the change failed');
  expect(await waiting()).toEqual([]);
  await put(event('1', 'm1'));
  await put(event('1', 'm1'));
  expect(await waiting()).toMatchObject([{ message_id: 'm1' }]);
  await webhooks.remove(both.id);
  expect(await waiting()).toEqual([]);
});

it('keeps the sequence of an order, and one order holds up no other', async () => {
  await add();
  let refusals = 2;
  answer = (nth) => (got[nth - 1]!.json.data['orderNumber'] === '1' && refusals-- > 0 ? 500 : 204);
  await put(event('1', 'a1'), event('1', 'a2'), event('2', 'b1'), event('1', 'a3'), event('2', 'b2'));
  // The waits of a failed delivery are a test's to shorten: its rows say when it is due.
  const hurry = (): Promise<unknown> =>
    work.test.database.write(
      'UPDATE webhook_deliveries SET due_at = created_at WHERE lease IS NULL AND attempts > 0',
      [],
    );
  dispatcher();
  await comesTrue(async () => {
    await hurry();
    expect(await waiting()).toEqual([]);
  });
  const of = (number: string): string[] =>
    got.filter(({ json }) => json.data['orderNumber'] === number).map(({ id }) => id);
  expect(of('1')).toEqual(['a1', 'a1', 'a1', 'a2', 'a3']);
  expect(of('2')).toEqual(['b1', 'b2']);
});

it('is delivered once by several processes on one database', async () => {
  await add();
  const ids = Array.from({ length: 120 }, (_, nth) => `m${String(nth)}`);
  await put(...ids.map((id, nth) => event(String(nth % 40), id)));
  for (let nth = 0; nth < 3; nth += 1) dispatcher();
  await arrived(ids.length);
  await comesTrue(async () => expect(await waiting()).toEqual([]));
  expect(got.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

it('goes on after a process that died in the middle, with the same id', async () => {
  await add();
  await put(event('1', 'm1'), event('1', 'm2'));
  const now = systemClock.now();
  // It had claimed the first and told nobody how it went.
  const [lost] = await outbox.claim(10, 10, [], { until: now + 300_000, now });
  expect(lost?.messageId).toBe('m1');
  expect(await outbox.claim(10, 10, [], { until: now + 300_000, now })).toEqual([]);
  dispatcher();
  await arrived(2);
  expect(got.map(({ id }) => id)).toEqual(['m1', 'm2']);
  // The dead one comes back: its word no longer counts.
  await put(event('1', 'm3'));
  await outbox.failed(lost!, { fault: 'timeout', status: null, dueAt: null }, now);
  await arrived(3);
});

it('is dead after its last try; an administrator sends it again or drops it', async () => {
  await add();
  const alerts = new MemoryAlerts();
  answer = () => 410;
  await put(event('1', 'm1'), event('2', 'm2'), event('3', 'm3'));
  dispatcher(new MemoryLog(), alerts);
  await comesTrue(async () => expect(await outbox.counts()).toMatchObject({ pending: 0, dead: 3 }));
  // An alert is raised once the row is written.
  await comesTrue(() =>
    expect(alerts.raised).toEqual(Array(3).fill({ event: 'webhook-dead', reason: 'gone' })),
  );
  const { rows } = await webhooks.deliveries.list({ limit: 2 }, 'dead');
  expect(rows).toMatchObject([
    { orderNumber: '3', fault: 'gone', status: 410, attempts: 1 },
    { orderNumber: '2' },
  ]);
  expect(await webhooks.list()).toMatchObject([{ pending: 0, dead: 3 }]);
  answer = () => 200;
  expect(await webhooks.deliveries.drop(rows[0]!.id)).toBe(true);
  expect(await webhooks.deliveries.drop(rows[0]!.id)).toBe(false);
  expect(await webhooks.deliveries.resend(rows[1]!.id)).toBe(true);
  expect(await webhooks.deliveries.resendAll(rows[0]!.webhookId)).toBe(1);
  await comesTrue(async () => expect(await outbox.counts()).toMatchObject({ pending: 0, dead: 0 }));
  expect(
    got
      .slice(3)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['m1', 'm2']);
  expect((await webhooks.list())[0]?.lastDeliveredAt).not.toBeNull();
});

it('lists what waits for an address that is switched off, and drops it', async () => {
  const { id } = await add();
  await put(event('1', 'm1'));
  const held = async () => (await webhooks.deliveries.list({ limit: 9 }, 'held')).rows;
  expect(await held()).toEqual([]);
  await webhooks.change(id, { url, topics: [...webhookTopics], enabled: false }, 'cli:root');
  const [row] = await held();
  expect(row).toMatchObject({ webhookId: id, orderNumber: '1', fault: null, failedAt: null });
  expect(await webhooks.deliveries.drop(row!.id)).toBe(true);
  expect(await held()).toEqual([]);
  // Of an address that is on, nothing is dropped: somebody tries it.
  await webhooks.change(id, { url, topics: [...webhookTopics], enabled: true }, 'cli:root');
  await put(event('1', 'm2'));
  const [{ id: waitingId }] = (await work.test.database.query<{ id: number }>(
    'SELECT id FROM webhook_deliveries',
  )) as [{ id: number }];
  expect(await webhooks.deliveries.drop(waitingId)).toBe(false);
});

it('forgets after a month what was given up', async () => {
  await add();
  await put(event('1', 'm1'));
  const now = systemClock.now();
  const [one] = await outbox.claim(1, 1, [], { until: now + 1, now });
  await outbox.failed(one!, { fault: 'gone', status: 410, dueAt: null }, now);
  await outbox.forgetDead(now);
  expect(await outbox.counts()).toMatchObject({ dead: 1 });
  await outbox.forgetDead(now + 1);
  expect(await outbox.counts()).toMatchObject({ dead: 0 });
});

it('has its secret moved by a rotation of keys, and renewed on request', async () => {
  const { id, secret } = await add();
  const opened = async (): Promise<string> => {
    await put(event('1', `m${String(got.length)}`));
    const before = got.length;
    await arrived(before + 1);
    return got.at(-1)!.signature;
  };
  dispatcher();
  await opened();
  const rotation = rotationOf(work.test.database, new ContactVault(new LiveKeys(work.test.keyFile)));
  expect(await rotation.begin(new Date())).toBe(true);
  await rotation.reseal();
  expect((await rotation.status()).map(({ webhookSecrets }) => webhookSecrets)).toEqual([0, 1]);
  work.test.keys.refresh();
  const { id: message, timestamp, body, signature } = (await opened().then(() => got.at(-1)))!;
  const sign = (key: string): string =>
    `v1,${createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(`${message}.${timestamp}.${body}`)
      .digest('base64')}`;
  expect(signature).toBe(sign(secret));
  const renewed = await webhooks.renewSecret(id, 'cli:root');
  expect(renewed).not.toBe(secret);
  expect(await opened()).not.toBe(sign(secret));
});

it('is kept at the prompt, too', async () => {
  const star7 = (...words: string[]) =>
    runCommand(['webhooks', ...words], {
      STAR7_DATABASE_URL: work.test.url,
      STAR7_KEY_FILE: work.test.keyFile.path,
      STAR7_OUTGOING_PRIVATE: '127.0.0.1',
    });
  expect((await star7('add', 'http://shop.example/')).status).not.toBe(exitCodes.ok);
  const added = await star7('add', url, '--topics', 'call.ended,order.status');
  expect(added).toMatchObject({
    status: exitCodes.ok,
    json: {
      webhook: { url, topics: ['order.status', 'call.ended'] },
      secret: expect.stringMatching(/^whsec_/) as string,
    },
  });
  const [{ id } = { id: 0 }] = await webhooks.list();
  expect((await star7('disable', String(id))).json).toMatchObject({ enabled: false });
  expect((await star7('enable', String(id))).json).toMatchObject({ enabled: true });
  expect((await star7('secret', String(id))).json).toMatchObject({
    secret: expect.stringMatching(/^whsec_/) as string,
  });
  await put(event('1', 'm1'), event('2', 'm2'));
  for (const claimed of await outbox.claim(2, 2, [], {
    until: systemClock.now() + 1e9,
    now: systemClock.now(),
  })) {
    await outbox.failed(claimed, { fault: 'status', status: 500, dueAt: null }, systemClock.now());
  }
  const dead = (await star7('dead')).json as { id: number; orderNumber: string }[];
  expect(dead.map(({ orderNumber }) => orderNumber)).toEqual(['2', '1']);
  expect((await star7('resend', String(dead[0]!.id))).status).toBe(exitCodes.ok);
  expect((await star7('drop', String(dead[1]!.id))).status).toBe(exitCodes.ok);
  expect((await star7('drop', String(dead[1]!.id))).status).not.toBe(exitCodes.ok);
  expect((await star7('list')).json).toMatchObject([{ id, pending: 1, dead: 0 }]);
  expect((await star7('remove', String(id))).status).toBe(exitCodes.ok);
  expect((await star7('list')).json).toEqual([]);
});
