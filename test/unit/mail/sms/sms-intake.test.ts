import { StoreError } from '#database/store-error';
import { mask } from '#kernel/masked';
import { SmsIntake } from '#mail/sms/sms-intake';
import type { OwnSmsLines } from '#mail/sms/own-lines';
import type { TakenResult } from '#mail/sms/sms-intake';
import type { DueSms, SmsInbox } from '#mail/sms/sms-store';
import { FakeClock, settled } from '../../kernel/fake-clock';
import { MemoryLog } from '../../log/memory-log';
import { MemoryMails } from '../memory-mails';
import { noSmsLines } from '../no-decoys';

const sender = '74951234567';
const minute = 60_000_000;

/** What waits, in memory. */
class MemoryInbox implements Pick<
  SmsInbox,
  'due' | 'later' | 'drop' | 'orderOf' | 'onceOf' | 'tidy' | 'retry'
> {
  readonly waiting: (DueSms & { dueAt: number | null })[] = [];
  isStated = true;

  add(id: number, texts: readonly string[], at: number, change: Partial<DueSms> = {}): void {
    const mark = (nth: number) => (texts.length === 1 ? null : { reference: 1, total: texts.length, nth });
    const parts = texts.map((text, nth) => ({
      ...{ from: mask('+79005550001'), to: mask(sender), mark: mark(nth + 1), coding: 8 },
      bytes: Uint8Array.from(Buffer.from(text, 'utf16le').swap16()),
    }));
    this.waiting.push({ ids: [id], at, tries: 0, parts, dueAt: at, ...change });
  }

  due(now: number): Promise<DueSms[]> {
    return Promise.resolve(this.waiting.filter(({ dueAt }) => dueAt !== null && dueAt <= now));
  }

  later([id]: readonly number[], dueAt: number | null, tries: number): Promise<void> {
    Object.assign(
      this.waiting.find(({ ids }) => ids[0] === id)!,
      { dueAt, tries },
    );
    return Promise.resolve();
  }

  drop([id]: readonly number[]): Promise<void> {
    this.waiting.splice(
      this.waiting.findIndex(({ ids }) => ids[0] === id),
      1,
    );
    return Promise.resolve();
  }

  orderOf() {
    return Promise.resolve({ orderNumber: '1001', isStated: this.isStated });
  }

  onceOf(_from: unknown, text: string, at: number): Buffer {
    return Buffer.from(`${text} ${String(Math.floor(at / (10 * minute)))}`);
  }

  tidy(): Promise<void> {
    return Promise.resolve();
  }

  retry(now: number): Promise<void> {
    for (const each of this.waiting) each.dueAt ??= now;
    return Promise.resolve();
  }
}

function rig(lines: OwnSmsLines = noSmsLines) {
  const clock = new FakeClock();
  const [inbox, store, log, taken] = [
    new MemoryInbox(),
    new MemoryMails(),
    new MemoryLog(),
    [] as TakenResult[],
  ];
  const intake = new SmsIntake({
    ...{ inbox: inbox as unknown as SmsInbox, store, sender, clock, log },
    outbox: { receipt: () => Promise.resolve(null) },
    normalise: (number) => number,
    keptHosts: () => Promise.resolve([]),
    ...{ confirmUrl: null, keepsOriginals: false, feed: { publish: () => undefined } },
    onTaken: (result) => taken.push(result),
    lines: () => lines,
  });
  return { clock, inbox, store, log, taken, intake };
}

it('one that cannot be taken keeps no other back: it is tried again, and then set aside', async () => {
  const { clock, inbox, store, taken, intake, log } = rig();
  inbox.add(1, ['отравлено'], clock.now(), { parts: null });
  inbox.add(2, ['Здравствуйте'], clock.now());
  const refused = new StoreError('data-refused', 'x');
  const receive = store.receive.bind(store);
  jest
    .spyOn(store, 'receive')
    .mockImplementation((order, mail) =>
      mail.mail.text === 'плохо' ? Promise.reject(refused) : receive(order, mail),
    );
  inbox.add(3, ['плохо'], clock.now());
  inbox.add(4, ['До свидания'], clock.now());
  intake.start();
  for (let turn = 0; turn < 5; turn += 1) await settled();
  expect(store.mails.map(({ text }) => text)).toEqual(['Здравствуйте', 'До свидания']);
  expect(inbox.waiting.map(({ ids, tries }) => [ids[0], tries])).toEqual([
    [1, 1],
    [3, 1],
  ]);
  await clock.pass(4 * 3_600_000);
  expect(inbox.waiting.map(({ dueAt }) => dueAt)).toEqual([null, null]);
  expect(taken.filter((each) => each === 'set-aside')).toHaveLength(2);
  expect(JSON.stringify(log.lines)).not.toMatch(/9005550001|плохо/);
  await intake.stop();
});

it('the number that customers answer to is no line, whatever was entered', async () => {
  const { clock, inbox, store, intake } = rig({ ...noSmsLines, isLine: () => Promise.resolve(true) });
  inbox.add(1, ['Здравствуйте'], clock.now());
  intake.start();
  for (let turn = 0; turn < 5; turn += 1) await settled();
  expect(store.mails.map(({ text }) => text)).toEqual(['Здравствуйте']);
  await intake.stop();
});

it('without the database nothing is counted as a try', async () => {
  const { clock, inbox, store, intake } = rig();
  inbox.add(1, ['Здравствуйте'], clock.now());
  jest.spyOn(store, 'counts').mockRejectedValueOnce(new StoreError('database-unavailable', 'x'));
  intake.start();
  await settled();
  expect(inbox.waiting.map(({ tries }) => tries)).toEqual([0]);
  await clock.pass(1000);
  expect(store.mails).toHaveLength(1);
  await intake.stop();
});

it('a message has as many parts as it says, and is there once at the border of two times', async () => {
  const { clock, inbox, store, intake } = rig();
  const receive = jest.spyOn(store, 'receive');
  const at = Math.ceil(clock.now() / (10 * minute)) * 10 * minute;
  inbox.add(1, ['Да, ', 'верно'], at);
  inbox.waiting[0]!.parts!.push(...Array.from({ length: 300 }, () => inbox.waiting[0]!.parts![1]!));
  await clock.pass(10 * 60_000);
  intake.start();
  await settled();
  const [, given] = receive.mock.calls[0]!;
  expect(given.sms).toEqual({
    parts: 2,
    before: {
      messageId: `sms:${inbox.onceOf(null, 'Да, верно', at - 1).toString('hex')}`,
      since: at - 10 * minute,
    },
  });
  await intake.stop();
});

it('SMS beyond their own limit wait, and are dropped after four hours; mails have theirs', async () => {
  const { clock, inbox, store, taken, intake } = rig();
  // What the shop and the customer write by mail does not count here.
  store.counted = { lastHour: 20, automaticLastDay: 0 };
  inbox.add(1, ['первая'], clock.now());
  intake.start();
  await settled();
  expect(taken).toEqual(['stored']);
  store.countedOfSms = { lastHour: 20, automaticLastDay: 0 };
  inbox.add(2, ['вторая'], clock.now());
  await clock.pass(4 * 3_600_000 + 20 * 60_000);
  expect([taken.at(-1), new Set(taken.slice(1, -1)), inbox.waiting]).toEqual([
    ...['dropped', new Set(['too-many']), []],
  ]);
  await intake.stop();
});

it('from a number that a person typed nothing is compared: a manager’s own telephone learns nothing', async () => {
  const hiddenOf = async (isStated: boolean, number: string): Promise<string[]> => {
    const { clock, inbox, store, intake } = rig();
    inbox.isStated = isStated;
    store.former = { addresses: [], own: { numbers: [number], addresses: [] }, isConfirmed: false };
    const guesses = Array.from({ length: 10 }, (_each, nth) => `guess 4321${String(nth)} word`);
    inbox.add(1, [guesses.join(' ')], clock.now());
    intake.start();
    await settled();
    await intake.stop();
    return store.mails.map(({ text }) => text);
  };
  const numbers = ['79161143211', '79161143218'];
  const told = async (isStated: boolean) =>
    (await Promise.all(numbers.map((number) => hiddenOf(isStated, number)))).map(String);
  const [one, other] = await told(false);
  expect(one).toBe(other);
  expect(one).not.toMatch(/4321/);
  // The control: the customer's own telephone, whose texts are compared.
  expect(new Set(await told(true)).size).toBe(2);
});
