import { ColumnHabits } from '#orders/intake/column-habits';
import { ManagerDirectory } from '#orders/intake/manager-directory';
import type { OrderDraft } from '#orders/intake/order-draft';
import { readRow } from '#orders/intake/order-row';
import { findHeader } from '#orders/intake/table-layout';

const columns = ['order_number', 'customer_name', 'phone', 'manager_extension'];
const row = ['1', 'Ivan', '8 900 555-00-01', '101'];

function draftOf(header: string[], cells: string[]): OrderDraft {
  const layout = findHeader([{ line: 1, cells: header }], {})!;
  const read = readRow(
    { line: 2, cells },
    {
      layout,
      habits: new ColumnHabits(layout, []),
      region: 'RU',
      clock: 0,
      managers: new ManagerDirectory([{ extension: '101', name: 'Anna' }]),
      statuses: new Map(),
      prefix: '',
    },
  );
  if (!('draft' in read)) throw new Error('The row is no order.');
  return read.draft;
}

const read = (doNotCall: string, timeZone: string): OrderDraft =>
  draftOf([...columns, 'Не звонить', 'Часовой пояс'], [...row, doNotCall, timeZone]);

test.each([
  ['2026-03-01', 'form', { agreedOn: '2026-03-01', source: 'form' }, []],
  // A day without its source, or a source without its day, is no consent: it is never guessed.
  ['2026-03-01', '', undefined, ['call-consent-incomplete']],
  ['', 'form', undefined, ['call-consent-incomplete']],
  ['да', 'form', undefined, ['call-consent-incomplete']],
  ['', '-', undefined, []],
])('consent to automatic calls on %p, by %p', (day, source, expected, codes) => {
  const header = [...columns, 'Дата согласия на автозвонки', 'Источник согласия'];
  const { automaticCalls, notices } = draftOf(header, [...row, day, source]);
  expect(automaticCalls).toEqual(expected);
  expect(notices.map(({ code }) => code)).toEqual(codes);
});

test.each([
  ['да', 'Asia/Omsk', { doNotCall: true, timeZone: 'Asia/Omsk' }],
  ['1', ' Europe/Moscow ', { doNotCall: true, timeZone: 'Europe/Moscow' }],
  // Nothing in a file takes a customer's wish back.
  ['нет', '', { timeZone: null }],
  ['0', '-', { timeZone: null }],
  ['', 'UTC', { timeZone: 'UTC' }],
])('%p, %p', (doNotCall, timeZone, expected) => {
  const { doNotCall: wish, timeZone: zone } = read(doNotCall, timeZone);
  expect({ ...(wish !== undefined && { doNotCall: wish }), timeZone: zone }).toEqual(expected);
});

test.each([
  ['maybe', '', 'do-not-call-invalid'],
  ['', 'Omsk', 'time-zone-unknown'],
  ['', '+06:00', 'time-zone-unknown'],
])('%p, %p is noticed, and the order stays', (doNotCall, timeZone, code) => {
  expect(read(doNotCall, timeZone).notices).toMatchObject([{ code }]);
});

test('a file without the columns states neither', () => {
  const draft = draftOf(columns, row);
  expect('doNotCall' in draft || 'timeZone' in draft).toBe(false);
});
