import { mask } from '#kernel/masked';
import { Random } from '#kernel/random';
import { smsLines } from '#leaks/decoys/sms-lines';
import type { SmsResult } from '#leaks/model/decoys/sms-plan';

const delivered: SmsResult = { answerMs: 250, end: 'delivered', fault: null, settleMs: 5000 };
const point = { id: 1, number: mask('+74951112233') };

function linesOf(results: readonly SmsResult[], last: readonly boolean[] = []) {
  const asked: number[] = [];
  const lines = smsLines({
    store: {
      isLine: () => Promise.resolve(true),
      isOwn: (orderNumber) => Promise.resolve(orderNumber === '1'),
      keep: () => Promise.resolve(null),
      results: () => Promise.resolve([...results]),
      lastSettled: (until) => Promise.resolve((asked.push(until), [...last])),
    },
    ...{ defaultDid: '74950000000', alerts: { raise: () => undefined } },
    ...{ random: new Random(1), now: () => 100_000_000 },
  });
  return { lines, asked };
}

it('an SMS to a decoy stays inside only where the site’s own say what becomes of one', async () => {
  const enough = linesOf(Array<SmsResult>(20).fill(delivered)).lines;
  expect(await enough.fateOf('1', point)).toMatchObject({ answerMs: 250, receipt: { afterMs: 5000 } });
  // A customer's, whatever number it has.
  expect(await enough.fateOf('2', point)).toBeNull();
  expect(await linesOf(Array<SmsResult>(19).fill(delivered)).lines.fateOf('1', point)).toBeNull();
  expect(await linesOf([]).lines.fateOf('1', point)).toBeNull();
});

it.each([
  ['none of the last three has one', [false, false, false], true],
  ['one has', [false, true, false], false],
  ['too few were sent', [false, false], false],
])('receipts are late where of SMS to customers %s: %j', async (_what, last, late) => {
  const { lines, asked } = linesOf(Array<SmsResult>(20).fill(delivered), last);
  expect(await lines.areReceiptsLate()).toBe(late);
  // Of those that usually have one by now.
  expect(asked).toEqual([95_000_000]);
});
