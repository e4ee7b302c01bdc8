import type { SmsFate } from '#mail/sms/own-lines';
import { OwnReceipts } from '#mail/sms/own-receipts';
import { SmsDispatcher } from '#mail/sms/sms-dispatcher';
import type { ClaimedSms, SmsOutbox } from '#mail/sms/sms-store';
import { statuses } from '#mail/smpp/pdu';
import { mask } from '#kernel/masked';
import { FakeClock, settled } from '../../kernel/fake-clock';
import { MemoryLog } from '../../log/memory-log';
import { settingDefaults } from '../../settings/memory-administration';
import { siteLimits } from '#calls/engine/site-limits';
import { noSmsLines } from '../no-decoys';

const decoy = '+74957770001';
const person = '+79005550001';
const fate: SmsFate = {
  ...{ answerMs: 200, refusal: null },
  receipt: { outcome: 'delivered', fault: null, afterMs: 5000 },
};

const smsTo = (number: string, writtenAt: number): ClaimedSms => ({
  ...{ id: 1, lease: 'x', order: { orderNumber: number, managerExtension: null }, sender: '74951234567' },
  ...{ text: 'x', writtenAt, attempts: 0, unanswered: 0, taken: new Set(), isOpen: true },
  point: {
    ...{ id: 1, number: mask(number) },
    restraints: { doNotCall: false, timeZone: 'UTC', destination: 'open' },
  },
});

/** A provider whose answers the test says, and an outbox in memory. */
function rig() {
  const clock = new FakeClock();
  const waiting: ClaimedSms[] = [];
  const ends: string[] = [];
  const own: boolean[] = [];
  const provider = {
    room: 10,
    answer: { status: statuses.ok, messageId: 'a' } as
      | { status: number; messageId: string }
      | 'unanswered'
      | 'down',
    passes: 'passed' as 'passed' | 'unanswered' | 'down',
    given: 0,
    submit() {
      provider.given += 1;
      return Promise.resolve(provider.answer);
    },
    /** Others are answered meanwhile. */
    async pass() {
      await settled();
      return provider.passes;
    },
  };
  const outbox = {
    claim: () => Promise.resolve(waiting.splice(0)),
    asking: () => Promise.resolve(),
    partTaken: (_sms: unknown, _nth: number, { receipt }: { receipt: unknown }) =>
      Promise.resolve(void own.push(receipt !== null)),
    sent: () => Promise.resolve(void ends.push('sent')),
    failed: (_sms: unknown, fault: string) => Promise.resolve(void ends.push(fault)),
    again: (_sms: unknown, { wasAsked }: { wasAsked: boolean }) =>
      Promise.resolve(void ends.push(wasAsked ? 'unanswered' : 'again')),
  };
  const dispatcher = new SmsDispatcher({
    ...{ outbox: outbox as unknown as SmsOutbox, provider, clock, log: new MemoryLog(), isWhole: false },
    limits: siteLimits(() => Promise.resolve({ ...settingDefaults, callingHours: '00:00-24:00' })),
    ...{ feed: { publish: () => undefined }, onTried: () => undefined, onPromised: () => undefined },
    lines: () => ({ ...noSmsLines, fateOf: (order) => Promise.resolve(order === decoy ? fate : null) }),
  });
  dispatcher.start();
  /** @returns what became of one, and whether the provider got it */
  const send = async (...numbers: string[]): Promise<string> => {
    const before = provider.given;
    waiting.push(...numbers.map((number) => smsTo(number, clock.now())));
    dispatcher.wake();
    for (let turn = 0; turn < 10; turn += 1) await settled();
    return `${ends.splice(0).join()} ${provider.given - before === numbers.length ? 'given' : 'inside'}`;
  };
  return { clock, provider, own, dispatcher, send };
}

test('an attack: a provider that refuses the account, throttles or does not answer does so for decoys, too', async () => {
  const { provider, own, dispatcher, send } = rig();
  // Nothing is known of the provider: it is asked, and has the receipt.
  expect([await send(decoy), own]).toEqual(['sent given', [false]]);
  // The control: while it serves, nothing leaves the house.
  expect([await send(decoy), await send(person), own]).toEqual([
    ...['sent inside', 'sent given'],
    [false, true, false],
  ]);
  for (const [answer, end] of [
    [{ status: statuses.invalidSource, messageId: '' }, 'sender-refused'],
    [{ status: statuses.throttled, messageId: '' }, 'again'],
    // Out of credit has no status of its own.
    [{ status: 0x400, messageId: '' }, 'again'],
    ['unanswered', 'unanswered'],
  ] as const) {
    provider.answer = answer;
    expect([await send(person), await send(decoy), await send(decoy)]).toEqual(Array(3).fill(`${end} given`));
    provider.answer = { status: statuses.ok, messageId: 'a' };
    expect([await send(person), await send(decoy)]).toEqual(['sent given', 'sent inside']);
  }
  // One customer's number is wrong: that says nothing of others.
  provider.answer = { status: statuses.invalidDestination, messageId: '' };
  expect([await send(person), await send(decoy)]).toEqual(['number-unknown given', 'sent inside']);
  await dispatcher.stop();
});

test('it takes the turn of a real one: has no answer when the connection ends, and is given when others are refused meanwhile', async () => {
  const { provider, dispatcher, send } = rig();
  await send(person);
  provider.passes = 'down';
  expect(await send(decoy)).toBe('again inside');
  provider.passes = 'unanswered';
  expect(await send(decoy)).toBe('unanswered inside');
  provider.passes = 'passed';
  provider.answer = { status: statuses.invalidSource, messageId: '' };
  expect(await send(decoy, person)).toBe('sender-refused,sender-refused given');
  await dispatcher.stop();
});

test('receipts of one’s own wait while the provider gives none, and none is waited for after a stop', async () => {
  const clock = new FakeClock();
  const due = [{ messageId: 'a', outcome: 'delivered' as const, fault: null }];
  let mayGive = false;
  const given: string[] = [];
  const receipts = new OwnReceipts({
    outbox: {
      dueReceipts: () => Promise.resolve([...due]),
      receipt: ([name]) => {
        due.splice(0);
        given.push(name!);
        return Promise.resolve(null);
      },
    },
    mayGive: () => Promise.resolve(mayGive),
    ...{ feed: { publish: () => undefined }, clock, log: new MemoryLog() },
  });
  receipts.start();
  receipts.promised(clock.now() + 400_000_000);
  await clock.pass(60_000);
  expect(given).toEqual([]);
  mayGive = true;
  await clock.pass(2000);
  expect(given).toEqual(['a']);
  expect(clock.waiting).toBeGreaterThan(1);
  await receipts.stop();
  receipts.promised(clock.now() + 400_000_000);
  expect(clock.waiting).toBe(0);
});
