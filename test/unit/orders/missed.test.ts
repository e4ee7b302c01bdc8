import { missedDispositions } from '#calls/model/caller-wait';
import { missedOf } from '#orders/model/missed';
import type { OrderCall } from '#orders/model/missed';
import { dispositions } from '#calls/model/disposition';

const second = 1_000_000;

/** A call that came in at this second, and took another ten. */
function call(
  at: number,
  disposition: OrderCall['disposition'],
  direction: OrderCall['direction'] = 'inbound',
) {
  return { direction, disposition, requestedAt: at * second, endedAt: (at + 10) * second };
}

it('counts callers who reached nobody: since the first, as the last one ended', () => {
  expect(missedOf([call(300, 'abandoned'), call(100, 'out-of-hours'), call(200, 'not-taken')], null)).toEqual(
    {
      since: 100 * second,
      lastAt: 300 * second,
      calls: 3,
      disposition: 'abandoned',
    },
  );
});

it('keeps that a call back was asked for, whatever came after', () => {
  expect(missedOf([call(100, 'call-back-wanted'), call(200, 'abandoned')], null)).toMatchObject({
    disposition: 'call-back-wanted',
    lastAt: 200 * second,
  });
});

it.each([
  ['an answered call of the manager’s', [call(200, 'answered', 'outbound')], null],
  ['an answered call of the customer’s', [call(200, 'answered')], null],
  ['an outcome', [], 150 * second],
])('is settled by %s', (_what, later, outcomeAt) => {
  const missed = call(100, 'abandoned');
  // That it is missed without.
  expect(missedOf([missed], null)).not.toBeNull();
  expect(missedOf([missed, ...later], outcomeAt)).toBeNull();
});

it('counts again what came in after that', () => {
  const calls = [call(100, 'abandoned'), call(200, 'answered', 'outbound'), call(300, 'not-taken')];
  expect(missedOf(calls, 250 * second)).toMatchObject({ since: 300 * second, calls: 1 });
});

it('is not settled by a call back that nobody answered', () => {
  expect(missedOf([call(100, 'abandoned'), call(200, 'no-answer', 'outbound')], null)).toMatchObject({
    calls: 1,
  });
});

it('is not settled by a voicemail, nor by a courier who talked to the customer', () => {
  const later = [{ ...call(200, 'answered', 'outbound'), voicemail: true }, call(300, 'answered', 'courier')];
  expect(missedOf([call(100, 'abandoned'), ...later], null)).toMatchObject({ calls: 1 });
});

it('counts a call in which nobody took the customer who was passed on, and is not settled by it', () => {
  const lost = { ...call(200, 'answered', 'outbound'), untaken: true };
  expect(missedOf([lost], null)).toMatchObject({ disposition: 'not-taken', since: 200 * second, calls: 1 });
  expect(missedOf([call(100, 'abandoned'), lost], null)).toMatchObject({ since: 100 * second, calls: 2 });
  expect(missedOf([lost, call(300, 'answered')], null)).toBeNull();
});

it('are are of callers alone, who talked to nobody', () => {
  const missed = dispositions.filter((disposition) => missedOf([call(100, disposition)], null) !== null);
  expect(missed.sort()).toEqual([...missedDispositions].sort());
  expect(missedOf([call(100, null)], null)).toBeNull();
  for (const disposition of dispositions)
    expect(missedOf([call(100, disposition, 'outbound')], null)).toBeNull();
});
