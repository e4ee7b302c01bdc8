import { mask } from '#kernel/masked';
import { retryDelays } from '#webhooks/model/webhook-retries';
import { WebhookDispatcher } from '#webhooks/webhook-dispatcher';
import type { SendResult } from '#webhooks/webhook-sender';
import type { ClaimedDelivery, FailedTry, Outbox } from '#webhooks/webhooks';
import type { Micros } from '#kernel/micros';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLog } from '../log/memory-log';

const secret = { secret_ciphertext: Buffer.alloc(0), secret_nonce: Buffer.alloc(12), secret_key_version: 1 };

/** One delivery after another, each until it is done or dead. */
class Rig implements Outbox {
  readonly clock = new FakeClock();
  readonly alerts = new MemoryAlerts();
  readonly log = new MemoryLog();
  readonly waiting = new Map<number, { webhookId: number; attempts: number; dueAt: Micros }>();
  readonly ended: string[] = [];
  readonly rests: [number, number][] = [];
  readonly sent: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
  readonly tried: string[] = [];
  down = false;
  answer: () => Promise<SendResult> = () => Promise.resolve({ status: 200, retryAfter: undefined });
  readonly dispatcher = new WebhookDispatcher({
    outbox: this,
    vault: {
      open: () => {
        if (this.sealedOtherwise) throw new Error('no such key');
        return mask(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
      },
    },
    sender: {
      send: (url, headers, body) => {
        this.sent.push({ url: url.href, headers, body });
        return this.answer();
      },
    },
    ...{ alerts: this.alerts, clock: this.clock, log: this.log },
    version: '1.2.3',
    random: () => 0.5,
    onTried: (result) => this.tried.push(result),
  });
  sealedOtherwise = false;
  readonly claims: { full: readonly number[]; leaseSeconds: number }[] = [];

  add(id: number, webhookId = 1): void {
    this.waiting.set(id, { webhookId, attempts: 0, dueAt: this.clock.now() });
  }

  claim(
    most: number,
    mostOfOne: number,
    full: readonly number[],
    { until, now }: { until: Micros; now: Micros },
  ): Promise<ClaimedDelivery[]> {
    if (this.down) return Promise.reject(new Error('the database is away'));
    this.claims.push({ full, leaseSeconds: (until - now) / 1e6 });
    const ofOne = new Map<number, number>();
    const claimed: ClaimedDelivery[] = [];
    for (const [id, row] of this.waiting) {
      const count = ofOne.get(row.webhookId) ?? 0;
      if (row.dueAt > now || full.includes(row.webhookId) || count >= mostOfOne || claimed.length >= most)
        continue;
      ofOne.set(row.webhookId, count + 1);
      row.dueAt = until;
      claimed.push({
        ...{ id, lease: 'mine', messageId: `m${String(id)}`, body: `{"nth":${String(id)}}` },
        ...{ webhookId: row.webhookId, attempts: row.attempts, url: 'https://shop.example/hook', secret },
      });
    }
    return Promise.resolve(claimed);
  }

  delivered({ id }: ClaimedDelivery): Promise<void> {
    this.waiting.delete(id);
    this.ended.push(`delivered ${String(id)}`);
    return Promise.resolve();
  }

  failed({ id, attempts }: ClaimedDelivery, { fault, status, dueAt }: FailedTry): Promise<void> {
    const row = this.waiting.get(id);
    if (row === undefined) return Promise.resolve();
    if (dueAt === null) {
      this.waiting.delete(id);
      this.ended.push(`dead ${String(id)} ${fault} ${String(status)}`);
    } else Object.assign(row, { dueAt, attempts: attempts + 1 });
    return Promise.resolve();
  }

  rest(webhookId: number, until: Micros): Promise<void> {
    this.rests.push([webhookId, (until - this.clock.now()) / 1e6]);
    return Promise.resolve();
  }

  counts() {
    return Promise.resolve({ pending: 0, dead: 0, oldestPendingAt: null });
  }

  forgetDead(): Promise<void> {
    return Promise.resolve();
  }
}

it('delivers what is due, signed and named', async () => {
  const rig = new Rig();
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(0);
  expect(rig.ended).toEqual(['delivered 1']);
  expect(rig.sent).toEqual([
    {
      url: 'https://shop.example/hook',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Star7/1.2.3',
        'webhook-id': 'm1',
        'webhook-timestamp': String(Math.floor(rig.clock.now() / 1e6)),
        'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/) as string,
      },
      body: '{"nth":1}',
    },
  ]);
  rig.add(2);
  await rig.clock.pass(1000);
  expect(rig.ended).toEqual(['delivered 1', 'delivered 2']);
  await rig.dispatcher.stop();
  expect(rig.clock.waiting).toBe(0);
});

it('tries for a day, then gives up and raises an alert', async () => {
  const rig = new Rig();
  rig.answer = () => Promise.resolve({ status: 500, retryAfter: undefined });
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(0);
  for (const delay of retryDelays) await rig.clock.pass((delay + 1) * 1000);
  const times = rig.sent.map(({ headers }) => Number(headers['webhook-timestamp']));
  const gaps = times.slice(1).map((time, nth) => time - (times[nth] ?? 0));
  expect(gaps).toEqual(retryDelays);
  expect(rig.ended).toEqual(['dead 1 status 500']);
  expect(rig.alerts.raised).toEqual([{ event: 'webhook-dead', reason: 'status' }]);
  expect(rig.tried).toEqual([...retryDelays.map(() => 'failed'), 'dead']);
  await rig.dispatcher.stop();
}, 30_000);

it('leaves an address alone that asks for time', async () => {
  const rig = new Rig();
  rig.answer = () => Promise.resolve({ status: 429, retryAfter: '120' });
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(0);
  expect(rig.rests).toEqual([[1, 120]]);
  rig.answer = () => Promise.resolve({ status: 204, retryAfter: undefined });
  await rig.clock.pass(119_000);
  expect(rig.ended).toEqual([]);
  await rig.clock.pass(2000);
  expect(rig.ended).toEqual(['delivered 1']);
  await rig.dispatcher.stop();
});

it.each([
  [{ status: 410, retryAfter: undefined }, 'dead 1 gone 410'],
  [{ status: 302, retryAfter: undefined }, null],
  [{ fault: 'unreachable' as const }, null],
])('takes %j for a failure', async (answer, ended) => {
  const rig = new Rig();
  rig.answer = () => Promise.resolve(answer);
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(0);
  expect(rig.ended).toEqual(ended === null ? [] : [ended]);
  expect(rig.waiting.size).toBe(ended === null ? 1 : 0);
  await rig.dispatcher.stop();
});

it('sends no more than four at once to one address, and others meanwhile', async () => {
  const rig = new Rig();
  let release: (() => void) | null = null;
  const slow = new Promise<void>((resolve) => (release = resolve));
  for (let id = 1; id <= 10; id += 1) rig.add(id, 1);
  rig.answer = () => slow.then(() => ({ status: 200, retryAfter: undefined }));
  rig.dispatcher.start();
  await rig.clock.pass(3000);
  expect(rig.sent).toHaveLength(4);
  rig.add(11, 2);
  await rig.clock.pass(1000);
  expect(rig.sent).toHaveLength(5);
  expect(rig.claims.at(-1)?.full).toEqual([1]);
  release!();
  await rig.clock.pass(5000);
  expect(rig.ended).toHaveLength(11);
  await rig.dispatcher.stop();
});

it('waits for the database, says so once, and goes on', async () => {
  const rig = new Rig();
  rig.down = true;
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(10_000);
  expect(rig.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  rig.down = false;
  await rig.clock.pass(1000);
  expect(rig.ended).toEqual(['delivered 1']);
  await rig.dispatcher.stop();
});

it('tries again what it cannot sign: the key may come back', async () => {
  const rig = new Rig();
  rig.sealedOtherwise = true;
  rig.add(1);
  rig.dispatcher.start();
  await rig.clock.pass(0);
  expect([rig.sent.length, rig.waiting.get(1)?.attempts]).toEqual([0, 1]);
  await rig.dispatcher.stop();
});

it('leases for longer than a request may take', async () => {
  const rig = new Rig();
  rig.dispatcher.start();
  await rig.clock.pass(0);
  expect(rig.claims[0]?.leaseSeconds).toBeGreaterThan(20);
  await rig.dispatcher.stop();
});
