import { StatisticsReporter } from '#supervision/statistics-report';
import { LocalCalendar } from '#kernel/local-day';
import { settled } from '../kernel/fake-clock';
import { MemoryStatistics } from './memory-supervision';

const hour = 3_600_000_000;
const from = Date.UTC(2026, 6, 1) * 1000;
const range = { from, to: from + 24 * hour };
const utc = LocalCalendar.of('UTC')!;

it('sums up managers and dispositions', async () => {
  const store = new MemoryStatistics();
  const line = { name: 'Anna', extension: '101', voicemail: false, calls: 2, talkSeconds: 5 };
  store.managers = [
    { ...line, extension: '102', name: 'Boris', disposition: 'busy' },
    { ...line, disposition: 'answered' },
    { ...line, disposition: 'busy' },
    // Those do not count as answered, and nobody has talked.
    { ...line, disposition: 'answered', voicemail: true },
    // Live.
    { ...line, disposition: null, calls: 1, talkSeconds: 0 },
    // Whoever had the extension before.
    { ...line, name: 'Former', disposition: 'answered' },
  ];
  const { byManager, voicemails, dispositions } = await new StatisticsReporter(store).report(range, utc);
  expect(byManager).toEqual([
    { extension: '101', name: 'Anna', calls: 7, answered: 2, talkSeconds: 10 },
    { extension: '101', name: 'Former', calls: 2, answered: 2, talkSeconds: 5 },
    { extension: '102', name: 'Boris', calls: 2, answered: 0, talkSeconds: 5 },
  ]);
  expect(voicemails).toBe(2);
  expect(dispositions).toEqual([
    { disposition: 'busy', count: 4 },
    { disposition: 'answered', count: 4 },
  ]);
});

it('asks by hours where the zone has whole ones, else by quarters', async () => {
  const store = new MemoryStatistics();
  const reporter = new StatisticsReporter(store);
  await reporter.report(range, LocalCalendar.of('Europe/Moscow')!);
  await reporter.report(range, LocalCalendar.of('Asia/Kolkata')!);
  expect(store.asked).toEqual([
    { range, minutes: 60 },
    { range, minutes: 15 },
  ]);
});

it('makes one report at a time, and the next also where one fails', async () => {
  const store = new MemoryStatistics();
  let answer: () => void = () => undefined;
  store.firstCalls = () =>
    new Promise((resolve) => {
      answer = () => resolve(store.first);
    });
  const reporter = new StatisticsReporter(store);
  const first = reporter.report(range, utc);
  const second = reporter.report(range, utc);
  await settled();
  expect(store.asked).toHaveLength(1);
  store.failure = new Error('no database');
  answer();
  await first;
  await expect(second).rejects.toThrow('no database');
  store.failure = null;
  const third = reporter.report(range, utc);
  await settled();
  answer();
  await expect(third).resolves.toMatchObject({ outcomes: [] });
});
