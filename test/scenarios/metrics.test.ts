import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { NumberSearch } from '../lab/number-search';
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

const shop = sampleShop();
const answers = orderThat('answers');

/** The page as Prometheus reads it: without a token, from this machine. */
async function page(): Promise<string> {
  const response = await fetch(new URL('/metrics', at.lab.star7.httpUrl));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return await response.text();
}

/** The value of one series; 0 where there is none yet. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length));
}

async function value(series: string): Promise<number> {
  return valueOf(await page(), series);
}

const ended = (disposition: string): string =>
  `star7_calls_total{disposition="${disposition}",direction="outbound",start_kind="short-code"}`;

async function talking(): Promise<string> {
  const phone = at.phone(101);
  const id = await phone.dial(`*7${answers.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await eventually(async () => (await at.calls(101))[0]?.phase === 'talking', {
    within: 5_000,
    what: 'the conversation',
  });
  return id;
}

async function dialled(orderNumber: string): Promise<ApiCall> {
  const phone = at.phone(101);
  const after = await at.newest(101);
  await phone.closed(await phone.dial(`*7${orderNumber}`), { within: 30_000 });
  return await at.lastRecord(101, { after });
}

test('calls are counted by what came of them, and seen while they are up; no number is on the page', async () => {
  const before = await page();
  const after = await at.newest(101);
  await talking();
  const during = await page();
  expect(valueOf(during, 'star7_calls_in_phase{phase="talking"}')).toBe(1);
  expect(valueOf(during, 'star7_ready')).toBe(1);
  for (const part of ['database', 'schema', 'pbx', 'calls', 'ami', 'journal']) {
    expect([part, valueOf(during, `star7_up{part="${part}"}`)]).toEqual([part, 1]);
  }
  expect(valueOf(during, 'star7_journal_bytes')).toBeGreaterThan(100);
  expect(valueOf(during, 'star7_journal_limit_bytes')).toBe(64_000_000);
  expect(valueOf(during, 'star7_journal_failing')).toBe(0);
  await at.phone(101).hangUp();
  await at.lastRecord(101, { after });
  await dialled(orderThat('busy').orderNumber);
  await dialled('99999999');
  // Records are written together, a moment later.
  await eventually(async () => (await value('star7_journal_bytes')) === 0, {
    within: 10_000,
    what: 'every record stored',
  });

  const text = await page();
  const grown = (series: string): number => valueOf(text, series) - valueOf(before, series);
  expect(grown(ended('answered'))).toBe(1);
  expect(grown(ended('busy'))).toBe(1);
  expect(grown(ended('refused'))).toBe(1);
  expect(grown('star7_refusals_total{reason="order"}')).toBe(1);
  expect(grown('star7_order_look_up_seconds_count{outcome="answered"}')).toBe(3);
  expect(grown('star7_calls_hung_up_total{by="manager"}')).toBeGreaterThanOrEqual(1);
  expect(grown('star7_pbx_request_seconds_count{operation="channels.originate"}')).toBe(2);
  expect(grown('star7_answer_seconds_count')).toBe(1);
  expect(valueOf(text, 'star7_calls_in_phase{phase="talking"}')).toBe(0);
  expect(valueOf(text, 'star7_records_waiting')).toBe(0);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');

  // Every sample customer, in every form.
  const search = new NumberSearch(shop.orders.map(({ phone }) => phone));
  const all = [before, during, text].join('\n');
  expect(search.in(Buffer.from(all))).toEqual([]);
  // As a label: chance puts any four digits into a count of bytes.
  for (const word of [answers.orderNumber, answers.customerName, '101', 'carrier']) {
    expect([word, all.includes(`"${word}"`)]).toEqual([word, false]);
  }
  // The control: the same search over the same bytes finds one that is there.
  const planted = all.replace('start_kind="short-code"', `start_kind="${answers.phone}"`);
  expect(search.in(Buffer.from(planted)).map(({ number }) => number)).toContain(answers.phone);
});

test('the database is away: not ready, though alive; and ready again when it is back', async () => {
  const ask = async (path: string): Promise<number> =>
    (await fetch(new URL(path, at.lab.star7.httpUrl))).status;
  const failed = 'star7_refusals_total{reason="look-up-failed"}';
  const before = await value(failed);
  const after = await at.newest(101);
  await at.lab.database.stop();
  try {
    await eventually(async () => (await ask('/readyz')) === 503, { within: 10_000, what: 'not ready' });
    expect(await ask('/healthz')).toBe(200);
    const phone = at.phone(101);
    await phone.closed(await phone.dial(`*7${answers.orderNumber}`), { within: 30_000 });
    await eventually(async () => (await value(failed)) === before + 1, {
      within: 10_000,
      what: 'the refusal',
    });
    const text = await page();
    expect(valueOf(text, 'star7_up{part="database"}')).toBe(0);
    expect(valueOf(text, 'star7_up{part="pbx"}')).toBe(1);
    expect(valueOf(text, 'star7_ready')).toBe(0);
    expect(valueOf(text, 'star7_records_waiting')).toBe(1);
  } finally {
    await at.lab.database.start();
  }
  await at.lastRecord(101, { after });
  await eventually(async () => (await ask('/readyz')) === 200, { within: 10_000, what: 'ready' });
  await eventually(async () => (await value('star7_records_waiting')) === 0, {
    within: 40_000,
    what: 'every record',
  });
});
