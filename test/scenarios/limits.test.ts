import { existsSync } from 'node:fs';
import path from 'node:path';
import { announcements } from '#calls/model/announcement';
import { languages } from '#kernel/language';
import { soundsOf } from '#pbx/asterisk/announcement-media';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { defaultDirectory } from '../lab/lab';
import { sampleShop } from '../lab/sample-shop';
import { TestLab } from './test-lab';

let at: TestLab;
let admin: ApiSession;
beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  const { administrator = '' } = at.lab.secrets.accounts;
  admin = await ApiSession.signIn(at.lab.star7.httpUrl, 'administrator', administrator);
});
afterEach(async () => {
  await Promise.all([103, 104, 105].map((extension) => at.onHook(extension)));
  await set({ callsPerHour: null, callsPerDay: null, callingHours: null, defaultTimeZone: null });
});
afterAll(async () => {
  await at.release();
});

/** Changes settings of the running Star7; null takes the environment's again. */
async function set(settings: Record<string, string | number | null>): Promise<void> {
  await admin.must('PATCH', '/api/settings', settings);
}

const shop = sampleShop();

/** An open order of this manager whose customer answers. */
function orderOf(extension: number) {
  return shop.orders.find(
    (order) =>
      order.managerExtension === String(extension) &&
      order.status === 'open' &&
      order.behaviour === 'answers',
  )!;
}

/** Lines of the log are written together, a moment later. */
async function logged(line: RegExp): Promise<void> {
  await eventually(() => line.test(at.lab.star7.logs()), { within: 5_000, what: `a line ${String(line)}` });
}

/** Dials, waits for the refusal, and gives what the phone was told and sent with what was recorded. */
async function refused(orderNumber: string, extension: number) {
  const phone = at.phone(extension);
  const after = await at.newest(extension);
  const id = await phone.dial(`*7${orderNumber}`);
  const told = await phone.closed(id, { within: 30_000 });
  const record = await at.lastRecord(extension, { after });
  const received = phone
    .messages()
    .filter(({ callId, direction }) => callId === id && direction === 'received')
    .map(({ startLine, method, status }) => method ?? `${String(status)} ${startLine}`);
  const { disposition, refusal } = record as unknown as Record<string, unknown>;
  return {
    told: told.slice(0, 3),
    received,
    disposition,
    refusal,
    orderNumber: record.orderNumber,
    id: record.id,
  };
}

/** The customer is called and answers; then the manager hangs up. */
async function answered(orderNumber: string, extension: number): Promise<void> {
  const phone = at.phone(extension);
  const after = await at.newest(extension);
  const id = await phone.dial(`*7${orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 15_000 });
  await eventually(async () => (await at.calls(extension))[0]?.phase === 'talking', {
    within: 5_000,
    every: 50,
    what: 'the two to talk',
  });
  await phone.hangUp();
  expect(await at.lastRecord(extension, { after })).toMatchObject({ disposition: 'answered' });
}

/** What must be the same, call after call. */
function withoutId(answer: Awaited<ReturnType<typeof refused>>): object {
  return { ...answer, id: null };
}

async function click(orderNumber: string, extension: number) {
  const response = await at.request('POST', `/api/orders/${orderNumber}/calls`, {
    extension: String(extension),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    slug: ((await response.json()) as { slug?: string }).slug,
  };
}

/** The call's row in the audit log. */
async function audited(callId: string): Promise<Record<string, unknown>> {
  const row = await eventually(
    async () => {
      const rows = await at.lab.database.query(
        "SELECT detail FROM audit_log WHERE action = 'call.attempt' AND subject = ?",
        [`call:${callId}`],
      );
      return rows[0] ?? null;
    },
    { within: 10_000, every: 100, what: 'the call in the audit log' },
  );
  const { detail } = row as unknown as { detail: string | Record<string, unknown> };
  return typeof detail === 'string' ? (JSON.parse(detail) as Record<string, unknown>) : detail;
}

function numbersCalled(): number {
  return at.lab.carriers.reduce((sum, carrier) => sum + carrier.invites().length, 0);
}

test('every announcement has its recordings, in each language', () => {
  const folder = path.join(defaultDirectory(), 'root/usr/share/asterisk/sounds');
  const voices = { ru: 'ru_RU_f_IvrvoiceRU', en: 'en_US_f_Allison' };
  const missing = announcements.flatMap((announcement) =>
    languages.flatMap((language) =>
      soundsOf(announcement, language)
        // Star7's own are in a folder of their own, whatever the language.
        .map((sound) => path.join(folder, sound.startsWith('star7/') ? '' : voices[language], `${sound}.gsm`))
        .filter((file) => !existsSync(file)),
    ),
  );
  expect(missing).toEqual([]);
});

/** How many calls of this manager the caps of an hour and of a day count now. */
async function countedCalls(extension: number): Promise<number> {
  const [used] = await at.lab.database.query(
    `SELECT COUNT(*) AS count FROM calls WHERE manager_extension = ? AND requested_at > NOW() - INTERVAL 70 MINUTE
        AND ((order_number IS NOT NULL AND refusal IS NULL) OR disposition = 'interrupted')`,
    [String(extension)],
  );
  return Number(used!['count']);
}

describe('wrong order numbers', () => {
  beforeAll(async () => {
    // Those of the suites before count too.
    await at.lab.star7.mustRun(['manager', 'unlock', '--all']);
    // How many lock out is for the environment alone to say.
    await at.lab.star7.restartWith({ STAR7_GUESS_LIMIT: '3', STAR7_GUESS_LIMIT_OVERALL: '4' });
  });
  afterEach(async () => {
    await at.lab.star7.mustRun(['manager', 'unlock', '--all']);
  });
  afterAll(() => at.lab.star7.restartWith({}));

  test('of several managers together: everybody is locked out, until all is lifted', async () => {
    const { star7 } = at.lab;
    const [bystander, one, other] = [103, 104, 105].map((extension) => orderOf(extension).orderNumber);
    const wrong = async (extension: number): Promise<void> => {
      expect(await refused('99999998', extension)).toMatchObject({ told: '404', refusal: 'order' });
    };
    await Promise.all([wrong(104), wrong(105)]);
    expect(await click('99999998', 104)).toMatchObject({ status: 404, slug: 'order-refused' });
    // The control: three are not enough, neither for one of them nor for all.
    await Promise.all([answered(bystander!, 103), answered(one!, 104)]);
    expect(await click(one!, 105)).toMatchObject({ status: 404, slug: 'order-refused' });

    const called = numbersCalled();
    const lockedOut = async (extension: number, own: string): Promise<void> => {
      const locked = withoutId(await refused(own, extension));
      expect(locked).toMatchObject({ told: '403', refusal: 'locked-out', orderNumber: null });
      expect(withoutId(await refused('99999998', extension))).toEqual(locked);
    };
    await Promise.all([lockedOut(103, bystander!), lockedOut(104, one!), lockedOut(105, other!)]);
    const clicked = await click(bystander!, 103);
    expect(clicked).toMatchObject({ status: 429, slug: 'locked-out' });
    expect(Number(clicked.retryAfter)).toBeGreaterThan(1500);
    await logged(/"level":"warn".*"event":"everybody-locked-out"/);

    // One manager's lock-out is another thing.
    await star7.mustRun(['manager', 'unlock', '103']);
    expect(await click(bystander!, 103)).toMatchObject({ status: 429, slug: 'locked-out' });
    expect(numbersCalled()).toBe(called);

    await star7.mustRun(['manager', 'unlock', '--all']);
    await Promise.all([answered(bystander!, 103), answered(other!, 105)]);
  });

  test('of one manager: locked out of every order alike, over a restart as calls used up are, until it is lifted', async () => {
    const own = orderOf(104).orderNumber;
    const others = orderOf(105).orderNumber;
    const created = await at.lab.star7.mustRun(['token', 'create', '--extension', '104', '--json']);
    const { token } = JSON.parse(created.stdout) as { token: string };
    const look = async (orderNumber: string) => {
      const response = await at.request('GET', `/api/orders/${orderNumber}`, undefined, {
        authorization: `Bearer ${token}`,
      });
      return { status: response.status, body: await response.text() };
    };

    await answered(own, 104);
    expect(await refused(others, 104)).toMatchObject({ told: '404', refusal: 'order', orderNumber: null });
    expect(await click('99999998', 104)).toMatchObject({ status: 404, slug: 'order-refused' });
    expect(await look(own)).toMatchObject({ status: 200 });
    // A look by REST is a guess as much as a call is.
    expect(await look(others)).toMatchObject({ status: 404 });

    const called = numbersCalled();
    const first = await refused(own, 104);
    const locked = withoutId(first);
    expect(locked).toMatchObject({
      told: '403',
      disposition: 'refused',
      refusal: 'locked-out',
      orderNumber: null,
    });
    expect(withoutId(await refused(others, 104))).toEqual(locked);
    const seen = await look(own);
    expect(seen).toMatchObject({
      status: 429,
      body: expect.stringContaining('"slug":"locked-out"') as string,
    });
    expect(await look(others)).toEqual(seen);
    expect(await look('99999998')).toEqual(seen);
    const clicked = await click(own, 104);
    expect(clicked).toMatchObject({ status: 429, slug: 'locked-out' });
    expect(Number(clicked.retryAfter)).toBeGreaterThan(1500);
    expect(await click('99999998', 104)).toMatchObject({ status: 429, slug: 'locked-out' });
    expect(numbersCalled()).toBe(called);
    expect(await audited(first.id)).toMatchObject({
      refusal: 'locked-out',
      disposition: 'refused',
      order: null,
    });
    await logged(/"level":"warn".*"event":"manager-locked-out","manager":"104"/);

    // Somebody else is not concerned.
    await answered(others, 105);
    await set({ callsPerHour: await countedCalls(105) });

    await at.lab.star7.kill();
    await at.lab.star7.start();
    const [lockedOut, capped] = await Promise.all([refused(own, 104), refused(others, 105)]);
    expect(lockedOut).toMatchObject({ told: '403', refusal: 'locked-out' });
    expect(capped).toMatchObject({ told: '403', refusal: 'hourly-cap' });

    await set({ callsPerHour: null });
    await at.lab.star7.mustRun(['manager', 'unlock', '104']);
    await Promise.all([answered(own, 104), answered(others, 105)]);
  });
});

test('the calls of an hour are used up: the same answer for every order, spoken in English', async () => {
  const own = orderOf(105).orderNumber;
  const cap = (await countedCalls(105)) + 1;
  await set({ callsPerHour: cap });
  await answered(own, 105);
  const capture = await at.lab.capture('hourly-cap');
  const capped = withoutId(await refused(own, 105));
  const { rtp } = await capture.sentToPhones('105');
  await capture.stop();
  expect(rtp).toBeGreaterThan(100);
  expect(capped).toMatchObject({ told: '403', refusal: 'hourly-cap', orderNumber: null });
  expect(withoutId(await refused('99999998', 105))).toEqual(capped);
  for (const any of [own, orderOf(104).orderNumber, '99999998'])
    expect(await click(any, 105)).toMatchObject({ status: 429, slug: 'hourly-cap' });
  await set({ callsPerHour: null, callsPerDay: cap });
  for (const any of [own, '99999998'])
    expect(await click(any, 105)).toMatchObject({ status: 429, slug: 'daily-cap' });
});

describe('limits of the customer, told of one’s own orders alone', () => {
  test('do not call: for one’s own order; for somebody else’s it is an order like any other', async () => {
    const { orderNumber } = orderOf(104);
    await at.lab.star7.mustRun(['order', 'do-not-call', orderNumber, 'on']);
    try {
      const called = numbersCalled();
      const ownRefused = async (): Promise<void> => {
        const own = await refused(orderNumber, 104);
        expect(own).toMatchObject({
          told: '403',
          disposition: 'refused',
          refusal: 'do-not-call',
          orderNumber,
        });
        expect(await audited(own.id)).toMatchObject({ refusal: 'do-not-call', order: orderNumber });
        expect(await click(orderNumber, 104)).toMatchObject({ status: 403, slug: 'do-not-call' });
      };
      const othersRefused = async (): Promise<void> => {
        const others = withoutId(await refused(orderNumber, 105));
        const unknown = withoutId(await refused('99999998', 105));
        expect(others).toEqual(unknown);
      };
      await Promise.all([ownRefused(), othersRefused()]);
      expect(await click(orderNumber, 105)).toMatchObject({ status: 404, slug: 'order-refused' });
      expect(numbersCalled()).toBe(called);
    } finally {
      await at.lab.star7.mustRun(['order', 'do-not-call', orderNumber, 'off']);
    }
    await answered(orderNumber, 104);
  });

  test('numbers abroad and dear ones are closed, and nobody is called', async () => {
    await at.lab.star7.import(
      [
        'order_number,customer_name,phone,manager_extension',
        'abroad-1,Maria,+375 29 555 00 00,104',
        'dear-1,Maria,+7 809 555 00 00,104',
        '',
      ].join('\n'),
    );
    const called = numbersCalled();
    for (const orderNumber of ['abroad-1', 'dear-1']) {
      expect(await click(orderNumber, 104)).toMatchObject({ status: 403, slug: 'destination' });
      const [record] = await at.calls(104);
      expect(record).toMatchObject({ disposition: 'refused', refusal: 'destination', orderNumber });
    }
    expect(numbersCalled()).toBe(called);
    await logged(/"event":"destination-refused","manager":"104","reason":"premium-rate"/);
  });

  test('too early where the customer lives; not too early twelve hours away', async () => {
    const { orderNumber, customerName, phone } = orderOf(104);
    // Open but for the six hours before and after now, by a clock six hours behind UTC.
    const now = Math.floor(Date.now() / 60_000 - 6 * 60) % 1440;
    const closes = (now - 360 + 1440) % 1440;
    const opens = (now + 360) % 1440;
    const text = (minute: number): string =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const hours =
      opens < closes ? `${text(opens)}-${text(closes)}` : `00:00-${text(closes)}, ${text(opens)}-24:00`;
    await set({ callingHours: hours, defaultTimeZone: 'Etc/GMT+6' });
    const [own, others] = await Promise.all([refused(orderNumber, 104), refused(orderNumber, 105)]);
    expect(own).toMatchObject({ told: '480', refusal: 'calling-hours', orderNumber });
    expect(others).toMatchObject({ told: '404', refusal: 'order', orderNumber: null });
    expect(await click(orderNumber, 104)).toMatchObject({ status: 409, slug: 'calling-hours' });

    const row = (zone: string): string =>
      `order_number,customer_name,phone,manager_extension,time_zone\n${orderNumber},${customerName},${phone},104,${zone}\n`;
    await at.lab.star7.import(row('Etc/GMT-6'));
    try {
      await answered(orderNumber, 104);
    } finally {
      await at.lab.star7.import(row(''));
    }
  });
});

test('the audit log of all this is whole', async () => {
  const { stdout } = await at.lab.star7.mustRun(['audit', 'verify', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, protected: true });
});
