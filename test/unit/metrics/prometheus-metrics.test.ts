import type { CallView } from '#calls/model/call-view';
import { viewOf } from '#calls/model/call-view';
import { refusals } from '#calls/model/refusal';
import { SourceWords } from '#metrics/label-words';
import { allMetrics } from './all-metrics';
import type { MetricsSources } from './all-metrics';
import { into } from '../calls/call-samples';
import { NumberSearch } from '../../lab/number-search';

const number = '+79161234567';

function rig(changes: Partial<MetricsSources> = {}) {
  const metrics = allMetrics(changes);
  metrics.http.routes(new Set(['/api/events', '/api/orders/:number/calls']));
  /** The value of one series, by the start of its line. */
  const value = async (series: string): Promise<number | undefined> => {
    const line = (await metrics.page.read()).split('\n').find((text) => text.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  };
  return { feed: metrics.feed, metrics, value };
}

const ended = (changes: Partial<CallView> = {}): CallView => ({ ...viewOf(into.ended().call), ...changes });

test('a call is counted once, after its end, by its result and its origin', async () => {
  const { feed, value } = rig();
  const series = 'star7_calls_total{disposition="answered",direction="outbound",start_kind="short-code"}';
  expect(await value(series)).toBe(0);
  feed.publish(viewOf(into.talking().call));
  expect(await value(series)).toBe(0);
  feed.publish(ended({ talkSeconds: 7 }));
  expect(await value(series)).toBe(1);
  expect(await value('star7_talk_seconds_total')).toBe(7);
  expect(await value('star7_answer_seconds_count')).toBe(1);
  expect(await value('star7_refusals_total{reason="order"}')).toBe(0);
});

test.each([
  ...refusals.map((refusal) => ({ disposition: 'refused', refusal, reason: refusal }) as const),
  { disposition: 'refused', refusal: null, reason: 'order' },
  { disposition: 'manager-busy', refusal: null, reason: 'manager-busy' },
  { disposition: 'look-up-failed', refusal: null, reason: 'look-up-failed' },
] as const)('$disposition for $refusal counts as $reason and as nothing else', async (one) => {
  const { feed, metrics, value } = rig();
  const total = async (): Promise<number> =>
    [...(await metrics.page.read()).matchAll(/^star7_refusals_total\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  const series = `star7_refusals_total{reason="${one.reason}"}`;
  // Present from the start, so that its first increase is visible.
  expect(await value(series)).toBe(0);
  feed.publish(ended({ disposition: one.disposition, refusal: one.refusal }));
  expect([await value(series), await total()]).toEqual([1, 1]);
  feed.publish(ended({ disposition: 'busy' }));
  expect(await total()).toBe(1);
});

test('the current state is read when the page is read', async () => {
  const calls = [viewOf(into.talking().call), viewOf(into.talking().call), viewOf(into.announcing().call)];
  const { value } = rig({
    liveCalls: () => calls,
    recordsWaiting: () => 3,
    recordsRefused: () => 2,
    lastBackup: () => Promise.resolve(1_700_000_000),
  });
  expect(await value('star7_calls_in_phase{phase="talking"}')).toBe(2);
  calls.pop();
  expect(await value('star7_calls_in_phase{phase="announcing"}')).toBe(0);
  expect(await value('star7_records_waiting')).toBe(3);
  expect(await value('star7_records_refused')).toBe(2);
  expect(await value('star7_up{part="database"}')).toBe(1);
  expect(await value('star7_up{part="pbx"}')).toBe(0);
  expect(await value('star7_ready')).toBe(1);
  expect(await value('star7_last_backup_timestamp_seconds')).toBe(1_700_000_000);
  expect(await value('star7_build_info{version="1.2.3"}')).toBe(1);
});

test('callers who wait are counted, and how long they waited, apart from the answers of customers', async () => {
  const caller: Partial<CallView> = { direction: 'inbound', startKind: 'inbound', disposition: null };
  const live = [
    ended({ ...caller, phase: 'queueing' }),
    ended({ ...caller, phase: 'accepting' }),
    ended({ ...caller, phase: 'talking' }),
    ended({ phase: 'calling-manager', disposition: null }),
  ];
  const { feed, value } = rig({ liveCalls: () => live });
  expect(await value('star7_callers_waiting')).toBe(2);
  const times = { startedAt: 0, ringingAt: 0, endedAt: 90_000_000 };
  const over = {
    ...caller,
    requestedAt: 0,
    endedAt: 90_000_000,
    manager: { ...times, answeredAt: 15_000_000 },
  };
  // Music was played to them: their leg was answered.
  const customer = { ...times, answeredAt: 1_000_000 };
  feed.publish(ended({ ...over, customer, disposition: 'answered' }));
  // Their manager did not press 1.
  feed.publish(ended({ ...over, customer, disposition: 'abandoned' }));
  expect(await value('star7_caller_wait_seconds_sum{disposition="answered"}')).toBe(15);
  expect(await value('star7_caller_wait_seconds_sum{disposition="abandoned"}')).toBe(90);
  expect(await value('star7_answer_seconds_count')).toBe(0);
});

test('the fill level of the journal and write failures are read too', async () => {
  const journal = { bytes: 1_200, limitBytes: 64_000_000, failing: false };
  const { value } = rig({ journal: () => journal });
  expect(await value('star7_journal_bytes')).toBe(1_200);
  expect(await value('star7_journal_limit_bytes')).toBe(64_000_000);
  expect(await value('star7_journal_failing')).toBe(0);
  journal.bytes = 0;
  journal.failing = true;
  expect(await value('star7_journal_bytes')).toBe(0);
  expect(await value('star7_journal_failing')).toBe(1);
});

test('without a known backup there is no backup time', async () => {
  expect(await rig().value('star7_last_backup_timestamp_seconds')).toBeUndefined();
});

test('the first connection does not count as a reconnect, each later one does', async () => {
  const { metrics, value } = rig();
  const counts = async () => [
    await value('star7_reconnects_total{part="pbx"}'),
    await value('star7_connection_losses_total{part="pbx"}'),
  ];
  metrics.pbx.connectionChanged('pbx', false);
  metrics.pbx.connectionChanged('pbx', true);
  expect(await counts()).toEqual([0, 0]);
  metrics.pbx.connectionChanged('pbx', false);
  metrics.pbx.connectionChanged('pbx', true);
  expect(await counts()).toEqual([1, 1]);
  expect(await value('star7_reconnects_total{part="ami"}')).toBe(0);
});

test('look-ups, requests to the PBX and answers are timed; a missed deadline is counted by its operation', async () => {
  const { metrics, value } = rig();
  metrics.lookedUp('answered', 0.002);
  metrics.pbx.requested('channels.originate', 'done', 0.01);
  metrics.pbx.requested('channels.originate', 'deadline', 5);
  metrics.http.answered('/api/orders/:number/calls', 201, 0.03);
  metrics.http.answered('/api/events', 200, 3600);
  expect(await value('star7_order_look_up_seconds_count{outcome="answered"}')).toBe(1);
  expect(await value('star7_pbx_request_seconds_count{operation="channels.originate"}')).toBe(2);
  const missed = 'star7_pbx_request_failures_total{operation="channels.originate",outcome="deadline"}';
  expect(await value(missed)).toBe(1);
  expect(await value('star7_http_requests_total{route="/api/orders/:number/calls",status="201"}')).toBe(1);
  expect(await value('star7_http_request_seconds_count')).toBe(1);
});

describe('a number', () => {
  const search = new NumberSearch([number]);
  const forged = number as never;

  /** A page after all events, with the number in every text parameter. */
  async function page(): Promise<string> {
    const { feed, metrics } = rig({
      version: number,
      health: () => Promise.resolve({ ready: true, stopping: false, parts: { [number]: 'up' } }),
      liveCalls: () => [ended({ phase: 'talking', managerExtension: number })],
    });
    feed.publish(
      ended({
        id: number,
        managerExtension: number,
        orderNumber: number,
        customerName: number,
        trunk: number,
        disposition: forged,
        startKind: forged,
        hungUpBy: forged,
      }),
    );
    feed.publish(ended({ disposition: 'refused', refusal: forged }));
    metrics.lookedUp('answered', 1);
    metrics.pbx.requested(`channels.${number}`, number, 1);
    metrics.pbx.requested(number.slice(1), 'done', 1);
    metrics.http.answered(`/api/orders/${number}`, 200, 1);
    metrics.http.answered('/api/orders', Number(number), 1);
    return metrics.page.read();
  }

  test('put into every text parameter is nowhere on the page', async () => {
    const text = await page();
    expect(search.in(Buffer.from(text))).toEqual([]);
    expect(text).toContain(
      'star7_calls_total{disposition="other",direction="outbound",start_kind="other"} 1',
    );
    expect(text).toContain('star7_pbx_request_failures_total{operation="other",outcome="other"} 1');
    expect(text).toContain('star7_http_requests_total{route="other",status="200"} 1');
    expect(text).toContain('star7_up{part="other"} 1');
    expect(text).toContain('star7_refusals_total{reason="other"} 1');
  });

  test('would be found if a label let it through', async () => {
    const text = (await page()).replaceAll('"other"', JSON.stringify(number));
    expect(search.in(Buffer.from(text)).length).toBeGreaterThan(4);
  });
});

test('with any input, the number of series is bounded', async () => {
  const { feed, metrics } = rig();
  const tell = (): void => {
    for (let index = 0; index < 500; index += 1) {
      const word = String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
      metrics.http.answered(`/${word}`, 200, 1);
      metrics.pbx.requested(word, word, 1);
      feed.publish(ended({ managerExtension: word, disposition: word as never, trunk: word }));
    }
  };
  tell();
  const first = (await metrics.page.read()).split('\n').length;
  tell();
  expect((await metrics.page.read()).split('\n').length).toBe(first);
  expect(first).toBeLessThan(3000);
});

test.each([
  ['/api/orders/:number', true],
  ['channels.originate', true],
  ['none', true],
  ['/api/orders/1001', false],
  ['a b', false],
  ['x'.repeat(61), false],
  ['x{y="', false],
])('a word of the source: %s is accepted: %s', (word, through) => {
  expect(new SourceWords(10).of(word)).toBe(through ? word : 'other');
});
