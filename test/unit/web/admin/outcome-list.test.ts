import { outcomeFaults as serversFaults, outcomeSlugPattern } from '#orders/model/outcome-rules';
import type { Outcome } from '../../../../src/web/api/types';
import {
  listFault,
  moved,
  movesTo,
  outcomeFaults,
  slugFor,
  withMovesTo,
} from '../../../../src/web/pages/admin/outcome-list';

const confirmed: Outcome = {
  slug: 'confirmed',
  label: { ru: 'Подтверждён', en: 'Confirmed' },
  movesTo: 'done',
  asksTime: false,
  delayMinutes: null,
  doNotCall: false,
};

test('moves one, and not over the edge', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

test.each([
  [{ ru: 'Оплатит позже', en: 'Will pay later' }, [], 'will-pay-later'],
  [{ ru: 'Оплатит позже', en: '' }, [], 'oplatit-pozzhe'],
  [{ ru: '', en: '' }, [], 'outcome'],
  [{ ru: '', en: '24 hours' }, [], 'hours'],
  [{ ru: '', en: 'Confirmed!' }, ['confirmed'], 'confirmed-2'],
  [{ ru: '', en: 'Confirmed' }, ['confirmed', 'confirmed-2'], 'confirmed-3'],
])('the slug of %j', (label, taken, slug) => {
  expect(slugFor(label, taken)).toBe(slug);
});

test('a slug fits its column', () => {
  const slug = slugFor({ ru: '', en: 'a very long name '.repeat(9) }, []);
  expect(slug).toMatch(new RegExp(outcomeSlugPattern));
});

test('only what is called later has a time', () => {
  const later = withMovesTo({ ...confirmed, doNotCall: true }, 'later');
  expect(later).toMatchObject({ movesTo: 'later', delayMinutes: 120, asksTime: false, doNotCall: false });
  expect(withMovesTo({ ...later, asksTime: true, delayMinutes: null }, 'later').delayMinutes).toBeNull();
  expect(withMovesTo(later, 'done')).toMatchObject({ movesTo: 'done', delayMinutes: null });
});

test('whatever is moved about is good for the server', () => {
  for (const doNotCall of [true, false]) {
    for (const asksTime of [true, false]) {
      for (const target of movesTo) {
        const later = { ...withMovesTo({ ...confirmed, doNotCall }, 'later'), asksTime };
        const edited = withMovesTo(withMovesTo(later, 'later'), target);
        expect(serversFaults([confirmed, { ...edited, slug: 'other' }])).toEqual([]);
      }
    }
  }
});

test('a list has something that is done', () => {
  expect(listFault([])).toBe('none');
  expect(listFault([withMovesTo(confirmed, 'later')])).toBe('none-done');
  expect(listFault(Array.from({ length: 51 }, () => confirmed))).toBe('too-many');
  expect(listFault([confirmed])).toBeNull();
});

test('faults at their fields', () => {
  expect(outcomeFaults(confirmed)).toEqual({});
  expect(outcomeFaults({ ...confirmed, label: { ru: ' ', en: 'x'.repeat(101) } })).toEqual({
    'label.ru': 'label-missing',
    'label.en': 'label-too-long',
  });
  expect(outcomeFaults({ ...confirmed, movesTo: 'later' })).toEqual({ delayMinutes: 'delay-missing' });
  expect(outcomeFaults({ ...confirmed, movesTo: 'later', delayMinutes: 1.5 })).toEqual({
    delayMinutes: 'delay-missing',
  });
});
