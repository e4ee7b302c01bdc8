import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { orderThat, sampleShop } from '../lab/sample-shop';
import { TestLab } from './test-lab';

let at: TestLab;
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(async () => {
  await at.onHook(101);
});
afterAll(async () => {
  await at.release();
});

const order = orderThat('answers');
const busyOrder = orderThat('busy');

/** The status of `/readyz`. */
async function readiness(): Promise<number> {
  return (await fetch(new URL('/readyz', at.lab.star7.httpUrl))).status;
}

/** One whole call, to see that everything works. */
async function wholeCall(): Promise<ApiCall> {
  const phone = at.phone(101);
  const after = await at.newest(101);
  const id = await phone.dial(`*7${order.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await eventually(async () => (await at.calls(101))[0]?.phase === 'talking', {
    within: 5_000,
    what: 'the conversation',
  });
  await phone.hangUp();
  const record = await at.lastRecord(101, { after });
  expect(record).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  return record;
}

async function dialled(): Promise<string> {
  const phone = at.phone(101);
  return await phone.closed(await phone.dial(`*7${order.orderNumber}`), { within: 30_000 });
}

describe('Star7', () => {
  test('is stopped: the dialplan says so and hangs up; started again, all is as it was', async () => {
    const before = await wholeCall();
    await at.lab.star7.stop();
    const invites = at.lab.carrier.invites().length;
    const capture = await at.lab.capture('star7-down');
    expect(await dialled()).toMatch(/^500 /);
    const { rtp } = await capture.sentToPhones('101');
    await capture.stop();
    expect(rtp).toBeGreaterThan(50);
    expect(at.lab.carrier.invites()).toHaveLength(invites);
    await at.lab.star7.start();
    expect(await at.get<ApiCall>(`/api/calls/${before.id}`)).toEqual(before);
    await wholeCall();
  });

  test('is killed between calls: nothing is lost', async () => {
    const before = await wholeCall();
    const list = await at.calls(101);
    // Other tests may have added some of their own.
    const orders = async (): Promise<object[]> =>
      (await at.get<{ items: object[] }>('/api/orders?extension=101&limit=100')).items;
    const ordersBefore = await orders();
    expect(ordersBefore.length).toBeGreaterThanOrEqual(
      sampleShop().orders.filter(({ managerExtension }) => managerExtension === '101').length,
    );
    await at.lab.star7.kill();
    await at.lab.star7.start();
    expect(await at.get<ApiCall>(`/api/calls/${before.id}`)).toEqual(before);
    expect(await at.calls(101)).toEqual(list);
    expect(await orders()).toEqual(ordersBefore);
    await wholeCall();
  });
});

describe('Asterisk', () => {
  test('is restarted: Star7 finds it again by itself', async () => {
    await at.lab.asterisk.stop();
    await eventually(
      async () => (await at.request('POST', `/api/orders/${order.orderNumber}/calls`)).status === 503,
      { within: 5_000, every: 50, what: 'an honest answer' },
    );
    await at.lab.asterisk.start();
    await at.phonesBack();
    await eventually(
      async () => (await at.get<{ parts: Record<string, string> }>('/healthz')).parts['pbx'] === 'up',
      { within: 30_000, every: 100, what: 'the PBX to be up' },
    );
    await wholeCall();
  });

  test('dies in mid-call: at the first 200 of /readyz its phone is free, and *7 calls', async () => {
    const phone = at.phone(101);
    const id = await phone.dial(`*7${order.orderNumber}`);
    await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
    const talking = await eventually(
      async () => (await at.calls(101)).find(({ phase }) => phase === 'talking'),
      { within: 5_000, every: 20, what: 'the conversation' },
    );
    // Control: as long as Star7 knows of this call, the phone is busy.
    expect((await at.request('POST', `/api/orders/${busyOrder.orderNumber}/calls`)).status).toBe(409);
    // Nothing is reported of its channels, as where the machine fails.
    await at.lab.asterisk.daemon.stop({ signal: 'SIGKILL' });
    const notReady = eventually(async () => (await readiness()) === 503, {
      within: 5_000,
      every: 5,
      what: 'the PBX to be missed',
    });
    await phone.hangUpAll();
    await notReady;
    const starting = at.lab.asterisk.start();
    await eventually(async () => (await readiness()) === 200, {
      within: 30_000,
      every: 5,
      what: 'Star7 to be ready',
    });
    const next = await phone.dial(`*7${order.orderNumber}`);
    const result = await Promise.race([
      phone.event('CALL_ESTABLISHED', { id: next, within: 10_000 }).then(() => 'established'),
      phone.closed(next, { within: 10_000 }),
    ]);
    expect(result).toBe('established');
    await phone.hangUp();
    await starting;
    const lost = await eventually(
      async () => {
        const call = (await at.calls(101)).find(({ id }) => id === talking.id);
        return call !== undefined && call.disposition !== null ? call : null;
      },
      { within: 5_000, every: 50, what: 'the record of the lost call' },
    );
    expect(lost).toMatchObject({ disposition: 'answered', hungUpBy: 'system' });
    await at.phonesBack();
  });

  test('is frozen: that is noticed, and mended when it thaws', async () => {
    const pid = at.lab.asterisk.daemon.pid!;
    const health = async () => (await at.get<{ parts: Record<string, string> }>('/healthz')).parts['pbx'];
    process.kill(pid, 'SIGSTOP');
    try {
      await eventually(async () => (await health()) === 'down', {
        within: 20_000,
        every: 100,
        what: 'the PBX to be missed',
      });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await eventually(async () => (await health()) === 'up', {
      within: 30_000,
      every: 100,
      what: 'the PBX to be back',
    });
    await at.phonesBack();
    await wholeCall();
  });
});

describe('the database', () => {
  test('is down: nobody is called, the phone is told, and the record is written later', async () => {
    const after = await at.newest(101);
    const invites = at.lab.carrier.invites().length;
    await at.lab.database.stop();
    expect(await dialled()).toMatch(/^503 /);
    expect(at.lab.carrier.invites()).toHaveLength(invites);
    await at.lab.database.start();
    expect(await at.lastRecord(101, { after })).toMatchObject({
      disposition: 'look-up-failed',
      hungUpBy: 'system',
    });
    await wholeCall();
  });
});
