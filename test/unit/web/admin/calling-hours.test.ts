import { parseCallingHours } from '#kernel/calling-hours';
import { linesOf } from '../../../../src/web/pages/admin/calling-hours';

test('days that are alike are one line', () => {
  expect(linesOf(parseCallingHours('mon-fri 08:00-22:00, sun 09:00-20:00') ?? [])).toEqual([
    { from: 'mon', to: 'fri', openings: ['08:00–22:00'] },
    { from: 'sat', to: 'sat', openings: [] },
    { from: 'sun', to: 'sun', openings: ['09:00–20:00'] },
  ]);
});
