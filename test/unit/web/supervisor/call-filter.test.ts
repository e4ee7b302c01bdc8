import type { CallFilter } from '../../../../src/web/pages/supervisor/call-filter';
import {
  callQueryOf,
  everyCall,
  readCallFilter,
  writeCallFilter,
} from '../../../../src/web/pages/supervisor/call-filter';

const full: CallFilter = {
  period: 'custom',
  from: '2026-11-01',
  to: '2026-11-25',
  extension: '101',
  orderNumber: 'A-1001/7',
  disposition: 'no-answer',
  hungUpBy: 'network',
  direction: 'outbound',
};

test('a filter comes back from its address', () => {
  expect(readCallFilter(writeCallFilter(full))).toEqual(full);
  expect(readCallFilter(`?${writeCallFilter(full)}`)).toEqual(full);
});

test('no filter is no address', () => {
  expect(writeCallFilter(everyCall)).toBe('');
  expect(readCallFilter('')).toEqual(everyCall);
});

test('nonsense in an address filters nothing', () => {
  expect(
    readCallFilter(`?manager=${'1'.repeat(33)}&order=%20&result=won&ended-by=ghost&period=never&x=1`),
  ).toEqual(everyCall);
});

test('the server is asked with moments', () => {
  expect(callQueryOf(full, new Date())).toEqual({
    extension: '101',
    orderNumber: 'A-1001/7',
    disposition: 'no-answer',
    hungUpBy: 'network',
    direction: 'outbound',
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 10, 26).toISOString(),
  });
  expect(callQueryOf(everyCall, new Date())).toEqual({});
});
