import type { Outcome } from '../../../../src/web/api/types';
import { laterTime, localText, timeOf } from '../../../../src/web/pages/manager/later-times';
import { draftFrom, emptyDraft, isTyped } from '../../../../src/web/pages/manager/order-draft';
import { faultsOf, outcomeBar, wrapUpBody } from '../../../../src/web/pages/manager/wrap-up-request';

const noon = new Date(2026, 6, 1, 12, 0, 0).getTime();

const confirmed: Outcome = {
  ...{ slug: 'confirmed', label: { ru: 'Подтверждён', en: 'Confirmed' } },
  ...{ movesTo: 'done', asksTime: false, delayMinutes: null, doNotCall: false },
};
const callLater: Outcome = { ...confirmed, slug: 'call-later', movesTo: 'later', asksTime: true };

describe('times to call again', () => {
  it('are what managers mean by them', () => {
    expect(laterTime('in-an-hour', noon)).toEqual(new Date(2026, 6, 1, 13));
    expect(laterTime('this-evening', noon)).toEqual(new Date(2026, 6, 1, 18));
    expect(laterTime('tomorrow', noon)).toEqual(new Date(2026, 6, 2, 10));
    expect(laterTime('exactly', noon)).toBeNull();
  });

  it('offer no evening that has passed', () => {
    expect(laterTime('this-evening', new Date(2026, 6, 1, 18, 0, 0).getTime())).toBeNull();
  });

  it('go into the input and come back', () => {
    const at = new Date(2026, 0, 5, 9, 7);
    expect(localText(at)).toBe('2026-01-05T09:07');
    expect(timeOf(localText(at))).toEqual(at);
    expect(timeOf('')).toBeNull();
  });
});

describe('a draft', () => {
  it('comes back as it was kept, and from anything else is empty', () => {
    const draft = {
      ...emptyDraft(),
      outcome: 'confirmed',
      note: 'после обеда',
      later: 'tomorrow' as const,
      checked: ['Адрес подтверждён'],
    };
    expect(draftFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    for (const nonsense of [null, 1, 'text', [], { note: 5, later: 'never', outcome: {}, checked: 'x' }]) {
      const { key, ...rest } = draftFrom(nonsense);
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      expect(rest).toEqual({ outcome: null, note: '', later: null, laterAt: '', checked: [], callId: null });
    }
  });

  it('is typed once there is an outcome or a note', () => {
    expect(isTyped(emptyDraft())).toBe(false);
    expect(isTyped({ ...emptyDraft(), note: ' \n' })).toBe(false);
    expect(isTyped({ ...emptyDraft(), note: 'x' })).toBe(true);
    expect(isTyped({ ...emptyDraft(), outcome: 'confirmed' })).toBe(true);
    expect(isTyped({ ...emptyDraft(), checked: ['Адрес подтверждён'] })).toBe(true);
  });
});

describe('what is sent after a call', () => {
  it('wants an outcome, and a time in the future where the outcome asks for one', () => {
    const draft = emptyDraft();
    expect(faultsOf(draft, null, noon)).toEqual(['no-outcome']);
    expect(faultsOf(draft, confirmed, noon)).toEqual([]);
    expect(faultsOf(draft, callLater, noon)).toEqual(['no-time']);
    expect(faultsOf({ ...draft, later: 'exactly', laterAt: '2026-07-01T11:59' }, callLater, noon)).toEqual([
      'time-past',
    ]);
    expect(faultsOf({ ...draft, later: 'exactly', laterAt: '2026-07-01T12:01' }, callLater, noon)).toEqual(
      [],
    );
  });

  it('is no appointment for an order that is not to be called', () => {
    const draft = { ...emptyDraft(), later: 'exactly' as const, laterAt: '2026-07-01T12:01' };
    const noAnswer: Outcome = { ...confirmed, slug: 'no-answer', movesTo: 'later', delayMinutes: 120 };
    for (const [order, bar] of [
      [{ status: 'closed', doNotCall: false }, 'order-closed'],
      [{ status: 'cancelled', doNotCall: true }, 'order-closed'],
      [{ status: 'open', doNotCall: true }, 'do-not-call'],
    ] as const) {
      expect([confirmed, noAnswer, callLater].map((outcome) => outcomeBar(outcome, order))).toEqual([
        null,
        null,
        bar,
      ]);
      expect(faultsOf(draft, callLater, noon, bar)).toEqual([bar]);
    }
    expect(outcomeBar(callLater, { status: 'open', doNotCall: false })).toBeNull();
  });

  it('holds only what there is', () => {
    const draft = { ...emptyDraft(), outcome: 'confirmed', note: '  ' };
    expect(wrapUpBody(draft, confirmed, null)).toEqual({ outcome: 'confirmed' });
    expect(
      wrapUpBody(
        {
          ...draft,
          note: ' после обеда ',
          later: 'exactly',
          laterAt: '2026-07-01T12:01',
          checked: ['Адрес'],
        },
        callLater,
        'c',
      ),
    ).toEqual({
      outcome: 'call-later',
      note: 'после обеда',
      callLaterAt: new Date(2026, 6, 1, 12, 1).toISOString(),
      callId: 'c',
      checked: ['Адрес'],
    });
  });

  it('sends no time with an outcome that asks for none, though one was chosen before', () => {
    const draft = { ...emptyDraft(), later: 'exactly' as const, laterAt: '2026-07-01T12:01' };
    expect(wrapUpBody(draft, confirmed, null)).not.toHaveProperty('callLaterAt');
  });
});
